package pathway_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/webtest"
)

// asked is the form that a page of likely duplicates offers under a button.
func asked(t *testing.T, page webtest.Answer, button string) url.Values {
	t.Helper()
	for _, form := range regexp.MustCompile(`(?s)<form.*?</form>`).FindAllString(page.Body, -1) {
		if !strings.Contains(form, button) {
			continue
		}
		sent := url.Values{}
		for _, m := range webtest.HiddenField.FindAllStringSubmatch(form, -1) {
			sent.Add(m[1], m[2])
		}
		return sent
	}
	t.Fatalf("no form has the button %q", button)
	return nil
}

const again = "Same person: refer Sam Okafor, born 28 February 1990, again"

// returns refers sam again, as the same person.
func returns(t *testing.T, b *webtest.Bench, set ...func(url.Values)) webtest.Answer {
	t.Helper()
	path := webtest.NewReferralPath(b.North)
	form := b.Typed(b.Get(b.Remi, path), "Sam")
	for _, s := range set {
		s(form)
	}
	same := asked(t, b.Post(b.Remi, path, form).Is(http.StatusConflict), again)
	b.Post(b.Remi, path, same)
	return b.Post(b.Remi, path, same) // the second tap
}

func TestSomebodyWhoWasDeclinedComesBackUnderTheSameRecord(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	returns(t, b).To("/referrals/" + string(sam))
	b.Get(b.Remi, "/referrals/"+string(sam)).Is(http.StatusOK).Says("Referred").KeepsFrom("Declined")
	b.Get(b.Remi, "/teams/"+string(b.North)+"/referrals").Once("Sam Okafor")
	b.Get(b.Lena, "/screening").Is(http.StatusOK).Once("1 person is waiting for a decision")
	b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).Says("The referral is waiting for a decision",
		"When they were with the service before").KeepsFrom("No worker has room")
	b.Get(b.Lena, "/people/"+string(sam)+"/earlier").Is(http.StatusOK).Says("Earlier support", "Declined",
		"No worker has room in time", "North team")
	b.Verify()
}

func TestConsentIsAskedAnewOfSomebodyWhoComesBack(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	me := b.Arrives(sam)
	stop := b.Form(me, "/my-consents/stop")
	stop.Set("scope", "wholly")
	b.Post(me, "/my-consents/stop", stop)
	returns(t, b).To("/referrals/" + string(sam))
	b.Decides(sam, url.Values{"verdict": {"accept"}})
	b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).Says("Invite them").KeepsFrom("Withdrawn")
	b.Get(b.Lena, "/people/"+string(sam)+"/earlier").Says("Consent 23 November 2026")
	b.Get(me, "/workbook").Is(http.StatusOK) // what they wrote is theirs
	b.Verify()
}

func TestNothingIsOpenedForSomebodyWhoseSupportStillRuns(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Accepts("Sam")
	path := webtest.NewReferralPath(b.North)
	shown := b.Post(b.Remi, path, b.Typed(b.Get(b.Remi, path), "Sam")).Is(http.StatusConflict)
	shown.Says("Sam Okafor is with the service now").KeepsFrom("Same person: refer")
	forged := asked(t, shown, "This is somebody else")
	forged.Del("sure")
	forged.Set("same", string(sam))
	b.Post(b.Remi, path, forged).Is(http.StatusConflict).Says("They are with the service already")
	b.Get(b.Lena, "/people/"+string(sam)).KeepsFrom("When they were with the service before")
}

