package kernel_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/store/storetest"
)

// An older copy is whole in itself. What it lacks is found by whoever kept the ends.
func TestAnOlderCopyThatIsPutBackIsFoundByTheEndsThatWereKept(t *testing.T) {
	url := storetest.SQLite(t)
	ok(t, migrate(url))
	file := strings.TrimPrefix(url, "sqlite:")
	b := open(t, url)
	b.refer("Sam")
	older := b.verified()
	if len(older.Ends) != 2 {
		t.Fatalf("the trails' ends: %+v", older.Ends)
	}
	ok(t, b.k.Close()) // its last writes are in the file then
	ok(t, b.raw.Close())
	copied, err := os.ReadFile(file)
	ok(t, err)

	b = beside(t, url)
	b.refer("Kit")
	newer := b.verified(older.Ends...)
	ok(t, b.k.Close())
	ok(t, b.raw.Close())
	ok(t, os.WriteFile(file, copied, 0o600))

	b = beside(t, url)
	b.verified(older.Ends...)
	v, err := b.k.Verify(context.Background(), nil, newer.Ends...)
	ok(t, err)
	if len(v.Faults) != 1 || !strings.Contains(v.Faults[0], "is not the one that had") {
		t.Errorf("the older copy: %v", v.Faults)
	}
}

func TestAnEmptiedInstallationIsNotWhole(t *testing.T) {
	storetest.EachMigrated(t, migrate, func(t *testing.T, url string) {
		full := open(t, url).verified()
		empty := beside(t, url)
		for _, table := range []string{"entry_person", "entry_row", "entry", "chain"} {
			_, err := empty.raw.Exec("DELETE FROM " + table)
			ok(t, err)
		}
		for _, expected := range [][]kernel.End{nil, full.Ends} {
			v, err := empty.k.Verify(context.Background(), nil, expected...)
			ok(t, err)
			said := strings.Join(v.Faults, "\n")
			if !strings.Contains(said, "there is no trail") || len(expected) > 0 && !strings.Contains(said, "is gone") {
				t.Errorf("%v", v.Faults)
			}
		}
	})
}

// verified is what verifying finds in a database that is whole.
func (b *bench) verified(expected ...kernel.End) kernel.Verdict {
	b.t.Helper()
	v, err := b.k.Verify(context.Background(), nil, expected...)
	ok(b.t, err)
	if !v.Whole() {
		b.t.Errorf("not whole: %v", v.Faults)
	}
	return v
}
