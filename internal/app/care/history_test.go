package care_test

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
)

// tries sets how many random histories are tried: many in a deep run, in a short one a fifth.
func tries(t *testing.T, modest, many string) {
	t.Helper()
	n := modest
	if os.Getenv("FOOTBRIDGE_DEEP") != "" {
		n = many
	}
	if err := flag.Set("rapid.checks", n); err != nil {
		t.Fatal(err)
	}
}

// histories is a bench on which so many random ones are tried, each about
// somebody of its own.
func histories(t *testing.T) *bench {
	t.Helper()
	tries(t, "60", "400")
	url := storetest.SQLite(t)
	if err := apptest.Migrate(url); err != nil {
		t.Fatal(err)
	}
	return open(t, url)
}

// A tried is one thing that somebody does, whether or not it can be done now.
type tried struct {
	event pathway.Event
	do    func(key string) error
}

// attempts are all that happens to a referral and to a consent, by staff and by
// the person, through the use cases.
func (b *bench) attempts(sam id.Participant) map[string]tried {
	ctx, lena, cora, own := context.Background(), b.staff("Lena", authz.Lead), b.cora(), b.themselves(sam)
	screen := func(v pathway.Decision) func(string) error {
		return func(key string) error {
			v.ID = named[id.Decision](key)
			return b.care.Screen(ctx, lena, sam, v)
		}
	}
	stop := func(s pathway.Scope) func(string) error {
		return func(key string) error {
			return b.care.RecordWithdrawal(ctx, cora, sam, pathway.Withdrawal{ID: named[id.Withdrawal](key), Scope: s,
				On: date("2026-11-23")})
		}
	}
	stops := func(s pathway.Scope) func(string) error {
		return func(key string) error {
			return b.care.Withdraw(ctx, own, sam, pathway.Withdrawal{ID: named[id.Withdrawal](key), Scope: s})
		}
	}
	return map[string]tried{
		"accept":  {pathway.EventAccept, screen(pathway.Decision{Verdict: pathway.Accept})},
		"decline": {pathway.EventDecline, screen(pathway.Decision{Verdict: pathway.Decline, Reason: "out_of_area"})},
		"invite":  {pathway.EventInvite, func(key string) error { return b.care.Invite(ctx, cora, sam, b.invitation(key)) }},
		"consent": {pathway.EventConsent,
			func(key string) error { return b.care.RecordConsent(ctx, cora, sam, b.consent(key)) }},
		"agree": {pathway.EventConsent, func(key string) error { return b.care.Agree(ctx, own, sam, b.consent(key)) }},
		"hear no": {pathway.EventSayNo, func(key string) error {
			return b.care.RecordDeclining(ctx, cora, sam, pathway.Declining{ID: named[id.Declining](key),
				On: date("2026-11-23")})
		}},
		"say no": {pathway.EventSayNo, func(key string) error {
			return b.care.SayNo(ctx, own, sam, pathway.Declining{ID: named[id.Declining](key)})
		}},
		"hear stop":   {pathway.EventWithdraw, stop(pathway.Wholly)},
		"hear visits": {pathway.EventWithdrawFromVisits, stop(pathway.FromVisitsOnly)},
		"stop":        {pathway.EventWithdraw, stops(pathway.Wholly)},
		"stop visits": {pathway.EventWithdrawFromVisits, stops(pathway.FromVisitsOnly)},
	}
}

// standing is where sam stands as it is stored, and by the facts alone: the
// decisions, and what came after the accepting one.
func (b *bench) standing(sam id.Participant) (stored, workedOut programme.State) {
	b.t.Helper()
	ctx := context.Background()
	record, err := b.care.SeePerson(ctx, b.cora(), sam)
	b.ok(err)
	var moves []pathway.Move
	for _, d := range record.Decisions {
		moves = append(moves, pathway.Move{Event: d.Fact.Verdict.Event()})
	}
	consents, err := b.care.SeeConsents(ctx, b.cora(), sam)
	b.ok(err)
	for _, s := range consents.History {
		moves = append(moves, s.Move())
	}
	workedOut, _ = pathway.StageAfter(moves)
	return record.Person.State, workedOut
}

