package life_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/app/admin"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/webtest"
)

// raisesMasked has a masked coordinator raise a worry about Sam, as two taps do, and opens the
// page that it leads to.
func raisesMasked(b *webtest.Bench, cleo webtest.Member, sam id.Participant) webtest.Answer {
	at := "/people/" + string(sam) + "/worry"
	form := url.Values{"id": {b.Get(cleo, at).Is(http.StatusOK).Hidden("id")}, "urgency": {"today"}, "about": {"health"},
		"words": {"She sounded low."}}
	b.Twice(cleo, at, form, at+"/saved")
	return b.Get(cleo, at+"/saved").Is(http.StatusOK)
}

// Who assesses outcomes may say that they are worried, and may not read what becomes of it.
// They read who hears of it, by name and number.
func TestAMaskedCoordinatorWhoRaisesAWorryReadsWhoItGoesTo(t *testing.T) {
	b := webtest.Open(t)
	cleo := b.Hires("Cleo", authz.Coordinator, authz.Assessor)
	b.Works("Ruth Castellano", authz.Supervisor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	raisesMasked(b, cleo, sam).Says("Your worry has been saved", "It goes to anybody who supervises",
		"Ruth Castellano, supervisor", "Lena, programme lead").KeepsFrom("can be told")
	b.Verify()
}

// Where nobody supervises or leads it reaches nobody, and they are told who to ring.
func TestAMaskedCoordinatorReadsThatNobodyCouldBeToldOfTheirWorry(t *testing.T) {
	b := webtest.Open(t)
	cleo := b.Hires("Cleo", authz.Coordinator, authz.Assessor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Ok((&admin.Admin{Kernel: b.K}).SetSender(context.Background(), authz.Actor{Organisation: b.Org,
		Account: b.Lena.Actor.Account, Grants: []authz.Grant{{Role: authz.Administrator}}},
		programme.Sender{ID: kernel.NewID[id.Sender](b.K, "sender"), Lines: []string{"1 High Street"},
			Postcode: "M1 1AA", Phone: "0161 496 0000"}))
	amir := b.Works("Amir", authz.Administrator)
	b.Post(amir, "/accounts/"+string(b.Lena.Actor.Account)+"/close", url.Values{"to": {"board"}, "sure": {"yes"}}).To("/accounts")
	raisesMasked(b, cleo, sam).Says("Nobody here can be told just now", "Ring one of the numbers", "A life is in danger",
		"0161 496 0000").KeepsFrom("It goes to")
	b.Verify()
}

// What a supervisor writes of a worry may come from a visit. In a study, a coordinator who
// raised it reads what became of it, and only their own words.
func TestInAStudyACoordinatorReadsNoWordsOfColleaguesOnTheirWorry(t *testing.T) {
	for programmeOf, shown := range map[string]bool{"crisis-peer-support": true, "crisis-peer-support-study": false} {
		b := webtest.OpenWith(t, programmeOf)
		cora, ruth := b.Works("Cora", authz.Coordinator), b.Works("Ruth Castellano", authz.Supervisor)
		sam := b.Refers(b.Remi, b.North, "Sam")
		b.Agrees(sam)
		at := "/people/" + string(sam)
		raised := b.Opens(cora, at+"/worry")
		raised.Set("urgency", "today")
		raised.Set("about", "health")
		raised.Set("words", "She sounded low.")
		one := at + "/worries/" + raised.Get("id")
		b.Post(cora, at+"/worry", raised).To(one)
		for _, act := range []struct {
			who                      webtest.Member
			last, noun, field, words string
		}{
			{ruth, "hand-on", "hand_on", "why", "I am away."}, {b.Lena, "acknowledge", "receipt", "next", "I am ringing her."},
			{b.Lena, "add", "addition", "more", "Gethin saw her."}, {cora, "add", "addition", "more", "She rang me again."},
			{b.Lena, "close", "closing", "words", "All is well."},
		} {
			form := url.Values{"id": {b.Get(act.who, one).Is(http.StatusOK).Hidden("id.worry." + act.noun)},
				"to": {string(b.Lena.Actor.Account)}, act.field: {act.words}}
			b.Post(act.who, one+"/"+act.last, form).To(one)
		}
		words := []string{"I am away.", "I am ringing her.", "Gethin saw her.", "All is well."}
		b.Get(b.Lena, one).Says(append(words, "She rang me again.")...)
		page := b.Get(cora, one).Is(http.StatusOK).Says("She sounded low.", "She rang me again.",
			"Ruth Castellano handed this on to Lena", "Lena has taken this on", "Lena closed this worry")
		if shown {
			page.Says(words...)
		} else {
			page.KeepsFrom(words...)
		}
		b.Verify()
	}
}
