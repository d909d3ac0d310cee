package course_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// twoVisited are two records of Samuel's in which he takes part, with a worker each: the first
// goes on, and in the second visits were planned, or weren't, before they were joined.
func twoVisited(t *testing.T, planned bool) (b *webtest.Bench, ash, bo webtest.Member, first, second id.Participant) {
	b, ash, bo, first, second = bothVisited(t, planned)
	joins(b, first, second)
	return b, ash, bo, first, second
}

// bothVisited are they before they were joined.
func bothVisited(t *testing.T, planned bool) (b *webtest.Bench, ash, bo webtest.Member, first, second id.Participant) {
	b = webtest.Open(t)
	ash, bo = b.Works("Ash", authz.PeerWorker), b.Works("Bo Ray", authz.PeerWorker)
	first = b.Refers(b.Remi, b.North, "Samuel")
	b.Now = b.Now.Add(time.Minute)
	second = b.Refers(b.Rhea, b.South, "Smauel")
	b.Agrees(first)
	b.Agrees(second)
	b.Matches(first, ash)
	b.Matches(second, bo)
	if planned {
		b.PlansAt("2pm", second, bo)
	}
	return b, ash, bo, first, second
}

func joins(b *webtest.Bench, first, second id.Participant) {
	b.Now = b.Now.Add(time.Minute)
	form := b.Form(b.Lena, "/people/"+string(first)+"/same-person")
	form.Set("other", string(second))
	form.Set("same", "yes")
	b.Post(b.Lena, "/people/"+string(first)+"/same-person", form).Is(http.StatusSeeOther)
}

func TestWhoHasTwoRecordsIsOnceAmongThoseWhoAreVisitedAndOnceToTell(t *testing.T) {
	b, ash, _, first, second := twoVisited(t, false)
	for _, path := range []string{"/caseloads", "/to-tell"} {
		b.Get(b.Lena, path).Is(http.StatusOK).Says("Samuel Okafor").KeepsFrom(string(second)).Link("/people/" + string(first))
	}
	b.Get(b.Lena, "/caseloads").Says("1 person is being visited.").KeepsFrom("listed twice")
	b.Get(b.Lena, "/board").Says("1 person being visited", "1 person to tell yourself")
	b.Post(b.Lena, "/caseloads", map[string][]string{"find": {"Smauel"}}).Is(http.StatusOK).KeepsFrom(string(second))
	visits := "/people/" + string(second) + "/visits"
	b.Get(b.Lena, visits).Says("Another record of this person goes on").
		KeepsFrom("to plan", "For all of them to fit", "Not told yet", "Record that they know").
		Link("/people/" + string(first))
	b.Get(b.Lena, "/people/"+string(second)+"/tell").Is(http.StatusConflict)

	// Where both have one worker, that worker has them once, too.
	end := b.Form(b.Lena, "/people/"+string(first)+"/match/end")
	end.Set("reason", "worker_away")
	b.Post(b.Lena, "/people/"+string(first)+"/match/end", end)
	b.Get(ash, "/visits").Is(http.StatusOK).KeepsFrom(string(first))
}

func TestAVisitThatIsLeftInTheOtherRecordIsSeenUntilItIsCalledOff(t *testing.T) {
	b, ash, bo, first, second := twoVisited(t, true)
	caseloads := b.Get(b.Lena, "/caseloads").Is(http.StatusOK).Says("1 person is being visited.",
		"One is listed twice: visits are left in their other record.", "Another record goes on", "Bo Ray visits them.",
		"0 of 10 visits held. Next:")
	if n := strings.Count(caseloads.Body, "/people/"+string(second)+"/visits"); n != 1 {
		t.Errorf("the visits that are left are listed %d times", n)
	}
	b.Get(b.Lena, "/caseloads?worker="+string(bo.Actor.Account)).Says("1 person matches.").
		Link("/people/" + string(second))
	b.Get(b.Lena, "/board").Says("1 person being visited")
	b.Get(bo, "/visits").Says("Another record goes on", "Visit 2 of 10").KeepsFrom("to plan")
	const begins = "Bo Ray visits them from now on"
	b.Get(b.Lena, "/to-tell").Says("Another record goes on", "10 visits planned").KeepsFrom(begins).
		Link("/people/" + string(first))
	b.Get(b.Lena, "/people/"+string(second)+"/tell").Is(http.StatusOK).KeepsFrom(begins)

	for _, a := range b.Course(second).Open() {
		at := "/people/" + string(second) + "/visits/" + string(a.ID) + "/cancel"
		form := b.Form(bo, at)
		form.Set("by", "service")
		form.Set("reason", "Ash visits you")
		b.Post(bo, at, form).Is(http.StatusSeeOther)
	}
	b.Get(b.Lena, "/caseloads").Says("1 person is being visited.").KeepsFrom(string(second), "listed twice")
	b.Get(bo, "/visits").Says("Another record goes on")
	b.Get(ash, "/visits").KeepsFrom("Another record goes on")
	b.Get(b.Lena, "/to-tell").KeepsFrom(string(second)) // they never heard of those
	b.Verify()
}

// Who takes over a worker's people takes nobody over in the record that doesn't go on.
func TestNobodyTakesOverTheVisitsOfTheRecordThatDoesNotGoOn(t *testing.T) {
	b, ash, bo, _, second := twoVisited(t, true)
	at := "/workers/" + string(bo.Actor.Account) + "/hand-over"
	form := b.Form(b.Lena, at)
	form.Set("to", string(ash.Actor.Account))
	b.Post(b.Lena, at, form)
	form.Set("to", "board")
	b.Post(b.Lena, at, form).Is(http.StatusSeeOther)
	if worker := b.Course(second); len(worker.Open()) > 0 {
		t.Errorf("%d visits are still planned", len(worker.Open()))
	}
	b.Get(ash, "/visits").KeepsFrom(string(second))
	b.Get(b.Lena, "/board").Says("Nobody has recorded that the visits in this record have ended").
		Link("/people/" + string(second) + "/ending")
	b.Verify()
}
