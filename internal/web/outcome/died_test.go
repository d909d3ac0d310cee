package outcome_test

import (
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Nobody rings back who has died, and no page waits for it.
func TestOfWhoHasDiedNoPageSaysThatTheyMayRingBack(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := webtest.TellStudy(t, address, webtest.AsGiven)
		sam := w.Six[0]
		at := "/follow-up/" + string(sam.ID())
		rings := func() bool {
			return strings.Contains(webtest.Lines(w.Page(at, w.SignIn(w.Mei.Email))),
				"if they ring back")
		}
		for range 12 {
			if rings() {
				break
			}
			w.Mei.Calls(sam, "within_year", outcome.CallNoAnswer, programme.Date{}, "")
			w.Clock.MoveTo(w.Clock.Now().Add(8 * 24 * time.Hour))
		}
		if !rings() {
			t.Fatal("they were never called often enough")
		}
		w.Lena.Enters(sam, life.Death, "").OK()
		if rings() {
			t.Error("they may ring back after their death")
		}
		if page := webtest.Lines(w.Page(at, w.SignIn(w.Mei.Email))); !strings.Contains(page, "Nothing more to do.") {
			t.Errorf("nothing says that there is no more to do:\n%s", page)
		}
	})
}

// Nobody calls who has died: what was due, or would have been, is closed, and what was done
// stays done.
func TestTheCallsOfWhoHasDiedAreClosed(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := webtest.TellStudyFor(t, address, webtest.AsGiven, 300) // the year isn't over
		sam, jo := w.Six[0], w.Six[1]
		w.Mei.Calls(jo, "after_course", outcome.CallAnswered, programme.Date{}, "").OK()
		w.Mei.Calls(sam, "after_course", outcome.CallWrongNumber, programme.Date{}, "").OK()
		reads := func(p *story.Person, words ...string) {
			t.Helper()
			page := webtest.Lines(w.Page("/follow-up/"+string(p.ID()), w.Blind))
			for _, said := range words {
				if !strings.Contains(page, said) {
					t.Errorf("it doesn't say %q:\n%s", said, page)
				}
			}
			if strings.Contains(page, "Died") != (strings.Contains(words[0], "Died")) ||
				strings.Contains(page, "\nDue\n") || strings.Contains(page, "\nNot due yet\n") != (words[0] == "Not due yet") {
				t.Errorf("it isn't as it should be:\n%s", page)
			}
		}
		reads(sam, "Not due yet", "Wrong number")
		reads(jo, "Not due yet", "Done")
		for _, p := range []*story.Person{sam, jo} {
			w.Lena.Enters(p, life.Death, "").OK()
		}
		reads(sam, "Died before it was done")
		reads(jo, "Died before it was done", "Done")
		if page := webtest.Lines(w.Page("/follow-up/"+string(sam.ID()), w.Blind)); strings.Count(page,
			"Died before it was done") != 2 {
			t.Errorf("one of the two is open:\n%s", page)
		}
	})
}
