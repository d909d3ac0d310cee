package course_test

import (
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Only among those who are being visited, and in no address.
func TestTheLeadFindsSomebodyInTheCaseloadsByName(t *testing.T) {
	b := webtest.Open(t)
	ash, sam := b.Works("Ash Murray", authz.PeerWorker), b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Refers(b.Remi, b.North, "Samuel")
	for _, typed := range []string{"sam ok", "okafor 28 2 1990"} {
		b.Post(b.Lena, "/caseloads", url.Values{"find": {typed}}).Is(http.StatusOK).
			Says("1 person found.", "Sam Okafor", "Ash Murray", "Show everything").KeepsFrom("Samuel")
	}
	b.Post(b.Lena, "/caseloads", url.Values{"find": {"nobody"}}).Is(http.StatusOK).KeepsFrom("Sam Okafor")
	b.Post(ash, "/caseloads", url.Values{"find": {"sam"}}).Is(http.StatusNotFound)
}
