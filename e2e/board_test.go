package e2e

import (
	"context"
	"slices"
	"testing"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/workforce"
)

// Whoever waits for something stands on the board, with what it is, the oldest
// discharge first; and nobody who waits for nothing. That somebody asks for
// another worker isn't for the worker they have.
func TestTheBoardHoldsEverybodyWhoWaitsAndWhatFor(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		remi := s.Referrer("Remi Adebayo").InTeam(s.Team("North"))
		lena, ruth, ash := s.Lead("Lena Fairweather"), s.Supervisor("Ruth Castellano"), s.PeerWorker("Ash Murray")
		invited := left(s, remi, "Ida Invited", 20)
		planned := left(s, remi, "Pia Planned", 19)
		matched := left(s, remi, "Mo Matched", 18)
		consented := left(s, remi, "Cy Consented", 17)
		accepted := left(s, remi, "Al Accepted", 16)
		left(s, remi, "Ray Referred", 15)
		asked := left(s, remi, "Tess Thinking", 14)

		ash.MatchedTo(planned).Also(authz.Supervisor)
		planned.AsksForAnother().OK()
		for _, p := range []*story.Person{invited, matched, consented, accepted, asked} {
			lena.Accepts(p).OK()
		}
		lena.Invites(invited, pathway.InPerson).OK()
		for _, p := range []*story.Person{matched, consented} {
			lena.Invites(p, pathway.InPerson).OK()
			lena.TakesConsent(p, pathway.OnPaper).OK()
		}
		lena.Matches(matched, ash).OK()
		s.Clock.MoveTo(s.Clock.Now().AddDate(0, 0, course.ThinkingDays))
		lena.Invites(asked, pathway.InPerson).OK()

		wants := []string{"Ida Invited: answer", "Pia Planned: another",
			"Pia Planned: telling", // that visits were planned: no email can say so
			"Mo Matched: plan", "Mo Matched: telling", "Cy Consented: worker", "Al Accepted: invitation",
			"Ray Referred: decision"}
		if got := waitsFor(t, lena, s); !slices.Equal(got, wants) {
			t.Errorf("the lead's board: %v", got)
		}
		if got := waitsFor(t, ruth, s); !slices.Equal(got, wants[1:6]) {
			t.Errorf("the supervisor's board: %v", got)
		}
		if got := waitsFor(t, ash, s); !slices.Equal(got, wants[2:6]) {
			t.Errorf("the board of a supervisor who visits: %v", got)
		}
		lena.TellsOfMatchWith(matched, ash, workforce.ToldInPerson).OK()
		lena.KeepsMatch(planned).OK()
		if got := waitsFor(t, ruth, s); !slices.Equal(got, []string{wants[2], wants[3], wants[5]}) {
			t.Errorf("once they were told and answered: %v", got)
		}
	})
}

// A worry stands on the board until somebody has taken it on.
func TestAWorryStandsOnTheBoardUntilItIsTakenOn(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := s.Participant("discharged last week")
		ruth, ash := s.Supervisor("Ruth Castellano"), s.PeerWorker("Ash Murray").MatchedTo(sam)
		w := ash.WorriesAbout(sam, safety.TalkOver, safety.Health, "He has not eaten.")
		ash.Raises(w).OK()
		if b := board(t, ruth, s); b.Open != 1 || len(b.Worries) != 1 {
			t.Errorf("%d open, %d shown", b.Open, len(b.Worries))
		}
		ruth.TakesOn(w, "I will ring him.").OK()
		if b := board(t, ruth, s); b.Open != 0 || len(b.Worries) != 0 {
			t.Errorf("taken on, and %d open, %d shown", b.Open, len(b.Worries))
		}
	})
}

