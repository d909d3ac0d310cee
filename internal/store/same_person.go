package store

import (
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

// ListJoined lists whose record is of one person with participant's.
func (t *ReadTx) ListJoined(participant id.Participant) ([]programme.Person, error) {
	found, err := t.q.ListJoined(t.ctx, rows.ListJoinedParams{OrganisationID: string(t.org),
		ParticipantID: string(participant)})
	if err != nil {
		return nil, busy(err)
	}
	return t.people(found)
}
