package course_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestWhoDiedBeforeTheirFirstVisitIsNotSaidToHaveBeenVisited(t *testing.T) {
	b := webtest.Open(t)
	bronwen := b.Works("Bronwen Tate", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, bronwen)
	at := "/people/" + string(sam)
	says(b, b.Lena, sam, "death", "23", "11", "").Is(http.StatusSeeOther)
	for _, path := range []string{at, at + "/visits"} {
		b.Get(b.Lena, path).Is(http.StatusOK).Says("Bronwen Tate was to visit them").KeepsFrom("Bronwen Tate visited them")
	}
}
