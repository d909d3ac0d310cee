package life_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// A worker reads that a supervisor will ring them only where there is one; else whom to ring.
func TestAWorkerIsPromisedASupervisorOnlyWhereThereIsOne(t *testing.T) {
	for _, kind := range []string{"death", "readmission"} {
		for _, supervised := range []bool{true, false} {
			b := webtest.Open(t)
			ash, sam := b.Works("Ash", authz.PeerWorker), b.Refers(b.Remi, b.North, "Sam")
			b.Agrees(sam)
			b.Matches(sam, ash)
			if supervised {
				b.Works("Sue", authz.Supervisor)
			}
			enters(b, b.Lena, sam, kind).Is(http.StatusSeeOther)
			news := b.Get(ash, newsLink(b.Get(b.Lena, "/life"), sam)).Is(http.StatusOK)
			if supervised {
				news.KeepsFrom("the programme lead whenever you like")
				continue
			}
			news.Says("the programme lead whenever you like").
				KeepsFrom("upervisor will", "with your supervisor", "in touch with you")
		}
	}
}
