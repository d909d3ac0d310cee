package study_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
)

// callForms are where calls to p are recorded, one for each follow-up.
func (w *world) callForms(p *story.Person) (paths []string) {
	w.t.Helper()
	f, a := w.mei.FollowsUp(p)
	a.OK()
	for _, x := range f.FollowUps {
		paths = append(paths, "/follow-up/"+string(p.ID())+"/calls/"+string(x.ID))
	}
	return paths
}

func TestACallIsRecordedAndCorrectedWithWhatWasTypedKept(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := tell(t, address, asGiven)
		sam := w.sams[0]
		at, list := "/follow-up/"+string(sam.ID()), func() string { return words(w.page("/follow-up", w.blind)) }
		form := w.callForms(sam)[0]
		typed := url.Values{
			"id": {hidden(w.page(form, w.blind))}, "result": {"later"}, "on.day": {"31"}, "on.month": {"2"}, "on.year": {"2027"},
			"at":          {"half past"},
			"call_on.day": {"9"}, "call_on.month": {"10"}, "call_on.year": {"2028"}, "note": {"After <b>ten</b>"},
		}
		says := func(code int, body string, what ...string) {
			t.Helper()
			if code != http.StatusUnprocessableEntity {
				t.Errorf("answered %d", code)
			}
			for _, s := range what {
				if !strings.Contains(words(body), s) {
					t.Errorf("it doesn't say %q", s)
				}
			}
			if strings.Contains(body, "<b>ten") || !strings.Contains(body, "After &lt;b&gt;ten&lt;/b&gt;") {
				t.Error("what was typed is not kept as it was")
			}
		}
		code, body := w.ask(http.MethodPost, form, w.blind, typed)
		says(code, body, "There is a problem")
		typed.Set("on.day", "27")
		typed.Set("on.month", "1")
		typed.Set("on.year", "2028")
		code, body = w.ask(http.MethodPost, form, w.blind, typed)
		says(code, body, "There is a problem")
		typed.Set("at", "9.15")
		typed.Set("call_on.year", "2027")
		code, body = w.ask(http.MethodPost, form, w.blind, typed)
		says(code, body, "The day they asked for has to lie after the call.")
		typed.Set("call_on.year", "2028")
		for range 2 { // the second tap
			if code, _ := w.ask(http.MethodPost, form, w.blind, typed); code != http.StatusSeeOther {
				t.Fatalf("answered %d", code)
			}
		}
		page := w.page(at, w.blind)
		if n := strings.Count(words(page), "Asked for 9 October 2028"); n != 1 ||
			!strings.Contains(list(), "Call on 9 October 2028.") {
			t.Errorf("the call is there %d times", n)
		}

		_, correct, _ := strings.Cut(page, `href="`+at+`/calls/`)
		correct, _, _ = strings.Cut(correct, `"`)
		correct = at + "/calls/" + correct
		if !strings.Contains(w.page(correct, w.blind), `value="later" checked`) {
			t.Error("the form doesn't open with what was entered")
		}
		typed.Set("id", hidden(w.page(correct, w.blind)))
		typed.Set("in_error", "yes")
		if code, _ := w.ask(http.MethodPost, correct, w.blind, typed); code != http.StatusSeeOther {
			t.Fatalf("answered %d", code)
		}
		if page := words(w.page(at, w.blind)); !strings.Contains(page, "Entered by mistake") ||
			strings.Contains(list(), "9 October 2028") {
			t.Error("what was taken back still counts")
		}
		code, body = w.ask(http.MethodPost, correct, w.blind, typed)
		if code != http.StatusSeeOther {
			t.Errorf("the second tap of a correction: %d %s", code, words(body))
		}

		w.mei.Calls(sam, outcomeOf(w, sam, 0), outcome.CallAnswered, programme.Date{}, "").OK()
		typed.Set("id", strings.Repeat("0", 26))
		typed.Del("in_error")
		if code, body := w.ask(http.MethodPost, form, w.blind, typed); code != http.StatusConflict ||
			!strings.Contains(body, "Nobody is to call about this any more") {
			t.Errorf("a call to somebody who has answered: %d", code)
		}
		for _, who := range []string{w.lead, ""} {
			if code, _ := w.ask(http.MethodGet, form, who, nil); code == http.StatusOK {
				t.Error("the form opens to somebody else")
			}
		}
	})
}

func outcomeOf(w *world, p *story.Person, i int) string {
	f, a := w.mei.FollowsUp(p)
	a.OK()
	return f.FollowUps[i].Outcome
}
