package course

import (
	"encoding/json"
	"testing"

	"footbridge.org/footbridge/internal/programme"
)

// The digest of a row is taken over this: a letter that was recorded before its words
// were kept is the same letter when it is sent again.
func TestALetterWithoutItsWordsIsWrittenAsItWasBeforeAnyWereKept(t *testing.T) {
	on, err := programme.ParseDate("2026-11-08")
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(SentLetter{ID: "l", Participant: "p", Kind: LetterStart, To: ToGP, On: on, By: "a"})
	want := `{"id":"l","participant":"p","kind":"start","to":"gp","on":"2026-11-08","by":"a"}`
	if err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
}

// It is printed again from what is sealed.
func TestALetterReadsTheSameFromWhatWasKept(t *testing.T) {
	said := Said{
		Start:  StartLetter{Letterhead: Letterhead{To: ToGP, Addressee: "Dr Ali"}, Sessions: 10},
		Sender: "Heron Vale",
		Crisis: programme.HelpLine{Key: "crisis_line", Ways: []programme.HelpWay{{Kind: programme.WayCall, Target: "111"}}},
	}
	kept, err := json.Marshal(SentLetter{Said: &said})
	var l SentLetter
	if err == nil {
		err = json.Unmarshal(kept, &l)
	}
	if err != nil || l.Said.Head() != said.Head() || l.Said.Start != said.Start ||
		l.Said.Crisis.Ways[0].Target != "111" {
		t.Errorf("%s, %v", kept, err)
	}
}