func TestAnotherTeamRefersSomebodyAgainByTheirNHSNumberAlone(t *testing.T) {
	b := webtest.Open(t)
	numbered := func(f url.Values) { f.Set("identity.nhs_number", "943 476 5919") }
	sam := b.Refers(b.Rhea, b.South, "Sam", numbered)
	b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	path := webtest.NewReferralPath(b.North)
	form := b.Typed(b.Get(b.Remi, path), "Sam")
	b.Post(b.Remi, path, form).Is(http.StatusConflict).KeepsFrom("Same person: refer")
	numbered(form)
	shown := b.Post(b.Remi, path, form).Is(http.StatusConflict).KeepsFrom(string(sam), "South team", "Declined")
	b.Post(b.Remi, path, asked(t, shown, "whoever has this NHS number")).To("/teams/" + string(b.North) + "/referrals")
	b.Get(b.Remi, "/referrals/"+string(sam)).Is(http.StatusOK).Says("Referred")
	b.Verify()
}

// A number that was typed wrong is somebody else's: their name and address stay.
func TestNobodyIsReferredAgainByANumberAlone(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Rhea, b.South, "Sam", func(f url.Values) { f.Set("identity.nhs_number", "943 476 5919") })
	b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	path := webtest.NewReferralPath(b.North)
	form := b.Typed(b.Get(b.Remi, path), "Zed")
	form.Set("identity.nhs_number", "943 476 5919")
	webtest.Day(form, "identity.birth_date", "3", "3", "1991")
	shown := b.Post(b.Remi, path, form).Is(http.StatusConflict)
	b.Post(b.Remi, path, asked(t, shown, "whoever has this NHS number")).Is(http.StatusUnprocessableEntity).
		Says("has another date of birth")
	b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).Says("Sam Okafor").KeepsFrom("Zed")
	b.Verify()
}

func TestNobodyIsReferredAgainByAnIdAlone(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Rhea, b.South, "Sam")
	b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	path := webtest.NewReferralPath(b.North)
	for _, given := range []string{"Sam", "Jo"} {
		form := b.Typed(b.Get(b.Remi, path), given)
		for _, same := range []string{string(sam), "number", strings.Repeat("0", len(sam)), "x"} {
			form.Set("same", same)
			b.Post(b.Remi, path, form).Is(http.StatusUnprocessableEntity).Says("There is a problem")
		}
	}
}

// A worker of before doesn't come with it, nor do the visits; the report counts both
// referrals, and one person.
func TestSomebodyWhoseVisitsEndedStartsAfreshAndIsCountedOnce(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Ok(b.Care.RecordVisit(t.Context(), ash.Actor, sam, course.Visit{ID: kernel.NewID[id.Visit](b.K, "v"),
		Appointment: b.Course(sam).Open()[0].ID, Outcome: course.Attended, StartedAt: b.Now.Add(-time.Hour), Minutes: 50,
		Place: course.PlaceHome, WhatWeDid: "We walked."}))
	_, err := b.Care.EndVisits(t.Context(), b.Lena.Actor, sam, course.Ending{ID: kernel.NewID[id.Ending](b.K, "e"),
		Kind: course.EndedSooner, On: programme.Of(b.Now, time.UTC)}, true)
	b.Ok(err)
	returns(t, b).To("/referrals/" + string(sam))
	b.Agrees(sam)
	b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).KeepsFrom("Ash", "ended")
	b.Get(ash, "/people/"+string(sam)+"/visits").Is(http.StatusNotFound)
	b.Get(b.Lena, "/people/"+string(sam)+"/earlier").Says("1 of 10 was held", "Visited by Ash")
	b.Get(b.Lena, "/service-report").Says("2 referrals, as of", "Referrals 2", "People referred, each counted once 1",
		"Have been visited 1")
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Get(ash, "/people/"+string(sam)+"/visits").Is(http.StatusOK).KeepsFrom("We walked.")
	b.Verify()
}

