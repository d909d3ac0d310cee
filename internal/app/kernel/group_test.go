package kernel_test

import (
	"context"
	"errors"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
)

func TestInAGroupEachChangeHasItsOwnEntryAndOutcome(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ann, bea, cal := b.referral("Ann"), b.referral("Bea"), b.referral("Cal")
		cal.DischargeDate = date("2031-01-01")
		broken := errors.New("broken off")
		ok(t, kernel.Together(context.Background(), b.k, b.org, func(ctx context.Context) error {
			ok(t, b.care.MakeReferral(ctx, b.referrer, ann, true))
			if _, is := fault.AsProblems(b.care.MakeReferral(ctx, b.referrer, cal, true)); !is {
				t.Error("a wrong referral was taken")
			}
			if err := b.care.MakeReferral(ctx, b.lead, bea, true); err == nil {
				t.Error("somebody made a referral who may not")
			}
			b.holds(0, b.count("participant"), "people whom others see before the group is over")
			ok(t, b.care.MakeReferral(ctx, b.referrer, bea, true))
			ok(t, b.care.MakeReferral(ctx, b.referrer, ann, true)) // it sees what came before it
			err := kernel.Change(ctx, b.k, b.lead, authz.Screen, ann.Participant, func(tx *kernel.Tx) error {
				ok(t, decline(tx, ann.Participant))
				return broken
			})
			if !errors.Is(err, broken) {
				t.Errorf("a change that broke off was answered with %v", err)
			}
			return b.care.Screen(ctx, b.lead, bea.Participant,
				pathway.Decision{ID: named[id.Decision]("d"), Verdict: pathway.Accept})
		}))
		b.holds(2, b.count("participant"), "people")
		b.holds(2, b.entries(authz.MakeReferral.Name), "referrals in the trail")
		b.holds(1, b.entries(authz.Screen.Name), "decisions in the trail")
		b.holds(1, b.count("entry WHERE refused AND action = $1", authz.MakeReferral.Name), "refusals in the trail")
		b.verify()
	})
}

func TestAGroupThatFailsLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		before, broken := b.held(), errors.New("broken off")
		if err := kernel.Together(context.Background(), b.k, b.org, func(ctx context.Context) error {
			ok(t, b.care.MakeReferral(ctx, b.referrer, b.referral("Ann"), true))
			return broken
		}); !errors.Is(err, broken) {
			t.Errorf("the group was answered with %v", err)
		}
		func() {
			defer func() { _ = recover() }()
			_ = kernel.Together(context.Background(), b.k, b.org, func(ctx context.Context) error {
				ok(t, b.care.MakeReferral(ctx, b.referrer, b.referral("Bea"), true))
				panic("a mistake of ours")
			})
		}()
		sameBut(t, before, b.held(), nil)
		b.refer("Cal") // the turn is given back
		b.verify()
	})
}

func TestAGroupHoldsNoLooksAndNobodyElsesChanges(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam, elsewhere := b.refer("Sam"), b.elsewhere()
		ok(t, kernel.Together(context.Background(), b.k, b.org, func(ctx context.Context) error {
			if _, err := b.care.SeePerson(ctx, b.lead, sam.Participant); err == nil {
				t.Error("somebody looked amid a group")
			}
			if err := kernel.Change(ctx, b.k, elsewhere, authz.AddTeam, elsewhere.Organisation,
				func(*kernel.Tx) error { return nil }); err == nil {
				t.Error("another organisation's change was made in the group")
			}
			if err := kernel.Change(ctx, b.k, b.lead, authz.Screen, sam.Participant, func(*kernel.Tx) error {
				return b.care.MakeReferral(ctx, b.referrer, b.referral("Ann"), true)
			}); err == nil {
				t.Error("a change was made within a change")
			}
			if err := kernel.Together(ctx, b.k, b.org, func(context.Context) error { return nil }); err == nil {
				t.Error("a group was made within a group")
			}
			return b.care.MakeReferral(ctx, b.referrer, b.referral("Bea"), true)
		}))
		b.verify()
	})
}
