package care

import (
	"cmp"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/trial"
)

// An armFinder is a change or a look of somebody who may see visits: an arm is
// read nowhere else.
type armFinder interface {
	FindPerson(id.Participant) (programme.Person, error)
	FindTakingPart(id.Participant) (trial.TakingPart, bool, error)
	FindArm(id.Participant) (string, programme.Version, error)
}

// bringsVisits tells whether the programme, whose definition is d, brings p visits at all
// on the day today: a service to everybody; a study to anybody who is in an arm with
// visits, and to nobody before they are allocated. Who comes back once the study of before
// decides about them no longer has them as anybody does.
func bringsVisits(tx armFinder, d programme.Definition, today programme.Date, p programme.Person) (bool, error) {
	if !p.Study {
		return d.BringsVisits(""), nil
	}
	in, is, err := tx.FindTakingPart(p.ID)
	if err != nil || !is {
		return is || d.BringsVisits(""), err
	}
	_, brings, err := broughtVisits(in, d, today, func() (string, error) {
		arm, _, err := tx.FindArm(p.ID)
		return arm, err
	})
	return brings, err
}

// broughtVisits tells whether somebody who was allocated is brought visits, and by which
// programme: the study's while it decides about them, by the arm that they are in, which
// isn't found before; or by d, which they are under now. That brings none while another
// study is still to allocate them.
func broughtVisits(in trial.TakingPart, d programme.Definition, today programme.Date, findArm func() (string, error)) (
	programme.Definition, bool, error) {
	of, err := content.Programme(in.Definition)
	if err != nil {
		return of, false, err
	}
	decides, _, err := in.Decides(of, today)
	switch {
	case err != nil || !decides && d.Study() && in.Another:
		return d, false, err
	case !decides:
		return d, slices.ContainsFunc(d.Arms, func(a programme.Arm) bool { return a.Visits }), nil
	}
	arm, err := findArm()
	return of, of.BringsVisits(arm), err
}

// hasVisits tells whether p takes part with visits now.
func hasVisits(tx armFinder, d programme.Definition, today programme.Date, p programme.Person) (bool, error) {
	if p.State != programme.Consented {
		return false, nil
	}
	return bringsVisits(tx, d, today, p)
}

// findVisited reads participant, to do something about their visits. Whom the
// programme brings none has nothing here, as if it weren't there: they would
// read of a look at it, and it would be a trace of visits.
func findVisited(tx armFinder, d programme.Definition, today programme.Date,
	participant id.Participant) (programme.Person, error) {
	p, err := tx.FindPerson(participant)
	if err != nil {
		return programme.Person{}, err
	}
	if is, err := bringsVisits(tx, d, today, p); err != nil || !is {
		return programme.Person{}, cmp.Or(err, fault.Absent)
	}
	return p, nil
}

// A StudyBefore is what a study, to which somebody was allocated before they came back, still
// decides about them.
type StudyBefore struct {
	Decides bool           // whether they have visits this time too
	Until   programme.Date // the last day on which it does
	Another bool           // another study of their programme of now may allocate them
	Visits  *bool          // whether they do; nil for anybody who may not know
}

// studyBefore finds it of p, as far as the person looking may know. There is none for
// somebody who was never allocated before.
func studyBefore(tx *kernel.ReadTx, p programme.Person) (*StudyBefore, error) {
	s, err := studyBeforeToldApart(tx, p)
	if err != nil || s == nil || !tx.May(authz.SeeVisits) && !tx.May(authz.SeeOwnVisits) {
		return s, err
	}
	has, err := bringsVisits(tx, tx.Definition, tx.Today, p)
	s.Visits = &has
	return s, err
}

// studyBeforeToldApart is studyBefore as far as it is the same in either arm, whoever looks.
func studyBeforeToldApart(tx *kernel.ReadTx, p programme.Person) (*StudyBefore, error) {
	if !p.Study {
		return nil, nil
	}
	in, is, err := tx.FindTakingPart(p.ID)
	if err != nil || !is || !in.Before {
		return nil, err
	}
	d, err := content.Programme(in.Definition)
	if err != nil {
		return nil, err
	}
	s := StudyBefore{Another: in.Another}
	s.Decides, s.Until, err = in.Decides(d, tx.Today)
	return &s, err
}
