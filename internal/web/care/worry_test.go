package care_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
)

func TestAWorryIsRaisedFromTheVisitsTakenOnByTheSupervisorAndClosedWithWords(t *testing.T) {
	b := open(t)
	ash, bo, ruth := b.works("Ash Murray", authz.PeerWorker), b.works("Bo Lind", authz.PeerWorker),
		b.works("Ruth Castellano", authz.Supervisor)
	sam := b.refers(b.remi, b.north, "Sam")
	at := "/people/" + string(sam)
	b.agrees(sam)
	b.matches(sam, ash)
	b.plans(sam, ash)
	b.get(b.lena, "/worries").is(http.StatusOK).says("No worries")
	b.get(ash, at+"/visits").is(http.StatusOK).says("I'm worried about this person")
	b.get(ash, at+"/visits/"+string(b.course(sam).Appointments[0].ID)).is(http.StatusOK).says("I'm worried about this person")
	b.get(b.lena, at).is(http.StatusOK).says("I'm worried about this person")
	b.get(bo, at+"/worry").is(http.StatusNotFound)

	page := b.get(ash, at+"/worry").is(http.StatusOK).says("If life is at risk, ring first", "999")
	if strings.Index(page.body, "tel:999") > strings.Index(page.body, `name="urgency"`) {
		t.Error("whom to ring stands below the questions")
	}
	form := url.Values{"id": {page.hidden("id")}, "urgency": {"today"}, "words": {""}}
	b.post(ash, at+"/worry", form).is(http.StatusUnprocessableEntity).says("Say what the worry is about.",
		"Say what you saw or heard, in a few words.")
	form.Set("about", "adult_safeguarding")
	form.Set("words", "A <b>bruise</b>, and the brother answers for them.")
	one := at + "/worries/" + form.Get("id")
	b.post(ash, at+"/worry", form).to(one)
	b.post(ash, at+"/worry", form).to(one) // the second tap
	b.get(ash, one).is(http.StatusOK).says("Waiting for an answer", "Told: The supervisor", "Ruth Castellano",
		"Nobody to tell: The lead for safeguarding adults", "A <b>bruise</b>").keepsFrom("I have this")
	b.get(b.remi, one).is(http.StatusForbidden)
	b.get(bo, one).is(http.StatusNotFound)
	b.get(ash, "/worries").is(http.StatusNotFound)

	b.get(ruth, "/worries").is(http.StatusOK).says("1 worry waits for somebody to take it on.", "Sam Okafor",
		"Nobody has it yet").keepsFrom("bruise")
	answer := url.Values{"id": {b.get(ruth, one).is(http.StatusOK).says("I have this").hidden("id")},
		"next": {"I am ringing her now."}}
	b.post(ruth, one+"/acknowledge", answer).to(one)
	b.post(ruth, one+"/acknowledge", answer).to(one)
	answer = url.Values{"id": {b.get(b.lena, one).is(http.StatusOK).says("Ruth Castellano has it", "I am ringing her now.",
		"Close it").hidden("id")}}
	b.post(b.lena, one+"/close", answer).is(http.StatusUnprocessableEntity).says("Say what was done.")
	answer.Set("words", "The safeguarding team has it.")
	b.post(b.lena, one+"/close", answer).to(one)
	b.post(b.lena, one+"/close", answer).to(one)
	b.post(b.lena, one+"/close", url.Values{"id": {kernel.NewID[string](b.k, "once more")},
		"words": {"Again"}}).is(http.StatusConflict)
	b.get(ash, one).is(http.StatusOK).says("Lena closed it", "The safeguarding team has it.")
	b.get(b.lena, "/worries").is(http.StatusOK).says("Sam Okafor", "Closed")
	b.get(b.lena, at+"/worries/"+strings.Repeat("0", id.Length)).is(http.StatusNotFound)
	b.get(b.arrives(sam),
		"/who-has-looked").is(http.StatusOK).says("Read that somebody is worried about you").keepsFrom("bruise")
}

func TestALifeAtRiskNeedsNoWordsAndTheNumbersStandOnThePageUntilSomebodyHasIt(t *testing.T) {
	b := open(t)
	sam := b.refers(b.remi, b.north, "Sam")
	ruth := b.works("Ruth Castellano", authz.Supervisor)
	at := "/people/" + string(sam)
	form := url.Values{"id": {b.get(b.lena, at+"/worry").is(http.StatusOK).hidden("id")}, "urgency": {"now"},
		"about": {"own_safety"}}
	one := at + "/worries/" + form.Get("id")
	b.post(b.lena, at+"/worry", form).to(one)
	b.get(b.lena, one).is(http.StatusOK).says("If life is at risk, ring first", "999").keepsFrom("I have this") // her own
	answer := url.Values{"id": {b.get(ruth, one).is(http.StatusOK).hidden("id")}}
	b.post(ruth, one+"/acknowledge", answer).to(one)
	b.get(b.lena, one).is(http.StatusOK).keepsFrom("ring first")
}
