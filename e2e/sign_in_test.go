package e2e

import (
	"testing"
	"time"

	"footbridge.org/footbridge/e2e/walk"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/story"
)

// A link from the e-mail that opens in another browser must not sign that
// browser in, and must not spend the code.
func TestACodeOpenedInAnotherBrowserSaysToTypeIt(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		lena := s.Lead("Lena Fairweather")
		laptop, phone := walk.Open(t, door(s)), walk.Open(t, door(s))
		wants(t, laptop.Post("/sign-in", "email", lena.Email), 200, "Ten-digit code")
		s.Works()
		mail := newestMail(t, s, lena.Email)

		path := link.FindString(mail)
		wants(t, phone.Get(path), 200, "a different browser")
		wants(t, phone.Post(path), 200, "a different browser")

		wants(t, laptop.Get(path), 200, "Press the button")
		wants(t, laptop.Post("/sign-in/code", "code", code.FindString(mail)), 200, lena.Name)
		s.Holds(1, "audit entry session.start")
	})
}

func TestACodeWorksOnceAndForAQuarterOfAnHour(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		lena := s.Lead("Lena Fairweather")
		b := walk.Open(t, door(s))
		b.Post("/sign-in", "email", lena.Email)
		s.Works()
		late := code.FindString(newestMail(t, s, lena.Email))
		s.Clock.Pass(15 * time.Minute)
		wants(t, b.Post("/sign-in/code", "code", late), 422, "That code does not work")

		b.Post("/sign-in", "email", lena.Email)
		s.Works()
		fresh := code.FindString(newestMail(t, s, lena.Email))
		wants(t, b.Post("/sign-in/code", "code", fresh), 200, lena.Name)
		wants(t, b.Post("/sign-in/code", "code", fresh), 422, "That code does not work")
	})
}

// Whether an address belongs to anybody is nobody's business at the door.
func TestAnAddressThatNobodyHasIsAnsweredLikeAnyOther(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		lena := s.Lead("Lena Fairweather")
		known := walk.Open(t, door(s)).Post("/sign-in", "email", lena.Email)
		unknown := walk.Open(t, door(s)).Post("/sign-in", "email", "nobody@example.org")
		if known.Status != unknown.Status || known.Body != unknown.Body {
			t.Error("the answer tells whether an address is known")
		}
		s.Works()
		s.Holds(0, "message to nobody@example.org")
	})
}

func TestARoleTakenBackIsGoneWithTheNextRequest(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		lena := s.Lead("Lena Fairweather")
		s.Participant("discharged last week")
		b := signedIn(t, s, lena.Email)
		wants(t, b.Get("/screening"), 200, "Sam")

		s.Admin.TakesBack(authz.Lead, lena).OK()

		gone := b.Get("/screening")
		if gone.Status == 200 || gone.Has("Sam") {
			t.Errorf("%d: %s", gone.Status, gone.Text())
		}
	})
}

func TestASessionEndsWithTheDayAndNotBefore(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		b := signedIn(t, s, s.Lead("Lena Fairweather").Email)
		s.Clock.Pass(11*time.Hour + 59*time.Minute)
		wants(t, b.Get("/devices"), 200)
		s.Clock.Pass(time.Minute)
		if p := b.Get("/devices"); p.Path != "/sign-in" {
			t.Errorf("twelve hours on, still at %s", p.Path)
		}
	})
}

// Somebody without e-mail of their own comes in by a card, once.
func TestACardSignsAParticipantInOnce(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := s.Participant("discharged last week")
		card, given := s.Coordinator("Idris Vaughan").GivesCard(sam)
		given.OK()

		b := walk.Open(t, door(s))
		wants(t, b.Post("/sign-in/card", "card", " "+card.Code+" "), 200, "Sam")
		wants(t, walk.Open(t, door(s)).Post("/sign-in/card", "card", card.Code), 422, "That card does not work")
	})
}

// What one person is told must not change the words that the next one reads.
func TestASpentCardLeavesTheWordsForAWrongCodeAsTheyAre(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		lena, sam := s.Lead("Lena Fairweather"), s.Participant("discharged last week")
		card, given := s.Coordinator("Idris Vaughan").GivesCard(sam)
		given.OK()
		walk.Open(t, door(s)).Post("/sign-in/card", "card", card.Code)
		wants(t, walk.Open(t, door(s)).Post("/sign-in/card", "card", card.Code), 422, "That card does not work")

		b := walk.Open(t, door(s))
		b.Post("/sign-in", "email", lena.Email)
		wants(t, b.Post("/sign-in/code", "code", "0000000000"), 422, "That code does not work")
	})
}
