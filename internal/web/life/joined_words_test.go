package life_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// ticks is the form for one, with what happened, that ticks the other record too.
func ticks(b *webtest.Bench, who webtest.Member, one, other id.Participant, kind string) url.Values {
	form := b.Opens(who, "/people/"+string(one)+"/life")
	form.Set("kind", kind)
	form.Set("also", string(other))
	return form
}

// recordOf is how a record is named beside another of the same minute.
func recordOf(given, team string, p id.Participant) string {
	return given + " Okafor, referred by " + team + " team on Monday 23 November 2026, 09:00, record ending in " +
		string(p[len(p)-4:])
}

// says holds that the page that follows says what key names.
func says(t *testing.T, a webtest.Answer, key string) {
	t.Helper()
	said := a.Is(http.StatusSeeOther).Cookies()
	if !slices.ContainsFunc(said, func(c *http.Cookie) bool { return c.Value == key }) {
		t.Errorf("the page says %v, and not %s", said, key)
	}
}

// Their visits had ended by one referral and go on by another: once they are alive, the one
// stands as before, and the other waits.
func TestThatSomebodyIsAliveSaysOfEachRecordHowItStands(t *testing.T) {
	b := webtest.Open(t)
	over := ended(b)
	running := b.Refers(b.Rhea, b.South, "Samm")
	b.Agrees(running)
	b.Matches(running, b.Works("Bo Ray", authz.PeerWorker))
	joins(b, over, running).Is(http.StatusSeeOther)
	enters(b, b.Lena, over, "death").Is(http.StatusSeeOther)
	// It does the same to their day of death.
	b.Get(b.Lena, "/people/"+string(over)+"/life").Once("Does the same in their other record.").
		Says("In their other record, " + recordOf("Samm", "South", running) + ", everything is paused. Tells Bo Ray there.")
	b.Get(b.Lena, "/people/"+string(running)+"/life").Once("Does the same in their other record.").
		Says("In their other record, " + recordOf("Sam", "North", over) + ", everything is as it was before. " +
			"Tells Ash there.")
	news := enters(b, b.Lena, over, "death_in_error").Is(http.StatusSeeOther).Header.Get("Location")
	page := b.Get(b.Lena, news).Says("Everything is as it was before",
		"In the record of "+recordOf("Samm", "South", running)+", everything is on hold.")
	b.Get(b.Lena, newsLink(page, running)).Says("Nothing starts again until somebody has spoken with them",
		"In the record of "+recordOf("Sam", "North", over)+", everything is as it was before.")
}

// Nobody is told there where nobody visits, and nobody twice.
func TestADeathSaysWhoIsToldInTheOtherRecord(t *testing.T) {
	b := webtest.Open(t)
	declined, samuel := visited(b, b.Works("Ash", authz.PeerWorker))
	cora := b.Works("Cora", authz.Coordinator)
	b.Get(b.Lena, "/people/"+string(declined)+"/life").Says("Does the same in their other record. Tells Ash there.")
	b.Get(b.Lena, "/people/"+string(samuel)+"/life").Says("Does the same in their other record. Tells Ash.").
		KeepsFrom("there.")
	for _, record := range []id.Participant{declined, samuel} {
		b.Get(cora, "/people/"+string(record)+"/life").
			Says("Does the same in their other record. Tells the worker there if they have one.")
	}
}

// What is ready to go on differs: visits in one record, a decision in the other.
func TestGoingOnSaysOfTheOtherRecordWhatGoesOnThere(t *testing.T) {
	b := webtest.Open(t)
	one, other := b.Refers(b.Remi, b.North, "Samuel"), b.Refers(b.Rhea, b.South, "Smauel")
	b.Agrees(one)
	b.Matches(one, b.Works("Ash", authz.PeerWorker))
	joins(b, one, other).Is(http.StatusSeeOther)
	b.Post(b.Lena, "/people/"+string(one)+"/life", ticks(b, b.Lena, one, other, "readmission")).Is(http.StatusSeeOther)
	cora := b.Works("Cora", authz.Coordinator)
	for _, who := range []webtest.Member{b.Lena, cora} {
		b.Get(who, "/people/"+string(one)+"/life").Says(recordOf("Smauel", "South", other) + " " +
			"Once they are ready to go on, their referral waits for a decision again.").KeepsFrom("Does the same there")
	}
	b.Get(b.Lena, "/people/"+string(other)+"/life").Says(recordOf("Samuel", "North", one) + " " +
		"Once they are ready to go on, visits can be planned there.")
	b.Get(cora, "/people/"+string(other)+"/life").
		Says("Once they are ready to go on, messages and follow-ups go on there.")
	form := ticks(b, b.Lena, one, other, "going_on")
	news := b.Post(b.Lena, "/people/"+string(one)+"/life", form).Is(http.StatusSeeOther).Header.Get("Location")
	b.Get(b.Lena, news).Says("In the record of " + recordOf("Smauel", "South", other) + ", " +
		"the referral waits for a decision.")
}

// Ticked, it is recorded there only where it changes something.
func TestWhatChangesNothingInTheOtherRecordIsNotSaidToBeSavedThere(t *testing.T) {
	b := webtest.Open(t)
	one, other, _, _ := twoCourses(b)
	cora := b.Works("Cora", authz.Coordinator)
	news(b, other, "moving_away", "10", "12")
	at := "/people/" + string(one) + "/life"
	for _, who := range []webtest.Member{cora, b.Lena} {
		form := ticks(b, who, one, other, "moving_away")
		webtest.Day(form, "on", "10", "12", "2026")
		says(t, b.Post(who, at, form), "life.saved_unchanged")
	}
	says(t, b.Post(cora, at, ticks(b, cora, one, other, "readmission")), "life.saved_also")
	b.Verify()
}
