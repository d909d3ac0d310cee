package course_test

import (
	"net/http"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestAWorkersPageBeginsWithTodayAndThenWithAnybodyNew(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Get(ash, "/visits").Is(http.StatusOK).KeepsFrom("People you haven't met yet")
	b.Matches(sam, ash)
	page := b.Get(ash, "/visits").Is(http.StatusOK).Says("People you haven't met yet", "No visit planned", "Plan")
	today, fresh := strings.Index(page.Body, "Today"), strings.Index(page.Body, "met yet")
	if coming := strings.Index(page.Body, "fb-board"); today < 0 || today > fresh || coming < fresh {
		t.Errorf("today is at %d, anybody new at %d, the first board at %d", today, fresh, coming)
	}
	b.Plans(sam, ash)
	b.Get(ash, "/visits").Is(http.StatusOK).Says("People you haven't met yet").KeepsFrom("No visit planned")
}
