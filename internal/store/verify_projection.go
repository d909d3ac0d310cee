package store

import (
	"cmp"
	"slices"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
)

// projections works everything that is projected out of the facts again, and
// compares it with what is stored. A row of nobody's is a fault too.
func (w *verifier) projections() error {
	stored, err := w.storedProjections()
	if err := w.unreadable(err); err != nil {
		return err
	}
	if err != nil {
		w.v.fault("what is projected cannot be read back")
		return nil
	}
	people, err := w.tx.q.ListProjectedFrom(w.tx.ctx)
	if err != nil {
		if err := w.unreadable(busy(err)); err != nil {
			return err
		}
		w.v.fault("what is projected cannot be worked out")
		return nil
	}
	err = w.tx.walkAll(people, func(row rows.ListProjectedFromRow) error {
		want, err := w.tx.projectAnew(row)
		if err := w.unreadable(err); err != nil {
			return err
		}
		have := cmp.Or(stored[row.ID], &storedRows{})
		delete(stored, row.ID)
		if err != nil {
			w.v.fault("what holds of participant %s cannot be worked out of their facts", row.ID)
			return nil
		}
		same := slices.Equal(have.standing, []rows.Standing{want.standing}) &&
			slices.Equal(have.visiting, []rows.Visiting{want.visiting}) && slices.Equal(have.waiting, want.waiting) &&
			slices.Equal(have.before, want.before) &&
			slices.Equal(have.covering, want.covering) && slices.Equal(have.held, want.held) &&
			slices.Equal(have.joined, want.joined)
		if !same {
			w.v.fault("what is projected of participant %s is not what their facts give", row.ID)
		}
		return w.holdReported(row, want)
	})
	if err != nil {
		return err
	}
	if len(stored) > 0 {
		w.v.fault("something is projected of %d people who are not there", len(stored))
	}
	return w.counters()
}

// workOutOf is the situation that somebody is in, by their facts alone, with what was read.
func (t *ReadTx) workOutOf(row rows.ListProjectedFromRow) (course.Situation, seen, error) {
	of := programme.CourseOf(id.Participant(row.ID), id.Course(row.CourseID.String))
	return t.workOut(of, course.Situation{Study: row.Study}, allParts)
}

// projectAnew is what is to be projected of somebody, by their facts alone.
func (t *ReadTx) projectAnew(row rows.ListProjectedFromRow) (projection, error) {
	of := programme.CourseOf(id.Participant(row.ID), id.Course(row.CourseID.String))
	s, read, err := t.workOutOf(row)
	if err != nil {
		return projection{}, err
	}
	p := projectionOf(id.Organisation(row.OrganisationID), of, row.DischargedOn, s)
	p.situation, p.read = s, read
	if p.before, err = t.workOutVisitedBefore(row.ID); err != nil {
		return projection{}, err
	}
	if p.held, err = t.workOutHeldBy(id.Organisation(row.OrganisationID), of); err != nil {
		return projection{}, err
	}
	own := projectedOf{row.OrganisationID, row.DischargedOn,
		programme.Version{Programme: row.DefinitionKey, Number: int(row.DefinitionVersion)}}
	if p.joined, err = t.workOutJoined(of, own, s); err != nil {
		return projection{}, err
	}
	p.covering, err = t.workOutCovering(of)
	for i := range p.covering {
		p.covering[i].OrganisationID = row.OrganisationID // a look at everybody's is of no organisation
	}
	return p, err
}

// storedRows are what is projected of one person, as it is stored.
type storedRows struct {
	standing []rows.Standing
	visiting []rows.Visiting
	waiting  []rows.Waiting

	before   []rows.VisitedBefore
	covering []rows.Covering
	held     []rows.HeldBy
	joined   []rows.JoinedRecord
}

func (w *verifier) storedProjections() (map[string]*storedRows, error) {
	all := map[string]*storedRows{}
	of := func(participant string) *storedRows {
		if all[participant] == nil {
			all[participant] = &storedRows{}
		}
		return all[participant]
	}
	standing, err := w.tx.q.ListAllStanding(w.tx.ctx)
	for _, row := range standing {
		of(row.ParticipantID).standing = append(of(row.ParticipantID).standing, row)
	}
	visiting, err2 := w.tx.q.ListAllVisiting(w.tx.ctx)
	for _, row := range visiting {
		of(row.ParticipantID).visiting = append(of(row.ParticipantID).visiting, row)
	}
	waiting, err3 := w.tx.q.ListAllWaiting(w.tx.ctx)
	for _, row := range waiting {
		of(row.ParticipantID).waiting = append(of(row.ParticipantID).waiting, row)
	}
	before, err4 := w.tx.q.ListAllVisitedBefore(w.tx.ctx)
	for _, row := range before {
		of(row.ParticipantID).before = append(of(row.ParticipantID).before, row)
	}
	covering, err5 := w.tx.q.ListAllCovering(w.tx.ctx)
	for _, row := range covering {
		of(row.ParticipantID).covering = append(of(row.ParticipantID).covering, row)
	}
	held, err6 := w.tx.q.ListAllHeldBy(w.tx.ctx)
	for _, row := range held {
		of(row.ParticipantID).held = append(of(row.ParticipantID).held, row)
	}
	joined, err7 := w.tx.q.ListAllJoinedRecords(w.tx.ctx)
	for _, row := range joined {
		of(row.ParticipantID).joined = append(of(row.ParticipantID).joined, row)
	}
	return all, busy(cmp.Or(err, err2, err3, err4, err5, err6, err7))
}
