package care_test

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/safety"
)

func TestWhoIsGivenARoleHearsOfTheSupportThatWorkersWaitForWithThem(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), &notify.Outbox{Now: func() time.Time { return time.Time{} }}
		ash := b.worker("Ash")
		sam := b.matched("Sam", ash)
		asks := func(name string, urgency safety.SupportUrgency) {
			b.ok(b.care.AskSupport(ctx, ash, safety.SupportRequest{ID: named[id.SupportRequest](name), Participant: sam,
				Urgency: urgency}))
			b.now = b.now.Add(time.Minute)
		}
		told := func(to string) (n int) {
			b.delivers(out)
			for _, m := range out.List() {
				if m.Subject == "A worker asks for support" && (to == "" || m.To == to) {
					n++
				}
			}
			return n
		}
		hears := func(name string, n int, roles ...authz.Role) authz.Actor {
			t.Helper()
			who := b.holds(name, roles...)
			if got := told(name + "@example.org"); got != n {
				t.Errorf("%s was told %d times, not %d", name, got, n)
			}
			b.now = b.now.Add(time.Minute)
			return who
		}
		asks("1", safety.SupportToday)
		asks("2", safety.SupportThisWeek)
		if n := told(""); n != 0 {
			t.Errorf("%d are told where nobody can be", n)
		}
		ruth := hears("ruth", 1, authz.Supervisor) // once of both
		hears("lena", 0, authz.Lead)               // they wait for who supervises
		hears("mei", 0, authz.Assessor, authz.Supervisor)
		asks("3", safety.SupportNow)
		hears("bea", 1, authz.Lead)
		for _, name := range []string{"1", "2", "3"} {
			b.ok(b.care.AnswerSupport(ctx, ruth, ash.Account, safety.SupportAnswer{ID: named[id.SupportAnswer](name),
				Request: named[id.SupportRequest](name), Words: "I rang."}))
		}
		hears("zoe", 0, authz.Supervisor)
		b.whole()
	})
}
