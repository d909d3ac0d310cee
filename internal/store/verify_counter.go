package store

import (
	"bytes"
	"cmp"
	"slices"

	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
)

// countingOf is how an organisation counted when its counters were made: a newer build may
// count otherwise, and counts anew when it starts. Kept is false where nothing is counted.
func (w *verifier) countingOf(org string) (c *counting, kept bool, err error) {
	c, err = w.tx.counts(org)
	if err != nil || c.stored == nil || c.stored.Basis == (basis{}) {
		return c, false, err
	}
	return c, true, c.as(c.stored.Basis)
}

// holdReported holds what is counted of somebody against what their facts give.
func (w *verifier) holdReported(row rows.ListProjectedFromRow, p projection) error {
	c, kept, err := w.countingOf(row.OrganisationID)
	if err != nil || !kept {
		return w.unreadable(err) // what is wrong with it is said of all
	}
	have, err := ofSome[rows.Reported](w.tx, storedReported, row.ID)
	if err := w.unreadable(err); err != nil {
		return err
	}
	now, err := w.tx.workOutReported(c, reportedOf(row), p.situation, p.read)
	if err := w.unreadable(err); err != nil {
		return err
	}
	want := []rows.Reported{{ParticipantID: row.ID, OrganisationID: row.OrganisationID}}
	if len(now.Courses) == 0 {
		want = nil
	} else if err == nil {
		want[0].Sealed, err = w.tx.sealReported(row.ID, now)
	}
	same := func(a, b rows.Reported) bool {
		return a.OrganisationID == b.OrganisationID && bytes.Equal(a.Sealed, b.Sealed)
	}
	if err != nil || !slices.EqualFunc(have, want, same) {
		w.v.fault("what is counted of participant %s is not what their facts give", row.ID)
	}
	now.count(c, c.added, 1)
	return nil
}

// counters holds every counter against what was counted on the way.
func (w *verifier) counters() error {
	found, err := w.tx.q.ListAllCounters(w.tx.ctx)
	if err := w.unreadable(busy(err)); err != nil {
		return err
	}
	if err != nil {
		w.v.fault("what is counted cannot be read back")
		return nil
	}
	stored := map[string][]rows.Counter{}
	for _, row := range found {
		stored[row.OrganisationID] = append(stored[row.OrganisationID], row)
	}
	there, err := w.tx.q.ListOrganisations(w.tx.ctx)
	if err := w.unreadable(busy(err)); err != nil {
		return err
	}
	for _, o := range there {
		want, err := w.countersOf(o.ID)
		if err := w.unreadable(err); err != nil {
			return err
		}
		if err != nil || !slices.EqualFunc(inOrder(stored[o.ID]), inOrder(want), sameCounter) {
			w.v.fault("what is counted of organisation %s is not what its facts give", o.ID)
		}
		delete(stored, o.ID)
	}
	if len(stored) > 0 {
		w.v.fault("something is counted of %d organisations that are not there", len(stored))
	}
	return nil
}

// countersOf are the counters that an organisation is to have.
func (w *verifier) countersOf(org string) (list []rows.Counter, err error) {
	c, kept, err := w.countingOf(org)
	if err != nil || c.stored == nil {
		return nil, cmp.Or(err, mistake("an organisation without counters"))
	}
	row, err := c.sealed(ofBasis, "", *c.stored)
	list = append(list, row)
	if err != nil || !kept {
		return list, err
	}
	past, is, err := w.tx.findPast(c)
	if err != nil {
		return nil, err
	}
	if is {
		var to programme.Date
		if err := readDays(day{past.Past().About, &to}); err != nil {
			return nil, err
		}
		c.added.Pass(to)
	}
	for of, n := range c.added {
		row, err := c.row(of, n)
		if err != nil {
			return nil, err
		}
		list = append(list, row)
	}
	return list, nil
}

func inOrder(list []rows.Counter) []rows.Counter {
	slices.SortFunc(list, func(a, b rows.Counter) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name))
	})
	return list
}

func sameCounter(a, b rows.Counter) bool {
	return a.Kind == b.Kind && a.Name == b.Name && bytes.Equal(a.Sealed, b.Sealed)
}
