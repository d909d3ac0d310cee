package store

import (
	"testing"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

func TestWhatWasReadIsReadAgainOnceSomethingIsWritten(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 1, 5)
		o := h.orgs[0]
		sam := pick(h, o.people)
		of := programme.FirstCourse(sam)
		h.about(o, sam, func(tx *Tx) error {
			var n Cost
			tx.ctx = Counting(tx.ctx, &n)
			read := func() int {
				list, err := tx.Invitations(of).List()
				ok(t, err)
				return len(list)
			}
			before, asked := read(), n.Queries.Load()
			if read() != before || n.Queries.Load() != asked {
				t.Errorf("%d queries for one list, and %d to read it again", asked, n.Queries.Load()-asked)
			}
			ok(t, tx.Invitations(of).Add(tx, pathway.Invitation{ID: named[id.Invitation](h.name("invitation")),
				Participant: sam, On: h.today(), How: pathway.InPerson}))
			if after := read(); after != before+1 {
				t.Errorf("%d are read, and one was added to %d", after, before)
			}
			return nil
		})
	})
}
