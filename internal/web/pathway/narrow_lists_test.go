package pathway_test

import (
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestConsentsAndTheBoardAreNarrowedToOneTeam(t *testing.T) {
	b := webtest.Open(t)
	cora := b.Works("Cora", authz.Coordinator)
	sam := b.Accepts("Sam") // of the north team
	jo := b.Refers(b.Rhea, b.South, "Jo")
	b.Decides(jo, url.Values{"verdict": {"accept"}})
	for path, who := range map[string]webtest.Member{"/consent": cora, "/board": b.Lena} {
		b.Get(who, path).Is(http.StatusOK).Says("Sam Okafor", "Jo Okafor").KeepsFrom("Only:")
		b.Get(who, path+"?team="+string(b.South)).Is(http.StatusOK).Says("Jo Okafor", "Only: ").KeepsFrom("Sam Okafor")
	}
	b.Invites(sam)
	b.Get(cora, "/consent/thinking").Is(http.StatusOK).Says("Sam Okafor")
	b.Get(cora, "/consent/thinking?team="+string(b.South)).Is(http.StatusOK).Says("Nobody here matches").
		KeepsFrom("Sam Okafor").Link("/consent?team=" + string(b.South))
}
