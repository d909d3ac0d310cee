package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"footbridge.org/footbridge/internal/web/webtest"
)

// rawKey is a choice as a form sends it, and nobody reads it.
var rawKey = regexp.MustCompile(`<dd[^>]*>\s*([a-z]+_[a-z_]+|yes|no|undecided)\s*</dd>`)

// What was chosen is read in the words of the form, also where those are shared with other
// forms.
func TestKeptWordsShowWhatWasChosenAsTheFormSaysIt(t *testing.T) {
	b := webtest.Open(t)
	path := webtest.NewReferralPath(b.North)
	form := b.Typed(b.Get(b.Remi, path), "Sam")
	form.Set("contact.email", "sam@example.org")
	form.Set("contact.safe_to_email", "not_asked")
	form.Set("contact.preferred_channel", "undecided")
	form.Set("identity.number_status", "none")
	for _, line := range b.Definition().Eligibility[:1] {
		form.Set("eligibility."+line.Key, "not_sure")
	}
	signsOut(b, b.Remi)
	b.Post(b.Remi, path, form).To("/sign-in")
	remi := signsIn(b, b.Remi, "remi@example.org")
	page := b.Get(remi, "/kept").Is(http.StatusOK).Says("Is it safe to send an email? Not asked", "Not sure",
		"sam@example.org", "01632 960123").KeepsFrom("You wrote none")
	for _, raw := range rawKey.FindAllStringSubmatch(page.Body, -1) {
		t.Errorf("%q is shown", raw[1])
	}
}

// Words of the workbook say which page they were written on, under what it asks there.
func TestKeptWordsOfTheWorkbookNameTheirPage(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) {
		f.Set("contact.email", "sam@example.org")
		f.Set("contact.safe_to_email", "yes")
	})
	b.Agrees(sam)
	me := b.Arrives(sam)
	well := "/workbook/keeping-well/me-when-well"
	form := b.Form(me, well)
	form.Set("well_words", "loud and chatty")
	signsOut(b, me)
	b.Post(me, well, form).To("/sign-in")
	me = b.Arrives(sam)
	b.Get(me, "/kept").Is(http.StatusOK).Says("Workbook: Me, when I'm well",
		"Three words for me when I'm well loud and chatty")
}
