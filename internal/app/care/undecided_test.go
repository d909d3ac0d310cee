package care_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
)

// Who can't decide about taking part at present is asked nothing and agrees to nothing,
// until they are ready to go on. What they signed the day before counts.
func TestNobodyConsentsWhileTheyCannotDecide(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
		sam, jo, lee := b.invited("Sam"), b.accepted("Jo"), b.invited("Lee")
		before := b.consent("before")
		b.now = b.now.AddDate(0, 0, 1)
		b.ok(b.care.EnterLife(ctx, lena, sam, b.happened("sam", life.LossOfCapacity), false))
		b.ok(b.care.EnterLife(ctx, lena, jo, b.happened("jo", life.LossOfCapacity), false))
		b.ok(b.care.EnterLife(ctx, lena, lee, b.happened("lee", life.LossOfCapacity), false))
		b.fails(b.care.RecordConsent(ctx, b.cora(), sam, b.consent("that day")), fault.Invalid)
		b.fails(b.care.Agree(ctx, b.themselves(sam), sam, b.consent("own")), fault.Invalid)
		b.fails(b.care.Invite(ctx, b.cora(), jo, b.invitation("jo")), fault.Invalid)
		for _, who := range []struct{ staff, own bool }{{staff: true}, {own: true}} {
			see, actor := b.care.SeeConsents, b.cora()
			if who.own {
				see, actor = b.care.SeeOwnConsents, b.themselves(sam)
			}
			r, err := see(ctx, actor, sam)
			b.ok(err)
			if r.May.Consent || r.May.Invite || r.May.ConsentBefore != who.staff {
				t.Errorf("may %+v", r.May)
			}
		}
		b.ok(b.care.RecordConsent(ctx, b.cora(), lee, before))
		if s := b.stands(lee); s != programme.Consented {
			t.Errorf("stands at %s", s)
		}
		late := b.consent("late")
		b.now = b.now.AddDate(0, 0, 3)
		b.ok(b.care.EnterLife(ctx, lena, sam, b.happened("ready", life.GoingOn), false))
		b.fails(b.care.RecordConsent(ctx, b.cora(), sam, late), fault.Invalid)
		b.ok(b.care.RecordConsent(ctx, b.cora(), sam, b.consent("now")))
		b.whole()
	})
}

func TestAReadmissionKeepsNobodyFromDeciding(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, sam := context.Background(), b.invited("Sam")
		b.ok(b.care.EnterLife(ctx, b.staff("Lena", authz.Lead), sam, b.happened("sam", life.Readmission), false))
		b.ok(b.care.RecordConsent(ctx, b.cora(), sam, b.consent("yes")))
	})
}
