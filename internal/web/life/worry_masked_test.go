package life_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Who assesses outcomes may say that they are worried, and may not read what becomes of it.
// Saying so doesn't end in a refusal.
func TestAMaskedCoordinatorWhoRaisesAWorryReadsWhomItGoesTo(t *testing.T) {
	b := webtest.Open(t)
	cleo := b.Hires("Cleo", authz.Coordinator, authz.Assessor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	at := "/people/" + string(sam) + "/worry"
	form := url.Values{"id": {b.Get(cleo, at).Is(http.StatusOK).Hidden("id")}, "urgency": {"today"}, "about": {"health"},
		"words": {"She sounded low."}}
	for range 2 { // the second tap
		saved := b.Post(cleo, at, form)
		saved.To("/")
		if cookie := saved.Header.Get("Set-Cookie"); !strings.Contains(cookie, "worry.saved_masked") {
			t.Errorf("nothing says whom it goes to: %q", cookie)
		}
	}
	b.Get(cleo, b.Get(cleo, "/").Header.Get("Location")).Is(http.StatusOK)
	b.Verify()
}
