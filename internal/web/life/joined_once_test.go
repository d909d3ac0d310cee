package life_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// One person died: who supervises isn't written to once for each of their records, in two
// messages that say the same.
func TestADeathOfSomebodyWithTwoRecordsIsToldToTheSupervisorOnce(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	b.Works("Sue", authz.Supervisor)
	declined, samuel := visited(b, ash)
	b.Sends()
	told, worker := len(b.SentAll("sue@example.org")), len(b.SentAll("ash@example.org"))
	enters(b, b.Lena, declined, "death").Is(http.StatusSeeOther)
	b.Sends()
	if n := len(b.SentAll("sue@example.org")) - told; n != 1 {
		t.Errorf("the supervisor was sent %d messages", n)
	}
	if n := len(b.SentAll("ash@example.org")) - worker; n != 1 {
		t.Errorf("the worker who visited them was sent %d messages", n)
	}
	b.Get(b.Lena, "/people/"+string(samuel)).Is(http.StatusOK).Says("Died on 22 November 2026")
	b.Verify()
}
