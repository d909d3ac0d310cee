package pathway_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Who rings to stop hears on that very call which days are off: where they have no e-mail,
// nothing else tells them. Who may know of no visits reads nothing of them.
func TestWhoTakesDownThatSomebodyStopsReadsWhichDaysAreCancelled(t *testing.T) {
	b := webtest.Open(t)
	ash, cora := b.Works("Ash Murray", authz.PeerWorker), b.Works("Cora", authz.Coordinator)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	stop := webtest.ConsentPath(sam, "stop")
	b.Get(b.Lena, stop).Is(http.StatusOK).KeepsFrom("cancel")
	b.Plans(sam, ash)
	b.Get(b.Lena, stop).Is(http.StatusOK).Says("This cancels 10 planned visits: 23, 30 November, 7, 14",
		"Tell them the days while you speak with them.")
	b.Get(cora, stop).Is(http.StatusOK).Says("Any visits that are planned are cancelled.").KeepsFrom("30 November")
}
