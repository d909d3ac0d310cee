package care

import (
	"cmp"
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// An EndingRecord is what was planned and said about the end of somebody's
// visits, and what is left of them.
type EndingRecord struct {
	VisitRecord
	Planned   int                // visits still to come, which an ending calls off
	Summaries []course.Recipient // to whom the ending summary may go now
	MayEnd    bool
	MayPlan   bool // to write down what is left before they part
	MayGoOn   bool // by taking it back that the visits are over
	MayUndo   bool // what was entered by mistake, where that has no visits go on
}

// SeeEnding shows staff how participant's visits are to end, or did.
func (c *Care) SeeEnding(ctx context.Context, who authz.Actor, participant id.Participant) (EndingRecord, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeEnding, participant, func(tx *kernel.ReadTx) (EndingRecord, error) {
		person, err := findVisited(tx, tx.Definition, tx.Today, participant)
		if err != nil {
			return EndingRecord{}, err
		}
		var r EndingRecord
		if r.VisitRecord, err = visits(tx, person); err != nil {
			return EndingRecord{}, err
		}
		r.Planned = len(r.Course.ToCome(tx.Now))
		r.MayEnd = ends(person, r.Course) && tx.May(authz.EndVisits)
		r.MayPlan = r.MayEnd && !person.Standing.Died()
		_, over := r.Ending.Ending()
		if over && r.MayEnd {
			stays, err := staysOver(tx, person, r.Ending, tx.Today)
			if err != nil {
				return EndingRecord{}, err
			}
			r.MayGoOn, r.MayUndo = stays == "", stays != "" && tx.May(authz.AskUndo) && looksAfterAll(tx.Actor)
		}
		if !over || !tx.May(authz.OpenSummary) {
			return r, nil
		}
		letter, err := drawn(tx, person, tx.Definition, tx.Scope.Worker)
		letter.GoingOn = r.GoingOn
		r.Summaries = letter.Recipients(course.LetterEnding)
		return r, err
	})
}

// staysOver is why p's visits don't go on though it is taken back that they ended; empty where
// they do.
func staysOver(tx undoFinder, p programme.Person, history course.EndingHistory, today programme.Date) (string, error) {
	switch {
	case p.Standing.Died():
		return "ending.goes_on.died", nil
	case p.State != programme.Consented:
		return "ending.goes_on.stopped", nil
	}
	ended, _ := history.Ended()
	if beside, since, err := goesOnBeside(tx, p, ended.At, today); err != nil || !beside && !since {
		return "", err
	}
	return "same_person.goes_on", nil
}

// ends tells whether there is anything to end: visits that are wanted, or that
// there were.
func ends(p programme.Person, c course.Course) bool {
	return p.State == programme.Consented || len(c.Appointments) > 0
}

// PlanEnding stores what participant and their worker wrote down before they
// part. It replaces the plan that they had before them, and no other. Sending
// it again is safe.
func (c *Care) PlanEnding(ctx context.Context, who authz.Actor, participant id.Participant, e course.EndingPlan) error {
	e.Participant = participant
	f := course.EndingFact{Plan: &e}
	return c.recordEnding(ctx, who, authz.PlanEnding, participant, f,
		func(tx *kernel.Tx, history course.EndingHistory) error {
			if person, err := tx.FindPerson(participant); err != nil || person.Standing.Died() {
				return cmp.Or(err, fault.New(fault.Conflict, "ending.plan.died"))
			}
			if p := e.Check(); p.Any() {
				return p
			}
			if now, _ := history.Plan(); now.ID != e.Replaces {
				return fault.New(fault.Conflict, "ending.plan.moved")
			}
			return nil
		})
}

// EndVisits stores that participant's visits are over, or that this was entered
// in error. What is still planned is called off in the same moment, when
// callsOff says so. A death is recorded first, which stops everything else: visits
// that ended with one are nobody's whose death isn't. Sending it again is safe.
func (c *Care) EndVisits(ctx context.Context, who authz.Actor, participant id.Participant, e course.Ending,
	callsOff bool) error {
	e.Participant = participant
	f := course.EndingFact{Ended: &e}
	return c.recordEnding(ctx, who, authz.EndVisits, participant, f,
		func(tx *kernel.Tx, history course.EndingHistory) error {
			if now, _ := history.Ending(); now.ID != e.Replaces {
				return fault.New(fault.Conflict, "ending.moved")
			}
			if !e.InError {
				if err := endTelling(tx, e, callsOff); err != nil {
					return err
				}
			}
			person, visits, err := courseOf(tx)
			if err != nil {
				return err
			}
			within, err := agreedSpan(tx, person)
			if err != nil {
				return err
			}
			p := e.Check(visits, tx.Today, within)
			if !e.InError {
				checkHeld(tx, visits, e.On, "ending.on.held", &p)
			}
			p.If(e.Kind.IsDeath() && !person.Standing.Died(), "kind", "ending.kind.not_died")
			if p.Any() || !e.InError {
				return p.Err() // and of a problem nothing was called off
			}
			if why, err := staysOver(tx, person, history, tx.Today); err != nil || why != "" {
				return cmp.Or(err, fault.New(fault.Conflict, why))
			}
			return tellWorkerOf(tx, string(e.ID))
		})
}

// endTelling calls off what is to come, if so asked, and has those told of it who were to
// meet.
func endTelling(tx *kernel.Tx, e course.Ending, callsOff bool) error {
	person, err := tx.FindPerson(tx.Course.Participant)
	if err != nil {
		return err
	}
	o := callingOff{By: course.PartyService, Why: string(e.ID), Over: visitsGoOn(person) && !e.Kind.IsDeath()}
	if callsOff {
		return callOffTelling(tx, o)
	}
	return cmp.Or(tellOver(tx, o, nil), tellOfOff(tx, tx.Course, person, nil, o))
}

// recordEnding stores one fact about the end of participant's visits, where there
// is something to end and check finds that it can be.
func (c *Care) recordEnding(
	ctx context.Context, who authz.Actor, action authz.Action, participant id.Participant, f course.EndingFact,
	check func(*kernel.Tx, course.EndingHistory) error,
) error {
	return kernel.Change(ctx, c.Kernel, who, action, participant, func(tx *kernel.Tx) error {
		person, err := findVisited(tx, tx.Definition, tx.Today, participant)
		if err != nil {
			return err
		}
		return kernel.Record(tx, tx.EndingFacts(tx.Course), f, func() error {
			_, visits, err := courseOf(tx)
			if err != nil {
				return err
			}
			if !ends(person, visits) {
				return fault.New(fault.Conflict, "visit.moved.text")
			}
			history, err := tx.FindEndingHistory(tx.Course)
			if err != nil {
				return err
			}
			return check(tx, history)
		})
	})
}
