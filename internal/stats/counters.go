package stats

import (
	"bytes"
	"cmp"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// A Counter names a few of the counts that a service's report is made of: those that
// change together, and are kept together.
type Counter struct {
	Kind  Counted
	About string // which step, team, month or day; empty of the service
}

// Compare puts counters in an order.
func (c Counter) Compare(other Counter) int {
	return cmp.Or(cmp.Compare(c.Kind, other.Kind), cmp.Compare(c.About, other.About))
}

// Counted is what a counter counts.
type Counted string

const (
	ofService  Counted = "service" // everybody once, by how far they came
	ofSpread   Counted = "spread"  // people by the days that a step took
	ofTeams    Counted = "teams"   // those whose ids end with a letter
	OfWaiting  Counted = "waiting" // who hasn't come to a step, by the month of their referral
	CountedDay Counted = "day"     // what changes on a day by itself: the time of some people's visits has passed
	OfPast     Counted = "past"    // the sum of these, up to a day
)

// Counts are how many there are of each thing that a counter counts.
type Counts map[string]int

// MarshalText writes a line for each, in order: a report reads thousands of them.
func (n Counts) MarshalText() ([]byte, error) {
	var text []byte
	for _, what := range slices.Sorted(maps.Keys(n)) {
		text = append(append(text, what...), ' ')
		text = append(strconv.AppendInt(text, int64(n[what]), 10), '\n')
	}
	return text, nil
}

// UnmarshalText reads what MarshalText wrote.
func (n *Counts) UnmarshalText(text []byte) error {
	*n = make(Counts, bytes.Count(text, []byte{'\n'}))
	for line := range strings.Lines(string(text)) {
		what, number, _ := strings.Cut(line, " ")
		count, err := strconv.Atoi(strings.TrimSuffix(number, "\n"))
		if err != nil {
			return errors.New("stats: this is not how many there are of something")
		}
		(*n)[what] = count
	}
	return nil
}

// Counters are what is counted of each. What there is none of isn't there.
type Counters map[Counter]Counts

// What is counted. After a slash comes of which step, of how many sessions or of which team.
const (
	nReferred, nConsented, nMatched, nVisited = "referred", "consented", "matched", "visited"

	nPeople   = "people" // each once, however many records they have
	nSessions = "sessions"
	nOdd      = "odd" // journeys that can't be

	nWaiting, nStopped, nWrong   = "waiting/", "stopped/", "wrong/"
	nEnded, nUnderWay, nWithout  = "ended/", "under_way/", "without/"
	nAgreed, nAsked, nDone, nDue = "agreed/", "asked/", "done/", "due/"
	nOver, nHeld, nAdequate      = "over/", "held/", "adequate/"

	fromDischarge = "discharge"
	never         = "never"
)

// teamsCounter is where a team is counted: with those whose ids end alike, so that a report
// reads a few rows, however many teams there are.
func teamsCounter(t id.Team) Counter { return Counter{ofTeams, string(t[max(0, len(t)-1):])} }

// DayCounter is what changes by itself on a day.
func DayCounter(on programme.Date) Counter { return Counter{CountedDay, on.String()} }

// PastCounter is what has changed by itself on all days up to one.
func PastCounter(to programme.Date) Counter { return Counter{OfPast, to.String()} }

// Add adds n of something to a counter.
func (c Counters) Add(to Counter, what string, n int) {
	if c[to] == nil {
		c[to] = Counts{}
	}
	if c[to][what] += n; c[to][what] == 0 {
		delete(c[to], what)
	}
	if len(c[to]) == 0 {
		delete(c, to)
	}
}

// AddAll adds all that others counted.
func (c Counters) AddAll(others Counters) {
	for to, counts := range others {
		for what, n := range counts {
			c.Add(to, what, n)
		}
	}
}

// CountPeople counts n people more, or less.
func (c Counters) CountPeople(n int) { c.Add(Counter{Kind: ofService}, nPeople, n) }

// People are how many were referred, each once however often.
func (c Counters) People() int { return c[Counter{Kind: ofService}][nPeople] }

// Count counts a journey n times: once more, or once less.
func (c Counters) Count(d programme.Definition, j Journey, n int) {
	service := Counter{Kind: ofService}
	if j.check(d) != nil {
		c.Add(service, nOdd, n)
		return
	}
	c.Add(service, nReferred, n)
	for what, is := range map[string]bool{nConsented: !j.Consented.IsZero(), nMatched: !j.Matched.IsZero(),
		nVisited: !j.FirstVisit.IsZero()} {
		c.Add(service, what, n*one(is))
	}
	if !j.Discharged.IsZero() && StepFirstVisit.came(j) && !j.FirstVisit.Before(j.Discharged) {
		c.Add(Counter{ofSpread, fromDischarge}, strconv.Itoa(j.FirstVisit.Sub(j.Discharged)), n)
	}
	c.countWaits(j, n)
	if j.visited() {
		c.countVisits(d, j, n)
	}
}

func (c Counters) countWaits(j Journey, n int) {
	service, missing := Counter{Kind: ofService}, ""
	for i, step := range Steps() {
		switch on := step.day(j); {
		case step.came(j):
			c.Add(Counter{ofSpread, string(step)}, strconv.Itoa(on.Sub(j.Referred)), n)
		case !on.IsZero():
			c.Add(service, nWrong+string(step), n)
		case j.over():
			c.Add(service, nStopped+string(step), n)
		default:
			c.Add(service, nWaiting+string(step), n)
			c.onDay(j, nWaiting+string(step), n)
			missing += strconv.Itoa(i)
		}
	}
	if missing == "" {
		return
	}
	until := never
	if !j.EndsOn.IsZero() {
		until = j.EndsOn.String()
	}
	from := j.Referred.String()
	c.Add(Counter{OfWaiting, from[:len("2006-01")]}, strings.Join([]string{from, until, missing}, "/"), n)
}

// onDay counts what changes on the day on which the time for j's visits has passed.
func (c Counters) onDay(j Journey, what string, n int) {
	if !j.EndsOn.IsZero() {
		c.Add(DayCounter(j.EndsOn), what, n)
	}
}

func (c Counters) countVisits(d programme.Definition, j Journey, n int) {
	service, teams, team := Counter{Kind: ofService}, teamsCounter(j.Team), string(j.Team)
	c.Add(service, nSessions, n)
	c.AddAll(Counters{teams: {nAgreed + team: n, nAsked + team: n * one(j.Due > 0), nDone + team: n * j.Done,
		nDue + team: n * j.Due}})
	held := strconv.Itoa(j.Sessions)
	became := Counts{nOver + team: n, nHeld + team: n * j.Sessions,
		nAdequate + team: n * one(d.AdequateSessions > 0 && j.Sessions >= d.AdequateSessions)}
	if j.over() {
		c.Add(service, nEnded+held, n)
		c.AddAll(Counters{teams: became})
		return
	}
	is := nWithout
	if j.Visits {
		is = nUnderWay
	}
	c.Add(service, is+held, n)
	c.onDay(j, is+held, n)
	for what, n := range became {
		c.onDay(j, what, n)
	}
}

// Past is the counter in c of what has changed by itself up to a day; of no day where there is none.
func (c Counters) Past() Counter {
	for counter := range c {
		if counter.Kind == OfPast {
			return counter
		}
	}
	return Counter{Kind: OfPast}
}

// Pass has c say what has changed by itself up to the day to, which may be an earlier one.
// Of days, c needs those between.
func (c Counters) Pass(to programme.Date) {
	before, now := c.Past(), PastCounter(to)
	sum := Counters{now: maps.Clone(c[before])}
	for day, counts := range c {
		if day.Kind != CountedDay {
			continue
		}
		sign := one(day.About > before.About && day.About <= now.About) -
			one(day.About > now.About && day.About <= before.About)
		for what, n := range counts {
			sum.Add(now, what, sign*n)
		}
	}
	delete(c, before)
	c[now] = sum[now] // kept where it is empty: it says up to which day
}

// Report is what c counts on the day today. The teams are named in the order in which they
// are to be shown. Where a journey was counted that can't be, or a team that isn't named, it
// is a fault. Of days, c needs those that its past doesn't hold.
func (c Counters) Report(d programme.Definition, teams []id.Team, today programme.Date) (Service, error) {
	all := c[Counter{Kind: ofService}]
	if all[nOdd] != 0 {
		return Service{}, fault.New(fault.Internal, "service_report.journey.wrong")
	}
	passed := maps.Clone(c)
	passed.Pass(today)
	over := passed[PastCounter(today)]
	byTeam, err := c.teamFigures(d, teams, over)
	if err != nil {
		return Service{}, err
	}
	s := Service{On: today, Referred: all[nReferred], Consented: all[nConsented], Matched: all[nMatched],
		Visited: all[nVisited], ToFirstVisit: c.spread(fromDischarge), Teams: byTeam, Sessions: c.sessions(d, over)}
	for i, step := range Steps() {
		w := Wait{Step: step, Spread: c.spread(string(step)), Wrong: all[nWrong+string(step)],
			Waiting: all[nWaiting+string(step)] - over[nWaiting+string(step)],
			Stopped: all[nStopped+string(step)] + over[nWaiting+string(step)]}
		if w.Waiting >= FewPeople {
			w.SoFar = c.soFar(i, today)
		}
		s.Waits = append(s.Waits, w)
	}
	return s, nil
}

func (c Counters) spread(of string) Spread {
	people := map[int]int{}
	for days, n := range c[Counter{ofSpread, of}] {
		d, _ := strconv.Atoi(days)
		people[d] = n
	}
	return quartiles(people)
}

// soFar is the longest that anybody has waited who still waits today for the ith step.
func (c Counters) soFar(i int, today programme.Date) (days int) {
	step := strconv.Itoa(i)
	for _, month := range slices.SortedFunc(maps.Keys(c), Counter.Compare) {
		if month.Kind != OfWaiting {
			continue
		}
		for what := range c[month] {
			from, rest, _ := strings.Cut(what, "/")
			until, missing, _ := strings.Cut(rest, "/")
			if !strings.Contains(missing, step) || until != never && until <= today.String() {
				continue
			}
			if on, err := programme.ParseDate(from); err == nil {
				days = max(days, today.Sub(on))
			}
		}
		if days > 0 {
			return days
		}
	}
	return 0
}

// WaitingIn tells whether c has enough of the months of referral, from the earliest on, to say
// today how long anybody has waited for each step: those after them say nothing more.
func (c Counters) WaitingIn(today programme.Date) bool {
	for i := range Steps() {
		if c.soFar(i, today) == 0 {
			return false
		}
	}
	return true
}

func (c Counters) sessions(d programme.Definition, over Counts) Sessions {
	all := c[Counter{Kind: ofService}]
	s := Sessions{People: all[nSessions]}
	if s.People < FewPeople {
		return s
	}
	s.Ended, s.UnderWay, s.Without = make([]int, d.Sessions+1), make([]int, d.Sessions+1), make([]int, d.Sessions+1)
	for n := range s.Ended {
		held := strconv.Itoa(n)
		s.UnderWay[n] = all[nUnderWay+held] - over[nUnderWay+held]
		s.Without[n] = all[nWithout+held] - over[nWithout+held]
		s.Ended[n] = all[nEnded+held] + over[nUnderWay+held] + over[nWithout+held]
	}
	return s
}
