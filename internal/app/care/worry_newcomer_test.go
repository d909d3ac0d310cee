package care_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/safety"
)

func TestWhoIsGivenARoleHearsOfTheWorriesThatWaitForItAndOfNoOther(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), &notify.Outbox{Now: func() time.Time { return time.Time{} }}
		ash := b.worker("Ash")
		sam := b.matched("Sam", ash)
		now, talk := worry("w", safety.Now), worry("talk", safety.TalkOver)
		b.ok(b.care.RaiseWorry(ctx, ash, sam, now))
		seen := func(w safety.Worry) safety.WorryStanding {
			r, err := b.care.SeeWorry(ctx, ash, sam, w.ID)
			b.ok(err)
			return r.Standing
		}
		if s := seen(now); len(b.sent(out)) != 0 || s.State != safety.Unanswered || !s.Unheard() {
			t.Fatalf("it stands as %+v", s)
		}
		b.now = b.now.Add(time.Minute)
		ruth := b.holds("Ruth", authz.Supervisor)
		b.holds("Zoe", authz.Supervisor) // not the first, and it waits all the same
		b.now = b.now.Add(time.Minute)
		b.ok(b.care.RaiseWorry(ctx, ash, sam, talk))
		if got := b.sent(out); got["ruth@example.org"] != 2 || got["zoe@example.org"] != 2 {
			t.Errorf("told %v", got)
		}
		if s := seen(now); s.Unheard() || s.State != safety.Unanswered ||
			!strings.Contains(told(s), "supervisor:Ruth") {
			t.Errorf("it stands as %s, %+v", told(s), s)
		}
		b.now = b.now.Add(time.Minute)
		b.holds("Lena", authz.Lead)
		if got := b.sent(out); got["lena@example.org"] != 1 { // what is to be talked over is not hers yet
			t.Errorf("told %v", got)
		}
		b.holds("Mei", authz.Assessor, authz.Lead) // masked: it is not for her
		b.ok(b.care.AcknowledgeWorry(ctx, ruth, sam,
			safety.Acknowledgement{ID: named[id.Acknowledgement]("r"), Worry: now.ID}))
		b.holds("Bea", authz.Lead)
		if got := b.sent(out); got["bea@example.org"] != 0 || got["mei@example.org"] != 0 {
			t.Errorf("told %v", got)
		}
		b.whole()
	})
}

func TestWhoIsGivenTheLeadOrSupervisesFirstHearsOfTheWorriesThatWereHandedOver(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		out := &notify.Outbox{Now: func() time.Time { return time.Time{} }}
		b.hands("Ash", b.referred("Sam"))
		heard := func(who string) (n int) {
			b.delivers(out)
			for _, m := range out.List() {
				if m.To == who+"@example.org" && strings.Contains(m.Subject+m.Text, "could not send their worry") {
					n++
				}
			}
			return n
		}
		b.holds("Ruth", authz.Supervisor)
		if n := heard("ruth"); n != 1 {
			t.Errorf("the supervisor was told %d times", n)
		}
		lena := b.holds("Lena", authz.Lead)
		b.holds("Zoe", authz.Supervisor) // somebody leads
		if heard("lena") != 1 || heard("ruth") != 1 || heard("zoe") != 0 {
			t.Error("told", heard("lena"), heard("ruth"), heard("zoe"))
		}
		p := &people.People{Kernel: b.k}
		b.ok(p.GrantRole(context.Background(), b.ada(), lena.Account, authz.Grant{Role: authz.Supervisor}, ""))
		if heard("lena") != 1 {
			t.Error("told twice")
		}
		b.whole()
	})
}
