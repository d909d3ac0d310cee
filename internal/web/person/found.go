package person

import (
	"strings"
	"unicode"

	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

// NobodyFound is what a search says that found nobody, in the words under the key none. Of one
// letter it says that two are needed.
func NobodyFound(v say.Voice, typed, none string) ui.Empty {
	if letters := []rune(strings.Join(programme.NameWords(typed), "")); len(letters) == 1 && unicode.IsLetter(letters[0]) {
		return ui.Empty{Title: v.Say(none), Text: v.Say("person.find.short")}
	}
	return ui.Empty{Title: v.Say(none), Text: v.Say(none + "_text")}
}

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
