package people_test

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/webtest"
)

func withAddress(form url.Values) {
	form.Set("contact.email", "sam@example.org")
	form.Set("contact.safe_to_email", "yes")
}

func TestStaffStopACardBeforeItIsUsed(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	here := b.Arrives(sam)
	b.Now = b.Now.Add(time.Minute)
	page := "/people/" + string(sam) + "/signing-in"
	card, err := b.People.GiveCard(t.Context(), b.Lena.Actor, sam)
	b.Ok(err)
	b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).Says("Lost phone, or a wrong card?")
	b.Get(b.Lena, page).Is(http.StatusOK).Says("Stop the card", "Not used yet", "Used on: test", "Lena")
	b.Post(b.Lena, page+"/stop-card", nil).To(page)
	b.Post(nobody, "/sign-in/card", url.Values{"card": {card.Code}}).Is(http.StatusUnprocessableEntity)
	b.Get(b.Lena, page).Is(http.StatusOK).KeepsFrom("Stop the card")
	b.Get(here, "/devices").Is(http.StatusOK).Says("Stopped", "Used on: test")
	b.Get(here, "/who-has-looked").Is(http.StatusOK).Says("Gave out a card to sign in as you", "The programme lead",
		"Stopped a card", "Looked at how you sign in")
	b.Verify()
}

func TestALostPhoneIsSignedOutWithItsCardsAndPhonesInOneAct(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	page := "/people/" + string(sam) + "/signing-in"
	here := b.ByCard(sam)
	phone := comesWith(t, chooses(b, here, chosen()))
	b.Get(b.Lena, page).Is(http.StatusOK).Says("Sign them out everywhere")
	b.Post(b.Lena, page+"/sign-out", nil).To(page)
	b.Get(here, "/home").To("/sign-in")
	types(b, phone, myNumber).Says("This phone is not remembered any more.")
	b.Get(b.Lena, page).Is(http.StatusOK).KeepsFrom("Sign them out everywhere")
	back := b.Arrives(sam)
	b.Get(back, "/who-has-looked").Is(http.StatusOK).Says("Signed you out everywhere")
	card, err := b.People.GiveCard(t.Context(), b.Lena.Actor, sam)
	b.Ok(err)
	b.Post(b.Lena, page+"/sign-out", nil).To(page)
	b.Post(nobody, "/sign-in/card", url.Values{"card": {card.Code}}).Is(http.StatusUnprocessableEntity)
	b.Verify()
}

func TestAForgottenNumberIsTakenBackAndChosenAnewWithTheNextCard(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	page := "/people/" + string(sam) + "/signing-in"
	here := b.ByCard(sam)
	phone := comesWith(t, chooses(b, here, chosen()))
	b.Post(b.Lena, page+"/take-number", nil).To(page)
	types(b, phone, myNumber).Says("This phone is not remembered any more.")
	chooses(b, here, url.Values{"chosen": {"739105"}, "again": {"739105"}}).Is(http.StatusSeeOther)
	types(b, phone, "739105").Says("This phone is not remembered any more.")
	b.Post(b.Lena, page+"/take-number", nil).To(page)
	again := b.ByCard(sam)
	b.Get(again, "/devices").Is(http.StatusOK).Says("Taken back:", "By: Programme lead")
	b.Get(again, "/who-has-looked").Is(http.StatusOK).Says("Took your own number back")
	chooses(b, again, url.Values{"chosen": {"739105"}, "again": {"739105"}}).Is(http.StatusSeeOther)
	b.Verify()
}

// A card stops the one before it and forgets every phone: that is said before it is given, and
// after.
func TestWhatACardEndsIsSaidBeforeItIsGivenAndAfter(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	page := "/people/" + string(sam)
	b.Get(b.Lena, page).Is(http.StatusOK).Says("stops the one before and forgets their phones")
	b.Post(b.Lena, page+"/invite", nil).Says("forgets their phones", "Give them a card")
	b.Post(b.Lena, page+"/card", nil).Is(http.StatusOK).Says("No phone is remembered as theirs any more.")
}

// A second press of the same button would stop the card that was printed by then.
func TestACardThatIsGivenTwiceByOneFormIsGivenOnce(t *testing.T) {
	b := webtest.Open(t)
	lee := b.Works("Lee", authz.Lead)
	sam := b.Refers(b.Remi, b.North, "Sam")
	page := "/people/" + string(sam)
	printed := regexp.MustCompile(`[a-z2-9]{4}(-[a-z2-9]{4}){3}`)
	for _, from := range []webtest.Answer{b.Get(b.Lena, page), b.Post(b.Lena, page+"/invite", nil)} {
		b.Now = b.Now.Add(time.Minute)
		form := url.Values{"id": {from.Hidden("id")}}
		code := printed.FindString(webtest.Words(b.Post(b.Lena, page+"/card", form).Is(http.StatusOK).Body))
		b.Now = b.Now.Add(time.Second)
		again := b.Post(b.Lena, page+"/card", form).Is(http.StatusOK) // a slip
		if shown := printed.FindString(webtest.Words(again.Body)); shown != code || code == "" {
			t.Errorf("a second press shows %q for %q", shown, code)
		}
		b.Post(lee, page+"/card", form).Is(http.StatusConflict).KeepsFrom(code)
		b.Now = b.Now.Add(time.Minute)
		b.Post(b.Lena, page+"/card", form).Is(http.StatusConflict).Says("You have given them a card already")
		b.Post(nobody, "/sign-in/card", url.Values{"card": {code}}).To("/my-number")
	}
	b.Verify()
}

