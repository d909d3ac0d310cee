package course_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestAWorkersPageBeginsWithTodayAndThenWithAnybodyNew(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Get(ash, "/visits").Is(http.StatusOK).KeepsFrom("People you haven't met yet")
	b.Matches(sam, ash)
	page := b.Get(ash, "/visits").Is(http.StatusOK).Says("People you haven't met yet", "No visit planned", "Plan")
	today, fresh := strings.Index(page.Body, "Today"), strings.Index(page.Body, "met yet")
	if coming := strings.Index(page.Body, "fb-board"); today < 0 || today > fresh || coming < fresh {
		t.Errorf("today is at %d, anybody new at %d, the first board at %d", today, fresh, coming)
	}
	b.Plans(sam, ash)
	b.Get(ash, "/visits").Is(http.StatusOK).Says("People you haven't met yet").KeepsFrom("No visit planned")
}

// Whoever a colleague has visited before is new to the worker who comes after.
func TestWhoeverAnotherWorkerHasMetIsNewToTheNext(t *testing.T) {
	b := webtest.Open(t)
	ash, bo := b.Works("Ash Murray", authz.PeerWorker), b.Works("Bo Lind", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Now = b.Now.Add(2 * time.Hour)
	b.WritesUp(ash, sam, b.Course(sam).Appointments[0].ID, "Tea.")
	b.Get(ash, "/visits").Is(http.StatusOK).KeepsFrom("People you haven't met yet")
	at := "/people/" + string(sam) + "/match/end"
	page := b.Get(b.Lena, at).Is(http.StatusOK)
	end := url.Values{"id": {page.Hidden("id")}, "match": {page.Hidden("match")}, "reason": {"asked_for_another"}}
	webtest.Day(end, "on", "23", "11", "2026")
	b.Post(b.Lena, at, end).Is(http.StatusSeeOther)
	b.Matches(sam, bo)
	b.Get(bo, "/visits").Is(http.StatusOK).Says("People you haven't met yet").KeepsFrom("last")
}
