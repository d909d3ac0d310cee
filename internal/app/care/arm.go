package care

import (
	"cmp"

	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// An armFinder is a change or a look of somebody who may see visits: an arm is
// read nowhere else.
type armFinder interface {
	FindPerson(id.Participant) (programme.Person, error)
	FindArm(id.Participant) (string, programme.Version, error)
}

// bringsVisits tells whether the programme brings p visits at all: a service,
// whose definition is d, to everybody; a study to anybody who is in an arm with
// visits, and to nobody before they are allocated.
func bringsVisits(tx armFinder, d programme.Definition, p programme.Person) (bool, error) {
	if !p.Study {
		return d.BringsVisits(""), nil
	}
	arm, of, err := tx.FindArm(p.ID)
	if err != nil || arm == "" {
		return false, err
	}
	if d, err = content.Programme(of); err != nil {
		return false, err
	}
	return d.BringsVisits(arm), nil
}

// hasVisits tells whether p takes part with visits now.
func hasVisits(tx armFinder, d programme.Definition, p programme.Person) (bool, error) {
	if p.State != programme.Consented {
		return false, nil
	}
	return bringsVisits(tx, d, p)
}

// findVisited reads participant, to do something about their visits. Whom the
// programme brings none has nothing here, as if it weren't there: they would
// read of a look at it, and it would be a trace of visits.
func findVisited(tx armFinder, d programme.Definition, participant id.Participant) (programme.Person, error) {
	p, err := tx.FindPerson(participant)
	if err != nil {
		return programme.Person{}, err
	}
	if is, err := bringsVisits(tx, d, p); err != nil || !is {
		return programme.Person{}, cmp.Or(err, fault.Absent)
	}
	return p, nil
}