// Everybody who is visited stands in one list with how it goes; a worker reads
// their own list only.
func TestCaseloadsSayHowEverybodysVisitsGo(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		remi := s.Referrer("Remi Adebayo").InTeam(s.Team("North"))
		sam, jo := left(s, remi, "Sam Summers", 9), left(s, remi, "Jo Joyce", 8)
		ash := s.PeerWorker("Ash Murray").MatchedTo(sam)
		bo := s.PeerWorker("Bo Lindqvist").MatchedTo(jo)
		ruth := s.Supervisor("Ruth Castellano")
		ash.Sends(ash.WritesUp(sam.Session(1), story.Attended)).OK()

		all, err := s.Care.ListCaseloads(context.Background(), ruth.Actor(), programme.Page{})
		if err != nil || all.Count != 2 || len(all.People) != 2 {
			t.Fatalf("%d of %d, %v", len(all.People), all.Count, err)
		}
		first, second := all.People[0], all.People[1]
		if first.Person.ID != sam.ID() || first.Worker != ash.ID || first.Course.SessionsHeld() != 1 ||
			second.Worker != bo.ID || second.Course.SessionsHeld() != 0 {
			t.Errorf("%+v and %+v", first.Course, second.Course)
		}
		one, err := s.Care.ListCaseloads(context.Background(), ruth.Actor(), programme.Page{Number: 2, Size: 1})
		if err != nil || len(one.People) != 1 || one.People[0].Person.ID != jo.ID() ||
			len(one.People[0].Course.Appointments) != 10 {
			t.Errorf("the second page: %+v, %v", one, err)
		}
		if _, err := s.Care.ListCaseloads(context.Background(), ash.Actor(),
			programme.Page{}); fault.Of(err) != fault.Denied && fault.Of(err) != fault.NotFound {
			t.Errorf("a worker reads everybody's: %v", err)
		}
		if _, err := s.Care.SeeBoard(context.Background(), ash.Actor(), programme.Page{}); err == nil {
			t.Error("a worker reads the board")
		}
	})
}

// left has remi refer somebody who left the crisis team so many days ago.
func left(s *story.Service, remi *story.Staff, name string, days int) *story.Person {
	p := s.Somebody(name, days)
	remi.Refers(p).OK()
	return p
}

func board(t *testing.T, m *story.Staff, s *story.Service) care.Board {
	t.Helper()
	b, err := s.Care.SeeBoard(context.Background(), m.Actor(), programme.Page{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// waitsFor is who stands on m's board, and for what.
func waitsFor(t *testing.T, m *story.Staff, s *story.Service) []string {
	t.Helper()
	b := board(t, m, s)
	var list []string
	for _, p := range b.Waiting {
		list = append(list, p.Identity.FullName()+": "+string(p.Need))
	}
	if b.All() != len(list) {
		t.Errorf("%d counted, %d shown", b.All(), len(list))
	}
	return list
}

// In a study only the allocation says who is to be visited. Whoever is in the
// arm with visits stands on the board until somebody visits them; whoever is in
// the other arm never does, and who assesses has no board.
func TestInAStudyTheBoardHoldsWhoHasNoWorkerInTheArmWithVisitsAlone(t *testing.T) {
	inAStudy(t, func(t *testing.T, s *story.Service, w trio) {
		holds := func(want ...string) {
			t.Helper()
			var got []string
			for _, x := range board(t, w.lena, s).InStudy {
				got = append(got, x.Identity.GivenName+": "+string(x.Need))
			}
			if !slices.Equal(got, want) {
				t.Errorf("%v stand on the board, not %v", got, want)
			}
		}
		holds()
		w.sam.AllocatedTo(story.WithVisits).OK()
		w.jo.AllocatedTo(story.WorkbookAlone).OK()
		holds("Sam: worker")
		w.lena.Matches(w.sam, w.ash).OK()
		holds()
		w.lena.EndsMatch(w.sam, w.ash, workforce.WorkerAway).OK()
		holds("Sam: worker")
		w.lena.Enters(w.sam, life.Readmission, "").OK()
		holds("Sam: worker_later")
		w.lena.Enters(w.sam, life.GoingOn, "").OK()
		holds("Sam: worker")
		s.Clock.MoveTo(s.Clock.Now().AddDate(0, 6, 0))
		holds() // the time for visits is over
	})
}
