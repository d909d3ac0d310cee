package e2e

import (
	"fmt"
	"testing"

	"footbridge.org/footbridge/e2e/walk"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/workbook"
)

const (
	wellPage = "keeping-well/me-when-well"
	dialPage = "ups-and-downs/how-today"
)

// takesPart is somebody who has said yes.
func takesPart(s *story.Service) *story.Person {
	sam := s.Participant("discharged last week")
	s.Lead("Lena Fairweather").Accepts(sam).OK()
	s.Coordinator("Idris Vaughan").Invites(sam, pathway.InPerson).OK()
	sam.Agrees().OK()
	return sam
}

// byCard is the browser of somebody who has used a sign-in card.
func byCard(t *testing.T, s *story.Service, p *story.Person) *walk.Browser {
	t.Helper()
	token, _ := p.ComesByCard(s.Coordinator("Cora Finch"), "test")
	b := walk.Open(t, door(s))
	b.Keep("footbridge", token)
	return b
}

func TestAPageSavedTwiceIsSavedOnce(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := takesPart(s)
		sheet := sam.OpensPage(wellPage).Says(story.Says{"well_words": workbook.Text("loud, warm, late"),
			"well_seen": workbook.List{"I hum", "I ring people back"}})
		for range 2 { // no answer came, so Sam taps again
			verdict, a := sheet.Saves()
			a.OK()
			if verdict != workbook.Accepted {
				t.Errorf("the page was %s", verdict)
			}
		}
		s.Holds(1, "audit entry workbook.write")

		verdict, a := sam.OpensPage(wellPage).Saves() // untouched
		a.OK()
		if verdict != workbook.Unchanged {
			t.Errorf("an untouched page was %s", verdict)
		}
		s.Holds(1, "audit entry workbook.write")
		now := sam.OpensPage(wellPage).Page.Kept["well_words"]
		if now.Answer != workbook.Text("loud, warm, late") || now.Revision != 1 {
			t.Errorf("the page holds revision %d, %v", now.Revision, now.Answer)
		}
	})
}

// The same field, open in two tabs: neither text may win unseen.
func TestTwoTabsThatMeetKeepBothUntilSamChooses(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := takesPart(s)
		phone, laptop := sam.OpensPage(wellPage), sam.OpensPage(wellPage)
		_, a := phone.Says(story.Says{"well_words": workbook.Text("calm, kind, hungry")}).Saves()
		a.OK()
		verdict, a := laptop.Says(story.Says{"well_words": workbook.Text("noisy, hopeful")}).Saves()
		a.OK()
		if verdict != workbook.OtherKept {
			t.Errorf("the second tab was told %q", verdict)
		}

		page := byCard(t, s, sam).Get("/workbook/" + wellPage)
		wants(t, page, 200, "calm, kind, hungry", "noisy, hopeful", "We kept both")

		seen := sam.OpensPage(wellPage)
		others := seen.Page.Kept["well_words"].Others
		if len(others) != 1 {
			t.Fatalf("%d others wait", len(others))
		}
		seen.Keeps("well_words", others[0].From).OK()
		seen.Keeps("well_words", others[0].From).OK() // the second tap
		s.Holds(3, "audit entry workbook.write")
		now := sam.OpensPage(wellPage).Page.Kept["well_words"]
		if now.Answer != workbook.Text("noisy, hopeful") || len(now.Others) != 0 {
			t.Errorf("stands at %v, with %d others", now.Answer, len(now.Others))
		}

		past := sam.ReadsHistory(wellPage).Past["well_words"]
		if len(past) != 3 { // the phone's, the laptop's, and the choice
			t.Errorf("%d versions are readable, not 3", len(past))
		}
	})
}

// Who chooses in an old tab, after they chose the other one elsewhere, is told.
func TestAChoiceInAnOldTabDoesNotUndoAnotherOne(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := takesPart(s)
		for _, first := range []bool{true, false} { // the one that stands, or the other one
			one, two := sam.OpensPage(wellPage), sam.OpensPage(wellPage)
			_, a := one.Says(story.Says{"well_words": workbook.Text(fmt.Sprint("calm ", first))}).Saves()
			a.OK()
			_, a = two.Says(story.Says{"well_words": workbook.Text(fmt.Sprint("noisy ", first))}).Saves()
			a.OK()
			phone, laptop, third := sam.OpensPage(wellPage), sam.OpensPage(wellPage), sam.OpensPage(wellPage)
			chosen, not := phone.Page.Kept["well_words"].Others[0].From, id.Operation("")
			if first {
				chosen, not = not, chosen
			}
			phone.Keeps("well_words", chosen).OK()
			stands := sam.OpensPage(wellPage).Page.Kept["well_words"].Answer
			laptop.Keeps("well_words", not).Is(fault.Conflict)
			phone.Keeps("well_words", chosen).OK() // the second tap
			third.Keeps("well_words", chosen).OK() // the same choice
			now := sam.OpensPage(wellPage).Page.Kept["well_words"]
			if now.Answer != stands || len(now.Others) != 0 {
				t.Errorf("%v was chosen, and %v stands, with %d others", stands, now.Answer, len(now.Others))
			}
		}
	})
}

