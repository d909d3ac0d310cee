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
	b.Get(b.Lena, "/people/"+string(sam)+"/earlier").Is(http.StatusOK).Says("Earlier referrals", "Declined",
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
	b.Post(b.Remi, path, asked(t, shown, "the person with this NHS number")).To("/teams/" + string(b.North) + "/referrals")
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
	b.Post(b.Remi, path, form).Is(http.StatusConflict).Says("has another date of birth").KeepsFrom("refer the person")
	form.Set("same", "number")
	b.Post(b.Remi, path, form).Is(http.StatusUnprocessableEntity).Says("has another date of birth")
	b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).Says("Sam Okafor").KeepsFrom("Zed")
	b.Verify()
}

// What would be refused is not offered: another team reads why, and no more than that.
func TestAnotherTeamIsNotOfferedToReferSomebodyAgainWhoseSupportStillRuns(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) { f.Set("identity.nhs_number", "943 476 5919") })
	form, shown := offeredToAnotherTeam(b)
	shown.Says("The person with this NHS number is with the service now").
		KeepsFrom("refer the person", string(sam), "North team", "Sam Okafor")
	form.Set("same", "number")
	b.Post(b.Rhea, webtest.NewReferralPath(b.South), form).Is(http.StatusConflict).
		Says("They are with the service already")
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
	err := b.Care.EndVisits(t.Context(), b.Lena.Actor, sam, course.Ending{ID: kernel.NewID[id.Ending](b.K, "e"),
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

// Another team that refers them is told of the death, and not that their support runs.
func TestAnotherTeamThatRefersSomebodyWhoHasDiedIsToldSo(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) { f.Set("identity.nhs_number", "943 476 5919") })
	b.Ok(b.Care.EnterLife(t.Context(), b.Lena.Actor, sam, life.Event{ID: kernel.NewID[id.LifeEvent](b.K, "l"),
		Kind: life.Death, On: programme.Of(b.Now, time.UTC)}, true))
	form, shown := offeredToAnotherTeam(b)
	shown.Says("the person with this NHS number died on 23 November 2026").KeepsFrom("refer the person", string(sam))
	form.Set("same", "number") // as one that was open before they died
	b.Post(b.Rhea, webtest.NewReferralPath(b.South), form).Is(http.StatusConflict).
		Says("They have died", "they died on 23 November 2026").KeepsFrom("Their support has not ended", string(sam))
}

// That another team looked is told to the person, though the team learns no name.
func TestThatAnotherTeamRecognisedSomebodyIsAmongTheLooks(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Rhea, b.South, "Sam")
	me := b.Arrives(sam)
	learned := "Learned that you are here when they referred somebody who may be you"
	before := strings.Count(b.Get(me, "/who-has-looked").Is(http.StatusOK).Body, learned)
	path := webtest.NewReferralPath(b.North)
	b.Post(b.Remi, path, b.Typed(b.Get(b.Remi, path), "Sam")).Is(http.StatusConflict)
	if n := strings.Count(b.Get(me, "/who-has-looked").Body, learned); n != before+1 {
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
		Says("They may already be here", "Samuel Okafor Has nearly the same name and date of birth")
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
	attend(ashley, "first", 2)
	b.Ok(b.Care.HandOver(t.Context(), b.Lena.Actor, ashley.Actor.Account, care.HandOver{To: ash.Actor.Account}))
	attend(ash, "second", 1)
	err := b.Care.EndVisits(t.Context(), b.Lena.Actor, sam, course.Ending{ID: kernel.NewID[id.Ending](b.K, "e"),
		Kind: course.EndedSooner, On: programme.Of(b.Now, time.UTC)}, true)
	b.Ok(err)
	returns(t, b).To("/referrals/" + string(sam))
	b.Get(b.Lena, "/people/"+string(sam)+"/earlier").Is(http.StatusOK).Says("Visited by Ashley, Ash")
}

