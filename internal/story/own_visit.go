package story

import (
	"fmt"
	"time"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
)

// ownAppointment is the newest appointment of one of p's ten, as p reads it.
func (p *Person) ownAppointment(number int) course.Appointment {
	s := p.org.s
	s.t.Helper()
	r, answer := p.ReadsOwnVisits()
	answer.OK()
	for i := len(r.Course.Appointments) - 1; i >= 0; i-- {
		if b := r.Course.Appointments[i]; b.Session == number {
			return b
		}
	}
	s.t.Fatalf("%s has no session %d", p.name, number)
	return course.Appointment{}
}

// MovesOwn moves a visit of p's own by so much; the days stay at the time that
// clocks show. Sent again, it is the same move.
func (p *Person) MovesOwn(number int, by time.Duration, reason string) Answer {
	b := p.ownAppointment(number)
	to := b.Arrangement
	to.Start = to.Start.Add(by)
	return p.rearranges(number, b, to, by.String(), reason)
}

// TelephonesInstead has a visit of p's own held by telephone.
func (p *Person) TelephonesInstead(number int, reason string) Answer {
	b := p.ownAppointment(number)
	to := b.Arrangement
	to.Place = course.PlaceTelephone
	return p.rearranges(number, b, to, "telephone", reason)
}

func (p *Person) rearranges(number int, b course.Appointment, to course.Arrangement, what, reason string) Answer {
	s := p.org.s
	return s.answer(s.Care.MoveOwnVisit(s.ctx, p.themselves(), course.Move{
		ID: ID[id.Move](s.seed, fmt.Sprintf("own move/%s/%d/%s", p.name, number, what)), Appointment: b.ID, From: b.Start,
		To: to, Reason: reason,
	}))
}

// CallsOffOwn cancels a visit of p's own beforehand.
func (p *Person) CallsOffOwn(number int, reason string) Answer {
	s, b := p.org.s, p.ownAppointment(number)
	return s.answer(s.Care.CancelOwnVisit(s.ctx, p.themselves(), course.Cancellation{
		ID:          ID[id.Cancellation](s.seed, fmt.Sprintf("own cancellation/%s/%d", p.name, number)),
		Appointment: b.ID, From: b.Start, Reason: reason,
	}))
}
