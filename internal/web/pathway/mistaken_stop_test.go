package pathway_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// stoppedByMistake is Sam, of whom the lead recorded that they stop everything, and who has
// visits again since that was taken back; ash is who visits them.
func stoppedByMistake(b *webtest.Bench) (sam id.Participant, ash webtest.Member) {
	sam, ash = b.Refers(b.Remi, b.North, "Sam"), b.Works("Ash", authz.PeerWorker)
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	later(b)
	at, form := stopsIn(b, sam)
	b.Post(b.Lena, at, form).Is(http.StatusSeeOther)
	return sam, ash
}

// Nobody asked for visits to be cancelled that were cancelled by mistake.
func TestAWorkerReadsOfVisitsThatTheyWereCancelledByMistake(t *testing.T) {
	b := webtest.Open(t)
	sam, ash := stoppedByMistake(b)
	first := b.Course(sam).Appointments[1]
	b.Get(ash, "/visits").Says("Asked for by: The participant").KeepsFrom("by mistake")
	takesBack(t, b, sam, "withdrawal")
	again := "Please plan it again. It was cancelled by mistake."
	b.Get(ash, "/visits").Says(again).KeepsFrom("Asked for by")
	b.Get(ash, "/people/"+string(sam)+"/visits/"+string(first.ID)).Says("It was cancelled by mistake.").
		KeepsFrom("Asked for by")
	b.Verify()
}

// Once somebody really stops, neither they nor their worker reads any more of a stop that was a mistake.
func TestNobodyReadsOfAMistakenStopOnceSomebodyStops(t *testing.T) {
	for _, scope := range []string{"from_visits_only", "wholly"} {
		t.Run(scope, func(t *testing.T) {
			b := webtest.Open(t)
			sam, ash := stoppedByMistake(b)
			takesBack(t, b, sam, "withdrawal")
			me := b.Arrives(sam)
			b.Get(me, "/home").Says("by mistake that you wanted to stop")
			later(b)
			form := b.Opens(me, "/my-consents/stop")
			form.Set("scope", scope)
			b.Post(me, "/my-consents/stop", form).Is(http.StatusSeeOther)
			b.Get(me, "/home").Is(http.StatusOK).KeepsFrom("by mistake")
			b.Get(ash, "/visits").Says("Asked for by: The participant").KeepsFrom("by mistake")
			b.Verify()
		})
	}
}
