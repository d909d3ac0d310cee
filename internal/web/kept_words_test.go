package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/web/people"
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

// postsAsThePageHas sends a form as a browser does: its fields one after the other.
func postsAsThePageHas(b *webtest.Bench, who webtest.Member, path, page string, form url.Values) {
	var sent []string
	for _, m := range regexp.MustCompile(`name="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		for _, value := range form[m[1]] {
			sent = append(sent, url.QueryEscape(m[1])+"="+url.QueryEscape(value))
		}
		form.Del(m[1])
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(strings.Join(sent, "&")))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: people.SessionCookie(false), Value: who.Token})
	b.Server.ServeHTTP(httptest.NewRecorder(), r)
}

// Kept words are read in the order of their form, and answers of eligibility under what the
// programme asks.
func TestKeptWordsAreInTheOrderOfTheirForm(t *testing.T) {
	b := webtest.Open(t)
	path := webtest.NewReferralPath(b.North)
	blank := b.Get(b.Remi, path)
	typed := b.Typed(blank, "Sam")
	signsOut(b, b.Remi)
	postsAsThePageHas(b, b.Remi, path, blank.Body, typed)
	remi := signsIn(b, b.Remi, "remi@example.org")
	words := webtest.Words(b.Get(remi, "/kept").Is(http.StatusOK).Body)
	at := strings.Index(words, "Refer somebody")
	asked := []string{"Sam", "Okafor", "28 2 1990", "01632 960123"}
	for _, line := range b.Definition().Eligibility {
		asked = append(asked, line.Text)
	}
	for _, said := range asked {
		next := strings.Index(words[max(at, 0):], said)
		if next < 0 {
			t.Errorf("%q is not where the form asks it in: %s", said, words)
			continue
		}
		at += next
	}
	if strings.Contains(words, "You wrote Yes") || strings.Contains(words, "You wrote No") {
		t.Error("an answer is without its question")
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
