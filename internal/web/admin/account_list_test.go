package admin_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestAccountsAreNarrowedToARoleATeamAndThoseThatAreClosed(t *testing.T) {
	b := webtest.Open(t)
	admin := b.Works("Adi", authz.Administrator)
	b.Works("Ash Murray", authz.PeerWorker)
	b.Get(admin, "/accounts").Is(http.StatusOK).Says("Ash Murray", "Remi", "Rhea").KeepsFrom("Only:")
	b.Get(admin, "/accounts?role=peer_worker").Is(http.StatusOK).
		Says("1 person", "Ash Murray", "Only: Peer support worker.").KeepsFrom("Remi", "Rhea")
	b.Get(admin, "/accounts?team="+string(b.North)).Is(http.StatusOK).Says("Remi").KeepsFrom("Rhea", "Ash Murray")
	b.Get(admin, "/accounts?account=closed").Is(http.StatusOK).Says("Nobody here matches").KeepsFrom("Remi")
}
