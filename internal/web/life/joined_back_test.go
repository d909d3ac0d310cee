package life_test

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

const asksBack = "Take a life event back in their other record too?"

// backForm is the form that takes back the last event in somebody's life, as it is opened.
func backForm(b *webtest.Bench, record id.Participant) url.Values {
	b.Now = b.Now.Add(time.Minute)
	at := "/people/" + string(record) + "/undo"
	form := b.Opens(b.Lena, at)
	form.Set("fact", regexp.MustCompile(`life_event/[a-z0-9]+`).FindString(b.Get(b.Lena, at).Body))
	form.Set("why", "It was somebody else")
	return form
}

// takesBackAsOpened takes back the last event in somebody's life as the form opens.
func takesBackAsOpened(b *webtest.Bench, record id.Participant) {
	at := "/people/" + string(record)
	b.Twice(b.Lena, at+"/undo", backForm(b, record), at)
}

// alone takes it back in record, and leaves it in the other.
func alone(b *webtest.Bench, record id.Participant) {
	form := backForm(b, record)
	form.Del("also")
	at := "/people/" + string(record)
	b.Post(b.Lena, at+"/undo", form).To(at)
}

// One act recorded it for both records, and one act takes it back of both.
func TestALifeEventOfTwoRecordsIsTakenBackOfBothAtOnce(t *testing.T) {
	b := webtest.Open(t)
	one, other, _, _ := twoCourses(b)
	gov := b.Works("Gov", authz.Governance)
	b.Post(b.Lena, "/people/"+string(one)+"/life", pauses(b, b.Lena, one)).Is(http.StatusSeeOther)
	b.Sends()
	told := len(b.SentAll("bo.ray@example.org"))
	b.Get(b.Lena, "/people/"+string(one)+"/undo").Says(asksBack, "Smauel Okafor, referred by South team on").
		Link("/people/" + string(other))
	if form := backForm(b, one); form.Get("also") != string(other) {
		t.Fatalf("ticked: %v", form["also"])
	}
	takesBackAsOpened(b, one)
	for _, record := range []id.Participant{one, other} {
		b.Get(b.Lena, "/people/"+string(record)).Says("Taken back By Lena,", "because: It was somebody else").
			KeepsFrom("On hold since")
		b.Get(b.Lena, "/people/"+string(record)+"/undo").KeepsFrom(asksBack)
	}
	b.Get(gov, "/trail?only=changes").Says("1 person in it")
	b.Sends()
	if n := len(b.SentAll("bo.ray@example.org")) - told; n != 1 {
		t.Errorf("the worker there was sent %d messages", n)
	}
	b.Verify()
}

// Of what else can be taken back, the other record is none of its business.
func TestAnotherRecordIsNoPartOfTakingBackWhatIsNoLifeEvent(t *testing.T) {
	b := webtest.Open(t)
	one, other := b.Accepts("Samuel"), b.Refers(b.Rhea, b.South, "Smauel")
	joins(b, one, other).Is(http.StatusSeeOther)
	at := "/people/" + string(one)
	form := pauses(b, b.Lena, one)
	form.Set("also", string(other))
	b.Post(b.Lena, at+"/life", form).Is(http.StatusSeeOther)
	form = backForm(b, one)
	form.Set("fact", regexp.MustCompile(`screening/[a-z0-9]+`).FindString(b.Get(b.Lena, at+"/undo").Body))
	b.Post(b.Lena, at+"/undo", form).To(at)
	for _, record := range []id.Participant{one, other} {
		b.Get(b.Lena, "/people/"+string(record)).Says("On hold since")
	}
}

