package kernel_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
)

// duplicate is a second referral of somebody called name.
func (b *bench) duplicate(name string) pathway.Referral {
	r := b.referral(name)
	r.ID, r.Participant = named[id.Referral](name+" again"), named[id.Participant](name+" again")
	return r
}

func TestALikelyDuplicateIsALookInTheTrailAndNothingIsWritten(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam := b.refer("Sam").Participant
		before := b.held()
		err := b.care.MakeReferral(context.Background(), b.referrer, b.duplicate("Sam"), false)
		if likely, is := care.AsLikelyDuplicate(err); !is || len(likely.People) != 1 || likely.People[0].ID != sam {
			t.Errorf("%v", err)
		}
		sameBut(t, before, b.held(), map[string]int{"entry": 1, "entry_person": 1})
		b.holds(1, b.entries(authz.SeeLikely.Name), "looks")
		b.verify()
	})
}

type answer string

func (a answer) Error() string { return string(a) }

func TestAChangeThatGoesOnAfterItAnsweredIsAMistakeAndLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam, before := b.refer("Sam").Participant, b.held()
		err := kernel.Change(context.Background(), b.k, b.lead, authz.Screen, sam, func(tx *kernel.Tx) error {
			_ = kernel.Instead(tx, authz.SeePerson, func(*kernel.ReadTx) (answer, error) { return "no", nil })
			return decline(tx, sam)
		})
		if fault.Of(err) != fault.Internal {
			t.Errorf("%v", err)
		}
		if len(before) == 0 {
			t.Fatal("nothing is held")
		}
		held := b.held()
		for table, n := range before {
			b.holds(n, held[table], table)
		}
		b.verify()
	})
}

func TestAnAnswerThatThePolicyRefusesIsNotGiven(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam := b.refer("Sam").Participant
		err := kernel.Change(context.Background(), b.k, b.lead, authz.Screen, sam, func(tx *kernel.Tx) error {
			return kernel.Instead(tx, authz.SeeOwnVisits, func(*kernel.ReadTx) (answer, error) { return "no", nil })
		})
		if fault.Of(err) != fault.Denied {
			t.Errorf("%v", err)
		}
		b.holds(0, b.entries(authz.SeeOwnVisits.Name), "looks")
		b.holds(1, b.count("entry WHERE action = $1 AND refused", authz.SeeOwnVisits.Name), "refusals")
		b.verify()
	})
}
