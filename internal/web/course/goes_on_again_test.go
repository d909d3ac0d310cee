package course_test

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

const visitsGoOn = "Entered in error: the visits go on"

// visitsEnd has the lead record that somebody had what they needed sooner.
func visitsEnd(b *webtest.Bench, sam id.Participant) {
	b.Now = b.Now.Add(time.Minute)
	at := "/people/" + string(sam) + "/ending"
	end := url.Values{"id": {b.Get(b.Lena, at).Hidden("id.ending")}, "kind": {"sooner"}, "calls_off": {"yes"}}
	webtest.Day(end, "on", "23", "11", "2026")
	b.Post(b.Lena, at, end).To(at)
}

// stops has the lead record that somebody has stopped.
func stops(b *webtest.Bench, sam id.Participant, scope string) {
	b.Now = b.Now.Add(time.Minute)
	stop := b.Form(b.Lena, webtest.ConsentPath(sam, "stop"))
	stop.Set("scope", scope)
	webtest.Day(stop, "on", "23", "11", "2026")
	b.Post(b.Lena, webtest.ConsentPath(sam, "stop"), stop).Is(http.StatusSeeOther)
}

// takesBackOf has the lead take back the newest fact of a kind, and is what the page answers.
func takesBackOf(b *webtest.Bench, sam id.Participant, kind string) webtest.Answer {
	b.Now = b.Now.Add(time.Minute)
	at := "/people/" + string(sam) + "/undo"
	form := b.Form(b.Lena, at)
	form.Set("fact", offered(b.Get(b.Lena, at), kind))
	form.Set("why", "A slip")
	return b.Post(b.Lena, at, form)
}

// offered is the fact of a kind that page offers to take back.
func offered(page webtest.Answer, kind string) string {
	return regexp.MustCompile(kind + `/[a-z0-9]+`).FindString(page.Body)
}

// What would have visits go on is offered only where they can.
func TestVisitsDoNotGoOnAgainForWhoHasStoppedOrDied(t *testing.T) {
	for what, c := range map[string]struct {
		happens func(*webtest.Bench, id.Participant)
		says    string
	}{
		"stopped": {func(b *webtest.Bench, sam id.Participant) { stops(b, sam, "wholly") }, "They have stopped since"},
		"died": {func(b *webtest.Bench, sam id.Participant) {
			form := b.Form(b.Lena, "/people/"+string(sam)+"/life")
			form.Set("kind", "death")
			form.Set("sure", "yes")
			webtest.Day(form, "on", "23", "11", "2026")
			b.Post(b.Lena, "/people/"+string(sam)+"/life", form).Is(http.StatusSeeOther)
		}, "This person has died."},
	} {
		t.Run(what, func(t *testing.T) {
			b := webtest.Open(t)
			ash := b.Works("Ash", authz.PeerWorker)
			sam := b.Refers(b.Remi, b.North, "Sam")
			b.Agrees(sam)
			b.Matches(sam, ash)
			b.Plans(sam, ash)
			visitsEnd(b, sam)
			at := "/people/" + string(sam) + "/ending"
			page := b.Get(b.Lena, at).Is(http.StatusOK).Says(visitsGoOn)
			old := url.Values{"id": {page.Hidden("id.ending.goes_on")}, "goes_on": {page.Hidden("goes_on")}}
			c.happens(b, sam)
			b.Get(b.Lena, at).Is(http.StatusOK).Says("The visits have ended").KeepsFrom(visitsGoOn).
				Link("/people/" + string(sam) + "/undo")
			b.Post(b.Lena, at+"/goes-on", old).Is(http.StatusConflict).Says(c.says).KeepsFrom("The visits go on.")
			b.Get(b.Lena, "/people/"+string(sam)+"/undo").Says("Visits ended", "Only the record changes").
				KeepsFrom("The visits go on.", "please plan")
			takesBackOf(b, sam, "ending_fact").Is(http.StatusSeeOther)
			b.Verify()
		})
	}
}

// joined are two records of Samuel's in which he takes part, the first of which goes on.
func joined(b *webtest.Bench, ash webtest.Member) (first, second id.Participant) {
	return joinedAt(b, ash, false)
}

// joinedAt is joined, in the second of which he may have been invited and no more.
func joinedAt(b *webtest.Bench, ash webtest.Member, invited bool) (first, second id.Participant) {
	first = b.Refers(b.Remi, b.North, "Samuel")
	b.Now = b.Now.Add(time.Minute)
	second = b.Refers(b.Rhea, b.South, "Smauel")
	b.Agrees(first)
	if invited {
		b.Decides(second, url.Values{"verdict": {"accept"}})
		b.Invites(second)
	} else {
		b.Agrees(second)
	}
	b.Matches(first, ash)
	b.Now = b.Now.Add(time.Minute)
	form := b.Form(b.Lena, "/people/"+string(first)+"/same-person")
	form.Set("other", string(second))
	form.Set("same", "yes")
	b.Post(b.Lena, "/people/"+string(first)+"/same-person", form).Is(http.StatusSeeOther)
	return first, second
}

const otherGoesOn = "Another record of this person goes on"

