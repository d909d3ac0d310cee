package pathway_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/webtest"
)

// happens enters k for sam today.
func happens(t *testing.T, b *webtest.Bench, sam id.Participant, k life.Kind) {
	t.Helper()
	b.Ok(b.Care.EnterLife(t.Context(), b.Lena.Actor, sam, life.Event{
		ID: kernel.NewID[id.LifeEvent](b.K, string(k)+b.Now.String()), Kind: k, On: programme.Of(b.Now, time.UTC)}, true))
}

// A pause ends nothing, and it stays readable with its days once visits have ended.
func TestWhatHadEverythingWaitIsReadWithItsDaysAndEndsNothing(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	record := "/people/" + string(sam)
	happens(t, b, sam, life.MovingAway)
	b.Get(b.Lena, record).Is(http.StatusOK).Says("Away since 23 November 2026 , now").
		KeepsFrom("ended here")
	b.Now = b.Now.AddDate(0, 0, 2)
	happens(t, b, sam, life.GoingOn)
	b.Now = b.Now.AddDate(0, 0, 2)
	happens(t, b, sam, life.Readmission)
	b.Lena.Token = b.SignIn("lena@example.org")
	b.Get(b.Lena, record).Is(http.StatusOK).Says("Lived elsewhere , done 23 November 2026 to 25 November 2026",
		"On hold since 27 November 2026 , now").KeepsFrom("ended here")
	b.Ok(b.Care.EndVisits(t.Context(), ash.Actor, sam, course.Ending{ID: kernel.NewID[id.Ending](b.K, "end"),
		Kind: course.EndedLife, On: programme.Of(b.Now, time.UTC)}, true))
	b.Get(b.Lena, record).Is(http.StatusOK).Says("On hold , now Since 27 November 2026")
}

func TestWhoWasDeclinedAndDiedHasOneEnd(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	happens(t, b, sam, life.Death)
	page := b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).Says("Decision , done")
	if n := strings.Count(webtest.Words(page.Body), "ended here"); n != 1 {
		t.Errorf("it ended %d times", n)
	}
}

// Who moves away has until the day before, on the board too.
func TestTheBoardCountsUpToTheLastDayBeforeAMove(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Get(b.Lena, "/board").Is(http.StatusOK).Says("18 December 2026", "25 days left")
	b.Ok(b.Care.EnterLife(t.Context(), b.Lena.Actor, sam, life.Event{ID: kernel.NewID[id.LifeEvent](b.K, "moves"),
		Kind: life.MovingAway, On: programme.Of(b.Now, time.UTC).AddDays(1)}, true))
	b.Get(b.Lena, "/board").Is(http.StatusOK).Says("First visit due by 23 November 2026",
		"Today is the last day to start").
		KeepsFrom("18 December 2026", "25 days left")
}
