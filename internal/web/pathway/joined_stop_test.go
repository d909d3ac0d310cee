package pathway_test

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

// A visitedTwice is Samuel, who takes part in two joined records, the first of which goes on, and
// is visited in either.
type visitedTwice struct {
	first, second id.Participant
	ash, bo       webtest.Member                    // who visits in the first, and in the second
	own           map[id.Participant]webtest.Member // himself, as he signs in to each
}

func visitsTwice(b *webtest.Bench) visitedTwice {
	s := visitedTwice{ash: b.Works("Ash", authz.PeerWorker), bo: b.Works("Bo Ray", authz.PeerWorker)}
	s.first, s.second = twins(b)
	b.Agrees(s.first)
	b.Agrees(s.second)
	b.Matches(s.first, s.ash)
	b.Matches(s.second, s.bo)
	b.Plans(s.first, s.ash)
	b.PlansAt("2pm", s.second, s.bo)
	s.own = map[id.Participant]webtest.Member{s.first: b.Arrives(s.first), s.second: b.Arrives(s.second)}
	joins(b, s.first, s.second, "yes")
	b.Sends()
	b.Now = b.Now.Add(time.Minute)
	return s
}

// Stopping begins nothing, so it can be recorded in the record that doesn't go on, too.
func TestVisitsAloneAreStoppedInTheRecordThatDoesNotGoOn(t *testing.T) {
	for _, who := range []string{"the lead", "themselves"} {
		t.Run(who, func(t *testing.T) {
			b := webtest.Open(t)
			s := visitsTwice(b)
			member, at := b.Lena, webtest.ConsentPath(s.second, "stop")
			if who == "themselves" {
				member, at = s.own[s.second], "/my-consents/stop"
			}
			form := b.Opens(member, at)
			form.Set("scope", "from_visits_only")
			form.Del("also")
			b.Post(member, at, form).Is(http.StatusSeeOther)
			if open := b.Course(s.second).Open(); len(open) > 0 {
				t.Errorf("%d visits are still planned", len(open))
			}
			if open := b.Course(s.first).Open(); len(open) == 0 {
				t.Error("no visit of the other record is planned any more")
			}
			b.Get(s.bo, "/visits").Says("Taking part, without visits")
			b.Verify()
		})
	}
}

// Where nobody comes in it, there are no visits that somebody could stop there.
func TestVisitsAreNotOfferedToStopInARecordInWhichNobodyComes(t *testing.T) {
	b := webtest.Open(t)
	first, second := twins(b)
	b.Agrees(first)
	b.Agrees(second)
	other := b.Arrives(second)
	joins(b, first, second, "yes")
	b.Get(other, "/my-consents/stop").Is(http.StatusOK).KeepsFrom("Stop the visits")
	b.Get(b.Arrives(first), "/my-consents/stop").Is(http.StatusOK).Says("Stop the visits")
}

// stopsIn is the form on which the lead records that somebody stops everything, as it is opened.
func stopsIn(b *webtest.Bench, record id.Participant) (at string, form url.Values) {
	at = webtest.ConsentPath(record, "stop")
	form = b.Opens(b.Lena, at)
	form.Set("scope", "wholly")
	return at, form
}

