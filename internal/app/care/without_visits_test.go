package care_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// without has c say no to the item.
func without(c pathway.Consent, item string) pathway.Consent {
	for i := range c.Items {
		if c.Items[i].Item == item {
			c.Items[i].Given = false
		}
	}
	return c
}

// Somebody who wants no more visits changes other answers: the stop stays, on
// whichever form they were changed, and one that was opened before it saves nothing.
func TestChangedAnswersLeaveAStopOfTheVisitsAsItIs(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam := b.invited("Sam")
		b.ok(b.care.RecordConsent(ctx, b.cora(), sam, b.consent("yes", "letters")))
		b.fails(b.care.RecordConsent(ctx, b.cora(), sam, without(b.consent("no"), "visits")), fault.Invalid)
		b.ok(b.care.RecordWithdrawal(ctx, b.cora(), sam, pathway.Withdrawal{ID: named[id.Withdrawal]("w"),
			Scope: pathway.FromVisitsOnly, On: date("2026-11-23")}))
		b.fails(b.care.RecordConsent(ctx, b.cora(), sam, b.consent("stale")), fault.Conflict)
		b.fails(b.care.Agree(ctx, b.themselves(sam), sam, b.consent("own stale")), fault.Conflict)
		holds := func(quotes bool) {
			t.Helper()
			for look, who := range map[string]authz.Actor{"staff": b.cora(), "own": b.themselves(sam)} {
				see := b.care.SeeConsents
				if look == "own" {
					see = b.care.SeeOwnConsents
				}
				r, err := see(ctx, who, sam)
				b.ok(err)
				if r.Person.State != programme.WithoutVisits || r.Standing.Visits || r.Standing.Agrees("visits") ||
					!r.Standing.Agrees("record") || r.Standing.Agrees("quotes") != quotes {
					t.Errorf("%s: stands at %+v", look, r.Standing)
				}
			}
		}
		holds(false)
		changed := without(b.consent("changed", "quotes"), "visits")
		for range 2 {
			b.ok(b.care.RecordConsent(ctx, b.cora(), sam, changed))
			holds(true)
		}
		b.ok(b.care.Agree(ctx, b.themselves(sam), sam, without(b.consent("mine"), "visits")))
		holds(false)
		b.whole()
	})
}

func TestVisitsComeBackWhenSomebodyRecordsThatTheyAskedForThem(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam := b.invited("Sam")
		b.fails(b.care.RecordVisitsAgain(ctx, b.cora(), sam, b.consent("too early")), fault.Conflict)
		b.ok(b.care.RecordConsent(ctx, b.cora(), sam, b.consent("yes")))
		b.ok(b.care.RecordWithdrawal(ctx, b.cora(), sam, pathway.Withdrawal{ID: named[id.Withdrawal]("w"),
			Scope: pathway.FromVisitsOnly, On: date("2026-11-23")}))
		changed := without(b.consent("changed", "quotes"), "visits")
		b.ok(b.care.RecordConsent(ctx, b.cora(), sam, changed))
		for range 2 {
			b.ok(b.care.RecordVisitsAgain(ctx, b.cora(), sam, b.consent("again")))
			if s := b.stands(sam); s != programme.Consented {
				t.Errorf("stands at %s", s)
			}
		}
		b.ok(b.care.RecordConsent(ctx, b.cora(), sam, changed)) // a retry that comes late changes nothing
		if s := b.stands(sam); s != programme.Consented {
			t.Errorf("stands at %s", s)
		}
		b.whole()
	})
}

// The worker who is still theirs hears that visits go on again, unless it was their doing.
func TestTheWorkerHearsThatVisitsGoOnAgain(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
		sam := b.planned("Sam", ash)
		b.ok(b.care.RecordWithdrawal(ctx, b.cora(), sam, pathway.Withdrawal{ID: named[id.Withdrawal]("w"),
			Scope: pathway.FromVisitsOnly, On: date("2026-11-23")}))
		hears := func(what string, times int, happens func() error) {
			t.Helper()
			b.delivers(outbox())
			out := outbox()
			for range 2 { // the second tap
				b.ok(happens())
			}
			b.delivers(out)
			if got := len(received(out)["Ash@example.org"]); got != times {
				t.Errorf("%s: Ash is told %d times", what, got)
			}
		}
		hears("again", 1, func() error { return b.care.RecordVisitsAgain(ctx, b.cora(), sam, b.consent("again")) })
		hears("answers", 0, func() error { return b.care.RecordConsent(ctx, b.cora(), sam, b.consent("more", "letters")) })
		end := course.Ending{ID: named[id.Ending]("e"), Kind: course.EndedSooner, On: date("2026-11-23")}
		b.ok(b.care.EndVisits(ctx, ash, sam, end, true))
		end.ID, end.Replaces, end.InError = named[id.Ending]("after all"), end.ID, true
		hears("after all", 1, func() error { return b.care.EndVisits(ctx, lena, sam, end, false) })
		b.whole()
	})
}
