package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/people"
	"footbridge.org/footbridge/internal/web/person"
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

// Kept answers of a consent are read under what was asked, with staff and by the person.
func TestKeptAnswersOfAConsentStandUnderTheirQuestions(t *testing.T) {
	b := webtest.Open(t)
	cora, sam := b.Works("Cora", authz.Coordinator), b.Accepts("Sam")
	b.Invites(sam)
	me := b.Arrives(sam)
	staffs, own := b.Answers(b.Form(cora, webtest.ConsentPath(sam, "record"))), b.Answers(b.Form(me, "/my-consents/agree"))
	signsOut(b, cora)
	signsOut(b, me)
	b.Post(cora, webtest.ConsentPath(sam, "record"), staffs).To("/sign-in")
	b.Post(me, "/my-consents/agree", own).To("/sign-in")
	for _, who := range []webtest.Member{signsIn(b, cora, "cora@example.org"), b.Arrives(sam)} {
		page := b.Get(who, "/kept").Is(http.StatusOK).KeepsFrom("You wrote Yes", "You wrote No")
		for _, item := range b.Definition().Consent {
			page.Says(item.Text)
		}
	}
}

// Buttons' names are nobody's words, and what was chosen of the programme's own lists is read as
// the form had it.
func TestKeptWordsAreNoMachineValues(t *testing.T) {
	b := webtest.Open(t)
	lou, ash := b.Works("Lou", authz.Lead), b.Works("Ash", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) {
		f.Set("contact.email", "sam@example.org")
		f.Set("contact.safe_to_email", "yes")
	})
	decision := webtest.DecisionPath(b.Refers(b.Remi, b.North, "Jo"))
	clearance := person.WorkerPath(ash.Actor.Account) + "/clearance"
	b.Agrees(sam)
	me := signsIn(b, b.Arrives(sam), "sam@example.org")
	well := "/workbook/keeping-well/me-when-well"
	page, declines, clears := b.Form(me, well), b.Form(b.Lena, decision), b.Form(lou, clearance)
	page.Set("well_words", "loud")
	page.Set("press", "add:well_seen")
	page.Set("onward", well)
	declines.Set("verdict", "decline")
	declines.Set("reason", b.Definition().DeclineReasons[0].Key)
	declines.Set("note", "No room")
	clears.Set("key", b.Definition().Workers.Clearances[0].Key)
	for _, f := range []struct {
		who         webtest.Member
		email, path string
		form        url.Values
		says        string
	}{
		{me, "sam", well, page, "Three words for me when I'm well loud"},
		{b.Lena, "lena", decision, declines, "If you decline, why? " + b.Definition().DeclineReasons[0].Text},
		{lou, "lou", clearance, clears, b.Definition().Workers.Clearances[0].Text},
	} {
		signsOut(b, f.who)
		b.Post(f.who, f.path, f.form).To("/sign-in")
		said := b.Get(signsIn(b, f.who, f.email+"@example.org"), "/kept").Is(http.StatusOK).Says(f.says).
			KeepsFrom("add:", "You wrote")
		for _, raw := range rawKey.FindAllStringSubmatch(said.Body, -1) {
			t.Errorf("%s: %q is shown", f.path, raw[1])
		}
	}
}

// Each button under Not saved yet is read aloud with the form it is for.
func TestButtonsOfKeptWordsNameTheirForm(t *testing.T) {
	b, ash, sam, path, typed := aVisitedPerson(t)
	wrong := "/people/" + string(sam) + "/wrong-details"
	doubt := b.Form(ash, wrong)
	doubt.Set("note", "It is 01632 960555")
	signsOut(b, ash)
	b.Post(ash, path, typed).To("/sign-in")
	b.Post(ash, wrong, doubt).To("/sign-in")
	ash = signsIn(b, ash, "ash@example.org")
	page := webtest.Words(b.Get(ash, "/kept").Is(http.StatusOK).Body)
	for _, label := range []string{"Put it back in the form ", "Throw it away "} {
		for _, what := range []string{"I'm worried about this person, Sam Okafor,", "Something is wrong, Sam Okafor,"} {
			if n := strings.Count(page, label+what+" Written on "); n != 1 {
				t.Errorf("%s%s is read aloud %d times in: %s", label, what, n, page)
			}
		}
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
	me := signsIn(b, b.Arrives(sam), "sam@example.org") // a card alone opens no workbook
	well := "/workbook/keeping-well/me-when-well"
	form := b.Form(me, well)
	form.Set("well_words", "loud and chatty")
	signsOut(b, me)
	sent := b.Post(me, well, form)
	sent.To("/sign-in")
	b.Get(webtest.Member{Cookies: sent.Cookies()}, "/sign-in").Says("before this page was saved", "is not lost").
		KeepsFrom("told", "ring") // it is theirs alone
	me = signsIn(b, me, "sam@example.org")
	b.Get(me, "/kept").Is(http.StatusOK).Says("Workbook: Me, when I'm well",
		"Three words for me when I'm well loud and chatty")
}

// What a form carries unseen is nobody's words.
func TestKeptWordsHoldNothingThatNobodyTyped(t *testing.T) {
	b := webtest.Open(t)
	ash, cora := b.Works("Ash", authz.PeerWorker), b.Works("Cora", authz.Coordinator)
	mei := b.Works("Mei", authz.Coordinator)
	sam, jo := b.Refers(b.Remi, b.North, "Sam"), b.Accepts("Jo")
	b.Agrees(sam)
	b.Matches(sam, ash)
	for _, f := range []struct {
		by          webtest.Member
		email, path string
	}{
		{mei, "mei", "/people/" + string(sam) + "/life"}, {b.Remi, "remi", "/people/" + string(sam) + "/put-right/contact"},
		{cora, "cora", "/people/" + string(jo) + "/consent/invite"},
		{b.Lena, "lena", "/workers/" + string(ash.Actor.Account) + "/hand-over"},
	} {
		form := b.Opens(f.by, f.path)
		carried := map[string]bool{}
		for _, m := range webtest.HiddenField.FindAllStringSubmatch(b.Get(f.by, f.path).Body, -1) {
			carried[m[2]] = true
		}
		for name, value := range map[string]string{"kind": "moving_away", "note": "To Leeds", "why": "A new number",
			"how": "in_person", "to": "board"} {
			form.Set(name, value)
		}
		signsOut(b, f.by)
		b.Post(f.by, f.path, form).To("/sign-in")
		page := b.Get(signsIn(b, f.by, f.email+"@example.org"), "/kept").Is(http.StatusOK)
		shown := regexp.MustCompile(`<dd[^>]*>\s*([^<]*?)\s*</dd>`).FindAllStringSubmatch(page.Body, -1)
		for _, m := range shown {
			if carried[m[1]] {
				t.Errorf("%s: %q is shown", f.path, m[1])
			}
		}
		if len(shown) == 0 {
			t.Errorf("%s: nothing is shown", f.path)
		}
	}
}
