package care_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/store/storetest"
)

// toDo counts what a worker's list asks them to write up, and to copy.
func (b *bench) toDo(who authz.Actor) (unwritten, toCopy int) {
	b.t.Helper()
	load, err := b.care.ListVisits(context.Background(), who)
	b.ok(err)
	for _, p := range slices.Concat(load.People, load.Left, load.Covering) {
		toCopy += len(p.ToCopy)
		for _, v := range p.Course.ToWriteUp(load.Now) {
			if p.Before || p.Makes(v) {
				unwritten++
			}
		}
	}
	return unwritten, toCopy
}

// What a leaver leaves is somebody's, once: a visit to write up is on the board, and a note
// is the new worker's, or on the board where there is none.
func TestWhatALeaverLeavesHasOneOwner(t *testing.T) {
	storetest.InTheWholeRun(t)
	for standing, state := range map[string]func(b *bench, sam id.Participant){
		"visited on": func(*bench, id.Participant) {},
		"on hold":    func(b *bench, sam id.Participant) { b.lives(sam, "back", life.Readmission) },
	} {
		for _, road := range everyRoad {
			t.Run(standing+", "+road, func(t *testing.T) {
				onEachEngine(t, func(t *testing.T, b *bench) {
					ctx, ash, bo, lena := context.Background(), b.worker("Ash"), b.worker("Bo"), b.staff("Lena", authz.Lead)
					sam, kim := b.planned("Sam", ash), b.plannedAt(13, "Kim", ash)
					b.now = b.visits(ash, kim).Appointments[1].End().Add(time.Hour)
					b.ok(b.care.RecordVisit(ctx, ash, kim, held(b.visits(ash, kim), 0)))
					b.ok(b.care.RecordVisit(ctx, ash, kim, held(b.visits(ash, kim), 1)))
					b.ok(b.care.RecordVisit(ctx, ash, sam, held(b.visits(ash, sam), 0)))
					state(b, kim)
					if unwritten, toCopy := b.toDo(ash); unwritten != 1 || toCopy != 3 {
						t.Fatalf("Ash has %d to write up and %d to copy", unwritten, toCopy)
					}
					b.ok(b.roads(ash)[road](care.HandOver{To: bo.Account}))
					notes := map[string]int{"visited on": 3, "on hold": 1}[standing]
					if unwritten, toCopy := b.toDo(bo); unwritten != 0 || toCopy != notes {
						t.Errorf("Bo has %d to write up and %d to copy", unwritten, toCopy)
					}
					board := b.needs(lena)
					if !slices.Contains(board, "writing_up Sam") ||
						slices.Contains(board, "writing_up Kim") != (standing == "on hold") {
						t.Errorf("on the board: %q", board)
					}
					d, err := b.care.SeeClosing(ctx, b.ada(), bo.Account, "")
					if b.ok(err); d.Visits.Unwritten != 0 || d.Visits.ToCopy != notes {
						t.Errorf("Bo would leave %+v", d.Visits)
					}
					b.whole()
				})
			})
		}
	}
}

// The page of somebody who leaves counts the notes that their list has: not those of
// colleagues who came in their place. Each note has somebody to copy it.
func TestTheNotesThatALeaverLeavesAreThoseOfTheirList(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, bo, lena := context.Background(), b.worker("Ash"), b.worker("Bo"), b.staff("Lena", authz.Lead)
		sam := b.planned("Sam", ash)
		first, _ := b.covers(ash, sam, bo)
		b.now = first.End().Add(time.Hour)
		second, _ := b.covers(ash, sam, bo)
		b.now = b.visits(ash, sam).Appointments[2].End().Add(time.Hour)
		b.ok(b.care.RecordCoveredVisit(ctx, bo, sam, held(b.visits(ash, sam), 0)))
		b.ok(b.care.RecordVisit(ctx, lena, sam, held(b.visits(ash, sam), 1))) // who came can't copy what they didn't write
		b.ok(b.care.RecordVisit(ctx, ash, sam, held(b.visits(ash, sam), 2)))
		same := func(want map[*authz.Actor]int) {
			t.Helper()
			for who, n := range want {
				_, list := b.toDo(*who)
				d, err := b.care.SeeClosing(ctx, b.ada(), who.Account, "")
				if b.ok(err); list != n || d.Visits.ToCopy != n {
					t.Errorf("%s has %d to copy, and leaves %d, not %d", who.Account, list, d.Visits.ToCopy, n)
				}
			}
		}
		same(map[*authz.Actor]int{&ash: 2, &bo: 1})
		if v := b.made(sam, second.ID); v.State != course.AppointmentHeld {
			t.Errorf("it is %s", v.State)
		}
		b.ok(b.roads(bo)["the account"](care.HandOver{}))
		same(map[*authz.Actor]int{&ash: 3})
		b.whole()
	})
}
