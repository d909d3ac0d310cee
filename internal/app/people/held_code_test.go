package people_test

import (
	"fmt"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/notify"
)

// strangersAsk has as many codes asked for by strangers as are sent within an hour, and one more,
// which isn't.
func (b *bench) strangersAsk() {
	b.t.Helper()
	for n := range identity.CodePaces()[0].Most + 1 {
		code, err := b.asks(browser(fmt.Sprint("stranger", n), fmt.Sprint("10.6.6.", n)))
		b.ok(err)
		if sent := code != ""; sent != (n < identity.CodePaces()[0].Most) {
			b.t.Fatalf("the code that stranger %d asks for is sent: %t", n, sent)
		}
	}
}

func TestACodeAskedForWhereSheSignedInIsSentHoweverManyStrangersAskFor(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		own := browser("own", "10.0.0.1")
		code, err := b.asks(own)
		b.ok(err)
		if key := b.enters(code, own); key != "" {
			t.Fatal(key)
		}
		b.now = b.now.Add(61 * time.Minute)
		b.strangersAsk()
		code, err = b.asks(own)
		b.ok(err)
		if key := b.enters(code, own); code == "" || key != "" {
			t.Errorf("her code %q is answered %s", code, key)
		}
		b.whole()
	})
}

func TestACodeHeldForLongerThanItLivesIsNeverSent(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		b.strangersAsk()
		out := &notify.Outbox{Now: b.k.Now}
		for range 5 { // the last when no more than its pace were sent within an hour
			b.now = b.now.Add(identity.HeldFor)
			b.delivers(out)
		}
		if sent := sentTo(out, cora, "message.sign_in"); len(sent) > 0 {
			t.Errorf("sent when nobody can use it: %+v", sent)
		}
		if code, err := b.asks(browser("a stranger later", "10.6.7.1")); err != nil || code == "" {
			t.Errorf("an hour later none is sent: %v", err)
		}
		b.whole()
	})
}
