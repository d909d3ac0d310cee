package course_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// What is owed of the days before a death stays on the list of work, and nobody is
// asked how they will say goodbye.
func TestAfterADeathTheNotesAreStillOwedAndNoGoodbyeIsPlanned(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Now = b.Now.Add(2 * time.Hour)
	b.WritesUp(ash, sam, b.Course(sam).Appointments[0].ID, "Tea.")
	at := "/people/" + string(sam)
	plan := url.Values{"id": {b.Get(ash, at+"/ending").Is(http.StatusOK).Says("How will you say goodbye?").Hidden("id.ending.plan")},
		"replaces": {""}, "helped": {"The radio"}}
	owed := func(when string) {
		t.Helper()
		b.Get(ash, "/visits").Is(http.StatusOK).Says("Not in the clinical record yet.")
		if t.Failed() {
			t.Log(when)
		}
	}
	owed("before the death")
	form := b.Form(b.Lena, at+"/life")
	form.Set("kind", "death")
	form.Set("sure", "yes")
	webtest.Day(form, "on", "23", "11", "2026")
	b.Post(b.Lena, at+"/life", form).Is(http.StatusSeeOther)
	owed("after the death")
	b.Get(ash, at+"/ending").Is(http.StatusOK).KeepsFrom("goodbye")
	if code := b.Post(ash, at+"/ending/plan", plan).Code; code != http.StatusConflict {
		t.Errorf("a goodbye is planned after a death: %d", code)
	}
	form = b.Form(b.Lena, at+"/life")
	form.Set("kind", "death_in_error")
	webtest.Day(form, "on", "23", "11", "2026")
	b.Post(b.Lena, at+"/life", form).Is(http.StatusSeeOther)
	owed("once they are alive after all")
}
