package web_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestWhoeverTypesWhileTheirAccountIsClosedReadsThatAndTheLeadHasTheirWords(t *testing.T) {
	b, ash, _, path, typed := aVisitedPerson(t)
	closesAccount(b, ash)
	for range 2 { // a second tap hands nothing over twice
		b.Post(ash, path, typed).Is(http.StatusForbidden).Says("Your account has been closed",
			"ask the person who looks after accounts", "The programme lead has it now").KeepsFrom("flat")
	}
	b.Get(ash, "/visits").Is(http.StatusForbidden).Says("Your account has been closed").
		KeepsFrom("lead has it", "wasn't saved")
	b.Post(ash, "/my-phone", url.Values{"phone": {"01632 960000"}}).Is(http.StatusForbidden).
		Says("What you just sent wasn't saved.").KeepsFrom("lead has it")
	b.Get(b.Lena, "/handed-words").Is(http.StatusOK).Once(lost).Says("Ash", "Raise this as a worry")
	stranger := webtest.Member{Token: identity.Token(make([]byte, 32))}
	b.Get(stranger, "/visits").To("/sign-in")
	b.Verify()
}

func TestWhatAColleagueHadNotSavedIsTheLeadsWhenTheirAccountIsClosed(t *testing.T) {
	b, ash, _, path, typed := aVisitedPerson(t)
	signsOut(b, ash)
	b.Post(ash, path, typed).To("/sign-in")
	closesAccount(b, ash).Says("1 thing about a person that they couldn't save").KeepsFrom("flat")
	b.Get(b.Lena, "/handed-words").Is(http.StatusOK).Once(lost)
	b.Now = b.Now.Add(identity.DraftLife + time.Hour)
	b.Sends()
	b.Get(signsIn(b, b.Lena, "lena@example.org"), "/handed-words").Once(lost)
	b.Verify()
}

// Who is away for long leaves their words, too; before that, they read that it will be so.
func TestWhoIsAwayForLongReadsWhereTheirWordsGo(t *testing.T) {
	b, ash, _, path, typed := aVisitedPerson(t)
	signsOut(b, ash)
	b.Post(ash, path, typed).To("/sign-in")
	ash = signsIn(b, ash, "ash@example.org")
	b.Get(ash, "/kept").Is(http.StatusOK).Once(lost).Says("or are away for a long time, what you wrote about people you no longer work with " +
		"is handed over to anybody who leads the programme")
	page := "/workers/" + string(ash.Actor.Account) + "/hand-over"
	b.Get(b.Lena, page).Is(http.StatusOK).Says("1 thing about a person that they couldn't save").KeepsFrom("flat")
	b.Twice(b.Lena, page, url.Values{"to": {"board"}}, "/workers/"+string(ash.Actor.Account))
	b.Get(ash, "/kept").Is(http.StatusOK).KeepsFrom("flat")
	b.Get(b.Lena, "/handed-words").Is(http.StatusOK).Once(lost)
	b.Verify()
}

// A referral is about somebody whom nobody here knows yet.
func TestAReferralTypedWhileTheAccountIsClosedIsTheLeads(t *testing.T) {
	b := webtest.Open(t)
	path := "/teams/" + string(b.North) + "/referrals/new"
	form := b.Opens(b.Remi, path)
	form.Set("identity.given_name", "Marguerite")
	closesAccount(b, b.Remi)
	b.Post(b.Remi, path, form).Is(http.StatusForbidden).Says("The programme lead has it now")
	b.Get(b.Lena, "/handed-words").Is(http.StatusOK).Says("Refer somebody", "First name Marguerite")
	b.Verify()
}