// Who wants to stop everything means all of it: one act, a stop in each, whichever it is said in.
func TestStoppingEverythingHoldsInBothRecordsOfOnePerson(t *testing.T) {
	for _, from := range []string{"the record that goes on", "the other"} {
		t.Run(from, func(t *testing.T) {
			b := webtest.Open(t)
			s := visitsTwice(b)
			gov := b.Works("Gov", authz.Governance)
			in, other := s.first, s.second
			if from == "the other" {
				in, other = other, in
			}
			at, form := stopsIn(b, in)
			b.Get(b.Lena, at).Says("Do they want to stop in their other record too?", "This cancels")
			if form.Get("also") != string(other) {
				t.Fatalf("ticked: %v", form["also"])
			}
			b.Twice(b.Lena, at, form, "/people/"+string(in)+"/consent")
			for _, record := range []id.Participant{in, other} {
				b.Get(b.Lena, "/people/"+string(record)).Says("Withdrew on 23 November 2026")
				if open := b.Course(record).Open(); len(open) > 0 {
					t.Errorf("%d visits are still planned", len(open))
				}
			}
			b.Get(gov, "/trail?only=changes").Says("1 person in it")
			b.Sends()
			for _, worker := range []string{"ash@example.org", "bo.ray@example.org"} {
				if n := strings.Count(strings.Join(b.SentAll(worker), ""), "These visits no longer happen"); n != 1 {
					t.Errorf("%s was told %d times", worker, n)
				}
			}

			b.Now = b.Now.Add(time.Minute)
			page := b.Get(b.Lena, "/people/"+string(in)+"/undo").Says("Take it back in their other record too?")
			undo := b.Opens(b.Lena, "/people/"+string(in)+"/undo")
			undo.Set("fact", chosen(t, page, "withdrawal"))
			undo.Set("why", "It was somebody else")
			b.Twice(b.Lena, "/people/"+string(in)+"/undo", undo, "/people/"+string(in))
			for _, record := range []id.Participant{in, other} {
				b.Get(b.Lena, "/people/"+string(record)).Says("because: It was somebody else").KeepsFrom("Withdrew on")
			}
			b.Get(b.Lena, "/people/"+string(s.second)).Says(goesOn)
			b.Verify()
		})
	}
}

// Without the tick it is of this record alone, and so it is where the policy says no, or the two
// were taken apart meanwhile.
func TestAStopIsOfTheRecordsThatWereTickedAlone(t *testing.T) {
	b := webtest.Open(t)
	s := visitsTwice(b)
	at, form := stopsIn(b, s.second)
	joins(b, s.first, s.second, "no")
	b.Post(b.Lena, at, form).Is(http.StatusUnprocessableEntity).Says("no longer joined with this one")
	b.Get(b.Lena, "/people/"+string(s.second)).KeepsFrom("Withdrew on")
	joins(b, s.first, s.second, "yes")
	at, form = stopsIn(b, s.second)
	form.Del("also")
	b.Post(b.Lena, at, form).Is(http.StatusSeeOther)
	b.Get(b.Lena, "/people/"+string(s.first)).KeepsFrom("Withdrew on", "Ask them whether they want to stop here too")
	b.Sends()
	if n := len(b.SentAll("lena@example.org")); n > 0 && strings.Contains(b.Sent("lena@example.org"), "two referrals") {
		t.Error("who recorded it of one record is asked to record it in the other")
	}
	b.Verify()
}

// Their account sees one record, and the join may be a slip: they read what stops, and no more.
// Those who look after the other one hear of it, and are told what to do.
func TestWhoStopsThemselvesIsAskedOfTheirOtherRecord(t *testing.T) {
	for _, from := range []string{"the record that goes on", "the other"} {
		t.Run(from, func(t *testing.T) {
			b := webtest.Open(t)
			s := visitsTwice(b)
			in, other, worker, name := s.first, s.second, s.bo, "bo.ray"
			if from == "the other" {
				in, other, worker, name = other, in, s.ash, "ash"
			}
			me := s.own[in]
			b.Get(me, "/my-consents/stop").Says("because of another referral too, this doesn't stop that one").
				KeepsFrom("Nobody visits you any more", "we ask you nothing more", string(other))
			form := b.Form(me, "/my-consents/stop")
			form.Set("scope", "wholly")
			b.Twice(me, "/my-consents/stop", form, "/my-consents")
			b.Get(me, "/my-consents").Says("that one has not stopped", "those go on", "Somebody will ask you").
				KeepsFrom("no longer counts", string(other))
			b.Sends()
			for to, path := range map[string]string{"lena": "/consent", name: "/visits"} {
				if text := b.Sent(to + "@example.org"); !strings.Contains(text, "/people/"+string(other)+path) {
					t.Errorf("%s was sent %q", to, text)
				}
			}
			asks := "Ask them whether they want to stop here too"
			b.Get(b.Lena, "/people/"+string(other)).Says(asks)
			b.Get(b.Lena, "/people/"+string(other)+"/consent").Says(asks)
			b.Get(worker, "/people/"+string(other)+"/visits").Says(asks).KeepsFrom(string(in))
			b.Get(s.own[other], "/home").KeepsFrom("stopped")
			listed := "Ask whether they stop here too"
			b.Get(b.Lena, "/board").Once(listed)
			b.Get(worker, "/visits").Says(asks)
			visit := "/people/" + string(other) + "/visits/" + string(b.Course(other).Open()[0].ID)
			b.Get(worker, visit).Once(asks)

			b.Now = b.Now.Add(time.Minute)
			if from == "the other" { // they go on there
				again := b.Answers(b.Opens(b.Lena, webtest.ConsentPath(other, "record")))
				again.Set("how", "on_paper")
				webtest.Day(again, "at", "23", "11", "2026")
				b.Post(b.Lena, webtest.ConsentPath(other, "record"), again).Is(http.StatusSeeOther)
			} else {
				at, stop := stopsIn(b, other)
				b.Post(b.Lena, at, stop).Is(http.StatusSeeOther)
			}
			b.Get(me, "/my-consents").KeepsFrom("Somebody will ask you")
			b.Get(b.Lena, "/people/"+string(other)).KeepsFrom(asks)
			b.Get(worker, "/people/"+string(other)+"/visits").KeepsFrom(asks)
			b.Get(b.Lena, "/board").KeepsFrom(listed)
			b.Get(worker, "/visits").KeepsFrom(asks)
			b.Verify()
		})
	}
}

