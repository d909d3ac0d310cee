package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Kept words say whom they are about to who may know that there is such a person, and show
// nothing that the form carried unseen.
func TestKeptWordsNameThePersonToWhoMayKnowThem(t *testing.T) {
	b, ash, sam, path, typed := aVisitedPerson(t)
	wrong := "/people/" + string(sam) + "/wrong-details"
	doubt := b.Form(ash, wrong)
	doubt.Set("note", "It is 01632 960555")
	signsOut(b, ash)
	b.Post(ash, path, typed).To("/sign-in")
	b.Post(ash, wrong, doubt).To("/sign-in")
	ash = signsIn(b, ash, "ash@example.org")
	page := b.Get(ash, "/kept").Is(http.StatusOK).KeepsFrom("You wrote /people").
		Says("About Sam Okafor.", "What is right, if you know? It is 01632 960555")
	if n := strings.Count(webtest.Words(page.Body), "About Sam Okafor."); n != 2 {
		t.Errorf("the person is named %d times", n)
	}
	endsTheMatch(b, sam)
	b.Get(ash, "/kept").Is(http.StatusOK).KeepsFrom("Sam", "Okafor").
		Says("About somebody whose record is not open to you now.")
	doubt.Del("note") // what is left was carried unseen
	b.Post(ash, wrong, doubt).Is(http.StatusNotFound).Says("We can't find that page").KeepsFrom("Nothing was sent")
	b.Verify()
}

// Words that are given away for good are shown once more before they are.
func TestWordsAreGivenAwayAfterOneMoreLook(t *testing.T) {
	b, ash, sam, path, typed := aVisitedPerson(t)
	b.Get(ash, "/kept/hand").To("/kept")
	endsTheMatch(b, sam)
	b.Post(ash, path, typed).Is(http.StatusNotFound)
	sure := b.Get(ash, "/kept").Is(http.StatusOK).KeepsFrom(`action="/kept/hand"`).Link("/kept/hand?draft=")
	page := b.Get(ash, sure).Is(http.StatusOK).Once(lost).
		Says("Give this to the programme lead?", "You can't take it back.", "Yes, give it away", "Keep it here for now")
	b.Get(b.Lena, sure).To("/kept")
	b.Post(ash, "/kept/hand", url.Values{"draft": {page.Hidden("draft")}}).To("/kept")
	b.Get(b.Lena, "/handed-words").Is(http.StatusOK).Once(lost)
	b.Get(ash, sure).To("/kept")
	b.Verify()
}

// Nobody reads what waits for the lead where there is none: the administrator, who can give
// somebody the role, is told that, and nothing else, once a day.
func TestAnAdministratorIsToldThatNobodyLeads(t *testing.T) {
	b, ash, sam, path, typed := aVisitedPerson(t)
	imre := b.Works("Imre", authz.Administrator)
	told := func() (n int) {
		for _, text := range b.SentAll("imre@example.org") {
			if strings.Contains(text, "Nobody in your service is the programme lead now") {
				if n++; strings.Contains(text, "Sam") || strings.Contains(text, "flat") || strings.Contains(text, "Ash") {
					t.Errorf("it tells too much: %s", text)
				}
			}
		}
		return n
	}
	second := b.Works("Lou", authz.Lead)
	closes := func(who webtest.Member) {
		b.Post(imre, "/accounts/"+string(who.Actor.Account)+"/close", url.Values{"to": {"board"}}).To("/accounts")
	}
	closes(second)
	if n := told(); n != 0 {
		t.Errorf("with a lead left, %d are told", n)
	}
	endsTheMatch(b, sam)
	b.Post(ash, path, typed).Is(http.StatusNotFound)
	closes(b.Lena)
	b.Post(ash, "/kept/hand", url.Values{"draft": {b.Get(ash, "/kept").Hidden("draft")}}).To("/kept")
	if n := told(); n != 1 {
		t.Errorf("%d are told", n)
	}
	b.Get(imre, "/accounts").Is(http.StatusOK)
	b.Verify()
}

// Who is told of a worry learns how soon somebody needs to know, and nothing else.
func TestTheMailAboutAWorrySaysHowSoon(t *testing.T) {
	b, ash, _, path, typed := aVisitedPerson(t)
	b.Works("Ruth", authz.Supervisor)
	typed.Set("about", "health")
	b.Post(ash, path, typed).Is(http.StatusSeeOther)
	mails := b.SentAll("ruth@example.org")
	if !slices.ContainsFunc(mails, func(text string) bool {
		return strings.Contains(text, "Somebody is worried about") && !strings.Contains(text, "Sam") &&
			strings.Contains(text, `They chose "Today: a clinician needs to know".`)
	}) {
		t.Errorf("the supervisor was sent %q", mails)
	}
}

// Words that are handed over together are one message, and a worry among them is it.
func TestWordsThatAreHandedOverTogetherAreOneMessage(t *testing.T) {
	b, ash, sam, path, typed := aVisitedPerson(t)
	wrong := "/people/" + string(sam) + "/wrong-details"
	doubt := b.Form(ash, wrong)
	signsOut(b, ash)
	b.Post(ash, path, typed).To("/sign-in")
	for _, note := range []string{"It is 01632 960555", "It is 01632 960556"} {
		doubt.Set("note", note)
		b.Post(ash, wrong, doubt).To("/sign-in")
	}
	closesAccount(b, ash)
	var mails []string
	for _, text := range b.SentAll("lena@example.org") {
		if strings.Contains(text, "/handed-words") {
			mails = append(mails, text)
		}
	}
	if len(mails) != 1 || !strings.Contains(mails[0], "could not send their worry") {
		t.Errorf("the lead was sent %q", mails)
	}
	b.Get(b.Lena, "/handed-words").Is(http.StatusOK).Once(lost).Says("960555", "960556")
	b.Verify()
}

