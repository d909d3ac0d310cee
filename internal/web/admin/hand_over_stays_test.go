package admin_test

import (
	"context"
	"net/http"
	"net/url"
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

// Somebody on hold goes to no colleague: the page says so, and offers none where there is
// nobody else. Of somebody whose visits had ended their page says who was to visit them.
func TestWhoHandsOverReadsOfWhomNobodyCanTake(t *testing.T) {
	b := webtest.Open(t)
	ash, _ := b.Works("Ash", authz.PeerWorker), b.Works("Gus", authz.PeerWorker)
	sam, kim := b.Refers(b.Remi, b.North, "Sam"), b.Refers(b.Remi, b.North, "Kim")
	for _, x := range []id.Participant{sam, kim} {
		b.Agrees(x)
		b.Matches(x, ash)
	}
	ctx, today := context.Background(), programme.Of(b.Now, time.UTC)
	b.Ok(b.Care.EnterLife(ctx, b.Lena.Actor, sam, life.Event{ID: kernel.NewID[id.LifeEvent](b.K, "ill"),
		Kind: life.Readmission, On: today}, true))
	b.Ok(b.Care.EndVisits(ctx, b.Lena.Actor, kim, course.Ending{ID: kernel.NewID[id.Ending](b.K, "over"),
		Kind: course.EndedSooner, On: today}, true))
	page := "/workers/" + string(ash.Actor.Account) + "/hand-over"
	b.Get(b.Lena, page).Is(http.StatusOK).Says("They visit 1 person.", "1 person is on hold.",
		"and hear of this then.", "Nobody yet").
		KeepsFrom("Gus", "Can take")
	b.Twice(b.Lena, page, url.Values{"to": {"board"}}, "/workers/"+string(ash.Actor.Account))
	b.Get(b.Lena, "/people/"+string(kim)+"/visits").Is(http.StatusOK).Says("Ash was to visit them.").
		KeepsFrom("Nobody visits them", "Not told yet")
	b.Verify()
}
