package web_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/webtest"
)

const lost = "Sounded <b>flat</b> & tired on Tuesday"

const flatter = "Flatter <i>still</i> on Wednesday"

// aVisitedPerson is a bench on which Ash visits Sam, with a worry of Ash's typed but
// not sent yet.
func aVisitedPerson(t *testing.T) (b *webtest.Bench, ash webtest.Member, sam id.Participant, path string,
	typed url.Values) {
	t.Helper()
	b = webtest.Open(t)
	ash, sam = b.Works("Ash", authz.PeerWorker), b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	path = "/people/" + string(sam) + "/worry"
	typed = b.Form(ash, path)
	typed.Set("urgency", "today")
	typed.Set("words", lost)
	return b, ash, sam, path, typed
}

// signsOut ends every session of who; signsIn is who again, in another one.
func signsOut(b *webtest.Bench, who webtest.Member) {
	b.Ok(b.People.SignOutEverywhere(context.Background(), who.Actor))
}

func signsIn(b *webtest.Bench, who webtest.Member, email string) webtest.Member {
	b.Now = b.Now.Add(20 * time.Minute)
	return webtest.Member{Actor: who.Actor, Token: b.SignIn(email)}
}

// wantedOf is the page that an answer has somebody go on to once they have signed in.
func wantedOf(t *testing.T, a webtest.Answer) string {
	t.Helper()
	a.To("/sign-in")
	for _, c := range a.Cookies() {
		if c.Name == "footbridge_wanted" {
			to, err := url.QueryUnescape(c.Value)
			if err != nil {
				t.Fatal(err)
			}
			return to
		}
	}
	return ""
}

func endsTheMatch(b *webtest.Bench, participant id.Participant) {
	at := "/people/" + string(participant) + "/match/end"
	b.Post(b.Lena, at, b.Form(b.Lena, at)).Is(http.StatusSeeOther)
}

// drafts lists what is kept for who.
func drafts(b *webtest.Bench, who webtest.Member) []identity.Draft {
	list, err := b.People.ListDrafts(context.Background(), who.Actor, nil)
	b.Ok(err)
	own := make([]identity.Draft, len(list.Waiting))
	for i, d := range list.Waiting {
		own[i] = d.Draft
	}
	return own
}

func TestWhatWasTypedWhenTheSessionHadEndedIsInTheFormAfterSigningIn(t *testing.T) {
	b, ash, _, path, typed := aVisitedPerson(t)
	signsOut(b, ash)
	answer := b.Post(ash, path, typed)
	to := wantedOf(t, answer)
	if !strings.HasPrefix(to, path+"?kept=") {
		t.Fatalf("after signing in it leads to %q", to)
	}
	b.Get(webtest.Member{Cookies: answer.Cookies()}, "/sign-in").Says("What you wrote is not lost.").KeepsFrom("flat")
	b.Post(ash, path, typed) // a second tap keeps nothing twice
	ash = signsIn(b, ash, "ash@example.org")
	if n := len(drafts(b, ash)); n != 1 {
		t.Fatalf("%d are kept", n)
	}
	b.Get(ash, path).Is(http.StatusOK).Says("What you wrote here on", "Put it back in the form")
	b.Get(ash, "/visits").Is(http.StatusOK).Says("Not saved yet").KeepsFrom("flat")
	again := b.Opens(ash, to)
	b.Get(ash, to).Is(http.StatusOK).Says("was not saved. It is back in the form.")
	if again.Get("words") != lost || again.Get("urgency") != "today" {
		t.Errorf("the form holds %v", again)
	}
	again.Del("about")
	refused := b.Post(ash, path, again).Is(http.StatusUnprocessableEntity).Filled()
	if refused.Get("words") != lost || len(drafts(b, ash)) != 1 {
		t.Error("what was put in is lost to a mistake")
	}
	refused.Set("about", "health")
	b.Post(ash, path, refused).Is(http.StatusSeeOther)
	if n := len(drafts(b, ash)); n != 0 {
		t.Errorf("it is saved, and %d are still kept", n)
	}
	b.Get(ash, path).Is(http.StatusOK).KeepsFrom("was not saved", "flat")
	b.Get(ash, "/kept").Is(http.StatusOK).Says("Nothing you wrote is waiting here.")
	b.Verify()
}

