package outcome_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/webtest"
)

const mark = "May be wrong, noted"

// It reaches those who put details right, without what the caller wrote, and stands
// beside the number until it was put right.
func TestAWrongNumberReachesThoseWhoPutItRightAndIsMarkedWhereItIsRung(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := webtest.TellStudy(t, address, webtest.AsGiven)
		sam := w.Six[0]
		record, details := "/people/"+string(sam.ID()), "/follow-up/"+string(sam.ID())
		marked := func(when string, want bool) {
			t.Helper()
			for path, token := range map[string]string{
				record: w.Lead, record + "/visits": w.Lead, details: w.Blind, "/follow-up": w.Blind,
				w.CallForms(sam)[0]: w.Blind, record + "/wrong-details": w.Blind,
			} {
				if got := strings.Contains(webtest.Lines(w.Page(path, token)), mark); got != want {
					t.Errorf("%s, %s: marked is %v", when, path, got)
				}
			}
		}
		marked("at first", false)
		w.Mei.Calls(sam, outcomeOf(w, sam, 0), outcome.CallWrongNumber, programme.Date{}, "a baker's shop").OK()
		marked("after the call", true)
		list := webtest.Lines(w.Page("/wrong-details", w.Lead))
		if !strings.Contains(list, "A phone number is wrong") || strings.Contains(list, "baker") {
			t.Errorf("the lead reads\n%s", list)
		}
		w.Mei.TakesBackTheCall(sam, outcomeOf(w, sam, 0)).OK()
		marked("when there was no such call", false)

		w.Mei.Calls(sam, outcomeOf(w, sam, 0), outcome.CallNoAnswer, programme.Date{}, "").OK()
		correct := func(result string) {
			t.Helper()
			_, at, _ := strings.Cut(w.Page(details, w.Blind), `href="`+details+`/calls/`)
			at, _, _ = strings.Cut(at, `"`)
			form := url.Values{"id": {webtest.HiddenID(w.Page(details+"/calls/"+at, w.Blind))}, "result": {result},
				"on.day": {"27"}, "on.month": {"1"}, "on.year": {"2028"}, "at": {"9.15"}, "in_error": {"no"}}
			for range 2 { // the second tap
				if code, body := w.Ask(http.MethodPost, details+"/calls/"+at, w.Blind, form); code != http.StatusSeeOther {
					t.Fatalf("answered %d %s", code, webtest.Lines(body))
				}
			}
		}
		correct("wrong_number")
		marked("when it was a wrong number after all", true)
		w.Lena.PutsRight(sam, pathway.AboutContact, "Her sister rang", func(k *pathway.Known) {
			k.Contact.Phone = "07700 900888"
		}).OK()
		marked("when it was put right", false)
		correct("wrong_number") // only the note is another
		marked("when an old call is corrected", false)
	})
}

// That a supervisor said so may tell that there are visits.
func TestAnAssessorReadsNothingOfTheDoubtOfASupervisor(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := webtest.TellStudy(t, address, webtest.AsGiven)
		sam, ruth := w.Six[0], w.Supervisor("Ruth Castellano")
		ruth.Doubts(sam, pathway.WrongPhone, "").OK()
		for _, token := range []string{w.Lead, w.SignIn(ruth.Email)} {
			if page := w.Page("/people/"+string(sam.ID()), token); !strings.Contains(page, mark) {
				t.Error("who may know of visits isn't told")
			}
		}
		for _, path := range []string{"/follow-up", "/follow-up/" + string(sam.ID()), w.CallForms(sam)[0]} {
			if strings.Contains(w.Page(path, w.Blind), mark) {
				t.Errorf("%s tells of it", path)
			}
		}
	})
}
