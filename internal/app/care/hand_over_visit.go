package care

import (
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/say"
)

// toCome are the visits that are still to be held.
func (s support) toCome(tx *kernel.Tx) ([]course.Appointment, error) {
	history, err := tx.FindCourseHistory(s.of)
	return history.Course(s.definition).ToCome(tx.Now), err
}

// callOff cancels every visit to come, for the service.
func (s support) callOff(tx *kernel.Tx, reason string) error {
	open, err := s.toCome(tx)
	if err != nil {
		return err
	}
	return callOffEach(tx, s.of, open, course.PartyService, reason)
}

// moveTo has another worker make the visits to come, at the times that were agreed.
// Where that worker is with somebody else then, the visit is called off, and is to
// be planned again.
func (s support) moveTo(tx *kernel.Tx, to id.Account) error {
	open, err := s.toCome(tx)
	if err != nil {
		return err
	}
	taken, err := takenBy(tx, to)
	if err != nil {
		return err
	}
	for _, b := range open {
		if _, clash := b.Clash(b.ID, taken, course.BetweenVisits); clash {
			err = callOffEach(tx, s.of, []course.Appointment{b}, course.PartyService,
				say.English().Say("departure.called_off"))
		} else {
			err = s.moveOne(tx, b, to)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s support) moveOne(tx *kernel.Tx, b course.Appointment, to id.Account) error {
	m := course.Move{ID: id.From[id.Move]([16]byte(tx.Draw("hand_over/move/"+string(b.ID)+"/"+string(to), 16))),
		Appointment: b.ID, From: b.Start, To: b.Arrangement, By: course.PartyService}
	m.To.Worker = to
	return tx.CourseFacts(s.of).Add(tx.Tx, course.Fact{Moved: &m})
}

// tellOfDeparture has those told who look after the service, each once: what a
// colleague did has changed hands, or waits for somebody.
func tellOfDeparture(tx *kernel.Tx, a id.Account) error {
	told, err := recipientsOf(tx, a, safety.ProgrammeLead, safety.Supervisor)
	if err != nil {
		return err
	}
	told = slices.DeleteFunc(told, func(to identity.Account) bool { return to.ID == tx.Actor.Account })
	return tellEach(tx, jobs.NoticeDeparture, told, string(a))
}