func TestAWorryThatWasHandedOverIsRaisedByTheLeadInItsAuthorsWords(t *testing.T) {
	b, ash, sam, path, typed := aVisitedPerson(t)
	endsTheMatch(b, sam)
	b.Post(ash, path, typed).Is(http.StatusNotFound)
	b.Post(ash, "/kept/hand", url.Values{"draft": {b.Get(ash, "/kept").Hidden("draft")}}).To("/kept")
	b.Get(b.Lena, "/board").Is(http.StatusOK).Says("1 worry that was never sent", "Nobody else has been told.")
	raise := b.Get(b.Lena, "/handed-words").Is(http.StatusOK).Says("Nobody has been told of this worry yet").
		Link(path + "?kept=")
	b.Get(b.Lena, raise).Is(http.StatusOK).Says("This worry was handed over to you.")
	form := b.Opens(b.Lena, raise)
	if words := form.Get("words"); form.Get("urgency") != "today" || !strings.HasPrefix(words, "Ash wrote on ") ||
		!strings.HasSuffix(words, lost) {
		t.Errorf("the form holds %v", form)
	}
	b.Get(ash, raise).Is(http.StatusNotFound).KeepsFrom("flat")
	b.Get(b.Works("Ruth", authz.Supervisor), raise).Is(http.StatusOK).KeepsFrom("flat")
	form.Set("about", "health")
	tab := b.Opens(b.Lena, raise) // a second one
	tab.Set("about", "health")
	worry := b.Post(b.Lena, path, form).Is(http.StatusSeeOther).Header.Get("Location")
	b.Post(b.Lena, path, tab).To(worry)
	tab.Set("words", "They wrote to me again")
	b.Post(b.Lena, path, tab).Is(http.StatusConflict)
	b.Get(b.Lena, worry).Is(http.StatusOK).Says("Ash wrote on", "flat")
	b.Get(b.Lena, "/handed-words").Says("Nothing has been handed over")
	b.Get(b.Lena, "/board").KeepsFrom("never sent")
	const on = "Monday 23 November 2026, 09:00."
	b.Get(ash, "/kept").Is(http.StatusOK).Says("Handed over on "+on+" A worry was raised from it on "+on).
		KeepsFrom("iven away", "taken off the list", "flat")
	b.Verify()
}

// What was done in one tab is not done again in another, and isn't said to be.
func TestASecondTabSaysWhatBecameOfTheWords(t *testing.T) {
	b, ash, sam, path, typed := aVisitedPerson(t)
	endsTheMatch(b, sam)
	says := func(form url.Values, to, notice string) {
		t.Helper()
		p := b.Post(ash, to, form)
		p.To("/kept")
		if said := strings.Join(p.Header.Values("Set-Cookie"), " "); !strings.Contains(said, notice+";") {
			t.Errorf("%s says %s", to, said)
		}
	}
	words := func() url.Values {
		b.Post(ash, path, typed).Is(http.StatusNotFound)
		return url.Values{"draft": {b.Get(ash, "/kept").Hidden("draft")}, "page": {"/kept"}}
	}
	form := words()
	says(form, "/kept/hand", "draft.handed.saved.lead")
	says(form, "/kept/hand", "draft.handed.saved.lead")
	says(form, "/kept/discard", "draft.handed_before")
	typed.Set("words", "Another one")
	form = words()
	says(form, "/kept/discard", "draft.thrown")
	says(form, "/kept/discard", "draft.thrown")
	says(form, "/kept/hand", "draft.handed.saved.gone")
	b.Verify()
}

// handsAWorry is a worker whose worry about Sam could not be sent, and was handed over.
func handsAWorry(b *webtest.Bench, who webtest.Member, path string, typed url.Values) {
	b.Post(who, path, typed).Is(http.StatusNotFound)
	b.Post(who, "/kept/hand", url.Values{"draft": {b.Get(who, "/kept").Hidden("draft")}}).To("/kept")
}

// A worry that could not be sent reaches the supervisors where nobody leads; other words
// wait for the next lead.
func TestWhereNobodyLeadsAHandedWorryIsTheSupervisors(t *testing.T) {
	b, ash, sam, path, typed := aVisitedPerson(t)
	ruth := b.Works("Ruth", authz.Supervisor)
	endsTheMatch(b, sam)
	handsAWorry(b, ash, path, typed)
	b.Get(ruth, "/board").Is(http.StatusOK).KeepsFrom("never sent")
	b.Get(ruth, "/handed-words").Is(http.StatusOK).Says("Nothing has been handed over").KeepsFrom("Ash")
	closesAccount(b, b.Lena)
	told := slices.ContainsFunc(b.SentAll("ruth@example.org"), func(text string) bool {
		return strings.Contains(text, "could not send their worry")
	})
	if !told {
		t.Error("the supervisor is not told")
	}
	if mails := b.SentAll("ruth@example.org"); !slices.ContainsFunc(mails, func(text string) bool {
		return strings.Contains(text, `They chose "Today: a clinician needs to know".`) && !strings.Contains(text, "Sam")
	}) {
		t.Errorf("the supervisor isn't told how soon somebody needs to know: %q", mails)
	}
	b.Get(ruth, "/board").Is(http.StatusOK).Says("1 worry that was never sent")
	raise := b.Get(ruth, "/handed-words").Is(http.StatusOK).Once(lost).Link(path + "?kept=")
	form := b.Opens(ruth, raise)
	form.Set("about", "health")
	b.Post(ruth, path, form).Is(http.StatusSeeOther)
	b.Get(ruth, "/handed-words").Says("Nothing has been handed over")
	b.Verify()
}

