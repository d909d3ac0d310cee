package pathway_test

import (
	"net/http"
	"net/url"
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

// Of somebody who has died nothing is still to come, and nobody else decided about them.
func TestNothingIsToComeForSomebodyWhoHasDied(t *testing.T) {
	b := webtest.Open(t)
	for name, invited := range map[string]bool{"Sam": false, "Jo": true} {
		sam := b.Refers(b.Remi, b.North, name)
		record := "/people/" + string(sam)
		if invited {
			b.Agrees(sam)
		}
		b.Get(b.Lena, record).Is(http.StatusOK).Says("Discharge , done")
		b.Ok(b.Care.EnterLife(t.Context(), b.Lena.Actor, sam, life.Event{ID: kernel.NewID[id.LifeEvent](b.K, "death"),
			Kind: life.Death, On: programme.Of(b.Now, time.UTC)}, true))
		b.Get(b.Lena, record).Is(http.StatusOK).Says("Referral , done", "ended here").KeepsFrom(", now", ", to come")
		if !invited {
			b.Get(b.Lena, record+"/screening").Is(http.StatusConflict).KeepsFrom("Somebody else")
		}
	}
}

// Of somebody who moved away, and whose referral waits again, the record says what is asked.
func TestTheReferralOfSomebodyWhoIsAwayCanBeDecidedOnceItWaitsAgain(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Accepts("Sam")
	b.Ok(b.Care.EnterLife(t.Context(), b.Lena.Actor, sam, life.Event{ID: kernel.NewID[id.LifeEvent](b.K, "moves"),
		Kind: life.MovingAway, On: programme.Of(b.Now, time.UTC)}, false))
	takesBack(t, b, sam, "screening")
	record := "/people/" + string(sam)
	b.Get(b.Lena, "/screening").Is(http.StatusOK).Says("Sam Okafor")
	b.Get(b.Lena, record).Is(http.StatusOK).Says("Away since", "The referral is waiting for a decision.").
		KeepsFrom("so any visits wait").Link(record + "/screening")
	b.Get(b.Lena, record+"/screening").Is(http.StatusOK)
}

// Nor of somebody whom the service declined, or who said no.
func TestNothingIsToComeForSomebodyWhoWasDeclined(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	record := "/people/" + string(sam)
	b.Get(b.Lena, record).Says("Decision , now", "Invitation , to come", "Their answer , to come")
	b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	b.Get(b.Lena, record).Says("Decision , ended here").KeepsFrom(", to come")
}