// cameBack is Sam with a first time that ended, and all that there is to read of one: a
// visit, the plan for parting, letters, what they agreed to. The visit is written up,
// its note still to be copied; or it is still to be written up.
func cameBack(t *testing.T, b *webtest.Bench, ash webtest.Member, written bool,
	again func(*testing.T, *webtest.Bench) webtest.Answer) (sam id.Participant, me webtest.Member) {
	t.Helper()
	sam = b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.PlansAt("08:00", sam, ash)
	me = b.Arrives(sam)
	if written {
		b.Ok(b.Care.RecordVisit(t.Context(), ash.Actor, sam, course.Visit{ID: kernel.NewID[id.Visit](b.K, "v"),
			Appointment: b.Course(sam).Open()[0].ID, Outcome: course.Attended, StartedAt: b.Now.Add(-time.Hour), Minutes: 50,
			Place: course.PlaceHome, WhatWeDid: "We walked by the river."}))
	}
	says := b.Form(me, "/feedback")
	says.Set("words", "The walks helped me.")
	says.Set("quote", "yes")
	b.Post(me, "/feedback", says)
	b.Ok(b.Care.SendLetter(t.Context(), b.Lena.Actor, sam, course.SentLetter{
		ID: kernel.NewID[id.Letter](b.K, "l"), Kind: course.LetterStart, To: course.ToParticipant,
		On: programme.Of(b.Now, time.UTC)}))
	b.Ok(b.Care.PlanEnding(t.Context(), ash.Actor, sam, course.EndingPlan{ID: kernel.NewID[id.EndingPlan](b.K, "p"),
		Keeps: "The path along the river"}))
	if written {
		err := b.Care.EndVisits(t.Context(), b.Lena.Actor, sam, course.Ending{ID: kernel.NewID[id.Ending](b.K, "e"),
			Kind: course.EndedSooner, On: programme.Of(b.Now, time.UTC)}, true)
		b.Ok(err)
	} else { // an ending would ask for it first
		stop := b.Form(me, "/my-consents/stop")
		stop.Set("scope", "wholly")
		b.Post(me, "/my-consents/stop", stop)
	}
	again(t, b)
	return sam, me
}

func fromOwnTeam(t *testing.T, b *webtest.Bench) webtest.Answer { return returns(t, b) }

func TestWhatWasTheirsStaysReadableToSomebodyWhoComesBack(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	_, me := cameBack(t, b, ash, true, fromOwnTeam)
	const first = "The first time, November 2026"
	b.Get(me, "/home").Is(http.StatusOK).Says("About your visits", "Letters about you")
	b.Get(me, "/my-visits").Is(http.StatusOK).Says(first, "We walked by the river.", "with Ash",
		"These visits ended on 23 November 2026", "The path along the river").KeepsFrom("Change or cancel", "/move")
	b.Get(me, "/my-consents").Is(http.StatusOK).Says("Nobody has asked you for anything yet", first, "You agreed",
		"What I said to each, on 23 November 2026")
	letters := b.Get(me, "/my-letters").Is(http.StatusOK).Says(first, "Start letter", "Ending summary",
		"We don't write any letters until you have said yes").KeepsFrom("Not sent yet", "any more letters")
	b.Get(me, letters.Link("/my-letters/earlier/")).Is(http.StatusOK).Says("The path along the river")
	b.Get(me, "/my-letters/earlier/"+strings.Repeat("0", 26)+"/ending/participant").Is(http.StatusNotFound)
	b.Get(b.Remi, "/my-letters").Is(http.StatusNotFound)
	b.Get(me, "/feedback").Is(http.StatusOK).Says("What you told us before", first, "The walks helped me.",
		"We may repeat this without your name.").KeepsFrom("/feedback/mine/")
}

// Who decides is told that they were here before, when, and how it ended; and that it
// speaks against nobody.
func TestWhoDecidesAboutSomebodyWhoComesBackReadsHowItWasBefore(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	sam, _ := cameBack(t, b, ash, true, fromOwnTeam)
	page := b.Get(b.Lena, "/people/"+string(sam)+"/screening").Is(http.StatusOK).Says("They were supported before",
		"What they declined before isn't held against them.", "The first time, November 2026", "1 of 10 was held",
		"How it ended Visits ended", "Visited by Ash")
	page.Link("/people/" + string(sam) + "/earlier")
	b.Get(b.Lena, "/screening").Says("referred before")
	jo := b.Refers(b.Remi, b.North, "Jo")
	b.Get(b.Lena, "/people/"+string(jo)+"/screening").Is(http.StatusOK).KeepsFrom("before")
}

// What they wrote, and what was written about them, is offered as before.
func TestTheMenuOfSomebodyWhoComesBackLeadsToWhatIsTheirs(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	_, me := cameBack(t, b, ash, true, fromOwnTeam)
	page := b.Get(me, "/home").Is(http.StatusOK)
	page.Link("/my-visits")
	menu, _, _ := strings.Cut(page.Body, "<main")
	for _, path := range []string{`href="/my-visits"`, `href="/workbook"`} {
		if !strings.Contains(menu, path) {
			t.Errorf("the menu has no %s", path)
		}
	}
}

