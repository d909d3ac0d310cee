package people_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/notify"
)

// Whoever reads somebody's mail could have had an address changed to their own.
func TestTheOldAddressOfAMemberOfStaffIsToldOnceThatItSignsInNoMore(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), &notify.Outbox{Now: b.k.Now}
		cora := b.staff("Cora", authz.Coordinator).Account
		reaches := func(name, address string, made int) {
			t.Helper()
			b.ok(b.people.CorrectAccount(ctx, b.ada, cora, identity.Correction{ID: named[id.Correction](name + address),
				Is: identity.Reached{Name: name, Email: address}, Why: "As she says"}, made))
			b.delivers(out)
			b.delivers(out)
		}
		told := func(address string, times int) {
			t.Helper()
			sent := sentTo(out, address, "message.readdressed")
			if len(sent) != times {
				t.Fatalf("%s is told %d times, not %d", address, len(sent), times)
			}
			for _, m := range sent {
				if !strings.Contains(m.Text, "http://localhost/sign-in") || strings.Contains(m.Text, "@") {
					t.Errorf("it says %q", m.Text)
				}
			}
		}
		reaches("Cora Lane", "cora@example.org", 0) // another name alone
		told("cora@example.org", 0)
		reaches("Cora Lane", "new@example.org", 1)
		told("cora@example.org", 1)
		told("new@example.org", 0)
		b.whole()
	})
}

// Who got in by an address that turns out to be somebody else's is out once it is put right.
func TestWhoGotInByTheOldAddressIsOut(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, neighbour, later := context.Background(), browser("neighbour", "10.0.0.1"), browser("later", "10.0.0.2")
		code, err := b.asks(neighbour)
		b.ok(err)
		in, err := b.people.EnterCode(ctx, code, neighbour)
		b.ok(err)
		unused, err := b.asks(later)
		b.ok(err)
		b.ok(b.people.CorrectAccount(ctx, b.ada, in.Account, identity.Correction{ID: named[id.Correction]("c"),
			Is: identity.Reached{Name: "Cora", Email: "new@example.org"}, Why: "As she says"}, 0))
		if _, err := b.k.Authenticate(ctx, in.Token); fault.Of(err) != fault.NotFound {
			t.Errorf("who is signed in is answered %v", err)
		}
		if b.enters(unused, later) == "" {
			t.Error("a code that was sent to the old address signs in")
		}
		b.whole()
	})
}

// Of an address that somebody else signs in by, they would read that it is another person's.
func TestTheOldAddressIsToldNothingWhereSomebodySignsInByIt(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), &notify.Outbox{Now: b.k.Now}
		cora := b.staff("Cora", authz.Coordinator).Account
		b.ok(b.people.CorrectAccount(ctx, b.ada, cora, identity.Correction{ID: named[id.Correction]("c"),
			Is: identity.Reached{Name: "Cora", Email: "new@example.org"}, Why: "As she says"}, 0))
		b.ok(b.people.AddAccount(ctx, b.ada, identity.Account{ID: named[id.Account]("Corin"), Name: "Corin",
			Email: "cora@example.org"}, authz.Grant{Role: authz.Coordinator}, ""))
		b.delivers(out)
		if sent := sentTo(out, "cora@example.org", "message.readdressed"); len(sent) > 0 {
			t.Errorf("sent %+v", sent)
		}
		b.whole()
	})
}

// The last that was said of an address that is put back would be that it signs in no more.
func TestAnAddressThatIsPutBackIsToldThatItSignsInAgain(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), &notify.Outbox{Now: b.k.Now}
		cora := b.staff("Cora", authz.Coordinator).Account
		for i, address := range []string{"wrong@example.org", "cora@example.org"} {
			b.ok(b.people.CorrectAccount(ctx, b.ada, cora, identity.Correction{ID: named[id.Correction](address),
				Is: identity.Reached{Name: "Cora", Email: address}, Why: "As she says"}, i))
			b.delivers(out)
		}
		var last []string
		for _, m := range out.List() {
			if strings.Contains(m.Subject, "to sign in") {
				last = append(last, m.To+": "+m.Subject)
			}
		}
		slices.Sort(last)
		if want := []string{"cora@example.org: Your email address to sign in has changed",
			"cora@example.org: Your email address to sign in works again",
			"wrong@example.org: Your email address to sign in has changed"}; !slices.Equal(last, want) {
			t.Errorf("told: %q", last)
		}
		b.whole()
	})
}
