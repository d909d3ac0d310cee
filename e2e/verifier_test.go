package e2e

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
)

// independent is the verifier that follows docs/audit.md, in another language.
const independent = "../docs/audit/verify.py"

// A keeping is a database of the demonstration with what its keeper has beside it.
type keeping struct{ file, key, ends string }

func kept(t *testing.T) keeping {
	t.Helper()
	storetest.InTheWholeRun(t)
	url := storetest.SQLiteMigrated(t, told)
	v, err := demonstration(t, url).Kernel.Verify(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	ends, err := json.Marshal(v.Ends)
	if err != nil {
		t.Fatal(err)
	}
	k := keeping{strings.TrimPrefix(url, "sqlite:"), filepath.Join(t.TempDir(), "master.key"),
		filepath.Join(t.TempDir(), "ends.json")}
	for path, text := range map[string]string{k.key: crypt.FormatSecrets(story.DemoSecret()), k.ends: string(ends)} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return k
}

// copied is a copy of k's database in which statements were run.
func (k keeping) copied(t *testing.T, statements ...string) keeping {
	t.Helper()
	file := filepath.Join(t.TempDir(), "copy.sqlite")
	db := opened(t, k.file)
	for _, statement := range append([]string{"VACUUM INTO '" + file + "'"}, statements...) {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
		if strings.HasPrefix(statement, "VACUUM") {
			db = opened(t, file)
		}
	}
	k.file = file
	return k
}

// python is the interpreter itself: what a version manager puts in its place (pyenv) takes
// five times as long to start it as Python does to begin.
var python = sync.OnceValues(func() (string, error) {
	out, err := exec.Command("python3", "-c", "import sys; print(sys.executable)").Output()
	return strings.TrimSpace(string(out)), err
})

// verdict is what the independent verifier says, and whether all is whole to it.
func (k keeping) verdict(t *testing.T, more ...string) (said string, whole bool) {
	t.Helper()
	interpreter, err := python()
	if err != nil {
		t.Fatalf("there is no Python: apt-get install python3: %v", err)
	}
	out, err := exec.Command(interpreter, append([]string{independent, k.file}, more...)...).CombinedOutput()
	if ended, is := err.(*exec.ExitError); err != nil && (!is || ended.ExitCode() != 1) {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out), err == nil
}

func TestAnIndependentVerifierFindsTheDemonstrationWhole(t *testing.T) {
	k := kept(t)
	for _, more := range [][]string{nil, {"--key", k.key}, {"--expect", k.ends}} {
		if said, whole := k.verdict(t, more...); !whole || said != "" {
			t.Errorf("with %v: %s", more, said)
		}
	}
}

// tampered are ways to alter the demonstration, each with what the independent verifier says of it.
// Footbridge's own finds each as well.
var tampered = map[string]struct {
	statements []string
	named      string
}{
	"a row is changed": {
		[]string{"UPDATE team SET name = name || '.' WHERE id = (SELECT min(id) FROM team)"},
		"is not as it was written"},
	"a value becomes null": {
		[]string{"UPDATE sign_in SET used_at = NULL WHERE used_at IS NOT NULL"},
		"is not as it was written"},
	"a time is spelled otherwise": {
		[]string{"UPDATE team SET created_at = replace(created_at, '+00:00', 'Z')"},
		"is not how a time is written"},
	"a row is removed": {
		[]string{"DELETE FROM letter WHERE id = (SELECT min(id) FROM letter)"},
		"it was written, and isn't there"},
	"a row is planted": {
		[]string{"INSERT INTO team SELECT id || 'x', organisation_id, name, created_at FROM team LIMIT 1"},
		"no entry wrote it"},
	"two rows are exchanged": {
		[]string{`UPDATE team SET name = (SELECT max(name) FROM team) || (SELECT min(name) FROM team)
			WHERE name = (SELECT min(name) FROM team)`},
		"is not as it was written"},
	"a digest is changed": {
		[]string{"UPDATE entry_row SET digest = zeroblob(32) WHERE rowid = (SELECT max(rowid) FROM entry_row)"},
		"is not as it was written"},
	"a digest is emptied": {
		[]string{"UPDATE entry_row SET digest = x'' WHERE rowid = (SELECT max(rowid) FROM entry_row)"},
		"no entry wrote it, or the newest that names it deleted it"},
	"an entry is changed": {
		[]string{"UPDATE entry SET actor = subject WHERE chain = 'read' AND seq = 2"},
		"entry 2: its hash is not that"},
	"an entry is removed": {
		[]string{"DELETE FROM entry WHERE chain = 'read' AND seq = 2"},
		"entry 3: it follows entry 1"},
	"two entries change places": {
		[]string{"UPDATE entry SET seq = -1 WHERE chain = 'read' AND seq = 2",
			"UPDATE entry SET seq = 2 WHERE chain = 'read' AND seq = 3",
			"UPDATE entry SET seq = 3 WHERE chain = 'read' AND seq = -1"},
		"entry 2: its hash is not that"},
	"somebody who was shown is left out": {
		[]string{"DELETE FROM entry_person WHERE rowid = (SELECT max(rowid) FROM entry_person)"},
		"its hash is not that"},
	"a row is said to be of no entry": {
		[]string{`INSERT INTO entry_row SELECT organisation_id, chain, 1000000, n, table_name, row_key, digest
			FROM entry_row LIMIT 1`},
		"it belongs to nothing in entry"},
	"a fact is covered a second time": {
		[]string{`INSERT INTO entry_row SELECT organisation_id, chain, seq, n + 1000, table_name, row_key, digest
			FROM entry_row WHERE table_name = 'team' LIMIT 1`},
		"a fact that is written once"},
	"a look is said to have written": {
		[]string{`INSERT INTO entry_row SELECT organisation_id, 'read', 1, 0, table_name, row_key || 'x', digest
			FROM entry_row LIMIT 1`},
		"only a chain of changes has rows"},
	"two organisations name one row": {
		[]string{`INSERT INTO entry_row SELECT (SELECT max(id) FROM organisation), chain, 1, 1000, table_name, row_key, digest
			FROM entry_row WHERE table_name = 'account' AND organisation_id = (SELECT min(id) FROM organisation) LIMIT 1`},
		"as does a chain of organisation"},
	"an entry names a table that isn't there": {
		[]string{"UPDATE entry_row SET table_name = 'nothing' WHERE rowid = (SELECT max(rowid) FROM entry_row)"},
		"nothing "},
	"a chain is of nobody": {
		[]string{"INSERT INTO chain SELECT organisation_id || 'x', chain, 0, x'', seal FROM chain WHERE chain = 'read'"},
		"there is no such organisation"},
	"who was shown is kept as bytes": {
		[]string{"UPDATE entry_person SET participant_id = CAST(participant_id AS BLOB)"},
		"is stored as type b, not as s"},
	"who was looked at is kept as bytes": {
		[]string{"UPDATE entry SET subject = CAST(subject AS BLOB) WHERE chain = 'read'"},
		"is stored as type b, not as s"},
	"the newest entry is removed": {
		[]string{"DELETE FROM entry WHERE chain = 'read' AND seq > 5",
			"DELETE FROM entry_person WHERE chain = 'read' AND seq > 5"},
		"its end is not its newest entry"},
	"a chain is removed": {
		[]string{"DELETE FROM chain WHERE chain = 'read'", "DELETE FROM entry WHERE chain = 'read'",
			"DELETE FROM entry_person WHERE chain = 'read'"},
		"it has no chain read"},
	"everything is removed": {
		[]string{"DELETE FROM chain", "DELETE FROM entry", "DELETE FROM entry_row", "DELETE FROM entry_person"},
		"there is no chain"},
}

func TestAnIndependentVerifierFindsWhatWasTamperedWith(t *testing.T) {
	k := kept(t)
	for name, c := range tampered {
		t.Run(name, func(t *testing.T) {
			copied := k.copied(t, c.statements...)
			said, whole := copied.verdict(t)
			if whole || !strings.Contains(said, c.named) {
				t.Errorf("it says: %.2000s", said)
			}
			v, err := demonstration(t, "sqlite:"+copied.file).Kernel.Verify(t.Context(), nil)
			if err != nil || v.Whole() {
				t.Errorf("Footbridge finds nothing: %v", err)
			}
		})
	}
}

// Who moves a chain's end back with it leaves a chain that is whole in itself. The seal
// tells, and so does an end that was kept.
func TestAnIndependentVerifierFindsAnEndThatWasCutOffByTheKeyOrByTheEndsThatWereKept(t *testing.T) {
	whole := kept(t)
	cut := whole.copied(t, "DELETE FROM entry WHERE chain = 'read' AND seq > 5",
		"DELETE FROM entry_person WHERE chain = 'read' AND seq > 5",
		`UPDATE chain SET seq = 5, head = (SELECT hash FROM entry e WHERE e.chain = 'read' AND e.seq = 5
			AND e.organisation_id = chain.organisation_id) WHERE chain = 'read' AND seq > 5`)
	for _, c := range []struct {
		with  []string
		named string
	}{{[]string{"--key", cut.key}, "is not sealed"}, {[]string{"--expect", cut.ends}, "isn't the one that was"}} {
		said, fine := cut.verdict(t, c.with...)
		if fine || !strings.Contains(said, c.named) {
			t.Errorf("with %v it says: %s", c.with, said)
		}
	}
	if said, fine := cut.verdict(t); !fine {
		t.Errorf("without either nobody can tell, as the page says, and yet: %s", said)
	}
}