func TestWhatWasTypedIsKeptOnlyForASessionThatTheServerKnew(t *testing.T) {
	b, ash, _, path, typed := aVisitedPerson(t)
	typed.Del(form.PageOfField) // which says whose page it was
	stranger := webtest.Member{Token: identity.Token(make([]byte, 32))}
	for _, who := range []webtest.Member{stranger, {}} {
		if to := wantedOf(t, b.Post(who, path, typed)); to != path {
			t.Errorf("it leads to %q", to)
		}
	}
	signsOut(b, ash)
	b.Now = b.Now.Add(identity.DraftLife + time.Hour) // too long ago to be somebody who was typing
	b.Post(ash, path, typed).To("/sign-in")
	b.Now = b.Now.Add(-identity.DraftLife)
	if n := len(drafts(b, ash)); n != 0 {
		t.Errorf("%d are kept", n)
	}
}

func TestSomebodyElseWhoSignsInThereFindsNothingOfIt(t *testing.T) {
	b, ash, _, path, typed := aVisitedPerson(t)
	signsOut(b, ash)
	to := wantedOf(t, b.Post(ash, path, typed))
	b.Get(b.Lena, to).Is(http.StatusOK).KeepsFrom("flat", "was not saved")
	b.Get(b.Lena, path).Is(http.StatusOK).KeepsFrom("flat", "was not saved")
	b.Get(b.Lena, "/kept").Is(http.StatusOK).KeepsFrom("flat")
	b.Get(b.Lena, "/handed-words").Is(http.StatusOK).KeepsFrom("flat")
	kept := drafts(b, ash)[0]
	form := url.Values{"draft": {string(kept.ID)}}
	b.Post(b.Lena, "/kept/discard", form).Is(http.StatusSeeOther)
	b.Post(b.Lena, "/kept/hand", form).Is(http.StatusSeeOther)
	b.Post(b.Lena, "/handed-words/"+string(ash.Actor.Account)+"/settle", form).Is(http.StatusNotFound)
	if n := len(drafts(b, ash)); n != 1 {
		t.Errorf("%d are kept", n)
	}
}

func TestWhereTheRightIsGoneWordsCanOnlyBeHandedToTheLead(t *testing.T) {
	b, ash, sam, path, typed := aVisitedPerson(t)
	endsTheMatch(b, sam)
	b.Post(ash, path, typed).Is(http.StatusNotFound).Says("Nothing was sent", "nobody has been told",
		"under Not saved yet", "If life is at risk, ring first", "A life is in danger").KeepsFrom("find that page", "Sam")
	page := b.Get(ash, "/kept").Is(http.StatusOK).Once(lost).Says("Give it to the programme lead",
		"You can't take it back.").
		KeepsFrom("Put it back in the form")
	b.Get(b.Lena, "/handed-words").Is(http.StatusOK).KeepsFrom("flat")
	b.Post(ash, "/kept/hand", url.Values{"draft": {page.Hidden("draft")}}).To("/kept")
	b.Get(ash, "/kept").KeepsFrom("flat")
	handed := b.Get(b.Lena, "/handed-words").Is(http.StatusOK).Once(lost).Says("Ash", "Written on", "handed over on",
		"Today: a clinician needs to know", "Sam Okafor")
	handed.Link("/people/" + string(sam) + `">`)
	b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).Says("Sam Okafor")
	b.Get(b.Lena, "/board").Says("1 note handed over to you")
	b.Get(ash, "/handed-words").Is(http.StatusNotFound)
	b.Now = b.Now.Add(identity.DraftLife + time.Hour)
	b.Sends()
	lena := signsIn(b, b.Lena, "lena@example.org")
	b.Get(lena, "/handed-words").Once(lost) // what the lead was given stays
	settle := url.Values{"draft": {handed.Hidden("draft")}}
	b.Twice(lena, "/handed-words/"+string(ash.Actor.Account)+"/settle", settle, "/handed-words")
	b.Get(lena, "/handed-words").Says("Nothing has been handed over")
	b.Verify()
}

// Whoever never knew of somebody, or may no longer, reads the same words, and only that
// their own are kept.
func TestWhereTheRightIsGoneThePageSaysOnlyThatTheirOwnWordsAreKept(t *testing.T) {
	b, ash, sam, path, typed := aVisitedPerson(t)
	endsTheMatch(b, sam)
	nobody := strings.Replace(path, string(sam), strings.Repeat("0", id.Length), 1)
	gone, never := b.Post(ash, path, typed).Is(http.StatusNotFound), b.Post(ash, nobody, typed).Is(http.StatusNotFound)
	if gone.Body != never.Body {
		t.Error("the page tells whether there is somebody")
	}
	typed.Del("urgency")
	typed.Del("words")
	b.Post(ash, path, typed).Is(http.StatusNotFound).Says("We can't find that page").KeepsFrom("Nothing was sent")
	denied := b.Post(b.Remi, "/people/"+string(sam)+"/life", url.Values{"words": {lost}, "kind": {"death"}})
	denied.Is(http.StatusForbidden).Says("Nothing was sent", "under Not saved yet").KeepsFrom("ring first", "Sam")
}

