package life_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/web/webtest"
)

// Somebody who takes part and whom nobody visits has none to pause or to cancel: no page
// says that they had, to staff or to them.
func TestOfSomebodyWhomNobodyVisitsNoPageSaysThatTheirVisitsArePaused(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	at := "/people/" + string(sam)
	claims := []string{"The visits are paused", "Visits are paused", "visits paused", "Your visits", "Pauses visits",
		"so visits wait", "planned again"}
	me := b.Arrives(sam)
	for _, kind := range []string{"moving_away", "readmission", "going_on"} {
		form := b.Form(b.Lena, at+"/life")
		b.Get(b.Lena, at+"/life").Is(http.StatusOK).KeepsFrom(claims...)
		form.Set("kind", kind)
		webtest.Day(form, "on", "23", "11", "2026")
		b.Post(b.Lena, at+"/life", form).Is(http.StatusSeeOther)
		b.Get(b.Lena, at+"/life/"+form.Get("id")).Is(http.StatusOK).KeepsFrom(claims...)
		b.Get(b.Lena, at).Is(http.StatusOK).KeepsFrom(claims...)
		b.Get(me, "/home").Is(http.StatusOK).KeepsFrom(claims...)
	}
	b.Verify()
}
