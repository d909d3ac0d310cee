package stats

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

var (
	aService = programme.Definition{Sessions: 10, AdequateSessions: 3}
	today    = theDay("2026-12-01")
	teams    = []id.Team{"hart", "heath", "moor", "vale"}
)

func theDay(s string) programme.Date {
	d, err := programme.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// R: quantile(x, c(.25, .5, .75)); max(x)
func TestQuartilesAreThoseOfR(t *testing.T) {
	for _, x := range []struct {
		days []int
		want string
	}{
		{[]int{3, 14, 7, 1, 9}, "3 7 9 14"},
		{[]int{3, 14, 7, 1, 9, 30}, "4 8 12.75 30"},
		{[]int{3, 14, 7, 1, 9, 30, 2}, "2.5 7 11.5 30"},
		{[]int{3, 14, 7, 1, 9, 30, 2, 2}, "2 5 10.25 30"},
		{[]int{-4, 0, 0, 5, 28}, "0 0 5 28"},
		{[]int{6, 6, 6, 6, 6}, "6 6 6 6"},
	} {
		s := Quartiles(x.days)
		if got := fmt.Sprint(s.Lower, s.Median, s.Upper, s.Longest); got != x.want || s.People != len(x.days) {
			t.Errorf("%v: %s, want %s", x.days, got, x.want)
		}
	}
}

func TestOfFewerThanFiveOnlyTheirNumberIsGiven(t *testing.T) {
	got, err := json.Marshal([]any{Quartiles([]int{7, 8, 9, 60}), Share{4, 3, 4}.safe(), Share{5, 3, 6}.safe()})
	want := `[{"people":4,"lower":null,"median":null,"upper":null,"longest":null},{"people":4,"n":0,"of":0},{"people":5,"n":3,"of":6}]`
	if err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
}

// report is the report of journeys that must be sound.
func report(t interface {
	Helper()
	Fatal(...any)
}, journeys []Journey) Service {
	t.Helper()
	s, err := Report(aService, teams, journeys, today)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// of is n people of a team with the same history.
func of(n int, j Journey) []Journey { return slices.Repeat([]Journey{j}, n) }

func visited(team id.Team, sessions int, ended bool) Journey {
	start := today.AddDays(-100)
	return Journey{Team: team, Referred: start, Consented: start.AddDays(5), Matched: start.AddDays(9),
		Discharged: start.AddDays(2),
		FirstVisit: start.AddDays(14), Sessions: sessions, Ended: ended, Visits: true, Due: 1}
}

func TestWhoStillWaitsIsCountedBesideWhoArrived(t *testing.T) {
	waiting := Journey{Team: "hart", Referred: today.AddDays(-40)}
	s := report(t, slices.Concat(of(6, visited("hart", 3, false)), of(5, waiting),
		of(2, Journey{Team: "hart", Referred: today, Stopped: true})))
	w := s.Waits[2]
	if w.Step != StepFirstVisit || w.Spread.People != 6 || w.Spread.Median != 14 || w.Waiting != 5 ||
		w.SoFar != 40 || w.Stopped != 2 {
		t.Errorf("%+v", w)
	}
	if s.Referred != 13 || s.Consented != 6 || s.Matched != 6 || s.Visited != 6 || s.ToFirstVisit.Median != 12 {
		t.Errorf("%+v", s)
	}
	if few := report(t, of(4, waiting)).Waits[0]; few.Waiting != 4 || few.SoFar != 0 {
		t.Errorf("of four who wait: %+v", few)
	}
}

func TestSessionsOfThoseStillVisitedStandApart(t *testing.T) {
	left := visited("hart", 2, false)
	left.Visits = false // their worker doesn't come any more
	s := report(t, slices.Concat(of(4, visited("hart", 10, true)), of(3, visited("hart", 10, false)), of(2, left),
		of(1, Journey{Team: "hart", Referred: today, Consented: today})))
	want := Sessions{10, []int{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4}, []int{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3},
		[]int{1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0}}
	if !reflect.DeepEqual(s.Sessions, want) {
		t.Errorf("%+v", s.Sessions)
	}
}

func TestVisitsAttendedAreAnotherFigureThanRetention(t *testing.T) {
	kept, lost := visited("hart", 10, true), visited("hart", 2, true)
	kept.Due, kept.Done = 2, 1
	line := report(t, append(of(5, kept), of(1, lost)...)).Teams[0]
	if line.FollowUps != (Share{6, 5, 11}) || line.Sessions != (Share{6, 52, 60}) || line.Adequate != (Share{6, 5, 6}) {
		t.Errorf("%+v", line)
	}
}

func TestOfFewerThanFiveNoSessionsAreListed(t *testing.T) {
	if s := report(t, of(4, visited("hart", 3, true))).Sessions; !reflect.DeepEqual(s, Sessions{People: 4}) {
		t.Errorf("%+v", s)
	}
}

// Nobody waits for a visit who has stopped or whose visits are over, and no
// session will be added to theirs.
func TestWhoHasStoppedOrEndedWaitsForNothing(t *testing.T) {
	never := Journey{Team: "hart", Referred: today.AddDays(-90), Consented: today.AddDays(-80)}
	stopped, ended := never, never
	stopped.Stopped, ended.Ended = true, true
	s := report(t, slices.Concat(of(3, never), of(2, stopped), of(2, ended)))
	if w := s.Waits[1]; w.Waiting != 3 || w.Stopped != 4 {
		t.Errorf("%+v", w)
	}
	if s.Sessions.Without[0] != 3 || s.Sessions.Ended[0] != 4 || s.Teams[0].Sessions.People != 4 {
		t.Errorf("%+v", s)
	}
}

// In a large team one person whose visits are over would stand alone.
func TestTheOnlyOneWhoseVisitsAreOverIsNotShown(t *testing.T) {
	line := report(t, append(of(9, visited("hart", 4, false)), visited("hart", 1, true))).Teams[0]
	if line.People != 10 || line.Sessions != (Share{People: 1}) || line.Adequate != (Share{People: 1}) ||
		line.Sessions.Told() {
		t.Errorf("%+v", line)
	}
}

func TestSmallTeamsShareALineSoThatNothingComesOutBySubtraction(t *testing.T) {
	for what, x := range map[string]struct {
		people []int // of hart, heath, moor, vale
		want   string
	}{
		"all large":                      {[]int{7, 5, 9, 6}, "[hart]7 [heath]5 [moor]9 [vale]6"},
		"two small are enough":           {[]int{7, 2, 9, 3}, "[hart]7 [moor]9 [heath vale]5"},
		"one small takes the next":       {[]int{7, 2, 9, 6}, "[hart]7 [moor]9 [heath vale]8"},
		"one small takes equals":         {[]int{6, 2, 9, 6}, "[moor]9 [hart heath vale]14"},
		"all together too few":           {[]int{1, 1, 1, 1}, "[hart heath moor vale]4"},
		"nobody yet stands alone":        {[]int{7, 0, 9, 6}, "[hart]7 [heath]0 [moor]9 [vale]6"},
		"nobody yet beside a small team": {[]int{3, 0, 9, 6}, "[heath]0 [moor]9 [hart vale]9"},
	} {
		var journeys []Journey
		for i, n := range x.people {
			journeys = append(journeys, of(n, visited(teams[i], 3, true))...)
		}
		got := ""
		for _, line := range report(t, journeys).Teams {
			got += fmt.Sprintf(" %v%d", line.Teams, line.People)
		}
		if got[1:] != x.want {
			t.Errorf("%s: %s, want %s", what, got[1:], x.want)
		}
	}
}

func TestAJourneyThatCannotBeIsAFault(t *testing.T) {
	for what, change := range map[string]func(*Journey){
		"no referral":              func(j *Journey) { j.Referred = programme.Date{} },
		"eleven sessions":          func(j *Journey) { j.Sessions = 11 },
		"sessions without a visit": func(j *Journey) { j.FirstVisit = programme.Date{} },
		"a visit without sessions": func(j *Journey) { j.Sessions = 0 },
		"more done than due":       func(j *Journey) { j.Done = 2 },
		"a team nobody named":      func(j *Journey) { j.Team = "elsewhere" },
	} {
		j := visited("hart", 3, false)
		change(&j)
		if _, err := Report(aService, teams, []Journey{j}, today); err == nil || fault.Of(err) != fault.Internal {
			t.Errorf("%s: %v", what, err)
		}
	}
}

var aJourney = rapid.Custom(func(t *rapid.T) Journey {
	j := Journey{Team: rapid.SampledFrom(teams).Draw(t, "team"),
		Referred: today.AddDays(-rapid.IntRange(0, 300).Draw(t, "referred")),
		Stopped:  rapid.Bool().Draw(t, "stopped"), Ended: rapid.Bool().Draw(t, "ended")}
	j.Discharged = j.Referred.AddDays(rapid.IntRange(-20, 20).Draw(t, "discharged"))
	on := j.Referred
	for _, step := range []*programme.Date{&j.Consented, &j.Matched, &j.FirstVisit} {
		if rapid.IntRange(0, 3).Draw(t, "goes on") == 0 {
			return j
		}
		on = on.AddDays(rapid.IntRange(0, 30).Draw(t, "after"))
		*step = on
	}
	j.Sessions = rapid.IntRange(1, 10).Draw(t, "sessions")
	j.Due = rapid.IntRange(0, 3).Draw(t, "due")
	j.Done = rapid.IntRange(0, j.Due).Draw(t, "done")
	return j
})

var journeys = rapid.SliceOfN(aJourney, 0, 60)

func TestTheCountsOfAServiceAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := journeys.Draw(t, "journeys")
		s := report(t, all)
		for _, w := range s.Waits {
			if w.Spread.People+w.Waiting+w.Stopped != s.Referred {
				t.Errorf("%d referred, and %+v", s.Referred, w)
			}
		}
		if s.Referred != len(all) || s.Consented > s.Referred || s.Matched > s.Consented || s.Visited > s.Matched {
			t.Errorf("more went on than came: %+v", s)
		}
		if s.Sessions.People != s.Consented || s.Sessions.People >= FewPeople &&
			sum(s.Sessions.Ended)+sum(s.Sessions.UnderWay)+sum(s.Sessions.Without) != s.Consented {
			t.Errorf("%d agreed, and %+v", s.Consented, s.Sessions)
		}
		people, named := 0, 0
		for _, line := range s.Teams {
			people += line.People
			named += len(line.Teams)
			if line.People > 0 && line.People < FewPeople && s.Consented >= FewPeople {
				t.Errorf("a line of %d people: %+v", line.People, s.Teams)
			}
			for _, share := range []Share{line.FollowUps, line.Sessions, line.Adequate} {
				if share.N > share.Of || !share.Told() && share.Of > 0 || share.People > line.People {
					t.Errorf("%+v of %d people", share, line.People)
				}
			}
		}
		if people != s.Consented || named != len(teams) {
			t.Errorf("%d people in %d teams, want %d in %d", people, named, s.Consented, len(teams))
		}
		if sp := s.ToFirstVisit; sp.Told() && !(sp.Lower <= sp.Median && sp.Median <= sp.Upper && sp.Upper <= sp.Longest) {
			t.Errorf("%+v", sp)
		}
	})
}

