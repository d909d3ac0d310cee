package outcome_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/webtest"
)

const mark = "Doubted on"

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
				record: w.Lead, record + "/visits": w.Lead, details: w.Blind,
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

// A call that reached the person ends what a call before found: until it turns out that
// there was no such call.
func TestANumberIsDoubtedAgainWhenTheCallThatReachedThemIsTakenBack(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := webtest.TellStudy(t, address, webtest.AsGiven)
		sam := w.Six[0]
		doubted := func(when string, want bool) {
			t.Helper()
			for path, token := range map[string]string{"/people/" + string(sam.ID()): w.Lead,
				"/follow-up/" + string(sam.ID()): w.Blind} {
				if got := strings.Contains(webtest.Lines(w.Page(path, token)), mark); got != want {
					t.Errorf("%s, %s: marked is %v", when, path, got)
				}
			}
		}
		reaches := func() {
			t.Helper()
			w.Clock.MoveTo(w.Clock.Now().Add(time.Minute))
			w.Mei.Calls(sam, outcomeOf(w, sam, 0), outcome.CallLater,
				programme.Of(w.Clock.Now().AddDate(0, 0, 3), time.UTC), "").OK()
		}
		w.Mei.Calls(sam, outcomeOf(w, sam, 0), outcome.CallWrongNumber, programme.Date{}, "").OK()
		for range 2 {
			reaches()
			doubted("once they were reached", false)
			w.Mei.TakesBackTheCall(sam, outcomeOf(w, sam, 0)).OK()
			doubted("when there was no such call", true)
		}
		reaches()
		w.Lena.PutsRight(sam, pathway.AboutContact, "Her sister rang", func(k *pathway.Known) {
			k.Contact.Phone = "07700 900888"
		}).OK()
		w.Mei.TakesBackTheCall(sam, outcomeOf(w, sam, 0)).OK()
		doubted("though there is another number since", false)
	})
}

// The address has its mark where the assessor reads it: their own word alone, in a study.
func TestADoubtedAddressIsMarkedForTheAssessorWhoDoubtsIt(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := webtest.TellStudy(t, address, webtest.AsGiven)
		sam, jo, ruth := w.Six[0], w.Six[1], w.Supervisor("Ruth Castellano")
		w.Mei.Doubts(sam, pathway.WrongAddress, "").OK()
		ruth.Doubts(jo, pathway.WrongAddress, "").OK()
		for p, want := range map[*story.Person]bool{sam: true, jo: false} {
			if got := strings.Contains(w.Page("/follow-up/"+string(p.ID()), w.Blind), mark); got != want {
				t.Errorf("marked is %v", got)
			}
		}
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

// Nobody rings again a number that reached somebody else: the follow-up waits, and says
// so, until there is another number. What a supervisor says of it holds nothing back, for
// that would tell of visits.
func TestAFollowUpWaitsWhileItsNumberIsWrong(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := webtest.TellStudy(t, address, webtest.AsGiven)
		sam, jo, ruth := w.Six[0], w.Six[1], w.Supervisor("Ruth Castellano")
		name := sam.Referral.Identity.FullName()
		list := func(which string, words ...string) {
			t.Helper()
			page := webtest.Lines(w.Page("/follow-up?list="+which, w.Blind))
			for _, s := range words {
				if !strings.Contains(page, s) {
					t.Errorf("%s doesn't say %q:\n%s", which, s, page)
				}
			}
		}
		all := "To call now (12)"
		ruth.Doubts(jo, pathway.WrongPhone, "").OK()
		list("now", all, name)
		w.Mei.Calls(sam, outcomeOf(w, sam, 0), outcome.CallWrongNumber, programme.Date{}, "").OK()
		waits := "Wait until the number is put right"
		list("now", "To call now (10)", "Later (0)")
		list("held", "Can't be called now (2)", name, waits, "Wrong number")
		if page := webtest.Lines(w.Page("/follow-up/"+string(sam.ID()), w.Blind)); strings.Count(page, waits) != 2 ||
			strings.Contains(page, "Call on") || !strings.Contains(page, "Record a call") {
			t.Errorf("their page says\n%s", page)
		}
		w.Clock.MoveTo(w.Clock.Now().AddDate(0, 0, 3))
		w.Blind = w.SignIn(w.Mei.Email)
		list("held", "Can't be called now (2)")
		w.Lena.PutsRight(sam, pathway.AboutContact, "Her sister rang", func(k *pathway.Known) {
			k.Contact.Phone = "07700 900888"
		}).OK()
		list("now", all, name)
		list("held", "Can't be called now (0)")
	})
}
