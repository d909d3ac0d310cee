package store

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/store/storetest"
)

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
