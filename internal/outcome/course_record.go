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
// to follow-up, without whose it is.
type CourseRecord struct {
	Team           id.Team // that referred them
	State          programme.State
	Died           bool
	EndingRecorded bool // somebody has said that the visits are over
	ReferredAt     time.Time
	Discharged     programme.Date
	Consents       []pathway.Consent // in the server's order
	MatchedAt      time.Time         // the first time; zero before
	History        course.History
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
	if r.Died {
		return true
	}
	switch r.State {
	case programme.Declined, programme.TakenBack, programme.NotConsented, programme.WithoutVisits, programme.Withdrawn:
		return true
	}
	return false
}

// Ended tells whether the visits of somebody who takes part are over on the
// day today: somebody has said so, all are held, or their time is up and none
// is planned.
func (r CourseRecord) Ended(d programme.Definition, today programme.Date) bool {
	c := r.History.Course(d)
	closes := course.WindowFor(d, r.Discharged, life.Life{State: life.GoesOn}, today).Closes
	return r.State == programme.Consented && (r.EndingRecorded || c.SessionsHeld() >= d.Sessions || today.After(closes) &&
		len(c.Open()) == 0)
}
