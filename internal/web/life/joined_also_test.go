package life_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// twoCourses are two records of Samuel's, joined: in either he takes part, and is visited.
func twoCourses(b *webtest.Bench) (one, other id.Participant, ash, bo webtest.Member) {
	ash, bo = b.Works("Ash", authz.PeerWorker), b.Works("Bo Ray", authz.PeerWorker)
	one, other = b.Refers(b.Remi, b.North, "Samuel"), b.Refers(b.Rhea, b.South, "Smauel")
	for record, worker := range map[id.Participant]webtest.Member{one: ash, other: bo} {
		b.Agrees(record)
		b.Matches(record, worker)
		b.Plans(record, worker)
	}
	joins(b, one, other).Is(http.StatusSeeOther)
	b.Sends()
	b.Now = b.Now.Add(time.Minute) // nothing is planned since
	return one, other, ash, bo
}

// pauses is the form that has everything wait from today, as it is opened.
func pauses(b *webtest.Bench, who webtest.Member, record id.Participant) url.Values {
	form := b.Opens(who, "/people/"+string(record)+"/life")
	form.Set("kind", "readmission")
	return form
}

// One act, two facts: who records it is asked whether it holds for the other record, and each
// is taken back by itself.
func TestAPauseIsRecordedForBothRecordsOfOnePersonAtOnce(t *testing.T) {
	b := webtest.Open(t)
	one, other, ash, bo := twoCourses(b)
	b.Works("Sue", authz.Supervisor)
	gov := b.Works("Gov", authz.Governance)
	at := "/people/" + string(one) + "/life"
	b.Get(b.Lena, at).Says("Record it in their other record too?", "Smauel Okafor, referred by South team on").
		KeepsFrom("Changes this record only")
	b.Get(ash, at).KeepsFrom("other record", string(other))
	told := map[string]int{}
	for _, name := range []string{"ash", "bo.ray", "sue"} {
		told[name] = len(b.SentAll(name + "@example.org"))
	}
	form := pauses(b, b.Lena, one)
	if form.Get("also") != string(other) {
		t.Fatalf("ticked: %v", form["also"])
	}
	news := b.Post(b.Lena, at, form).Is(http.StatusSeeOther).Header.Get("Location")
	b.Post(b.Lena, at, form).To(news) // the second tap
	b.Get(b.Lena, news).KeepsFrom("This was recorded in this record only")
	for _, record := range []id.Participant{one, other} {
		b.Get(b.Lena, "/people/"+string(record)).Says("On hold since 23 November 2026")
		if open := b.Course(record).Open(); len(open) != 0 {
			t.Errorf("%d visits are still planned", len(open))
		}
	}
	b.Get(gov, "/trail?only=changes").Says("1 person in it")
	b.Sends()
	for name, before := range told {
		if n := len(b.SentAll(name+"@example.org")) - before; n != 1 {
			t.Errorf("%s was sent %d messages", name, n)
		}
	}
	b.Get(bo, "/visits").Says("Something has changed for somebody you visit")

	takesMoveBack(b, "/people/"+string(other))
	b.Get(b.Lena, "/people/"+string(other)).KeepsFrom("On hold since")
	b.Get(b.Lena, "/people/"+string(one)).Says("On hold since")
	b.Verify()
}

// Who may know of no visits is asked the same, and so is the policy of each record.
func TestAPauseHoldsForAnotherRecordOnlyOfWhoMayRecordItThere(t *testing.T) {
	b := webtest.Open(t)
	one, other, ash, _ := twoCourses(b)
	cora := b.Works("Cora", authz.Coordinator)
	at := "/people/" + string(one) + "/life"
	form := pauses(b, ash, one)
	form.Set("also", string(other))
	b.Post(ash, at, form).Is(http.StatusNotFound)
	for _, record := range []id.Participant{one, other} {
		b.Get(b.Lena, "/people/"+string(record)).KeepsFrom("On hold")
	}
	form = pauses(b, cora, one)
	form.Del("also") // it is of this one alone
	b.Post(cora, at, form).Is(http.StatusSeeOther)
	b.Get(b.Lena, "/people/"+string(one)).Says("On hold")
	b.Get(b.Lena, "/people/"+string(other)).KeepsFrom("On hold")
	b.Verify()
}

// A move on a day to come is kept for both, and comes for both.
func TestAMoveAheadComesForBothRecordsOfOnePerson(t *testing.T) {
	b := webtest.Open(t)
	one, other, _, _ := twoCourses(b)
	at := "/people/" + string(one) + "/life"
	form := b.Opens(b.Lena, at)
	form.Set("kind", "moving_away")
	webtest.Day(form, "on", "30", "11", "2026")
	b.Post(b.Lena, at, form).Is(http.StatusSeeOther)
	for _, record := range []id.Participant{one, other} {
		b.Get(b.Lena, "/people/"+string(record)).KeepsFrom("Away since")
	}
	b.Now = b.Now.AddDate(0, 0, 8)
	b.Sends()
	b.Lena.Token = b.SignIn("lena@example.org")
	for _, record := range []id.Participant{one, other} {
		b.Get(b.Lena, "/people/"+string(record)).Says("Away since 30 November 2026")
	}
	b.Verify()
}
