package care_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/programme"
)

func (b *bench) happened(name string, k life.Kind) life.Event {
	return life.Event{ID: named[id.LifeEvent](name), Kind: k, On: programme.Of(b.now, time.UTC),
		Note: "the marmalade brother rang"}
}

// mailed does all due work and counts the messages so far, by address.
func (b *bench) mailed(out *notify.Outbox) map[string]int {
	b.t.Helper()
	b.delivers(out)
	counts := map[string]int{}
	for _, m := range out.List() {
		if !strings.Contains(m.Subject, "Something has changed") {
			continue // a welcome
		}
		counts[strings.ToLower(m.To)]++
		for _, word := range []string{"Sam", "Example", "marmalade", "died", "death", "crisis"} {
			if strings.Contains(m.Subject+m.Text, word) {
				b.t.Errorf("a message tells whom or what: %s", m.Text)
			}
		}
	}
	return counts
}

func (b *bench) plans(ash authz.Actor, sam id.Participant, name string, from programme.Date) error {
	at, err := programme.ParseTimeOfDay("10:00")
	b.ok(err)
	return b.care.PlanVisits(context.Background(), ash, sam, named[id.Series](name), course.Series{
		From: from, Weekday: programme.WeekdayOf(from), At: at, Minutes: 60, Place: course.PlaceHome,
	})
}

func TestAReadmissionCallsOffTheVisitsTellsTheWorkerAndIsPlannedAnewInAWindowPutOff(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), &notify.Outbox{Now: func() time.Time { return time.Time{} }}
		ash, ruth := b.worker("Ash"), b.holds("Ruth", authz.Supervisor)
		lena := b.holds("Lena", authz.Lead)
		sam := b.matched("Sam", ash)
		tomorrow := programme.Of(b.now, time.UTC).AddDays(1)
		b.ok(b.plans(ash, sam, "first", tomorrow))
		before, err := b.care.SeeVisits(ctx, ash, sam)
		b.ok(err)
		cora := b.staff("Cora", authz.Coordinator)
		e := b.happened("back", life.Readmission)
		b.ok(b.care.EnterLife(ctx, cora, sam, e, false))
		b.ok(b.care.EnterLife(ctx, cora, sam, e, false)) // the second tap
		r, err := b.care.SeeVisits(ctx, ash, sam)
		b.ok(err)
		if n := len(r.Course.Open()); len(before.Course.Open()) != 10 || n != 0 || r.May.Plan || r.Life.State != life.Paused {
			t.Errorf("%d visits are still planned, it stands %s, planning: %v", n, r.Life.State, r.May.Plan)
		}
		for _, x := range r.Course.Appointments {
			if len(x.Cancelled) != 1 || x.Cancelled[0].By != course.PartyService {
				t.Errorf("called off by %v", x.Cancelled)
			}
		}
		b.fails(b.plans(ash, sam, "second", tomorrow), fault.Conflict)
		if got := b.mailed(out); got["ash@example.org"] != 1 || got["ruth@example.org"] != 1 || got["lena@example.org"] != 0 {
			t.Errorf("at once: %v", got)
		}
		b.now = b.now.Add(25 * time.Hour)
		b.mailed(out)
		b.now = b.now.Add(24 * time.Hour)
		if got := b.mailed(out); got["ash@example.org"] != 1 || got["ruth@example.org"] != 2 || got["lena@example.org"] != 1 {
			t.Errorf("after two days unread: %v", got)
		}
		read := life.Fact{ID: named[id.LifeFact]("read"), Event: e.ID, Answer: life.ReadIt}
		if err := b.care.AcknowledgeLife(ctx, lena, sam, read); err == nil {
			t.Error("the lead read it in the worker's stead")
		}
		b.ok(b.care.AcknowledgeLife(ctx, ash, sam, read))
		b.ok(b.care.AcknowledgeLife(ctx, ash, sam, read))
		n, err := b.care.SeeLife(ctx, ruth, sam, e.ID)
		b.ok(err)
		if n.News.State != life.NewsSettled {
			t.Errorf("read, and it stands %s", n.News.State)
		}
		_, err = b.care.SeeLife(ctx, b.staff("Bo", authz.PeerWorker), sam, e.ID)
		b.fails(err, fault.NotFound)
		b.now = b.now.Add(5 * 24 * time.Hour)
		on := b.happened("on", life.GoingOn)
		b.ok(b.care.EnterLife(ctx, ash, sam, on, false))
		b.ok(b.plans(ash, sam, "third", programme.Of(b.now, time.UTC).AddDays(1)))
		after, err := b.care.SeeVisits(ctx, ash, sam)
		b.ok(err)
		if after.Window.Paused != 7 || after.Window.Closes != before.Window.Closes.AddDays(7) ||
			len(after.Course.Open()) != 10 {
			t.Errorf("the window %+v, with %d planned", after.Window, len(after.Course.Open()))
		}
		b.whole()
	})
}

