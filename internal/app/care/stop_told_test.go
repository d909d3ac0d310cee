package care_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
)

// visitsOver is what a worker is sent whose visits to somebody are over while none is planned.
const visitsOver = "Your visits to one of your people are over"

// Who visits somebody hears that they stopped, be anything planned or not: in one message.
func TestTheWorkerHearsOnceThatSomebodyHasStopped(t *testing.T) {
	for _, scope := range pathway.Scopes() {
		for _, who := range []string{"the lead", "themselves"} {
			t.Run(string(scope)+" by "+who, func(t *testing.T) {
				onEachEngine(t, func(t *testing.T, b *bench) {
					ctx, ash := context.Background(), b.worker("Ash")
					sam, kim := b.matched("Sam", ash), b.plannedAt(14, "Kim", ash)
					b.mails(outbox())
					for name, participant := range map[string]id.Participant{"sam": sam, "kim": kim} {
						w := pathway.Withdrawal{ID: named[id.Withdrawal](name), Scope: scope, On: date("2026-11-23")}
						if who == "themselves" {
							b.ok(b.care.Withdraw(ctx, b.themselves(participant), participant, w))
						} else {
							b.ok(b.care.RecordWithdrawal(ctx, b.staff("Lena", authz.Lead), participant, w))
						}
					}
					mails := b.mails(outbox())
					if over, off := len(mails[visitsOver]), len(mails["Visits that no longer happen"]); over != 1 || off != 1 {
						t.Errorf("%d told that visits are over, %d which are off", over, off)
					}
					if scope == pathway.FromVisitsOnly { // who knows that visits were stopped hears nothing new
						b.ok(b.care.RecordWithdrawal(ctx, b.staff("Lena", authz.Lead), sam, pathway.Withdrawal{
							ID: named[id.Withdrawal]("everything"), Scope: pathway.Wholly, On: date("2026-11-23")}))
						if n := len(b.mails(outbox())[visitsOver]); n != 0 {
							t.Errorf("%d told again", n)
						}
					}
					b.whole()
				})
			})
		}
	}
}

// The same where the lead records that visits ended; who records it themselves knows.
func TestTheWorkerHearsThatVisitsHaveEndedWhileNoneIsPlanned(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam, kim := b.matched("Sam", ash), b.matched("Kim", ash)
		b.mails(outbox())
		ended := func(name string) course.Ending {
			return course.Ending{ID: named[id.Ending](name), Kind: course.EndedSooner, On: date("2026-11-23")}
		}
		b.ok(b.care.EndVisits(ctx, ash, kim, ended("kim"), true))
		if n := len(b.mails(outbox())[visitsOver]); n != 0 {
			t.Errorf("who ended them was told %d times", n)
		}
		b.ok(b.care.EndVisits(ctx, b.staff("Lena", authz.Lead), sam, ended("sam"), false))
		if n := len(b.mails(outbox())[visitsOver]); n != 1 {
			t.Errorf("told %d times", n)
		}
		b.ok(b.care.RecordWithdrawal(ctx, b.staff("Lena", authz.Lead), sam, pathway.Withdrawal{
			ID: named[id.Withdrawal]("w"), Scope: pathway.Wholly, On: date("2026-11-23")}))
		if n := len(b.mails(outbox())[visitsOver]); n != 0 {
			t.Errorf("told %d times again", n)
		}
		b.whole()
	})
}