func sum(all []int) int {
	n := 0
	for _, x := range all {
		n += x
	}
	return n
}

func TestTheOrderOfPeopleAndTeamsChangesNoFigure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := journeys.Draw(t, "journeys")
		before := fmt.Sprintf("%+v", report(t, all))
		mixed := slices.Clone(all)
		r := rand.New(rand.NewSource(rapid.Int64().Draw(t, "seed")))
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if after := fmt.Sprintf("%+v", report(t, mixed)); after != before {
			t.Errorf("%s\n%s", before, after)
		}
		backwards := slices.Clone(teams)
		slices.Reverse(backwards)
		s, err := Report(aService, backwards, all, today)
		if err != nil || lines(s) != lines(report(t, all)) {
			t.Errorf("with the teams in another order: %s, %v", lines(s), err)
		}
	})
}

// lines is the figures by team, whatever their order.
func lines(s Service) string {
	var all []string
	for _, line := range s.Teams {
		slices.Sort(line.Teams)
		all = append(all, fmt.Sprintf("%+v", line))
	}
	slices.Sort(all)
	return fmt.Sprint(all)
}

func TestEveryStepAndFaultOfAServiceHasWords(t *testing.T) {
	keys := []string{"service_report.journey.wrong", "service_report.team.unknown"}
	for _, step := range Steps() {
		keys = append(keys, "service_report.waits."+string(step))
	}
	for _, key := range keys {
		if !say.Has(key) {
			t.Errorf("%s has no words", key)
		}
	}
}

// A slip in a year is no wait, and neither is a first visit before the discharge.
func TestADayThatCannotBeIsInNoMedianAndNoWaitIsNegative(t *testing.T) {
	early, slip := visited("hart", 3, false), visited("hart", 3, false)
	early.Discharged = early.FirstVisit.AddDays(3)
	slip.FirstVisit = slip.FirstVisit.AddDays(-36500)
	s := report(t, append(of(5, early), slip))
	w := s.Waits[2]
	if w.Spread.People != 5 || w.Spread.Lower != 14 || w.Wrong != 1 || w.Waiting+w.Stopped != 0 || s.Visited != 6 {
		t.Errorf("%+v of %d visited", w, s.Visited)
	}
	if f := report(t, append(of(5, visited("hart", 3, false)), early)).ToFirstVisit; f.People != 5 || f.Lower == 0 {
		t.Errorf("with one visited before the discharge: %+v", f)
	}
	if f := s.ToFirstVisit; f.People != 0 {
		t.Errorf("%+v", f)
	}
}
