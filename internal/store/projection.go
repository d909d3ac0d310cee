package store

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"slices"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/workforce"
)

// A part is a share of what is projected, which some tables feed and others
// don't.
type part uint16

const (
	ofPerson    part                          = 1 << iota // the participant's own row
	ofMoves                                               // where they stand on the pathway
	ofLife                                                // how far life leaves room
	ofMatches                                             // who visits them, and what the two were told and asked
	ofPlans                                               // whether visits are planned
	ofEnding                                              // whether they are over
	ofTelling                                             // what staff have to tell them themselves
	ofCopies                                              // which notes about visits were copied
	ofJoined                                              // which other records are of the same person
	ofFollowUps                                           // which of their follow-ups are due, and done
	ofCourses                                             // which courses they were in before
	ofStands    = ofMoves | ofLife | ofEnding             // what somebody's standing is worked out of, together
	allParts    = ofCourses<<1 - 1
)

// settle brings what is projected up to the facts as this change has left them.
// It runs when the change commits, and before anything projected is read in it:
// no use case can forget it, and none sees what held before.
func (t *Tx) settle() error {
	unsettled := t.rec.unsettled
	t.rec.unsettled = map[string]part{}
	named := maps.Clone(t.rec.bound)
	defer func() { t.rec.bound = named }()
	if err := t.settleJoined(unsettled); err != nil {
		return err
	}
	for _, participant := range slices.Sorted(maps.Keys(unsettled)) {
		bring := func(p id.Participant) error { return t.project(p, unsettled[participant]) }
		if unsettled[participant] == ofFollowUps { // of which nothing else is projected
			bring = t.recountFollowUps
		}
		if err := bring(id.Participant(participant)); err != nil {
			return err
		}
	}
	return nil
}

// settleJoined adds to those of whom something is to be projected everybody whose record was
// joined with one of theirs, or is now: the change needn't have named them.
func (t *Tx) settleJoined(unsettled map[string]part) error {
	for participant, parts := range maps.Clone(unsettled) {
		if parts&ofJoined == 0 {
			continue
		}
		all, err := t.alsoJoined(participant)
		if err != nil {
			return err
		}
		for _, other := range all {
			t.rec.bind(ofParticipant, other)
			unsettled[other] |= ofJoined
		}
	}
	return nil
}

// A projection is what is stored of a course of support beside its facts: made
// of them, and made again whenever one is added.
type projection struct {
	standing rows.AddStandingParams
	visiting rows.AddVisitingParams
	waiting  []rows.Waiting

	before   []rows.VisitedBefore // of earlier courses; kept by itself
	covering []rows.Covering      // likewise by itself
	held     []rows.HeldBy        // likewise, of every course
	days     []rows.VisitDay      // likewise by itself
	joined   []rows.JoinedRecord  // likewise, where another record is of the same person

	situation course.Situation // that it was made of
	read      seen             // for it
}

// projectionOf is what is stored of a course of somebody in situation s.
func projectionOf(org id.Organisation, of programme.CourseOfSupport, discharged string, s course.Situation) projection {
	participant, key := string(of.Participant), string(of.ID)
	told := s.Apart
	p := projection{
		standing: rows.AddStandingParams{
			ParticipantID: participant, CourseID: key, OrganisationID: string(org),
			Stage: string(s.Stage.ToldApart(s.Study)), Life: string(s.Life),
			Stands: string(told.Is), Since: told.Since.String(), DischargedOn: discharged,
		},
		visiting: rows.AddVisitingParams{
			ParticipantID: participant, CourseID: key, OrganisationID: string(org), DischargedOn: discharged,
			Stage: string(s.Stage), WorkerID: sql.NullString{String: string(s.Worker), Valid: s.Worker != ""}, Over: s.Over,
			Planned: s.Planned, Told: s.Told, Asking: s.Asking, InvitedOn: s.Invited.String(),
			Stands: string(s.Standing.Is), Since: s.Standing.Since.String(), ToReplan: s.ToReplan,
			UnwrittenOn: s.Left.String(), ToTellOn: s.ToTell.String(), ToTellUntil: s.ToTellLast.String(),
			Held: int64(s.Held), SettledOn: s.Settled.String(),
			RestsAfter: s.RestsAfter().String(),
		},
	}
	needs := s.Needs()
	slices.SortFunc(needs, func(a, b course.Needed) int { return cmp.Compare(a.Need, b.Need) })
	for _, n := range needs {
		p.waiting = append(p.waiting, rows.Waiting{
			ParticipantID: participant, CourseID: key, Need: string(n.Need), OrganisationID: string(org),
			DischargedOn: discharged, FromOn: n.From.String(), UntilOn: n.Last.String(),
		})
	}
	return p
}

