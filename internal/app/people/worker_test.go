package people_test

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// records is what b's lead records of ash.
func (b *bench) records(ash id.Account, facts ...workforce.WorkerFact) {
	b.t.Helper()
	for _, f := range facts {
		b.ok(b.people.RecordWorker(context.Background(), b.staff("Lena", authz.Lead), ash, f))
	}
}

func TestAWorkerMayVisitOnceClearedAndTrainedAndNotOnceAnEntryIsTakenBack(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, p, ruth := context.Background(), b.people, b.staff("Ruth", authz.Supervisor)
		ash := b.hired("Ash")
		w, err := p.SeeWorker(ctx, ruth, ash.Account)
		b.ok(err)
		if w.Ready || len(w.Missing) == 0 || w.Hours.Places() != 0 {
			t.Errorf("before anything is on record: %+v", w)
		}
		all := apptest.Trained("Ash")
		b.records(ash.Account, all...)
		b.records(ash.Account, all...) // sent again
		w, err = p.SeeWorker(ctx, ruth, ash.Account)
		b.ok(err)
		if !w.Ready || len(w.CurrentEntries()) != len(all)-1 || w.Hours.Places() != 23 || w.Introduction != "I garden." ||
			w.Worker.ID != ash.Account {
			t.Errorf("with everything on record: %+v", w)
		}
		other := *all[1].Clearance
		other.Issued = date("2026-01-06")
		b.fails(p.RecordWorker(ctx, ruth, ash.Account, workforce.WorkerFact{Clearance: &other}), fault.Conflict)

		first := all[1].Clearance
		b.ok(p.RecordWorker(ctx, ruth, ash.Account, apptest.TakenBack("error", "Ash"+first.Key)))
		b.ok(p.RecordWorker(ctx, ruth, ash.Account, apptest.TakenBack("error", "Ash"+first.Key)))
		b.fails(p.RecordWorker(ctx, ruth, ash.Account, apptest.TakenBack("once more", "Ash"+first.Key)), fault.Conflict)
		b.fails(p.RecordWorker(ctx, ruth, ash.Account, apptest.TakenBack("of nothing", "never there")), fault.Conflict)
		own, err := p.SeeOwnTraining(ctx, ash)
		b.ok(err)
		if own.Ready || len(own.Missing) == 0 {
			t.Errorf("with a clearance taken back: %+v", own.Missing)
		}
		b.whole()
	})
}

func TestWhatIsRecordedOfAWorkerIsForThemTheLeadAndTheSupervisor(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, p := context.Background(), b.people
		ash, bo := b.hired("Ash"), b.hired("Bo")
		b.records(ash.Account, apptest.Trained("Ash")...)
		strangers := []authz.Actor{bo, ash, b.ada, b.staff("Remi", authz.Referrer), b.staff("Mei", authz.Assessor)}
		for _, who := range append(strangers, b.staff("Cora", authz.Coordinator)) {
			if _, err := p.ListWorkers(ctx, who); err == nil {
				t.Errorf("%v lists the workers", who.Grants)
			}
			if _, err := p.SeeWorker(ctx, who, ash.Account); err == nil {
				t.Errorf("%v opens Ash's training", who.Grants)
			}
			if err := p.RecordWorker(ctx, who, ash.Account, apptest.TakenBack("no", "x")); fault.Of(err) != fault.NotFound &&
				fault.Of(err) != fault.Denied {
				t.Errorf("%v records about Ash: %v", who.Grants, err)
			}
		}
		list, err := p.ListWorkers(ctx, b.staff("Ruth", authz.Supervisor))
		b.ok(err)
		if len(list) != 2 || list[0].Ready == list[1].Ready || list[0].Ready != (list[0].Account.ID == ash.Account) {
			t.Errorf("the supervisor sees %+v", list)
		}
		_, err = p.SeeWorker(ctx, b.staff("Ruth", authz.Supervisor), named[id.Account]("Cora"))
		b.fails(err, fault.Conflict) // Cora is no worker
		b.fails(p.RecordWorker(ctx, b.staff("Lena", authz.Lead), named[id.Account]("Cora"),
			apptest.Trained("Cora")[0]), fault.Conflict)
	})
}

func TestAFactOfAWorkerIsHeldToItsRules(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, p, lena := context.Background(), b.people, b.staff("Lena", authz.Lead)
		ash := b.hired("Ash")
		tomorrow := programme.Of(b.k.Now(), time.UTC).AddDays(1)
		for name, f := range map[string]workforce.WorkerFact{
			"key": {Clearance: &workforce.Clearance{ID: named[id.Clearance]("a"), Key: "no such thing",
				Issued: date("2026-01-05")}},
			"on": {Training: &workforce.Training{ID: named[id.Training]("b"), Kind: workforce.CourseDay, On: tomorrow}},
			"districts": {Details: &workforce.Details{ID: named[id.Details]("c"),
				Worker: workforce.Worker{ContractedMinutes: 600}}},
		} {
			problems, is := fault.AsProblems(p.RecordWorker(ctx, lena, ash.Account, f))
			if _, said := problems.On(name); !is || !said {
				t.Errorf("%s: %v", name, problems)
			}
		}
	})
}
