package care

import (
	"cmp"
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// A JoinRecord is whose records may be, or are, of one person with Person's.
type JoinRecord struct {
	Person programme.Person
	Joined []programme.Person
	Likely []programme.Person // who isn't joined
	Apart  []programme.Person // who would be likely, had nobody said that they aren't the same
}

// About is whom it is about.
func (r JoinRecord) About() programme.Person { return r.Person }

// AskJoin shows whose records may be of the same person as participant's.
func (c *Care) AskJoin(ctx context.Context, who authz.Actor, participant id.Participant) (JoinRecord, error) {
	return kernel.View(ctx, c.Kernel, who, authz.AskJoin, participant, func(tx *kernel.ReadTx) (JoinRecord, error) {
		var r JoinRecord
		var err error
		if r.Person, err = tx.FindToldApart(participant); err != nil {
			return r, err
		}
		if r.Joined, err = joinedWith(tx, r.Person); err != nil {
			return r, err
		}
		r.Likely, r.Apart, err = likelySame(tx, r.Person)
		r.Likely = slices.DeleteFunc(r.Likely, func(p programme.Person) bool { return holds(r.Joined, p.ID) })
		return r, cmp.Or(err, kernel.ShowExactly(tx, r.Joined, r.Likely, r.Apart))
	})
}

// joinedWith lists whose records are of one person with p's.
func joinedWith(tx *kernel.ReadTx, p programme.Person) ([]programme.Person, error) {
	if !p.Joined {
		return nil, nil
	}
	list, err := tx.ListJoined(p.ID)
	if err != nil {
		return nil, err
	}
	return list, kernel.Shows(tx, authz.SeePerson, list)
}

func holds(list []programme.Person, participant id.Participant) bool {
	return slices.ContainsFunc(list, func(p programme.Person) bool { return p.ID == participant })
}

// JoinRecords stores that participant's record and another are of one person, or are
// not after all. What holds already is not said again, whichever of the two is named
// first. Nothing of either record is moved. Where one of them says that the person has
// died, that holds for the other too, and goes on holding when they are taken apart: sure
// is asked for these alone.
func (c *Care) JoinRecords(ctx context.Context, who authz.Actor, participant id.Participant,
	s pathway.SamePerson, sure bool) error {
	return kernel.Change(ctx, c.Kernel, who, authz.JoinRecords, participant, func(tx *kernel.Tx) error {
		if p := s.Check(); p.Any() {
			return p
		}
		if err := tx.Also(authz.JoinRecords, s.With(participant)); err != nil {
			return err
		}
		tell, err := tellApart(tx, s)
		if err != nil {
			return err
		}
		var death life.Event
		return kernel.Record(tx, tx.SamePeople(s.One), s, func() error {
			err := newOfRecords(tx, s)
			if err != nil {
				return err
			}
			var p fault.Problems
			var both bool
			death, both, err = deathsIn(tx, s)
			p.If(both && s.Apart && !sure, "sure", "same_person.sure.missing")
			if err != nil || death.ID == "" {
				return cmp.Or(err, p.Err())
			}
			p.If(!tx.May(authz.EnterLife), "other", "same_person.other.died")
			p.If(!p.Any() && !sure, "sure", "same_person.sure.missing")
			return p.Err()
		}, func() error {
			if death.ID == "" {
				return tell()
			}
			return holdsForJoined(tx, death, "", map[id.Account]bool{})
		})
	})
}

// newOfRecords answers with fault.Unchanged where s says what was said last.
func newOfRecords(tx *kernel.Tx, s pathway.SamePerson) error {
	joined, err := tx.ListJoined(s.One)
	if err != nil {
		return err
	}
	apart, err := tx.ListApart(s.One, []id.Participant{s.Other})
	if err == nil && (s.Apart && len(apart) > 0 || !s.Apart && holds(joined, s.Other)) {
		err = fault.Unchanged
	}
	return err
}

// deathsIn is the death that one of the two records of s says, where the other says
// none: joined, it holds for both. It tells besides whether both say one. It is read from
// what everybody may know.
func deathsIn(tx *kernel.Tx, s pathway.SamePerson) (toHold life.Event, both bool, err error) {
	one, err := tx.FindToldApart(s.One)
	if err != nil {
		return life.Event{}, false, err
	}
	other, err := tx.FindToldApart(s.Other)
	if err != nil || s.Apart || one.Standing.Died() == other.Standing.Died() {
		return life.Event{}, one.Standing.Died() && other.Standing.Died(), err
	}
	died := one
	if other.Standing.Died() {
		died = other
	}
	return life.Event{ID: id.LifeEvent(s.ID), Participant: died.ID, Kind: life.Death, On: died.Standing.Since}, false, nil
}
