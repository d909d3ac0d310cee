package store

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/store/storetest"
)

// filesIn are the files of a folder with what they hold.
func filesIn(t *testing.T, folder string) map[string]string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(folder, "*"))
	ok(t, err)
	files := map[string]string{}
	for _, path := range found {
		text, err := os.ReadFile(path)
		ok(t, err)
		files[filepath.Base(path)] = string(text)
	}
	return files
}

// Verifying looks at evidence: not a byte of it changes, nor is there a file more afterwards.
func TestVerifyingChangesNothingInTheFolderOfTheDatabase(t *testing.T) {
	url := storetest.SQLiteMigrated(t, migrate)
	path := strings.TrimPrefix(url, "sqlite:")
	db, err := openDB(url)
	ok(t, err)
	clean := t.TempDir()
	_, err = db.write.Exec("VACUUM INTO '" + filepath.Join(clean, filepath.Base(path)) + "'")
	ok(t, err)
	_, err = db.write.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
	ok(t, err)
	organisationNamed(t, db, "in the log alone")
	defer db.Close()
	master, err := crypt.NewMaster(derived("secret", crypt.SecretSize))
	ok(t, err)
	for what, c := range map[string]struct {
		from  string
		files []string
		says  string // why it can't be verified
		found string // in what it finds; else it is whole
	}{
		"closed":                 {clean, []string{""}, "", "there is no trail"},
		"stopped in the middle":  {filepath.Dir(path), []string{"", "-wal", "-shm"}, "", ""},
		"copied with its log":    {filepath.Dir(path), []string{"", "-wal"}, "its log", ""},
		"copied without its log": {filepath.Dir(path), []string{""}, "", "there is no trail"},
		"not there":              {clean, nil, "no such file", ""},
	} {
		t.Run(what, func(t *testing.T) {
			folder := t.TempDir()
			for _, end := range c.files {
				text, err := os.ReadFile(filepath.Join(c.from, filepath.Base(path)+end))
				ok(t, err)
				ok(t, os.WriteFile(filepath.Join(folder, "a copy"+end), text, 0o400))
			}
			before := filesIn(t, folder)
			v, err := verifiedAt(t, "sqlite:"+filepath.Join(folder, "a copy"), master)
			if c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) || c.says == "" && err != nil {
				t.Errorf("it says %v", err)
			}
			if err == nil && !strings.Contains(strings.Join(v.Faults, "\n"), c.found) || c.found == "" && !v.Whole() {
				t.Errorf("it finds %v", v.Faults)
			}
			if after := filesIn(t, folder); !maps.Equal(before, after) {
				t.Errorf("there are %v now", slices.Sorted(maps.Keys(after)))
			}
		})
	}
}

func verifiedAt(t *testing.T, url string, master *crypt.Master) (Verdict, error) {
	t.Helper()
	db, err := OpenToRead(url, master)
	if err != nil {
		return Verdict{}, err
	}
	if err := db.Fits(t.Context()); err != nil {
		return Verdict{}, errors.Join(err, db.Close())
	}
	v, err := db.Verify(t.Context(), nil)
	return v, errors.Join(err, db.Close())
}
