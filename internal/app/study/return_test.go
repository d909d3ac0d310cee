package study_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/trial"
)

// again refers the person of that name a further time.
func (b *bench) again(name string) error { return b.oncemore(name, fmt.Sprint(name, " again")) }

// oncemore does so by a referral of its own.
func (b *bench) oncemore(name, referral string) error {
	b.t.Helper()
	d, err := content.Programme(b.programme)
	b.ok(err)
	r := apptest.Referral(name, b.team, d, programme.Of(b.now, time.UTC).AddDays(-3))
	r.ID = named[id.Referral](referral)
	return b.care.ReferAgain(context.Background(), b.staff("Remi", authz.Referrer), r, r.Participant)
}

// Whether somebody in a study may be referred again hangs on what both arms share: by
// when visits are to be held. They keep their arm, and a follow-up its calls.
func TestWhoIsInAStudyComesBackOnOneDayInEitherArmAndIsNotAllocatedAgain(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, arms := context.Background(), map[string]string{"Sam": "peer_support", "Jo": "workbook_alone"}
		people := map[string]id.Participant{}
		for name, arm := range arms {
			people[name] = b.allocated(name, arm)
		}
		d, err := content.Programme(studied)
		b.ok(err)
		b.later(d.WindowDays - 3) // the last day of it
		for name := range arms {
			if _, open := care.AsLikelyDuplicate(b.again(name)); !open {
				t.Errorf("%s came back while their visits may go on", name)
			}
		}
		b.later(1)
		for name, arm := range arms {
			b.ok(b.again(name))
			b.ok(b.again(name)) // the second tap
			another := b.allocation(people[name], arm)
			another.ID = named[id.Allocation]("another " + name)
			b.fails("another allocation", b.study.BringAllocation(ctx, b.setup(), another), fault.Conflict)
		}
		b.later(365)
		b.works()
		asked := b.asked(people["Sam"])
		b.ok(b.study.RecordCall(ctx, b.mei(), people["Sam"], b.called("c", people["Sam"], outcome.CallNoAnswer)))
		if after := b.asked(people["Sam"]); len(after.Calls) != len(asked.Calls)+1 {
			t.Errorf("%d calls, and before %d", len(after.Calls), len(asked.Calls))
		}
		b.whole()
	})
}

// Who was in a study isn't followed up for a second course: the study's is of the first,
// on its days. The record says so.
func TestTheRecordSaysWhyASecondCourseAfterAStudyHasNoFollowUp(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, sam := context.Background(), b.allocated("Sam", "peer_support")
		unasked := func() bool {
			r, err := b.care.SeePerson(ctx, b.lena(), sam)
			b.ok(err)
			return r.NotFollowed
		}
		if unasked() {
			t.Error("the first course has a follow-up")
		}
		d, err := content.Programme(studied)
		b.ok(err)
		b.later(d.WindowDays)
		b.ok(b.again("Sam"))
		if unasked() {
			t.Error("said of somebody who hasn't agreed to anything yet")
		}
		b.consents(sam, "Sam again")
		f, err := b.study.SeeFollowUp(ctx, b.mei(), sam)
		b.ok(err)
		for _, x := range f.FollowUps {
			if x.Again.IsZero() {
				t.Errorf("the second course has a follow-up: %+v", x)
			}
		}
		if !unasked() {
			t.Error("nothing says why the second course has no follow-up")
		}
		b.whole()
	})
}

// A referral that its team took back says nothing of where they were: the assessor isn't
// told of acute care that was none.
func TestAReferralThatWasTakenBackIsNoAcuteCare(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, sam := context.Background(), b.allocated("Sam", "peer_support")
		d, err := content.Programme(studied)
		b.ok(err)
		b.later(d.WindowDays)
		again := func() (told bool) {
			f, err := b.study.SeeFollowUp(ctx, b.mei(), sam)
			b.ok(err)
			return len(f.FollowUps) > 0 && !f.FollowUps[0].Again.IsZero()
		}
		b.ok(b.again("Sam"))
		if !again() {
			t.Error("nothing says that they were referred again")
		}
		b.ok(b.care.TakeBackReferral(ctx, b.staff("Remi", authz.Referrer), sam,
			pathway.TakingBack(named[id.Decision]("back"), "Somebody else")))
		if again() {
			t.Error("it says so still, although the referral was taken back")
		}
		b.whole()
	})
}

