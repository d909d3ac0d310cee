package study_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
)

// dies has who die today.
func (b *bench) dies(who id.Participant) {
	b.t.Helper()
	b.ok(b.care.EnterLife(context.Background(), b.lena(), who, life.Event{ID: named[id.LifeEvent](string(who)),
		Kind: life.Death, On: programme.Of(b.now, london)}, true))
}

// No stay goes on after a death: one that was open ended with it, and no other day after it
// is taken, whether it is entered or corrected.
func TestNoAcuteCareGoesOnAfterADeath(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam := b.allocated("Sam", "workbook_alone")
		b.later(50)
		b.dies(sam) // on the 50th day
		b.later(20)
		refused := func(what string, err error) {
			t.Helper()
			p, _ := fault.AsProblems(err)
			if said, _ := p.On("ended_on"); said.Key != "life.after_death" || len(p) != 1 {
				t.Errorf("%s: %v", what, err)
			}
		}
		refused("entered", b.study.RecordEpisode(ctx, b.mei(), sam, admitted("late", 48)))
		open := admitted("open", 48)
		open.EndedOn = programme.Date{}
		b.records(sam, open)
		f, err := b.study.SeeFollowUp(ctx, b.mei(), sam)
		b.ok(err)
		b.holds("ended with the death", f.Episodes[0].Fact.EndedOn, date("2025-01-06").AddDays(50))
		right := admitted("right", 48)
		right.Replaces = open.ID
		refused("corrected", b.study.CorrectEpisode(ctx, b.mei(), sam, right))

		// What was entered in error is said to be so, and nothing else is asked.
		wrong := outcome.Episode{ID: named[id.Episode]("wrong"), Replaces: open.ID, InError: true}
		b.ok(b.study.CorrectEpisode(ctx, b.mei(), sam, wrong))
		b.whole()
	})
}

// The assessor finds somebody who has died by name; no list has them.
func TestWhoHasDiedIsFoundByTheAssessor(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		sam := b.allocated("Sam", "peer_support")
		b.dies(sam)
		found, err := b.study.FindFollowUps(context.Background(), b.mei(), "Sam")
		b.ok(err)
		if len(found.Lines) == 0 || !found.Lines[0].FollowUp.Standing.Died() {
			t.Errorf("found %+v", found.Lines)
		}
	})
}

// Who has died is in a line of their own, and no more among those who are followed up.
func TestTheFlowOfAStudyCountsWhoHasDied(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		b.dies(b.allocated("Sam", "peer_support"))
		b.allocated("Jo", "workbook_alone")
		o, err := b.study.SeeStudy(context.Background(), b.cora(), named[id.Study](thisStudy))
		b.ok(err)
		if f := o.Flow; f.Allocated != 2 || f.Running != 1 || f.Died != 1 {
			t.Errorf("%+v", f)
		}
		all := 0
		for _, n := range o.FollowUps {
			all += n
		}
		b.holds("follow-ups of two people", all, 2*len(o.Counts))
	})
}

// An assessor reads how somebody is reached, to say that it is wrong, only while a
// follow-up of theirs is to be made.
func TestAnAssessorReadsContactsOnlyOfWhoIsFollowedUp(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, sam := context.Background(), b.allocated("Sam", "peer_support")
		_, err := b.care.AskDoubt(ctx, b.mei(), sam)
		b.ok(err)
		b.leaves(sam)
		_, err = b.care.AskDoubt(ctx, b.mei(), sam)
		b.fails("after they withdrew", err, fault.NotFound)
	})
}
