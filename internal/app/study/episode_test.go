package study_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

func TestAnEpisodeIsNotBeforeTheBirth(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		sam := b.allocated("Sam", "peer_support")
		b.later(40)
		e := admitted("e", 12)
		var err error
		e.StartedOn, err = programme.MakeDate(1926, 11, 24)
		b.ok(err)
		p, _ := fault.AsProblems(b.study.RecordEpisode(context.Background(), b.mei(), sam, e))
		if said, _ := p.On("started_on"); said.Key != "date.before.birth" {
			t.Error(p)
		}
	})
}

// Most stays are of weeks, and after the discharge, and nobody is in two places: the one may
// be a slip, and the other the same stay once more.
func TestALongStayAndOneInTheDaysOfAnotherAreAskedAbout(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		sam := b.allocated("Sam", "peer_support")
		b.later(40)
		record := func(e outcome.Episode) error {
			e.Certainty = outcome.Confirmed
			return b.study.RecordEpisode(context.Background(), b.mei(), sam, e)
		}
		asks := func(err error, field, key string) {
			t.Helper()
			p, _ := fault.AsProblems(err)
			if said, _ := p.On(field); len(p) != 1 || said.Key != key || !said.Asks {
				t.Errorf("%v, and not %s", err, key)
			}
		}
		long := admitted("long", 12)
		long.StartedOn, long.EndedOn = date("2020-01-10"), programme.Date{}
		long.Sure = fault.SureOf("started_on")
		asks(record(long), "ended_on", "episode.ended_on.long")
		long.EndedOn = date("2020-08-10")
		asks(record(long), "ended_on", "episode.ended_on.long")
		long.Sure = fault.SureOf("ended_on")
		asks(record(long), "started_on", "episode.started_on.discharge")
		long.Sure = fault.SureOf("started_on", "ended_on")
		b.ok(record(long))

		b.ok(record(admitted("first", 12)))
		b.ok(record(admitted("first", 12))) // the second tap
		b.ok(record(admitted("moved", 16))) // on the last day of the first
		b.ok(record(admitted("before", 8)))
		other := admitted("again", 12)
		asks(record(other), "started_on", "episode.started_on.overlaps")
		other.Kind = programme.CrisisHouse
		other.StartedOn = other.StartedOn.AddDays(1)
		asks(record(other), "started_on", "episode.started_on.overlaps")
		other.Sure = fault.SureOf("started_on")
		b.ok(record(other))

		right := admitted("right", 13)
		right.Replaces = named[id.Episode]("first")
		asks(b.study.CorrectEpisode(context.Background(), b.mei(), sam, right), "started_on",
			"episode.started_on.overlaps") // with the others, not with what it corrects
		right.InError = true
		b.ok(b.study.CorrectEpisode(context.Background(), b.mei(), sam, right))
		b.whole()
	})
}

func TestAnEpisodeSentTwiceIsRecordedOnceAndACorrectionKeepsWhatWasThere(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam := b.allocated("Sam", "peer_support")
		b.later(40)
		first := admitted("first", 12)
		b.records(sam, first)
		b.records(sam, first)
		other := first
		other.Kind = programme.CrisisHouse
		b.fails("another body", b.study.RecordEpisode(ctx, b.mei(), sam, other), fault.Conflict)

		right := admitted("right", 14)
		right.Replaces = first.ID
		b.ok(b.study.CorrectEpisode(ctx, b.mei(), sam, right))
		b.ok(b.study.CorrectEpisode(ctx, b.mei(), sam, right)) // the reply was lost
		late := admitted("late", 15)
		late.Replaces = first.ID
		if p, is := fault.AsProblems(b.study.CorrectEpisode(ctx, b.mei(), sam, late)); !is || p[0].Field != "replaces" {
			t.Error("a second correction of the same entry went by")
		}
		f, err := b.study.SeeFollowUp(ctx, b.mei(), sam)
		b.ok(err)
		if len(f.Episodes) != 2 || f.Episodes[1].Fact.Replaces != first.ID ||
			f.Episodes[0].Fact.StartedOn != first.StartedOn {
			t.Errorf("%+v", f.Episodes)
		}
		for _, e := range f.Episodes {
			if e.Fact.Source != "" || e.Fact.SourceNote != "" {
				t.Errorf("the assessor reads where it is known from: %+v", e.Fact)
			}
		}
		b.whole()
	})
}

