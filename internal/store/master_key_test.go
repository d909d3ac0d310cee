package store

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/store/storetest"
)

// An installation from before finding keys derives its own from its first key, and finds
// everybody without the row as long as that key is in the file: only the row's absence says
// that it was taken away, or put back as it was.
func TestWhatPeopleAreFoundByIsMissedWhileTheFirstKeyIsThere(t *testing.T) {
	storetest.EachMigrated(t, migrate, func(t *testing.T, url string) {
		first, second := derived("secret", crypt.SecretSize), derived("another", crypt.SecretSize)
		master, err := crypt.NewMaster(second, first)
		ok(t, err)
		db, err := Open(url, master, derived)
		ok(t, err)
		t.Cleanup(func() { db.Close() })
		live(t, db, 1, 2)
		ok(t, wholeness(t, db))
		in := breakIn(t, db, url)
		before, err := crypt.NewMaster(first)
		ok(t, err)
		old, err := before.WrapFinding(before.Newest())
		ok(t, err)
		for what, do := range map[string]func() error{
			"removed": func() error { return in.exec("DELETE FROM finding_key") },
			"as it was before the change": func() error {
				return in.exec("UPDATE finding_key SET wrapped = $1, master_key = $2", old, before.Newest())
			},
			"under another's name": func() error { return in.exec("UPDATE finding_key SET master_key = $1", before.Newest()) },
			"twice": func() error {
				return in.exec("INSERT INTO finding_key (id, wrapped, master_key) SELECT 'other', wrapped, master_key FROM finding_key")
			},
		} {
			ok(t, do())
			if wholeness(t, db) == nil {
				t.Errorf("%s: verifying finds nothing", what)
			}
			ok(t, in.restore("finding_key"))
		}
		ok(t, wholeness(t, db))
	})
}

func TestAStartWithNothingToDrawWaitsForNobody(t *testing.T) {
	storetest.EachMigrated(t, migrate, func(t *testing.T, url string) {
		db, err := openDB(url)
		ok(t, err)
		t.Cleanup(func() { db.Close() })
		ok(t, db.BeginFinding(t.Context()))
		turn, err := db.Begin(t.Context(), "")
		ok(t, err)
		defer turn.Close()
		soon, stop := context.WithTimeout(t.Context(), 2*time.Second)
		defer stop()
		ok(t, db.BeginFinding(soon))
	})
}