// Who was told to ask hears once, that there is no need, when the two turn out to be two people; but
// not who says so, nor anybody once it was recorded what they say.
func TestWhoWasToldToAskHearsThatTheRecordsAreOfTwoPeople(t *testing.T) {
	for name, recorded := range map[string]bool{"nobody has asked": false, "it was recorded": true} {
		t.Run(name, func(t *testing.T) {
			b := webtest.Open(t)
			s := visitsTwice(b)
			lou := b.Works("Lou", authz.Lead)
			form := b.Form(s.own[s.first], "/my-consents/stop")
			form.Set("scope", "wholly")
			b.Post(s.own[s.first], "/my-consents/stop", form).Is(http.StatusSeeOther)
			b.Now = b.Now.Add(time.Minute)
			if recorded {
				at, stop := stopsIn(b, s.second)
				b.Post(b.Lena, at, stop).Is(http.StatusSeeOther)
				b.Now = b.Now.Add(time.Minute)
			}
			joins(b, s.first, s.second, "no").Is(http.StatusSeeOther)
			b.Get(lou, "/board").KeepsFrom("Ask whether they stop here too")
			b.Sends()
			for to, want := range map[string]int{"lou": 1, "bo.ray": 1, "lena": 0, "ash": 0} {
				if recorded {
					want = 0
				}
				told := strings.Join(b.SentAll(to+"@example.org"), "")
				if n := strings.Count(told, "The two referrals are of two people"); n != want {
					t.Errorf("%s was told %d times: %s", to, n, told)
				}
			}
			b.Verify()
		})
	}
}

// Of visits that are over under the other referral nobody reads that they go on, nor that somebody will
// ask where staff recorded it, and nobody was told to.
func TestWhoStopsReadsWhatHoldsOfTheirOtherReferral(t *testing.T) {
	b := webtest.Open(t)
	s := visitsTwice(b)
	at := "/people/" + string(s.second) + "/ending"
	end := b.Form(b.Lena, at)
	end.Set("kind", "sooner")
	end.Set("calls_off", "yes")
	b.Post(b.Lena, at, end).Is(http.StatusSeeOther)
	b.Now = b.Now.Add(time.Minute)
	stop, form := stopsIn(b, s.first)
	form.Del("also")
	b.Post(b.Lena, stop, form).Is(http.StatusSeeOther)
	b.Get(s.own[s.first], "/my-consents").Says("that one has not stopped", "please tell the people who look after you").
		KeepsFrom("those go on", "Somebody will ask you")
	b.Verify()
}

// Who has stopped in the record that doesn't go on, and sends it from another tab, reads that it is
// done, and not that they have it under another one.
func TestWhoStopsAgainFromAnOlderTabReadsThatTheyHaveStopped(t *testing.T) {
	b := webtest.Open(t)
	s := visitsTwice(b)
	me := s.own[s.second]
	const at = "/my-consents/stop"
	form, older := b.Opens(me, at), b.Opens(me, at)
	form.Set("scope", "wholly")
	older.Set("scope", "wholly")
	b.Post(me, at, form).Is(http.StatusSeeOther)
	b.Post(me, at, older).Is(http.StatusConflict).KeepsFrom("another record", "You have this already")
	b.Verify()
}
