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