// A random history of a referral and of a consent, through the use cases, never
// leaves the table that the documents draw; what is refused changes nothing,
// and what is sent twice happens once. Where somebody stands is where the facts
// on record say.
func TestNoRandomHistoryLeavesTheTableOfAReferral(t *testing.T) {
	b, moved, people := histories(t), map[programme.State]bool{}, 0
	rapid.Check(t, func(t *rapid.T) {
		people++
		sam, at := b.referred(fmt.Sprint("Sam ", people)), programme.Referred
		attempts := b.attempts(sam)
		likely := []string{"accept", "invite", "agree"}[:rapid.IntRange(0, 3).Draw(t, "go well")]
		tried := rapid.SliceOfN(rapid.SampledFrom(slices.Sorted(maps.Keys(attempts))), 5, 15).Draw(t, "tried")
		for i, name := range append(likely, tried...) {
			at = b.tries(t, sam, attempts[name], fmt.Sprintf("%s/%d/%s", sam, i, name), at)
			moved[at] = true
		}
	})
	if len(moved) < 5 {
		t.Errorf("of the states only %v were reached", moved)
	}
	b.whole()
}

// tries does one thing, twice, and returns where sam stands then.
func (b *bench) tries(t *rapid.T, sam id.Participant, one tried, key string, at programme.State) programme.State {
	next, cannot := pathway.Next(at, one.event)
	err := one.do(key)
	if err == nil && cannot != nil {
		t.Fatalf("%s of somebody %s was done, and the table says %v", one.event, at, cannot)
	}
	if err == nil {
		at = next
		if again := one.do(key); again != nil {
			t.Fatalf("%s sent again: %v", one.event, again)
		}
	} else if _, wrong := fault.AsProblems(err); !wrong && fault.Of(err) != fault.Conflict {
		t.Fatalf("%s of somebody %s: %v", one.event, at, err)
	}
	stored, workedOut := b.standing(sam)
	if stored != at || workedOut != at {
		t.Fatalf("after %s: stored %s, by the facts %s, by the table %s", one.event, stored, workedOut, at)
	}
	return at
}

// A random history of somebody's visits, through the use cases, never leaves
// the tables of an appointment and of a session. What is refused leaves no fact
// behind, what is sent twice leaves one, and none is ever altered.
func TestNoRandomHistoryLeavesTheTablesOfAVisit(t *testing.T) {
	b, events, people := histories(t), map[course.Event]bool{}, 0
	rapid.Check(t, func(t *rapid.T) {
		people++
		ash := b.worker(fmt.Sprint("Ash", people)) // nobody has room for all of them
		b.now = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
		name := fmt.Sprint("Sam ", people)
		sam := b.planned(name, ash)
		b.now = b.now.AddDate(0, 0, 16) // three visits lie behind, seven ahead
		before := b.record(ash, sam)
		for i := range rapid.IntRange(5, 15).Draw(t, "length") {
			f := b.anyFact(t, before.Course, fmt.Sprintf("%s/%d", name, i))
			event := before.Course.Event(f)
			err := b.sends(ash, sam, f)
			after := b.record(ash, sam)
			b.holdsToTheTables(t, before, after, f, err)
			if err == nil {
				events[event] = true
				if again := b.sends(ash, sam, f); again != nil || len(b.record(ash, sam).History) != len(after.History) {
					t.Fatalf("sent again: %v", again)
				}
			}
			before = after
		}
	})
	if len(events) < 4 {
		t.Errorf("only %v happened", events)
	}
	b.whole()
}

func (b *bench) record(who authz.Actor, sam id.Participant) care.VisitRecord {
	b.t.Helper()
	r, err := b.care.SeeVisits(context.Background(), who, sam)
	b.ok(err)
	return r
}

