package store

import (
	"reflect"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/stats"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// reportedWords is what the service report counts of somebody: each course of theirs, the one
// that they are in now first, and themselves in one of their records. Of who is in a study it
// is nothing.
type reportedWords struct {
	Courses []outcome.CourseRecord `json:"courses"`
	Person  bool                   `json:"person,omitempty"` // the record in which they are counted
}

// count counts w n times: once more, or once less.
func (w reportedWords) count(c *counting, into stats.Counters, n int) {
	for _, r := range w.Courses {
		into.Count(c.by, journey(c.by, r), n)
	}
	if w.Person {
		into.CountPeople(n)
	}
}

func journey(d programme.Definition, r outcome.CourseRecord) stats.Journey {
	due, done := r.FollowedUp()
	j := stats.Journey{
		Team: r.Team, Referred: r.Referred, Discharged: r.Discharged, Consented: r.Consented, Matched: r.Matched,
		FirstVisit: r.FirstVisit, Stopped: r.Stopped(), Ended: r.Ended(d), Visits: r.Visits, Sessions: r.Sessions,
		Due: due, Done: done,
	}
	if !j.Stopped && !j.Ended {
		j.EndsOn = r.EndsOn()
	}
	return j
}

// A toReport is what somebody's own row says of the course that they are in.
type toReport struct {
	of         programme.CourseOfSupport
	study      bool
	team       string
	referred   instant.Instant
	discharged string
}

func reportedOf(p rows.ListProjectedFromRow) toReport {
	return toReport{programme.CourseOf(id.Participant(p.ID), id.Course(p.CourseID.String)), p.Study, p.TeamID,
		p.ReferredAt, p.DischargedOn}
}

// seen is what was read on the way to somebody's situation.
type seen struct {
	parts    part
	since    course.Since
	consents []pathway.Consent
	matched  time.Time // the first time; zero before
	visits   course.History
	life     life.Life
}

// current is before, of the course that p is in, after what was read: all else is as it was.
func (p toReport) current(c *counting, before outcome.CourseRecord, s course.Situation,
	read seen) (outcome.CourseRecord, error) {
	r := before
	r.Team, r.Referred = id.Team(p.team), programme.Of(p.referred.Time, c.zone)
	if err := readDays(day{p.discharged, &r.Discharged}); err != nil {
		return r, err
	}
	r.State, r.Stands, r.EndingRecorded, r.Visits = s.Stage, s.Standing.Is, s.Over, s.Worker != ""
	if read.parts&ofMoves != 0 {
		r = r.AfterConsents(c.by, read.consents, c.zone)
	}
	if read.parts&ofMatches != 0 {
		r.Matched = dayOf(read.matched, c.zone)
	}
	if read.parts&ofPlans != 0 {
		r = r.AfterVisits(read.visits.Course(c.by), c.zone)
	}
	if read.parts&ofLife != 0 {
		r = r.AfterLife(c.by, read.life)
	}
	return r, nil
}

// dayOf is the day of at in zone; none of no time.
func dayOf(at time.Time, zone *time.Location) programme.Date {
	if at.IsZero() {
		return programme.Date{}
	}
	return programme.Of(at, zone)
}

// workOutReported is what is to be counted of somebody in situation s, for which everything
// was read.
func (t *ReadTx) workOutReported(c *counting, p toReport, s course.Situation, read seen) (w reportedWords, err error) {
	if p.study {
		return w, nil
	}
	now, err := p.current(c, outcome.CourseRecord{}, s, read)
	if err != nil {
		return w, err
	}
	w.Courses = []outcome.CourseRecord{now}
	courses := []programme.CourseOfSupport{p.of}
	earlier, err := t.earlierCourses(string(p.of.Participant))
	if err != nil {
		return w, err
	}
	for _, e := range earlier {
		of := programme.CourseOf(p.of.Participant, id.Course(e.ID))
		before, err := t.earlierRecord(c, of, e, now.Life)
		if err != nil {
			return w, err
		}
		w.Courses, courses = append(w.Courses, before), append(courses, of)
	}
	if err := t.addFollowUps(p.of.Participant, courses, w.Courses); err != nil {
		return w, err
	}
	w.Person, err = t.countedAsPerson(string(p.of.Participant))
	return w, err
}

// earlierRecord is what is reported of a course that somebody was in before.
func (t *ReadTx) earlierRecord(c *counting, of programme.CourseOfSupport, e rows.ListEarlierCoursesRow,
	now life.State) (outcome.CourseRecord, error) {
	r := outcome.CourseRecord{Team: id.Team(e.TeamID), Referred: programme.Of(e.ReferredAt.Time, c.zone),
		State: programme.State(e.Stage), Stands: programme.Stands(e.Stands), Life: now, Earlier: true}
	if err := readDays(day{e.DischargedOn, &r.Discharged}); err != nil {
		return r, err
	}
	agreed, err := consents.List(t, of)
	if err != nil {
		return r, err
	}
	matched, err := matches.List(t, of)
	if err != nil {
		return r, err
	}
	if len(matched) > 0 {
		r.Matched = dayOf(matched[0].At, c.zone)
	}
	visits, err := t.FindCourseHistory(of)
	if err != nil {
		return r, err
	}
	var all []pathway.Consent
	for _, a := range agreed {
		all = append(all, a.Fact)
	}
	return r.AfterConsents(c.by, all, c.zone).AfterVisits(course.History(visits).Course(c.by), c.zone), nil
}

// addFollowUps has records say of each of these courses how many follow-ups are due and done.
func (t *ReadTx) addFollowUps(participant id.Participant, courses []programme.CourseOfSupport,
	records []outcome.CourseRecord) error {
	for i := range records {
		records[i].Due, records[i].Done = 0, 0
	}
	found, err := t.followUpsOf(string(participant))
	if err != nil || len(found) == 0 {
		return err
	}
	k, err := t.keyFor(string(participant))
	if err != nil {
		return err
	}
	for _, f := range found {
		i := slices.Index(courses, programme.CourseOf(participant, id.Course(f.CourseID.String)))
		if i < 0 {
			continue
		}
		var w followUpWords
		if err := open(k, "follow_up", f.ID, f.Sealed, &w); err != nil {
			return err
		}
		records[i].Due++
		if w.State == outcome.FollowUpDone {
			records[i].Done++
		}
	}
	return nil
}

// countedAsPerson tells whether participant is the first record of their person's that is in
// no study, which is counted for all of them.
func (t *ReadTx) countedAsPerson(participant string) (bool, error) {
	all, err := t.ofOnePerson(participant)
	if err != nil {
		return false, err
	}
	for _, other := range all {
		if other >= participant {
			continue
		}
		row, err := t.q.FindReported(t.ctx, other)
		if err != nil {
			return false, busy(err)
		}
		if !row.Study {
			return false, nil
		}
	}
	return true, nil
}

// A reporting is what is counted of somebody, before a change of their facts.
type reporting struct {
	toReport
	c      *counting
	sealed []byte // as it is stored; nil of whom nothing is
	before reportedWords
}

func (t *ReadTx) countedOf(p toReport, sealed []byte) (r reporting, err error) {
	r = reporting{toReport: p, sealed: sealed}
	if r.c, err = t.counts(string(t.org)); err == nil {
		r.before, err = t.reported(p.of.Participant, sealed)
	}
	return r, err
}

// wholly tells whether what is counted of somebody is worked out of all their facts, as it is
// of those who came back, and of whom nothing was counted before.
func (r reporting) wholly() bool { return !r.study && (!r.of.First() || len(r.before.Courses) != 1) }

// reads are the parts to read where parts have changed.
func (r reporting) reads(parts part) part {
	if r.wholly() {
		return allParts
	}
	return parts
}

// keepReported brings what is counted of somebody up to their situation s, for which all that
// parts depend on was read.
func (t *Tx) keepReported(r reporting, parts part, s course.Situation, read seen) (err error) {
	if !r.c.kept() {
		return t.dropCounters(r.c)
	}
	var now reportedWords
	switch {
	case r.study:
	case r.wholly():
		now, err = t.workOutReported(r.c, r.toReport, s, read)
	default:
		now, err = t.reportAfter(r, parts, s, read)
	}
	if err != nil {
		return err
	}
	sam := string(r.of.Participant)
	if err := t.exchangeReported(r.c, sam, r.sealed, r.before, now); err != nil {
		return err
	}
	if (len(r.before.Courses) > 0) == (len(now.Courses) > 0) {
		return nil
	}
	return t.recountPerson(r.c, sam)
}

// reportAfter is what is counted of somebody's only course after what was read.
func (t *ReadTx) reportAfter(r reporting, parts part, s course.Situation, read seen) (reportedWords, error) {
	of, err := r.current(r.c, r.before.Courses[0], s, read)
	now := reportedWords{[]outcome.CourseRecord{of}, r.before.Person}
	if err == nil && parts&ofFollowUps != 0 {
		err = t.addFollowUps(r.of.Participant, []programme.CourseOfSupport{r.of}, now.Courses)
	}
	if err == nil && parts&ofJoined != 0 {
		now.Person, err = t.countedAsPerson(string(r.of.Participant))
	}
	return now, err
}

// reported opens what is counted of somebody.
func (t *ReadTx) reported(participant id.Participant, sealed []byte) (w reportedWords, err error) {
	if sealed == nil {
		return w, nil
	}
	k, err := t.keyFor(string(participant))
	if err != nil {
		return w, err
	}
	return w, open(k, "reported", string(participant), sealed, &w)
}

// exchangeReported has now be counted of somebody in place of before.
func (t *Tx) exchangeReported(c *counting, participant string, sealed []byte, before, now reportedWords) error {
	if reflect.DeepEqual(before, now) {
		return nil
	}
	before.count(c, c.added, -1)
	now.count(c, c.added, 1)
	return t.setReported(participant, sealed, now)
}

// setReported stores what is counted of somebody. Before is what was stored.
func (t *Tx) setReported(participant string, before []byte, now reportedWords) error {
	if len(now.Courses) == 0 {
		if before == nil {
			return nil
		}
		return busy(t.q.DropReported(t.ctx, rows.DropReportedParams{ParticipantID: participant,
			OrganisationID: string(t.org)}))
	}
	sealed, err := t.sealReported(participant, now)
	if err != nil {
		return err
	}
	if before == nil {
		return busy(t.q.AddReported(t.ctx, rows.AddReportedParams{ParticipantID: participant,
			OrganisationID: string(t.org), Sealed: sealed}))
	}
	return busy(t.q.SetReported(t.ctx, rows.SetReportedParams{ParticipantID: participant,
		OrganisationID: string(t.org), Sealed: sealed}))
}

func (t *ReadTx) sealReported(participant string, now reportedWords) ([]byte, error) {
	k, err := t.keyFor(participant)
	if err != nil {
		return nil, err
	}
	return seal(k, "reported", participant, now)
}

// recountPerson has the other records of participant's person be counted as one person with
// it, now that it has come to be counted, or no longer is.
func (t *Tx) recountPerson(c *counting, participant string) error {
	all, err := t.ofOnePerson(participant)
	if err != nil {
		return err
	}
	for _, other := range all {
		if other == participant {
			continue
		}
		row, err := t.q.FindReported(t.ctx, other)
		if err != nil {
			return busy(err)
		}
		if row.Sealed == nil {
			continue
		}
		before, err := t.reported(id.Participant(other), row.Sealed)
		if err != nil {
			return err
		}
		now := before
		if now.Person, err = t.countedAsPerson(other); err != nil {
			return err
		}
		t.rec.bind(ofParticipant, other)
		if err := t.exchangeReported(c, other, row.Sealed, before, now); err != nil {
			return err
		}
	}
	return nil
}

// recountFollowUps brings what is counted of somebody up to their follow-ups, of which alone
// something was written: it reads nothing that reveals an arm.
func (t *Tx) recountFollowUps(participant id.Participant) error {
	row, err := t.q.FindReported(t.ctx, string(participant))
	if err != nil || row.Sealed == nil {
		return absent(err)
	}
	c, err := t.counts(string(t.org))
	if err != nil || !c.kept() {
		return err
	}
	before, err := t.reported(participant, row.Sealed)
	if err != nil {
		return err
	}
	of, err := t.CurrentCourse(participant)
	if err != nil {
		return err
	}
	courses := []programme.CourseOfSupport{of}
	if len(before.Courses) > 1 {
		earlier, err := t.earlierCourses(string(participant))
		if err != nil {
			return err
		}
		for _, e := range earlier {
			courses = append(courses, programme.CourseOf(participant, id.Course(e.ID)))
		}
	}
	now := reportedWords{slices.Clone(before.Courses), before.Person}
	if err := t.addFollowUps(participant, courses, now.Courses); err != nil {
		return err
	}
	return t.exchangeReported(c, string(participant), row.Sealed, before, now)
}

// listEarlierOfMany says of many who was in a course before: few were.
var listEarlierOfMany = journalQuery("ListWhoCameBackOfMany :many",
	"SELECT participant_id, id FROM earlier_course WHERE participant_id IN ("+marks(ownersAtOnce)+")")

// earlierCourses are those that somebody was in before.
func (t *ReadTx) earlierCourses(participant string) ([]rows.ListEarlierCoursesRow, error) {
	some, walks, err := ofWalk(t, listEarlierOfMany, participant, scanPair)
	if walks && err == nil && len(some) == 0 {
		return nil, nil
	}
	return remembered(t, asking{"ListEarlierCourses", participant}, func() ([]rows.ListEarlierCoursesRow, error) {
		found, err := t.q.ListEarlierCourses(t.ctx, participant)
		return found, busy(err)
	})
}

// scanPair reads of whom a row is, and what it says of them.
func scanPair(found rows.Rows) (of, what string, err error) {
	err = found.Scan(&of, &what)
	return of, what, err
}

var listFollowUpsOfMany = journalQuery("ListFollowUpsToReportOfMany :many",
	"SELECT participant_id, id, course_id, sealed FROM follow_up WHERE participant_id IN ("+marks(ownersAtOnce)+
		") AND study_id IS NULL AND standing <> 1")

// followUpsOf are those of participant's follow-ups whose time has come, outside studies.
func (t *ReadTx) followUpsOf(participant string) ([]rows.ListFollowUpsToReportRow, error) {
	found, walks, err := ofWalk(t, listFollowUpsOfMany, participant,
		func(found rows.Rows) (of string, f rows.ListFollowUpsToReportRow, err error) {
			err = found.Scan(&of, &f.ID, &f.CourseID, &f.Sealed)
			return of, f, err
		})
	if !walks {
		found, err = t.q.ListFollowUpsToReport(t.ctx, participant)
	}
	return found, busy(err)
}
