package outcome

import (
	"time"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// A CourseRecord is what is reported of one course of support, from referral to
// follow-up, without who they are. Its days are those of the organisation's zone.
type CourseRecord struct {
	Team           id.Team          `json:"team"` // that referred them
	Referred       programme.Date   `json:"referred"`
	Discharged     programme.Date   `json:"discharged,omitzero"`
	State          programme.State  `json:"state"`
	Stands         programme.Stands `json:"stands"`
	Life           life.State       `json:"life"`
	EndingRecorded bool             `json:"ending_recorded,omitempty"` // somebody has said that the visits are over
	Visits         bool             `json:"visits,omitempty"`          // they have a worker now
	Earlier        bool             `json:"earlier,omitempty"`         // they came back since: nothing is added to it

	Consented  programme.Date `json:"consented,omitzero"`   // when they first agreed to all that is required
	Matched    programme.Date `json:"matched,omitzero"`     // the first time
	FirstVisit programme.Date `json:"first_visit,omitzero"` // that was held, but for a slip in the year
	Sessions   int            `json:"sessions,omitempty"`   // held
	Open       bool           `json:"open,omitempty"`       // visits are planned
	Closes     programme.Date `json:"closes,omitzero"`      // the last day of their time; none while life has it wait

	Due  int `json:"due,omitempty"`  // follow-ups whose time has come
	Done int `json:"done,omitempty"` // of these, completed
}

// AfterConsents is r with what they agreed to, in the server's order.
func (r CourseRecord) AfterConsents(d programme.Definition, all []pathway.Consent, zone *time.Location) CourseRecord {
	r.Consented = programme.Date{}
	for _, c := range all {
		if c.Counts(d) {
			r.Consented = programme.Of(c.At, zone)
			break
		}
	}
	return r
}

// AfterVisits is r with what became of the visits.
func (r CourseRecord) AfterVisits(c course.Course, zone *time.Location) CourseRecord {
	r.Sessions, r.Open, r.FirstVisit = c.SessionsHeld(), len(c.Open()) > 0, programme.Date{}
	for _, b := range c.Held() { // the earliest first
		v, _ := b.Visit()
		if r.FirstVisit.IsZero() || r.FirstVisit.Before(r.Referred) { // a slip in the year isn't the first
			r.FirstVisit = programme.Of(v.StartedAt, zone)
		}
	}
	return r
}

// AfterLife is r with how life has visits wait.
func (r CourseRecord) AfterLife(d programme.Definition, l life.Life) CourseRecord {
	r.Life, r.Closes = l.State, programme.Date{}
	if w := course.WindowFor(d, r.Discharged, l, programme.Forever); w.Overrun(programme.Forever) {
		r.Closes = w.Closes
	}
	return r
}

// Stopped tells whether they have no part in the visits any more, whoever
// decided it, or have died.
func (r CourseRecord) Stopped() bool {
	return r.Stands == programme.Died || r.State.Left() || r.State == programme.WithoutVisits
}

// Ended tells whether the visits of somebody who takes part are over whatever the day, as
// the lists of visits have it. Nobody comes back before they are.
func (r CourseRecord) Ended(d programme.Definition) bool {
	return r.Earlier || r.State == programme.Consented && (r.EndingRecorded || r.Sessions >= d.Sessions)
}

// EndsOn is the first day on which they are over because their time has passed; none while
// it doesn't by itself.
func (r CourseRecord) EndsOn() programme.Date {
	if r.State != programme.Consented || r.Open || r.Closes.IsZero() {
		return programme.Date{}
	}
	return r.Closes.AddDays(1)
}

// FollowedUp is how many follow-ups are due, and done: none of somebody who withdrew from
// that course, or has died.
func (r CourseRecord) FollowedUp() (due, done int) {
	if r.State == programme.Withdrawn || r.Life == life.Stopped {
		return 0, 0
	}
	return r.Due, r.Done
}
