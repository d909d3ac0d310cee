package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

var tellings = journal(Journal[programme.CourseOfSupport, workforce.TellingFact]{
	Table:  "telling",
	Undone: "undoing_of_visits", Noun: "Telling", Key: workforce.TellingFact.Key,
})

// Tellings are what staff have to tell somebody of their visits, and have told.
func (t *ReadTx) Tellings(of programme.CourseOfSupport) Facts[workforce.TellingFact] {
	return tellings.facts(t, of)
}

// TellingsOf lists them for each of several people.
func (t *ReadTx) TellingsOf(people []programme.Person) (map[id.Participant][]ledger.Received[workforce.TellingFact],
	error) {
	found, err := tellings.Of(t, coursesOf(people))
	all := map[id.Participant][]ledger.Received[workforce.TellingFact]{}
	for of, list := range found {
		all[of.Participant] = list
	}
	return all, err
}
