package people_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

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

// What somebody never had can't be ended by them: nothing is said to have been, and nothing is in
// the trail. What was theirs and has ended is, as often as they press.
func TestNobodyEndsASessionOrAPhoneThatIsNotTheirs(t *testing.T) {
	b := webtest.Open(t)
	sam, jo := b.ByCard(b.Refers(b.Remi, b.North, "Sam")), b.ByCard(b.Refers(b.Remi, b.North, "Jo"))
	phone := comesWith(t, chooses(b, sam, chosen()))
	here := webtest.Member{Cookies: append(types(b, phone, myNumber).Cookies(), phone.Cookies...)}
	devices := b.Get(here, "/devices").Is(http.StatusOK)
	for path, form := range map[string]url.Values{
		"/devices/end":       {"session": {devices.Hidden("session")}},
		"/devices/end-phone": {"phone": {devices.Hidden("phone")}},
	} {
		before, err := b.K.Verify(t.Context(), nil)
		b.Ok(err)
		b.Post(jo, path, form).Is(http.StatusNotFound)
		if after, err := b.K.Verify(t.Context(), nil); err != nil || after.Entries != before.Entries {
			t.Errorf("%s: %d entries, and then %d, %v", path, before.Entries, after.Entries, err)
		}
		b.Get(here, "/devices").Is(http.StatusOK).Says("Forget this phone")
	}
	b.Now = b.Now.Add(time.Minute)
	other := webtest.Member{Cookies: types(b, phone, myNumber).Cookies()}
	own := url.Values{"session": {b.Get(other, "/devices").Hidden("session")}} // the newest is first
	for range 2 {
		b.Post(here, "/devices/end", own).To("/devices")
	}
	b.Get(other, "/devices").To("/sign-in/number")
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
