package course_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Somebody who had asked for another worker and died is not to be talked with.
func TestNobodyIsToTalkWithSomebodyWhoDiedAboutAnotherWorker(t *testing.T) {
	b := webtest.Open(t)
	ash, sam := b.Works("Ash Murray", authz.PeerWorker), b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	themselves := b.Arrives(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Post(themselves, "/my-visits/another", b.Opens(themselves, "/my-visits/another")).To("/my-visits")
	visits := "/people/" + string(sam) + "/visits"
	b.Get(b.Lena, visits).Is(http.StatusOK).Says("Talk with them first")
	says(b, b.Lena, sam, "death", "23", "11", "").Is(http.StatusSeeOther)
	b.Get(b.Lena, visits).Is(http.StatusOK).KeepsFrom("has asked for another worker", "Talk with them first",
		"keep the same worker")
	b.Verify()
}
