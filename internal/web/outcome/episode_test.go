package outcome_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestAnEpisodeIsRecordedAndCorrectedWithoutScript(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := webtest.TellStudy(t, address, webtest.AsGiven)
		at := "/follow-up/" + string(w.Six[0].ID())
		form := url.Values{
			"id": {webtest.HiddenID(w.Page(at+"/episodes/new", w.Blind))}, "kind": {"hospital_admission"},
			"certainty": {"confirmed"}, "source": {"other"}, "source_note": {"a letter"},
			"started_on.day": {"31"}, "started_on.month": {"2"}, "started_on.year": {"2027"},
			"ended_on.day": {"9"}, "ended_on.month": {"2"}, "ended_on.year": {"2027"},
		}
		code, page := w.Ask(http.MethodPost, at+"/episodes/new", w.Blind, form)
		if code != http.StatusUnprocessableEntity || !strings.Contains(page, `value="31"`) ||
			!strings.Contains(page, "a letter") {
			t.Errorf("a day that isn't: %d, and what was typed is not all there", code)
		}
		form.Set("started_on.day", "3")
		for range 2 {
			if code, _ = w.Ask(http.MethodPost, at+"/episodes/new", w.Blind, form); code != http.StatusSeeOther {
				t.Fatalf("recording answers %d", code)
			}
		}
		list := w.Page(at, w.Blind)
		links := regexp.MustCompile(at+`/episodes/\w+/correct`).FindAllString(list, -1)
		if len(links) != 1 {
			t.Fatalf("%d episodes after the same form twice", len(links))
		}
		mistake := url.Values{"id": {webtest.HiddenID(w.Page(links[0], w.Blind))}, "in_error": {"yes"}, "source": {"record"}}
		if code, _ = w.Ask(http.MethodPost, links[0], w.Blind, mistake); code != http.StatusSeeOther {
			t.Fatalf("correcting answers %d", code)
		}
		again := url.Values{"id": {webtest.HiddenID(w.Page(links[0], w.Blind))}, "in_error": {"yes"}, "source": {"record"}}
		if code, page = w.Ask(http.MethodPost, links[0], w.Blind, again); code != http.StatusUnprocessableEntity ||
			!strings.Contains(page, "Somebody else has corrected this entry") {
			t.Errorf("a second correction answers %d", code)
		}
		if after := w.Page(at, w.Blind); !strings.Contains(after, "Nothing recorded") ||
			!strings.Contains(after, "entered in error") {
			t.Error("what was entered by mistake still counts, or can't be read any more")
		}
		w.Verify()
	})
}

func TestWhereAnEpisodeIsKnownFromIsNeverShownToTheAssessor(t *testing.T) {
	w := webtest.TellStudy(t, storetest.SQLiteMigrated(t, story.Migrated), webtest.AsGiven)
	stay := w.Admitted(0, 100)
	at := "/follow-up/" + string(w.Six[0].ID())
	for _, path := range []string{at, at + "/episodes/" + string(stay) + "/correct"} {
		page := w.Page(path, w.Blind)
		if strings.Contains(page, "heronsong") || strings.Contains(page, `value="referrer" checked`) {
			t.Errorf("%s tells where it is known from", path)
		}
	}
}
