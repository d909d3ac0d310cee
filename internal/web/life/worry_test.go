package life_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/admin"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestAWorryIsRaisedFromTheVisitsTakenOnByTheSupervisorAndClosedWithWords(t *testing.T) {
	b := webtest.Open(t)
	ash, bo, ruth := b.Works("Ash Murray", authz.PeerWorker), b.Works("Bo Lind", authz.PeerWorker),
		b.Works("Ruth Castellano", authz.Supervisor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	at := "/people/" + string(sam)
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Get(b.Lena, "/worries").Is(http.StatusOK).Says("No worries")
	b.Get(ash, at+"/visits").Is(http.StatusOK).Says("I'm worried about this person")
	b.Get(ash, at+"/visits/"+string(b.Course(sam).Appointments[0].ID)).Is(http.StatusOK).Says(
		"I'm worried about this person")
	b.Get(b.Lena, at).Is(http.StatusOK).Says("I'm worried about this person")
	b.Get(bo, at+"/worry").Is(http.StatusNotFound)

	page := b.Get(ash, at+"/worry").Is(http.StatusOK).Says("If life is at risk, ring first", "999")
	if strings.Index(page.Body, "tel:999") > strings.Index(page.Body, `name="urgency"`) {
		t.Error("whom to ring stands below the questions")
	}
	form := url.Values{"id": {page.Hidden("id")}, "urgency": {"today"}, "words": {""}}
	b.Post(ash, at+"/worry", form).Is(http.StatusUnprocessableEntity).Says("Say what the worry is about.",
		"Say what you saw or heard, in a few words.")
	form.Set("about", "adult_safeguarding")
	form.Set("words", "A <b>bruise</b>, and the brother answers for them.")
	one := at + "/worries/" + form.Get("id")
	b.Post(ash, at+"/worry", form).To(one)
	b.Post(ash, at+"/worry", form).To(one) // the second tap
	b.Get(ash, one).Is(http.StatusOK).Says("Waiting for an answer", "Told: The supervisor", "Ruth Castellano",
		"The lead for safeguarding adults: nobody to tell", "A <b>bruise</b>").KeepsFrom("I'll take this on")
	b.Get(b.Remi, one).Is(http.StatusForbidden)
	b.Get(bo, one).Is(http.StatusNotFound)
	b.Get(ash, "/worries").Is(http.StatusNotFound)

	b.Get(ruth, "/worries").Is(http.StatusOK).Says("1 worry needs somebody to take it on.", "Sam Okafor",
		"Nobody has taken this on").KeepsFrom("bruise")
	answer := url.Values{"id": {b.Get(ruth, one).Is(http.StatusOK).Says("I'll take this on").Hidden("id.worry.receipt")},
		"next": {"I am ringing her now."}}
	b.Post(ruth, one+"/acknowledge", answer).To(one)
	b.Post(ruth, one+"/acknowledge", answer).To(one)
	answer = url.Values{"id": {b.Get(b.Lena, one).Is(http.StatusOK).Says("Ruth Castellano has taken this on",
		"I am ringing her now.",
		"Close this worry").Hidden("id.worry.closing")}}
	b.Post(b.Lena, one+"/close", answer).Is(http.StatusUnprocessableEntity).Says("Say what was done.")
	answer.Set("words", "The safeguarding team has it.")
	b.Post(b.Lena, one+"/close", answer).To(one)
	b.Post(b.Lena, one+"/close", answer).To(one)
	b.Post(b.Lena, one+"/close", url.Values{"id": {kernel.NewID[string](b.K, "once more")},
		"words": {"Again"}}).Is(http.StatusConflict)
	b.Get(ash, one).Is(http.StatusOK).Says("Lena closed this worry", "The safeguarding team has it.")
	b.Get(b.Lena, "/worries").Is(http.StatusOK).Says("Sam Okafor", "Closed")
	b.Get(b.Lena, at+"/worries/"+strings.Repeat("0", id.Length)).Is(http.StatusNotFound)
	b.Get(b.Arrives(sam),
		"/who-has-looked").Is(http.StatusOK).Says("Read that somebody is worried about you").KeepsFrom("bruise")
}

