package pathway_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Where another record goes on, nobody is invited, nor asked for their answer: the lists and
// their counts leave that record out, and have it again once it is somebody else's.
func TestNoListInvitesOrAsksInARecordThatDoesNotGoOn(t *testing.T) {
	b := webtest.Open(t)
	first, second := twins(b)
	lists := func(list, step, counted string) {
		t.Helper()
		has := func(there bool, count string) {
			t.Helper()
			board, own := b.Get(b.Lena, "/board").Is(http.StatusOK), b.Get(b.Lena, list).Is(http.StatusOK)
			board.Says(count).Link(webtest.ConsentPath(first, step))
			own.Says("Samuel Okafor")
			for _, page := range []webtest.Answer{board, own} {
				if there {
					page.Says("Smauel Okafor")
				} else {
					page.KeepsFrom("Smauel Okafor")
				}
			}
		}
		has(true, "2 people "+counted)
		joins(b, second, first, "yes")
		has(false, "1 person "+counted)
		joins(b, first, second, "no")
		has(true, "2 people "+counted)
	}
	b.Decides(first, accepted)
	b.Decides(second, accepted)
	lists("/consent", "invite", "to invite")
	b.Invites(first)
	b.Invites(second)
	b.Now = b.Now.AddDate(0, 0, 9)
	b.Lena.Token = b.SignIn("lena@example.org")
	lists("/consent/thinking", "", "to ask again")
	b.Verify()
}

// Three records are of one person though nobody said so of each two.
func TestOfThreeRecordsOfOnePersonOneGoesOn(t *testing.T) {
	b := webtest.Open(t)
	first, second := twins(b)
	b.Now = b.Now.Add(time.Minute)
	third := b.Refers(b.Rhea, b.South, "Samuel")
	for _, p := range []id.Participant{first, second, third} {
		b.Decides(p, accepted)
	}
	joins(b, first, second, "yes")
	joins(b, second, third, "yes")
	b.Get(b.Lena, "/board").Says("1 person to invite").KeepsFrom("born")
	b.Invites(first)
	b.Get(b.Lena, "/board").KeepsFrom("person to invite")
	joins(b, second, first, "no")
	b.Get(b.Lena, "/board").Says("1 person to invite").Link(webtest.ConsentPath(second, "invite"))
	b.Verify()
}

// Who is visited in a record that doesn't go on costs their lists one query more, and a worker's one
// for who stopped in another, however many such records there are.
func TestRecordsThatDoNotGoOnCostTheirListsAQueryEach(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	first, second := twins(b)
	other, third := b.Refers(b.Remi, b.North, "Jo"), b.Refers(b.Rhea, b.South, "Joanna")
	for _, p := range []id.Participant{first, second, other, third} {
		b.Agrees(p)
		b.Matches(p, ash)
	}
	costs := func() (all []int64) {
		b.Get(b.Lena, "/board").Is(http.StatusOK)
		for _, path := range []string{"/board", "/caseloads"} {
			all = append(all, b.Cost(b.Lena, path))
		}
		return append(all, b.Cost(ash, "/visits"))
	}
	apart := costs()
	joins(b, first, second, "yes")
	joins(b, other, third, "yes")
	b.Get(b.Lena, "/board").Says("End the visits")
	if n := strings.Count(b.Get(ash, "/visits").Body, "/visits/plan\""); n != 2*2 {
		t.Errorf("the worker is asked %d times to plan for two people, in two lists", n)
	}
	for i, n := range costs() {
		if n > apart[i]+[]int64{1, 1, 2}[i] {
			t.Errorf("the list %d costs %d queries, and cost %d before", i, n, apart[i])
		}
	}
}

func TestWhoIsAskedForADecisionAndHasAnotherRecordIsMarked(t *testing.T) {
	b := webtest.Open(t)
	first, second := twins(b)
	b.Get(b.Lena, "/screening").KeepsFrom("Has another record")
	joins(b, first, second, "yes")
	b.Get(b.Lena, "/screening").Says("Has another record.")
}
