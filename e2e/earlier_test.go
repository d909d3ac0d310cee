package e2e

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"database/sql"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/e2e/walk"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
)

// The database that an earlier build wrote: commit 84c55ee told it, by
//
//	go test ./e2e -run TestThisBuildWritesWhatAnEarlierBuildWrote -write-earlier
//
// It is NEVER written anew. A service's rows were written by builds of the past,
// and the file is there to prove that they still open, verify and read the same:
// rows of a later build would prove nothing. For a noun that came later, write
// another file beside it.
const (
	earlierFile  = "testdata/earlier.sqlite.gz"
	earlierPages = "testdata/earlier_pages.golden"
	earlierSeed  = "a database of an earlier build"
)

var writeEarlier = flag.Bool("write-earlier", false, "write testdata/earlier.sqlite.gz, which must not be there")

func TestADatabaseOfAnEarlierBuildOpensVerifiesAndReadsTheSame(t *testing.T) {
	storetest.InTheWholeRun(t)
	ids := drawn{}
	s := story.Resume(t, earlierSeed, "sqlite:"+unpacked(t), ids.from(story.NewSeed("looking at an earlier build's")))
	s.Verify()
	s.Clock.MoveTo(earlierDay(270, "12:00"))
	pages := map[string]walk.Page{}
	for _, who := range earlierReaders {
		for path, p := range signedIn(t, s, who.email).Walk("/", aboutNobody) {
			pages[who.key+" "+path] = p
		}
	}
	s.Verify()
	compareDigests(t, earlierPages, pages, ids)
}

// aboutNobody tells whether a page depends on the build and not on what is
// stored: the digests of the demonstration are enough for those.
func aboutNobody(path string) bool {
	return elsewhere(path) || strings.HasPrefix(path, "/access") || strings.HasPrefix(path, "/information") ||
		strings.HasPrefix(path, "/blank")
}

// What a device has sent to an earlier build it may send again to this one,
// because no answer came. That leaves no row and no entry.
func TestWhatWasSentToAnEarlierBuildIsUnchangedWhenSentAgain(t *testing.T) {
	path := unpacked(t)
	s := story.Resume(t, earlierSeed, "sqlite:"+path, nil)
	before := rowCounts(t, path)
	tellEarlier(s, true)
	s.Verify()
	after := rowCounts(t, path)
	for table, n := range after {
		if n != before[table] {
			t.Errorf("there are %s rows of %s, not %s", n, table, before[table])
		}
	}
}

// Told from the same seed and clock, the same story leaves the same rows, to the
// last byte of what is sealed. So nothing that is kept has changed its shape.
func TestThisBuildWritesWhatAnEarlierBuildWrote(t *testing.T) {
	path := filepath.Join(t.TempDir(), "now.sqlite")
	s := story.Begin(t, earlierSeed, "sqlite:"+path)
	tellEarlier(s, false)
	s.Verify()
	if *writeEarlier {
		if err := s.Close(); err != nil { // which brings the log into the file
			t.Fatal(err)
		}
		pack(t, path)
	}
	earlier := opened(t, unpacked(t))
	now := opened(t, path)
	grown := columnsSince(t, earlier, now)
	for _, table := range tablesOf(t, earlier) {
		if writtenOtherwise[table] != "" {
			continue
		}
		columns := columnsOf(t, earlier, table)
		before, after := rowsOf(t, earlier, table, columns, grown), rowsOf(t, now, table, columns, grown)
		missing, more := 0, 0
		for row, n := range before {
			missing += max(0, n-after[row])
		}
		for row, n := range after {
			more += max(0, n-before[row])
		}
		if at := toldOtherwise[table]; missing != at || more != at && writtenBesides[table] == "" {
			t.Errorf("%s (%s): %d rows of the earlier build are not written so, and %d are that it did not write",
				table, strings.Join(columns, ", "), missing, more)
		}
	}
}

// writtenOtherwise are the tables, or columns of them as table.column, that a
// build since then writes otherwise on purpose, and why. What the trail says of a
// table that is listed is left out, too.
var writtenOtherwise = map[string]string{
	"goose_db_version": "when each migration ran, by the clock on the wall",

	"life":                   "how life stands is projected from its events since, in standing",
	"participant.stage":      "where somebody stands is projected from their moves since, in standing and visiting",
	"participant.worker_id":  "who visits somebody is projected from their matches since, in visiting",
	"entry.hash":             "covers the digests of rows, which cover the columns that came since",
	"chain.head":             "is the hash of the last entry",
	"chain.seal":             "seals it",
	"verification.row_count": "life has no rows to count any more",
	"entry_row.n":            "numbers an entry's rows, of which some are listed here",

	"due.at":       "is when it was due: when it is tried again is in due_try since",
	"due.attempts": "likewise",

	"chain.seq":                "counts the entries, of which a message more has one more",
	"entry.seq":                "likewise",
	"entry_row.seq":            "likewise",
	"entry_person.seq":         "likewise",
	"verification.entry_count": "likewise",
}

