package e2e

import (
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/workforce"
)

// A death is entered a day late: what was planned for the days after it is called
// off, nothing can be recorded of them, and the visit before it is written up.
func TestAfterADeathNothingIsRecordedForALaterDayAndWhatWasBeforeIsWrittenUp(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := s.Participant("discharged last week")
		ash, lead := s.PeerWorker("Ash Murray").MatchedTo(sam), s.Lead("Lena Fairweather")
		ash.Moves(sam.Session(2), -6*24*time.Hour, course.PartyParticipant, "").OK() // the day after the first
		_, given := lead.GivesCard(sam)
		given.OK()
		before := ash.WritesUp(sam.Session(1), story.Attended)
		after := ash.WritesUp(sam.Session(2), story.Attended)
		lead.EntersFor(sam, life.Death, sam.Referral.Identity.BirthDate.AddDays(-1)).Is(fault.Invalid)
		lead.EntersFor(sam, life.Death, s.Today().AddDays(-1)).OK()

		ash.Sends(after).Is(fault.Invalid)
		ash.Sends(before).OK()
		lead.HearsStop(sam, pathway.Wholly, "").Is(fault.Invalid)
		record, a := lead.OpensVisits(sam)
		a.OK()
		if record.Course.Planned() != 0 || len(record.Course.ToWriteUp(record.Now)) != 0 {
			t.Errorf("%d visits are planned, %d to write up", record.Course.Planned(),
				len(record.Course.ToWriteUp(record.Now)))
		}
		sent := s.Outbox.Count()
		lead.EndsMatch(sam, ash, workforce.WorkerAway).OK()
		s.Works()
		for _, m := range s.Outbox.List()[:s.Outbox.Count()-sent] { // the newest first
			if m.To == sam.Email() {
				t.Errorf("a message went to somebody who has died: %s", m.Text)
			}
		}
		letters, a := lead.OpensLetters(sam)
		a.OK()
		if n := len(letters.Recipients(course.LetterStart)); n > 0 {
			t.Errorf("a start letter may go to %d", n)
		}
		if p := signedIn(t, s, lead.Email).Get("/caseloads"); p.Has("Sam Okoro") || !p.Has("Nobody is being visited") {
			t.Errorf("somebody who has died is being visited: %s", p.Text())
		}
	})
}

// The strip and the list number a visit alike, and what was planned again asks
// nobody to plan it; no time ahead is past.
func TestAVisitPlannedAgainIsNumberedAlikeEverywhereAndAsksForNothing(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := s.Participant("discharged last week")
		ash, lead := s.PeerWorker("Ash Murray").MatchedTo(sam), s.Lead("Lena Fairweather")
		_, given := lead.GivesCard(sam)
		given.OK()
		s.Clock.MoveTo(s.Clock.Now().AddDate(0, 0, 1))
		ash.CallsOff(sam.Session(4), course.PartyWorker, "a training day").OK()
		ash.PlansAnew(sam, s.Today().AddDays(75), "16:00").OK()
		ash.CallsOff(sam.Session(5), course.PartyWorker, "a training day").OK()

		visits := signedIn(t, s, ash.Email).Get("/people/" + string(sam.ID()) + "/visits")
		wants(t, visits, 200, "9 planned", "10 to plan", "Cancelled visit", "Visit 9 of 10")
		if visits.Has("4 to plan") || visits.Has("Session 4") {
			t.Errorf("the fourth place is to plan, though nine are planned: %s", visits.Text())
		}
		own := signedIn(t, s, sam.Email()).Get("/my-visits")
		wants(t, own, 200, "Still to come", "Cancelled visit")
		if _, past, _ := strings.Cut(own.Text(), "Past visits"); strings.Contains(past, "Cancelled") {
			t.Errorf("a day to come is past: %s", past)
		}
	})
}

// In a study, that visits ended or aren't wanted would tell that there were some:
// those who may not know the arms read that both take part, and no day.
func TestWhoMayNotKnowTheArmsReadsThatBothTakePart(t *testing.T) {
	onEachEngineFrom(t, story.BeginStudy, func(t *testing.T, s *story.Service) {
		remi, lead := s.Referrer("Remi Adebayo").InTeam(s.Team("North")), s.Lead("Lena Fairweather")
		mei, ash := s.Assessor("Mei-Ling Carter"), s.PeerWorker("Ash Murray")
		lead.PreparesFully(ash)
		var people []*story.Person
		for _, name := range []string{"Enid Marsh", "Wanda Lowe"} {
			p := s.Somebody(name, 3)
			remi.Refers(p).OK()
			lead.Accepts(p).OK()
			lead.Invites(p, pathway.InPerson).OK()
			lead.TakesConsent(p, pathway.OnPaper).OK()
			p.AllocatedTo(story.WithVisits).OK()
			lead.Matches(p, ash).OK()
			people = append(people, p)
		}
		ash.Ends(people[0], course.EndedSooner, "").OK()
		lead.HearsStop(people[1], pathway.FromVisitsOnly, "").OK()

		for email, from := range map[string]string{remi.Email: "/referrals", mei.Email: "/follow-up"} {
			for path, page := range signedIn(t, s, email).Walk(from, leavesOthers) {
				for _, never := range []string{"ended on", "without visits", "Visits ended"} {
					if page.Has(never) {
						t.Errorf("%q is on %s", never, path)
					}
				}
			}
		}
		team := signedIn(t, s, remi.Email).Get("/referrals")
		if n := strings.Count(team.Text(), "Taking part They said yes."); n != 2 {
			t.Errorf("%d of two take part: %s", n, team.Text())
		}
		if p := signedIn(t, s, ash.Email).Get("/visits"); !p.Has("Visits ended on") {
			t.Errorf("the worker isn't told: %s", p.Text())
		}
	})
}
