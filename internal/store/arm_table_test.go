package store

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

func TestEveryTableEitherRevealsAnArmOrIsAlikeForBoth(t *testing.T) {
	for table := range tableKeys() {
		if (armTables[table] == "") == (alikeTables[table] == "") {
			t.Errorf("%s stands in neither or in both of armTables and alikeTables: does it tell of an arm, "+
				"visits, a worker, a worry, an ending, a letter, a note or a life event?", table)
		}
	}
	for _, list := range []map[string]string{armTables, alikeTables} {
		for table := range list {
			if keyOf(table) == nil {
				t.Errorf("there is no table %s", table)
			}
		}
	}
}

// Where a worker stands in a column, the table reveals the arm, whatever its
// name. On the participant that column is looked out for by itself.
func TestATableWithAWorkerInItRevealsTheArm(t *testing.T) {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range files {
		text, err := migrations.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range createTable.FindAllStringSubmatch(string(text), -1) {
			if !strings.Contains(table[2], "worker_id") && !strings.Contains(table[2], " arm ") {
				continue
			}
			if found++; armTables[table[1]] == "" {
				t.Errorf("%s has a column for a worker or an arm, and isn't in armTables", table[1])
			}
		}
	}
	if found == 0 {
		t.Error("no such table was found: this test looks for the wrong thing")
	}
}

// A view hides the names of the tables it reads from whoever looks for them in a query.
func TestAViewOfWhatRevealsAnArmRevealsIt(t *testing.T) {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	views := map[string]string{}
	for _, name := range files { // the last one counts
		text, err := migrations.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, view := range createView.FindAllStringSubmatch(string(text), -1) {
			views[view[1]] = view[2]
		}
	}
	for view, text := range views {
		if what, reveals := ReadsArm(text); reveals != (armViews[view] != "") {
			t.Errorf("%s reads %q, and armViews has it: %v", view, what, !reveals)
		}
	}
	for view := range armViews {
		if what, _ := ReadsArm("SELECT 1 FROM " + view); what != view || views[view] == "" {
			t.Errorf("a query that reads %s goes by, or there is none", view)
		}
	}
}

var createView = regexp.MustCompile(`(?s)CREATE VIEW (\w+) AS\n(.*?);`)

func TestAQueryThatReadsAnArmIsFound(t *testing.T) {
	for query, want := range map[string]string{
		"SELECT sealed FROM allocation WHERE participant_id = $1":                         "allocation",
		"SELECT p.id FROM participant p LEFT JOIN letter l ON l.participant_id = p.id":    "letter",
		"UPDATE life_event SET standing = $3 WHERE participant_id = $1 AND id = $2":       "life_event",
		"-- name: ListOfWorker :many\nSELECT id FROM participant WHERE worker_id = $1":    "worker_id",
		"-- name: ScopeOfParticipant :one\nSELECT p.worker_id FROM participant p":         "",
		"-- Not of a match, nor of a worry.\nSELECT id FROM follow_up WHERE standing < 2": "",
		"INSERT INTO entry (organisation_id, chain, seq) VALUES ($1, $2, $3)":             "",
		"SELECT subject FROM entry WHERE organisation_id = $1":                            "entry",
		"SELECT count(*) FROM matches":                                                    "",
	} {
		if got, reveals := ReadsArm(query); got != want || reveals != (want != "") {
			t.Errorf("%s\nreads %q", query, got)
		}
	}
	for _, x := range ArmTables() {
		if what, _ := ReadsArm("SELECT 1 FROM " + x.Table); what != x.Table {
			t.Errorf("a query that reads %s goes by", x.Table)
		}
	}
}
