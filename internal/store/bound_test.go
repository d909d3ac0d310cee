package store

import (
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store/rows"
)

// Every row that the trail covers is of an organisation, or of somebody: which,
// the recorder knows.
func TestEveryCoveredTableHasAnOwner(t *testing.T) {
	for _, table := range Tables() {
		of := len(ownersOf(table)) > 0 || table == keyTable
		for _, c := range columnNames(table) {
			of = of || c == "organisation_id"
		}
		if !of {
			t.Errorf("nobody owns the rows of %s", table)
		}
	}
	for table := range owners {
		if len(keyOf(table)) == 0 {
			t.Errorf("%s has owners and is no table", table)
		}
	}
}

// The WHERE of a write holds it to its organisation even where the recorder was
// told that somebody else's may be written.
func TestAWriteReachesNoRowOfAnotherOrganisation(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 7, 0)
		ours, theirs := h.orgs[0], h.orgs[1]
		turn, err := db.Begin(t.Context(), ours.id)
		ok(t, err)
		defer turn.Close()
		turn.Stamp(noon, "tester")
		turn.rec.bind(ofParticipant, string(theirs.people[0]))
		for _, a := range theirs.accounts {
			turn.rec.bind(ofAccount, string(a))
		}
		writes := map[string]func() error{
			"participant": func() error {
				return turn.q.SetStudy(t.Context(), rows.SetStudyParams{ID: string(theirs.people[0]),
					OrganisationID: string(ours.id), Study: true})
			},
			"role_grant": func() error { return turn.EndGrant(theirs.grants[0]) },
			"session":    func() error { return turn.EndSession(theirs.sessions[0]) },
		}
		for table, write := range writes {
			if err := write(); err == nil || !strings.Contains(err.Error(), table+" reached no row") {
				t.Errorf("%s: %v", table, err)
			}
		}
		if turn.CommitQuietly() == nil {
			t.Error("a change that missed its row was committed")
		}
	})
}

func TestARowForAnotherOrganisationIsRefused(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 7, 0)
		turn, err := db.Begin(t.Context(), h.orgs[0].id)
		ok(t, err)
		defer turn.Close()
		for _, text := range []string{
			"INSERT INTO team (id, organisation_id, name, created_at) VALUES ($1, $2, $3, $4)",
			"UPDATE team SET name = $3 WHERE id = $1 AND organisation_id = $2",
			"UPDATE due_try SET attempts = 0 WHERE due_id = $1 AND organisation_id = $2",
		} {
			if _, err := turn.rec.ExecContext(t.Context(), text, "x", string(h.orgs[1].id), "x", noon); err == nil {
				t.Errorf("%s was done", text)
			}
		}
	})
}

func TestAKeyForSomebodyWhomTheChangeHasNotNamedIsNotCommitted(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 7, 0)
		sam := string(h.orgs[0].people[0])
		for key, commits := range map[string]bool{sam + ".workbook": true, string(named[id.Participant]("nobody")): false} {
			turn, err := db.Begin(t.Context(), h.orgs[0].id)
			ok(t, err)
			turn.rec.bind(ofParticipant, sam)
			if _, err := turn.newKey(key); err != nil {
				t.Errorf("a key: %v", err)
			}
			if err := turn.CommitQuietly(); (err == nil) != commits {
				t.Errorf("a key was committed: %v", err)
			}
			turn.Close()
		}
	})
}

// A key is wrapped anew where that is all that a change does; nothing else writes one again.
func TestNobodysKeyIsWrittenAgainButWithAnotherMasterKey(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 7, 0)
		sam := string(h.orgs[0].people[0])
		turn, err := db.Begin(t.Context(), h.orgs[0].id)
		ok(t, err)
		defer turn.Close()
		turn.rec.bind(ofParticipant, sam)
		again := rows.SetKeyParams{ID: sam, Wrapped: []byte("another")}
		if err := turn.q.SetKey(t.Context(), again); err == nil || turn.CommitQuietly() == nil {
			t.Errorf("somebody's key was written again: %v", err)
		}
	})
}