// writtenBesides are the tables to which a build since then adds rows, and why.
var writtenBesides = map[string]string{
	"due":          "the worker who was to come is told of visits that no longer happen, and the person of their days",
	"entry":        "such a message has an entry when it is sent",
	"entry_row":    "and the row of its due work",
	"lookup":       "people are found under slips and short forms as well",
	"entry_person": "a change of an account that puts something on a participant's record names them",
}

// toldOtherwise is how many rows of a table the story itself tells otherwise now,
// in the place of as many: since nobody is planned to be in two places, the twelve
// visits of Jo, of Kit and of Pat are at other hours than Sam's; and since a worker gets
// one message of all that a change did, the seven facts that such a message went are
// drawn under another id, which the trail names too. A letter keeps what it said. That
// visits go on is told to the worker in another message than hard news, and overtakes
// what had them wait. A referral keeps, sealed, what its team wrote of whom it refers; and
// the copy of a note, as which visit of the ten. A code has ten digits; whose it is, the
// service looks up after it answered who asked, and sends it then.
var toldOtherwise = map[string]int{"course_fact": 36, "match_fact": 7, "entry_row": 10, "letter": 4, "due": 2,
	"referral": 11, "life_event": 1, "note_copy": 2, "sign_in": 1, "entry": 1}

func opened(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func tablesOf(t *testing.T, db *sql.DB) []string {
	t.Helper()
	return texts(t, db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
}

func columnsOf(t *testing.T, db *sql.DB, table string) []string {
	t.Helper()
	all := texts(t, db, "SELECT name FROM pragma_table_info('"+table+"') ORDER BY cid")
	return slices.DeleteFunc(all, func(c string) bool {
		return writtenOtherwise[table+"."+c] != ""
	})
}

// columnsSince are the tables that have more columns now. The digest of such a
// row covers them too; what the earlier build wrote of it is compared by itself.
func columnsSince(t *testing.T, earlier, now *sql.DB) (grown []string) {
	t.Helper()
	for _, table := range tablesOf(t, earlier) {
		if !slices.Equal(columnsOf(t, earlier, table), columnsOf(t, now, table)) {
			grown = append(grown, "'"+table+"'")
		}
	}
	return grown
}

// rowsOf counts the rows of a table by what is in those columns.
func rowsOf(t *testing.T, db *sql.DB, table string, columns, grown []string) map[string]int {
	t.Helper()
	var quoted []string
	for _, c := range columns {
		value := "quote(" + c + ")"
		if table == "entry_row" && c == "digest" {
			value = "CASE WHEN table_name IN (" + strings.Join(grown, ", ") + ") THEN '' ELSE " + value + " END"
		}
		quoted = append(quoted, value)
	}
	where := ""
	if table == "entry_row" {
		for listed := range writtenOtherwise {
			name, _, _ := strings.Cut(listed, ".")
			where += " AND table_name <> '" + name + "'"
		}
	}
	rows := map[string]int{}
	for _, row := range texts(t, db, "SELECT "+strings.Join(quoted, " || ' ' || ")+" FROM "+table+" WHERE true"+where) {
		rows[row]++
	}
	return rows
}

func texts(t *testing.T, db *sql.DB, query string) []string {
	t.Helper()
	found, err := db.Query(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer found.Close()
	var list []string
	for found.Next() {
		var text string
		if err := found.Scan(&text); err != nil {
			t.Fatal(err)
		}
		list = append(list, text)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

func pack(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.OpenFile(earlierFile, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	to, _ := gzip.NewWriterLevel(file, gzip.BestCompression)
	if _, err := to.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
}

// unpacked is a copy of it in the test's own folder.
func unpacked(t *testing.T) string {
	t.Helper()
	packed, err := os.ReadFile(earlierFile)
	if err != nil {
		t.Fatal(err)
	}
	from, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "earlier.sqlite")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// rowCounts is how many rows each table has. Looks are left out: looking leaves
// an entry behind.
func rowCounts(t *testing.T, path string) map[string]string {
	t.Helper()
	db := opened(t, path)
	counts := map[string]string{}
	for _, table := range tablesOf(t, db) {
		where := map[string]string{"entry": "chain = 'change'", "entry_person": "false"}[table]
		counts[table] = texts(t, db, "SELECT count(*) FROM "+table+" WHERE "+cmp.Or(where, "true"))[0]
	}
	return counts
}

// earlierReaders are whose pages are held against their digests, in the order
// in which they look: a look is seen by who comes after.
var earlierReaders = []struct{ key, email string }{
	{"referrer", "remi.adebayo@heronvalerecovery.example.org"},
	{"lead", "lena.fairweather@heronvalerecovery.example.org"},
	{"peer-worker", "ash.murray@heronvalerecovery.example.org"},
	{"peer-worker-second", "bo.lind@heronvalerecovery.example.org"},
	{"assessor", "mei.ling.carter@heronvalerecovery.example.org"},
	{"governance", "margaret.osei@heronvalerecovery.example.org"},
	{"participant", "sam.archer@example.org"},
	{"participant-without-visits", "bea.glover@example.org"},
}