// What the next card opens depends on whether there is a number, and on whether there is an
// address, in place of which nobody chooses one by a card.
func TestWhatTheNextCardOpensIsSaidAsItIs(t *testing.T) {
	b := webtest.Open(t)
	without, with := b.Refers(b.Remi, b.North, "Sam"), b.Refers(b.Remi, b.North, "Jo", withAddress)
	b.Agrees(without)
	b.Agrees(with)
	chooses(b, b.ByCard(without), chosen())
	b.ByCard(with)
	chooses(b, webtest.Member{Token: b.SignIn("sam@example.org")}, chosen())
	for who, after := range map[id.Participant]string{
		without: "they choose one with this card, and that opens their workbook", with: "can't choose a number with it"} {
		page := "/people/" + string(who) + "/signing-in"
		b.Get(b.Lena, page).Is(http.StatusOK).Says("after they have typed their own number")
		b.Post(b.Lena, page+"/take-number", nil).To(page)
		b.Get(b.Lena, page).Is(http.StatusOK).Says(after).KeepsFrom("after they have typed their own number")
		card := b.ByCard(who)
		answered := http.StatusSeeOther
		if who == with {
			answered = http.StatusForbidden
		}
		chooses(b, card, chosen()).Is(answered)
	}
}

// Each is told where that is safe: a card that is given out, stopped, and so on.
func TestWhatStaffDoToHowSomebodySignsInIsToldWhereThatIsSafe(t *testing.T) {
	for _, safe := range []string{"yes", "no"} {
		b := webtest.Open(t)
		sam := b.Refers(b.Remi, b.North, "Sam", withAddress, func(form url.Values) {
			form.Set("contact.safe_to_email", safe)
		})
		b.Agrees(sam)
		page := "/people/" + string(sam) + "/signing-in"
		b.ByCard(sam)
		if safe == "yes" {
			byCode := webtest.Member{Token: b.SignIn("sam@example.org")}
			chooses(b, byCode, chosen()).Is(http.StatusSeeOther)
		}
		_, err := b.People.GiveCard(t.Context(), b.Lena.Actor, sam)
		b.Ok(err)
		for _, act := range []string{"/stop-card", "/take-number", "/sign-out"} {
			b.Post(b.Lena, page+act, nil).To(page)
		}
		sent := b.SentAll("sam@example.org")
		if safe == "no" && len(sent) > 0 {
			t.Errorf("it was sent where that isn't safe: %q", sent)
		}
		if notices := len(sent) - 2; safe == "yes" && notices != 5 { // a code, and what they chose themselves
			t.Errorf("of two cards, a stop, a number and a lost phone %d were told: %q", notices, sent)
		}
	}
}

// An address that was safe once isn't told any more once they have said so.
func TestNothingIsToldOfACardAtAnAddressThatIsSafeNoMore(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", withAddress)
	b.Agrees(sam)
	b.ByCard(sam)
	before := len(b.SentAll("sam@example.org"))
	path := "/people/" + string(sam) + "/put-right/safety"
	form := b.Opens(b.Lena, path)
	form.Set("contact.safe_to_email", "no")
	b.Post(b.Lena, path, form).Is(http.StatusSeeOther)
	b.ByCard(sam)
	if sent := b.SentAll("sam@example.org"); before == 0 || len(sent) != before {
		t.Errorf("it was told %d times before, and then of the card too: %q", before, sent)
	}
}

// Nor is one that only who referred them again says is safe.
func TestNothingIsToldOfACardWhileAnotherReferralWaits(t *testing.T) {
	s := story.Begin(t, "a card, again", storetest.SQLiteMigrated(t, story.Migrated))
	remi, lena := s.Referrer("Remi Adebayo").InTeam(s.Team("North")), s.Lead("Lena Fairweather")
	south := s.Team("South")
	rhea := s.Referrer("Rhea South").InTeam(south)
	sam := s.Somebody("Sam Archer", 3)
	remi.Refers(sam).OK()
	lena.Accepts(sam).OK()
	idris := s.Coordinator("Idris Vaughan")
	idris.Invites(sam, pathway.InPerson).OK()
	idris.TakesConsent(sam, pathway.OnPaper).OK()
	told := func(p *story.Person) int {
		t.Helper()
		s.Works()
		before := s.Outbox.Count()
		_, a := lena.GivesCard(p)
		a.OK()
		s.Works()
		return s.Outbox.Count() - before
	}
	first := told(sam)
	idris.HearsStop(sam, pathway.Wholly, "").OK()
	again, a := rhea.RefersAgain(sam, south, 3)
	a.OK()
	if then := told(again); first != 1 || then != 0 {
		t.Errorf("they were told %d times when it was theirs, and %d times since", first, then)
	}
}

func TestNobodyMaskedSeesOrStopsHowSomebodySignsIn(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	page := "/people/" + string(sam) + "/signing-in"
	for _, who := range []webtest.Member{b.Hires("Masked", authz.Lead, authz.Assessor), b.Remi} {
		b.Get(who, page).KeepsFrom("Devices they are signed in on")
		for _, act := range []string{"/stop-card", "/take-number", "/sign-out"} {
			if a := b.Post(who, page+act, nil); a.Code != http.StatusNotFound && a.Code != http.StatusForbidden {
				t.Errorf("%s is answered %d", act, a.Code)
			}
		}
	}
}
