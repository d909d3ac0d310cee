package people_test

import (
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/web/webtest"
)

func TestSomebodyReadsWhoGaveThemACardAndWhatBecameOfIt(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	here := b.Arrives(sam)
	b.Get(here, "/devices").Is(http.StatusOK).Says("Sign-in cards", "Programme lead", "Used").KeepsFrom("Lena")
}

func TestWrongCodesAreSaidToWhoeverTheCodeWasSent(t *testing.T) {
	b := webtest.Open(t)
	asked := b.Post(nobody, "/sign-in", url.Values{"email": {"lena@example.org"}})
	stranger := webtest.Member{Cookies: asked.Cookies()}
	b.Sent("lena@example.org")
	b.Post(stranger, "/sign-in/code", url.Values{"code": {"00000 00000"}}).Is(http.StatusUnprocessableEntity)
	b.Get(b.Lena, "/devices").Is(http.StatusOK).Says("Wrong codes", "In the last 30 days")
}

// What a limit answers is the same for everybody, and doesn't say that a code was sent.
func TestAskingTooOftenIsSaidBesideTheAddress(t *testing.T) {
	b := webtest.Open(t)
	var last *webtest.Answer
	for range 6 {
		a := b.Post(nobody, "/sign-in", url.Values{"email": {"nobody@example.org"}})
		last = &a
	}
	last.Is(http.StatusUnprocessableEntity).Says("We can't send another code just now.")
}
