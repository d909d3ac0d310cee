package care_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestWhatSomebodySaysIsSentOnceChangedAndTakenBack(t *testing.T) {
	b := open(t)
	sam := b.arrives(b.refers(b.remi, b.north, "Sam"))
	form := url.Values{"id": {b.get(sam, "/feedback").is(http.StatusOK).says("How has it been for you?",
		"Get help now").hidden("id")}, "words": {" "}, "quote": {"yes"}}
	b.post(sam, "/feedback",
		form).is(http.StatusUnprocessableEntity).says("Write a few words, or go back without sending any.")
	form.Set("words", "We <b>walked</b>\nto the sea")
	form.Del("quote") // left open, it says no
	b.post(sam, "/feedback", form).to("/feedback")
	b.post(sam, "/feedback", form).to("/feedback") // the second tap
	page := b.get(sam, "/feedback").is(http.StatusOK).says("We <b>walked</b>", "We keep this to ourselves.")
	if n := strings.Count(page.body, "&lt;b&gt;walked"); n != 1 {
		t.Errorf("it is there %d times", n)
	}
	b.get(b.lena, "/feedback/all").is(http.StatusOK).says("We <b>walked</b>", "November 2026").keepsFrom("Sam")

	_, mine, _ := strings.Cut(page.body, `href="/feedback/mine/`)
	mine, _, _ = strings.Cut(mine, `"`)
	mine = "/feedback/mine/" + mine
	change := url.Values{"id": {b.get(sam, mine).is(http.StatusOK).says("Take it back").hidden("id")},
		"words": {"We walked"}, "quote": {"yes"}}
	b.post(sam, mine, change).to("/feedback")
	b.post(sam, mine, change).to("/feedback")
	b.get(sam, "/feedback").says("We walked", "We may repeat this without your name.").keepsFrom("to the sea")
	late := url.Values{"id": {strings.Repeat("0", 26)}, "words": {"From the other tab"}, "quote": {"no"}}
	b.post(sam, mine, late).is(http.StatusUnprocessableEntity).says("You have changed this on another page since.",
		"From the other tab")
	b.get(sam, mine).is(http.StatusNotFound)
	b.get(b.lena, mine).is(http.StatusNotFound)
	b.get(b.lena, "/feedback").is(http.StatusNotFound)
	b.get(sam, "/feedback/all").is(http.StatusNotFound)
}
