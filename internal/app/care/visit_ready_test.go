package care_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
)

// A worker whose check no longer holds isn't chosen for a match; that they plan visits is
// asked about, too.
func TestPlanningIsAskedAboutOnceWhereTheWorkersCheckNoLongerHolds(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam, s := b.matched("Sam", ash), tuesdays()
		b.records(ash.Account, apptest.TakenBack("back", "Ashdbs_enhanced"))
		plan := func() error { return b.care.PlanVisits(ctx, ash, sam, named[id.Series]("s"), s) }
		b.says(plan(), "from", "appointment.worker.not_ready")
		s.Sure = fault.SureOf("from")
		b.ok(plan())
		b.whole()
	})
}