// Keeping what stands takes the other one away, and writes no new version.
func TestSamKeepsWhatStands(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := takesPart(s)
		one, two := sam.OpensPage(wellPage), sam.OpensPage(wellPage)
		_, a := one.Says(story.Says{"well_words": workbook.Text("first")}).Saves()
		a.OK()
		_, a = two.Says(story.Says{"well_words": workbook.Text("second")}).Saves()
		a.OK()

		stale := sam.OpensPage(wellPage)
		sam.Writes(wellPage, story.Says{"well_words": workbook.Text("first, and more")})
		stale.Keeps("well_words", "").Is(fault.Conflict) // Sam has not seen what stands now

		sam.OpensPage(wellPage).Keeps("well_words", "").OK()
		now := sam.OpensPage(wellPage).Page.Kept["well_words"]
		if now.Answer != workbook.Text("first, and more") || len(now.Others) != 0 || now.Revision != 2 {
			t.Errorf("revision %d stands at %v, with %d others", now.Revision, now.Answer, len(now.Others))
		}
	})
}

func TestAnEarlierAnswerComesBackAsANewOne(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := takesPart(s)
		sam.Writes(wellPage, story.Says{"well_words": workbook.Text("once")})
		sam.Writes(wellPage, story.Says{"well_words": workbook.Text("now")})
		past := sam.ReadsHistory(wellPage).Past["well_words"]
		oldest := past[len(past)-1]
		sam.OpensPage(wellPage).Keeps("well_words", oldest.From).OK()
		now := sam.OpensPage(wellPage).Page.Kept["well_words"]
		if now.Answer != workbook.Text("once") || now.Revision != 3 {
			t.Errorf("revision %d stands at %v", now.Revision, now.Answer)
		}
	})
}

// Every day has its own number, and the next one doesn't lose the last.
func TestTheDialIsAskedAnewEachDay(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := takesPart(s)
		sam.Writes(dialPage, story.Says{"today": workbook.Dial{Given: true, Value: 2, On: s.Today()}})
		s.Clock.MoveTo(s.Clock.Now().AddDate(0, 0, 1))
		sam.Writes(dialPage, story.Says{"today_words": workbook.Text("Slept.")})
		if k := sam.OpensPage(dialPage).Page.Kept["today"]; k.Revision != 1 {
			t.Errorf("yesterday's number is at revision %d", k.Revision)
		}
		sam.Writes(dialPage, story.Says{"today": workbook.Dial{Given: true, Value: 5, On: s.Today()}})
		if past := sam.ReadsHistory(dialPage).Past["today"]; len(past) != 2 {
			t.Errorf("%d days have a number, not 2", len(past))
		}
	})
}

// Nobody who works here opens a workbook, and nobody else does either.
func TestAWorkbookIsAbsentForEverybodyElse(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := takesPart(s)
		sam.Writes(wellPage, story.Says{"well_words": workbook.Text("zanderwick")})
		jo := s.Participant("discharged yesterday")
		staff := map[string]*walk.Browser{"Jo": byCard(t, s, jo)}
		for _, email := range []string{s.Lead("Lou Marsh").Email, s.Assessor("Mei-Ling Carter").Email,
			s.Governance("Margaret Osei").Email, s.Admin.Email} {
			s.Works()
			staff[email] = signedIn(t, s, email)
		}
		for who, b := range staff {
			for _, path := range []string{"/workbook", "/workbook/" + wellPage, "/workbook/" + wellPage + "/history"} {
				if page := b.Get(path); page.Status != 404 || page.Has("zanderwick") {
					t.Errorf("%s opens %s: %d", who, path, page.Status)
				}
			}
		}
	})
}

// Whoever stops keeps what they wrote, and writes nothing new.
func TestWhoeverStopsStillReadsTheirWords(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := takesPart(s)
		sam.Writes(wellPage, story.Says{"well_words": workbook.Text("mine to keep")})
		sheet := sam.OpensPage(wellPage).Says(story.Says{"well_words": workbook.Text("too late")})
		b := byCard(t, s, sam)
		sam.Stops(pathway.Wholly).OK()
		wants(t, b.Get("/workbook/"+wellPage), 200, "mine to keep", "You have stopped")
		_, a := sheet.Saves()
		a.Is(fault.Denied)
	})
}
