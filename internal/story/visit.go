package story

import (
	"fmt"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// What comes of a visit, as the story says it.
const (
	Attended     = course.Attended
	DidNotAttend = course.DidNotAttend
)

// PeerWorker hires a peer support worker.
func (o *Organisation) PeerWorker(name string) *Staff {
	return o.hire(name, authz.Grant{Role: authz.PeerWorker})
}

// Supervisor hires who supports them.
func (o *Organisation) Supervisor(name string) *Staff {
	return o.hire(name, authz.Grant{Role: authz.Supervisor})
}

// MatchedTo brings p, who was referred, to where m visits them: accepted,
// asked, agreed, and all visits planned, weekly at ten from tomorrow on. Whatever
// m needs before a first visit is put on record.
func (m *Staff) MatchedTo(p *Person) *Staff { return m.MatchedToAt(p, "10:00") }

// MatchedToAt is MatchedTo with the visits at another time of day.
func (m *Staff) MatchedToAt(p *Person, clock string) *Staff {
	o := m.org
	o.s.t.Helper()
	if o.lead == nil {
		o.lead = o.Lead("Lowri Finch")
	}
	o.lead.Accepts(p).OK()
	o.lead.Invites(p, pathway.InPerson).OK()
	o.lead.TakesConsent(p, pathway.OnPaper).OK()
	if !m.prepared {
		o.lead.Prepares(m, fully())
	}
	o.lead.Matches(p, m).OK()
	o.lead.TellsOfMatchWith(p, m, workforce.ToldByPhone).OK()
	m.Plans(p, o.s.Today().AddDays(1), clock).OK()
	return m
}

// Plans plans all of p's visits in one go, at home, weekly from that day.
func (m *Staff) Plans(p *Person, from programme.Date, clock string) Answer {
	return m.plans(p, "series/"+p.name, from, clock)
}

// PlansAnew plans what is left of p's visits: life goes on, or somebody else
// has taken over.
func (m *Staff) PlansAnew(p *Person, from programme.Date, clock string) Answer {
	return m.plans(p, "series/anew/"+p.name, from, clock)
}

func (m *Staff) plans(p *Person, name string, from programme.Date, clock string) Answer {
	s := m.org.s
	at, err := programme.ParseTimeOfDay(clock)
	s.must("a time of day", err)
	return s.answer(s.Care.PlanVisits(s.ctx, m.Actor(), p.ID(), ID[id.Series](s.seed, name), course.Series{
		From: from, Weekday: programme.WeekdayOf(from), At: at, Minutes: course.UsualMinutes, Place: course.PlaceHome,
		Sure: fault.SureOf("at"),
	}))
}

// A Meeting is one of somebody's ten, as it stands when it is spoken of.
type Meeting struct {
	p      *Person
	number int
}

// Session is one of p's ten.
func (p *Person) Session(number int) Meeting { return Meeting{p, number} }

// appointment is the session's newest appointment, as m sees it.
func (m *Staff) appointment(of Meeting) course.Appointment {
	m.org.s.t.Helper()
	_, b := m.finds(of)
	return b
}

// finds is the same, with the course that it is in.
func (m *Staff) finds(of Meeting) (course.Course, course.Appointment) {
	s := m.org.s
	s.t.Helper()
	r, answer := m.OpensVisits(of.p)
	answer.OK()
	for i := len(r.Course.Appointments) - 1; i >= 0; i-- {
		if b := r.Course.Appointments[i]; b.Session == of.number {
			return r.Course, b
		}
	}
	s.t.Fatalf("%s has no session %d", of.p.name, of.number)
	return course.Course{}, course.Appointment{}
}

// A Writing is a visit as it was written up, sent or not.
type Writing struct {
	participant id.Participant
	Visit       course.Visit
}

// WritesUp fills in the form for a visit, once it is over.
func (m *Staff) WritesUp(of Meeting, outcome course.VisitOutcome) Writing {
	s := m.org.s
	s.t.Helper()
	b := m.appointment(of)
	if b.End().After(s.Clock.Now()) {
		s.Clock.MoveTo(b.End())
	}
	return of.writtenUp(b, outcome)
}

// writtenUp is the form as it is filled in for a meeting that is over.
func (of Meeting) writtenUp(b course.Appointment, outcome course.VisitOutcome) Writing {
	s := of.p.org.s
	w := Writing{of.p.ID(), course.Visit{
		ID: ID[id.Visit](s.seed, fmt.Sprintf("visit/%s/%d", of.p.name, of.number)), Appointment: b.ID, Outcome: outcome,
		Place: b.Place, Where: b.Where,
	}}
	if outcome.Attended() {
		w.Visit.StartedAt, w.Visit.Minutes, w.Visit.WhatWeDid = b.Start, 45+5*s.Below(string(b.ID), 5), did(of.number)
		return w
	}
	w.Visit.Reason = course.MissedUnwell
	return w
}

// did is what two people did together at a visit, in words for both.
func did(number int) string {
	return [...]string{
		"We got to know each other, and looked at how the visits work and when they end. You told me what helps you on a bad morning.",
		"We walked round the block and talked about sleep. You want to try the radio instead of the phone at night.",
		"You showed me the page about keeping well. We found three things you do already without noticing.",
		"A hard week. We mostly sat and talked, and that was enough.",
		"We wrote down what the first signs are for you. You chose which of them your sister may know.",
		"We took the bus to the library together, there and back.",
		"We began to plan the ending. There are three visits left, and you know whom to ring after.",
		"You had rung the allotment group yourself. We talked about how that felt.",
		"We looked back at the first visit. You laughed about the rain.",
		"Our last visit. You have your plan, and the kettle was on.",
	}[max(0, min(number, 10)-1)]
}

// Sends sends what was written up. Sent again, it is the same visit.
func (m *Staff) Sends(w Writing) Answer {
	s := m.org.s
	return s.answer(s.Care.RecordVisit(s.ctx, m.Actor(), w.participant, w.Visit))
}

// Moves moves a visit by so much, because somebody asked for it.
func (m *Staff) Moves(of Meeting, by time.Duration, party course.Party, reason string) Answer {
	return m.moves(of, m.appointment(of), by, party, reason)
}

func (m *Staff) moves(of Meeting, b course.Appointment, by time.Duration, party course.Party, reason string) Answer {
	s := m.org.s
	to := b.Arrangement
	to.Start = to.Start.Add(by)
	return s.answer(s.Care.MoveVisit(s.ctx, m.Actor(), of.p.ID(), course.Move{
		ID: ID[id.Move](s.seed, fmt.Sprintf("move/%s/%d/%s", of.p.name, of.number, by)), Appointment: b.ID, From: b.Start,
		To: to, By: party, Reason: reason,
	}))
}

// CallsOff cancels a visit beforehand.
func (m *Staff) CallsOff(of Meeting, party course.Party, reason string) Answer {
	return m.callsOff(of, m.appointment(of), party, reason)
}

func (m *Staff) callsOff(of Meeting, b course.Appointment, party course.Party, reason string) Answer {
	s := m.org.s
	return s.answer(s.Care.CancelVisit(s.ctx, m.Actor(), of.p.ID(), course.Cancellation{
		ID: ID[id.Cancellation](s.seed, fmt.Sprintf("cancellation/%s/%d", of.p.name, of.number)), Appointment: b.ID,
		From: b.Start, By: party, Reason: reason,
	}))
}

// OpensVisits is what m sees of p's visits.
func (m *Staff) OpensVisits(p *Person) (care.VisitRecord, Answer) {
	s := m.org.s
	r, err := s.Care.SeeVisits(s.ctx, m.Actor(), p.ID())
	return r, s.answer(err)
}

// ReadsOwnVisits is what p reads of their own.
func (p *Person) ReadsOwnVisits() (care.VisitRecord, Answer) {
	s := p.org.s
	r, err := s.Care.SeeOwnVisits(s.ctx, p.themselves())
	return r, s.answer(err)
}

// countVisits counts what was recorded of everybody who takes part.
func (s *Service) countVisits() int {
	s.t.Helper()
	n, err := kernel.View(s.ctx, s.Kernel, s.overseer(), authz.ListScreening, s.ID, func(tx *kernel.ReadTx) (int, error) {
		people, _, err := tx.ListInState(programme.Consented, programme.Page{Size: 200}, tx.Today)
		count := 0
		for _, p := range people {
			history, err := tx.FindCourseHistory(p.CurrentCourse())
			if err != nil {
				return 0, err
			}
			for _, step := range history {
				if step.Fact.Visited != nil {
					count++
				}
			}
		}
		return count, err
	})
	s.must("counting visits", err)
	return n
}

// Lends has a colleague make a visit this time.
func (m *Staff) Lends(of Meeting, to *Staff, reason string) Answer {
	s, b := m.org.s, m.appointment(of)
	return s.answer(s.Care.CoverVisit(s.ctx, m.Actor(), of.p.ID(), care.Cover{
		ID: ID[id.Move](s.seed, fmt.Sprintf("cover/%s/%d/%s", of.p.name, of.number, to.Name)), Appointment: b.ID,
		From: b.Start, Instead: b.Worker, To: to.Actor().Account, Reason: reason,
	}))
}
