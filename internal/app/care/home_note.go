package care

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// A HomeNote is what visitors to a person's home should know, and whose it is.
type HomeNote struct {
	Person   programme.Person
	Notes    []ledger.Received[pathway.HomeNote] // the last holds
	Staff    map[id.Account]string
	Today    programme.Date
	Record   bool // the person looking may read the whole record too
	Visits   bool // and all the visits
	MayWrite bool
}

// Current is the note that holds; empty when there is none.
func (n HomeNote) Current() pathway.HomeNote {
	if len(n.Notes) == 0 {
		return pathway.HomeNote{}
	}
	return n.Notes[len(n.Notes)-1].Fact
}

// SeeHomeNote shows what visitors to participant's home should know.
func (c *Care) SeeHomeNote(ctx context.Context, who authz.Actor, participant id.Participant) (HomeNote, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeHomeNote, participant,
		func(tx *kernel.ReadTx) (n HomeNote, err error) {
			n.Visits = tx.May(authz.SeeVisits)
			n.Today, n.Record, n.MayWrite = tx.Today, tx.May(authz.SeePerson), tx.May(authz.WriteHomeNote)
			if n.Person, err = tx.FindToldApart(participant); err != nil {
				return n, err
			}
			if n.Staff, err = tx.ListStaffApart(); err != nil {
				return n, err
			}
			n.Notes, err = tx.ListHomeNotes(participant)
			return n, err
		})
}

// WriteHomeNote records v, which takes the place of the note before it. The form
// was drawn when there were so many notes: another since is a conflict. Who hasn't
// visited them at home is asked who has. Sending it again is safe.
func (c *Care) WriteHomeNote(ctx context.Context, who authz.Actor, participant id.Participant, v pathway.WrittenNote,
	drawn int) error {
	return kernel.Change(ctx, c.Kernel, who, authz.WriteHomeNote, participant, func(tx *kernel.Tx) error {
		person, err := tx.FindToldApart(participant)
		if err != nil {
			return err
		}
		notes, err := tx.ListHomeNotes(participant)
		if err != nil {
			return err
		}
		return kernel.Record(tx, tx.HomeNotes(participant), v, func() error {
			switch {
			case person.Standing.Died():
				return fault.New(fault.Conflict, "correction.died")
			case len(notes) != drawn:
				return fault.New(fault.Conflict, "correction.moved")
			}
			visits, err := tx.FindCourseHistory(tx.Course)
			if err != nil {
				return err
			}
			return v.Check(tx.Today, visits.Course(tx.Definition).AtHome(who.Account)).Err()
		})
	})
}
