package care

import (
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// An EarlierCourse is a time that somebody was with the service before.
type EarlierCourse struct {
	Person     programme.Person // as they stood in it
	Referral   ledger.Received[pathway.Referral]
	Decisions  []ledger.Received[pathway.Decision]
	Definition programme.Definition
	Consented  programme.Date // none for anybody who may not see consents
	Course     course.Course  // empty for anybody who may not see visits
}

// Earlier is everything that somebody was with the service for before.
type Earlier struct {
	Person  programme.Person
	Courses []EarlierCourse // the newest first
	Staff   map[id.Account]string
}

// SeeEarlier shows the courses of support that participant was in before the one
// they are in now, as far as the person looking may see the like of this one.
func (c *Care) SeeEarlier(ctx context.Context, who authz.Actor, participant id.Participant) (Earlier, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeePerson, participant, func(tx *kernel.ReadTx) (Earlier, error) {
		person, err := tx.FindToldApart(participant)
		if err != nil {
			return Earlier{}, err
		}
		list, err := tx.ListEarlierCourses(person)
		if err != nil {
			return Earlier{}, err
		}
		all := Earlier{Person: person, Courses: make([]EarlierCourse, len(list))}
		for i, was := range list {
			if all.Courses[i], err = earlierCourse(tx, was); err != nil {
				return Earlier{}, err
			}
		}
		all.Staff, err = tx.ListStaffNames()
		return all, err
	})
}

func earlierCourse(tx *kernel.ReadTx, was programme.Person) (EarlierCourse, error) {
	of, e := was.CurrentCourse(), EarlierCourse{Person: was}
	var err error
	if e.Definition, err = content.Programme(was.Definition.Programme, was.Definition.Number); err != nil {
		return e, err
	}
	if e.Referral, err = tx.FindReferral(of); err != nil {
		return e, err
	}
	if e.Decisions, err = tx.Screenings(of).List(); err != nil {
		return e, err
	}
	if tx.May(authz.SeeConsents) {
		given, err := tx.ListConsents(of)
		if err != nil {
			return e, err
		}
		e.Consented = consentedOn(tx, given, e.Definition)
	}
	if tx.May(authz.SeeVisits) {
		history, err := tx.FindCourseHistory(of)
		e.Course = history.Course(e.Definition)
		return e, err
	}
	return e, nil
}

// consentedOn is the day on which somebody first agreed to all that d requires.
func consentedOn(tx *kernel.ReadTx, given pathway.History, d programme.Definition) programme.Date {
	i := slices.IndexFunc(given, func(s pathway.Step) bool { return s.Consent != nil && s.Consent.Counts(d) })
	if i < 0 {
		return programme.Date{}
	}
	return programme.Of(given[i].Consent.At, tx.Zone)
}
