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
	ReferredAt time.Time
	Discharged Date
	Consents   []Consent // in the server's order
	MatchedAt  time.Time // the first time; zero before
	History    CourseHistory
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
// decided it.
func (p Passage) Stopped() bool {
	switch p.State {
	case Declined, TakenBack, NotConsented, WithoutVisits, Withdrawn:
		return true
	}
	return false
}

// Ended tells whether the visits of somebody who takes part are over on the
// day today: all held, or their time is up and none is planned.
func (p Passage) Ended(d Definition, today Date) bool {
	c := p.History.Course(d)
	closes := WindowFor(d, p.Discharged, Life{State: LifeGoesOn}, today).Closes
	return p.State == Consented && (c.Used() >= d.Sessions || today.After(closes) && len(c.Open()) == 0)
}
