package pathway_test

import (
	"net/http"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/webtest"
)

// What is taken back of somebody who has died begins nothing again.
func TestTakingBackAfterADeathPromisesNothing(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	undo := "/people/" + string(sam) + "/undo"
	b.Get(b.Lena, undo).Is(http.StatusOK).Says("They are thinking about it again")
	b.Ok(b.Care.EnterLife(t.Context(), b.Lena.Actor, sam, life.Event{ID: kernel.NewID[id.LifeEvent](b.K, "death"),
		Kind: life.Death, On: programme.Of(b.Now, time.UTC)}, true))
	b.Get(b.Lena, undo).Is(http.StatusOK).Says("They have died, so nothing begins again.").
		KeepsFrom("thinking about it again")
}
