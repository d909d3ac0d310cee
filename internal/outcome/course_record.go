package outcome

import (
	"time"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// A CourseRecord is what is on record of one course of support, from referral
// to follow-up, without who they are.
type CourseRecord struct {
	Participant    id.Participant // for counting people
	Team           id.Team        // that referred them
	State          programme.State
	Stands         programme.Stands
	EndingRecorded bool // somebody has said that the visits are over
	Visits         bool // they have a worker now
	Earlier        bool // they came back since: nothing is added to it
	ReferredAt     time.Time
	Discharged     programme.Date
	Consents       []pathway.Consent // in the server's order
	MatchedAt      time.Time         // the first time; zero before
	History        course.History
	Life           life.Life
	FollowUps      []FollowUpState // of those whose time has come
}

// ConsentedAt is when they first agreed to all that d requires; zero before.
func (r CourseRecord) ConsentedAt(d programme.Definition) time.Time {
	for _, c := range r.Consents {
		if c.Counts(d) {
			return c.At
		}
	}
	return time.Time{}
}

// Stopped tells whether they have no part in the visits any more, whoever
// decided it, or have died.
func (r CourseRecord) Stopped() bool {
	return r.Stands == programme.Died || r.State.Left() || r.State == programme.WithoutVisits
}

// Ended tells whether the visits of somebody who takes part are over on the day
// today, as the lists of visits have it. Nobody comes back before they are.
func (r CourseRecord) Ended(d programme.Definition, today programme.Date) bool {
	window := course.WindowFor(d, r.Discharged, r.Life, today)
	return r.Earlier || r.State == programme.Consented && r.History.Course(d).Over(r.EndingRecorded, window, today)
}
