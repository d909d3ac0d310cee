package care

import (
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// tellOfChange has those told of a change of a visit to come who did not make it:
// the worker, and the person where e-mail is safe.
func tellOfChange(tx *kernel.Tx, person programme.Person, before course.Appointment, f course.Fact) error {
	workers := []id.Account{before.Worker, before.Covers}
	ahead := before.Start.After(tx.Now)
	switch {
	case f.Moved != nil:
		if f.Moved.To.Worker != before.Worker {
			workers = append(workers, f.Moved.To.Worker)
		}
		ahead = ahead || f.Moved.To.Start.After(tx.Now)
	case f.Cancelled == nil:
		return nil
	}
	if !ahead {
		return nil // what has passed is put right in the books, and nobody is at a door
	}
	for _, w := range workers {
		if f.Cancelled != nil && w == before.Worker && before.Covers != "" {
			if err := tellOfCoverOff(tx, person.ID, before, *f.Cancelled); err != nil {
				return err
			}
			continue
		}
		if w == "" || w == tx.Actor.Account {
			continue
		}
		if err := tx.AddDue(jobs.NoticeVisit, string(w), f.Key(), tx.Now); err != nil {
			return err
		}
	}
	return tellPersonOfChange(tx, tx.Course, person, f)
}

func tellPersonOfChange(tx *kernel.Tx, of programme.CourseOfSupport, person programme.Person, f course.Fact) error {
	if tx.Actor.Participant != "" {
		return nil
	}
	account, err := emailed(tx, person)
	if err != nil {
		return err
	}
	if account == "" {
		if f.WishedFor() {
			return nil
		}
		return addToTell(tx, of, person, f.Key(),
			workforce.ToTell{Visits: []id.Appointment{f.Of()}, Off: f.Cancelled != nil})
	}
	if f.Moved != nil && f.Moved.Covers() {
		return tx.AddDue(jobs.NoticeOwnCover, string(account), f.Key(), tx.Now)
	}
	return tx.AddDue(jobs.NoticeOwnVisit, string(account), f.Key(), tx.Now)
}

// emailed is the account of a person to whom an e-mail is safe, and who can sign
// in and read more; else none. Nobody writes to somebody who has died.
func emailed(tx *kernel.Tx, person programme.Person) (id.Account, error) {
	if !person.Contact.MayEmail() || person.Standing.Died() {
		return "", nil
	}
	account, err := tx.FindAccountOfParticipant(person.ID)
	if fault.Of(err) == fault.NotFound {
		return "", nil
	}
	return account, err
}
