package course_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// An hour is asked about once, as it was typed: another one is asked about anew.
func TestVisitsAtNightArePlannedByWhoeverSaysSoTwice(t *testing.T) {
	b := webtest.Open(t)
	sam, ash := b.Refers(b.Remi, b.North, "Sam"), b.Works("Ash", authz.PeerWorker)
	b.Agrees(sam)
	b.Matches(sam, ash)
	path, asks := "/people/"+string(sam)+"/visits/plan", "Visits are usually between 7 in the morning"
	form := b.Opens(ash, path)
	form.Set("weekday", "tuesday")
	form.Set("at", "1:30")
	asked := b.Post(ash, path, form).Is(http.StatusUnprocessableEntity).Says(asks).Hidden("sure_of")
	form.Set("sure_of", asked)
	form.Set("at", "23:30")
	b.Post(ash, path, form).Is(http.StatusUnprocessableEntity).Says(asks)
	form.Set("at", "1:30")
	form.Set("weekday", "")
	again := b.Post(ash, path, form).Is(http.StatusUnprocessableEntity).KeepsFrom(asks)
	if again.Hidden("sure_of") != asked {
		t.Error("while something else is put right, what was asked is asked anew")
	}
	form.Set("weekday", "tuesday")
	b.Twice(ash, path, form, "/people/"+string(sam)+"/visits")
	b.Get(ash, "/people/"+string(sam)+"/visits").Is(http.StatusOK).Says("01:30")
}
