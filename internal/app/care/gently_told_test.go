package care_test

import (
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/life"
)

// Only hard news is written of as if it were hard.
func TestThatVisitsGoOnIsNoHardNews(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash := b.worker("Ash")
		sam := b.planned("Sam", ash)
		for _, news := range []struct {
			kind life.Kind
			hard bool
		}{{life.Readmission, true}, {life.GoingOn, false}, {life.MovingAway, false}} {
			b.delivers(outbox())
			b.now = b.now.Add(time.Hour)
			out := outbox()
			b.lives(sam, string(news.kind), news.kind)
			b.delivers(out)
			text := textsTo(out, "Ash@example.org")
			if !strings.Contains(text, "Something has changed") || strings.Contains(text, "read it alone") != news.hard {
				t.Errorf("%s: %q", news.kind, text)
			}
		}
		b.whole()
	})
}

// A colleague who was to make one visit of somebody who died since hears where to turn, not
// only that the visit falls away.
func TestWhoWasToVisitInAColleaguesPlaceIsToldOfADeathQuietly(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash, bo := b.worker("Ash"), b.worker("Bo")
		sam := b.planned("Sam", ash)
		b.covers(b.staff("Lena", authz.Lead), sam, bo)
		b.delivers(outbox())
		out := outbox()
		b.lives(sam, "dead", life.Death)
		b.delivers(out)
		text := textsTo(out, "Bo@example.org")
		if !strings.Contains(text, "You don't have to read it alone.") || strings.Contains(text, "died") ||
			strings.Contains(text, "any more") {
			t.Errorf("Bo reads %q", text)
		}
		b.whole()
	})
}
