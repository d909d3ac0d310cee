package kernel

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/store"
)

func TestALookThatPanicsIsOneThatFailedAndNotTheEndOfTheBook(t *testing.T) {
	var log bytes.Buffer
	ctx, org := context.Background(), id.From[id.Organisation]([16]byte{1})
	k, err := Open(Config{Database: "sqlite:" + t.TempDir() + "/footbridge.db", Secret: make([]byte, 32),
		Log: slog.New(slog.NewTextHandler(&log, nil))})
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(err)
	defer k.Close()
	must(k.Migrate(ctx))
	must(Change(ctx, k, authz.System("setup", org), authz.SetUp, org, func(tx *Tx) error {
		return tx.AddOrganisation(identity.Organisation{ID: org, Name: "Wey Valley", Zone: "Europe/London",
			Programme: "crisis-peer-support", Help: "demo"})
	}))
	look := audit.Entry{At: k.Now(), Actor: "Sam’s words", Action: authz.SeeSystem.Name, SubjectKind: org.Kind(),
		Subject: org.String()}
	book := k.looks.db
	k.looks.db = (*store.DB)(nil) // nothing is written there without a panic
	if err := k.looks.log(ctx, org, look); fault.Of(err) != fault.Internal || err == nil {
		t.Errorf("a look that could not be written is answered %v", err)
	}
	k.looks.db = book
	must(k.looks.log(ctx, org, look))
	if said := log.String(); strings.Contains(said, "Sam’s") || !strings.Contains(said, "msg=panic") {
		t.Errorf("the log says: %s", said)
	}
}
