package pathway_test

import (
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestWhoHasBeenThereWritesWhatVisitorsShouldKnow(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) {
		f.Set("home_note.text", "A dog called Bess")
		f.Set("home_note.source", "told us himself")
		webtest.Day(f, "home_note.review_by", "24", "11", "2026")
	})
	b.Agrees(sam)
	b.Matches(sam, ash)
	note := "/people/" + string(sam) + "/home-note"
	b.Get(ash, note).Is(http.StatusOK).Says("A dog called Bess").Link(note + "/new")
	b.Plans(sam, ash)
	next := b.Course(sam).Appointments[9].ID
	b.Get(ash, "/people/"+string(sam)+"/visits/"+string(next)).Is(http.StatusOK).Link(note)
	form := b.Opens(ash, note+"/new")
	if form.Get("home_note.text") != "A dog called Bess" || form.Get("home_note.source") != "" {
		t.Errorf("the form opens with %v", form)
	}
	form.Set("home_note.text", "The dog has died. Mind the <b>step</b>")
	b.Post(ash, note+"/new", form).Is(http.StatusUnprocessableEntity).Says("Say how you know this")
	form.Set("home_note.source", "Saw it")
	webtest.Day(form, "home_note.review_by", "25", "11", "2026")
	late := b.Opens(b.Lena, note+"/new")
	asked := b.Post(ash, note+"/new", form).Is(http.StatusUnprocessableEntity).Says("Say here who has been there")
	form.Set("sure_of", asked.Hidden("sure_of"))
	b.Twice(ash, note+"/new", form, note)
	b.Get(b.Lena, note).Is(http.StatusOK).Says("Mind the <b>step</b>", "Saw it", "Ash, 23 November 2026", "Earlier notes",
		"A dog called Bess").KeepsFrom("Out of date")
	late.Set("home_note.source", "The team")
	webtest.Day(late, "home_note.review_by", "25", "11", "2026")
	b.Post(b.Lena, note+"/new", late).Is(http.StatusConflict)
	b.Get(b.Remi, note+"/new").Is(http.StatusForbidden)
	b.Now = b.Now.AddDate(0, 0, 2)
	b.Lena.Token = b.SignIn("lena@example.org")
	b.Get(b.Lena, note).Is(http.StatusOK).Says("Out of date. Ask again")
}
