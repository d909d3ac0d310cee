package store

import (
	"cmp"
	"database/sql"
	"errors"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/trial"
)

// AddStudy opens s. It gets a key of its own, which seals who is in which arm:
// those are the study's facts, and outlast anybody's own words.
func (t *Tx) AddStudy(s trial.Study) error {
	if _, err := t.newKey(string(s.ID)); err != nil {
		return err
	}
	return busy(t.q.AddStudy(t.ctx, rows.AddStudyParams{
		ID: string(s.ID), OrganisationID: string(t.org), Name: s.Name,
		DefinitionKey: s.Definition.Programme, DefinitionVersion: int64(s.Definition.Number),
		PrimaryOutcome: s.Primary, Caveat: s.Caveat, OpenedOn: s.OpenedOn.String(), CreatedAt: instant.At(t.now),
	}))
}

// CloseStudy writes down that a study was signed off on the day.
func (t *Tx) CloseStudy(s id.Study, on programme.Date) error {
	return busy(t.q.CloseStudy(t.ctx, rows.CloseStudyParams{ID: string(s), OrganisationID: string(t.org),
		ClosedOn: maybe(on.String())}))
}

// FindStudy finds a study of the organisation, and how many people are in it.
func (t *ReadTx) FindStudy(s id.Study) (trial.Study, int, error) {
	row, err := t.q.FindStudy(t.ctx, rows.FindStudyParams{OrganisationID: string(t.org), ID: string(s)})
	if err != nil {
		return trial.Study{}, 0, absent(err)
	}
	return study(rows.ListStudiesRow(row))
}

// FindOldestOpenStudy is when the oldest study began that is not closed; zero when none is.
func (t *ReadTx) FindOldestOpenStudy() (programme.Date, error) {
	opened, err := t.q.FindOldestOpenStudy(t.ctx, string(t.org))
	if errors.Is(err, sql.ErrNoRows) {
		return programme.Date{}, nil
	}
	if err != nil {
		return programme.Date{}, busy(err)
	}
	return programme.ParseDate(opened)
}

// ListStudies lists the organisation's studies, the newest first, with how
// many people are in each, and how many studies there are.
func (t *ReadTx) ListStudies(page programme.Page) ([]trial.Study, []int, int, error) {
	count, err := t.q.CountStudies(t.ctx, string(t.org))
	if err != nil {
		return nil, nil, 0, busy(err)
	}
	found, err := t.q.ListStudies(t.ctx, rows.ListStudiesParams{
		OrganisationID: string(t.org), Limit: int32(page.Limit()), Offset: int32(page.Offset()),
	})
	if err != nil {
		return nil, nil, 0, busy(err)
	}
	list, people := make([]trial.Study, len(found)), make([]int, len(found))
	for i, row := range found {
		if list[i], people[i], err = study(row); err != nil {
			return nil, nil, 0, err
		}
	}
	return list, people, int(count), nil
}

func study(row rows.ListStudiesRow) (trial.Study, int, error) {
	s := trial.Study{
		ID: id.Study(row.ID), Organisation: id.Organisation(row.OrganisationID), Name: row.Name,
		Definition: programme.Version{Programme: row.DefinitionKey, Number: int(row.DefinitionVersion)},
		Primary:    row.PrimaryOutcome, Caveat: row.Caveat,
	}
	err := readDays(day{row.OpenedOn, &s.OpenedOn}, day{row.ClosedOn.String, &s.ClosedOn})
	return s, int(row.People), err
}

// ListSubjects lists everybody in a study with all their episodes, arms
// together, by three reads however many they are.
func (t *ReadTx) ListSubjects(s id.Study) ([]trial.Subject, error) {
	found, err := t.q.ListSubjects(t.ctx, string(s))
	if err != nil {
		return nil, busy(err)
	}
	episodes, err := t.episodesOfStudy(s)
	if err != nil {
		return nil, err
	}
	list := make([]trial.Subject, len(found))
	for i, row := range found {
		who := trial.Subject{Participant: id.Participant(row.ParticipantID), State: programme.State(row.Stage)}
		who.Under = programme.Version{Programme: row.DefinitionKey, Number: int(row.DefinitionVersion)}
		who.Episodes = episodes[who.Participant]
		if err := readDays(day{row.AllocatedOn, &who.AllocatedOn},
			day{cmp.Or(row.DischargedBefore.String, row.DischargedOn), &who.Discharged}); err != nil {
			return nil, err
		}
		if programme.Stands(row.Stands) == programme.Died {
			if err := readDays(day{row.Since, &who.DiedOn}); err != nil {
				return nil, err
			}
			for n := range who.Episodes {
				who.Episodes[n] = who.Episodes[n].EndedBy(who.DiedOn)
			}
		}
		list[i] = who
	}
	return list, nil
}

// CountNotAllocated counts those who were referred under the version and aren't
// allocated to any study.
func (t *ReadTx) CountNotAllocated(v programme.Version) (trial.NotAllocated, error) {
	out := trial.NotAllocated{Stages: map[programme.State]int{}}
	stages, err := t.q.CountNotAllocated(t.ctx, rows.CountNotAllocatedParams{
		OrganisationID: string(t.org), DefinitionKey: v.Programme, DefinitionVersion: int64(v.Number),
	})
	if err != nil {
		return out, busy(err)
	}
	for _, row := range stages {
		out.Stages[programme.State(row.Stage)] = int(row.People)
	}
	reasons, err := t.q.CountDeclined(t.ctx, rows.CountDeclinedParams{
		OrganisationID: string(t.org), DefinitionKey: v.Programme, DefinitionVersion: int64(v.Number),
		Stage: string(programme.Declined),
	})
	for _, row := range reasons {
		out.Declined = append(out.Declined, trial.ReasonCount{Reason: row.Reason, People: int(row.People)})
	}
	return out, busy(err)
}

// A day is a stored date, and where it goes.
type day struct {
	text string
	into *programme.Date
}

// readDays reads stored dates; an empty one is no date.
func readDays(days ...day) error {
	for _, d := range days {
		if err := d.into.UnmarshalText([]byte(d.text)); err != nil {
			return err
		}
	}
	return nil
}