func TestADeathIsAskedTwiceStopsEverythingAndNobodyLeavesTheWorkerAlone(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), &notify.Outbox{Now: func() time.Time { return time.Time{} }}
		ash, ruth := b.worker("Ash"), b.holds("Ruth", authz.Supervisor)
		b.holds("Lena", authz.Lead)
		sam := b.matched("Sam", ash)
		b.ok(b.plans(ash, sam, "first", programme.Of(b.now, time.UTC).AddDays(1)))
		p := &people.People{Kernel: b.k, Base: "http://localhost"}
		card, err := p.GiveCard(ctx, b.staff("Cora", authz.Coordinator), sam)
		b.ok(err)
		e := b.happened("death", life.Death)
		b.fails(b.care.EnterLife(ctx, ruth, sam, e, false), fault.Invalid)
		r, err := b.care.SeeVisits(ctx, ash, sam)
		b.ok(err)
		if len(r.Course.Open()) != 10 {
			t.Error("visits were called off before anybody was sure")
		}
		b.ok(b.care.EnterLife(ctx, ruth, sam, e, true))
		if _, err := p.UseCard(ctx, card.Code, identity.Browser{Device: "Firefox"}); err == nil {
			t.Error("somebody signed in as somebody who has died")
		}
		if _, err := p.GiveCard(ctx, b.staff("Cora", authz.Coordinator), sam); err == nil {
			t.Error("a card was given for somebody who has died")
		}
		b.fails(p.InvitePerson(ctx, b.staff("Cora", authz.Coordinator), sam), fault.Invalid)
		b.ok(b.care.AcknowledgeLife(ctx, ash, sam, life.Fact{ID: named[id.LifeFact]("read"), Event: e.ID,
			Answer: life.ReadIt}))
		b.now = b.now.Add(5 * time.Hour) // read, and nobody has been there for Ash
		if got := b.mailed(out); got["ash@example.org"] != 1 || got["lena@example.org"] != 1 || got["sam@example.org"] != 0 {
			t.Errorf("%v", got)
		}
		there := life.Fact{ID: named[id.LifeFact]("there"), Event: e.ID}
		b.fails(b.care.SupportLife(ctx, ash, sam, there), fault.Denied)
		b.ok(b.care.SupportLife(ctx, ruth, sam, there))
		n, err := b.care.SeeLife(ctx, ash, sam, e.ID)
		b.ok(err)
		if n.News.State != life.NewsSettled || n.News.Worker != ash.Account {
			t.Errorf("%s, %s", n.News.State, n.News.Worker)
		}
		b.fails(b.care.EnterLife(ctx, ruth, sam, b.happened("on", life.GoingOn), false), fault.Conflict)
		b.ok(b.care.EnterLife(ctx, ruth, sam, b.happened("error", life.DeathInError), false))
		r, err = b.care.SeeVisits(ctx, ash, sam)
		b.ok(err)
		if r.Life.State != life.Paused || r.May.Plan {
			t.Error("something goes on by itself after a death in error")
		}
		b.whole()
	})
}

// A death entered in error leaves everybody where they stood: but for visits that it called
// off, about which somebody speaks with them first.
func TestAfterADeathInErrorEverybodyStandsWhereTheyStood(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
		planned := func(name string) id.Participant { return b.planned(name, b.worker("Visits-"+name)) }
		visited, invited := planned("Visited"), b.invited("Invited")
		people := map[string]id.Participant{"Referred": b.referred("Referred"), "Accepted": b.accepted("Accepted"),
			"Ended": planned("Ended"), "Paused": planned("Paused"), "Away": planned("Away"),
			"Moving": b.accepted("Moving")}
		err := b.care.EndVisits(ctx, lena, people["Ended"], course.Ending{ID: named[id.Ending]("e"),
			Kind: course.EndedSooner, On: programme.Of(b.now, time.UTC)}, true)
		b.ok(err)
		happens := func(name string, k life.Kind, of id.Participant, on programme.Date) {
			e := b.happened(name+string(k), k)
			e.On = on
			b.ok(b.care.EnterLife(ctx, lena, of, e, true))
			b.ok(b.care.EnterLife(ctx, lena, of, e, true)) // the second tap
		}
		today := programme.Of(b.now, time.UTC)
		happens("Paused", life.Readmission, people["Paused"], today)
		happens("Away", life.MovingAway, people["Away"], today)
		happens("Moving", life.MovingAway, people["Moving"], today.AddDays(3))
		read := func(of id.Participant) string {
			r, err := b.care.AskLife(ctx, lena, of)
			b.ok(err)
			return fmt.Sprint(r.Life, r.Person.Standing)
		}
		before := map[string]string{}
		for name, of := range people {
			before[name] = read(of)
		}
		for days, k := range []life.Kind{life.Death, life.DeathInError} {
			b.now = b.now.AddDate(0, 0, 4*days)
			for name, of := range people {
				happens(name, k, of, programme.Of(b.now, time.UTC))
			}
			happens("Visited", k, visited, programme.Of(b.now, time.UTC))
			happens("Invited", k, invited, programme.Of(b.now, time.UTC))
		}
		for name, of := range people {
			if now := read(of); now != before[name] {
				t.Errorf("%s: %s, and before %s", name, now, before[name])
			}
		}
		b.delivers(&notify.Outbox{Now: func() time.Time { return time.Time{} }})
		if r, err := b.care.AskLife(ctx, lena, people["Moving"]); err != nil || r.Life.State != life.Away {
			t.Errorf("%v: the day of the move passed meanwhile, and life stands %s", err, r.Life.State)
		}
		if r, err := b.care.AskLife(ctx, lena, visited); err != nil || r.Life.State != life.Paused {
			t.Errorf("%v: visits were called off, and life stands %s", err, r.Life.State)
		}
		if needs := strings.Join(b.needs(lena), ", "); !strings.Contains(needs, "speaking Invited, speaking Visited") ||
			strings.Contains(needs, "answer Invited") {
			t.Errorf("on the board: %s", needs)
		}
		happens("Invited", life.GoingOn, invited, programme.Of(b.now, time.UTC))
		if needs := strings.Join(b.needs(lena), ", "); strings.Contains(needs, "speaking Invited") {
			t.Errorf("spoken with, and on the board: %s", needs)
		}
		b.whole()
	})
}

