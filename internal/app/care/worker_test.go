package care_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/workforce"
)

// records is what b's lead records of ash.
func (b *bench) records(ash id.Account, facts ...workforce.WorkerFact) {
	b.t.Helper()
	p := &people.People{Kernel: b.k}
	for _, f := range facts {
		b.ok(p.RecordWorker(context.Background(), b.staff("Lena", authz.Lead), ash, f))
	}
}

func TestNobodyIsMatchedWithAWorkerWhoIsNotReady(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
		ash, sam, all := b.hired("Ash"), b.takesPart("Sam"), apptest.Trained("Ash")
		refused := func(keys ...string) {
			t.Helper()
			problems, is := fault.AsProblems(b.care.MakeMatch(ctx, lena, sam, b.match("m", ash)))
			if !is || len(problems) != len(keys) {
				t.Fatalf("refused with %v", problems)
			}
			for i, key := range keys {
				if problems[i].Field != "worker" || problems[i].Key != key {
					t.Errorf("%v, not %s", problems[i], key)
				}
			}
		}
		b.records(ash.Account, all[:len(all)-1]...)
		refused("worker.missing.course_day")
		b.records(ash.Account, all[len(all)-1])
		b.records(ash.Account, apptest.TakenBack("error", "Ash"+all[1].Clearance.Key))
		refused("worker.missing.clearance")
		again := *all[1].Clearance
		again.ID, again.Expires = named[id.Clearance]("again"), date("2026-11-22")
		b.records(ash.Account, workforce.WorkerFact{Clearance: &again})
		refused("worker.missing.ran_out")
		again.ID, again.Expires = named[id.Clearance]("renewed"), date("2026-11-23")
		b.records(ash.Account, workforce.WorkerFact{Clearance: &again})
		b.ok(b.care.MakeMatch(ctx, lena, sam, b.match("m", ash)))
	})
}
