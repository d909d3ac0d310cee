package store

import (
	"errors"
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/store/rows"
)

// A batch is of people who are verified at once: what they are found by, and what is projected of them.
// What is found of either is said of everybody in turn.
type batch struct {
	ids       []string // at most ownersAtOnce
	names     Verdict
	projected Verdict
	unread    bool // whether what is projected of one of them can't be read back
	unworked  bool // or what it is worked out of
}

// everybody is everybody there is, in batches.
func (t *ReadTx) everybody() (all []*batch, err error) {
	ids, err := t.q.ListParticipantIDs(t.ctx)
	if err != nil {
		return nil, busy(err)
	}
	for these := range slices.Chunk(ids, ownersAtOnce) {
		all = append(all, &batch{ids: these})
	}
	return all, nil
}

func (b *batch) verify(w *verifier) error {
	return w.tx.walkThrough(b.ids, func() error {
		names, projected := &verifier{w.tx, &b.names, w.ahead}, &verifier{w.tx, &b.projected, w.ahead}
		for _, participant := range b.ids {
			if err := names.lookups(participant); err != nil {
				return err
			}
		}
		for _, participant := range b.ids {
			if err := projected.projection(b, participant); err != nil {
				return err
			}
			if b.unread || b.unworked {
				break
			}
		}
		w.ahead.move(aPerson * int64(len(b.ids)))
		return nil
	})
}

// A foundBy is whose newest identity it is that somebody is found by.
type foundBy struct{ ID, OrganisationID, IdentityID string }

var (
	listFoundByOfMany = journalQuery("ListFoundByOfMany :many",
		"SELECT id, organisation_id, identity_id FROM participant WHERE id IN ("+marks(ownersAtOnce)+")")
	listLookupsOfMany = journalQuery("ListLookupsOfMany :many",
		"SELECT owner_id, kind, digest FROM lookup WHERE owner_id IN ("+marks(ownersAtOnce)+")")
)

type storedLookup struct{ OwnerID, Kind, Digest string }

// lookups recomputes what finds a person, and compares. One whose identity or key is gone is named
// with the rows that are missing.
func (w *verifier) lookups(participant string) error {
	people, err := ofSome[foundBy](w.tx, listFoundByOfMany, participant)
	if err != nil || len(people) == 0 {
		return err
	}
	known, _, err := ofWalk(w.tx, listIdentitiesOfMany, participant, scanIdentity)
	if err != nil {
		return err
	}
	now := slices.IndexFunc(known, func(i rows.ListFormerIdentitiesRow) bool { return i.ID == people[0].IdentityID })
	k, err := w.tx.keyFor(participant)
	if err := w.unreadable(err); err != nil {
		return err
	}
	if now < 0 || errors.Is(err, fault.Absent) {
		return nil
	}
	var who identityWords
	if err == nil {
		err = open(k, "identity", known[now].ID, known[now].Sealed, &who)
	}
	if err != nil {
		w.v.fault("identity of participant %s does not open", participant)
		return nil
	}
	former, err := w.tx.formerIdentities(k, participant, known[now].ID)
	if err != nil {
		w.v.fault("an earlier identity of participant %s does not open", participant)
		return nil
	}
	want := map[storedLookup]bool{}
	for kind, values := range lookupsOf(who.Identity, former) {
		for _, v := range values {
			want[storedLookup{participant, kind, w.tx.master.Lookup(people[0].OrganisationID, kind, v)}] = true
		}
	}
	have, err := ofSome[storedLookup](w.tx, listLookupsOfMany, participant)
	if err != nil {
		return err
	}
	missing := func(l storedLookup) bool { return !want[l] }
	if len(have) != len(want) || slices.ContainsFunc(have, missing) {
		w.v.fault("what finds participant %s is not what their identity gives", participant)
	}
	return nil
}