// anyFact is something that somebody says happened to one of c's appointments,
// right or wrong.
func (b *bench) anyFact(t *rapid.T, c course.Course, key string) course.Fact {
	of := rapid.SampledFrom(c.Appointments[:6]).Draw(t, "appointment")
	kind := rapid.SampledFrom([]string{"move", "cancel", "visit", "visit", "correct"}).Draw(t, "kind")
	switch kind {
	case "move":
		to := of.Arrangement
		to.Start = to.Start.Add(time.Duration(rapid.IntRange(1, 50).Draw(t, "hours")) * time.Hour)
		return course.Fact{Moved: &course.Move{ID: named[id.Move](key), Appointment: of.ID, From: of.Start, To: to,
			By: course.PartyParticipant}}
	case "cancel":
		return course.Fact{Cancelled: &course.Cancellation{ID: named[id.Cancellation](key), Appointment: of.ID,
			By: course.PartyWorker, Reason: "a cold"}}
	}
	v := course.Visit{ID: named[id.Visit](key), Appointment: of.ID, Outcome: course.DidNotAttend,
		Reason: course.MissedUnwell, Place: course.PlaceHome}
	if rapid.Bool().Draw(t, "met") {
		v = course.Visit{ID: v.ID, Appointment: of.ID, Outcome: course.Attended, StartedAt: b.now.Add(-time.Hour),
			Minutes: 50, Place: course.PlaceHome, WhatWeDid: "We walked."}
	}
	if last, is := of.Visit(); is && kind == "correct" {
		v.Replaces, v.InError = last.ID, rapid.Bool().Draw(t, "in error")
	}
	return course.Fact{Visited: &v}
}

// sends says it through the use case that it is for.
func (b *bench) sends(who authz.Actor, sam id.Participant, f course.Fact) error {
	ctx := context.Background()
	switch {
	case f.Moved != nil:
		return b.care.MoveVisit(ctx, who, sam, *f.Moved)
	case f.Cancelled != nil:
		return b.care.CancelVisit(ctx, who, sam, *f.Cancelled)
	}
	return b.care.RecordVisit(ctx, who, sam, *f.Visited)
}

// holdsToTheTables holds what became of a course, by one fact, to the tables.
func (b *bench) holdsToTheTables(t *rapid.T, before, after care.VisitRecord, f course.Fact, err error) {
	if diff := cmp.Diff(before.History, after.History[:len(before.History)]); diff != "" {
		t.Fatalf("a fact was altered: %s", diff)
	}
	added := len(after.History) - len(before.History)
	if err != nil {
		if _, wrong := fault.AsProblems(err); added != 0 || !wrong && fault.Of(err) != fault.Conflict {
			t.Fatalf("refused with %v, and %d facts stayed", err, added)
		}
		return
	}
	was, _ := before.Course.Find(f.Of())
	is, _ := after.Course.Find(f.Of())
	event := before.Course.Event(f)
	if to, may := course.AppointmentMoves().Next(was.State, event); !may || is.State != to || added != 1 {
		t.Fatalf("%s led from %s to %s, and %d facts stayed", event, was.State, is.State, added)
	}
	for i, s := range before.Course.Sessions() {
		now := after.Course.Sessions()[i]
		if to, may := course.SessionMoves().Next(s.State, event); i+1 == is.Session && (!may || now.State != to) ||
			i+1 != is.Session && now != s {
			t.Fatalf("%s led session %d from %s to %s", event, i+1, s.State, now.State)
		}
	}
}