func TestARightThatIsLostWhileSomebodySignsInLeavesTheirWords(t *testing.T) {
	b, ash, sam, path, typed := aVisitedPerson(t)
	signsOut(b, ash)
	to := wantedOf(t, b.Post(ash, path, typed))
	endsTheMatch(b, sam)
	ash = signsIn(b, ash, "ash@example.org")
	b.Get(ash, to).Is(http.StatusNotFound).Says("what you wrote is not lost").KeepsFrom("flat")
	b.Get(ash, "/kept").Once(lost).Says("Give it to the programme lead").KeepsFrom("Put it back in the form")
}

func TestWhatWasTypedInAFormThatIsOverIsKept(t *testing.T) {
	b, ash, _, path, typed := aVisitedPerson(t)
	typed.Set("about", "health")
	one := b.Post(ash, path, typed).Is(http.StatusSeeOther).Header.Get("Location")
	b.Post(b.Lena, one+"/acknowledge", b.Form(b.Lena, one))
	form := b.Form(b.Lena, one)
	form.Set("words", "Rang her.")
	b.Post(b.Lena, one+"/close", form).Is(http.StatusSeeOther)
	form.Set("words", "Her sister is with <b>her</b>.")
	form.Del("id")
	b.Post(b.Lena, one+"/close", form).Is(http.StatusConflict).
		Says("Nobody has been told of what you wrote just now. It is kept for you")
	b.Get(b.Lena, "/kept").Once("Her sister is with <b>her</b>.")
}

func TestDraftsGoAfterFourteenDaysAndTheOldestGivesWayToTheTwentyFirst(t *testing.T) {
	b, ash, _, path, typed := aVisitedPerson(t)
	signsOut(b, ash)
	for n := range identity.MaxDrafts + 1 {
		b.Now = b.Now.Add(time.Minute)
		typed.Set("words", lost+strings.Repeat("!", n))
		b.Post(ash, path, typed)
	}
	kept := drafts(b, ash)
	if len(kept) != identity.MaxDrafts || kept[len(kept)-1].Values.Get("words") != lost+"!" {
		t.Errorf("%d are kept, the oldest %q", len(kept), kept[len(kept)-1].Values.Get("words"))
	}
	for n := range identity.MaxDrafts { // faster than anybody types
		typed.Set("words", strings.Repeat("?", n+1))
		b.Post(ash, path, typed)
	}
	if kept = drafts(b, ash); !kept[len(kept)-1].At.Before(b.Now) {
		t.Error("what came all at once has pushed out everything that was there")
	}
	typed.Set("words", strings.Repeat("x", 300<<10))
	b.Post(ash, path, typed).To("/sign-in")
	b.Now = b.Now.Add(identity.DraftLife + time.Minute)
	b.Sends()
	b.Now = b.Now.Add(-identity.DraftLife) // they are gone, and not only hidden
	if n := len(drafts(b, ash)); n != 0 {
		t.Errorf("%d are kept", n)
	}
	b.Verify()
}

func TestAParticipantsPageOfTheWorkbookIsKeptToo(t *testing.T) {
	b := webtest.Open(t)
	participant := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(participant)
	sam := b.Arrives(participant)
	page := b.Get(sam, "/workbook").Is(http.StatusOK).Link("/workbook/")
	typed := b.Opens(sam, page)
	field := ""
	for name := range typed {
		if key, is := strings.CutSuffix(name, ".base"); is && typed.Has(key) && field == "" {
			field = key
		}
	}
	if field == "" {
		t.Fatalf("no words are asked on %s: %v", page, typed)
	}
	typed.Set(field, "The sea at Whitby")
	signsOut(b, sam)
	to := wantedOf(t, b.Post(sam, page, typed))
	sam = b.Arrives(participant)
	again := b.Opens(sam, to)
	if again.Get(field) != "The sea at Whitby" {
		t.Errorf("the page holds %v", again)
	}
	b.Get(sam, "/kept").Is(http.StatusOK).Says("The sea at Whitby")
	b.Post(sam, page, again).Is(http.StatusSeeOther)
	if n := len(drafts(b, sam)); n != 0 {
		t.Errorf("%d are kept", n)
	}
}

