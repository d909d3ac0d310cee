package pathway_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

const isNo = "Is it a no in their other record too?"

// Staff who record a no are asked whether it holds where the person is visited, too: one act, which
// cancels what it says, and is taken back of both.
func TestStaffWhoRecordANoAreAskedOfTheRecordInWhichTheyAreVisited(t *testing.T) {
	b := webtest.Open(t)
	visited, invited, _, _ := invitedBeside(b)
	at := webtest.ConsentPath(invited, "no")
	b.Get(b.Lena, at).Says(isNo, "This stops everything there, and is final. It cancels")
	form := b.Opens(b.Lena, at)
	if form.Has("also") {
		t.Errorf("it stops everything there without being asked to: %v", form["also"])
	}
	form.Set("also", string(visited))
	b.Twice(b.Lena, at, form, webtest.ConsentPath(invited, ""))
	b.Get(b.Lena, "/people/"+string(visited)).Says("Withdrew on 23 November 2026")
	if open := b.Course(visited).Open(); len(open) > 0 {
		t.Errorf("%d visits are still planned", len(open))
	}
	b.Sends()
	if n := strings.Count(strings.Join(b.SentAll("ash@example.org"), ""), "These visits no longer happen"); n != 1 {
		t.Errorf("the worker was told %d times", n)
	}

	b.Now = b.Now.Add(time.Minute)
	undo := "/people/" + string(invited) + "/undo"
	page := b.Get(b.Lena, undo).Says("Take it back in their other record too?")
	back := b.Opens(b.Lena, undo)
	back.Set("fact", chosen(t, page, "declining"))
	back.Set("why", "It was somebody else")
	b.Twice(b.Lena, undo, back, "/people/"+string(invited))
	for _, record := range []id.Participant{visited, invited} {
		b.Get(b.Lena, "/people/"+string(record)).Says("because: It was somebody else").KeepsFrom("Withdrew on")
	}
	b.Verify()
}

// Where they have yet to answer it is a no there too; it isn't asked where it would change nothing.
func TestStaffWhoRecordANoAreAskedOfTheRecordInWhichTheyAreInvited(t *testing.T) {
	b := webtest.Open(t)
	first, second := twins(b)
	for _, record := range []id.Participant{first, second} {
		b.Decides(record, accepted)
		b.Invites(record)
	}
	b.Get(b.Lena, webtest.ConsentPath(first, "no")).Is(http.StatusOK).KeepsFrom(isNo)
	joins(b, first, second, "yes")
	at := webtest.ConsentPath(first, "no")
	b.Get(b.Lena, at).Says(isNo, "Records that they said no there.").KeepsFrom("is final")
	b.Post(b.Lena, at, b.Opens(b.Lena, at)).Is(http.StatusSeeOther)
	b.Get(b.Lena, webtest.ConsentPath(second, "")).Says("They said no").KeepsFrom(webtest.ConsentPath(second, "no"))
	b.Verify()
}

// What changed there since the form was opened is read before it is stopped.
func TestANoIsReadAgainWhereTheyHaveAgreedThereMeanwhile(t *testing.T) {
	b := webtest.Open(t)
	first, second := twins(b)
	for _, record := range []id.Participant{first, second} {
		b.Decides(record, accepted)
		b.Invites(record)
	}
	joins(b, first, second, "yes")
	going, other := first, second
	if strings.Contains(b.Get(b.Lena, "/people/"+string(first)).Body, goesOn) {
		going, other = second, first
	}
	at := webtest.ConsentPath(other, "no")
	form := b.Opens(b.Lena, at)
	b.Now = b.Now.Add(time.Minute)
	record := webtest.ConsentPath(going, "record")
	yes := b.Answers(b.Opens(b.Lena, record))
	yes.Set("how", "on_paper")
	webtest.Day(yes, "at", "23", "11", "2026")
	b.Post(b.Lena, record, yes).Is(http.StatusSeeOther)
	page := b.Post(b.Lena, at, form).Is(http.StatusConflict).Says("What this would stop has changed", "is final")
	again := page.Filled()
	again.Set("also", string(going))
	b.Post(b.Lena, at, again).Is(http.StatusSeeOther)
	b.Get(b.Lena, "/people/"+string(going)).Says("Withdrew on")
	b.Verify()
}
