package store

import (
	"slices"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
)

// A Scope is what the policy needs to know of a thing, and for a participant
// the version of the programme that they are under and the course that they are in,
// for a study the version that it is a study of.
type Scope struct {
	authz.Resource
	Definition programme.Version
	Course     programme.CourseOfSupport // the participant's that they are in now
}

// FindScope looks a thing up for the policy. It looks across organisations:
// that the asker is of another one is the policy's to refuse. For anybody who is
// masked it doesn't ask who visits a participant: that would be reading it.
func (t *ReadTx) FindScope(kind, key string, masked bool) (Scope, error) {
	s := Scope{Resource: authz.Resource{Kind: kind, ID: key}}
	var err error
	switch kind {
	case id.Organisation("").Kind():
		s.Organisation = id.Organisation(key)
	case id.Team("").Kind():
		var org string
		org, err = t.q.ScopeOfTeam(t.ctx, key)
		s.Organisation, s.Team = id.Organisation(org), id.Team(key)
	case id.Participant("").Kind():
		err = t.scopeOfParticipant(&s, masked)
	case id.Account("").Kind():
		err = t.scopeOfAccount(&s)
	case id.Study("").Kind():
		err = t.scopeOfStudy(&s)
	default:
		return Scope{}, fault.New(fault.Internal, "fault.internal")
	}
	return s, absent(err)
}

// VisitedBy tells whether a worker visits somebody. It is what a masked worker
// may know of it: of anybody else who visits, it says nothing.
func (t *ReadTx) VisitedBy(participant id.Participant, worker id.Account) (bool, error) {
	return t.q.VisitedBy(t.ctx, rows.VisitedByParams{ParticipantID: string(participant), WorkerID: maybe(string(worker))})
}

// VisitedBefore tells whether a worker visited somebody in an earlier course of theirs.
// Nobody else is asked about: that somebody was visited reveals their arm.
func (t *ReadTx) VisitedBefore(participant id.Participant, worker id.Account) (bool, error) {
	visited, err := t.q.ListVisitedBefore(t.ctx, string(participant))
	is := func(b rows.VisitedBefore) bool { return b.WorkerID == string(worker) }
	return slices.ContainsFunc(visited, is), busy(err)
}

func (t *ReadTx) scopeOfParticipant(s *Scope, masked bool) error {
	var row rows.ScopeOfParticipantRow
	var err error
	if masked {
		var known rows.MaskedScopeOfParticipantRow
		known, err = t.q.MaskedScopeOfParticipant(t.ctx, s.ID)
		row = rows.ScopeOfParticipantRow{
			OrganisationID: known.OrganisationID, TeamID: known.TeamID, Study: known.Study,
			DefinitionKey: known.DefinitionKey, DefinitionVersion: known.DefinitionVersion, Followed: known.Followed,
			CourseID: known.CourseID, Earlier: known.Earlier,
		}
	} else {
		row, err = t.q.ScopeOfParticipant(t.ctx, s.ID)
	}
	if err != nil {
		return err
	}
	s.Organisation, s.Team, s.Study = id.Organisation(row.OrganisationID), id.Team(row.TeamID), row.Study
	s.Followed = row.Followed
	s.Course = programme.CourseOf(id.Participant(s.ID), id.Course(row.CourseID.String))
	s.Worker = id.Account(row.WorkerID.String)
	s.Definition = programme.Version{Programme: row.DefinitionKey, Number: int(row.DefinitionVersion)}
	if row.Covered {
		if err := t.scopeOfCovered(s); err != nil {
			return err
		}
	}
	if !row.Earlier {
		return nil
	}
	return t.scopeOfEarlier(s)
}

// scopeOfEarlier adds which teams had to do with somebody in other courses.
func (t *ReadTx) scopeOfEarlier(s *Scope) error {
	courses, err := t.q.ListEarlierCourses(t.ctx, s.ID)
	if err != nil {
		return err
	}
	for _, c := range courses {
		s.EarlierTeams = append(s.EarlierTeams, id.Team(c.TeamID))
	}
	return nil
}

func (t *ReadTx) scopeOfAccount(s *Scope) error {
	row, err := t.q.ScopeOfAccount(t.ctx, s.ID)
	if err != nil {
		return err
	}
	s.Organisation, s.Participant = id.Organisation(row.OrganisationID), id.Participant(row.ParticipantID.String)
	return nil
}

func (t *ReadTx) scopeOfStudy(s *Scope) error {
	row, err := t.q.ScopeOfStudy(t.ctx, s.ID)
	if err != nil {
		return err
	}
	s.Organisation, s.Closed = id.Organisation(row.OrganisationID), row.ClosedOn.Valid
	s.Definition = programme.Version{Programme: row.DefinitionKey, Number: int(row.DefinitionVersion)}
	return nil
}