// Two records that are joined stay two allocations.
func TestTwoJoinedRecordsStayTwoAllocations(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam, jo := b.allocated("Sam", "peer_support"), b.allocated("Jo", "workbook_alone")
		for i, apart := range []bool{false, false, true, true, false} {
			s := pathway.Joining(named[id.SamePerson](fmt.Sprint(i)), jo, sam, apart)
			b.ok(b.care.JoinRecords(ctx, b.lena(), []id.Participant{sam, jo}[i%2], s, false))
		}
		r, err := b.care.SeePerson(ctx, b.lena(), sam)
		b.ok(err)
		if len(r.Joined) != 1 || r.Joined[0].ID != jo {
			t.Errorf("joined with %v", r.Joined)
		}
		studies, err := b.study.ListStudies(ctx, b.lena(), programme.Page{})
		b.ok(err)
		if len(studies.Lines) != 1 || studies.Lines[0].People != 2 {
			t.Errorf("studies: %+v", studies.Lines)
		}
		b.whole()
	})
}

// Each follow-up is of a course of its own: it counts from the day on which that one's
// crisis team left, and asks what was agreed to in it. Who stops everything in a later
// one stops both.
func TestFollowUpsOfSomebodyWhoCameBackStandEachWithTheDaysOfTheirCourse(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		b.org, b.team = named[id.Organisation]("a service"), named[id.Team]("its team")
		b.programme = programme.Version{Programme: "crisis-peer-support", Number: 1}
		b.founds("Brook Vale", "bea@example.org")
		sam := b.agreed("Sam")
		b.later(200)
		b.ok(b.again("Sam"))
		b.declines = []string{outcome.QuestionnairesItem}
		b.consents(sam, "Sam again")
		b.later(170) // a year from the first discharge, and not from the second
		b.works()
		told := func() string {
			f, err := b.study.SeeFollowUp(ctx, b.mei(), sam)
			b.ok(err)
			var all string
			for _, x := range f.FollowUps {
				all += fmt.Sprintln(x.Discharged, x.Outcome, x.From, x.Until, x.Standing.State,
					x.Agreed.Agrees(outcome.QuestionnairesItem), x.Agreed.Agrees(outcome.HealthRecordItem))
			}
			return all
		}
		first := "2025-01-03 after_course 2025-03-14 2025-09-14 due true true\n" +
			"2025-01-03 within_year 2025-01-03 2026-01-03 due true true\n"
		second := "2025-07-22 after_course 2025-09-30 2026-03-30 waiting false true\n" +
			"2025-07-22 within_year 2025-07-22 2026-07-22 waiting false true\n"
		b.holds("both courses", told(), first+second)

		b.leaves(sam)
		_, err := b.study.SeeFollowUp(ctx, b.mei(), sam)
		b.fails("a follow-up of somebody who has stopped everything", err, fault.NotFound)
		b.holds("what is left to call", b.counted(), map[trial.CallList]int{})
		b.whole()
	})
}

// Acute care of the days after the discharge that a follow-up is about is what it asks for,
// whatever somebody was discharged from since.
func TestAnEpisodeIsMeasuredAgainstTheDischargeThatItsFollowUpIsAbout(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, sam := context.Background(), b.allocated("Sam", "peer_support")
		d, err := content.Programme(studied)
		b.ok(err)
		b.later(d.WindowDays)
		b.ok(b.again("Sam"))
		b.records(sam, admitted("between", d.WindowDays-20))
		right := admitted("right", d.WindowDays-21)
		right.Replaces = named[id.Episode]("between")
		b.ok(b.study.CorrectEpisode(ctx, b.mei(), sam, right))
		p, _ := fault.AsProblems(b.study.RecordEpisode(ctx, b.mei(), sam, admitted("before the first", -10)))
		if said, _ := p.On("started_on"); said.Key != "episode.started_on.discharge" || !said.Asks {
			t.Errorf("before the first discharge: %v", p)
		}
		b.whole()
	})
}
