package pathway_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/web/webtest"
)

func TestWhatSomebodySaysIsSentOnceChangedAndTakenBack(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Arrives(b.Refers(b.Remi, b.North, "Sam"))
	b.Get(sam, "/feedback").Says("How has it been for you?", "Get help now")
	form := b.Form(sam, "/feedback")
	form.Set("words", " ")
	form.Set("quote", "yes")
	b.Post(sam, "/feedback", form).Is(http.StatusUnprocessableEntity).
		Says("Write a few words, or go back without sending any.")
	form.Set("words", "We <b>walked</b>\nto the sea")
	form.Del("quote") // left open, it says no
	b.Twice(sam, "/feedback", form, "/feedback")
	page := b.Get(sam, "/feedback").Is(http.StatusOK).Says("We keep this to ourselves.").Once("We <b>walked</b>")
	b.Get(b.Lena, "/feedback/all").Is(http.StatusOK).Says("We <b>walked</b>", "November 2026").KeepsFrom("Sam")

	mine := page.Link("/feedback/mine/")
	change := url.Values{"id": {b.Get(sam, mine).Is(http.StatusOK).Says("Take it back").Hidden("id")},
		"words": {"We walked"}, "quote": {"yes"}}
	b.Twice(sam, mine, change, "/feedback")
	b.Get(sam, "/feedback").Says("We walked", "We may repeat this without your name.").KeepsFrom("to the sea")
	late := url.Values{"id": {strings.Repeat("0", 26)}, "words": {"From the other tab"}, "quote": {"no"}}
	b.Post(sam, mine, late).Is(http.StatusUnprocessableEntity).
		Says("You have changed this on another page since.", "From the other tab")
	b.Get(sam, mine).Is(http.StatusNotFound)
	b.Get(b.Lena, mine).Is(http.StatusNotFound)
	b.Get(b.Lena, "/feedback").Is(http.StatusNotFound)
	b.Get(sam, "/feedback/all").Is(http.StatusNotFound)
}
