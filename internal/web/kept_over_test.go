package web_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// A form that has a page to itself and can't be sent any more has none that opens: no button
// leads to it, whether its words were kept as it was sent, or before and then put back.
func TestKeptWordsOfAFormThatIsOverLeadToNoPageThatSaysNo(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	visits := "/people/" + string(sam) + "/visits"
	plan := b.Opens(ash, visits+"/plan")
	plan.Set("at", "10am")
	plan.Set("weekday", "monday")
	b.Post(ash, visits+"/plan", plan).To(visits)
	plan.Set("at", "13:17")
	b.Post(ash, visits+"/plan", plan).Is(http.StatusConflict).Says("You sent this form before",
		"It can't be sent again now.", "It is kept for you under Not saved yet.").
		KeepsFrom("this is saved as well", "Nothing you", "not lost")

	one, other := string(b.Course(sam).Appointments[0].ID), string(b.Course(sam).Appointments[1].ID)
	var moves []map[string][]string
	for _, at := range []string{one, other} {
		move := b.Opens(ash, visits+"/"+at+"/move")
		move.Set("at", "14:23")
		moves = append(moves, move)
		cancel := b.Form(b.Lena, visits+"/"+at+"/cancel")
		cancel.Set("by", "participant")
		b.Post(b.Lena, visits+"/"+at+"/cancel", cancel).Is(http.StatusSeeOther)
	}
	b.Post(ash, visits+"/"+one+"/move", moves[0]).Is(http.StatusConflict)
	b.Get(ash, "/kept").Is(http.StatusOK).Says("13:17", "14:23", "this form can't be sent now", "Throw it away",
		"Give it to the programme lead").KeepsFrom("Try the page again", "Put it back")

	signsOut(b, ash)
	b.Post(ash, visits+"/"+other+"/move", moves[1]).To("/sign-in")
	ash = signsIn(b, ash, "ash@example.org")
	put := b.Get(ash, "/kept").Says("Put it back in the form").Link(visits + "/" + other + "/move?")
	b.Get(ash, put).Is(http.StatusConflict).Says("Things have changed since").KeepsFrom("no longer open to you")
	b.Get(ash, "/kept").Is(http.StatusOK).KeepsFrom("Try the page again", "Put it back", "no longer open to you")
	b.Verify()
}
