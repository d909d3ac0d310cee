package store

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/store/rows"
)

// newKey gives subject a key of their own.
func (t *Tx) newKey(subject string) (*crypt.Person, error) {
	by, err := t.keyInUse()
	if err != nil {
		return nil, err
	}
	wrapped, err := t.master.Wrap(by, subject, t.draw("person_key/"+subject, crypt.PersonKeySize))
	if err != nil {
		return nil, err
	}
	added := rows.AddKeyParams{ID: subject, Wrapped: wrapped, MasterKey: maybe(by)}
	if err := t.q.AddKey(t.ctx, added); err != nil {
		return nil, busy(err)
	}
	return t.key(subject, wrapped)
}

// keyInUse names the master key that the organisation's trail is sealed with. None is the
// first of all.
func (t *Tx) keyInUse() (string, error) {
	_, err := t.seq()
	if errors.Is(err, sql.ErrNoRows) {
		return t.master.Newest(), nil
	}
	if err != nil {
		return "", err
	}
	return crypt.SealedBy(t.end.Seal), nil
}

// key opens a wrapped key that came with a row.
func (t *ReadTx) key(subject string, wrapped []byte) (*crypt.Person, error) {
	if k := t.keys[subject]; k != nil {
		return k, nil
	}
	k, err := t.master.Unwrap(subject, wrapped)
	if err != nil {
		return nil, err
	}
	if c := CostIn(t.ctx); c != nil {
		c.Keys.Add(1)
	}
	t.keys[subject] = k
	return k, nil
}

// keyFor finds and opens subject's key.
func (t *ReadTx) keyFor(subject string) (*crypt.Person, error) {
	if k := t.keys[subject]; k != nil {
		return k, nil
	}
	some, walks, err := ofWalk(t, listKeysOfMany, subject, scanKey)
	if walks && err == nil {
		if len(some) == 0 {
			return nil, fault.Absent
		}
		return t.key(subject, some[0])
	}
	wrapped, err := t.q.FindKey(t.ctx, subject)
	if err != nil {
		return nil, absent(err)
	}
	return t.key(subject, wrapped)
}

var listKeysOfMany = journalQuery("ListKeysOfMany :many",
	"SELECT id, wrapped FROM person_key WHERE id IN ("+marks(ownersAtOnce)+")")

func scanKey(found rows.Rows) (of string, wrapped []byte, err error) {
	err = found.Scan(&of, &wrapped)
	return of, wrapped, err
}

// seal writes v as JSON and seals it for the column "sealed" of its row.
func seal(k *crypt.Person, table, row string, v any) ([]byte, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return k.Seal(crypt.Place{Table: table, Column: "sealed", Row: row}, plain)
}

// open reads what seal wrote.
func open(k *crypt.Person, table, row string, sealed []byte, into any) error {
	plain, err := k.Open(crypt.Place{Table: table, Column: "sealed", Row: row}, sealed)
	if err != nil {
		return fmt.Errorf("%s: %w", table, err)
	}
	if json.Unmarshal(plain, into) != nil { // the error would quote what was sealed
		return fmt.Errorf("%s: what is sealed is not of the shape that it should be", table)
	}
	return nil
}

// body is the keyed digest by which a retry is known (invariant 4).
func body(k *crypt.Person, v any) ([]byte, error) {
	canonical, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return k.Body(canonical), nil
}

// sentAgain is the answer to a fact whose id was looked up, with what the
// look-up gave: nothing when the fact is new, else what again answers.
func (t *ReadTx) sentAgain(subject string, fact any, stored []byte, err error) error {
	if err != nil {
		return known(stored, nil, err)
	}
	k, err := t.keyFor(subject)
	if err != nil {
		return err
	}
	digest, err := body(k, fact)
	if err != nil {
		return err
	}
	return again(stored, digest)
}

// known is sentAgain where the digest of what was sent is at hand.
func known(stored, sent []byte, err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return busy(err)
	}
	return again(stored, sent)
}

// again is the answer to an id that is here already: the same body changes
// nothing, another one is a conflict.
func again(stored, sent []byte) error {
	if bytes.Equal(stored, sent) {
		return fault.Unchanged
	}
	return fault.New(fault.Conflict, "fault.sent_before")
}
