package say

import "testing"

func TestAKeyIsSaidInEnglishAndMarkedInThePseudoLanguage(t *testing.T) {
	if got := English().Say("fault.absent"); got != "We can't find that page." {
		t.Errorf("English: %q", got)
	}
	if got := In(Pseudo).Say("fault.absent"); got != "⟦We can't find that page.⟧" {
		t.Errorf("pseudo: %q", got)
	}
}
