package life_test

import (
	"net/http"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// One person died: who supervises isn't written to once for each of their records, in two
// messages that say the same.
func TestADeathOfSomebodyWithTwoRecordsIsToldToTheSupervisorOnce(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	b.Works("Sue", authz.Supervisor)
	declined, samuel := visited(b, ash)
	b.Sends()
	told, worker := len(b.SentAll("sue@example.org")), len(b.SentAll("ash@example.org"))
	enters(b, b.Lena, declined, "death").Is(http.StatusSeeOther)
	b.Sends()
	if n := len(b.SentAll("sue@example.org")) - told; n != 1 {
		t.Errorf("the supervisor was sent %d messages", n)
	}
	if n := len(b.SentAll("ash@example.org")) - worker; n != 1 {
		t.Errorf("the worker who visited them was sent %d messages", n)
	}
	b.Get(b.Lena, "/people/"+string(samuel)).Is(http.StatusOK).Says("Died on 22 November 2026")
	b.Verify()
}

// Nobody visits them by either record: who reads of it in the one isn't asked to read it again
// in the other, nor told that nobody knows.
func TestNewsThatWasToldWithTheOtherRecordAsksNothing(t *testing.T) {
	b := webtest.Open(t)
	sue := b.Works("Sue", authz.Supervisor)
	one, other := b.Refers(b.Remi, b.North, "Samuel"), b.Refers(b.Rhea, b.South, "Smauel")
	b.Agrees(one)
	b.Agrees(other)
	joins(b, one, other).Is(http.StatusSeeOther)
	b.Post(b.Lena, "/people/"+string(one)+"/life", pauses(b, b.Lena, one)).Is(http.StatusSeeOther)
	here := newsLink(b.Get(sue, "/life"), one)
	there := newsLink(b.Get(sue, "/life").Says("1 life event needs attention."), other)
	page := b.Get(sue, here).Says("I have read this")
	b.Get(sue, there).Says("Told with other news", "Told: The supervisor").
		KeepsFrom("Nobody told yet", "I have read this", ">Read<")
	b.Post(sue, here+"/acknowledge", page.Filled()).To(here)
	b.Get(sue, "/life").KeepsFrom("Not read yet", "needs attention").Once("Told with other news")
	b.Get(sue, there).Says("Sue has read it").KeepsFrom("with the news of another record")
	at := "/people/" + string(one) + "/same-person"
	apart := b.Form(b.Lena, at)
	apart.Set("other", string(other))
	apart.Set("same", "no")
	b.Post(b.Lena, at, apart).Is(http.StatusSeeOther)
	b.Get(sue, there).Says("This was told with the news of another record", "Told: The supervisor").Link(here)
	b.Verify()
}

// A worker of each record needs somebody now. Who supervises is reminded of both at once, and so
// is the lead after that: the list that the message leads to has both.
func TestWhoIsRemindedOfADeathThatTwoWorkersHearOfIsWrittenToOnce(t *testing.T) {
	b := webtest.Open(t)
	one, other, _, _ := twoCourses(b)
	b.Works("Sue", authz.Supervisor)
	b.Works("Leo", authz.Lead)
	b.Sends()
	sue, leo := len(b.SentAll("sue@example.org")), len(b.SentAll("leo@example.org"))
	enters(b, b.Lena, one, "death").Is(http.StatusSeeOther)
	for i, want := range [][2]int{{1, 0}, {2, 0}, {2, 1}} { // at once, after two hours, after four
		b.Sends()
		got := [2]int{len(b.SentAll("sue@example.org")) - sue, len(b.SentAll("leo@example.org")) - leo}
		if got != want {
			t.Errorf("after %d hours the supervisor and the lead were sent %v messages, not %v", 2*i, got, want)
		}
		b.Now = b.Now.Add(2*time.Hour + time.Minute)
	}
	list := b.Get(b.Lena, "/life").Is(http.StatusOK)
	for _, record := range []id.Participant{one, other} {
		b.Get(b.Lena, newsLink(list, record)).Is(http.StatusOK).Says("The supervisor, reminded")
	}
	b.Verify()
}
