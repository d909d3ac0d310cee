package programme

import (
	"time"

	"footbridge.org/footbridge/internal/id"
)

// A Passage is what is on record of one person's way through a service,
// without who they are.
type Passage struct {
	Team       id.Team // that referred them
	State      State
	Died       bool
	ToldOver   bool // somebody has said that the visits are over
	ReferredAt time.Time
	Discharged Date
	Consents   []Consent // in the server's order
	MatchedAt  time.Time // the first time; zero before
	History    CourseHistory
	FollowUps  []FollowUpState // of those whose time has come
}

// ConsentedAt is when they first agreed to all that d requires; zero before.
func (p Passage) ConsentedAt(d Definition) time.Time {
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
	case Declined, TakenBack, NotConsented, WithoutVisits, Withdrawn:
		return true
	}
	return false
}

// Ended tells whether the visits of somebody who takes part are over on the
// day today: somebody has said so, all are held, or their time is up and none
// is planned.
func (p Passage) Ended(d Definition, today Date) bool {
	c := p.History.Course(d)
	closes := WindowFor(d, p.Discharged, Life{State: LifeGoesOn}, today).Closes
	return p.State == Consented && (p.ToldOver || c.Used() >= d.Sessions || today.After(closes) && len(c.Open()) == 0)
}
