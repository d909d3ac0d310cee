package people_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/identity"
)

func TestANewCardVoidsTheOnesBefore(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, from := context.Background(), browser("", "10.0.0.1")
		setup := authz.System("setup", b.org)
		first, err := b.people.GiveStaffCard(ctx, setup, b.ada.Account)
		b.ok(err)
		b.now = b.now.Add(time.Second)
		second, err := b.people.GiveStaffCard(ctx, setup, b.ada.Account)
		b.ok(err)
		if _, err := b.people.UseCard(ctx, first.Code, from); keyOn(err) != "sign_in.card.wrong" {
			t.Errorf("the first is answered %v", err)
		}
		_, err = b.people.UseCard(ctx, second.Code, from)
		b.ok(err)
		b.whole()
	})
}

func TestSigningOutEverywhereRevokesACardThatNobodyHasUsed(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, from := context.Background(), browser("", "10.0.0.1")
		card, err := b.people.GiveStaffCard(ctx, authz.System("setup", b.org), b.ada.Account)
		b.ok(err)
		b.ok(b.people.SignOutEverywhere(ctx, b.ada))
		if _, err := b.people.UseCard(ctx, card.Code, from); keyOn(err) != "sign_in.card.wrong" {
			t.Errorf("it is answered %v", err)
		}
		b.whole()
	})
}

func TestSigningOutEverywhereVoidsACodeThatNobodyHasTyped(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		elsewhere := browser("elsewhere", "10.0.0.1")
		code, err := b.asks(elsewhere)
		b.ok(err)
		b.ok(b.people.SignOutEverywhere(context.Background(), b.staff("Cora", authz.Coordinator)))
		if b.enters(code, elsewhere) == "" {
			t.Error("it signs in")
		}
		b.whole()
	})
}

// So many codes that a page would end before the card.
func TestSigningOutEverywhereRevokesACardBeforeManyCodes(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, cora := context.Background(), b.staff("Cora", authz.Coordinator)
		card, err := b.people.GiveStaffCard(ctx, authz.System("setup", b.org), cora.Account)
		b.ok(err)
		for n := range 60 {
			b.now = b.now.Add(time.Second)
			_, err := b.asks(browser(fmt.Sprint("stranger", n), fmt.Sprint("10.0.0.", n)))
			b.ok(err)
		}
		b.ok(b.people.SignOutEverywhere(ctx, cora))
		if _, err := b.people.UseCard(ctx, card.Code, browser("", "10.0.0.1")); keyOn(err) != "sign_in.card.wrong" {
			t.Errorf("the card is answered %v", err)
		}
		b.whole()
	})
}

func TestSigningOutEverywhereEndsEverySession(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, setup := context.Background(), authz.System("setup", b.org)
		var open []string
		for range 60 { // more than a page lists
			card, err := b.people.GiveStaffCard(ctx, setup, b.ada.Account)
			b.ok(err)
			in, err := b.people.UseCard(ctx, card.Code, browser("", "10.0.0.1"))
			b.ok(err)
			open = append(open, in.Token)
			b.now = b.now.Add(time.Second)
		}
		first, err := b.k.Authenticate(ctx, open[0])
		b.ok(err)
		seen, err := b.people.SeeDevices(ctx, first.Actor)
		b.ok(err)
		if !slices.ContainsFunc(seen.Sessions, func(s identity.Session) bool { return s.ID == first.Actor.Session }) {
			t.Error("the list leaves out the session that it is looked at from")
		}
		b.ok(b.people.SignOutEverywhere(ctx, b.ada))
		for n, token := range open {
			if _, err := b.people.Kernel.Authenticate(ctx, token); fault.Of(err) != fault.NotFound {
				t.Errorf("session %d answers %v", n, err)
			}
		}
		b.whole()
	})
}

func TestSomebodyReadsOfTheirCardsWhoGaveThemAndWhatBecameOfThem(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		setup := authz.System("setup", b.org)
		for range 2 {
			_, err := b.people.GiveStaffCard(ctx, setup, b.ada.Account)
			b.ok(err)
			b.now = b.now.Add(time.Second)
		}
		seen, err := b.people.SeeDevices(ctx, b.ada)
		b.ok(err)
		var states []identity.CardState
		for _, c := range seen.Cards {
			states = append(states, c.CardState(b.now))
			if c.GivenBy != setup.Name() {
				t.Errorf("given by %q", c.GivenBy)
			}
		}
		if len(states) != 3 || states[0] != identity.CardOpen || states[1] != identity.CardRevoked {
			t.Errorf("she reads %v", states)
		}
	})
}
