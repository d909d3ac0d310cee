package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store/storetest"
)

// Somebody without the master key puts an entry of their own at a trail's end. Whoever writes
// next doesn't vouch for it: the end stays unsealed, and verifying says so.
func TestTheNextChangeSealsNoForgedEnd(t *testing.T) {
	for _, chain := range []audit.Chain{audit.Changes, audit.Reads} {
		storetest.EachMigrated(t, migrate, func(t *testing.T, url string) {
			db, err := openDB(url)
			ok(t, err)
			t.Cleanup(func() { db.Close() })
			h := live(t, db, 1, 0)
			ok(t, wholeness(t, db))
			in := breakIn(t, db, url)
			in.forge(t, in.entry(h.orgs[0].id, chain), nil)
			h.team(h.orgs[0])
			h.look(h.orgs[0])
			if wholeness(t, db) == nil {
				t.Errorf("a forged entry of the %s trail was sealed", chain)
			}
		})
	}
}

// Somebody with the master key alters a fact, and has an entry of their own cover it.
func TestAFactThatAnEntryCoversASecondTimeIsFound(t *testing.T) {
	storetest.EachMigrated(t, migrate, func(t *testing.T, url string) {
		db, err := openDB(url)
		ok(t, err)
		t.Cleanup(func() { db.Close() })
		live(t, db, 1, 0)
		in := breakIn(t, db, url)
		fact := in.found["referral"][0]
		ok(t, in.set("referral", fact, "by_account", "somebody else"))
		altered := in.asStored(t, "referral", fact)
		first := slices.IndexFunc(in.found["entry_row"], func(row []any) bool {
			return in.value("entry_row", row, "row_key") == altered.Key
		})
		whose := in.value("entry_row", in.found["entry_row"][first], "organisation_id").(string)
		e := in.entry(id.Organisation(whose), audit.Changes)
		e.Rows = []audit.Row{altered}
		in.forge(t, e, func(parts ...string) []byte { return db.master.Head(db.master.Newest(), parts...) })
		if err := wholeness(t, db); err == nil || !strings.Contains(err.Error(), "a second time") {
			t.Errorf("it is taken for whole, or for something else: %v", err)
		}
	})
}

// entry is the next of a trail, as anybody could write it.
func (in *intruder) entry(org id.Organisation, chain audit.Chain) audit.Entry {
	return audit.Entry{Organisation: org, Chain: chain, At: noon, Actor: "system:setup", Action: "forged",
		SubjectKind: "organisation", Subject: string(org)}
}

// asStored is a row with the digest that it has by now.
func (in *intruder) asStored(t *testing.T, table string, row []any) audit.Row {
	t.Helper()
	where, key := in.at(table, row, 0)
	found, err := in.conn.QueryContext(t.Context(), "SELECT * FROM "+table+where, key...)
	ok(t, err)
	defer found.Close()
	found.Next()
	name, digest, err := digestRow(table, found)
	ok(t, err)
	return audit.Row{Table: table, Key: name, Digest: digest}
}

// forge writes an entry at the end of a trail, with all that can be worked out without the
// master key; with seal, who has it seals the end too.
func (in *intruder) forge(t *testing.T, e audit.Entry, seal func(...string) []byte) {
	t.Helper()
	i := slices.IndexFunc(in.found["chain"], func(row []any) bool {
		return fmt.Sprint(in.chainOf("chain", row)) == fmt.Sprint([]any{e.Organisation, e.Chain})
	})
	end, of := in.found["chain"][i], []any{string(e.Organisation), string(e.Chain)}
	e.Seq = in.seqOf("chain", end) + 1
	hash := e.Hash(in.value("chain", end, "head").([]byte))
	ok(t, in.exec(`INSERT INTO entry (organisation_id, chain, seq, at, actor, action, subject_kind, subject, refused, hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, append(of, e.Seq, e.At, e.Actor, e.Action,
		e.SubjectKind, e.Subject, e.Refused, hash)...))
	for n, r := range e.Rows {
		ok(t, in.exec(`INSERT INTO entry_row (organisation_id, chain, seq, n, table_name, row_key, digest)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`, append(of, e.Seq, n, r.Table, r.Key, r.Digest)...))
	}
	ok(t, in.exec("UPDATE chain SET seq = $3, head = $4 WHERE organisation_id = $1 AND chain = $2",
		append(of, e.Seq, hash)...))
	if seal != nil {
		ok(t, in.exec("UPDATE chain SET seal = $3 WHERE organisation_id = $1 AND chain = $2",
			append(of, seal(string(e.Organisation), string(e.Chain), fmt.Sprint(e.Seq), string(hash)))...))
	}
}
