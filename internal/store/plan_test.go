package store

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/store/storetest"
)

// wholesale is a step of SQLite's plan that goes through all that an
// organisation has, or all that there is.
var wholesale = regexp.MustCompile(`^SCAN (?:\w+ ?)+$|\(organisation_id=\?\)$`)

// planned is how SQLite would go about a query.
func planned(t *testing.T, db *DB, query string) (list []string) {
	t.Helper()
	highest := 0
	for _, m := range regexp.MustCompile(`\$(\d+)`).FindAllStringSubmatch(query, -1) {
		n, _ := strconv.Atoi(m[1])
		highest = max(highest, n)
	}
	rows, err := db.write.QueryContext(context.Background(), "EXPLAIN QUERY PLAN "+query, make([]any, highest)...)
	ok(t, err)
	defer rows.Close()
	for rows.Next() {
		var at, of, unused any
		var step string
		ok(t, rows.Scan(&at, &of, &unused, &step))
		list = append(list, step)
	}
	ok(t, rows.Err())
	return list
}

// Every write names its organisation, and SQLite may take that for the way to
// find the row: then removing somebody's lookups goes through everybody's, and a
// service gets slower with each person.
func TestAWriteFindsItsRowsByTheirKey(t *testing.T) {
	url := storetest.SQLiteMigrated(t, migrate)
	db, err := openDB(url)
	ok(t, err)
	t.Cleanup(func() { ok(t, db.Close()) })
	for _, q := range readQueries(t) {
		if m := writeVerb.FindStringSubmatch(q.text); m == nil || m[1] == "INSERT INTO" {
			continue
		}
		for _, step := range planned(t, db, q.text) {
			if wholesale.MatchString(step) {
				t.Errorf("%s: %s", q.name, step)
			}
		}
	}
	for _, bad := range []string{"DELETE FROM lookup WHERE organisation_id = $1",
		"UPDATE team SET name = $1 WHERE name = $2"} {
		if !wholesale.MatchString(strings.Join(planned(t, db, bad), "")) {
			t.Errorf("%s would go by: %v", bad, planned(t, db, bad))
		}
	}
}

// Whether somebody else has a person's name is found from that person: SQLite would
// rather go through every name of the organisation, and did so for each line of a list.
func TestANamesakeIsFoundFromThePerson(t *testing.T) {
	url := storetest.SQLiteMigrated(t, migrate)
	db, err := openDB(url)
	ok(t, err)
	t.Cleanup(func() { ok(t, db.Close()) })
	whole := regexp.MustCompile(`lookup_1 \(organisation_id=\? AND kind=\?\)$`)
	for _, q := range readQueries(t) {
		if !strings.Contains(q.text, "person p") {
			continue
		}
		for _, step := range planned(t, db, q.text) {
			if whole.MatchString(step) {
				t.Errorf("%s: %s", q.name, step)
			}
		}
	}
}

// A search goes from the digests to whom they find, and to nobody else.
func TestASearchGoesThroughNobodyWhoIsNotFound(t *testing.T) {
	db, err := openDB(storetest.SQLiteMigrated(t, migrate))
	ok(t, err)
	t.Cleanup(func() { ok(t, db.Close()) })
	searches := 0
	for _, q := range readQueries(t) {
		if !strings.Contains(q.text, "WITH found AS MATERIALIZED") {
			continue
		}
		searches++
		for _, step := range planned(t, db, q.text) {
			if wholesale.MatchString(step) && !strings.HasPrefix(step, "SCAN f") && !strings.HasPrefix(step, "SCAN g") {
				t.Errorf("%s: %s", q.name, step)
			}
		}
	}
	if searches < 4 {
		t.Errorf("%d searches were planned", searches)
	}
}

// Whom an entry showed is found from the entry: SQLite would rather go through everybody who was
// ever shown, and did so for each line of who has looked.
func TestNoQueryGoesThroughAWholeChain(t *testing.T) {
	db, err := openDB(storetest.SQLiteMigrated(t, migrate))
	ok(t, err)
	t.Cleanup(func() { ok(t, db.Close()) })
	whole := regexp.MustCompile(`\(organisation_id=\? AND chain=\?\)$`)
	for _, q := range readQueries(t) {
		if strings.Contains(q.text, " chain ") {
			continue // a chain is one row
		}
		for _, step := range planned(t, db, q.text) {
			if whole.MatchString(step) {
				t.Errorf("%s: %s", q.name, step)
			}
		}
	}
}
