package care

import (
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/post"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/say"
)

// tellOfCover has those told whom it touches that somebody else makes a visit this time:
// who comes, who doesn't, the person and, unless they hear of it otherwise, the lead.
// Each has one message. Of a visit that is over, only who is to write it up is told.
func tellOfCover(tx *kernel.Tx, of programme.CourseOfSupport, person programme.Person, before course.Appointment,
	f course.Fact, leads bool) error {
	m, ahead := f.Moved, before.Start.After(tx.Now)
	told := []id.Account{m.To.Worker}
	if ahead {
		told = append(told, m.Instead, m.To.Covers)
	}
	slices.Sort(told)
	told = slices.DeleteFunc(slices.Compact(told), func(w id.Account) bool { return w == "" || w == tx.Actor.Account })
	item := string(person.ID) + " " + f.Key()
	for _, w := range told {
		if err := tx.AddDue(jobs.NoticeCover, string(w), item, tx.Now); err != nil {
			return err
		}
	}
	if !ahead {
		return nil
	}
	if leads {
		list, err := recipientsOf(tx, tx.Actor.Account, safety.ProgrammeLead)
		if err != nil {
			return err
		}
		list = slices.DeleteFunc(list, func(a identity.Account) bool { return slices.Contains(told, a.ID) })
		if err := tellEach(tx, jobs.NoticeCovered, list, item); err != nil {
			return err
		}
	}
	return tellPersonOfChange(tx, of, person, f)
}

// tellOfCoverOff has the worker told who was to make a visit in a colleague's place that
// it is called off by v. Its own worker hears of it with the rest.
func tellOfCoverOff(tx *kernel.Tx, participant id.Participant, b course.Appointment, v course.Cancellation) error {
	if b.Covers == "" || b.Worker == tx.Actor.Account || !b.Start.After(tx.Now) {
		return nil
	}
	return tx.AddDue(jobs.NoticeCover, string(b.Worker), string(participant)+" "+string(v.ID), tx.Now)
}

// tellColleagueOff has the worker told in whose place b was to be made that it is called
// off, because they are with somebody else then.
func tellColleagueOff(tx *kernel.Tx, person programme.Person, b course.Appointment) error {
	if b.Covers == tx.Actor.Account {
		return nil
	}
	c, err := theirCourse(tx, person.ID)
	if err != nil {
		return err
	}
	b, _ = c.Find(b.ID)
	off := b.Cancelled[len(b.Cancelled)-1]
	return tx.AddDue(jobs.NoticeCover, string(b.Covers), string(person.ID)+" "+string(off.ID), tx.Now)
}

// whoComes says what a change of who makes a visit is to the person who reads it, and
// when the visit is.
func whoComes(d post.Draft) ([]any, error) {
	participant, key, _ := strings.Cut(d.Due.Item, " ")
	c, err := theirCourse(d, id.Participant(participant))
	if err != nil {
		return nil, err
	}
	person, err := d.FindPerson(id.Participant(participant))
	if err != nil {
		return nil, err
	}
	for _, b := range c.Appointments {
		as := coverAs(b, key, id.Account(d.Due.Subject))
		if as == "off" && person.Standing.Died() {
			as = "off_quietly" // that they died, nobody reads in a line about a visit
		}
		if as != "" {
			return []any{say.English().Say("message.cover."+as, say.English().Moment(b.Start.In(d.Zone)))}, nil
		}
	}
	return []any{say.English().Say("message.cover.other")}, nil // of an earlier time with the service
}

// coverAs is what the fact of b's that has that key is to a reader; nothing when b has
// no such fact.
func coverAs(b course.Appointment, key string, reader id.Account) string {
	if slices.ContainsFunc(b.Cancelled, func(v course.Cancellation) bool { return string(v.ID) == key }) {
		if b.Covers == reader {
			return "not_free"
		}
		return "off"
	}
	m, is := b.Move(id.Move(key))
	switch {
	case !is:
		return ""
	case m.To.Worker == reader && b.HandsOver(m):
		return "over"
	case m.To.Worker == reader && m.To.Covers == "":
		return "back"
	case m.To.Worker == reader:
		return "asked"
	case m.To.Covers == reader:
		return "given"
	case m.Instead == reader:
		return "off"
	}
	return "told"
}
