package care_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/safety"
)

// hearing holds the page of a worry about sam to whether nobody can be told of it, and to who was
// told since and can still open it.
func (b *bench) hearing(who authz.Actor, sam id.Participant, w safety.Worry, unheard bool, since ...authz.Actor) {
	b.t.Helper()
	b.sent(outbox())
	r, err := b.care.SeeWorry(context.Background(), who, sam, w.ID)
	b.ok(err)
	var want []id.Account
	for _, a := range since {
		want = append(want, a.Account)
	}
	if r.Unheard != unheard || !slices.Equal(r.Since, want) {
		b.t.Errorf("unheard %v, told since %v, not %v", r.Unheard, r.Since, want)
	}
}

// ends ends the role that who has.
func (b *bench) ends(who authz.Actor) {
	b.t.Helper()
	b.now = b.now.Add(time.Minute)
	grant := b.grantOf(who)
	d, err := b.care.SeeClosing(context.Background(), b.ada(), who.Account, grant)
	b.ok(err)
	b.ok(b.care.EndRole(context.Background(), b.ada(), who.Account, grant, care.HandOver{Said: d.Digest()}))
}

// grants gives who their role again.
func (b *bench) grants(who authz.Actor) {
	b.t.Helper()
	b.now = b.now.Add(time.Minute)
	p := &people.People{Kernel: b.k}
	b.ok(p.GrantRole(context.Background(), b.ada(), who.Account, who.Grants[0], ""))
}

func TestAWorryWhoseReadersAllLostTheirRolesSinceIsUnheardAgain(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash := b.worker("Ash")
		sam, w := b.matched("Sam", ash), worry("w", safety.Today)
		b.ok(b.care.RaiseWorry(context.Background(), ash, sam, w))
		b.hearing(ash, sam, w, true)
		b.now = b.now.Add(time.Minute)
		ruth, lena := b.holds("Ruth", authz.Supervisor), b.holds("Lena", authz.Lead)
		b.hearing(ash, sam, w, false, ruth, lena)
		b.ends(ruth)
		b.hearing(ash, sam, w, false, lena)
		b.grants(ruth)
		b.hearing(ash, sam, w, false, ruth, lena) // each once
		b.ends(ruth)
		b.ends(lena)
		b.hearing(ash, sam, w, true)
		b.grants(lena)
		b.hearing(ash, sam, w, false, lena)
		b.whole()
	})
}

func TestAWorryWhoseReadersAllLostTheirRolesIsUnheard(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash, ruth, lena := b.worker("Ash"), b.holds("Ruth", authz.Supervisor), b.holds("Lena", authz.Lead)
		sam, w := b.matched("Sam", ash), worry("w", safety.Today)
		b.ok(b.care.RaiseWorry(context.Background(), ash, sam, w))
		b.hearing(ash, sam, w, false)
		b.ends(ruth)
		b.hearing(ash, sam, w, false) // Lena is still to be told
		b.ends(lena)
		b.hearing(ash, sam, w, true)
		b.grants(ruth)
		b.hearing(ruth, sam, w, false)
		b.ok(b.care.AcknowledgeWorry(context.Background(), ruth, sam,
			safety.Acknowledgement{ID: named[id.Acknowledgement]("r"), Worry: w.ID}))
		b.hearing(ash, sam, w, false)
		b.whole()
	})
}
