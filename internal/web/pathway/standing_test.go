package pathway

import (
	"testing"

	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

func TestEveryStateHasItsWordsForEverybodyWhoSeesIt(t *testing.T) {
	for _, s := range programme.States() {
		for _, key := range []string{"referral.state.", "referral.became.", "person.next.", "home.where.", "home.next."} {
			if !say.Has(key + string(s)) {
				t.Errorf("%s%s is not said", key, s)
			}
		}
		if person.Shapes[s] == ui.Neutral || reached[s] == 0 {
			t.Errorf("%s has no shape or no place on the way", s)
		}
	}
}

// Wanting no more visits tells that there were visits, and so the arm.
func TestTheTeamIsToldOfTakingPartInAStudyAndNoMore(t *testing.T) {
	p := programme.Person{Study: true, State: programme.WithoutVisits}
	if got := became(p); got != programme.Consented {
		t.Errorf("in a study it is told %s", got)
	}
	p.Study = false
	if got := became(p); got != programme.WithoutVisits {
		t.Errorf("in a service it is told %s", got)
	}
}
