package pathway_test

import (
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/web/webtest"
)

func TestTwoWhoWaitUnderOneNameAreToldApartOnTheListAndTheBoard(t *testing.T) {
	b := webtest.Open(t)
	b.Refers(b.Remi, b.North, "Sam")
	b.Get(b.Lena, "/screening").Is(http.StatusOK).Says("Sam Okafor").KeepsFrom("Sam Okafor, born")
	b.Refers(b.Remi, b.North, "Sam", func(form url.Values) { webtest.Day(form, "identity.birth_date", "28", "2", "1991") })
	b.Get(b.Lena, "/screening").Is(http.StatusOK).Says("Sam Okafor, born")
	b.Get(b.Lena, "/board").Is(http.StatusOK).Says("Sam Okafor, born")
	b.Get(b.Remi, "/teams/"+string(b.North)+"/referrals").Is(http.StatusOK).Says("Sam Okafor, born")
}

// The other one may be on another page, or in a list of its own.
func TestWhoSharesANameWithSomebodyWhoIsNotListedIsToldApartToo(t *testing.T) {
	b := webtest.Open(t)
	b.Accepts("Sam")
	b.Get(b.Remi, "/teams/"+string(b.North)+"/referrals?state=accepted").Is(http.StatusOK).Says("Sam Okafor").
		KeepsFrom("Sam Okafor, born")
	b.Refers(b.Remi, b.North, "SAM ", func(form url.Values) {
		webtest.Day(form, "identity.birth_date", "28", "2", "1991")
	})
	b.Get(b.Remi, "/teams/"+string(b.North)+"/referrals?state=accepted").Is(http.StatusOK).
		Says("Sam Okafor, born").KeepsFrom("1991")
	b.Get(b.Lena, "/screening").Is(http.StatusOK).Says("SAM Okafor, born").KeepsFrom("Sam Okafor, born")
}
