package stats

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// A Journey is one person's way through a service: dates and counts, no name
// and no id. Dates are none for what hasn't happened. People of a study don't
// belong here: to be matched or visited would tell their arm.
type Journey struct {
	Team       id.Team        // that referred them
	Referred   programme.Date // required
	Consented  programme.Date // the first time
	Matched    programme.Date // the first time
	Discharged programme.Date // from the crisis team
	FirstVisit programme.Date // held
	Stopped    bool           // declined, taken back, said no, or withdrew: waits for nothing more
	Ended      bool           // their visits are over, all held or fewer
	EndsOn     programme.Date // the first day on which they are over because their time has passed; none while it doesn't
	Visits     bool           // they have a worker now
	Sessions   int            // held
	Due        int            // follow-ups whose time has come
	Done       int            // follow-ups completed, of those due
}

// check reports the journey that can't be: a fault of ours, not of anybody's.
func (j Journey) check(d programme.Definition) error {
	switch {
	case j.Referred.IsZero(),
		j.Sessions < 0 || j.Sessions > d.Sessions,
		(j.Sessions > 0) == j.FirstVisit.IsZero(),
		j.Done < 0 || j.Done > j.Due:
		return fault.New(fault.Internal, "service_report.journey.wrong")
	}
	return nil
}

// visited tells whether visits were agreed to, so that sessions are counted.
func (j Journey) visited() bool { return !j.Consented.IsZero() }

// Step is what somebody waits for from the day of their referral.
type Step string

const (
	StepConsented  Step = "consented"
	StepMatched    Step = "matched"
	StepFirstVisit Step = "first_visit"
)

// Steps lists the steps in their order.
func Steps() []Step { return []Step{StepConsented, StepMatched, StepFirstVisit} }

// day is when j came to the step, or none.
func (s Step) day(j Journey) programme.Date {
	switch s {
	case StepConsented:
		return j.Consented
	case StepMatched:
		return j.Matched
	}
	return j.FirstVisit
}

// came tells whether j came to the step on a day that can be.
func (s Step) came(j Journey) bool { return !s.day(j).IsZero() && !s.day(j).Before(j.Referred) }

// A Wait is how long people waited for a step. Those who still wait are not in
// Spread: they are counted beside it, with the longest that anybody has waited
// so far, because a median over those who arrived alone flatters a queue.
// Everybody referred arrived, waits, or stopped before;
// a day that can't be is in no figure of time.
type Wait struct {
	Step    Step   `json:"step"`
	Spread  Spread `json:"spread"`
	Waiting int    `json:"waiting"`
	SoFar   int    `json:"so_far"` // days; 0 when fewer than FewPeople wait
	Stopped int    `json:"stopped"`
	Wrong   int    `json:"wrong"` // came to it on a day before their referral, which can't be
}

// Sessions are how many people had 0, 1, 2 … sessions, each list as long as the
// programme has sessions and one more. Whose visits aren't over stands apart: theirs
// isn't a final number. Those with a worker are being visited, as the list of them has
// it; the others wait for a worker, the first or another. With fewer than FewPeople
// there are no lists.
type Sessions struct {
	People   int   `json:"people"`
	Ended    []int `json:"ended"`
	UnderWay []int `json:"under_way"`
	Without  []int `json:"without_worker"`
}

// A Service is what a service's report counts, on one day.
type Service struct {
	On           programme.Date `json:"on"`
	Referred     int            `json:"referred"`
	Consented    int            `json:"consented"`
	Matched      int            `json:"matched"`
	Visited      int            `json:"visited"`
	Waits        []Wait         `json:"waits"`          // in the order of Steps
	ToFirstVisit Spread         `json:"to_first_visit"` // days from discharge, of those who weren't visited before it
	Sessions     Sessions       `json:"sessions"`
	Teams        []TeamFigures  `json:"teams"`
}

// Report counts the journeys as they stand on the day today. The teams are
// named in the order in which they are to be shown. A journey that can't be, or
// of a team that isn't named, is a fault.
func Report(d programme.Definition, teams []id.Team, journeys []Journey, today programme.Date) (Service, error) {
	c := Counters{}
	for _, j := range journeys {
		c.Count(d, j, 1)
	}
	return c.Report(d, teams, today)
}

// over tells whether no session will be added, whatever the day.
func (j Journey) over() bool { return j.Ended || j.Stopped }

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}
