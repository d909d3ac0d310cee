package care_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
)

// gives gives somebody another role.
func (b *bench) gives(a id.Account, r authz.Role) {
	b.t.Helper()
	b.ok((&people.People{Kernel: b.k}).GrantRole(context.Background(), b.ada(), a, authz.Grant{Role: r}, ""))
}

// A lead who assesses, too, from before these were kept apart is nobody who carries on.
func TestWhoIsMaskedSinceBeforeCarriesNobodysWorkOn(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		lena, ruth := b.hires("Lena", authz.Lead), b.hires("Ruth", authz.Lead)
		d, err := b.care.SeeClosing(context.Background(), b.ada(), ruth.Account, "")
		if b.ok(err); len(d.Roles) != 1 || len(d.Roles[0].Others) != 1 {
			t.Fatalf("Lena doesn't carry on: %+v", d.Roles)
		}
		b.ok(apptest.HasBesides(b.k, b.ada(), lena.Account, authz.Assessor))
		d, err = b.care.SeeClosing(context.Background(), b.ada(), ruth.Account, "")
		if b.ok(err); len(d.Roles) != 1 || len(d.Roles[0].Others) != 0 {
			t.Errorf("who is masked carries on: %+v", d.Roles)
		}
		b.whole()
	})
}