// The note is copied, and the visit written up, by the worker of then, who finds
// nothing else of it and nothing any more once that is done.
func TestWhatAnEarlierTimeLeftStaysOnTheWorkersList(t *testing.T) {
	for written, does := range map[bool]func(*testing.T, *webtest.Bench, webtest.Member, string){
		true: copiesNote, false: writesUpBefore} {
		b := webtest.Open(t)
		ash, other := b.Works("Ash", authz.PeerWorker), b.Works("Idris", authz.PeerWorker)
		sam, _ := cameBack(t, b, ash, written, fromOwnTeam)
		b.Agrees(sam)
		b.Matches(sam, other)
		list := b.Get(ash, "/visits").Is(http.StatusOK).Says("Sam Okafor", "Earlier support")
		visit := list.Link("/people/" + string(sam) + "/earlier/")
		visit, _, _ = strings.Cut(strings.TrimSuffix(visit, "/record"), "#")
		b.Get(ash, "/people/"+string(sam)+"/visits").Is(http.StatusNotFound)
		b.Get(ash, "/people/"+string(sam)+"/earlier").Is(http.StatusNotFound)
		b.Get(ash, visit).Is(http.StatusOK).KeepsFrom("Move", "Cancel")
		for _, who := range []webtest.Member{other, b.Remi} {
			b.Get(who, visit).Is(http.StatusForbidden) // they know of Sam, and no more
			b.Get(who, "/visits").KeepsFrom("Earlier support")
		}
		b.Get(b.Lena, visit).Is(http.StatusOK).KeepsFrom("No number recorded", "before the visit")
		does(t, b, ash, visit)
		if written {
			b.Get(ash, "/visits").KeepsFrom("Sam Okafor", "Earlier support")
			b.Get(ash, visit).Is(http.StatusNotFound)
		} else { // its note is to be copied now
			b.Get(ash, "/visits").Says("Earlier support")
			copiesNote(t, b, ash, visit)
		}
		b.Verify()
	}
}

// A death takes nothing off that list of what was before it: the visit is still to be
// written up, and the note is owed to the record.
func TestWhatAnEarlierTimeLeftStaysOnTheWorkersListAfterADeath(t *testing.T) {
	for written, does := range map[bool]func(*testing.T, *webtest.Bench, webtest.Member, string){
		true: copiesNote, false: writesUpBefore} {
		b := webtest.Open(t)
		ash := b.Works("Ash", authz.PeerWorker)
		sam, _ := cameBack(t, b, ash, written, fromOwnTeam)
		died := b.Form(b.Lena, "/people/"+string(sam)+"/life")
		died.Set("kind", "death")
		died.Set("sure", "yes")
		b.Post(b.Lena, "/people/"+string(sam)+"/life", died).Is(http.StatusSeeOther)
		list := b.Get(ash, "/visits").Is(http.StatusOK).Says("Sam Okafor", "Earlier support", "Died on 23 November 2026")
		visit, _, _ := strings.Cut(strings.TrimSuffix(list.Link("/people/"+string(sam)+"/earlier/"), "/record"), "#")
		does(t, b, ash, visit)
		b.Verify()
	}
}

// What was is held to the time that it was in, and can be put right.
func TestAVisitOfAnEarlierTimeWasHeldInItAndIsPutRight(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	sam, _ := cameBack(t, b, ash, false, fromOwnTeam)
	list := b.Get(ash, "/visits").Is(http.StatusOK)
	visit, _, _ := strings.Cut(strings.TrimSuffix(list.Link("/people/"+string(sam)+"/earlier/"), "/record"), "#")
	b.Now = b.Now.AddDate(0, 0, 2)
	ash.Token, b.Lena.Token = b.SignIn("ash@example.org"), b.SignIn("lena@example.org")
	form := b.Get(ash, visit+"/record").Is(http.StatusOK).Filled()
	form.Set("outcome", "attended")
	form.Set("what_we_did", "We talked.")
	webtest.Day(form, "started_at", "24", "11", "2026")
	b.Post(ash, visit+"/record", form).Is(http.StatusUnprocessableEntity).
		Says("Check the day. Their support had ended before it.")
	webtest.Day(form, "started_at", "23", "11", "2026")
	b.Post(ash, visit+"/record", form).To("/visits")
	for _, who := range []webtest.Member{ash, b.Lena} {
		b.Get(who, visit).Is(http.StatusOK).Says("Correct").Link(visit + "/record")
		again := b.Get(who, visit+"/record").Is(http.StatusOK).Filled()
		again.Set("what_we_did", "We talked, and walked.")
		b.Post(who, visit+"/record", again).Is(http.StatusSeeOther)
	}
	b.Get(b.Lena, visit).Says("We talked, and walked.")
	b.Verify()
}

