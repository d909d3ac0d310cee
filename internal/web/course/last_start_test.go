package course_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Their worker is asked for no first visit on a day that has passed: their list and their
// visits say the same.
func TestALastDayToStartThatHasPassedIsSaidToHavePassed(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	for name, c := range map[string]struct{ day, says, keeps string }{
		"Past": {"25", "The last day to start for all of them to fit was 22 November 2026.", "has to be on or before 22"},
		"Last": {"26", "For all of them to fit, the first has to be on or before 23 November 2026.", "to fit was 23"},
	} {
		x := b.Refers(b.Remi, b.North, name, webtest.Discharged(c.day, "10"))
		b.Agrees(x)
		b.Matches(x, ash)
		for _, page := range []string{"/visits", "/people/" + string(x) + "/visits"} {
			b.Get(ash, page).Is(http.StatusOK).Says(c.says).KeepsFrom(c.keeps)
		}
	}
}
