package care

import (
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// A GoingOn says whether another record of the same person goes on in place of one: then
// nothing new begins in this one.
type GoingOn struct {
	Instead bool
	Other   programme.Person // that record, for anybody who sees records
}

// GoesOnInstead is the other record, if it does.
func (g GoingOn) GoesOnInstead() (programme.Person, bool) { return g.Other, g.Instead }

// A recordFinder is a change or a look.
type recordFinder interface {
	returnFinder
	kernel.JoinedFinder
	FindToldApart(id.Participant) (programme.Person, error)
}

// goesOnInstead finds the record of participant's person that goes on in place of
// theirs; the zero person where theirs may.
func goesOnInstead(tx recordFinder, participant id.Participant, today programme.Date) (programme.Person, error) {
	var instead programme.Person
	others, err := kernel.OtherRecords(tx, participant)
	if err != nil || len(others) == 0 {
		return instead, err
	}
	p, err := tx.FindToldApart(participant)
	if err != nil {
		return instead, err
	}
	own, err := goesOn(tx, p, today)
	for _, o := range others {
		if err != nil {
			return instead, err
		}
		var runs bool
		runs, err = goesOn(tx, o, today)
		first := instead.ID == "" || course.GoesBefore(o, instead)
		if runs && first && (!own || course.GoesBefore(o, p)) {
			instead = o
		}
	}
	return instead, err
}

// goesOn tells whether the support that p was referred for goes on.
func goesOn(tx returnFinder, p programme.Person, today programme.Date) (bool, error) {
	over, err := supportOver(tx, p, today)
	return course.GoesOn(p, over), err
}

// showGoingOn is what goes on in place of person's record, for who looks at it.
func showGoingOn(tx *kernel.ReadTx, person programme.Person) (g GoingOn, err error) {
	if !person.Joined {
		return g, nil
	}
	other, err := goesOnInstead(tx, person.ID, tx.Today)
	if g.Instead = other.ID != ""; err != nil || !g.Instead || !kernel.MayOf(tx, authz.SeePerson, other) {
		return g, err
	}
	g.Other = other
	return g, kernel.Shows(tx, authz.SeePerson, []programme.Person{other})
}

// mayGoOn is a conflict where another record of the person goes on whom a change is about.
func mayGoOn(tx *kernel.Tx) error {
	other, err := goesOnInstead(tx, tx.Course.Participant, tx.Today)
	if err == nil && other.ID != "" {
		err = fault.New(fault.Conflict, "same_person.goes_on")
	}
	return err
}