// Whoever was signed out while they raised a worry may believe that others know of it.
func TestTheFirstPageSaysThatAWorryWasNotSaved(t *testing.T) {
	b, ash, sam, path, typed := aVisitedPerson(t)
	wrong := "/people/" + string(sam) + "/wrong-details"
	doubt := b.Form(ash, wrong)
	doubt.Set("note", "It is 01632 960555")
	typed.Set("urgency", "now")
	b.Get(ash, "/visits").Is(http.StatusOK).KeepsFrom("not saved")
	signsOut(b, ash)
	b.Post(ash, wrong, doubt).To("/sign-in")
	ash = signsIn(b, ash, "ash@example.org")
	b.Get(ash, "/visits").Is(http.StatusOK).Says("Something you wrote was not saved.").KeepsFrom("960555").Link("/kept")
	signsOut(b, ash)
	b.Post(ash, path, typed).To("/sign-in")
	ash = signsIn(b, ash, "ash@example.org")
	page := b.Get(ash, "/visits").Is(http.StatusOK).KeepsFrom("flat", "960555").
		Says("A worry that you wrote was not saved, and nobody has been told of it.", "Something you wrote was not saved.")
	words := webtest.Words(page.Body)
	if strings.Index(words, "A worry that you") > strings.Index(words, "Something you") {
		t.Error("the worry comes after other words")
	}
	b.Get(ash, "/my-support").Is(http.StatusOK).KeepsFrom("was not saved")
	b.Get(b.Lena, "/board").Is(http.StatusOK).KeepsFrom("was not saved")
	b.Verify()
}

// A right that was lost may be given back, and nobody gives their words to themselves.
func TestWordsOfALostRightGoBackToThePageOnceItIsGivenBack(t *testing.T) {
	b, ash, sam, path, typed := aVisitedPerson(t)
	endsTheMatch(b, sam)
	b.Post(ash, path, typed).Is(http.StatusNotFound)
	b.Get(ash, "/kept").Says("If it is open to you again", "You can also give it").KeepsFrom(path, "Try the page again")
	b.Get(ash, path).Is(http.StatusNotFound).KeepsFrom("flat")
	b.Matches(sam, ash)
	again := b.Get(ash, "/kept").Says("About Sam Okafor.").KeepsFrom("not open to you now").Link(path + "?")
	sent := b.Get(ash, again).Is(http.StatusOK).Says(lost).Filled()
	sent.Set("about", "health")
	b.Post(ash, path, sent).Is(http.StatusSeeOther)
	b.Get(ash, "/kept").KeepsFrom("flat")

	nobody := strings.Replace(path, string(sam), strings.Repeat("0", id.Length), 1)
	typed.Del(form.PageOfField)
	b.Post(b.Lena, nobody, typed).Is(http.StatusNotFound)
	b.Get(b.Lena, "/kept").Once(lost).Says("If it is open to you again").KeepsFrom("to the programme lead")
	b.Verify()
}

// Who can't send a form any more is led to no page that answers no: they can give their words
// to the lead, until they have the right again.
func TestWordsOfALostRightLeadToNoPageThatIsNotOpen(t *testing.T) {
	b := webtest.Open(t)
	sue, amir := b.Works("Sue", authz.Supervisor), b.Works("Amir", authz.Administrator)
	decision, account := webtest.DecisionPath(b.Refers(b.Remi, b.North, "Sam")), "/accounts/new"
	b.Post(sue, decision, url.Values{"why": {lost}}).Is(http.StatusForbidden)
	b.Post(sue, account, url.Values{"name": {lost}}).Is(http.StatusForbidden)
	b.Get(sue, "/kept").Is(http.StatusOK).Says(lost, "Give it to the programme lead").
		KeepsFrom("Try the page again", decision, account)
	lead := authz.Grant{Role: authz.Lead}
	b.Ok(b.People.GrantRole(t.Context(), amir.Actor, sue.Actor.Account, lead, ""))
	page := b.Get(sue, "/kept").Is(http.StatusOK).KeepsFrom(account)
	b.Get(sue, page.Link(decision+"?")).Is(http.StatusOK)
	b.Verify()
}

// Words that were kept as the session ended, of a right that is lost since, are led to the lead
// at once, and not into a page that answers no first.
func TestWordsOfARightThatIsLostLaterLeadToTheLead(t *testing.T) {
	b, ash, sam, path, typed := aVisitedPerson(t)
	signsOut(b, ash)
	b.Post(ash, path, typed).To("/sign-in")
	again := signsIn(b, ash, "ash@example.org")
	b.Get(again, "/kept").Is(http.StatusOK).Once(lost).Says("Put it back in the form").KeepsFrom("to the programme lead")
	endsTheMatch(b, sam)
	page := b.Get(again, "/kept").Is(http.StatusOK).Once(lost).Says("Give it to the programme lead").
		KeepsFrom("Put it back in the form", "Try the page again", path)
	b.Get(again, "/kept/hand?draft="+page.Hidden("draft")).Is(http.StatusOK).Once(lost)
	b.Post(again, "/kept/hand", url.Values{"draft": {page.Hidden("draft")}}).To("/kept")
	b.Get(b.Lena, "/handed-words").Is(http.StatusOK).Once(lost)
	b.Verify()
}
