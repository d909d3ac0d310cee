package outcome_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestACallIsRecordedAndCorrectedWithWhatWasTypedKept(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := webtest.TellStudy(t, address, webtest.AsGiven)
		sam := w.Six[0]
		at, list := "/follow-up/"+string(sam.ID()), func() string {
			return webtest.Lines(w.Page("/follow-up?list=later", w.Blind))
		}
		form := w.CallForms(sam)[0]
		typed := url.Values{
			"id": {webtest.HiddenID(w.Page(form, w.Blind))}, "result": {"later"}, "on.day": {"31"}, "on.month": {"2"},
			"on.year": {"2027"}, "at": {"half past"},
			"call_on.day": {"9"}, "call_on.month": {"3"}, "call_on.year": {"2028"}, "note": {"After <b>ten</b>"},
		}
		says := func(code int, body string, what ...string) {
			t.Helper()
			if code != http.StatusUnprocessableEntity {
				t.Errorf("answered %d", code)
			}
			for _, s := range what {
				if !strings.Contains(webtest.Lines(body), s) {
					t.Errorf("it doesn't say %q", s)
				}
			}
			if strings.Contains(body, "<b>ten") || !strings.Contains(body, "After &lt;b&gt;ten&lt;/b&gt;") {
				t.Error("what was typed is not kept as it was")
			}
		}
		code, body := w.Ask(http.MethodPost, form, w.Blind, typed)
		says(code, body, "There is a problem")
		typed.Set("on.day", "27")
		typed.Set("on.month", "1")
		typed.Set("on.year", "2028")
		code, body = w.Ask(http.MethodPost, form, w.Blind, typed)
		says(code, body, "There is a problem")
		typed.Set("at", "9.15")
		typed.Set("call_on.year", "2027")
		code, body = w.Ask(http.MethodPost, form, w.Blind, typed)
		says(code, body, "The day they asked for must be after the call.")
		typed.Set("call_on.year", "2028")
		for range 2 { // the second tap
			if code, _ := w.Ask(http.MethodPost, form, w.Blind, typed); code != http.StatusSeeOther {
				t.Fatalf("answered %d", code)
			}
		}
		page := w.Page(at, w.Blind)
		if n := strings.Count(webtest.Lines(page), "Asked us to call on 9 March 2028"); n != 1 ||
			!strings.Contains(list(), "Call on 9 March 2028.") {
			t.Errorf("the call is there %d times", n)
		}

		_, correct, _ := strings.Cut(page, `href="`+at+`/calls/`)
		correct, _, _ = strings.Cut(correct, `"`)
		correct = at + "/calls/" + correct
		if !strings.Contains(w.Page(correct, w.Blind), `value="later" checked`) {
			t.Error("the form doesn't open with what was entered")
		}
		typed.Set("id", webtest.HiddenID(w.Page(correct, w.Blind)))
		typed.Set("in_error", "yes")
		if code, _ := w.Ask(http.MethodPost, correct, w.Blind, typed); code != http.StatusSeeOther {
			t.Fatalf("answered %d", code)
		}
		if page := webtest.Lines(w.Page(at, w.Blind)); !strings.Contains(page, "Entered in error") ||
			strings.Contains(list(), "9 March 2028") {
			t.Error("what was taken back still counts")
		}
		code, body = w.Ask(http.MethodPost, correct, w.Blind, typed)
		if code != http.StatusSeeOther {
			t.Errorf("the second tap of a correction: %d %s", code, webtest.Lines(body))
		}

		typed.Set("id", webtest.HiddenID(w.Page(form, w.Blind)))
		typed.Set("result", "no_answer") // and the day to call again is no longer asked
		typed.Del("in_error")
		if code, body := w.Ask(http.MethodPost, form, w.Blind, typed); code != http.StatusSeeOther {
			t.Errorf("a day that is no longer asked: %d %s", code, webtest.Lines(body))
		}

		w.Mei.Calls(sam, outcomeOf(w, sam, 0), outcome.CallAnswered, programme.Date{}, "").OK()
		typed.Set("id", strings.Repeat("0", 26))
		typed.Del("in_error")
		if code, body := w.Ask(http.MethodPost, form, w.Blind, typed); code != http.StatusConflict ||
			!strings.Contains(body, "This follow-up needs no more calls") {
			t.Errorf("a call to somebody who has answered: %d", code)
		}
		kept := webtest.Words(w.Page("/kept", w.Blind))
		for _, said := range []string{"A follow-up call", "Things had changed before you sent this"} {
			if !strings.Contains(kept, said) || strings.Contains(kept, "no longer open to you") {
				t.Errorf("what could not be saved says not %q: %s", said, kept)
			}
		}
		for _, who := range []string{w.Lead, ""} {
			if code, _ := w.Ask(http.MethodGet, form, who, nil); code == http.StatusOK {
				t.Error("the form opens to somebody else")
			}
		}
	})
}

func outcomeOf(w *webtest.World, p *story.Person, i int) string {
	f, a := w.Mei.FollowsUp(p)
	a.OK()
	return f.FollowUps[i].Outcome
}
