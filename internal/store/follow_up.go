package store

import (
	"cmp"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/trial"
)

// followUpWords is the sealed part of how a follow-up stands: whether somebody
// answered or said no is theirs.
type followUpWords struct {
	State outcome.FollowUpState `json:"state"`
	Tries int                   `json:"tries"`
	Last  programme.Date        `json:"last"`
}

// followUpStandings is the order in which follow-ups are listed.
var followUpStandings = map[outcome.FollowUpState]int64{outcome.FollowUpDue: 0, outcome.FollowUpWaiting: 1}

const followUpOver = 2

// AwaitFollowUps stores what somebody is to be asked of a course of support, in a
// study or, without one, in a service, and has each fall due on its day, in zone. What is there
// already stays as it is.
func (t *Tx) AwaitFollowUps(of programme.CourseOfSupport, study id.Study, list []outcome.DueFollowUp,
	zone *time.Location) error {
	for _, f := range list {
		purpose := "follow_up/" + string(study) + "/" + string(of.ID) + "/" + f.Outcome
		f.ID = id.From[id.FollowUp]([16]byte(t.draw(purpose, 16)))
		_, err := t.q.FindFollowUpID(t.ctx, rows.FindFollowUpIDParams{
			ParticipantID: string(of.Participant), ID: string(f.ID),
		})
		if err == nil {
			continue
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return busy(err)
		}
		if err := t.addFollowUp(of, study, f); err != nil {
			return err
		}
		if err := t.AddDue(jobs.FallDue, string(of.Participant), string(f.ID), f.FallsDue(zone)); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) addFollowUp(of programme.CourseOfSupport, study id.Study, f outcome.DueFollowUp) error {
	k, err := t.keyFor(string(of.Participant))
	if err != nil {
		return err
	}
	sealed, err := seal(k, "follow_up", string(f.ID), followUpWords{State: outcome.FollowUpWaiting})
	if err != nil {
		return err
	}
	course := of.ID
	if of.First() {
		course = "" // as rows from before courses were told apart
	}
	return busy(t.q.AddFollowUp(t.ctx, rows.AddFollowUpParams{
		ParticipantID: string(of.Participant), ID: string(f.ID), OrganisationID: string(t.org), StudyID: maybe(study),
		Outcome: f.Outcome,
		FromOn:  f.From.String(), UntilOn: f.Until.String(), Standing: followUpStandings[outcome.FollowUpWaiting],
		NextOn: f.DueOn.String(),
		At:     instant.At(t.now), ByAccount: t.by, Sealed: sealed, CourseID: maybe(string(course)),
	}))
}

// MoveFollowUp has f of participant's ask about the days that it has now, stand as s says,
// and fall due on its day, in zone. Nobody has called about it.
func (t *Tx) MoveFollowUp(participant id.Participant, f outcome.DueFollowUp, s outcome.FollowUpStanding,
	zone *time.Location) error {
	if err := t.SetFollowUp(participant, f, s); err != nil {
		return err
	}
	return t.moveDue(jobs.FallDue, string(participant), string(f.ID), f.FallsDue(zone))
}

// SetFollowUp stores how f of participant's stands, life aside.
func (t *Tx) SetFollowUp(participant id.Participant, f outcome.DueFollowUp, s outcome.FollowUpStanding) error {
	k, err := t.keyFor(string(participant))
	if err != nil {
		return err
	}
	sealed, err := seal(k, "follow_up", string(f.ID), followUpWords{s.State, s.Tries, s.Last})
	if err != nil {
		return err
	}
	standing, listed := followUpStandings[s.State]
	next := s.CallOn
	if !listed {
		standing, next = followUpOver, s.Last
	}
	return busy(t.q.SetFollowUp(t.ctx, rows.SetFollowUpParams{
		ParticipantID: string(participant), ID: string(f.ID), OrganisationID: string(t.org), Standing: standing,
		NextOn: next.String(), Sealed: sealed, FromOn: f.From.String(), UntilOn: f.Until.String(),
	}))
}

// ListFollowUps lists one page of one of the assessor's lists of follow-ups, of open
// studies and of the service, as they stand today: the longest overdue first. It
// counts all of the lists. Who withdrew wholly and who has died is in none. A team and
// where they stand, as everybody may be told of it, narrow both.
func (t *ReadTx) ListFollowUps(list trial.CallList, page programme.Page,
	today programme.Date) ([]trial.FollowUpLine, map[trial.CallList]int, error) {
	n, err := t.q.CountFollowUps(t.ctx, rows.CountFollowUpsParams{OrganisationID: string(t.org),
		Stage: string(programme.Withdrawn), NextOn: today.String(), Column4: string(page.Only.Team),
		Column5: string(page.Only.Stands)})
	if err != nil {
		return nil, nil, busy(err)
	}
	found, err := t.q.ListFollowUps(t.ctx, rows.ListFollowUpsParams{
		OrganisationID: string(t.org), Stage: string(programme.Withdrawn), Column3: string(list), Column4: today.String(),
		Column5: string(page.Only.Team), Column8: string(page.Only.Stands), Limit: int32(page.Limit()),
		Offset: int32(page.Offset()),
	})
	if err != nil {
		return nil, nil, busy(err)
	}
	lines := make([]trial.FollowUpLine, len(found))
	for i, row := range found {
		if lines[i], err = t.followUp(rows.ListFollowUpsOfRow(row), today); err != nil {
			return nil, nil, err
		}
	}
	return lines, map[trial.CallList]int{trial.CallNow: int(n.Now), trial.CallLater: int(n.Later),
		trial.CallsHeld: int(n.Held), trial.CallsDone: int(n.Done)}, nil
}

// followUpsAtMost is how many follow-ups a search reads: those of one person more than it
// puts in the order of their names, with as many as a programme asks about.
const followUpsAtMost = 4 * (programme.MatchedAtMost + 1)

// FindFollowUpsOf finds those of the lists by what somebody typed, as FindSought does,
// with the people whose they are.
func (t *ReadTx) FindFollowUpsOf(sought programme.Sought, today programme.Date) ([]trial.FollowUpLine,
	programme.Matches, error) {
	lines, more := map[id.Participant][]trial.FollowUpLine{}, false
	find := func(kind string, values ...string) ([]programme.Person, error) {
		digests := t.digestsOf(kind, values)
		found, err := t.q.FindFollowUps(t.ctx, rows.FindFollowUpsParams{
			OrganisationID: string(t.org), Stage: string(programme.Withdrawn), Kind: kind, Digest: digests[0],
			Digest_2: digests[1], Digest_3: digests[2], Limit: followUpsAtMost,
		})
		if err != nil {
			return nil, busy(err)
		}
		more = more || len(found) == followUpsAtMost
		var people []programme.Person
		got := map[id.Participant][]trial.FollowUpLine{}
		for _, row := range found {
			line, err := t.followUp(rows.ListFollowUpsOfRow(row), today)
			if err != nil {
				return nil, err
			}
			if _, known := got[line.Participant]; !known {
				people = append(people, line.About())
			}
			got[line.Participant] = append(got[line.Participant], line)
		}
		maps.Copy(lines, got)
		return people, nil
	}
	found, err := byTyped(sought, find, func() ([]programme.Person, error) {
		birth, _ := programme.Identity{BirthDate: sought.Birth}.LikeKeys()
		list, err := find(byLike, birth)
		return slices.DeleteFunc(list, func(p programme.Person) bool { return !sought.Finds(p.Identity) }), err
	})
	found.More = found.More || more
	var list []trial.FollowUpLine
	for _, p := range found.People {
		list = append(list, lines[p.ID]...)
	}
	return list, found, err
}

// CountFollowUps counts a study's follow-ups by how they stand, arms together: every one
// of them once.
func (t *ReadTx) CountFollowUps(study id.Study) (map[outcome.FollowUpState]int, error) {
	found, err := t.q.ListFollowUpsOfStudy(t.ctx, rows.ListFollowUpsOfStudyParams{
		OrganisationID: string(t.org), StudyID: maybe(study),
	})
	if err != nil {
		return nil, busy(err)
	}
	counts := map[outcome.FollowUpState]int{}
	for _, row := range found {
		k, err := t.key(row.ParticipantID, row.Wrapped)
		if err != nil {
			return nil, err
		}
		var w followUpWords
		if err := open(k, "follow_up", row.ID, row.Sealed, &w); err != nil {
			return nil, err
		}
		counts[trial.Counted(w.State, programme.State(row.Stage), programme.Stands(row.Stands))]++
	}
	return counts, nil
}

// FindFollowUps finds what participant is asked in the newest open study that
// they are in, or in the service, as it stands today; nothing is an absence.
func (t *ReadTx) FindFollowUps(participant id.Participant, today programme.Date) ([]trial.FollowUpLine, error) {
	list, err := t.listFollowUpsOf(participant, programme.Withdrawn, today)
	if err == nil && len(list) == 0 {
		return nil, fault.Absent
	}
	return slices.DeleteFunc(list, func(f trial.FollowUpLine) bool { return f.Study != list[0].Study }), err
}

// ListFollowUpsOf lists what participant is asked, in every open study that they are in or in
// the service, as it stands today, whether or not they have withdrawn.
func (t *ReadTx) ListFollowUpsOf(participant id.Participant, today programme.Date) ([]trial.FollowUpLine, error) {
	return t.listFollowUpsOf(participant, "", today)
}

// listFollowUpsOf leaves out the follow-ups of a course that ended at a stage.
func (t *ReadTx) listFollowUpsOf(participant id.Participant, without programme.State,
	today programme.Date) ([]trial.FollowUpLine, error) {
	found, err := t.q.ListFollowUpsOf(t.ctx, rows.ListFollowUpsOfParams{OrganisationID: string(t.org),
		Stage: string(without), ParticipantID: string(participant)})
	if err != nil {
		return nil, busy(err)
	}
	list := make([]trial.FollowUpLine, len(found))
	for i, row := range found {
		if list[i], err = t.followUp(row, today); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (t *ReadTx) followUp(row rows.ListFollowUpsOfRow, today programme.Date) (trial.FollowUpLine, error) {
	f := trial.FollowUpLine{
		FollowUp: trial.FollowUp{
			Participant: id.Participant(row.ID), Organisation: id.Organisation(row.OrganisationID), Team: id.Team(row.TeamID),
			Course: programme.CourseOf(id.Participant(row.ID), id.Course(row.CourseID.String)),
			Study:  id.Study(row.StudyID.String), StudyName: row.StudyName.String,
			Definition: programme.Version{Programme: row.DefinitionKey, Number: int(row.DefinitionVersion)},
			Standing:   programme.Standing{Is: programme.Stands(row.Stands)},
			Beside:     id.Participant(row.Beside),
			// Of the course that they withdrew from nothing is selected.
			LeaveBe:  row.Stage == string(programme.Withdrawn),
			Returned: row.DischargedBefore.Valid || row.CourseID.String != "",
		},
		Due: outcome.DueFollowUp{ID: id.FollowUp(row.FollowUpID), Outcome: row.Outcome},
	}
	if row.StudyID.Valid {
		f.Definition = programme.Version{Programme: row.StudyKey.String, Number: int(row.StudyVersion.Int64)}
	}
	err := readDays(day{row.AllocatedOn.String, &f.AllocatedOn},
		day{cmp.Or(row.DischargedBefore.String, row.DischargedOn), &f.Discharged},
		day{row.FromOn, &f.Due.From}, day{row.UntilOn, &f.Due.Until}, day{row.NextOn, &f.Standing.CallOn},
		day{row.Since, &f.FollowUp.Standing.Since})
	if err != nil {
		return f, err
	}
	if row.DischargedBefore.Valid && row.Stage != string(programme.TakenBack) {
		if err := readDays(day{row.DischargedOn, &f.Again}); err != nil {
			return f, err
		}
	}
	f.FollowUp.Standing = f.FollowUp.Standing.ToldApart(true)
	f.Due.DueOn = f.Due.Until.AddDays(1)
	k, err := t.key(row.ID, row.Wrapped)
	if err != nil {
		return f, err
	}
	var who identityWords
	if err := open(k, "identity", row.IdentityID, row.Sealed, &who); err != nil {
		return f, err
	}
	f.Identity, f.Contact = who.Identity, who.Contact
	var w followUpWords
	if err := open(k, "follow_up", row.FollowUpID, row.StandingSealed, &w); err != nil {
		return f, err
	}
	f.Standing.State, f.Standing.Tries, f.Standing.Last = w.State, w.Tries, w.Last
	lifeNow := life.Life{State: life.GoesOn}
	if life.State(row.Life).OnHold() {
		lifeNow.State = life.Paused
	}
	if f.Since = f.Standing.CallOn; f.Standing.Last.IsZero() {
		f.Since = f.Due.DueOn // whenever that was noticed
	}
	f.WrongNumber = row.WrongNumber
	f.Standing = f.Standing.In(lifeNow, f.Due, today).Reaching(!f.WrongNumber)
	return f, nil
}

// FindHold finds how far life leaves participant room for calls, from what both
// arms share: the events themselves name a worker. Who has moved away is called
// all the same.
func (t *ReadTx) FindHold(participant id.Participant) (life.Life, error) {
	now, err := t.q.FindLife(t.ctx, string(participant))
	return life.Life{State: life.State(now)}, absent(err)
}

var calls = journal(Journal[id.Participant, outcome.Call]{
	Table: "follow_up_call", Noun: "FollowUpCall", Key: func(c outcome.Call) string { return string(c.ID) },
	Clear: []Column[outcome.Call]{{"follow_up_id", func(c outcome.Call) any { return string(c.FollowUp) }}},
})

// Calls are every call to somebody as it was entered, those that were corrected
// since included, whatever course of support they were in.
func (t *ReadTx) Calls(of id.Participant) Facts[outcome.Call] { return calls.facts(t, of) }