func TestOfTwentyWhoCorrectOneEntryOneDoes(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		sam := b.allocated("Sam", "peer_support")
		b.later(40)
		b.records(sam, admitted("first", 12))
		var wait sync.WaitGroup
		done := make(chan error, 20)
		for i := range 20 {
			wait.Go(func() {
				e := admitted(fmt.Sprint("second", i), 13)
				e.Replaces = named[id.Episode]("first")
				done <- b.study.CorrectEpisode(context.Background(), b.mei(), sam, e)
			})
		}
		wait.Wait()
		close(done)
		stood := 0
		for err := range done {
			if err == nil {
				stood++
			} else if _, is := fault.AsProblems(err); !is {
				t.Error(err)
			}
		}
		if stood != 1 {
			t.Errorf("%d corrections stood", stood)
		}
		b.whole()
	})
}

// Who withdrew wholly is left in peace, who is in no study isn't the
// assessor's to know, and what a closed study counted stays as it was.
func TestTheAssessorReachesPeopleInOpenStudiesAndNobodyElse(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam, jo := b.allocated("Sam", "peer_support"), b.allocated("Jo", "workbook_alone")
		gone := b.allocated("gone", "peer_support")
		without := b.allocated("without", "peer_support")
		b.ok(b.care.RecordWithdrawal(ctx, b.cora(), gone, pathway.Withdrawal{ID: named[id.Withdrawal]("gone"),
			Scope: pathway.Wholly, On: date("2025-01-06")}))
		b.ok(b.care.RecordWithdrawal(ctx, b.cora(), without, pathway.Withdrawal{ID: named[id.Withdrawal]("w"),
			Scope: pathway.FromVisitsOnly, On: date("2025-01-06")}))
		b.holds("two outcomes of three people", len(b.listed()), 6)
		b.later(400)
		b.fails("withdrawn", b.study.RecordEpisode(ctx, b.mei(), gone, admitted("x", 20)), fault.NotFound)
		b.ok(b.study.RecordEpisode(ctx, b.mei(), without, admitted("y", 20)))
		for _, role := range []authz.Role{authz.Lead, authz.Coordinator} {
			b.fails(string(role), b.study.RecordEpisode(ctx, b.staff("x", role), sam, admitted("z", 20)), fault.Denied)
		}
		b.fails("the analyst", b.study.RecordEpisode(ctx, b.staff("x", authz.Analyst), sam,
			admitted("z", 20)), fault.NotFound)
		b.closes()
		_, err := b.study.SeeFollowUp(ctx, b.mei(), sam)
		b.fails("closed", err, fault.NotFound)
		b.fails("closed", b.study.RecordEpisode(ctx, b.mei(), jo, admitted("late", 20)), fault.NotFound)
		b.holds("in a closed study", len(b.listed()), 0)
	})
}

func TestAnAllocationComesOnceOnlyForWhoAgreedAndNeverChanges(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam := b.agreed("Sam")
		a := b.allocation(sam, "peer_support")
		b.ok(b.study.BringAllocation(ctx, b.setup(), a))
		b.ok(b.study.BringAllocation(ctx, b.setup(), a))
		for what, change := range map[string]func(){"another arm": func() { a.Arm = "workbook_alone" },
			"another id": func() { a.ID = named[id.Allocation]("another") }} {
			change()
			b.fails(what, b.study.BringAllocation(ctx, b.setup(), a), fault.Conflict)
		}
		b.fails("somebody who hasn't agreed", b.study.BringAllocation(ctx, b.setup(),
			b.allocation(b.referred("Jo"), "peer_support")), fault.Conflict)
		for _, role := range authz.Roles() {
			err := b.study.BringAllocation(ctx, b.staff("x", role), b.allocation(sam, "peer_support"))
			if kind := fault.Of(err); err == nil || kind != fault.Denied && kind != fault.NotFound {
				t.Errorf("%s brings an allocation: %v", role, err)
			}
		}
		b.whole()
	})
}