func TestThrowingAwayLeadsBackToThePage(t *testing.T) {
	b, ash, _, path, typed := aVisitedPerson(t)
	signsOut(b, ash)
	to := wantedOf(t, b.Post(ash, path, typed))
	ash = signsIn(b, ash, "ash@example.org")
	form := url.Values{"draft": {strings.TrimPrefix(to, path+"?kept=")}, "page": {b.Get(ash, to).Hidden("page")}}
	b.Twice(ash, "/kept/discard", form, path)
	if n := len(drafts(b, ash)); n != 0 {
		t.Errorf("%d are kept", n)
	}
}

// aTypedOnWorry is a worry on whose page Lena has typed into two forms, and neither
// of them is sent yet.
func aTypedOnWorry(t *testing.T) (b *webtest.Bench, page string, typed url.Values) {
	t.Helper()
	b, ash, _, path, raised := aVisitedPerson(t)
	raised.Set("about", "health")
	page = b.Post(ash, path, raised).Is(http.StatusSeeOther).Header.Get("Location")
	typed = b.Opens(b.Lena, page)
	typed.Set("next", "I am <b>ringing</b> her")
	typed.Set("more", flatter)
	return b, page, typed
}

func TestAFormThatIsTakenKeepsWhatWasTypedInTheOtherOfItsPage(t *testing.T) {
	b, page, typed := aTypedOnWorry(t)
	to := b.Post(b.Lena, page+"/acknowledge", typed).Is(http.StatusSeeOther).Header.Get("Location")
	b.Post(b.Lena, page+"/acknowledge", typed).To(to) // a second tap keeps nothing twice
	b.Get(b.Lena, to).Is(http.StatusOK).Says("Lena has taken this on",
		"I am <b>ringing</b> her", "It is back in the form")
	again := b.Opens(b.Lena, to)
	if again.Get("more") != flatter || again.Get("words") != "" || len(drafts(b, b.Lena)) != 1 {
		t.Fatalf("the page holds %v", again)
	}
	b.Post(b.Lena, page+"/add", again).To(page)
	b.Get(b.Lena, page).Once(flatter).KeepsFrom("was not saved")
	if n := len(drafts(b, b.Lena)); n != 0 {
		t.Errorf("%d are kept", n)
	}
	b.Verify()
}

func TestAFormThatIsRefusedKeepsWhatWasTypedInTheOtherOfItsPage(t *testing.T) {
	b, page, typed := aTypedOnWorry(t)
	refused := b.Post(b.Lena, page+"/hand-on", typed).Is(http.StatusUnprocessableEntity).
		Says("Choose a colleague").KeepsFrom("Write what you have seen").Filled()
	if refused.Get("more") != flatter || refused.Get("next") != "I am <b>ringing</b> her" {
		t.Errorf("the page holds %v", refused)
	}
	if n := len(drafts(b, b.Lena)); n != 0 {
		t.Errorf("%d are kept", n)
	}
}

func TestWhatNobodyChangedInTheOtherFormIsNotKept(t *testing.T) {
	b, page, typed := aTypedOnWorry(t)
	typed.Del("more")
	b.Post(b.Lena, page+"/acknowledge", typed).To(page)
	if n := len(drafts(b, b.Lena)); n != 0 {
		t.Errorf("%d are kept", n)
	}
}

func TestSayingThatVisitsAreOverKeepsWhatWasTypedInThePlan(t *testing.T) {
	b, ash, sam, _, _ := aVisitedPerson(t)
	page := "/people/" + string(sam) + "/ending"
	typed := b.Opens(ash, page)
	typed.Set("helped", "The radio")
	b.Post(ash, page+"/plan", typed).To(page)
	typed = b.Opens(ash, page) // a plan that is there, and the day of today, are nobody's typing
	b.Post(ash, page+"/plan", typed)
	if n := len(drafts(b, ash)); n != 0 {
		t.Fatalf("%d are kept", n)
	}
	typed = b.Opens(ash, page)
	typed.Set("keeps", "The list of calm places")
	typed.Set("kind", "sooner")
	to := b.Post(ash, page, typed).Is(http.StatusSeeOther).Header.Get("Location")
	again := b.Opens(ash, to)
	if again.Get("keeps") != "The list of calm places" || again.Get("helped") != "The radio" {
		t.Errorf("%s holds %v", to, again)
	}
	b.Post(ash, page+"/plan", again).To(page)
	b.Get(ash, page).Says("The list of calm places")
}

// closesAccount has an administrator close who's account; nobody else visits for now.
// What the page says first is returned.
func closesAccount(b *webtest.Bench, who webtest.Member) webtest.Answer {
	amir, at := b.Works("Amir", authz.Administrator), "/accounts/"+string(who.Actor.Account)+"/close"
	asks := b.Get(amir, at).Is(http.StatusOK)
	b.Post(amir, at, url.Values{"to": {"board"}}).To("/accounts")
	return asks
}
