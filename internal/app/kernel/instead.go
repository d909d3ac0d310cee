package kernel

import (
	"context"
	"errors"
	"fmt"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/authz"
)

// shown is what a change answers instead of writing, and the look that it is. As
// an error it ends the change.
type shown struct {
	action authz.Action
	answer error
	entry  audit.Entry
}

func (s *shown) Error() string { return s.action.String() + " instead" }

// Instead ends a change with an answer that shows what it found, perhaps about
// other people. It is a look like any other, at the change's subject and in the
// change's transaction: its action is asked of the policy, and the answer is given
// once nothing of the change was written and the look is in the trail. The use
// case returns what Instead returns.
func Instead[T error](tx *Tx, action authz.Action, look func(*ReadTx) (T, error)) error {
	if action.Writes {
		return fmt.Errorf("kernel: %s is a change, not a look", action)
	}
	if _, err := tx.k.may(tx.turn.ReadTx, tx.Actor, action, tx.subject); err != nil {
		return err
	}
	read := tx.Look()
	answer, err := look(read)
	if err != nil {
		return err
	}
	e := entry(tx.Now, tx.Actor, action, tx.subject)
	e.People = read.people
	tx.shown = &shown{action, answer, e}
	return tx.shown
}

// show puts the look that s is in the trail. A use case that went on after it has
// made a mistake, and gets no answer.
func (k *Kernel) show(ctx context.Context, who authz.Actor, s *shown, ended error) error {
	if !errors.Is(ended, s) {
		return fmt.Errorf("kernel: a change went on after %s", s.action)
	}
	asked(ctx, s.action)
	return k.looks.log(ctx, who.Organisation, s.entry)
}
