package care_test

import (
	"context"
	"fmt"
	"testing"

	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
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

// trained is everything that the programme asks of somebody before a first visit.
func trained(name string) []workforce.WorkerFact {
	d, err := content.Latest("crisis-peer-support")
	if err != nil {
		panic(err)
	}
	list := []workforce.WorkerFact{{Details: &workforce.Details{ID: named[id.Details](name), Worker: workforce.Worker{
		Introduction: "I garden.", Districts: []workforce.District{"GU2"}, ContractedMinutes: workforce.MaxWeek,
	}}}}
	for _, asked := range d.Workers.Clearances {
		list = append(list, workforce.WorkerFact{Clearance: &workforce.Clearance{ID: named[id.Clearance](name + asked.Key),
			Key: asked.Key, Issued: date("2026-01-05")}})
	}
	for i := range d.Workers.CourseDays {
		list = append(list, workforce.WorkerFact{Training: &workforce.Training{
			ID: named[id.Training](fmt.Sprint(name, i)), Kind: workforce.CourseDay, On: date("2026-02-02").AddDays(i),
		}})
	}
	return list
}

func ended(name, entry string) workforce.WorkerFact {
	return workforce.WorkerFact{Clearance: &workforce.Clearance{
		ID:         named[id.Clearance](name),
		Correction: workforce.Correction[id.Clearance]{Replaces: named[id.Clearance](entry), InError: true},
	}}
}

func TestNobodyIsMatchedWithAWorkerWhoIsNotReady(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
		ash, sam, all := b.hired("Ash"), b.takesPart("Sam"), trained("Ash")
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
		b.records(ash.Account, ended("error", "Ash"+all[1].Clearance.Key))
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
