package course

import (
	"testing"
	"time"

	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/programme/programmetest"
)

// The day until which support goes on is projected; what is asked day by day says the same.
func TestSupportGoesOnUntilTheDayOnWhichItIsOver(t *testing.T) {
	d := programmetest.Service()
	discharged := programmetest.Day("2026-11-02")
	booked := Fact{Planned: &PlannedAppointment{ID: "a", Session: 1,
		Arrangement: Arrangement{Start: time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)}}}
	hold := func(on string) []life.Event { return []life.Event{happened("1", life.Readmission, on)} }
	for why, c := range map[string]struct {
		state programme.State
		is    programme.Stands
		study bool
		ended bool
		facts []Fact
		lived []life.Event
	}{
		"waits for a decision":    {state: programme.Referred},
		"accepted":                {state: programme.Accepted},
		"invited":                 {state: programme.Invited},
		"invited, and moved":      {state: programme.Invited, is: programme.Away},
		"takes part":              {state: programme.Consented},
		"has a visit to come":     {state: programme.Consented, facts: []Fact{booked}},
		"has ended":               {state: programme.Consented, is: programme.Ended, ended: true},
		"has died":                {state: programme.Consented, is: programme.Died},
		"is on hold":              {state: programme.Consented, is: programme.Paused, lived: hold("2026-12-01")},
		"was, and the time was":   {state: programme.Consented, is: programme.Paused, lived: hold("2027-06-01")},
		"wants no visits":         {state: programme.WithoutVisits},
		"in a study":              {state: programme.Consented, study: true},
		"in a study, has ended":   {state: programme.Consented, study: true, ended: true},
		"in a study, has a visit": {state: programme.Consented, study: true, facts: []Fact{booked}},
		"withdrew":                {state: programme.Withdrawn},
	} {
		p := programme.Person{State: c.state, Study: c.study, Discharged: discharged,
			Standing: programme.Standing{Is: c.is}}
		if c.is == "" {
			p.Standing.Is = programme.Stands(c.state)
		}
		h, now := After(d, c.facts), life.After(c.lived)
		until := GoesOnUntil(d, p, h, c.ended, now)
		for day := discharged; day.Before(discharged.AddDays(400)); day = day.AddDays(1) {
			over := h.Over(c.ended, WindowFor(d, discharged, now, day), day)
			if c.study {
				over = discharged.AddDays(d.WindowDays).Before(day)
			}
			if goes := GoesOn(p, over); goes != (!until.IsZero() && !day.After(until)) {
				t.Errorf("%s: goes on on %s is %v, and it does until %q", why, day, goes, until)
				break
			}
		}
	}
}
