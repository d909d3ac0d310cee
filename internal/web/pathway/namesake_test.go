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

// Read once, and found by the one name, by both fields together, and as a duplicate.
func TestWhoHasOneNameIsListedAndFoundByIt(t *testing.T) {
	b := webtest.Open(t)
	one := func(form url.Values) {
		form.Set("identity.given_name", "Suharto")
		form.Set("identity.family_name", "Suharto")
	}
	b.Refers(b.Remi, b.North, "Sam", one)
	for _, page := range []string{"/screening", "/board"} {
		b.Get(b.Lena, page).Is(http.StatusOK).Says("Suharto").KeepsFrom("Suharto Suharto")
	}
	for _, typed := range []string{"suharto", "Suharto Suharto", "suh"} {
		b.Post(b.Lena, "/people", url.Values{"find": {typed}}).Is(http.StatusOK).Says("1 person found.", "Suharto")
	}
	again := b.Typed(b.Get(b.Remi, webtest.NewReferralPath(b.North)), "Suharto")
	one(again)
	b.Post(b.Remi, webtest.NewReferralPath(b.North), again).Is(http.StatusConflict).
		Says("They may already be here", "Suharto").KeepsFrom("Suharto Suharto")
}