// A random history of what happens in somebody's life, while those who visit
// them go on planning, moving and calling off: as long as life has visits wait,
// none is planned; while it has messages wait, and after a death, none reaches
// them. The state is always the one that the table of life says.
func TestWhileLifeHasThingsWaitNothingIsPlannedAndNothingIsSent(t *testing.T) {
	b, out, n, seen := histories(t), counter{map[string]int{}}, 0, map[life.State]bool{}
	ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
	if os.Getenv("FOOTBRIDGE_DEEP") != "" {
		// News that nobody reads comes back in every history after: many cost much more.
		b.ok(flag.Set("rapid.checks", "120"))
	}
	rapid.Check(t, func(t *rapid.T) {
		n++
		name, address := fmt.Sprint("Sam ", n), fmt.Sprintf("sam%d@example.org", n)
		ash := b.worker(fmt.Sprint("Ash", n))
		b.now = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
		sam := b.planned(name, ash, byEmail(address))
		b.signsIn(sam)
		b.delivers(out)
		at, alive := life.GoesOn, life.GoesOn
		for i := range rapid.IntRange(4, 14).Draw(t, "length") {
			key := fmt.Sprintf("life/%s/%d", name, i)
			b.now = b.now.Add(time.Duration(rapid.IntRange(1, 60).Draw(t, "hours")) * time.Hour)
			before := out.to[address]
			switch rapid.SampledFrom([]string{"life", "life", "plan", "change"}).Draw(t, "what") {
			case "life":
				// A move is for a day to come, and a death was on no day after it was told.
				today := slices.DeleteFunc(life.Kinds(),
					func(k life.Kind) bool { return k == life.MovingAhead || k == life.DeathDay })
				kind := rapid.SampledFrom(today).Draw(t, "kind")
				next, refused := life.Next(at, kind)
				err := b.care.EnterLife(ctx, lena, sam, b.happened(key, kind), true)
				if (err == nil) != (refused == nil) {
					t.Fatalf("%s of somebody %s: %v, and the table says %v", kind, at, err, refused)
				}
				if kind == life.DeathInError && refused == nil && alive != life.GoesOn {
					next = alive // nothing went on that would have to wait
				}
				if at = next; at != life.Stopped {
					alive = at
				}
			case "plan":
				err := b.plans(ash, sam, key, programme.Of(b.now, time.UTC).AddDays(1))
				if err == nil && at.Effects().Visits != life.Continues {
					t.Fatalf("visits were planned of somebody %s", at)
				}
			case "change":
				if c := b.visits(ash, sam); len(c.Appointments) > 0 {
					_ = b.sends(ash, sam, b.anyFact(t, c, key)) // right or wrong
				}
			}
			if rapid.Bool().Draw(t, "the due work runs") {
				b.delivers(out) // if not, what is to be told meets whatever comes next
			}
			seen[at] = true
			b.holdsStill(t, ash, sam, at)
			if now := out.to[address]; now != before && at.Effects().Reminders != life.Continues {
				t.Fatalf("somebody %s was sent %d messages", at, now-before)
			}
		}
	})
	if !seen[life.Paused] || !seen[life.Stopped] {
		t.Errorf("only %v came about", seen)
	}
	if len(out.to) < n/2 {
		t.Errorf("of %d people only %d were ever sent anything", n, len(out.to))
	}
	b.whole()
}

// A counter counts the messages to each address, but for those that say what waits.
type counter struct{ to map[string]int }

func (c counter) Send(_ context.Context, m notify.Message) error {
	if m.Subject != datesOff {
		c.to[strings.ToLower(m.To)]++
	}
	return nil
}

// holdsStill holds that sam's life stands so, and that nothing is to come when
// visits wait.
func (b *bench) holdsStill(t *rapid.T, ash authz.Actor, sam id.Participant, at life.State) {
	r := b.record(ash, sam)
	if r.Life.State != at {
		t.Fatalf("it stands %s, and the table says %s", r.Life.State, at)
	}
	if at.Effects().Visits == life.Continues {
		return
	}
	for _, x := range r.Course.Open() {
		if x.Start.After(b.now) {
			t.Fatalf("somebody %s is to be visited on %s", at, x.Start)
		}
	}
}
