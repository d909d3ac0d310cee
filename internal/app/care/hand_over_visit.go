package care

import (
	"fmt"
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/post"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/say"
)

// handedOver is what became of the people of a worker, in numbers.
type handedOver struct {
	People    int // have another worker
	Waiting   int // for one
	Off       int // visits called off
	Unwritten int // visits that are left to write up
	ToCopy    int // notes that are left to copy, and nobody visits
	Back      int // visits to come in colleagues' places that are theirs again
}

func (d *handedOver) add(other handedOver) {
	d.People += other.People
	d.Waiting += other.Waiting
	d.Off += other.Off
	d.Unwritten += other.Unwritten
	d.ToCopy += other.ToCopy
	d.Back += other.Back
}

// callOff cancels visits to come, for the service. Led says that an e-mail of who visits
// leads the person to the days.
func (s support) callOff(tx *kernel.Tx, list []course.Appointment, reason string, led bool) error {
	if len(list) == 0 {
		return nil
	}
	return callOffEach(tx, s.of, s.person, list, callingOff{By: course.PartyService, Reason: reason, Led: led,
		Why: "hand_over/" + string(list[0].ID)})
}

// moveTo has another worker make the visits to come, at the times that were agreed.
// Where that worker is with somebody else then, the visit is called off, and is to
// be planned again.
func (s support) moveTo(tx *kernel.Tx, to id.Account, done *handedOver) error {
	toCome := s.visits.ToCome(tx.Now)
	if len(toCome) == 0 {
		return nil
	}
	taken, err := tx.PlannedOf(to, toCome[0].Start, toCome[len(toCome)-1].End())
	if err != nil {
		return err
	}
	for _, b := range toCome {
		if b.Covers != "" { // the person has been told who comes this one time
			if err := s.coverFor(tx, b, to); err != nil {
				return err
			}
			continue
		}
		if _, clash := b.Clash(b.ID, taken, course.BetweenVisits); clash {
			done.Off++
			err = s.callOff(tx, []course.Appointment{b}, say.English().Say("departure.called_off"), true)
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
// colleague did has changed hands, or waits for somebody. The message asks for itself
// with the numbers in it, because what is left of them later says something else.
func tellOfDeparture(tx *kernel.Tx, a id.Account, done handedOver) error {
	told, err := recipientsOf(tx, a, safety.ProgrammeLead, safety.Supervisor)
	if err != nil {
		return err
	}
	told = slices.DeleteFunc(told, func(to identity.Account) bool { return to.ID == tx.Actor.Account })
	item := fmt.Sprintf("%s %d %d %d %d %d %d", a, done.People, done.Waiting, done.Off, done.Unwritten, done.ToCopy,
		done.Back)
	return tellEach(tx, jobs.NoticeDeparture, told, item)
}

// whatBecame says in words what became of a colleague's people.
func whatBecame(d post.Draft) ([]any, error) {
	var done handedOver
	var of string
	n, _ := fmt.Sscanf(d.Due.Item, "%s %d %d %d %d %d %d", &of, &done.People, &done.Waiting, &done.Off,
		&done.Unwritten, &done.ToCopy, &done.Back)
	if n < 5 {
		return []any{say.English().Say("message.departure.somebody")}, nil // asked for by an earlier build
	}
	var lines []string
	for _, line := range []struct {
		key string
		n   int
	}{{"people", done.People}, {"waiting", done.Waiting}, {"off", done.Off}, {"unwritten", done.Unwritten},
		{"to_copy", done.ToCopy}, {"back", done.Back}} {
		if line.n > 0 {
			lines = append(lines, say.English().Say("message.departure."+line.key, line.n))
		}
	}
	if len(lines) == 0 {
		lines = []string{say.English().Say("message.departure.role")}
	}
	return []any{strings.Join(lines, "\n")}, nil
}
