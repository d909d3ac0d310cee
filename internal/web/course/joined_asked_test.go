package course_test

import (
	"net/http"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// What is refused in the record that doesn't go on isn't asked for there, of anybody.
func TestNobodyIsAskedToPlanInTheRecordThatDoesNotGoOn(t *testing.T) {
	b := webtest.Open(t)
	ash, bo := b.Works("Ash", authz.PeerWorker), b.Works("Bo Ray", authz.PeerWorker)
	first := b.Refers(b.Remi, b.North, "Samuel")
	b.Now = b.Now.Add(time.Minute)
	second := b.Refers(b.Rhea, b.South, "Smauel")
	b.Agrees(first)
	b.Agrees(second)
	b.Matches(first, ash)
	b.Matches(second, bo)
	b.Plans(second, bo)
	b.Now = b.Now.Add(time.Minute)
	for _, a := range b.Course(second).Open()[3:] {
		at := "/people/" + string(second) + "/visits/" + string(a.ID) + "/cancel"
		form := b.Form(bo, at)
		form.Set("by", "service")
		form.Set("reason", "Bo is away")
		b.Post(bo, at, form).Is(http.StatusSeeOther)
	}
	visits := "/people/" + string(second) + "/visits"
	b.Get(bo, visits).Says("7 to plan").Link(visits + "/plan")
	b.Get(bo, "/visits").Link(visits + "/plan")
	b.Get(b.Lena, "/caseloads").Says("7 to plan")
	form := b.Form(b.Lena, "/people/"+string(first)+"/same-person")
	form.Set("other", string(second))
	form.Set("same", "yes")
	b.Post(b.Lena, "/people/"+string(first)+"/same-person", form).Is(http.StatusSeeOther)
	b.Get(bo, visits+"/plan").Is(http.StatusConflict)
	b.Get(bo, visits).Is(http.StatusOK).KeepsFrom("lease plan", "7 to plan", visits+"/plan")
	b.Get(bo, "/visits").Is(http.StatusOK).KeepsFrom(visits+"/plan", "to plan")
	b.Get(b.Lena, "/caseloads").Is(http.StatusOK).KeepsFrom("7 to plan").Says("10 to plan")
}

// Nor on the board, for who has nothing planned there: who has a worker is left to be ended.
func TestTheBoardAsksToEndTheVisitsOfTheRecordThatDoesNotGoOn(t *testing.T) {
	for _, matched := range []bool{false, true} {
		b := webtest.Open(t)
		_, second := joined(b, b.Works("Ash", authz.PeerWorker))
		if matched {
			b = webtest.Open(t)
			ash, bo := b.Works("Ash", authz.PeerWorker), b.Works("Bo Ray", authz.PeerWorker)
			first := b.Refers(b.Remi, b.North, "Samuel")
			b.Now = b.Now.Add(time.Minute)
			second = b.Refers(b.Rhea, b.South, "Smauel")
			b.Agrees(first)
			b.Agrees(second)
			b.Matches(first, ash)
			b.Matches(second, bo)
			form := b.Form(b.Lena, "/people/"+string(first)+"/same-person")
			form.Set("other", string(second))
			form.Set("same", "yes")
			b.Post(b.Lena, "/people/"+string(first)+"/same-person", form).Is(http.StatusSeeOther)
		}
		board := b.Get(b.Lena, "/board").KeepsFrom(string(second)+"/match",
			string(second)+"/visits/plan", "days left to start Nobody", "days left to start Bo")
		if !matched {
			board.KeepsFrom(string(second) + "/ending")
			continue
		}
		b.Get(b.Lena, board.Link("/people/"+string(second)+"/ending")).Is(http.StatusOK).Says("End the visits")
	}
}
