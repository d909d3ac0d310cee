package store

import (
	"database/sql"
	"slices"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/trial"
)

// tellingMonths is how long after a discharge there is anything to tell of visits: they are
// held within months.
const tellingMonths = 12

// ListWaiting lists those whose way through the programme waits for its staff
// with one of the needs, the oldest discharge first, and how many wait for what.
// Reader is who looks: that somebody asks for another worker isn't for the one
// they have. A team, the worker who visits and where they stand narrow both.
func (t *ReadTx) ListWaiting(needs []course.Need, reader id.Account, today programme.Date,
	page programme.Page) ([]course.Waiting, map[course.Need]int, error) {
	asked := make([]string, len(course.Needs()))
	for i, n := range course.Needs() {
		if slices.Contains(needs, n) {
			asked[i] = string(n)
		}
	}
	params := rows.ListWaitingParams{
		OrganisationID: string(t.org), Need: asked[0], Need_2: asked[1], Need_3: asked[2], Need_4: asked[3], Need_5: asked[4],
		Need_6: asked[5], Need_7: asked[6], Need_8: asked[7], Need_9: asked[8], Need_10: asked[9],
		Need_11: asked[10], Column21: asked[11],
		FromOn: today.String(), WorkerID: given(reader), DischargedOn: today.AddMonths(-tellingMonths).String(),
		Column14: string(page.Only.Team), Column18: string(page.Only.Worker), Column20: string(page.Only.Stands),
		Column15: int64(page.Limit()), Column16: int64(page.Offset()),
	}
	counts := map[course.Need]int{}
	counted, err := t.q.CountWaiting(t.ctx, rows.CountWaitingParams{
		OrganisationID: params.OrganisationID, Need: params.Need, Need_2: params.Need_2, Need_3: params.Need_3,
		Need_4: params.Need_4, Need_5: params.Need_5, Need_6: params.Need_6, Need_7: params.Need_7,
		Need_8: params.Need_8, Need_9: params.Need_9, Need_10: params.Need_10, Need_11: params.Need_11,
		OtherUntil: params.FromOn, WorkerID: params.WorkerID, DischargedOn: params.DischargedOn, Column14: params.Column14,
		Column16: params.Column18, Column18: params.Column20, Column19: params.Column21,
	})
	if err != nil {
		return nil, nil, busy(err)
	}
	for _, row := range counted {
		counts[course.Need(row.Need)] = int(row.People)
	}
	found, err := t.q.ListWaiting(t.ctx, params)
	if err != nil {
		return nil, nil, busy(err)
	}
	list := make([]course.Waiting, len(found))
	for i, row := range found {
		list[i].Need, list[i].Planned = course.Need(row.Need), row.Planned
		list[i].Person, err = t.visitedPerson(row.Person, exactly{
			row.Exactly, row.ExactlyStands, row.ExactlySince, row.WorkerID,
		})
		if err != nil {
			return nil, nil, err
		}
	}
	return list, counts, nil
}

// An Unmatched person is in an arm of a study, open or before the course that they are in
// now, and has no worker.
type Unmatched struct {
	programme.Person
	In      trial.TakingPart
	Arm     string
	Planned bool // visits ever were
}

// ListUnmatchedInStudies lists who is in a study, open or before they came back, left their crisis team
// after a day and has no worker, whatever their arm, the oldest discharge first:
// at most so many. Only what is open to anybody who may see visits may ask.
func (t *ReadTx) ListUnmatchedInStudies(after programme.Date, atMost int) ([]Unmatched, error) {
	found, err := t.q.ListUnmatchedInStudies(t.ctx, rows.ListUnmatchedInStudiesParams{
		OrganisationID: string(t.org), Stage: string(programme.Consented), DischargedOn: after.String(), Limit: int32(atMost),
	})
	if err != nil {
		return nil, busy(err)
	}
	list := make([]Unmatched, len(found))
	for i, row := range found {
		u := &list[i]
		u.Planned = row.Planned
		if u.Person, err = t.person(row.Person); err != nil {
			return nil, err
		}
		if u.In, err = takingPart(rows.FindTakingPartRow{
			AllocatedOn: row.AllocatedOn, DefinitionKey: row.StudyKey, DefinitionVersion: row.StudyVersion,
			ClosedOn: row.ClosedOn, DischargedOn: row.Person.DischargedOn, DischargedBefore: row.DischargedBefore,
			StageBefore: row.StageBefore, Another: row.Another,
		}); err != nil {
			return nil, err
		}
		k, err := t.key(row.StudyID, row.StudyWrapped)
		if err != nil {
			return nil, err
		}
		var w armWords
		if err := open(k, "allocation", placeOfAllocation(row.Person.ID, row.AllocationID), row.ArmSealed, &w); err != nil {
			return nil, err
		}
		u.Arm = unpadded(w)
	}
	return list, nil
}

// A VisitedPage is one page of those who are being visited.
type VisitedPage struct {
	People    []programme.Person
	Histories map[id.Participant]course.History
	Lives     map[id.Participant]life.Life // as far as anything has happened
	Count     VisitedCount
	ByName    bool           // their order; else least time left first
	Page      programme.Page // that they are
}

