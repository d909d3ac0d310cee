package care_test

import (
	"context"
	"fmt"
	"regexp"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/stats"
	"footbridge.org/footbridge/internal/store"
)

func (b *bench) serviceReport(r authz.Role) care.ServiceReport {
	b.t.Helper()
	found, err := b.care.SeeServiceReport(context.Background(), b.staff("Lena", r))
	b.ok(err)
	return found
}

// visited is somebody who had their first visit the day after they were matched.
func (b *bench) visited(hour int, name string, ash authz.Actor) id.Participant {
	b.t.Helper()
	sam, before := b.plannedAt(hour, name, ash), b.now
	b.now = time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	b.ok(b.care.RecordVisit(context.Background(), ash, sam, held(b.visits(ash, sam), 0)))
	b.now = before
	return sam
}

func TestTheServiceIsCountedFromReferralToVisit(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		for i := range 5 {
			b.visited(11+i, fmt.Sprint("Sam", i), ash)
		}
		b.planned("Pat", ash)
		b.takesPart("Tay")
		kit := b.takesPart("Kit")
		b.ok(b.care.RecordWithdrawal(ctx, b.cora(), kit, pathway.Withdrawal{ID: named[id.Withdrawal]("kit"),
			Scope: pathway.FromVisitsOnly, On: date("2026-11-23")}))
		b.referred("Remy")
		b.now = time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)

		r := b.serviceReport(authz.Analyst)
		if got := fmt.Sprint(r.Referred, r.Consented, r.Matched, r.Visited); got != "9 8 6 5" {
			t.Errorf("counted %s", got)
		}
		first := r.Waits[2] // of the five, all on the day after
		if first.Spread.People != 5 || first.Spread.Median != 1 || first.Waiting != 3 || first.Stopped != 1 {
			t.Errorf("waits for the first visit: %+v", first)
		}
		if r.ToFirstVisit.People != 5 || r.ToFirstVisit.Longest != 4 {
			t.Errorf("from discharge: %+v", r.ToFirstVisit)
		}
		if s := r.Sessions; s.People != 8 || s.UnderWay[1] != 5 || s.UnderWay[0] != 1 || s.Without[0] != 1 ||
			s.Ended[0] != 1 {
			t.Errorf("sessions: %+v", s)
		}
		line := r.Teams[0]
		if len(r.Teams) != 1 || r.TeamNames[line.Teams[0]] != "North" || line.People != 8 || line.FollowUps.People != 0 ||
			line.Sessions.Told() {
			t.Errorf("teams: %+v", r.Teams)
		}
		b.whole()
	})
}

func TestVisitsAreOverOnceTheirTimeHasPassed(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash := b.worker("Ash")
		for i := range 5 {
			b.matched(fmt.Sprint("Sam", i), ash) // and nobody ever came
		}
		b.now = time.Date(2027, 6, 1, 9, 0, 0, 0, time.UTC)
		r := b.serviceReport(authz.Governance)
		if r.Sessions.Ended[0] != 5 || r.Waits[2].Waiting != 0 || r.Waits[2].Stopped != 5 {
			t.Errorf("%+v", r.Service)
		}
		if got := r.Teams[0].Adequate; got != (stats.Share{People: 5, N: 0, Of: 5}) {
			t.Errorf("%+v", got)
		}
	})
}

// Of whom life has visits wait, they are not over when the time would have been
// without it: the report says what the caseload says.
func TestVisitsOfWhomLifeHasWaitAreNotOverThoughTheirTimeWouldBe(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		for i := range 5 {
			sam := b.planned(fmt.Sprint("Sam", i), ash)
			b.now = b.now.Add(time.Minute)
			b.ok(b.care.EnterLife(ctx, b.cora(), sam, life.Event{ID: named[id.LifeEvent](fmt.Sprint("life", i)),
				Kind: life.Readmission, On: date("2026-11-23")}, true))
		}
		b.now = time.Date(2027, 6, 1, 9, 0, 0, 0, time.UTC)
		r := b.serviceReport(authz.Governance)
		loads, err := b.care.ListCaseloads(ctx, b.staff("Lena", authz.Lead), programme.Page{})
		b.ok(err)
		if r.Sessions.UnderWay[0] != 5 || r.Sessions.Ended[0] != 0 || loads.Count != 5 {
			t.Errorf("%+v, and %d are visited", r.Sessions, loads.Count)
		}
	})
}

// Who has died waits for nothing, and visits that somebody has said are over
// are over before their time has passed.
func TestWhoHasDiedWaitsForNothingAndVisitsThatWereSaidToBeOverAre(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
		var sams []id.Participant
		for i := range 6 {
			sams = append(sams, b.matched(fmt.Sprint("Sam", i), ash))
		}
		b.holdsTheWait(6, 0, 0)
		b.ok(b.care.EnterLife(ctx, lena, sams[0], b.happened("death", life.Death), true))
		b.holdsTheWait(5, 1, 1)
		b.ok(b.care.EndVisits(ctx, lena, sams[1], course.Ending{ID: named[id.Ending]("e"),
			Kind: course.EndedSooner, On: programme.Of(b.now, time.UTC)}, true))
		b.holdsTheWait(4, 2, 2)
	})
}

