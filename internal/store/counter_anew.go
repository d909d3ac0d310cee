package store

import (
	"context"
	"errors"
	"slices"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/stats"
	"footbridge.org/footbridge/internal/store/rows"
)

// peopleIn are those of them who are of an organisation.
func peopleIn(org string, all []rows.ListProjectedFromRow) []rows.ListProjectedFromRow {
	return slices.DeleteFunc(all, func(p rows.ListProjectedFromRow) bool { return p.OrganisationID != org })
}

// countAnew counts everybody by the facts.
func (t *ReadTx) countAnew(c *counting) (stats.Counters, error) {
	all := stats.Counters{}
	return all, t.eachReported(c, func(_ string, now reportedWords) error {
		now.count(c, all, 1)
		return nil
	})
}

// eachReported works out what is to be counted of everybody in an organisation.
func (t *ReadTx) eachReported(c *counting, do func(participant string, now reportedWords) error) error {
	people, err := t.q.ListProjectedFrom(t.ctx)
	if err != nil {
		return busy(err)
	}
	return t.walkAll(peopleIn(c.org, people), func(p rows.ListProjectedFromRow) error {
		s, read, err := t.workOutOf(p)
		if err != nil {
			return err
		}
		now, err := t.workOutReported(c, reportedOf(p), s, read)
		if err != nil {
			return err
		}
		return do(p.ID, now)
	})
}

// CountAnew has what the service report counts be counted by the facts, where it was counted
// otherwise than each organisation counts now: a newer build brings a newer programme.
func (db *DB) CountAnew(ctx context.Context) error {
	look, err := db.View(ctx, "")
	if err != nil {
		return err
	}
	defer look.Close()
	_, err = look.takeFinding()
	if errors.Is(err, errOtherKey) {
		return nil // who opens the database says so
	}
	if err != nil {
		return err
	}
	there, err := look.q.ListOrganisations(ctx)
	if err != nil {
		return busy(err)
	}
	for _, o := range there {
		c, err := look.counts(o.ID)
		if errors.Is(err, crypt.ErrSealed) {
			continue // altered, or by another master key
		}
		if err == nil && !c.kept() {
			err = db.countAnew(ctx, id.Organisation(o.ID))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (db *DB) countAnew(ctx context.Context, org id.Organisation) error {
	t, err := db.Begin(ctx, org)
	if err != nil {
		return err
	}
	defer t.Close()
	c, err := t.counts(string(org))
	if err != nil || c.kept() { // another copy was first
		return err
	}
	if err := t.countFromNow(); err != nil {
		return err
	}
	err = t.eachReported(c, func(participant string, now reportedWords) error {
		before, err := t.q.FindReported(ctx, participant)
		if err != nil {
			return busy(err)
		}
		t.rec.bind(ofParticipant, participant)
		now.count(c, c.added, 1)
		return t.setReported(participant, before.Sealed, now)
	})
	if err != nil {
		return err
	}
	return t.CommitQuietly()
}
