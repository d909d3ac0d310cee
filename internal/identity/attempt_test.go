package identity

import (
	"testing"
	"time"
)

// Whoever guesses, from however many networks, opens one account in fewer than one in ten
// thousand a day. A limit holds for what was asked for within Within, and a code lives for
// CodeLife: so as many wrong codes as it says fit into each Within less CodeLife.
func TestGuessingOpensFewerThanOneAccountInTenThousandADay(t *testing.T) {
	const wanted = 1.0 / 10_000
	windows := float64(24*time.Hour) / float64(Within-CodeLife)
	odds := func(guesses int) float64 { return float64(guesses) * windows * Places / Codes }
	for what, guesses := range map[string]int{"200 networks": 200 * MaxWrong, "all strangers": AllWrong} {
		if p := odds(guesses); p >= wanted {
			t.Errorf("%s open an account in one of %.0f a day", what, 1/p)
		}
	}
	codes := 1
	for range CodeDigits {
		codes *= 10
	}
	if codes != Codes || MaxTries*MaxAsked < MaxWrong {
		t.Errorf("%d digits are %d codes, not %d; or the limit of wrong codes is never reached", CodeDigits, codes, Codes)
	}
}

// A limit for all is one that strangers spend: it must not hold anybody else back.
func TestWhoIsNoStrangerIsNotHeldBackByAll(t *testing.T) {
	full := Tally{AllAsked: AllAsked, AllWrong: AllWrong}
	if own := (Asker{}); !full.MayAsk(own) || !full.MayTry(own) {
		t.Error("a browser in which somebody signed in before is held back")
	}
	if stranger := (Asker{Stranger: true}); full.MayAsk(stranger) || full.MayTry(stranger) {
		t.Error("strangers have no limit")
	}
	for _, spent := range []Tally{{Again: MaxAgain}, {Asked: MaxAsked}} {
		if spent.MayAsk(Asker{}) {
			t.Errorf("%+v has no limit", spent)
		}
	}
	if (Tally{Wrong: MaxWrong}).MayTry(Asker{}) {
		t.Error("wrong codes have no limit")
	}
}
