package kernel

import (
	"slices"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// A JoinedFinder is a change or a look.
type JoinedFinder interface {
	ListJoined(id.Participant) ([]programme.Person, error)
}

// OtherRecords lists every other record of participant's person: those that are joined
// with theirs, and those that are joined with these.
func OtherRecords(tx JoinedFinder, participant id.Participant) ([]programme.Person, error) {
	var all []programme.Person
	for next := []id.Participant{participant}; len(next) > 0; next = next[1:] {
		list, err := tx.ListJoined(next[0])
		if err != nil {
			return nil, err
		}
		for _, p := range list {
			known := slices.ContainsFunc(all, func(x programme.Person) bool { return x.ID == p.ID })
			if p.ID != participant && !known {
				all, next = append(all, p), append(next, p.ID)
			}
		}
	}
	return all, nil
}

// An ElsewhereFinder is a change or a look.
type ElsewhereFinder interface {
	ListGoingOnElsewhere([]programme.Person, programme.Date) (map[id.Participant]id.Participant, error)
}

// GoesOnElsewhere tells whether another record of p's person goes on in place of theirs.
func GoesOnElsewhere(tx ElsewhereFinder, p programme.Person, today programme.Date) (bool, error) {
	all, err := tx.ListGoingOnElsewhere([]programme.Person{p}, today)
	return all[p.ID] != "", err
}
