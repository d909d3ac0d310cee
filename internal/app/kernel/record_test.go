package kernel_test

import (
	"context"
	"errors"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
)

// What was allowed when it was sent first need not be allowed when it comes again.
func TestAFactSentAgainIsUnchangedBeforeAnythingIsChecked(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam := b.refer("Sam").Participant
		letter := course.SentLetter{ID: named[id.Letter]("l"), Participant: sam}
		var done []string
		send := func(l course.SentLetter, refusal error) error {
			done = nil
			return kernel.Change(context.Background(), b.k, b.lead, authz.SendLetter, sam, func(tx *kernel.Tx) error {
				return kernel.Record(tx, tx.Letters(tx.Course), l, func() error {
					done = append(done, "checked")
					return refusal
				}, func() error {
					done = append(done, "followed")
					return nil
				})
			})
		}
		no := errors.New("no")
		if err := send(letter, no); !errors.Is(err, no) || len(done) != 1 || b.count("letter") != 0 {
			t.Errorf("refused: %v, %v", err, done)
		}
		if err := send(letter, nil); err != nil || len(done) != 2 || done[1] != "followed" {
			t.Errorf("new: %v, %v", err, done)
		}
		if err := send(letter, no); err != nil || len(done) != 0 {
			t.Errorf("sent again: %v, %v", err, done)
		}
		letter.Kind = course.LetterEnding
		if err := send(letter, nil); fault.Of(err) != fault.Conflict || len(done) != 0 {
			t.Errorf("another under the same id: %v, %v", err, done)
		}
		b.holds(1, b.count("letter"), "letters")
		b.verify()
	})
}

func TestWhenWhatFollowsFromAFactFailsTheFactIsNotThere(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam, no := b.refer("Sam").Participant, errors.New("no")
		l := course.SentLetter{ID: named[id.Letter]("l"), Participant: sam}
		err := kernel.Change(context.Background(), b.k, b.lead, authz.SendLetter, sam, func(tx *kernel.Tx) error {
			return kernel.Record(tx, tx.Letters(tx.Course), l, nil, func() error { return no })
		})
		if !errors.Is(err, no) {
			t.Errorf("%v", err)
		}
		b.holds(0, b.count("letter"), "letters")
		b.verify()
	})
}