func TestWhatPausedSomebodyIsOverWhenTheyAreReferredAgainAndADeathIsNot(t *testing.T) {
	for kind, comes := range map[life.Kind]bool{life.MovingAway: true, life.Death: false} {
		b := webtest.Open(t)
		sam := b.Refers(b.Remi, b.North, "Sam")
		b.Agrees(sam)
		b.Ok(b.Care.EnterLife(t.Context(), b.Lena.Actor, sam, life.Event{ID: kernel.NewID[id.LifeEvent](b.K, "l"),
			Kind: kind, On: programme.Of(b.Now, time.UTC)}, true))
		if comes {
			returns(t, b).To("/referrals/" + string(sam))
			b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).Says("The referral is waiting for a decision")
		} else {
			path := webtest.NewReferralPath(b.North)
			b.Post(b.Remi, path, b.Typed(b.Get(b.Remi, path), "Sam")).Is(http.StatusConflict).
				KeepsFrom("Same person: refer", "is with the service now")
		}
		b.Verify()
	}
}

// That another team looked is told to the person, though the team learns no name.
func TestThatAnotherTeamRecognisedSomebodyIsAmongTheLooks(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Rhea, b.South, "Sam")
	me := b.Arrives(sam)
	before := strings.Count(b.Get(me, "/who-has-looked").Is(http.StatusOK).Body, "learned that you are here")
	path := webtest.NewReferralPath(b.North)
	b.Post(b.Remi, path, b.Typed(b.Get(b.Remi, path), "Sam")).Is(http.StatusConflict)
	if n := strings.Count(b.Get(me, "/who-has-looked").Body, "learned that you are here"); n != before+1 {
		t.Errorf("told %d times", n-before)
	}
}

// A name that is nearly the same is shown to the own team and to who decides, and to
// nobody else: names could be tried until somebody is known here.
func TestALikelyNameIsShownToTheOwnTeamAndToWhoDecidesAlone(t *testing.T) {
	b := webtest.Open(t)
	b.Refers(b.Remi, b.North, "Samuel")
	path := webtest.NewReferralPath(b.North)
	b.Post(b.Remi, path, b.Typed(b.Get(b.Remi, path), "Sammy")).Is(http.StatusConflict).
		Says("They may already be here", "Samuel Okafor")
	south := webtest.NewReferralPath(b.South)
	elsewhere := b.Typed(b.Get(b.Rhea, south), "Smauel")
	b.Post(b.Rhea, south, elsewhere).To("/referrals/" + elsewhere.Get("participant")) // and nothing is said there
	b.Get(b.Lena, "/people/"+elsewhere.Get("participant")+"/screening").Is(http.StatusOK).Says("They may be here already",
		"Samuel Okafor 28 February 1990 North team")
	b.Verify()
}

func TestEverybodyWhoVisitedBeforeIsNamedThoughOneNameIsInAnother(t *testing.T) {
	b := webtest.Open(t)
	ashley, ash := b.Works("Ashley", authz.PeerWorker), b.Works("Ash", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ashley)
	b.Plans(sam, ashley)
	attend := func(by webtest.Member, visit string, hours time.Duration) {
		b.Ok(b.Care.RecordVisit(t.Context(), by.Actor, sam, course.Visit{ID: kernel.NewID[id.Visit](b.K, visit),
			Appointment: b.Course(sam).Open()[0].ID, Outcome: course.Attended, StartedAt: b.Now.Add(-hours * time.Hour),
			Minutes: 50, Place: course.PlaceHome, WhatWeDid: "We walked."}))
	}
	attend(ashley, "first", 5)
	b.Ok(b.Care.HandOver(t.Context(), b.Lena.Actor, ashley.Actor.Account, care.HandOver{To: ash.Actor.Account}))
	attend(ash, "second", 2)
	_, err := b.Care.EndVisits(t.Context(), b.Lena.Actor, sam, course.Ending{ID: kernel.NewID[id.Ending](b.K, "e"),
		Kind: course.EndedSooner, On: programme.Of(b.Now, time.UTC)}, true)
	b.Ok(err)
	returns(t, b).To("/referrals/" + string(sam))
	b.Get(b.Lena, "/people/"+string(sam)+"/earlier").Is(http.StatusOK).Says("Visited by Ashley, Ash")
}
