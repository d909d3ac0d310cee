package store

import (
	"cmp"
	"slices"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
)

// What is projected, as it is stored, and what of somebody's own row it is made of.
var (
	storedStanding = storedIn("Standing", "standing", "participant_id, course_id, organisation_id, stage, life, stands, "+
		"since, discharged_on")
	storedVisiting = storedIn("Visiting", "visiting", "participant_id, course_id, organisation_id, discharged_on, stage, "+
		"worker_id, over, planned, told, asking, invited_on, stands, since, to_replan, unwritten_on, to_tell_on, "+
		"to_tell_until, held, settled_on, rests_after")
	storedWaiting = storedIn("Waiting", "waiting", "participant_id, course_id, need, organisation_id, discharged_on, "+
		"from_on, until_on")
	storedVisitedBefore = storedIn("VisitedBefore", "visited_before", "participant_id, course_id, organisation_id, "+
		"worker_id, unfinished")
	storedCovering = storedIn("Covering", "covering", "participant_id, course_id, worker_id, organisation_id, awaited")
	storedHeldBy   = storedIn("HeldBy", "held_by", "participant_id, course_id, worker_id, organisation_id, first_on, "+
		"last_on")
	storedJoined = storedIn("Joined", "joined_record", "participant_id, organisation_id, first_id, reached, "+
		"goes_on_until")
	storedVisitDay = storedIn("VisitDay", "visit_day", "participant_id, course_id, worker_id, planned_on, organisation_id")
	storedReported = storedIn("Reported", "reported", "participant_id, organisation_id, sealed")

	listProjectedFromOfMany = journalQuery("ListProjectedFromOfMany :many",
		"SELECT id, organisation_id, team_id, study, discharged_on, referred_at, course_id, definition_key, "+
			"definition_version FROM participant WHERE id IN ("+marks(ownersAtOnce)+")")
)

func storedIn(noun, table, columns string) string {
	return journalQuery("ListStored"+noun+"OfMany :many",
		"SELECT "+columns+" FROM "+table+" WHERE participant_id IN ("+marks(ownersAtOnce)+") ORDER BY "+columns)
}

// projection works everything that is projected out of somebody's facts again, and compares it
// with what is stored.
func (w *verifier) projection(b *batch, participant string) error {
	people, err := ofSome[rows.ListProjectedFromRow](w.tx, listProjectedFromOfMany, participant)
	if err := w.unreadable(err); err != nil {
		return err
	}
	if b.unworked = err != nil; b.unworked {
		return nil
	}
	var want projection
	if len(people) == 1 {
		want, err = w.tx.projectAnew(people[0])
	}
	if err := w.unreadable(err); err != nil {
		return err
	}
	same, unread := w.isStored(participant, want)
	if err := w.unreadable(unread); err != nil {
		return err
	}
	switch b.unread = unread != nil; {
	case b.unread:
		return nil
	case err != nil || len(people) != 1:
		w.v.fault("what holds of participant %s cannot be worked out of their facts", participant)
		return nil
	case !same:
		w.v.fault("what is projected of participant %s is not what their facts give", participant)
	}
	return w.holdReported(people[0], want)
}

// isStored tells whether what is projected of somebody is stored so.
func (w *verifier) isStored(participant string, p projection) (bool, error) {
	standing, err := holds(w.tx, storedStanding, participant, []rows.AddStandingParams{p.standing})
	visiting, err2 := holds(w.tx, storedVisiting, participant, []rows.AddVisitingParams{p.visiting})
	waiting, err3 := holds(w.tx, storedWaiting, participant, p.waiting)
	before, err4 := holds(w.tx, storedVisitedBefore, participant, p.before)
	covering, err5 := holds(w.tx, storedCovering, participant, p.covering)
	held, err6 := holds(w.tx, storedHeldBy, participant, p.held)
	joined, err7 := holds(w.tx, storedJoined, participant, p.joined)
	days, err8 := holds(w.tx, storedVisitDay, participant, p.days)
	return standing && visiting && waiting && before && covering && held && joined && days,
		cmp.Or(err, err2, err3, err4, err5, err6, err7, err8)
}

func holds[R comparable](t *ReadTx, query, participant string, want []R) (bool, error) {
	have, err := ofSome[R](t, query, participant)
	return slices.Equal(have, want), err
}

// projectedOfNobody counts those of whom something is projected, and who are not there.
var projectedOfNobody = "SELECT count(*) FROM (" + func() (all string) {
	for i, table := range []string{"standing", "visiting", "waiting", "visited_before", "covering", "held_by",
		"joined_record", "visit_day"} {
		if i > 0 {
			all += " UNION "
		}
		all += "SELECT participant_id FROM " + table + " t WHERE NOT EXISTS (SELECT 1 FROM participant p" +
			" WHERE p.id = t.participant_id)"
	}
	return all
}() + ") x"

// projections says what was found of everybody's projections, and holds the counters against what
// all looks have counted. A row of nobody's is a fault too.
func (w *verifier) projections(everybody []*batch, looks []*Look) error {
	if slices.ContainsFunc(everybody, func(b *batch) bool { return b.unread }) {
		w.v.fault("what is projected cannot be read back")
		return nil
	}
	if slices.ContainsFunc(everybody, func(b *batch) bool { return b.unworked }) {
		w.v.fault("what is projected cannot be worked out")
		return nil
	}
	for _, b := range everybody {
		w.v.add(b.projected)
	}
	n, err := w.count(projectedOfNobody)
	if err != nil {
		return err
	}
	if n > 0 {
		w.v.fault("something is projected of %d people who are not there", n)
	}
	for _, look := range looks[1:] { // the first is our own
		for org, more := range look.counted {
			c, err := w.tx.counts(org)
			if err != nil {
				return err
			}
			c.added.AddAll(more.added)
		}
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
	p.days = visitDaysOf(id.Organisation(row.OrganisationID), of, s.Worker, read.visits)
	if p.before, err = t.workOutVisitedBefore(row.ID); err != nil {
		return projection{}, err
	}
	if p.held, err = t.workOutHeldBy(id.Organisation(row.OrganisationID), of, read.visits); err != nil {
		return projection{}, err
	}
	own := projectedOf{row.OrganisationID, row.DischargedOn,
		programme.Version{Programme: row.DefinitionKey, Number: int(row.DefinitionVersion)}}
	if p.joined, err = t.workOutJoined(of, own, s); err != nil {
		return projection{}, err
	}
	p.covering = coveringOf(id.Organisation(row.OrganisationID), of, read.visits)
	return p, nil
}
