package care

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// A GoingOn says whether another record of the same person goes on in place of one: then
// nothing new begins in this one. Or that the person has said no in another since they were
// asked in this one: then they are asked again only by somebody who means it.
type GoingOn struct {
	Instead      bool
	SaidNo       bool
	Other        programme.Person   // that record, for anybody who sees records
	StoppedThere StoppedThere       // in another record, and nobody has asked about this one
	Records      []programme.Person // of somebody who has several: each of them, to tell one apart from the others
}

// GoesOnInstead is the other record, if it does, and each that it is to be told apart from.
func (g GoingOn) GoesOnInstead() (other programme.Person, records []programme.Person, is bool) {
	return g.Other, g.Records, g.Instead
}

// Halts tells whether nothing more is to come of the referral of p, in the record that doesn't
// go on: to invite them, or to ask them again, is for the other, or was answered there.
func (g GoingOn) Halts(p programme.Person) bool {
	return g.SaidNo || g.Instead && (toBeAsked(p.State) || p.State == programme.NotConsented)
}

// Asks tells whether p would be asked for an answer, if another record didn't go on.
func (g GoingOn) Asks(p programme.Person) bool { return g.Instead && toBeAsked(p.State) }

// toBeAsked tells whether somebody in that state is asked to take part, or is to be.
func toBeAsked(s programme.State) bool { return s == programme.Accepted || s == programme.Invited }

// A recordFinder is a change or a look.
type recordFinder interface {
	returnFinder
	kernel.JoinedFinder
	FindToldApart(id.Participant) (programme.Person, error)
}

// goesOnInstead finds the record of participant's person that goes on in place of
// theirs; the zero person where theirs may.
func goesOnInstead(tx recordFinder, participant id.Participant, today programme.Date) (programme.Person, error) {
	others, err := kernel.OtherRecords(tx, participant)
	if err != nil {
		return programme.Person{}, err
	}
	return goesOnAmong(tx, participant, others, today)
}

// goesOnAmong is goesOnInstead, of whom the other records are known.
func goesOnAmong(tx recordFinder, participant id.Participant, others []programme.Person,
	today programme.Date) (instead programme.Person, err error) {
	if len(others) == 0 {
		return instead, nil
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

// goesOnBeside tells whether another record of p's person would go on in place of theirs though
// what ended p's support at a time were taken back, so that p is as given; and whether it is only
// since then that it would, or something has happened in it since: then it goes on for good.
func goesOnBeside(tx undoFinder, p programme.Person, at time.Time, today programme.Date) (beside, since bool,
	err error) {
	if !p.Joined {
		return false, false, nil
	}
	other, err := goesOnInstead(tx, p.ID, today)
	if err != nil || other.ID == "" {
		return false, false, err
	}
	at = at.Add(-1) // at the same moment, too
	if course.GoesBefore(other, p) {
		then, err := stoodAt(tx, other, at)
		return true, !then.State.GoesOn() || !course.GoesBefore(then, p), err
	}
	since, err = wentOnSince(tx, other.CurrentCourse(), at)
	return false, since, err
}

// stoodAt is p as they were at a time, as far as that says which of their records goes on.
func stoodAt(tx undoFinder, p programme.Person, at time.Time) (programme.Person, error) {
	decisions, err := tx.ListScreenings(p.CurrentCourse())
	if err != nil || anyAfter(decisions, at) {
		p.State = programme.Referred
		return p, err
	}
	answers, err := tx.FindConsentHistory(p.CurrentCourse())
	answers = slices.DeleteFunc(answers, func(s pathway.Step) bool { return s.At.After(at) })
	p.State = answers.StageOnceAccepted().ToldApart(p.Study)
	return p, err
}

// wentOnSince tells whether anything has happened in a course of support after a time.
func wentOnSince(tx undoFinder, of programme.CourseOfSupport, at time.Time) (bool, error) {
	decisions, err := tx.ListScreenings(of)
	if err != nil || anyAfter(decisions, at) {
		return true, err
	}
	answers, err := tx.FindConsentHistory(of)
	if err != nil || slices.ContainsFunc(answers, func(s pathway.Step) bool { return s.At.After(at) }) {
		return true, err
	}
	matches, err := tx.FindMatchHistory(of)
	if err != nil || anyAfter(matches, at) {
		return true, err
	}
	letters, err := tx.ListSentLetters(of)
	if err != nil || anyAfter(letters, at) {
		return true, err
	}
	visits, err := tx.FindCourseHistory(of)
	return visits.WentOnSince(at), err
}

// showGoingOn is what goes on in place of person's record, for who looks at it.
func showGoingOn(tx *kernel.ReadTx, person programme.Person) (g GoingOn, err error) {
	if !person.Joined {
		return g, nil
	}
	others, err := kernel.OtherRecords(tx, person.ID)
	if err != nil {
		return g, err
	}
	g.Records = append(others, person)
	stopped, err := stoppedThere(tx, person)
	if err != nil {
		return g, err
	}
	if stop := stopped[person.ID]; !stop.visits || mayKnowOfVisits(tx) || tx.May(authz.SeeCoveredVisit) {
		g.StoppedThere = stop
	}
	other, err := goesOnAmong(tx, person.ID, others, tx.Today)
	if g.Instead = other.ID != ""; err == nil && !g.Instead && toBeAsked(person.State) {
		other, err = saidNoAmong(tx, person, others)
		g.SaidNo = other.ID != ""
	}
	if err != nil || other.ID == "" || !kernel.MayOf(tx, authz.SeePerson, other) {
		return g, err
	}
	g.Other = other
	return g, kernel.Shows(tx, authz.SeePerson, []programme.Person{other})
}

// saidNoAmong is that of the other records under which person said no, or stopped everything,
// after they were asked in theirs.
func saidNoAmong(tx *kernel.ReadTx, person programme.Person, others []programme.Person) (programme.Person, error) {
	answered, err := tx.FindAnsweredElsewhere(person.ID)
	i := slices.IndexFunc(others, func(o programme.Person) bool { return o.ID == answered })
	if err != nil || i < 0 {
		return programme.Person{}, err
	}
	return others[i], nil
}

// mayGoOn is a conflict where another record of the person goes on whom a change is about.
func mayGoOn(tx *kernel.Tx) error {
	other, err := goesOnInstead(tx, tx.Course.Participant, tx.Today)
	if err == nil && other.ID != "" {
		err = fault.New(fault.Conflict, "same_person.goes_on")
	}
	return err
}
