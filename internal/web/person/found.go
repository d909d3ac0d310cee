package person

import (
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// FoundWords say how many people a search found, and how to find the rest.
func FoundWords(v say.Voice, found programme.Matches) string {
	switch {
	case found.More:
		return v.Say("person.find.many", programme.MatchedAtMost, len(found.People))
	case found.Hidden():
		return v.Say("person.find.more", found.Count, len(found.People))
	case found.Count > 0:
		return v.Say("person.find.found", found.Count)
	}
	return ""
}