// By what was typed by mistake the other record goes on: as long as nothing has followed there,
// it is taken back, by whichever way.
func TestAnEndTypedByMistakeIsTakenBackUntilSomethingFollowsInTheOtherRecord(t *testing.T) {
	for kind, happens := range map[string]func(*webtest.Bench, id.Participant){
		"withdrawal":  func(b *webtest.Bench, sam id.Participant) { stops(b, sam, "wholly") },
		"ending_fact": visitsEnd,
	} {
		t.Run(kind, func(t *testing.T) {
			b := webtest.Open(t)
			ash, bo := b.Works("Ash", authz.PeerWorker), b.Works("Bo Ray", authz.PeerWorker)
			first, second := joined(b, ash)
			happens(b, first)
			b.Get(b.Lena, "/people/"+string(first)).Says(otherGoesOn)
			takesBackOf(b, first, kind).Is(http.StatusSeeOther)
			b.Get(b.Lena, "/people/"+string(first)).Says("Taken back By Lena,").KeepsFrom(otherGoesOn)
			b.Get(b.Lena, "/people/"+string(second)).Says(otherGoesOn)
			b.Plans(first, ash)

			happens(b, first)
			undo := b.Form(b.Lena, "/people/"+string(first)+"/undo")
			undo.Set("fact", offered(b.Get(b.Lena, "/people/"+string(first)+"/undo"), kind))
			ending := b.Get(b.Lena, "/people/"+string(first)+"/ending")
			b.Now = b.Now.Add(time.Minute)
			b.Matches(second, bo)
			b.Get(b.Lena, "/people/"+string(first)+"/undo").Says(otherGoesOn + " by now")
			undo.Set("why", "A slip")
			b.Post(b.Lena, "/people/"+string(first)+"/undo", undo).Is(http.StatusConflict)
			if kind == "ending_fact" {
				old := url.Values{"id": {ending.Says(visitsGoOn).Hidden("id.ending.goes_on")},
					"goes_on": {ending.Hidden("goes_on")}}
				b.Get(b.Lena, "/people/"+string(first)+"/ending").KeepsFrom(visitsGoOn)
				b.Post(b.Lena, "/people/"+string(first)+"/ending/goes-on", old).Is(http.StatusConflict).Says(otherGoesOn)
			}
			b.Verify()
		})
	}
}

// The record that never went on stands where it stood: nothing begins in it by taking back what
// ended it, and the other one has gone on meanwhile.
func TestAnEndTypedByMistakeInTheRecordThatDidNotGoOnIsTakenBack(t *testing.T) {
	for kind, c := range map[string]struct {
		happens func(*webtest.Bench, id.Participant)
		says    string
	}{
		"withdrawal": {func(b *webtest.Bench, sam id.Participant) { stops(b, sam, "wholly") }, "They take part again"},
		"ending_fact": {func(b *webtest.Bench, sam id.Participant) {
			visitsEnd(b, sam)
			b.Get(b.Lena, "/people/"+string(sam)+"/ending").KeepsFrom(visitsGoOn)
		}, "Only the record changes"},
		"declining": {func(b *webtest.Bench, sam id.Participant) {
			b.Now = b.Now.Add(time.Minute)
			form := b.Form(b.Lena, webtest.ConsentPath(sam, "no"))
			webtest.Day(form, "on", "23", "11", "2026")
			b.Post(b.Lena, webtest.ConsentPath(sam, "no"), form).Is(http.StatusSeeOther)
		}, "Things are as they were before this"},
	} {
		t.Run(kind, func(t *testing.T) {
			b := webtest.Open(t)
			ash := b.Works("Ash", authz.PeerWorker)
			first, second := joinedAt(b, ash, kind == "declining")
			b.Plans(first, ash)
			at := "/people/" + string(second)
			c.happens(b, second)
			b.Now = b.Now.Add(time.Minute)
			b.Post(b.Lena, webtest.ConsentPath(first, "record"), agreesOn(b, first)).Is(http.StatusSeeOther)
			b.Get(b.Lena, at+"/undo").Says(c.says).KeepsFrom("please plan", otherGoesOn+" by now")
			takesBackOf(b, second, kind).To(at)
			b.Get(b.Lena, at).Says("Taken back By Lena,", otherGoesOn).Link("/people/" + string(first))
			b.Get(b.Lena, "/people/"+string(first)).KeepsFrom(otherGoesOn)
			b.Verify()
		})
	}
}

// The other record goes on because this one was stopped: two would go on.
func TestAnEndIsNotTakenBackOnceTheOtherRecordHasComeFurther(t *testing.T) {
	b := webtest.Open(t)
	first, second := joinedAt(b, b.Works("Ash", authz.PeerWorker), true)
	stops(b, first, "wholly")
	b.Now = b.Now.Add(time.Minute)
	b.Post(b.Lena, webtest.ConsentPath(second, "record"), agreesOn(b, second)).Is(http.StatusSeeOther)
	b.Get(b.Lena, "/people/"+string(first)+"/undo").Says(otherGoesOn + " by now").Link("/people/" + string(second))
	b.Verify()
}

// agreesOn is the form on which they agree to everything, on paper.
func agreesOn(b *webtest.Bench, sam id.Participant) url.Values {
	form := b.Answers(b.Form(b.Lena, webtest.ConsentPath(sam, "record")))
	form.Set("how", "on_paper")
	webtest.Day(form, "at", "23", "11", "2026")
	return form
}
