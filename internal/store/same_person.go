package store

import (
	"slices"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
)

var samePeople = journal(Journal[id.Participant, pathway.SamePerson]{
	Table: "same_person", Noun: "SamePerson", Key: func(s pathway.SamePerson) string { return string(s.ID) },
	Thread: Column[pathway.SamePerson]{"other_id", func(s pathway.SamePerson) any { return string(s.Other) }},
	Clear:  []Column[pathway.SamePerson]{{"apart", func(s pathway.SamePerson) any { return s.Apart }}},
})

// SamePeople are what was said of participant's record and those whose ids come after
// it.
func (t *ReadTx) SamePeople(participant id.Participant) Facts[pathway.SamePerson] {
	return samePeople.facts(t, participant)
}

// ListApart lists those of others whose records were said last not to be of one person
// with participant's.
func (t *ReadTx) ListApart(participant id.Participant, others []id.Participant) ([]id.Participant, error) {
	said, err := samePeople.Of(t, append(slices.Clone(others), participant))
	if err != nil {
		return nil, err
	}
	apart := map[id.Participant]bool{}
	for _, one := range said {
		for _, s := range one {
			if s.Fact.One == participant || s.Fact.Other == participant {
				apart[s.Fact.With(participant)] = s.Fact.Apart
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(others), func(o id.Participant) bool { return !apart[o] }), nil
}

// ListJoined lists whose record is of one person with participant's.
func (t *ReadTx) ListJoined(participant id.Participant) ([]programme.Person, error) {
	found, err := t.q.ListJoined(t.ctx, rows.ListJoinedParams{OrganisationID: string(t.org),
		ParticipantID: string(participant)})
	if err != nil {
		return nil, busy(err)
	}
	return t.people(found)
}

// ListSaidOf lists of whose records somebody has said whether they are of one person with
// participant's: that they are, or were, or never were.
func (t *ReadTx) ListSaidOf(participant id.Participant) ([]programme.Person, error) {
	found, err := t.q.ListSaidOf(t.ctx, rows.ListSaidOfParams{OrganisationID: string(t.org),
		ParticipantID: string(participant)})
	if err != nil {
		return nil, busy(err)
	}
	return t.people(found)
}