// Whoever hands words over reads who has them: nobody relies on a lead who isn't there.
func TestWhoHandsWordsOverReadsWhoHasThem(t *testing.T) {
	b, ash, sam, path, typed := aVisitedPerson(t)
	endsTheMatch(b, sam)
	hands := func(noun, want string) {
		t.Helper()
		kept, err := b.People.KeepDraft(context.Background(), ash.Actor,
			identity.Typed{Page: path, Form: want, Noun: noun, Values: typed}, true)
		b.Ok(err)
		for range 2 { // a second tap is told the same
			answer := b.Post(ash, "/kept/hand", url.Values{"draft": {string(kept.ID)}})
			answer.To("/kept")
			if said := answer.Header.Get("Set-Cookie"); !strings.Contains(said, want) {
				t.Errorf("it says %q, not %q", said, want)
			}
		}
	}
	hands("worry", "draft.handed.saved.lead")
	closesAccount(b, b.Lena)
	hands("worry", "draft.handed.saved.nobody") // nor is there a supervisor
	b.Works("Ruth", authz.Supervisor)
	hands("worry", "draft.handed.saved.supervisor")
	hands("visit", "draft.handed.saved.nobody")
	b.Post(b.Works("Adam", authz.Administrator), "/accounts/"+string(ash.Actor.Account)+"/close",
		url.Values{"to": {"board"}}).To("/accounts")
	b.Post(ash, path, typed).Is(http.StatusForbidden).Says("so the supervisors have it now").
		KeepsFrom("programme lead has it")
	b.Verify()
}

// Whose role ends isn't left with a page on which nothing waits: it says who has their words, and
// since when, for as long as they would have been kept for them.
func TestWhoseRoleEndsReadsWhoHasTheirWords(t *testing.T) {
	b, ash, sam, path, typed := aVisitedPerson(t)
	signsOut(b, ash)
	b.Post(ash, path, typed).To("/sign-in")
	endsTheMatch(b, sam)
	amir := b.Works("Amir", authz.Administrator)
	account, _, err := b.People.SeeAccount(t.Context(), amir.Actor, ash.Actor.Account)
	b.Ok(err)
	role := "/accounts/" + string(ash.Actor.Account) + "/roles/" + string(account.Grants[0].ID)
	b.Post(amir, role+"/end", url.Values{"to": {"board"}}).Is(http.StatusSeeOther)

	ash = signsIn(b, ash, "ash@example.org")
	b.Get(ash, "/devices").Is(http.StatusOK).Says("Not saved yet")
	b.Get(ash, "/kept").Is(http.StatusOK).Says("Written on Monday 23 November 2026, 09:00",
		"Given to the programme lead on Monday 23 November 2026, 09:00. It is on their list.",
		"About somebody whose record is not open to you now.").KeepsFrom("flat", "Sam", "Throw it away")
	page := b.Get(b.Lena, "/handed-words").Is(http.StatusOK).Once(lost)
	b.Post(b.Lena, "/handed-words/"+string(ash.Actor.Account)+"/settle", url.Values{"draft": {page.Hidden("draft")}}).
		To("/handed-words")
	b.Get(b.Lena, "/handed-words").KeepsFrom("flat")
	b.Get(ash, "/kept").Is(http.StatusOK).Says("and taken off the list on Monday 23 November 2026, 09:20.").
		KeepsFrom("flat")
	b.Now = b.Now.Add(identity.DraftLife)
	b.Sends()
	ash = signsIn(b, ash, "ash@example.org")
	b.Get(ash, "/kept").Is(http.StatusOK).Says("Nothing you wrote is waiting here.").KeepsFrom("Given")
	b.Get(ash, "/devices").KeepsFrom("Not saved yet")
	b.Verify()
}
