package outcome

import (
	"time"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// A Passage is what is on record of one person's way through a service,
// without who they are.
type Passage struct {
	Team       id.Team // that referred them
	State      programme.State
	Died       bool
	ToldOver   bool // somebody has said that the visits are over
	ReferredAt time.Time
	Discharged programme.Date
	Consents   []pathway.Consent // in the server's order
	MatchedAt  time.Time         // the first time; zero before
	History    course.History
	FollowUps  []FollowUpState // of those whose time has come
}

// ConsentedAt is when they first agreed to all that d requires; zero before.
func (p Passage) ConsentedAt(d programme.Definition) time.Time {
	for _, c := range p.Consents {
		if c.Counts(d) {
			return c.At
		}
	}
	return time.Time{}
}

// Stopped tells whether they have no part in the visits any more, whoever
// decided it, or have died.
func (p Passage) Stopped() bool {
	if p.Died {
		return true
	}
	switch p.State {
	case programme.Declined, programme.TakenBack, programme.NotConsented, programme.WithoutVisits, programme.Withdrawn:
		return true
	}
	return false
}

// Ended tells whether the visits of somebody who takes part are over on the
// day today: somebody has said so, all are held, or their time is up and none
// is planned.
func (p Passage) Ended(d programme.Definition, today programme.Date) bool {
	c := p.History.Course(d)
	closes := course.WindowFor(d, p.Discharged, life.Life{State: life.GoesOn}, today).Closes
	return p.State == programme.Consented && (p.ToldOver || c.Used() >= d.Sessions || today.After(closes) &&
		len(c.Open()) == 0)
}