// Nobody is there to read it but those who heard of the one that is taken back: they hear of
// the one that stays.
func TestALifeEventThatStaysInTheOtherRecordIsToldAnew(t *testing.T) {
	b := webtest.Open(t)
	one, other := b.Refers(b.Remi, b.North, "Samuel"), b.Refers(b.Rhea, b.South, "Smauel")
	b.Works("Sue", authz.Supervisor)
	b.Agrees(one)
	b.Agrees(other)
	b.Matches(one, b.Works("Ash", authz.PeerWorker))
	joins(b, one, other).Is(http.StatusSeeOther)
	b.Now = b.Now.Add(time.Minute)
	b.Post(b.Lena, "/people/"+string(one)+"/life", pauses(b, b.Lena, one)).Is(http.StatusSeeOther)
	b.Sends()
	told := len(b.SentAll("sue@example.org"))
	b.Get(b.Lena, "/people/"+string(one)+"/undo").Says("Without a tick it stays in that record")
	alone(b, one)
	b.Sends()
	if n := len(b.SentAll("sue@example.org")) - told; n != 1 {
		t.Errorf("the supervisor was sent %d messages", n)
	}
	b.Get(b.Lena, "/life").Says("1 life event needs attention.").Once("Not read yet")
	b.Get(b.Lena, "/people/"+string(other)).Says("On hold since")
	b.Verify()
}

// Who supervises heard of both by the message about the one.
func TestWhoHeardOfAnEventWithTheOneThatIsTakenBackHearsOfTheOtherOnce(t *testing.T) {
	b := webtest.Open(t)
	one, other, _, _ := twoCourses(b)
	b.Works("Sue", authz.Supervisor)
	b.Post(b.Lena, "/people/"+string(one)+"/life", pauses(b, b.Lena, one)).Is(http.StatusSeeOther)
	b.Sends()
	told := map[string]int{}
	for _, name := range []string{"sue", "bo.ray"} {
		told[name] = len(b.SentAll(name + "@example.org"))
	}
	alone(b, one)
	b.Sends()
	if n := len(b.SentAll("sue@example.org")) - told["sue"]; n != 1 {
		t.Errorf("the supervisor was sent %d messages", n)
	}
	if n := len(b.SentAll("bo.ray@example.org")) - told["bo.ray"]; n != 0 {
		t.Errorf("the worker there, who knows, was sent %d messages", n)
	}
	takesBackAsOpened(b, other)
	b.Verify()
}

// What else was recorded in the other record keeps it there: the page says so before.
func TestALifeEventThatSomethingFollowedInTheOtherRecordStaysThere(t *testing.T) {
	b := webtest.Open(t)
	one, other, _, _ := twoCourses(b)
	b.Post(b.Lena, "/people/"+string(one)+"/life", pauses(b, b.Lena, one)).Is(http.StatusSeeOther)
	news(b, other, "going_on", "23", "11")
	b.Get(b.Lena, "/people/"+string(one)+"/undo").KeepsFrom(asksBack).
		Says("It stays in their other record, Smauel Okafor", "Something else has been recorded in their life since.").
		Link("/people/" + string(other))
	form := backForm(b, one)
	form.Set("also", string(other))
	b.Post(b.Lena, "/people/"+string(one)+"/undo", form).Is(http.StatusConflict)
	takesBackAsOpened(b, one)
	b.Get(b.Lena, "/people/"+string(one)).KeepsFrom("On hold since")
	b.Verify()
}

// A move is taken back of both while it lies ahead, and once it has taken effect.
func TestAMoveAheadOfTwoRecordsIsTakenBackOfBothAtOnce(t *testing.T) {
	for name, later := range map[string]int{"ahead": 0, "in effect": 8} {
		t.Run(name, func(t *testing.T) {
			b := webtest.Open(t)
			one, other, _, _ := twoCourses(b)
			form := b.Opens(b.Lena, "/people/"+string(one)+"/life")
			form.Set("kind", "moving_away")
			webtest.Day(form, "on", "30", "11", "2026")
			b.Post(b.Lena, "/people/"+string(one)+"/life", form).Is(http.StatusSeeOther)
			b.Now = b.Now.AddDate(0, 0, later)
			b.Sends()
			b.Lena.Token = b.SignIn("lena@example.org")
			takesBackAsOpened(b, one)
			b.Now = b.Now.AddDate(0, 0, 9)
			b.Sends()
			b.Lena.Token = b.SignIn("lena@example.org")
			for _, record := range []id.Participant{one, other} {
				b.Get(b.Lena, "/people/"+string(record)).Says("because: It was somebody else").
					KeepsFrom("Away since", "moves away on")
			}
			b.Verify()
		})
	}
}
