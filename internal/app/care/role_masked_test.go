package care_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
)

// gives gives somebody another role, a masked one too.
func (b *bench) gives(a id.Account, r authz.Role) {
	b.t.Helper()
	if slices.Contains(authz.MaskedRoles(), r) {
		b.ok(b.care.GiveMaskedRole(context.Background(), b.ada(), a, r, care.HandOver{}))
		return
	}
	b.ok((&people.People{Kernel: b.k}).GrantRole(context.Background(), b.ada(), a, authz.Grant{Role: r},
		fault.SureOf("role")))
}

// Whoever is given a masked role can't do their other work any more: it says first what
// waits for them, and then nothing of it is left to them.
func TestAMaskedRoleLeavesTheWorkOfTheOthersToColleagues(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), outbox()
		ash, lena, ruth := b.worker("Ash"), b.hires("Lena", authz.Lead), b.hires("Ruth", authz.Supervisor)
		sam, w := b.matched("Sam", ash), worry("w", safety.Today)
		b.hands("Gus", sam)
		b.ok(b.care.RaiseWorry(ctx, ash, sam, w))
		b.ok(b.care.AcknowledgeWorry(ctx, lena, sam, safety.Acknowledgement{ID: named[id.Acknowledgement]("l"), Worry: w.ID}))
		b.referred("Kim")
		b.delivers(out)
		d, err := b.care.SeeMasking(ctx, b.ada(), lena.Account, authz.Assessor)
		if b.ok(err); len(d.Closed) != 1 || d.Worries != 1 || d.Led || len(d.Roles) != 1 || len(d.Roles[0].Others) != 0 {
			t.Fatalf("the page says %+v", d)
		}
		var waits []string
		for _, w := range d.Roles[0].Waiting {
			waits = append(waits, w.What)
		}
		if !slices.Equal(waits, []string{"handed"}) { // they still decide about Kim
			t.Errorf("waiting: %v", waits)
		}
		before := len(received(out)["Ruth@example.org"])
		b.ok(b.care.GiveMaskedRole(ctx, b.ada(), lena.Account, authz.Assessor, care.HandOver{}))
		b.ok(b.care.GiveMaskedRole(ctx, b.ada(), lena.Account, authz.Assessor, care.HandOver{})) // the second tap
		b.delivers(out)
		var told string
		for _, m := range received(out)["Ruth@example.org"][before:] {
			told += m.Subject + "\n"
		}
		for _, subject := range []string{handedOver, "A worry has been handed over to you",
			"Somebody is worried about a person"} {
			if !strings.Contains(told, subject) {
				t.Errorf("the supervisor isn't told %q: %s", subject, told)
			}
		}
		worries, err := b.care.ListWorries(ctx, ruth, programme.Page{})
		if b.ok(err); worries.Open != 1 || worries.Lines[0].Taken {
			t.Errorf("it stands as taken: %+v", worries)
		}
		if d, err = b.care.SeeClosing(ctx, b.ada(), ruth.Account, ""); len(d.Roles) != 1 || d.Led {
			t.Errorf("who is masked carries on: %+v, %v", d, err)
		}
		for _, who := range []authz.Role{authz.Lead, authz.PeerWorker} {
			if left, err := b.care.SeeMasking(ctx, b.ada(), b.hires("X"+string(who), who).Account, authz.Assessor); err != nil ||
				len(left.Closed) != 1 || left.Asks() {
				t.Errorf("of a %s with nothing to do: %+v, %v", who, left, err)
			}
		}
		b.whole()
	})
}
