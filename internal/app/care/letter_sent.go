package care

import (
	"context"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
)

// A SentCopy is a letter as it was sent.
type SentCopy struct {
	Letter
	Then time.Time // on the day that it was sent
	Now  *Letter   // as it stands today; none when it may no longer go
}

// OpenSentLetter shows staff a letter about participant as it was sent, also one that
// may no longer go. Of one whose words nobody kept there is nothing to show.
func (c *Care) OpenSentLetter(ctx context.Context, who authz.Actor, participant id.Participant,
	kind course.LetterKind, letter id.Letter) (SentCopy, error) {
	return kernel.View(ctx, c.Kernel, who, letterActions[kind].open, participant,
		func(tx *kernel.ReadTx) (SentCopy, error) {
			l, err := sentCopy(tx, participant, letter)
			if err == nil && l.Kind != kind {
				return SentCopy{}, fault.Absent
			}
			return l, err
		})
}

// OpenOwnSentLetter shows participant, who asks, a letter about them as it was sent.
func (c *Care) OpenOwnSentLetter(ctx context.Context, who authz.Actor, letter id.Letter) (SentCopy, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeOwnLetters, who.Participant,
		func(tx *kernel.ReadTx) (SentCopy, error) { return sentCopy(tx, who.Participant, letter) })
}

func sentCopy(tx *kernel.ReadTx, participant id.Participant, letter id.Letter) (SentCopy, error) {
	r, err := letters(tx, participant)
	if err != nil {
		return SentCopy{}, err
	}
	if went, is := find(r.Sent, letter); is {
		l := copyOf(went, r.Person, tx.Zone)
		l.Record.May = r.May
		if now, err := r.Letter(l.Kind, l.To); err == nil {
			l.Now = &now
		}
		return l, nil
	}
	earlier, err := tx.ListEarlierCourses(r.Person)
	if err != nil {
		return SentCopy{}, err
	}
	for _, was := range earlier {
		all, err := tx.Letters(was.CurrentCourse()).List()
		if err != nil {
			return SentCopy{}, err
		}
		if went, is := find(all, letter); is {
			l := copyOf(went, r.Person, tx.Zone)
			l.Record.May = r.May
			return l, nil
		}
	}
	return SentCopy{}, fault.Absent
}

// find finds a letter whose words were kept.
func find(all []ledger.Received[course.SentLetter], letter id.Letter) (ledger.Received[course.SentLetter], bool) {
	i := slices.IndexFunc(all, func(l ledger.Received[course.SentLetter]) bool {
		return l.Fact.ID == letter && l.Fact.Said != nil
	})
	if i < 0 {
		return ledger.Received[course.SentLetter]{}, false
	}
	return all[i], true
}

// copyOf is went as it was sent: at the end of its day, or when it was recorded on
// that day.
func copyOf(went ledger.Received[course.SentLetter], person programme.Person, zone *time.Location) SentCopy {
	l, then := went.Fact, went.At
	if programme.Of(then, zone).After(l.On) {
		then = time.Date(l.On.Year(), l.On.Month(), l.On.Day(), 23, 59, 0, 0, zone)
	}
	return SentCopy{
		Letter: Letter{Record: LetterRecord{Person: person, Today: l.On}, Kind: l.Kind, To: l.To, Said: *l.Said}, Then: then,
	}
}
