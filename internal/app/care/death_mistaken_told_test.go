package care_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/workforce"
)

// Who was told that somebody had died is told that it isn't so, in the message itself: once their
// match has ended there is no page of it that they may read. No message speaks of a death.
func TestWhoWasToldOfADeathIsToldThatItWasAMistakeThoughTheirMatchHasEnded(t *testing.T) {
	for _, ends := range []string{"before it is said", "after it is said", "never"} {
		onEachEngine(t, func(t *testing.T, b *bench) {
			ctx, ash, out := context.Background(), b.worker("Ash"), outbox()
			lena := b.staff("Lena", authz.Lead)
			sam := b.planned("Sam", ash)
			b.ok(b.care.EnterLife(ctx, lena, sam, b.happened("died", life.Death), true))
			b.now = b.now.Add(time.Minute)
			end := func(when string) {
				if when != ends {
					return
				}
				b.ok(b.care.EndMatch(ctx, lena, sam, workforce.MatchEnded{ID: named[id.MatchEnd]("end"),
					Match: named[id.Match]("Sam"), On: date("2026-11-23")}))
				b.now = b.now.Add(time.Minute)
			}
			end("before it is said")
			b.delivers(outbox())
			alive := b.happened("alive", life.DeathInError)
			for range 2 { // the second tap
				b.ok(b.care.EnterLife(ctx, lena, sam, alive, false))
			}
			b.now = b.now.Add(time.Minute)
			end("after it is said")
			b.delivers(out)
			var read []string
			for _, m := range received(out)["Ash@example.org"] {
				if strings.Contains(m.Text, "sad news") {
					read = append(read, m.Text)
				}
			}
			if len(read) != 1 || !strings.Contains(read[0], "was a mistake") {
				t.Errorf("where their match ends %s, they read %q", ends, read)
			}
			b.whole()
		})
	}
}
