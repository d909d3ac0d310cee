package care

import (
	"context"
	"iter"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// An EarlierTime is when somebody was with the service before.
type EarlierTime struct {
	Number      int // 1 is the first time; 0 none, but a referral that came to nothing
	From, Until programme.Date
}

// An EarlierOf is what there is to read of one earlier time.
type EarlierOf[T any] struct {
	EarlierTime
	Of T
}

// before reads each course of support that person was in before the one they are in
// now, the newest first. Of somebody who is here for the first time it asks nothing.
func before[T any](tx *kernel.ReadTx, person programme.Person,
	read func(was programme.Person, d programme.Definition) (T, error)) ([]EarlierOf[T], error) {
	if !person.Returned() {
		return nil, nil
	}
	all, err := others(tx, person, read)
	return slices.DeleteFunc(all, func(e EarlierOf[T]) bool { return e.Number == 0 }), err
}

// others reads the same, and between them each referral that came to nothing: it was no time of
// theirs.
func others[T any](tx *kernel.ReadTx, person programme.Person,
	read func(was programme.Person, d programme.Definition) (T, error)) ([]EarlierOf[T], error) {
	if !person.Earlier {
		return nil, nil
	}
	list, err := tx.ListEarlierCourses(person)
	var all []EarlierOf[T]
	for was, next := range withNext(list, person) {
		d, err := content.Programme(was.Definition)
		if err != nil {
			return nil, err
		}
		e := EarlierOf[T]{}
		e.From, e.Until = programme.Of(was.ReferredAt, tx.Zone), endedBy(was, next, d, tx.Zone)
		if e.Of, err = read(was, d); err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	number := 0
	for i, was := range slices.Backward(list) {
		if !was.Void() {
			number++
			all[i].Number = number
		}
	}
	return all, err
}

// withNext are those of list, the earlier courses of now, each with the one that ended it: not
// with one that was taken back.
func withNext(list []programme.Person, now programme.Person) iter.Seq2[programme.Person, programme.Person] {
	return func(yield func(was, next programme.Person) bool) {
		next := now
		for _, was := range list {
			if !yield(was, next) {
				return
			}
			if !was.Void() {
				next = was
			}
		}
	}
}

// endedBy is the day on which the course ended that was is in, before the one of next.
func endedBy(was, next programme.Person, d programme.Definition, zone *time.Location) programme.Date {
	until := was.Standing.Since
	if until.IsZero() { // it ran out: both arms of a study do on the same day
		until = programme.Earlier(was.Discharged.AddDays(d.WindowDays), programme.Of(next.ReferredAt, zone))
	}
	return programme.Later(programme.Of(was.ReferredAt, zone), until)
}

// visitsBefore are the visits of person in earlier courses. A course without any is
// left out.
func visitsBefore(tx *kernel.ReadTx, person programme.Person,
	staff map[id.Account]string) ([]EarlierOf[VisitRecord], error) {
	all, err := before(tx, person, func(was programme.Person, d programme.Definition) (VisitRecord, error) {
		return earlierVisits(tx, was, d, staff)
	})
	return slices.DeleteFunc(all, func(e EarlierOf[VisitRecord]) bool { return len(e.Of.History) == 0 }), err
}

// earlierVisits are those of the course that was is in. Nothing can be done about them
// but what it has left.
func earlierVisits(tx *kernel.ReadTx, was programme.Person, d programme.Definition,
	staff map[id.Account]string) (VisitRecord, error) {
	of, r := was.CurrentCourse(), VisitRecord{Definition: d}
	r.Before, r.Person, r.Now, r.Today, r.Staff = true, was, tx.Now, tx.Today, staff
	var err error
	if r.History, err = tx.FindCourseHistory(of); err != nil {
		return r, err
	}
	r.Course = r.History.Course(d)
	if r.Ending, err = tx.FindEndingHistory(of); err != nil {
		return r, err
	}
	r.Copies, err = tx.NoteCopies(of).List()
	return r, err
}

// An EarlierCourse is a time that somebody was with the service before.
type EarlierCourse struct {
	Person     programme.Person // as they stood in it, and, of one that is over, as they were known then
	Referral   ledger.Received[pathway.Referral]
	Decisions  []ledger.Received[pathway.Decision]
	Definition programme.Definition
	Consented  programme.Date // none for anybody who may not see consents

	// None of these for anybody who may not know of them.
	Visits  *VisitRecord
	Ending  *course.EndingHistory
	Letters *LettersSent
}

// Earlier is everything that somebody was with the service for before.
type Earlier struct {
	Person  programme.Person
	Courses []EarlierOf[EarlierCourse] // the newest first
	Staff   map[id.Account]string
	MayOpen bool // each visit
}

// SeeEarlier shows the courses of support that participant was in before the one
// they are in now, as far as the person looking may see the like of this one.
func (c *Care) SeeEarlier(ctx context.Context, who authz.Actor, participant id.Participant) (Earlier, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeePerson, participant, func(tx *kernel.ReadTx) (Earlier, error) {
		var all Earlier
		var err error
		if all.Person, err = tx.FindToldApart(participant); err != nil {
			return Earlier{}, err
		}
		if all.Staff, err = tx.ListStaffApart(); err != nil {
			return Earlier{}, err
		}
		all.MayOpen = tx.May(authz.SeeEarlierVisits)
		all.Courses, err = coursesBefore(tx, all.Person, all.Staff, tx.May)
		return all, err
	})
}

// coursesBefore are the earlier courses of person, as far as who looks may see the like
// of the one that they are in now.
func coursesBefore(tx *kernel.ReadTx, person programme.Person, staff map[id.Account]string,
	may func(authz.Action) bool) ([]EarlierOf[EarlierCourse], error) {
	return others(tx, person, func(was programme.Person, d programme.Definition) (EarlierCourse, error) {
		was, err := tx.FindBefore(person, was.CurrentCourse())
		if err != nil {
			return EarlierCourse{}, err
		}
		return earlierCourse(tx, was, d, staff, may)
	})
}

func earlierCourse(tx *kernel.ReadTx, was programme.Person, d programme.Definition, staff map[id.Account]string,
	may func(authz.Action) bool) (EarlierCourse, error) {
	of, e := was.CurrentCourse(), EarlierCourse{Person: was, Definition: d}
	var err error
	if e.Referral, err = tx.FindReferral(of); err != nil {
		return e, err
	}
	if e.Decisions, err = tx.Screenings(of).List(); err != nil {
		return e, err
	}
	if may(authz.SeeConsents) {
		given, err := tx.ListConsents(of)
		if err != nil {
			return e, err
		}
		e.Consented = consentedOn(given, d, tx.Zone)
	}
	if may(authz.ListLetters) {
		sent, err := tx.Letters(of).List()
		if err != nil {
			return e, err
		}
		e.Letters = &LettersSent{sent}
	}
	if !may(authz.SeeVisits) {
		return e, nil
	}
	visits, err := earlierVisits(tx, was, d, staff)
	if e.Visits = &visits; may(authz.SeeEnding) {
		e.Ending = &visits.Ending
	}
	return e, err
}

// consentedOn is the day on which somebody first agreed to all that d requires.
func consentedOn(given pathway.History, d programme.Definition, zone *time.Location) programme.Date {
	i := slices.IndexFunc(given, func(s pathway.Step) bool { return s.Consent != nil && s.Consent.Counts(d) })
	if i < 0 {
		return programme.Date{}
	}
	return programme.Of(given[i].Consent.At, zone)
}

// A JoinedCourses is the support that a record tells of which is of the same person.
type JoinedCourses struct {
	Now     EarlierCourse // the course that the record is in
	Earlier []EarlierOf[EarlierCourse]
}

// joinedCourses are those of each of joined, as far as who looks may see them.
func joinedCourses(tx *kernel.ReadTx, joined []programme.Person,
	staff map[id.Account]string) ([]JoinedCourses, error) {
	var all []JoinedCourses
	for _, p := range joined {
		may := func(action authz.Action) bool { return kernel.MayOf(tx, action, p) }
		d, err := content.Programme(p.Definition)
		if err != nil {
			return nil, err
		}
		var of JoinedCourses
		if of.Now, err = earlierCourse(tx, p, d, staff, may); err != nil {
			return nil, err
		}
		if of.Earlier, err = coursesBefore(tx, p, staff, may); err != nil {
			return nil, err
		}
		all = append(all, of)
	}
	return all, nil
}
