package course_test

import (
	"net/http"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/webtest"
)

// promises are words that say that somebody follows, where nobody does.
var promises = []string{"next worker", "choose who visits", "what happens next", "We are looking for somebody else",
	"Somebody will be in touch"}

// Whose worker ends in a record that doesn't go on is promised nobody else there: neither on
// the form, nor in what they read and are sent.
func TestNobodyIsPromisedTheNextWorkerInARecordThatDoesNotGoOn(t *testing.T) {
	b, _, _, first, second := bothVisited(t, true)
	me := b.Arrives(second)
	joins(b, first, second)
	path := "/people/" + string(second) + "/match/end"
	form := b.Get(b.Lena, path).Is(http.StatusOK).Says("10 planned visits will be cancelled.").KeepsFrom(promises...)
	end := form.Filled()
	end.Set("reason", "worker_away")
	b.Post(b.Lena, path, end).Is(http.StatusSeeOther)
	b.Sends()
	for _, page := range []webtest.Answer{b.Get(b.Lena, "/people/"+string(second)+"/visits"), b.Get(b.Lena, "/to-tell"),
		b.Get(me, "/my-visits"), b.Get(me, "/home")} {
		page.Is(http.StatusOK).KeepsFrom(promises...)
	}
	a := b.Course(second).Appointments[0].ID
	b.Get(b.Lena, "/people/"+string(second)+"/visits/"+string(a)).Says("no longer visits you").KeepsFrom(promises...)
	for _, text := range b.SentAll("smauel@example.org") {
		for _, promise := range promises {
			if strings.Contains(text, promise) {
				t.Errorf("they are sent %q", text)
			}
		}
	}
	b.Verify()
}

func TestACancelledVisitIsNotPlannedAgainInARecordThatDoesNotGoOn(t *testing.T) {
	b, _, _, first, second := bothVisited(t, true)
	me := b.Arrives(second)
	joins(b, first, second)
	a := b.Course(second).Appointments[1].ID
	for who, path := range map[*webtest.Member]string{&me: "/my-visits/" + string(a) + "/cancel",
		&b.Lena: "/people/" + string(second) + "/visits/" + string(a) + "/cancel"} {
		b.Get(*who, path).Is(http.StatusOK).KeepsFrom("plan it again", "planned again", "don't lose it")
	}
	form := b.Form(me, "/my-visits/"+string(a)+"/cancel")
	b.Send(me, http.MethodPost, "/my-visits/"+string(a)+"/cancel", form)
	b.Get(me, "/my-visits").Is(http.StatusOK).KeepsFrom("plan it again")
	b.Verify()
}

// A worker who leaves leaves nobody without a worker in a record that doesn't go on.
func TestWhoLeavesAWorkerBehindInARecordThatDoesNotGoOnIsNotWithoutOne(t *testing.T) {
	b, _, bo, _, _ := twoVisited(t, true)
	page := b.Get(b.Lena, person.HandOverPath(bo.Actor.Account)).Is(http.StatusOK)
	page.Says("1 person they visit has another record that goes on").
		KeepsFrom("They visit 1 person", "Who visits these people from now on", "no visits left to have", "go on the board")
	b.Post(b.Lena, person.HandOverPath(bo.Actor.Account), page.Filled()).Is(http.StatusSeeOther)
	b.Sends()
	for _, text := range b.SentAll("lena@example.org") {
		if strings.Contains(text, "no worker now") {
			t.Errorf("the lead is sent %q", text)
		}
	}
	b.Verify()
}