// holdsTheWait holds how many wait for a first visit, how many do no longer, and
// for how many no visit will be added.
func (b *bench) holdsTheWait(waiting, stopped, over int) {
	b.t.Helper()
	r := b.serviceReport(authz.Lead)
	if w := r.Waits[2]; w.Waiting != waiting || w.Stopped != stopped || r.Sessions.Ended[0] != over {
		b.t.Errorf("%d wait, %d do no longer, %d are over: not %d, %d, %d", w.Waiting, w.Stopped, r.Sessions.Ended[0],
			waiting, stopped, over)
	}
}

// Records that are joined are one person with a referral each, until they are taken apart.
func TestJoinedRecordsAreOnePersonWithTwoReferrals(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
		sam, sammy, samuel := b.referred("Sam"), b.referred("Robin"), b.referred("Alex")
		counted := func(want string) {
			t.Helper()
			r := b.serviceReport(authz.Analyst)
			if got := fmt.Sprint(r.Referred, r.People); got != want {
				t.Errorf("%s, and not %s", got, want)
			}
		}
		said := 0
		join := func(a, with id.Participant, apart bool) {
			t.Helper()
			said++
			s := pathway.Joining(named[id.SamePerson](fmt.Sprint(said)), a, with, apart)
			b.ok(b.care.JoinRecords(ctx, lena, a, s, false))
		}
		counted("3 3")
		join(sam, sammy, false)
		join(sammy, sam, false)
		counted("3 2")
		join(samuel, sammy, false)
		counted("3 1")
		join(sam, samuel, false) // all three, round and round
		counted("3 1")
		join(sam, samuel, true)
		join(sammy, sam, true)
		counted("3 2")
	})
}

// Whoever moved away and came back is no longer visited for the first time, though that
// one's days have not run out: it is over, and waits for nothing.
func TestATimeBeforeIsOverInTheServiceReport(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, remi := context.Background(), b.worker("Ash"), b.staff("Remi", authz.Referrer)
		for i := range 4 {
			b.matched(fmt.Sprint("Sam", i), ash)
		}
		jo := b.matched("Jo", ash)
		b.now = b.now.Add(time.Hour)
		b.ok(b.care.EnterLife(ctx, b.cora(), jo, b.happened("away", life.MovingAway), true))
		d, err := content.Latest("crisis-peer-support")
		b.ok(err)
		r := apptest.Referral("Jo", b.team, d, programme.Of(b.now, time.UTC))
		r.ID = named[id.Referral]("again")
		b.ok(b.care.ReferAgain(ctx, remi, r, jo))
		s := b.serviceReport(authz.Lead)
		if s.Referred != 6 || s.People != 5 || s.Sessions.UnderWay[0] != 4 || s.Sessions.Ended[0] != 1 ||
			s.Waits[2].Waiting != 5 {
			t.Errorf("%d of %d, %+v, %+v", s.Referred, s.People, s.Sessions, s.Waits[2])
		}
	})
}

func TestTheServiceReportIsForWhoeverAnswersForTheProgramme(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		may := map[authz.Role]bool{authz.Lead: true, authz.Analyst: true, authz.Governance: true}
		for _, r := range authz.Roles() {
			_, err := b.care.SeeServiceReport(context.Background(), b.staff("Somebody", r))
			switch {
			case may[r]:
				b.ok(err)
			case err == nil || fault.Of(err) != fault.Denied && fault.Of(err) != fault.NotFound:
				t.Errorf("%s: %v", r, err)
			}
		}
	})
}

// peopleTables have a row or more for each person, or their key.
var peopleTables = regexp.MustCompile(`\b(participant|person|person_key|identity|reported|standing|visiting|consent|match|` +
	`course_fact|life_event|follow_up|earlier_course|same_person|joined_record)\b`)

func TestTheServiceReportReadsNothingOfAnybodysAndOpensNoKey(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash, lena := b.worker("Ash"), b.staff("Lena", authz.Lead)
		for i := range 6 {
			b.visited(10+i, fmt.Sprint("Jo", i), ash)
		}
		b.now = b.now.AddDate(0, 6, 0)
		asked := 0
		r, err := b.care.SeeServiceReport(store.Watching(context.Background(), func(query string) {
			asked++
			if what := peopleTables.FindString(query); what != "" {
				t.Errorf("it reads %s: %s", what, query)
			}
		}), lena)
		b.ok(err)
		if asked == 0 || r.Visited != 6 {
			t.Errorf("%d queries, %+v", asked, r.Service)
		}
	})
}

func TestTheServiceReportCostsTheSameQueriesHoweverManyVisits(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash, lena := b.worker("Ash"), b.staff("Lena", authz.Lead)
		cost := func() int64 {
			var n store.Cost
			_, err := b.care.SeeServiceReport(store.Counting(context.Background(), &n), lena)
			b.ok(err)
			return n.Queries.Load()
		}
		b.visited(10, "Sam", ash)
		one := cost()
		for i := range 12 {
			b.visited(11+i, fmt.Sprint("Jo", i), ash)
		}
		if many := cost(); many != one {
			t.Errorf("%d queries for one person and %d for thirteen", one, many)
		}
	})
}
