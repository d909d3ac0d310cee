package life_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// joins has the lead say that two records are of one person.
func joins(b *webtest.Bench, one, other id.Participant) webtest.Answer {
	at := "/people/" + string(one) + "/same-person"
	form := b.Form(b.Lena, at)
	form.Set("other", string(other))
	form.Set("same", "yes")
	return b.Post(b.Lena, at, form)
}

// enters has somebody record what happened, on Sunday 22 November.
func enters(b *webtest.Bench, who webtest.Member, participant id.Participant, kind string) webtest.Answer {
	at := "/people/" + string(participant) + "/life"
	form := b.Form(who, at)
	form.Set("kind", kind)
	form.Set("sure", "yes")
	webtest.Day(form, "on", "22", "11", "2026")
	form.Set("note", "His sister rang")
	if kind == "death" || kind == "readmission" { // the day before they were referred
		return b.Insists(who, at, form)
	}
	return b.Post(who, at, form)
}

// visited is a record of Samuel's, joined with one that was declined, with visits to come
// from ash.
func visited(b *webtest.Bench, ash webtest.Member) (declined, samuel id.Participant) {
	declined = b.Refers(b.Remi, b.North, "Samuel")
	b.Decides(declined, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	samuel = b.Refers(b.Rhea, b.South, "Smauel")
	b.Agrees(samuel)
	b.Matches(samuel, ash)
	b.PlansAt("08:00", samuel, ash)
	joins(b, declined, samuel).Is(http.StatusSeeOther)
	return declined, samuel
}

func TestADeathHoldsForEveryRecordOfThePersonAndSoDoesItsBeingAnError(t *testing.T) {
	b := webtest.Open(t)
	ash, gov := b.Works("Ash", authz.PeerWorker), b.Works("Gov", authz.Governance)
	declined, samuel := visited(b, ash)
	third := b.Refers(b.Rhea, b.South, "Samuell")
	joins(b, samuel, third).Is(http.StatusSeeOther)
	told := len(b.SentAll("ash@example.org"))
	enters(b, b.Lena, declined, "death").Is(http.StatusSeeOther)
	for _, record := range []id.Participant{declined, samuel, third} {
		b.Get(b.Lena, "/people/"+string(record)).Is(http.StatusOK).Says("Died on 22 November 2026")
	}
	b.Get(gov, "/trail?only=changes").Says("moving away, a death Person", "2 people in it")
	if open := b.Course(samuel).Open(); len(open) != 0 {
		t.Errorf("%d visits are still planned", len(open))
	}
	b.Sends()
	if n := len(b.SentAll("ash@example.org")); n != told+1 {
		t.Errorf("the worker who visited them was sent %d messages", n-told)
	}
	b.Get(ash, "/visits").Says("Something has changed for somebody you visit")

	enters(b, b.Lena, third, "death_in_error").Is(http.StatusSeeOther)
	for _, record := range []id.Participant{declined, samuel, third} {
		b.Get(b.Lena, "/people/"+string(record)).Is(http.StatusOK).KeepsFrom("Died on")
	}
	b.Verify()
}

func TestADayOfDeathIsPutRightInEveryRecordOfThePerson(t *testing.T) {
	b := webtest.Open(t)
	declined, samuel := visited(b, b.Works("Ash", authz.PeerWorker))
	dies(b, declined)
	at := "/people/" + string(samuel) + "/life"
	form := b.Form(b.Lena, at)
	form.Set("kind", "death_day")
	form.Set("note", "His sister rang: it was Friday")
	webtest.Day(form, "on", "20", "11", "2026")
	b.Insists(b.Lena, at, form).Is(http.StatusSeeOther)
	for _, record := range []id.Participant{declined, samuel} {
		b.Get(b.Lena, "/people/"+string(record)).Says("Died on 20 November 2026").KeepsFrom("22 November 2026")
	}
	b.Verify()
}

// The worker who visits somebody has their death hold for the other record too, and
// learns nothing of it.
func TestAWorkerRecordsADeathForARecordThatTheyCannotOpen(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	declined, samuel := visited(b, ash)
	b.Get(ash, "/people/"+string(declined)+"/life").Is(http.StatusNotFound)
	b.Get(ash, "/people/"+string(samuel)+"/life").KeepsFrom(string(declined), "another record")
	enters(b, ash, samuel, "death").Is(http.StatusSeeOther)
	b.Get(b.Lena, "/people/"+string(declined)).Says("Died on 22 November 2026")
	b.Get(ash, "/people/"+string(declined)+"/life").Is(http.StatusNotFound)
	b.Verify()
}

// Whoever joins a record of somebody who has died with one that goes on is asked first.
func TestJoiningWithARecordOfSomebodyWhoHasDiedIsAskedOnceMoreAndStopsTheOther(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	dead, samuel := b.Refers(b.Remi, b.North, "Samuel"), b.Refers(b.Rhea, b.South, "Smauel")
	b.Agrees(samuel)
	b.Matches(samuel, ash)
	b.PlansAt("08:00", samuel, ash)
	dies(b, dead)
	page := joins(b, samuel, dead).Is(http.StatusOK).Says("died on 22 November 2026", "Is that right?",
		"The two records", "North team", "South team")
	if strings.Contains(b.Get(b.Lena, "/people/"+string(samuel)).Body, "Another record of this person") {
		t.Error("joined before anybody was sure")
	}
	form := page.Filled()
	masked := b.Hires("Max", authz.Lead, authz.Assessor)
	form.Del("page_of") // it was the lead's
	b.Post(masked, "/people/"+string(samuel)+"/same-person", form).Is(http.StatusUnprocessableEntity).
		Says("Ask a colleague who can record a death")
	b.Post(b.Lena, "/people/"+string(samuel)+"/same-person", form).Is(http.StatusSeeOther)
	b.Get(b.Lena, "/people/"+string(samuel)).Says("Died on 22 November 2026")
	if open := b.Course(samuel).Open(); len(open) != 0 {
		t.Errorf("%d visits are still planned", len(open))
	}
	b.Verify()
}

// Taken apart, each record keeps the death that held for both: whoever takes them apart is
// told where to put it right.
func TestTakingApartRecordsThatBothSayADeathIsAskedOnceMore(t *testing.T) {
	b := webtest.Open(t)
	dead, samuel := b.Refers(b.Remi, b.North, "Samuel"), b.Refers(b.Rhea, b.South, "Smauel")
	joins(b, samuel, dead).Is(http.StatusSeeOther)
	dies(b, dead)
	at := "/people/" + string(samuel) + "/same-person"
	form := b.Form(b.Lena, at)
	form.Set("other", string(dead))
	form.Set("same", "no")
	page := b.Post(b.Lena, at, form).Is(http.StatusOK).Says("died on 22 November 2026: both records say so",
		"the death was entered in error", "The two records", "North team", "South team")
	b.Get(b.Lena, "/people/"+string(samuel)).Says("Another record of this person")
	b.Post(b.Lena, at, page.Filled()).Is(http.StatusSeeOther)
	b.Get(b.Lena, "/people/"+string(samuel)).KeepsFrom("Another record of this person")
	enters(b, b.Lena, samuel, "death_in_error").Is(http.StatusSeeOther)
	b.Get(b.Lena, "/people/"+string(samuel)).KeepsFrom("Died on")
	b.Get(b.Lena, "/people/"+string(dead)).Says("Died on 22 November 2026")
	b.Verify()
}

// What isn't a death is of one record alone, for the two may be with two services, unless who
// enters it says otherwise: they are asked before, and read so after, as long as the other goes
// on.
func TestAPauseOfOneRecordSaysThatTheOtherGoesOn(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	one, other := b.Refers(b.Remi, b.North, "Samuel"), b.Refers(b.Rhea, b.South, "Smauel")
	for _, record := range []id.Participant{one, other} {
		b.Agrees(record)
	}
	b.Matches(other, ash)
	b.PlansAt("08:00", other, ash)
	joins(b, one, other).Is(http.StatusSeeOther)
	const before, after = "Record it in their other record too?", "This was recorded in this record only"
	there := "/people/" + string(other) + "/life"
	b.Get(b.Lena, "/people/"+string(one)+"/life").Says(before)
	news := enters(b, b.Lena, one, "readmission").Is(http.StatusSeeOther).Header.Get("Location")
	b.Get(b.Lena, news).Says(after).Link(there)
	b.Get(ash, there).KeepsFrom(before)
	enters(b, b.Hires("Cora", authz.Coordinator), other, "readmission").Is(http.StatusSeeOther)
	b.Get(b.Lena, news).KeepsFrom(after)
	b.Verify()
}

// The coordinator can't open the news: the record says it to them.
func TestTheCoordinatorReadsOnTheRecordThatTheOtherGoesOn(t *testing.T) {
	b := webtest.Open(t)
	cora := b.Hires("Cora", authz.Coordinator)
	one, other := b.Refers(b.Remi, b.North, "Samuel"), b.Refers(b.Rhea, b.South, "Smauel")
	b.Agrees(other)
	joins(b, one, other).Is(http.StatusSeeOther)
	said := enters(b, cora, one, "readmission").Is(http.StatusSeeOther).Cookies()
	if !slices.ContainsFunc(said, func(c *http.Cookie) bool { return c.Value == "life.saved_only" }) {
		t.Errorf("the record says %v", said)
	}
}
