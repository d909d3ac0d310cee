package care_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/workforce"
)

// toldBack is whether each time that somebody was told of their visits was taken back.
func (b *bench) toldBack(sam id.Participant) (back []bool) {
	b.t.Helper()
	for _, x := range b.record(b.staff("Lena", authz.Lead), sam).Told {
		back = append(back, x.Back.By != "")
	}
	return back
}

// Pressed by mistake, it is taken back by who recorded it, and by the lead: the person is to
// be told the same again.
func TestThatSomebodyKnowsOfTheirVisitsIsTakenBack(t *testing.T) {
	for who, takes := range map[string]func(b *bench, ash authz.Actor) authz.Actor{
		"lead":           func(b *bench, _ authz.Actor) authz.Actor { return b.staff("Lena", authz.Lead) },
		"recorded by it": func(_ *bench, ash authz.Actor) authz.Actor { return ash },
	} {
		t.Run(who, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
				sam := b.matched("Sam", ash)
				b.ok(b.care.PlanVisits(ctx, lena, sam, named[id.Series]("s"), tuesdays()))
				before := b.told(sam)
				b.needsAre(lena, "telling Sam")
				b.ok(b.tells(ash, "told", before))
				b.needsAre(lena)
				fact, actor := string(named[id.Telling]("told")), takes(b, ash)
				b.fails(b.takesBack(b.worker("Bo"), sam, pathway.UndoTelling, fact), fault.NotFound)
				for range 2 { // the second tap
					b.ok(b.takesBack(actor, sam, pathway.UndoTelling, fact))
				}
				if d := cmp.Diff(before.Visits, b.told(sam).Visits); d != "" {
					t.Error(d)
				}
				if d := cmp.Diff(before.Match, b.told(sam).Match); d != "" {
					t.Error(d)
				}
				b.needsAre(lena, "telling Sam")
				if back := b.toldBack(sam); !cmp.Equal(back, []bool{true}) {
					t.Errorf("told, and taken back: %v", back)
				}
				b.ok(b.tells(ash, "told again", b.told(sam)))
				b.needsAre(lena)
				if back := b.toldBack(sam); !cmp.Equal(back, []bool{true, false}) {
					t.Errorf("told, and taken back: %v", back)
				}
				b.whole()
			})
		})
	}
}

// What a worker may take back is what they have recorded themselves, and no fact of another
// kind; what is there of another's they don't read.
func TestAWorkerTakesBackNothingButThatTheyHaveToldSomebody(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
		sam := b.matched("Sam", ash)
		b.ok(b.tells(lena, "told", b.told(sam)))
		b.lives(sam, "life", life.MovingAway)
		r, err := b.care.AskUndo(ctx, ash, sam)
		b.ok(err)
		if len(r.Facts)+len(r.Undone) > 0 {
			t.Errorf("Ash reads %+v", r)
		}
		b.fails(b.takesBack(ash, sam, pathway.UndoTelling, string(named[id.Telling]("told"))), fault.Conflict)
		b.fails(b.takesBack(ash, sam, pathway.UndoLife, string(named[id.LifeEvent]("life"+string(sam)))), fault.Conflict)
		b.ok(b.takesBack(lena, sam, pathway.UndoLife, string(named[id.LifeEvent]("life"+string(sam)))))
		r, err = b.care.AskUndo(ctx, ash, sam)
		b.ok(err)
		if len(r.Undone) > 0 {
			t.Errorf("Ash reads %+v", r.Undone)
		}
	})
}

// What they were told before isn't taken back once they were told more.
func TestThatSomebodyKnowsStaysOnceMoreWasTold(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash, lena := b.worker("Ash"), b.staff("Lena", authz.Lead)
		sam := b.matched("Sam", ash)
		b.ok(b.tells(lena, "first", b.told(sam)))
		b.ok(b.care.PlanVisits(context.Background(), lena, sam, named[id.Series]("s"), tuesdays()))
		b.now = b.now.Add(time.Minute)
		b.ok(b.tells(lena, "second", b.told(sam)))
		b.fails(b.takesBack(lena, sam, pathway.UndoTelling, string(named[id.Telling]("first"))), fault.Conflict)
		b.ok(b.takesBack(lena, sam, pathway.UndoTelling, string(named[id.Telling]("second"))))
		if p := b.told(sam); len(p.Match) > 0 || len(p.Visits.Now) != 10 {
			t.Errorf("to tell: %+v", p)
		}
		b.ok(b.takesBack(lena, sam, pathway.UndoTelling, string(named[id.Telling]("first"))))
		if p := b.told(sam); len(p.Match) != 1 {
			t.Errorf("to tell: %+v", p)
		}
		b.whole()
	})
}

// Who was visited since knows who visits them, and may still not know of the other days.
func TestWhoWasVisitedSinceIsToHearOfTheirDaysAlone(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
		sam := b.matched("Sam", ash)
		b.ok(b.care.PlanVisits(ctx, lena, sam, named[id.Series]("s"), tuesdays()))
		b.ok(b.tells(ash, "told", b.told(sam)))
		b.now = b.visits(ash, sam).Appointments[0].Start.Add(2 * time.Hour)
		b.ok(b.care.RecordVisit(ctx, ash, sam, held(b.visits(ash, sam), 0)))
		b.ok(b.takesBack(ash, sam, pathway.UndoTelling, string(named[id.Telling]("told"))))
		if p := b.told(sam); len(p.Match) > 0 || len(p.Visits.Now) != 9 {
			t.Errorf("to tell: %+v", p)
		}
	})
}

// What a message led them to was no mistake of anybody's.
func TestWhatAMessageToldIsNotTakenBack(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		lena, sam := b.staff("Lena", authz.Lead), b.matched("Sam", b.worker("Ash"), byEmail("sam@example.org"))
		b.ok(b.care.PlanVisits(context.Background(), lena, sam, named[id.Series]("s"), tuesdays()))
		b.signsIn(sam)
		at := b.visits(lena, sam).Appointments[0]
		b.ok(b.care.MoveVisit(context.Background(), lena, sam, moveTo("m", at, at.Start.Add(3*time.Hour))))
		b.mails(outbox())
		if p := b.told(sam); p.Any() {
			t.Fatalf("to tell: %+v", p)
		}
		facts, err := b.care.AskUndo(context.Background(), lena, sam)
		b.ok(err)
		for _, f := range facts.Facts {
			if f.Kind == pathway.UndoTelling {
				t.Errorf("offered: %+v", f)
			}
		}
	})
}

// Of days that have passed there is nothing to tell them: nobody is put on the list for these.
func TestWhoWasToldOfDaysThatHavePassedIsNotToBeToldAgain(t *testing.T) {
	for what, c := range map[string]struct {
		days  int
		tells []string
	}{"to come": {1, []string{"telling Sam"}}, "passed": {80, nil}} {
		t.Run(what, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				lena, sam := b.staff("Lena", authz.Lead), b.matched("Sam", b.worker("Ash"))
				b.knowsWho(lena, sam, workforce.ThePerson)
				b.now = b.now.Add(time.Minute)
				b.ok(b.care.PlanVisits(context.Background(), lena, sam, named[id.Series]("s"), tuesdays()))
				b.ok(b.tells(lena, "told", b.told(sam)))
				b.now = b.now.AddDate(0, 0, c.days)
				b.ok(b.takesBack(lena, sam, pathway.UndoTelling, string(named[id.Telling]("told"))))
				b.needsAre(lena, c.tells...)
				if back := b.toldBack(sam); !cmp.Equal(back, []bool{true}) {
					t.Errorf("told, and taken back: %v", back)
				}
				b.whole()
			})
		})
	}
}
