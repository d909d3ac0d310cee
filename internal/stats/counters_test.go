package stats

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/programme"
)

// oneByOne is what the report gave when each journey was looked at: the slow way, and the
// plain one.
func oneByOne(j []Journey, on programme.Date) Service {
	now := slices.Clone(j)
	for i := range now {
		now[i].Ended = now[i].Ended || !now[i].EndsOn.IsZero() && !on.Before(now[i].EndsOn)
	}
	d := aService
	s := Service{On: on, Sessions: Sessions{Ended: make([]int, d.Sessions+1), UnderWay: make([]int, d.Sessions+1),
		Without: make([]int, d.Sessions+1)}}
	lines := make([]TeamFigures, len(teams))
	for i, team := range teams {
		lines[i].Teams = append(lines[i].Teams, team)
	}
	var days []int
	for _, j := range now {
		s.Referred++
		s.Consented += one(!j.Consented.IsZero())
		s.Matched += one(!j.Matched.IsZero())
		s.Visited += one(!j.FirstVisit.IsZero())
		if !j.Discharged.IsZero() && StepFirstVisit.came(j) && !j.FirstVisit.Before(j.Discharged) {
			days = append(days, j.FirstVisit.Sub(j.Discharged))
		}
		if !j.visited() {
			continue
		}
		s.Sessions.People++
		line := &lines[slices.Index(teams, j.Team)]
		line.People++
		line.FollowUps = line.FollowUps.plus(Share{one(j.Due > 0), j.Done, j.Due})
		switch {
		case j.over():
			s.Sessions.Ended[j.Sessions]++
			line.Sessions = line.Sessions.plus(Share{1, j.Sessions, d.Sessions})
			line.Adequate = line.Adequate.plus(Share{1, one(j.Sessions >= d.AdequateSessions), 1})
		case j.Visits:
			s.Sessions.UnderWay[j.Sessions]++
		default:
			s.Sessions.Without[j.Sessions]++
		}
	}
	if s.Sessions.People < FewPeople {
		s.Sessions = Sessions{People: s.Sessions.People}
	}
	s.ToFirstVisit, s.Teams = Quartiles(days), together(lines)
	for _, step := range Steps() {
		s.Waits = append(s.Waits, waitOneByOne(step, now, on))
	}
	return s
}

func waitOneByOne(step Step, journeys []Journey, today programme.Date) Wait {
	w := Wait{Step: step}
	var days []int
	for _, j := range journeys {
		switch on := step.day(j); {
		case step.came(j):
			days = append(days, on.Sub(j.Referred))
		case !on.IsZero():
			w.Wrong++
		case j.over():
			w.Stopped++
		default:
			w.Waiting++
			w.SoFar = max(w.SoFar, today.Sub(j.Referred))
		}
	}
	if w.Waiting < FewPeople {
		w.SoFar = 0
	}
	w.Spread = Quartiles(days)
	return w
}

var endings = rapid.Custom(func(t *rapid.T) Journey {
	j := aJourney.Draw(t, "journey")
	j.Visits = rapid.Bool().Draw(t, "visits")
	if rapid.Bool().Draw(t, "their time will have passed") {
		j.EndsOn = j.Referred.AddDays(rapid.IntRange(0, 300).Draw(t, "ends on"))
	}
	if rapid.IntRange(0, 9).Draw(t, "slip") == 0 && !j.Matched.IsZero() {
		j.Matched = j.Referred.AddDays(-3)
	}
	return j
})

// What was counted, taken off, and counted as something else gives what a look at each
// journey gives, on whichever day, and wherever the past ends.
func TestCountersGiveWhatEachJourneyDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(endings, 0, 40).Draw(t, "journeys")
		c, past := Counters{}, rapid.Bool().Draw(t, "with a past")
		for i, j := range all {
			if was := endings.Draw(t, "before"); i%2 == 0 { // it was corrected
				c.Count(aService, was, 1)
				c.Count(aService, was, -1)
			}
			c.Count(aService, j, 1)
		}
		for range 3 {
			if past {
				c.Pass(today.AddDays(rapid.IntRange(-400, 400).Draw(t, "past")))
			}
			on := today.AddDays(rapid.IntRange(-200, 400).Draw(t, "on"))
			got, err := c.Report(aService, teams, on)
			if err != nil {
				t.Fatal(err)
			}
			if want := oneByOne(all, on); fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
				t.Fatalf("on %v %+v, and not %+v", on, got, want)
			}
		}
		for _, j := range all {
			c.Count(aService, j, -1)
		}
		delete(c, c.Past())
		if len(c) > 0 {
			t.Errorf("after all were taken off: %v", c)
		}
	})
}

// What a report reads grows with the days, and not with the people.
func TestCountersAreAsManyForTenTimesThePeople(t *testing.T) {
	size := func(n int) int {
		c, size := Counters{}, 0
		for i := range n {
			j := visited("hart", i%11, false)
			j.Referred, j.EndsOn = j.Referred.AddDays(i%30), today.AddDays(i%90)
			if j.Sessions == 0 {
				j.FirstVisit = programme.Date{}
			}
			c.Count(aService, j, 1)
		}
		for _, counts := range c {
			size += len(counts)
		}
		return size
	}
	if few, many := size(10_000), size(100_000); many != few {
		t.Errorf("%d counts of ten thousand people, and %d of ten times as many", few, many)
	}
}
