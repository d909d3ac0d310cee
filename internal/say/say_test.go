package say

import (
	"testing"

	"golang.org/x/text/message"
)

func TestAKeyIsSaidInEnglishAndMarkedInThePseudoLanguage(t *testing.T) {
	if got := English().Say("fault.absent"); got != "We can't find that page." {
		t.Errorf("English: %q", got)
	}
	if got := In(Pseudo).Say("fault.absent"); got != "⟦We can't find that page.⟧" {
		t.Errorf("pseudo: %q", got)
	}
}

// Most of a page is sentences into which nothing is put: each is taken as it is, and none is made.
func TestASentenceIntoWhichNothingIsPutIsSaidAsItIs(t *testing.T) {
	for _, v := range []Voice{English(), In(Pseudo)} {
		for key := range Keys() {
			want := v.printer.Sprintf(message.Key(key, key))
			if got := v.Say(key); got != want {
				t.Errorf("%s: %q, not %q", key, got, want)
			}
		}
		if n := testing.AllocsPerRun(100, func() { v.Say("fault.absent") }); n > 0 {
			t.Errorf("%s: %v allocations", v.Lang(), n)
		}
	}
}
