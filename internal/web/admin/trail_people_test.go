package admin_test

import (
	"net/http"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Somebody whom a list shows twice is one person in it.
func TestTheTrailCountsThePeopleOfAListAndNotItsLines(t *testing.T) {
	b := webtest.Open(t)
	gwen, ruth := b.Works("Gwen", authz.Governance), b.Works("Ruth", authz.Supervisor)
	b.Now = b.Now.Add(time.Minute) // and looks at the trail since then
	sam := b.Refers(b.Remi, b.North, "Sam")
	for _, worry := range []string{"first", "second"} {
		b.Ok(b.Care.RaiseWorry(t.Context(), b.Lena.Actor, sam, safety.Worry{ID: kernel.NewID[id.Worry](b.K, worry),
			Urgency: safety.TalkOver, About: safety.Concerns()[0], Words: "They sleep badly."}))
	}
	b.Get(ruth, "/worries").Is(http.StatusOK).Says("Sam Okafor")
	for _, page := range []string{"/trail", "/trail/staff/" + string(ruth.Actor.Account), "/trail/people/" + string(sam)} {
		b.Get(gwen, page).Is(http.StatusOK).Says("1 person in it").KeepsFrom("2 people in it")
	}
}