// Life is how far life leaves room for somebody's visits.
func (v VisitedPage) Life(participant id.Participant) life.Life {
	if life, told := v.Lives[participant]; told {
		return life
	}
	return life.After(nil)
}

// ListVisited lists those who are being visited, least time left first or by name,
// with what became of their visits. Of a person of whom another record goes on, this one is
// in it while something is planned there.
func (t *ReadTx) ListVisited(page programme.Page, today programme.Date) (VisitedPage, error) {
	var v VisitedPage
	var err error
	if v.Count, err = t.CountVisited(page.Only, today); err != nil {
		return v, err
	}
	page, v.ByName = page.InOrder(v.Count.Records)
	v.Page = page
	asked := rows.ListVisitedParams{
		OrganisationID: string(t.org), Stage: string(programme.Consented), Limit: int32(page.Limit()),
		Offset: int32(page.Offset()), Column5: string(page.Only.Worker), Column6: string(page.Only.Stands),
		Column7: string(page.Only.Team), Column8: today.String(),
	}
	if v.People, err = t.visitedPeople(asked); err != nil {
		return v, err
	}
	if v.ByName {
		slices.SortStableFunc(v.People, programme.CompareNames)
	}
	if v.Histories, err = t.CourseHistoriesOf(v.People); err != nil {
		return v, err
	}
	events, err := lifeEvents.Of(t, participantsOf(v.People))
	v.Lives = map[id.Participant]life.Life{}
	for participant, list := range events {
		v.Lives[participant] = lifeAfter(list)
	}
	return v, err
}

func (t *ReadTx) visitedPeople(page rows.ListVisitedParams) ([]programme.Person, error) {
	found, err := t.q.ListVisited(t.ctx, page)
	if err != nil {
		return nil, busy(err)
	}
	list := make([]programme.Person, len(found))
	for i, row := range found {
		if list[i], err = t.visitedPerson(row.Person, exactly{
			row.Exactly, row.ExactlyStands, row.ExactlySince, row.WorkerID,
		}); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// FindVisited finds those who are being visited by what somebody typed, as FindSought
// does.
func (t *ReadTx) FindVisited(sought programme.Sought, today programme.Date) (programme.Matches, error) {
	find := func(kind string, values ...string) ([]programme.Person, error) {
		return t.findVisited(today, kind, values)
	}
	return byTyped(sought, find, func() ([]programme.Person, error) {
		birth, _ := programme.Identity{BirthDate: sought.Birth}.LikeKeys()
		list, err := find(byLike, birth)
		return slices.DeleteFunc(list, func(p programme.Person) bool { return !sought.Finds(p.Identity) }), err
	})
}

func (t *ReadTx) findVisited(today programme.Date, kind string, values []string) ([]programme.Person, error) {
	digests := t.digestsOf(kind, values)
	found, err := t.q.FindVisited(t.ctx, rows.FindVisitedParams{
		OrganisationID: string(t.org), Stage: string(programme.Consented), Kind: kind, Digest: digests[0],
		Digest_2: digests[1], Digest_3: digests[2], Limit: programme.MatchedAtMost + 1, OtherUntil: today.String(),
	})
	list := make([]programme.Person, len(found))
	for i, row := range found {
		if list[i], err = t.visitedPerson(row.Person, exactly{
			row.Exactly, row.ExactlyStands, row.ExactlySince, row.WorkerID,
		}); err != nil {
			return nil, err
		}
	}
	return list, busy(err)
}

// A VisitedCount is how many records are in the list of those who are being visited.
type VisitedCount struct {
	Records int
	Beside  int // of these, those in whose place another record of the same person goes on
}

// People is how many people they are.
func (n VisitedCount) People() int { return n.Records - n.Beside }

// CountVisited counts those who are being visited.
func (t *ReadTx) CountVisited(only programme.Only, today programme.Date) (VisitedCount, error) {
	n, err := t.q.CountVisited(t.ctx, rows.CountVisitedParams{OrganisationID: string(t.org),
		Stage: string(programme.Consented), Column3: string(only.Worker), Column4: string(only.Stands),
		Column5: string(only.Team), OtherUntil: today.String()})
	return VisitedCount{int(n.Records), int(n.Beside)}, busy(err)
}

// visitedPerson is somebody with where they stand exactly, and the worker who
// visits them.
func (t *ReadTx) visitedPerson(row rows.Person, now exactly) (programme.Person, error) {
	p, err := t.person(row)
	if err != nil {
		return p, err
	}
	p.State, p.Worker = programme.State(now.stage), id.Account(now.worker.String)
	p.Standing, err = standing(now.stands, now.since)
	return p, err
}

// exactly is where somebody stands as not everybody may know it.
type exactly struct {
	stage, stands, since string
	worker               sql.NullString
}

// between is which standings a list reads that is narrowed to only one of them: from the
// first to last, where it isn't.
func between[S ~string](standings map[S]int64, only string, last int64) (from, to int64) {
	if only == "" {
		return 0, last
	}
	return standings[S(only)], standings[S(only)]
}

// given is a value to compare with a column that may be null. Unlike maybe it is
// never null itself: nothing equals null, and nothing differs from it.
func given[T ~string](v T) sql.NullString { return sql.NullString{String: string(v), Valid: true} }
