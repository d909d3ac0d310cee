package course_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// asks has a worker ask for support from the first visit of somebody of theirs.
func asks(b *webtest.Bench, worker webtest.Member, of id.Participant, urgency string) {
	at := "/people/" + string(of) + "/visits/" + string(b.Course(of).Open()[0].ID) + "/support"
	form := b.Form(worker, at)
	form.Set("urgency", urgency)
	b.Post(worker, at, form).To("/my-support")
}

// askerLeaves is a worker who asks for support and whose account is closed then.
func askerLeaves(b *webtest.Bench, name, urgency string) webtest.Member {
	worker, amir := b.Works(name, authz.PeerWorker), b.Works("Amir"+name, authz.Administrator)
	of := b.Refers(b.Remi, b.North, "Sam"+name)
	b.Agrees(of)
	b.Matches(of, worker)
	b.Plans(of, worker)
	asks(b, worker, of, urgency)
	rings(b, worker, "01632 960003")
	b.Post(amir, "/accounts/"+string(worker.Actor.Account)+"/close", url.Values{"to": {"board"}}).To("/accounts")
	return worker
}

// What is asked stays as urgent as it was.
func TestARequestForSupportDoesNotSinkWhenItsWorkerLeaves(t *testing.T) {
	b := webtest.Open(t)
	ruth, bo := b.Works("Ruth", authz.Supervisor), b.Works("Bo Ray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, bo)
	b.Plans(sam, bo)
	asks(b, bo, sam, "this_week")
	b.Now = b.Now.Add(time.Minute)
	ash := askerLeaves(b, "Ash", "now")
	for _, page := range []string{"/support-requests", "/board"} {
		body := b.Get(ruth, page).Is(http.StatusOK).Body
		left := strings.Index(body, "/support-requests/"+string(ash.Actor.Account)+"/")
		if here := strings.Index(body, "/support-requests/"+string(bo.Actor.Account)+"/"); left < 0 || left > here {
			t.Errorf("%s: who left is at %d, after %d", page, left, here)
		}
	}
}

// Who answers reads how to reach them, when they could read it, and no more once it is
// answered that this closes it.
func TestWhoAnswersSomebodyWhoHasLeftReadsHowToReachThem(t *testing.T) {
	b := webtest.Open(t)
	ruth := b.Works("Ruth", authz.Supervisor)
	ash := askerLeaves(b, "Ash", "today")
	const closes, later = "This closes the request.", "They can read it only if they are a peer support worker here again."
	one := b.Get(ruth, "/support-requests").Link("/support-requests/" + string(ash.Actor.Account) + "/")
	b.Get(ruth, one).Says("01632 960003", "ash@example.org", closes, later).KeepsFrom("can't read")
	answer := b.Form(ruth, one)
	answer.Set("words", "I have rung them.")
	b.Post(ruth, one, answer).To("/support-requests")
	b.Get(ruth, one).Says("I have rung them.", later).KeepsFrom(closes)
}

// The list can be narrowed to a worker who asked and has left since.
func TestTheRequestsOfSomebodyWhoHasLeftCanBeAskedFor(t *testing.T) {
	b := webtest.Open(t)
	ruth, bo := b.Works("Ruth", authz.Supervisor), b.Works("Bo Ray", authz.PeerWorker)
	ash := askerLeaves(b, "Ash", "today")
	b.Get(ruth, "/support-requests?worker="+string(ash.Actor.Account)).Is(http.StatusOK).Says("Only: Ash", "Today")
	b.Get(ruth, "/support-requests?worker="+string(bo.Actor.Account)).Says("Only: Bo Ray", "Nobody here matches")
}
