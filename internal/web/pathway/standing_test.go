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
		if person.Shapes[programme.Stands(s)] == ui.Neutral || reached[s] == 0 {
			t.Errorf("%s has no shape or no place on the way", s)
		}
	}
}

// Every standing that is no state has words of its own, on every page.
func TestEveryStandingHasItsWords(t *testing.T) {
	v := say.English()
	for _, is := range programme.EveryStands() {
		now := programme.Standing{Is: is, Since: programme.Date{}.AddDays(740000)}
		if person.StandingWords(v, now) == "" || person.Shapes[is] == ui.Neutral ||
			person.Says(v, now, "person.next.", "standing.next.") == "" ||
			becameWords(v, programme.Person{Standing: now}) == "" {
			t.Errorf("%s has no words or no shape", is)
		}
	}
}

// Wanting no more visits tells that there were visits, and so the arm.
func TestTheTeamIsToldOfTakingPartInAStudyAndNoMore(t *testing.T) {
	for _, is := range []programme.Stands{programme.Stands(programme.WithoutVisits), programme.Ended} {
		p := programme.Person{Study: true, Standing: programme.Standing{Is: is}}
		if got := became(p).Is; got != programme.TakingPart {
			t.Errorf("in a study it is told %s", got)
		}
		p.Study = false
		if got := became(p).Is; got != is {
			t.Errorf("in a service it is told %s", got)
		}
	}
}
