package course_test

import (
	"net/http"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// leftAlone is somebody whose ten visits were cancelled on the morning of the first, when
// their match with ash ended.
func leftAlone(t *testing.T) (b *webtest.Bench, sam id.Participant, ash webtest.Member) {
	t.Helper()
	b = webtest.Open(t)
	ash = b.Works("Ash Murray", authz.PeerWorker)
	sam = b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Now = b.Now.Add(time.Minute)
	at := "/people/" + string(sam) + "/match/end"
	b.Post(b.Lena, at, b.Form(b.Lena, at)).Is(http.StatusSeeOther)
	b.Now = b.Now.Add(time.Minute)
	return b, sam, ash
}

func TestADayThatIsPlannedAgainIsNoLongerAChangeByOthers(t *testing.T) {
	b, sam, ash := leftAlone(t)
	b.Matches(sam, ash)
	b.Get(ash, "/visits").Is(http.StatusOK).Says("Changed by others", "Cancelled: Monday 30 November 2026, 10:00")
	b.PlansAt("10am", sam, ash)
	b.Get(ash, "/visits").Is(http.StatusOK).KeepsFrom("Changed by others", "Cancelled")
}

func TestWhatWasCancelledBeforeAWorkersTimeIsNotOfTheirDay(t *testing.T) {
	b, sam, ash := leftAlone(t)
	bo := b.Works("Bo Lind", authz.PeerWorker)
	b.Matches(sam, bo)
	b.Get(bo, "/visits").Is(http.StatusOK).Says("Today").KeepsFrom("Cancelled", "10:00")
	b.Get(ash, "/visits").Is(http.StatusOK).KeepsFrom("Sam")
}
