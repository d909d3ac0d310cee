package store

import (
	"database/sql"
	"errors"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/store/storetest"
)

// planted are what somebody with the database could put there, under a trail that is whole:
// each is found by its name.
var planted = map[Engine]map[string]string{
	SQLite: {
		"CREATE TRIGGER quiet AFTER INSERT ON team BEGIN UPDATE team SET name = 'x'; END": "trigger quiet",
		"DROP VIEW person; CREATE VIEW person AS SELECT 1 AS id":                          "view person",
		"DROP INDEX lookup_owner":         "index lookup_owner",
		"ALTER TABLE team ADD COLUMN x":   "table team",
		"CREATE TABLE beside (x INTEGER)": "table beside",
	},
	Postgres: {
		`CREATE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
			CREATE TRIGGER quiet BEFORE INSERT ON team FOR EACH ROW EXECUTE FUNCTION quiet()`: "trigger team.quiet",
		"CREATE OR REPLACE RULE quiet AS ON DELETE TO team DO INSTEAD NOTHING":           "rule team.quiet",
		"ALTER TABLE team ENABLE ROW LEVEL SECURITY":                                     "relation team",
		"CREATE POLICY quiet ON team USING (name <> 'x')":                                "policy team.quiet",
		"ALTER TABLE team ALTER COLUMN name SET DEFAULT 'x'":                             "column team.name",
		"DROP INDEX lookup_owner":                                                        "index lookup_owner",
		"ALTER TABLE draft DISABLE TRIGGER ALL":                                          "switched off trigger of draft",
		"CREATE SCHEMA beside; ALTER DATABASE %s SET search_path = public, beside":       "schema beside",
		"CREATE FUNCTION lower(x varchar) RETURNS text LANGUAGE sql AS 'SELECT x::text'": "function lower",
	},
}

func TestWhatIsPlantedInTheDatabaseIsFound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		ok(t, migrate(url))
		db, err := openDB(url)
		ok(t, err)
		list, err := db.Altered(t.Context())
		ok(t, errors.Join(err, db.Close()))
		if len(list) > 0 {
			t.Fatalf("in a database as it was made: %v", list)
		}
		for what := range planted[db.Engine] {
			plant(t, url, what)
		}
		db, err = openDB(url)
		ok(t, err)
		defer db.Close()
		list, err = db.Altered(t.Context())
		ok(t, err)
		for what, found := range planted[db.Engine] {
			if !strings.Contains(strings.Join(list, "\n"), found) {
				t.Errorf("%s: found are %v", what, list)
			}
		}
		if len(list) > len(planted[db.Engine])+2 { // one has a function besides, one is of two triggers
			t.Errorf("more than that is found: %v", list)
		}
	})
}

func plant(t *testing.T, url, what string) {
	t.Helper()
	driver, address := "pgx", url
	if path, is := strings.CutPrefix(url, "sqlite:"); is {
		driver, address = "sqlite", "file:"+path
	}
	db, err := sql.Open(driver, address)
	ok(t, err)
	if strings.Contains(what, "%s") {
		var name string
		ok(t, db.QueryRow("SELECT current_database()").Scan(&name))
		what = strings.Replace(what, "%s", name, 1)
	}
	_, err = db.Exec(what)
	ok(t, errors.Join(err, db.Close()))
}
