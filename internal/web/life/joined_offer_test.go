package life_test

import (
	"net/http"
	"slices"
	"strconv"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

const asksAlso = "Record it in their other record too?"

// Nobody has decided about the other record: what happened has that decision wait too.
func TestALifeEventIsOfferedForARecordThatWaitsForADecision(t *testing.T) {
	b := webtest.Open(t)
	one, other := b.Refers(b.Remi, b.North, "Samuel"), b.Refers(b.Rhea, b.South, "Smauel")
	b.Agrees(one)
	joins(b, one, other).Is(http.StatusSeeOther)
	at := "/people/" + string(one) + "/life"
	b.Get(b.Lena, at).Says(asksAlso, "Smauel Okafor, referred by South team on",
		"It is ticked wherever it would change something.")
	form := pauses(b, b.Lena, one)
	form.Del("also") // it is of this one alone
	news := b.Post(b.Lena, at, form).Is(http.StatusSeeOther).Header.Get("Location")
	b.Get(b.Lena, news).Says("This was recorded in this record only").Link("/people/" + string(other) + "/life")
	takesMoveBack(b, "/people/"+string(one))
	b.Get(b.Lena, "/board").Says("Decide (Smauel Okafor")

	form = pauses(b, b.Lena, one)
	form.Set("also", string(other))
	b.Post(b.Lena, at, form).Is(http.StatusSeeOther)
	b.Get(b.Lena, "/board").KeepsFrom("Decide (Smauel Okafor")
	b.Verify()
}

// A record that came to nothing has nothing to wait, and one that waits already isn't changed
// by any event that is offered.
func TestALifeEventIsOfferedOnlyForARecordThatItWouldChange(t *testing.T) {
	b := webtest.Open(t)
	declined, samuel := visited(b, b.Works("Ash", authz.PeerWorker))
	at := "/people/" + string(samuel) + "/life"
	b.Get(b.Lena, at).KeepsFrom(asksAlso)
	other := b.Refers(b.Rhea, b.South, "Samuell")
	joins(b, samuel, other).Is(http.StatusSeeOther)
	b.Get(b.Lena, at).Says(asksAlso).KeepsFrom(string(declined))
	enters(b, b.Lena, other, "readmission").Is(http.StatusSeeOther)
	b.Get(b.Lena, at).KeepsFrom(asksAlso)
}

// All that can be said of who has died holds for every record.
func TestOfWhoHasDiedNothingIsAskedOfTheOtherRecord(t *testing.T) {
	b := webtest.Open(t)
	one, other, _, _ := twoCourses(b)
	enters(b, b.Lena, one, "death").Is(http.StatusSeeOther)
	for _, record := range []id.Participant{one, other} {
		b.Get(b.Lena, "/people/"+string(record)+"/life").Says("Does the same in their other record").
			KeepsFrom(asksAlso)
	}
}

// Beside the tick it reads what that does there, and after saving where else it is recorded.
// Who may know of no visits reads the same whether there are any.
func TestBesideTheOtherRecordItReadsWhatHappensThere(t *testing.T) {
	b := webtest.Open(t)
	one, other, _, _ := twoCourses(b)
	cora := b.Works("Cora", authz.Coordinator)
	at := "/people/" + string(one) + "/life"
	planned := strconv.Itoa(len(b.Course(other).Open()))
	b.Get(b.Lena, at).Says("Does the same there. " + planned + " visits are planned there. Tells Bo Ray there.")
	b.Get(cora, at).Says("Does the same there, to any visits that are planned too. "+
		"Tells the worker there if they have one.").KeepsFrom("Bo Ray", planned+" visits")
	news := b.Post(b.Lena, at, pauses(b, b.Lena, one)).Is(http.StatusSeeOther).Header.Get("Location")
	page := b.Get(b.Lena, news).Says("This was recorded in their other record too",
		"Smauel Okafor, referred by South team on")
	there := newsLink(page, other)
	b.Get(b.Lena, there).Is(http.StatusOK).Says("News about Smauel Okafor", "This was recorded in their other record too").
		Link(news)

	form := b.Opens(cora, at)
	form.Set("kind", "going_on")
	said := b.Post(cora, at, form).Is(http.StatusSeeOther).Cookies()
	if !slices.ContainsFunc(said, func(c *http.Cookie) bool { return c.Value == "life.saved_also" }) {
		t.Errorf("the record says %v", said)
	}
	b.Verify()
}

// The list has a line for each record: their names say which is which.
func TestTheLinesOfOneEventInTwoRecordsAreToldApart(t *testing.T) {
	b := webtest.Open(t)
	one, other := b.Refers(b.Remi, b.North, "Samuel"), b.Refers(b.Rhea, b.South, "Samuel")
	for record, worker := range map[id.Participant]string{one: "Ash", other: "Bodil"} {
		b.Agrees(record)
		b.Matches(record, b.Works(worker, authz.PeerWorker))
	}
	alone := b.Refers(b.Rhea, b.South, "Jo")
	enters(b, b.Lena, alone, "readmission").Is(http.StatusSeeOther)
	for _, page := range []string{"/life", "/board"} {
		b.Get(b.Lena, page).KeepsFrom("referred by")
	}
	joins(b, one, other).Is(http.StatusSeeOther)
	b.Post(b.Lena, "/people/"+string(one)+"/life", pauses(b, b.Lena, one)).Is(http.StatusSeeOther)
	for _, page := range []string{"/life", "/board"} {
		b.Get(b.Lena, page).Once("referred by North team on Monday 23 November 2026",
			"referred by South team on Monday 23 November 2026")
	}
}
