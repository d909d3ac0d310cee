package store

import (
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/store/storetest"
)

// A changing is something put into the database that alters rows on their way.
type changing map[Engine]string

// function is what PostgreSQL needs beside a trigger.
func function(when, body string) string {
	return `CREATE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN ` + body + ` END$$;
		CREATE TRIGGER quiet ` + when + ` FOR EACH ROW EXECUTE FUNCTION quiet()`
}

func addsTeam(tx *Tx) error {
	return tx.AddTeam(identity.Team{ID: named[id.Team]("team"), Name: "Team 0123"})
}

func asks(tx *Tx) error { return tx.AddVerification(named[id.Verification]("asked")) }

func finishes(tx *Tx) error {
	return tx.FinishVerification(named[id.Verification]("asked"), Verdict{Entries: 3, Rows: 4})
}

var one = identity.Account{ID: named[id.Account]("one"), Name: "One", Email: "one@example.org"}

// A row is not what it was meant to be, and the trail would say that it is as it was written:
// so the change that wrote it ends there.
func TestARowThatIsAlteredOnItsWayIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		first, do func(*Tx) error
		planted   changing
	}{
		"another value": {nil, addsTeam, changing{
			SQLite:   "CREATE TRIGGER quiet AFTER INSERT ON team BEGIN UPDATE team SET name = 'x' WHERE id = NEW.id; END",
			Postgres: function("BEFORE INSERT ON team", "NEW.name = 'x'; RETURN NEW;"),
		}},
		"another type": {nil, asks, changing{
			SQLite: `ALTER TABLE verification RENAME TO before; CREATE TABLE verification (id TEXT PRIMARY KEY,
				organisation_id TEXT, asked_at TEXT, finished_at TEXT, entry_count TEXT, row_count TEXT, fault_count TEXT)`,
			Postgres: "ALTER TABLE verification ALTER COLUMN asked_at TYPE date",
		}},
		"a value where none was given": {nil, asks, changing{
			SQLite: `CREATE TRIGGER quiet AFTER INSERT ON verification BEGIN
				UPDATE verification SET fault_count = 0, finished_at = asked_at WHERE id = NEW.id; END`,
			Postgres: function("BEFORE INSERT ON verification", "NEW.fault_count = 0; RETURN NEW;"),
		}},
		"a column that the change left alone": {asks, finishes, changing{
			SQLite: `CREATE TRIGGER quiet AFTER UPDATE OF row_count ON verification BEGIN
				UPDATE verification SET asked_at = '2020-01-01 00:00:00+00:00' WHERE id = NEW.id; END`,
			Postgres: function("BEFORE UPDATE ON verification", "NEW.asked_at = '2020-01-01'; RETURN NEW;"),
		}},
		"no row": {nil, addsTeam, changing{
			SQLite:   "CREATE TRIGGER quiet AFTER INSERT ON team BEGIN DELETE FROM team WHERE id = NEW.id; END",
			Postgres: function("BEFORE INSERT ON team", "RETURN NULL;"),
		}},
		"a row that comes back": {
			func(tx *Tx) error { return tx.AddAccount(one) }, func(tx *Tx) error { return tx.EndAccount(one) }, changing{
				SQLite: `CREATE TRIGGER quiet AFTER DELETE ON address BEGIN
					INSERT INTO address (id, account_id) VALUES (OLD.id, OLD.account_id); END`,
				Postgres: function("AFTER DELETE ON address",
					"INSERT INTO address (id, account_id) VALUES (OLD.id, OLD.account_id); RETURN NULL;"),
			}},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.EachMigrated(t, migrate, func(t *testing.T, url string) {
				db, err := openDB(url)
				ok(t, err)
				defer db.Close()
				org := organisationNamed(t, db, "one")
				if c.first != nil {
					change(t, db, org, "first", func(tx *Tx) { ok(t, c.first(tx)) })
				}
				plant(t, url, c.planted[db.Engine])
				err = attempted(t, db, org, c.do)
				for fault.Of(err) == fault.Unavailable { // PostgreSQL had planned the reading before the type changed
					err = attempted(t, db, org, c.do)
				}
				if err == nil || !strings.Contains(err.Error(), "is not stored as it was written") {
					t.Errorf("it was taken: %v", err)
				}
			})
		})
	}
}

// attempted tries a change of org's and tells what came of it.
func attempted(t *testing.T, db *DB, org id.Organisation, do func(*Tx) error) error {
	tx, err := db.Begin(t.Context(), org)
	ok(t, err)
	defer tx.Close()
	tx.Stamp(noon, "tester")
	tx.rec.bind(ofAccount, string(one.ID))
	if err := do(tx.Tx); err != nil {
		return err
	}
	return tx.Commit(audit.Entry{At: noon, Actor: "tester", Action: "then"})
}
