package care_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/workforce"
)

// cancelsSecond has the second visit of somebody be cancelled by the worker.
func (b *bench) cancelsSecond(ash authz.Actor, sam id.Participant) {
	b.t.Helper()
	a := b.visits(ash, sam).Appointments[1]
	b.ok(b.care.CancelVisit(context.Background(), ash, sam, course.Cancellation{ID: named[id.Cancellation]("c"),
		Appointment: a.ID, From: a.Start, By: course.PartyParticipant}))
}

// A worker who leaves is told of the visits they were still to make, and of the living.
func TestALeaverIsToldOnlyOfVisitsThatWereStillPlanned(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash, bo := b.worker("Ash"), b.worker("Bo")
		sam, kim := b.planned("Sam", ash), b.plannedAt(13, "Kim", ash)
		b.cancelsSecond(ash, sam)
		b.now = b.visits(ash, kim).Appointments[0].End().Add(time.Hour) // which is left to write up
		b.lives(kim, "died", life.Death)
		b.delivers(outbox())
		b.now = b.now.Add(time.Hour)
		b.ok(b.care.HandOver(context.Background(), b.staff("Lena", authz.Lead), ash.Account,
			care.HandOver{To: bo.Account}))
		out := outbox()
		b.delivers(out)
		sent := received(out)["Ash@example.org"]
		if len(sent) != 1 {
			t.Fatalf("Ash is told %d times", len(sent))
		}
		if text := sent[0].Text; !strings.Contains(text, "no longer visit one of") || strings.Contains(text, "13:00") ||
			strings.Count(text, ", 10:00") != 8 || strings.Contains(text, "1 December") {
			t.Errorf("it says %s", text)
		}
		b.whole()
	})
}

// A worker is told of the visits that a stop called off, not of those cancelled before.
func TestAWorkerIsToldOnlyOfVisitsThatTheStopCalledOff(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash := b.worker("Ash")
		sam := b.planned("Sam", ash)
		b.cancelsSecond(ash, sam)
		b.delivers(outbox())
		b.now = b.now.Add(time.Hour)
		b.ok(b.care.Withdraw(context.Background(), b.themselves(sam), sam,
			pathway.Withdrawal{ID: named[id.Withdrawal]("w"), Scope: pathway.FromVisitsOnly}))
		out := outbox()
		b.delivers(out)
		sent := withSubject(out, "Ash@example.org", visitsOff)
		if len(sent) != 1 || strings.Count(sent[0].Text, ", 10:00") != 9 {
			t.Errorf("Ash is told %v", sent)
		}
		b.whole()
	})
}

// Who wants no more visits is not handed over, and nobody counts them. But should they
// change their mind, they are not left waiting for a worker who has gone.
func TestWhoWantsNoVisitsIsNotLeftWithAWorkerWhoHasGone(t *testing.T) {
	for _, road := range everyRoad {
		t.Run(road, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ctx := context.Background()
				ash, lena := b.worker("Ash"), b.hires("Lena", authz.Lead)
				sam := b.planned("Sam", ash)
				b.ok(b.care.Withdraw(ctx, b.themselves(sam), sam,
					pathway.Withdrawal{ID: named[id.Withdrawal]("w"), Scope: pathway.FromVisitsOnly}))
				if r := b.record(lena, sam); r.Helpers.Worker.ID != "" {
					t.Error("who visited them can be rung as who visits them")
				}
				b.delivers(outbox())
				d, err := b.care.SeeHandOver(ctx, lena, ash.Account)
				if b.ok(err); d.Visits != (care.VisitsLeft{Quiet: true}) {
					t.Errorf("touches %+v", d.Visits)
				}
				b.ok(b.roads(ash)[road](care.HandOver{}))
				if r := b.record(lena, sam); r.Worker != "" {
					t.Error("they are still Ash's")
				}
				out := outbox()
				b.delivers(out)
				if got := received(out)["Ash@example.org"]; len(got) != 0 {
					t.Errorf("Ash was sent %v", got)
				}
				b.ok(b.care.RecordVisitsAgain(ctx, b.cora(), sam, b.consent("again")))
				if got := b.needs(lena); !slices.Contains(got, "worker Sam") {
					t.Errorf("on the board: %q", got)
				}
				b.whole()
			})
		})
	}
}

// Who takes people over is weighed by what was read once, and has less room with each.
func TestHandingOverReadsTheWorkersOnceAndFillsTheirWeek(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, bo, lena := context.Background(), b.worker("Ash"), b.worker("Bo"), b.hires("Lena", authz.Lead)
		all := b.places(ash.Account)
		for i := range all {
			b.matched(fmt.Sprint("Sam", i), ash)
		}
		b.matched("Jo", bo)
		b.matched("Kim", bo)
		asked, err := b.care.SeeHandOver(ctx, lena, ash.Account)
		b.ok(err)
		if asked.Takes.By[bo.Account] != all-2 || asked.Takes.Going != all {
			t.Errorf("the page says %d of %d", asked.Takes.By[bo.Account], asked.Takes.Going)
		}
		reads := 0
		watched := store.Watching(ctx, func(query string) {
			if strings.Contains(query, "name: ListCommitments ") {
				reads++
			}
		})
		b.ok(b.care.HandOver(watched, lena, ash.Account, care.HandOver{To: bo.Account}))
		load, err := b.care.ListCaseloads(ctx, lena, programme.Page{Only: programme.Only{Worker: bo.Account}})
		b.ok(err)
		if reads != 1 || all < 4 || load.Count != all {
			t.Errorf("with room for %d, Bo has %d people; the workers were read %d times", all, load.Count, reads)
		}
		b.whole()
	})
}

// places is for how many more people a worker has hours.
func (b *bench) places(worker id.Account) (n int) {
	b.t.Helper()
	b.change(func(tx *kernel.Tx) error {
		d, err := content.Latest("crisis-peer-support")
		if err != nil {
			return err
		}
		_, pool, err := tx.ListWorkers(d.Sessions)
		for _, a := range pool {
			if a.ID == worker {
				n = workforce.Room(a.Worker, d, a.Commitments).Places()
			}
		}
		return err
	})
	return n
}

// Who is no worker any more is led to no list of people: there is none for them.
func TestOnlyWhoStaysAWorkerIsLedToTheirList(t *testing.T) {
	for road, led := range map[string]bool{"the role": false, "long leave": true} {
		t.Run(road, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ash := b.worker("Ash")
				b.planned("Sam", ash)
				b.delivers(outbox())
				b.ok(b.roads(ash)[road](care.HandOver{Board: true}))
				out := outbox()
				b.delivers(out)
				sent := received(out)["Ash@example.org"]
				if len(sent) != 1 {
					t.Fatalf("Ash is told %d times", len(sent))
				}
				text := sent[0].Text
				for _, words := range []string{"/visits", "who you visit now"} {
					if strings.Contains(text, words) != led {
						t.Errorf("it says %q", text)
					}
				}
				if !strings.HasPrefix(text, "You no longer visit one of") || strings.TrimSpace(text) != text {
					t.Errorf("it says %q", text)
				}
			})
		})
	}
}