// project works the parts of the course that somebody is in now out of the facts
// again, and writes what differs from what is stored.
func (t *Tx) project(participant id.Participant, parts part) error {
	row, err := t.q.FindProjected(t.ctx, string(participant))
	if err != nil {
		return absent(err)
	}
	of := programme.CourseOf(participant, id.Course(row.CourseID.String))
	known := row.Stage.Valid && row.ToldApart.Valid
	if !known && parts == ofPerson && t.rec.begun[string(participant)] {
		return t.projectFirst(of, row)
	}
	if !known {
		parts = allParts
	}
	before, err := stored(row)
	if err != nil {
		return err
	}
	if !of.First() || before.Life == life.Paused {
		if err := t.storedNeeds(of, &before); err != nil {
			return err
		}
	}
	if (!of.First() || !known) && parts&(ofPerson|ofMatches|ofPlans|ofCopies) != 0 {
		if err := t.keepVisitedBefore(participant); err != nil {
			return err
		}
	}
	counted, err := t.countedOf(toReport{of, row.Study, row.TeamID, row.ReferredAt, row.DischargedOn}, row.Reported)
	if err != nil {
		return err
	}
	now, read, err := t.workOut(of, before, counted.reads(parts))
	if err != nil {
		return err
	}
	if parts&ofPlans != 0 {
		if err := cmp.Or(t.keepCovering(of, read.visits), t.keepHeldBy(of, read.visits)); err != nil {
			return err
		}
	}
	if read.parts&ofPlans != 0 {
		if err := t.keepVisitDays(id.Organisation(row.OrganisationID), of, now.Worker, read.visits); err != nil {
			return err
		}
	}
	if row.Joined || parts&ofJoined != 0 {
		own := projectedOf{row.OrganisationID, row.DischargedOn,
			programme.Version{Programme: row.DefinitionKey, Number: int(row.DefinitionVersion)}}
		if err := t.keepJoined(of, own, now); err != nil {
			return err
		}
	}
	if err = t.keepReported(counted, parts, now, read); err != nil || known && now == before && parts&ofPerson == 0 {
		return err
	}
	return t.keep(of, known, row, projectionOf(t.org, of, row.DischargedOn, now))
}

// projectFirst does the same of somebody whom this change has added, and of whom there is no
// fact yet but that they are here: nothing is read to find that out.
func (t *Tx) projectFirst(of programme.CourseOfSupport, row rows.FindProjectedRow) error {
	t.walk = &walk{some: []string{string(of.Participant)}, none: true}
	defer func() { t.walk = nil }()
	before, err := stored(row)
	if err != nil {
		return err
	}
	counted, err := t.countedOf(toReport{of, row.Study, row.TeamID, row.ReferredAt, row.DischargedOn}, row.Reported)
	if err != nil {
		return err
	}
	now, read, err := t.workOut(of, before, allParts)
	if err != nil {
		return err
	}
	if err := t.keepReported(counted, allParts, now, read); err != nil {
		return err
	}
	return t.keepFirst(projectionOf(t.org, of, row.DischargedOn, now))
}

// keepFirst stores the first projection of somebody.
func (t *Tx) keepFirst(p projection) error {
	if err := t.q.AddStanding(t.ctx, p.standing); err != nil {
		return busy(err)
	}
	if err := t.q.AddVisiting(t.ctx, p.visiting); err != nil {
		return busy(err)
	}
	return exchange(nil, p.waiting, nil, t.addWaiting)
}

func (t *Tx) addWaiting(w rows.Waiting) error { return t.q.AddWaiting(t.ctx, rows.AddWaitingParams(w)) }

// stored is somebody's situation as it was projected last.
func stored(row rows.FindProjectedRow) (course.Situation, error) {
	s := course.Situation{
		Study: row.Study, Stage: programme.State(row.Stage.String), Life: life.State(row.Life.String),
		Worker: id.Account(row.WorkerID.String), Over: row.Over.Bool, Planned: row.Planned.Bool, Told: row.Told.Bool,
		Asking: row.Asking.Bool, ToReplan: row.ToReplan.Bool, Held: int(row.Held.Int64),
	}
	s.Standing.Is, s.Apart.Is = programme.Stands(row.Stands.String), programme.Stands(row.ToldStands.String)
	s.Anew = s.Life != life.GoesOn && s.Standing.Is == programme.Stands(programme.Referred)
	return s, readDays(day{row.InvitedOn.String, &s.Invited}, day{row.Since.String, &s.Standing.Since},
		day{row.ToldSince.String, &s.Apart.Since}, day{row.UnwrittenOn.String, &s.Left},
		day{row.ToTellOn.String, &s.ToTell}, day{row.ToTellUntil.String, &s.ToTellLast},
		day{row.SettledOn.String, &s.Settled})
}

