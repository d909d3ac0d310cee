package course_test

import (
	"net/http"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/web/webtest"
)

// A visit that was called off is not among those still to come.
func TestACancelledVisitIsNotStillToCome(t *testing.T) {
	b := coveredVisit(t)
	second := b.at + "/visits/" + string(b.Course(b.person).Open()[1].ID) + "/cancel"
	form := b.Opens(b.ash, second)
	form.Set("by", "worker")
	form.Set("reason", "A training day")
	b.Post(b.ash, second, form).Is(http.StatusSeeOther)
	page := webtest.Words(b.Get(b.sam, "/my-visits").Is(http.StatusOK).Says("Still to come", "A training day").Body)
	_, coming, _ := strings.Cut(page, "Still to come")
	coming, cancelled, apart := strings.Cut(coming, "A training day")
	if before, _, _ := strings.Cut(coming, "Cancelled Cancelled"); !apart || strings.Contains(before, "30 November") {
		t.Errorf("it is still to come: %s / %s", before, cancelled)
	}
}
