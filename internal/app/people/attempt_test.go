package people_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/notify"
)

const cora = "cora@example.org"

// asks asks for a code, and returns the one that was sent then; none is empty.
func (b *bench) asks(from identity.Browser) (string, error) {
	out := &notify.Outbox{Now: b.k.Now}
	err := b.people.AskCode(context.Background(), cora, from)
	b.delivers(out)
	sent := sentTo(out, cora, "message.sign_in")
	if len(sent) == 0 {
		return "", err
	}
	return strings.TrimPrefix(sent[0].Text, "Your code is ")[:identity.CodeDigits+1], err
}

// enters types a code, and tells what it was answered: empty for a session.
func (b *bench) enters(code string, from identity.Browser) string {
	_, err := b.people.EnterCode(context.Background(), code, from)
	return keyOn(err)
}

func keyOn(err error) string {
	if p, is := fault.AsProblems(err); is {
		return p[0].Key
	}
	if err == nil {
		return ""
	}
	return fault.KeyOf(err)
}

func browser(mark, source string) identity.Browser {
	return identity.Browser{Mark: mark, Source: source, Device: "Firefox on Linux"}
}

// entries holds how many entries there are of an action.
func (b *bench) entries(want int, action string) {
	b.t.Helper()
	seen, err := kernel.View(context.Background(), b.k, b.staff("Gus", authz.Governance), authz.SeeTrail, b.org,
		func(tx *kernel.ReadTx) ([]audit.Listed, error) {
			return tx.ListNewestEntries(audit.Changes, audit.Asked{}, 0, 1000)
		})
	b.ok(err)
	seen = slices.DeleteFunc(seen, func(e audit.Listed) bool { return e.Action != action })
	if len(seen) != want {
		b.t.Errorf("%d entries of %s, not %d", len(seen), action, want)
	}
}

const wrong = "00000 00000"

func TestWhatStrangersAttemptKeepsNobodyFromSigningIn(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		own := browser("own", "10.0.0.1")
		first, err := b.asks(own)
		b.ok(err)
		for n := range 2 * identity.MaxAgain {
			stranger := browser(fmt.Sprint("stranger", n), "10.6.6.6")
			_, _ = b.asks(stranger)
			for range identity.MaxTries {
				b.enters(wrong, stranger)
			}
		}
		again, err := b.asks(browser("another of her own", "10.0.0.1"))
		b.ok(err)
		for code, from := range map[string]identity.Browser{first: own, again: browser("another of her own", "10.0.0.1")} {
			if key := b.enters(code, from); key != "" {
				t.Errorf("she is told %s", key)
			}
		}
		b.whole()
	})
}

func TestABrowserThatSomebodySignedInWithIsNotHeldBackByItsNetwork(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		own := browser("own", "10.0.0.1")
		code, err := b.asks(own)
		b.ok(err)
		if key := b.enters(code, own); key != "" {
			t.Fatal(key)
		}
		for n := range identity.MaxAgain + 1 {
			stranger := browser(fmt.Sprint("stranger", n), "10.0.0.1")
			_, err = b.asks(stranger)
			for range identity.MaxTries {
				b.enters(wrong, stranger)
			}
		}
		if keyOn(err) != "sign_in.email.often" {
			t.Fatalf("the stranger is answered %v", err)
		}
		code, err = b.asks(own)
		b.ok(err)
		if key := b.enters(code, own); key != "" {
			t.Errorf("she is told %s", key)
		}
	})
}

func TestAskingAgainGivesANewestCodeThatWorksInThatBrowser(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		own := browser("own", "10.0.0.1")
		var code string
		for range identity.MaxAgain {
			var err error
			code, err = b.asks(own)
			b.ok(err)
		}
		none, err := b.asks(own)
		if none != "" || keyOn(err) != "sign_in.email.often" {
			t.Errorf("once too often it is sent %q and answered %v", none, err)
		}
		if key := b.enters(code, own); key != "" {
			t.Errorf("the newest code that was sent is answered %s", key)
		}
	})
}

func TestLimitsHoldForAnAddressAsForOneThatNobodyHas(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		for n := range identity.MaxAsked + 1 {
			err := b.people.AskCode(ctx, fmt.Sprintf("nobody%d@example.org", n), browser("x", "10.6.6.6"))
			if want := n >= identity.MaxAsked; want != (keyOn(err) == "sign_in.email.often") {
				t.Fatalf("the ask %d is answered %v", n, err)
			}
		}
		b.ok(b.people.AskCode(ctx, cora, browser("y", "10.0.0.1")))
		b.now = b.now.Add(identity.Within)
		b.ok(b.people.AskCode(ctx, cora, browser("x", "10.6.6.6")))
	})
}

func TestWrongCodesFromOneNetworkAreTakenOnlySoOften(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		var last string
		for n := range identity.MaxWrong/identity.MaxTries + 1 {
			from := browser(fmt.Sprint("mark", n), "10.6.6.6")
			b.ok(b.people.AskCode(context.Background(), fmt.Sprintf("nobody%d@example.org", n), from))
			for range identity.MaxTries {
				last = b.enters(wrong, from)
			}
		}
		if last != "sign_in.code.often" {
			t.Errorf("it is answered %s", last)
		}
		b.entries(1, "sign_in.limit")
		b.entries(identity.MaxWrong, "sign_in.fail")
		b.entries(0, "session.start")
		b.whole()
	})
}

func TestAWrongCardIsAnEntryAndARightOneWorksAllTheSame(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, from := context.Background(), browser("", "10.6.6.6")
		card, err := b.people.GiveStaffCard(ctx, authz.System("setup", b.org), b.ada.Account)
		b.ok(err)
		for range 2 * identity.MaxWrong {
			if _, err := b.people.UseCard(ctx, "aaaa-bbbb-cccc-dddd", from); keyOn(err) != "sign_in.card.wrong" {
				t.Fatal(err)
			}
		}
		b.entries(identity.MaxWrong, "sign_in.fail")
		_, err = b.people.UseCard(ctx, card.Code, from)
		b.ok(err)
		b.whole()
	})
}

func TestWrongCodesOutliveTheCodeAndAreSeenByWhoseItWas(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		stranger := browser("stranger", "10.6.6.6")
		_, err := b.asks(stranger)
		b.ok(err)
		b.enters(wrong, stranger)
		b.enters(wrong, stranger)
		b.now = b.now.Add(48 * time.Hour)
		who := b.staff("Cora", "coordinator")
		own, err := b.people.SeeDevices(context.Background(), who)
		b.ok(err)
		if f := own.Guesses; len(f) != 1 || f[0].Tries != 2 || f[0].Device != stranger.Device {
			t.Errorf("she reads %+v", f)
		}
		other, err := b.people.SeeDevices(context.Background(), b.ada)
		b.ok(err)
		if len(other.Guesses) != 0 {
			t.Errorf("somebody else reads %+v", other.Guesses)
		}
	})
}

// Who looks after accounts sees that somebody tries to get into one of them.
func TestWrongCodesAreSeenByWhoLooksAfterTheAccount(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		at := browser("stranger", "10.0.0.1")
		_, err := b.asks(at)
		b.ok(err)
		if b.enters("12345 67890", at) == "" {
			t.Fatal("a code that was made up signs in")
		}
		m, _, err := b.people.SeeAccount(context.Background(), b.ada, b.staff("Cora", authz.Coordinator).Account)
		b.ok(err)
		if len(m.Guesses) != 1 || m.Guesses[0].Tries != 1 {
			t.Errorf("they see %+v", m.Guesses)
		}
	})
}