// keep stores a projection. The row that a masked role may read is written only
// when it says something else than before.
func (t *Tx) keep(of programme.CourseOfSupport, known bool, before rows.FindProjectedRow, p projection) error {
	switch {
	case !known:
		if err := t.q.AddStanding(t.ctx, p.standing); err != nil {
			return busy(err)
		}
		if err := t.q.AddVisiting(t.ctx, p.visiting); err != nil {
			return busy(err)
		}
	default:
		if p.standing != (rows.AddStandingParams{ParticipantID: p.standing.ParticipantID, CourseID: p.standing.CourseID,
			OrganisationID: p.standing.OrganisationID, Stage: before.ToldApart.String, Life: before.Life.String,
			Stands: before.ToldStands.String, Since: before.ToldSince.String, DischargedOn: before.ToldDischarged.String}) {
			if err := t.q.SetStanding(t.ctx, rows.SetStandingParams(p.standing)); err != nil {
				return busy(err)
			}
		}
		if err := t.q.SetVisiting(t.ctx, rows.SetVisitingParams(p.visiting)); err != nil {
			return busy(err)
		}
	}
	return t.keepWaiting(of, p.waiting)
}

// waitingOf is what somebody in that course waits for, as it was projected last.
func (t *ReadTx) waitingOf(of programme.CourseOfSupport) ([]rows.Waiting, error) {
	found, err := t.q.ListWaitingOf(t.ctx, rows.ListWaitingOfParams{
		ParticipantID: string(of.Participant), CourseID: string(of.ID),
	})
	return found, busy(err)
}

func (t *Tx) keepWaiting(of programme.CourseOfSupport, now []rows.Waiting) error {
	before, err := t.waitingOf(of)
	if err != nil {
		return err
	}
	return exchange(before, now, func(w rows.Waiting) error {
		return t.q.DropWaiting(t.ctx, rows.DropWaitingParams{
			ParticipantID: w.ParticipantID, CourseID: w.CourseID, Need: w.Need, OrganisationID: w.OrganisationID,
		})
	}, t.addWaiting)
}

// exchange makes the rows of a projection what they are to be now. What was the same
// before is left alone.
func exchange[R comparable](before, now []R, drop, add func(R) error) error {
	for _, row := range before {
		if slices.Contains(now, row) {
			continue
		}
		if err := drop(row); err != nil {
			return busy(err)
		}
	}
	for _, row := range now {
		if slices.Contains(before, row) {
			continue
		}
		if err := add(row); err != nil {
			return busy(err)
		}
	}
	return nil
}

// workOut is s with those parts worked out of the facts again. What each means is
// defined once, in the room of what it is about.
func (t *ReadTx) workOut(of programme.CourseOfSupport, s course.Situation, parts part) (course.Situation, seen, error) {
	var read seen
	if parts&(ofStands|ofPerson) != 0 { // that somebody is in a study changes what is told
		parts |= ofStands
	}
	if parts&(ofMatches|ofCopies) != 0 { // whose visits are still the worker's, and which notes are nobody's
		parts |= ofPlans
	}
	if parts&(ofEnding|ofLife|ofPlans) != 0 { // once visits are over, and while life has them wait, less is to be told
		parts |= ofTelling
	}
	for _, w := range []struct {
		part part
		out  func(programme.CourseOfSupport, *course.Situation, *seen) error
	}{
		{ofMoves, t.workMoves}, {ofLife, t.workLife}, {ofMatches, t.workMatches}, {ofPlans, t.workPlans},
		{ofEnding, t.workEnding}, {ofTelling, t.workTelling},
	} {
		if parts&w.part == 0 {
			continue
		}
		if err := w.out(of, &s, &read); err != nil {
			return s, read, err
		}
	}
	if !of.First() { // it is worked out each time, for few
		var err error
		if s.LeftBefore, err = t.leftBefore(of.Participant); err != nil {
			return s, read, err
		}
	}
	if parts&ofStands != 0 {
		s.Standing, s.Apart = s.Stands(read.since), s.StandsToldApart(read.since)
	}
	read.parts = parts
	return s, read, nil
}

