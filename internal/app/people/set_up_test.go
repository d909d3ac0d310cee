package people_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
)

// Behind a proxy several copies are started with one command each, and one database.
func TestOfSeveralCopiesThatStartAtOnceOneSetsUpTheOrganisation(t *testing.T) {
	apptest.OnEachEngine(t, func(t *testing.T, url string) {
		now := time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
		var copies sync.WaitGroup
		links := make(chan identity.Secret, 3)
		for n := range 3 {
			k := apptest.Open(t, url, &now)
			name := fmt.Sprintf("copy %d", n)
			copies.Go(func() {
				o := identity.Organisation{ID: named[id.Organisation](name), Name: "Wey Valley", Zone: "Europe/London",
					Programme: "crisis-peer-support", Help: "demo"}
				link, err := (&people.People{Kernel: k}).SetUpFirst(context.Background(), o,
					identity.Account{ID: named[id.Account](name), Name: "Ada", Email: "ada@example.org"})
				if err != nil {
					t.Error(err)
				}
				links <- link
			})
		}
		copies.Wait()
		given := 0
		for range 3 {
			if link := <-links; link.Token != "" {
				given++
			}
		}
		there, err := kernel.BeforeSignIn(context.Background(), apptest.Open(t, url, &now),
			kernel.SignInReader.ListOrganisations)
		if err != nil || len(there) != 1 || given != 1 {
			t.Errorf("%d organisations, %d links: %v", len(there), given, err)
		}
	})
}
