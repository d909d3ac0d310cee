package e2e

import (
	"testing"
	"time"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/story"
)

// In summer it is tomorrow in London an hour before it is in UTC.
func TestTheDayIsLondonsAtMidnight(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		remi := s.Referrer("Remi Adebayo").InTeam(s.Team("North"))
		s.Clock.MoveTo(story.At(2027, time.July, 1, 23, 59))
		left := func(name, day string) *story.Person {
			return s.Somebody(name, 0, func(r *pathway.Referral) { r.DischargeDate = date(t, day) })
		}
		early, late := left("Early Bird", "2027-05-31"), left("Late Riser", "2027-05-31")

		remi.Refers(early).OK() // 31 days ago is the last day
		s.Clock.Pass(2 * time.Minute)
		remi.Refers(late).HasProblem("discharge_date")
	})
}

func TestTheNightWhenTheClocksGoBackHasOneDate(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		remi := s.Referrer("Remi Adebayo").InTeam(s.Team("North"))
		lena := s.Lead("Lena Fairweather")
		first := time.Date(2027, time.October, 31, 0, 30, 0, 0, time.UTC) // half past one, summer time
		s.Clock.MoveTo(first)
		sam := s.Somebody("Sam Okoro", 0)
		remi.Refers(sam).OK()
		s.Clock.Pass(time.Hour) // half past one again
		ash := s.Somebody("Ash Okoro", 0)
		remi.Refers(ash).OK()

		for _, p := range []*story.Person{sam, ash} {
			record, seen := lena.Opens(p)
			seen.OK()
			if got := record.Today.Sub(record.Person.Discharged); got != 0 {
				t.Errorf("%d days since a discharge of today", got)
			}
			if by := course.LastWorkableStart(record.Definition, record.Person.Discharged); by != date(t, "2027-11-28") {
				t.Errorf("28 days over the clock change end on %s", by)
			}
		}
		one, _ := lena.Opens(sam)
		two, _ := lena.Opens(ash)
		if two.Person.ReferredAt.Sub(one.Person.ReferredAt) != time.Hour {
			t.Error("the hour that comes twice was lost")
		}
	})
}

func TestSomebodyBornOnALeapDayComesOfAge(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		remi := s.Referrer("Remi Adebayo").InTeam(s.Team("North"))
		born := func(name, day string) *story.Person {
			return s.Somebody(name, 0, func(r *pathway.Referral) { r.Identity.BirthDate = date(t, day) })
		}
		s.Clock.MoveTo(story.At(2028, time.February, 28, 12, 0))
		remi.Refers(born("Leap Early", "2010-02-28")).OK()

		s.Clock.MoveTo(story.At(2030, time.February, 28, 12, 0))
		remi.Refers(born("Leapling Young", "2012-02-29")).HasProblem("identity.birth_date")
		s.Clock.MoveTo(story.At(2030, time.March, 1, 0, 1))
		remi.Refers(born("Leapling Young", "2012-02-29")).OK()
	})
}

// Whoever leaves on a leap day has a last workable start like anybody else.
func TestALeapDayIsADayOfTheWindow(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		s.Clock.MoveTo(story.At(2028, time.February, 29, 9, 0))
		sam := s.Participant("leaving today")
		record, seen := s.Lead("Lena Fairweather").Opens(sam)
		seen.OK()
		if by := course.LastWorkableStart(record.Definition, record.Person.Discharged); by != date(t, "2028-03-28") {
			t.Errorf("28 days after 29 February end on %s", by)
		}
	})
}

func date(t *testing.T, text string) programme.Date {
	t.Helper()
	d, err := programme.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