func (t *ReadTx) workMoves(of programme.CourseOfSupport, s *course.Situation, read *seen) error {
	moves, agreed, err := t.listMoves(of)
	s.Stage, read.since.Stage = pathway.StageAfter(moves)
	read.consents = agreed
	if err != nil || s.Stage != programme.Invited {
		s.Invited = programme.Date{}
		return err
	}
	invited, err := t.q.FindInvitedOn(t.ctx, rows.FindInvitedOnParams{
		ParticipantID: string(of.Participant), CourseID: given(of.ID),
	})
	if err != nil {
		return busy(err)
	}
	return readDays(day{invited, &s.Invited})
}

func (t *ReadTx) workLife(of programme.CourseOfSupport, s *course.Situation, read *seen) error {
	now, err := t.FindLife(of.Participant)
	s.Life, s.Unspoken, read.since.Life, read.life = now.State, now.Unspoken, now.Since, now
	s.Anew = false
	if err != nil || of.First() || s.Stage != programme.Referred || !now.State.Waits() {
		return err
	}
	referral, err := t.FindReferral(of)
	if err != nil {
		return err
	}
	events, err := t.ListLifeEvents(of.Participant)
	s.Anew = events[len(events)-1].At.Before(referral.At)
	return err
}

func (t *ReadTx) workMatches(of programme.CourseOfSupport, s *course.Situation, read *seen) error {
	history, err := t.FindMatchHistory(of)
	if err != nil {
		return err
	}
	for _, f := range slices.Backward(history) {
		if f.Fact.Matched != nil {
			read.matched = f.At // in the end, of the first
		}
	}
	matches := workforce.MatchesIn(history)
	now, _ := matches.Current()
	s.Worker = now.Worker
	s.Told = matches.ThePersonKnows()
	_, s.Asking = matches.Asking()
	return nil
}

func (t *ReadTx) workPlans(of programme.CourseOfSupport, s *course.Situation, read *seen) error {
	history, err := t.FindCourseHistory(of)
	read.visits = history
	s.Planned, s.ToReplan = len(history) > 0, history.ToReplan()
	if err != nil {
		return err
	}
	received, err := t.NoteCopies(of).List()
	copies := ledger.Facts(received)
	s.Left, s.Settled, s.Held = history.Left(s.Worker, copies), history.Settled(copies), history.SessionsHeld()
	return err
}

func (t *ReadTx) workEnding(of programme.CourseOfSupport, s *course.Situation, read *seen) error {
	history, err := t.FindEndingHistory(of)
	ended, over := history.Ending()
	s.Over, read.since.Over = over, ended.On
	return err
}

func (t *ReadTx) workTelling(of programme.CourseOfSupport, s *course.Situation, read *seen) error {
	facts, err := tellings.List(t, of)
	if s.ToTell, s.ToTellLast = (programme.Date{}), (programme.Date{}); err != nil || len(facts) == 0 {
		return err
	}
	visits := read.visits
	if len(visits) == 0 {
		visits, err = t.FindCourseHistory(of)
	}
	news := workforce.VisitsToTell(facts, visits, s.Over || s.Life.Effects().Visits != life.Continues)
	s.ToTell, s.ToTellLast = news.From(), news.Last()
	return err
}

// projectAll fills what is projected, in a database of an earlier build, from the
// facts that it has. It is a migration, and needs the tables as this program knows
// them: the person who adds to them gives it the number after their own migration.
func (db *DB) projectAll(ctx context.Context, inner *sql.Tx) error {
	people, err := rows.New(newRecorder(inner, "")).ListProjectedFrom(ctx)
	if err != nil {
		return busy(err)
	}
	turns := map[string]*Turn{}
	for _, row := range people {
		turn := turns[row.OrganisationID]
		if turn == nil {
			turn = newTurn(ctx, db, &lasting{Tx: inner}, id.Organisation(row.OrganisationID), audit.Changes)
			turns[row.OrganisationID] = turn
			if err := turn.countFromNow(); err != nil {
				return err
			}
		}
		turn.rec.bind(ofParticipant, row.ID)
		if err := turn.project(id.Participant(row.ID), allParts); err != nil {
			return err
		}
	}
	for _, org := range slices.Sorted(maps.Keys(turns)) {
		if err := turns[org].keepCounters(); err != nil {
			return err
		}
	}
	return nil
}
