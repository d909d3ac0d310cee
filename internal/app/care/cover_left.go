package care

import (
	"cmp"
	"fmt"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// coveredBy are the people to whom a worker goes once in a colleague's place.
func coveredBy(tx interface {
	ListCoveredBy(id.Account) ([]programme.Person, error)
	historyReader
}, worker id.Account) ([]support, error) {
	people, err := tx.ListCoveredBy(worker)
	if err != nil {
		return nil, err
	}
	people = slices.DeleteFunc(people, func(p programme.Person) bool { return len(p.Covering) == 0 })
	histories, err := tx.CourseHistoriesOf(people)
	list := make([]support, len(people))
	for i, p := range people {
		if err == nil {
			list[i], err = supportOf(p, histories[p.ID], nil, nil) // of their notes, see coveringOf
		}
	}
	return list, err
}

// coverOf are the visits of s that a worker is still to make, or to write up, in a
// colleague's place.
func (s support) coverOf(worker id.Account) []course.Appointment {
	return slices.DeleteFunc(s.visits.Open(), func(b course.Appointment) bool { return !b.CoveredBy(worker) })
}

// ownOf leaves out what somebody makes in a colleague's place.
func ownOf(list []course.Appointment) []course.Appointment {
	return slices.DeleteFunc(slices.Clone(list), func(b course.Appointment) bool { return b.Covers != "" })
}

// giveBack makes the visits to come that a worker was to make in a colleague's place the
// colleague's again. Where the colleague is with somebody else by then, the visit is
// called off, and the colleague hears of it too. One that has begun stays the worker's, and
// waits on the board to be written up.
func (s support) giveBack(tx *kernel.Tx, worker id.Account, done *handedOver) error {
	var off []course.Appointment
	for _, b := range s.coverOf(worker) {
		if !b.Changeable(tx.Now) {
			done.Unwritten++
			if _, err := s.arrange(tx, b, worker, ""); err != nil {
				return err
			}
			continue
		}
		taken, err := tx.PlannedOf(b.Covers, b.Start, b.End())
		if err != nil {
			return err
		}
		if _, clash := b.Clash(b.ID, taken, 0); clash {
			done.Off++
			off = append(off, b)
			continue
		}
		done.Back++
		f, err := s.arrange(tx, b, b.Covers, "")
		if err != nil {
			return err
		}
		if err := tellOfCover(tx, s.of, s.person, b, f, false); err != nil { // the leads hear of it with the rest
			return err
		}
	}
	err := s.callOff(tx, off, say.English().Say("departure.covered_off"), false)
	for _, b := range off {
		err = cmp.Or(err, tellColleagueOff(tx, s.person, b))
	}
	return err
}

// coverFor has a visit that somebody makes in a colleague's place be in the place of
// another colleague, who now visits this person.
func (s support) coverFor(tx *kernel.Tx, b course.Appointment, to id.Account) error {
	covers := to
	if b.Worker == to {
		covers = ""
	}
	_, err := s.arrange(tx, b, b.Worker, covers)
	return err
}

// arrange stores who makes b, and in whose place.
func (s support) arrange(tx *kernel.Tx, b course.Appointment, worker, covers id.Account) (course.Fact, error) {
	key := fmt.Sprintf("hand_over/cover/%s/%d", b.ID, len(b.Moves))
	m := course.Move{ID: id.From[id.Move]([16]byte(tx.Draw(key, 16))), Appointment: b.ID, From: b.Start, To: b.Arrangement,
		By: course.PartyService, Instead: b.Worker}
	m.To.Worker, m.To.Covers = worker, covers
	f := course.Fact{Moved: &m}
	return f, tx.CourseFacts(s.of).Add(tx.Tx, f)
}