// A visit was written up although its day lay ahead, and is taken back while
// life has visits wait: nobody is to be at a door.
func TestAVisitTakenBackWhileLifeHasVisitsWaitIsNotToComeAgain(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam := b.planned("Sam", ash)
		early := held(b.visits(ash, sam), 3) // of the fourth week
		early.StartedAt = b.now.Add(-time.Hour)
		b.ok(b.care.RecordVisit(ctx, ash, sam, early))
		b.ok(b.care.EnterLife(ctx, ash, sam, b.happened("back", life.Readmission), false))
		mistake := early
		mistake.ID, mistake.Replaces, mistake.InError = named[id.Visit]("mistake"), early.ID, true
		b.ok(b.care.RecordVisit(ctx, ash, sam, mistake))
		b.ok(b.care.RecordVisit(ctx, ash, sam, mistake)) // the second tap
		if open := b.visits(ash, sam).Open(); len(open) != 0 {
			t.Errorf("%d visits are to come", len(open))
		}
		b.whole()
	})
}

func TestAmongWhomIsVisitedLifeStandsAsItDoes(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
		b.planned("Sam", ash)
		jo := b.matched("Jo", ash)
		b.ok(b.care.EnterLife(ctx, lena, jo, b.happened("back", life.Readmission), false))
		all, err := b.care.ListCaseloads(ctx, lena, programme.Page{})
		b.ok(err)
		stands := map[string]life.State{}
		for _, r := range all.People {
			stands[r.Person.Identity.GivenName] = r.Life.State
		}
		if stands["Sam"] != life.GoesOn || stands["Jo"] != life.Paused {
			t.Errorf("%v", stands)
		}
	})
}

func TestAnAssessorHearsOfNoLifeEvents(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		sam := b.referred("Sam")
		both := authz.Actor{Account: named[id.Account]("Ari"), Organisation: b.org,
			Grants: []authz.Grant{{Role: authz.Assessor}, {Role: authz.Coordinator}}}
		_, err := b.care.AskLife(context.Background(), both, sam)
		b.fails(err, fault.Denied)
	})
}

// Who was taken for dead is on the board until somebody has spoken with them, whoever has
// read the news, and then until their visits are planned again.
func TestAfterADeathInErrorTheBoardAsksSomebodyToSpeakWithThem(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
		sam := b.planned("Sam", ash)
		wants := func(want string) {
			t.Helper()
			if got := strings.Join(b.needs(lena), ", "); got != want {
				t.Errorf("the board has %q, not %q", got, want)
			}
		}
		tellsOfVisits := func(name string) {
			p := b.told(sam)
			b.ok(b.tells(lena, name, care.PersonToTell{Person: p.Person, Visits: p.Visits}))
		}
		tellsOfVisits("planned")
		b.lives(sam, "dead", life.Death)
		alive := b.happened("alive", life.DeathInError)
		b.ok(b.care.EnterLife(ctx, lena, sam, alive, false))
		wants("speaking Sam, telling Sam") // no email tells them what is cancelled
		tellsOfVisits("off")
		b.ok(b.care.AcknowledgeLife(ctx, ash, sam, life.Fact{ID: named[id.LifeFact]("read"), Event: alive.ID,
			Answer: life.ReadIt}))
		wants("speaking Sam")
		b.lives(sam, "in", life.Readmission)
		wants("speaking Sam") // that they are in hospital, somebody else may have said
		b.whole()
		b.lives(sam, "on", life.GoingOn)
		wants("plan Sam, telling Sam") // nor had anybody told them who visits
		b.whole()
	})
}
