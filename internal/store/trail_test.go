package store

import (
	"slices"
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
			breakIn(t, db, url).forgeEntry(t, h.orgs[0].id, chain)
			h.team(h.orgs[0])
			h.look(h.orgs[0])
			if wholeness(t, db) == nil {
				t.Errorf("a forged entry of the %s trail was sealed", chain)
			}
		})
	}
}

// forgeEntry writes an entry at the end of a trail, with all that can be worked out without
// the master key.
func (in *intruder) forgeEntry(t *testing.T, org id.Organisation, chain audit.Chain) {
	t.Helper()
	i := slices.IndexFunc(in.found["chain"], func(row []any) bool {
		return in.value("chain", row, "organisation_id") == string(org) && in.value("chain", row, "chain") == string(chain)
	})
	end, of := in.found["chain"][i], []any{string(org), string(chain)}
	e := audit.Entry{Organisation: org, Chain: chain, Seq: in.seqOf("chain", end) + 1, At: noon,
		Actor: "system:setup", Action: "forged", SubjectKind: "organisation", Subject: string(org)}
	hash := e.Hash(in.value("chain", end, "head").([]byte))
	ok(t, in.exec(`INSERT INTO entry (organisation_id, chain, seq, at, actor, action, subject_kind, subject, refused, hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, append(of, e.Seq, e.At, e.Actor, e.Action,
		e.SubjectKind, e.Subject, e.Refused, hash)...))
	ok(t, in.exec("UPDATE chain SET seq = $3, head = $4 WHERE organisation_id = $1 AND chain = $2",
		append(of, e.Seq, hash)...))
}