func copiesNote(t *testing.T, b *webtest.Bench, ash webtest.Member, visit string) {
	t.Helper()
	b.Twice(ash, visit+"/copied", asked(t, b.Get(ash, visit), "copied"), "/visits")
}

func writesUpBefore(t *testing.T, b *webtest.Bench, ash webtest.Member, visit string) {
	t.Helper()
	form := b.Get(ash, visit+"/record").Is(http.StatusOK).Filled()
	form.Set("outcome", "attended")
	form.Set("what_we_did", "We talked.")
	b.Twice(ash, visit+"/record", form, "/visits")
}

func TestWhatHappenedBeforeIsReadByWhoMayReadTheLikeOfIt(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	cora, sue := b.Hires("Cora", authz.Coordinator), b.Hires("Sue", authz.Supervisor)
	masked := b.Hires("Max", authz.Lead, authz.Assessor)
	sam, _ := cameBack(t, b, ash, true, fromOwnTeam)
	at := "/people/" + string(sam) + "/earlier"
	for _, who := range []webtest.Member{b.Lena, sue} {
		page := b.Get(who, at).Is(http.StatusOK).Says("The first time, November 2026", "North team", "Visited by Ash",
			"Monday 23 November 2026", "They had what they needed sooner", "Start letter")
		b.Get(who, page.Link(at+"/")).Is(http.StatusOK).Says("We walked by the river.")
	}
	b.Get(cora, at).Is(http.StatusOK).Says("The first time", "Start letter").
		KeepsFrom("Ash", "had what they needed", at+"/")
	b.Get(masked, at).Is(http.StatusOK).Says("The first time").
		KeepsFrom("Ash", "had what they needed", "Start letter", at+"/")
}

// fromAnotherTeam refers Sam by the number, with another telephone and another name.
func fromAnotherTeam(t *testing.T, b *webtest.Bench) webtest.Answer {
	t.Helper()
	_, shown := offeredToAnotherTeam(b)
	path := webtest.NewReferralPath(b.South)
	return b.Post(b.Rhea, path, asked(t, shown, "the person with this NHS number"))
}

// offeredToAnotherTeam is what it is answered first.
func offeredToAnotherTeam(b *webtest.Bench) (typed url.Values, shown webtest.Answer) {
	path := webtest.NewReferralPath(b.South)
	typed = b.Typed(b.Get(b.Rhea, path), "Sammy")
	typed.Set("identity.nhs_number", "943 476 5919")
	typed.Set("contact.phone", "01632 960 777")
	return typed, b.Post(b.Rhea, path, typed).Is(http.StatusConflict)
}

// The team that referred somebody first keeps its own referral, and learns nothing of
// the later one.
func TestTheFirstTeamKeepsItsReferralOfSomebodyWhomAnotherRefersAgain(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) { f.Set("identity.nhs_number", "943 476 5919") })
	b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	fromAnotherTeam(t, b).To("/teams/" + string(b.South) + "/referrals")
	list := b.Get(b.Remi, "/teams/"+string(b.North)+"/referrals").Is(http.StatusOK).Once("Sam Okafor").
		Says("Declined").KeepsFrom("Sammy", "South")
	b.Get(b.Remi, list.Link("/teams/"+string(b.North)+"/referrals/"+string(sam))).Is(http.StatusOK).
		Says("Sam Okafor", "Declined", "No worker has room").KeepsFrom("Sammy", "South", "960 777", "Ash is away")
	b.Get(b.Remi, "/referrals/"+string(sam)).Is(http.StatusNotFound)
	b.Get(b.Rhea, "/teams/"+string(b.South)+"/referrals").Once("Sammy Okafor")
	b.Get(b.Rhea, "/teams/"+string(b.North)+"/referrals/"+string(sam)).Is(http.StatusForbidden)
	b.Get(b.Rhea, "/teams/"+string(b.South)+"/referrals/"+string(sam)).Is(http.StatusForbidden)
	b.Verify()
}