// The lead's own worry, where nobody supervises: it reaches nobody, whatever its urgency.
func TestAWorryThatNobodyHereCouldBeToldOfSaysSoAndWhomToRing(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	at := "/people/" + string(sam)
	b.Ok((&admin.Admin{Kernel: b.K}).SetSender(context.Background(), authz.Actor{Organisation: b.Org,
		Account: b.Lena.Actor.Account, Grants: []authz.Grant{{Role: authz.Administrator}}},
		programme.Sender{ID: kernel.NewID[id.Sender](b.K, "sender"), Lines: []string{"1 High Street"},
			Postcode: "M1 1AA", Phone: "0161 496 0000"}))
	for _, urgency := range []string{"now", "talk_over"} {
		asked := b.Get(b.Lena, at+"/worry").Says("Nobody here can be told just now", "0161 496 0000",
			"Save this worry").KeepsFrom("told straight away", "Tell somebody")
		form := url.Values{"id": {asked.Hidden("id")}, "urgency": {urgency},
			"about": {"own_safety"}, "words": {"She is low."}}
		one := at + "/worries/" + form.Get("id")
		saved := b.Post(b.Lena, at+"/worry", form)
		saved.To(one)
		b.Get(webtest.Member{Token: b.Lena.Token, Cookies: saved.Cookies()}, one).Says(
			"Your worry has been saved", "Nobody here can be told just now").KeepsFrom("passed on")
		b.Sends() // with days in between, had anybody been there
		b.Get(b.Lena, one).Is(http.StatusOK).Says("Nobody here can be told just now", "Ring one of the numbers",
			"A life is in danger", "0161 496 0000", "The supervisor: nobody to tell").KeepsFrom(
			"Everybody was told", "told sooner")
	}
	b.Now = b.Now.Add(time.Minute)
	ruth := b.Works("Ruth Castellano", authz.Supervisor)
	b.Sends()
	one := b.Get(b.Lena, "/worries").Link(at + "/worries/")
	b.Get(b.Lena, one).Is(http.StatusOK).Says("Told since: Ruth Castellano. It is waiting for them.",
		"Waiting for an answer").KeepsFrom("can be told", "Everybody was told", "told sooner")
	b.Post(b.Works("Amir", authz.Administrator), "/accounts/"+string(ruth.Actor.Account)+"/close",
		url.Values{"to": {"board"}}).To("/accounts")
	b.Sends()
	b.Get(b.Lena, one).Is(http.StatusOK).Says("Nobody here can be told just now", "A life is in danger",
		"0161 496 0000").KeepsFrom("Told since", "waiting for them", "Waiting for an answer")
}

func TestALifeAtRiskNeedsNoWordsAndTheNumbersStandOnThePageUntilSomebodyHasIt(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	ruth := b.Works("Ruth Castellano", authz.Supervisor)
	at := "/people/" + string(sam)
	form := url.Values{"id": {b.Get(b.Lena, at+"/worry").Is(http.StatusOK).Hidden("id")}, "urgency": {"now"},
		"about": {"own_safety"}}
	one := at + "/worries/" + form.Get("id")
	b.Post(b.Lena, at+"/worry", form).To(one)
	b.Get(b.Lena, one).Is(http.StatusOK).Says("If life is at risk, ring first", "999").KeepsFrom(
		"I'll take this on") // her own
	answer := url.Values{"id": {b.Get(ruth, one).Is(http.StatusOK).Hidden("id.worry.receipt")}}
	b.Post(ruth, one+"/acknowledge", answer).To(one)
	b.Get(b.Lena, one).Is(http.StatusOK).KeepsFrom("ring first")
}

func TestAWorryIsHandedOnToAColleagueAndAddedToOnItsPage(t *testing.T) {
	b := webtest.Open(t)
	ash, ruth := b.Works("Ash Murray", authz.PeerWorker), b.Works("Ruth Castellano", authz.Supervisor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	at := "/people/" + string(sam)
	b.Agrees(sam)
	b.Matches(sam, ash)
	raised := url.Values{"id": {b.Get(ash, at+"/worry").Hidden("id")}, "urgency": {"today"}, "about": {"health"},
		"words": {"They have stopped eating."}}
	one := at + "/worries/" + raised.Get("id")
	b.Post(ash, at+"/worry", raised).To(one)

	b.Get(ash, one).Is(http.StatusOK).Says("Add to this worry").KeepsFrom("Hand this on")
	more := url.Values{"id": {kernel.NewID[string](b.K, "more")}, "more": {""}}
	b.Post(ash, one+"/add", more).Is(http.StatusUnprocessableEntity).Says("Write what you have seen, heard or done.")
	more.Set("more", "The <b>fridge</b> is empty.")
	b.Post(ash, one+"/add", more).To(one)
	b.Post(ash, one+"/add", more).To(one)
	b.Get(ruth, one).Is(http.StatusOK).Once("Ash Murray added to this").Says("The <b>fridge</b> is empty.")

	on := url.Values{"id": {kernel.NewID[string](b.K, "on")}}
	b.Post(ruth, one+"/hand-on", on).Is(http.StatusUnprocessableEntity).Says(
		"Choose a colleague who can take worries on.", "Say why, in a few words.")
	on.Set("to", string(b.Lena.Actor.Account))
	on.Set("why", "I am away from tonight.")
	b.Post(ruth, one+"/hand-on", on).To(one)
	b.Post(ruth, one+"/hand-on", on).To(one)
	b.Get(b.Lena, one).Is(http.StatusOK).Says("Ruth Castellano handed this on to Lena", "I am away from tonight.",
		"Told: The colleague it was handed on to", "I'll take this on")
}
