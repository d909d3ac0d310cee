package care_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/store/storetest"
)

// over records that the visits of somebody are, today.
func (b *bench) over(sam id.Participant) {
	b.t.Helper()
	b.ok(b.care.EndVisits(context.Background(), b.staff("Lena", authz.Lead), sam, course.Ending{
		ID: named[id.Ending]("over" + string(sam)), Kind: course.EndedSooner, On: programme.Of(b.now, time.UTC),
		Note: "as agreed"}, true))
}

// Of somebody whose visits had ended nobody is told that their worker goes, and the worker
// isn't counted to have visited them: neither on the page nor in a message.
func TestOfVisitsThatHadEndedNobodyIsToldThatTheirWorkerGoes(t *testing.T) {
	storetest.InTheWholeRun(t)
	for _, road := range everyRoad {
		t.Run(road, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ash, lena := b.worker("Ash"), b.staff("Lena", authz.Lead)
				sam := b.planned("Sam", ash)
				b.plannedAt(13, "Kim", ash)
				b.now = b.visits(ash, sam).Appointments[0].End().Add(time.Hour)
				b.ok(b.care.RecordVisit(context.Background(), ash, sam, held(b.visits(ash, sam), 0))) // its note isn't copied
				b.over(sam)
				b.delivers(outbox())
				asked, err := b.care.SeeHandOver(context.Background(), lena, ash.Account)
				b.ok(err)
				if asked.Visits.People != 1 {
					t.Errorf("the page counts %d", asked.Visits.People)
				}
				b.ok(b.roads(ash)[road](care.HandOver{Board: true}))
				r := b.whoVisits(lena, sam)
				if _, untold := heard(r); r.May.Tell || len(untold) > 0 || r.Match != "" {
					t.Errorf("of whom nobody visits any more is to be told: %v", untold)
				}
				out := outbox()
				b.delivers(out)
				for _, m := range received(out)["Ash@example.org"] {
					if !strings.Contains(m.Text, "You no longer visit one of the people on your list.") {
						t.Errorf("Ash is told %q", m.Text)
					}
				}
				b.whole()
			})
		})
	}
}

// The record and the list of people to tell say the same of somebody on hold: they hear
// who visits them once life goes on.
func TestWhoIsOnHoldHearsThatTheirWorkerHasGoneOnceLifeGoesOn(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
		sam := b.matched("Sam", ash)
		b.ok(b.tells(lena, "who visits", b.told(sam)))
		b.lives(sam, "ill", life.Readmission)
		b.ok(b.care.HandOver(ctx, lena, ash.Account, care.HandOver{Board: true}))
		b.delivers(outbox())
		person := "end person"
		sees := func(want bool) {
			t.Helper()
			_, untold := heard(b.whoVisits(lena, sam))
			listed, err := b.care.ListToTell(ctx, lena, programme.Page{Size: 50})
			b.ok(err)
			on := len(listed.People) == 1 && len(listed.People[0].Match) == 1
			if record := strings.Contains(strings.Join(untold, ", "), person); on != want || record != want {
				t.Errorf("to tell: on the list %t, on the record %t, not %t", on, record, want)
			}
		}
		sees(false)
		b.resumed(sam)
		sees(true)
		b.whole()
	})
}

// Who is on hold or away goes to nobody, whoever is chosen: the page says how many and why.
func TestAHandOverSaysOfWhomNobodyCanTakeAndWhy(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash, bo, lena := b.worker("Ash"), b.worker("Bo"), b.staff("Lena", authz.Lead)
		b.lives(b.planned("Sam", ash), "ill", life.Readmission)
		b.lives(b.plannedAt(13, "Kim", ash), "moved", life.MovingAway)
		d, err := b.care.SeeHandOver(context.Background(), lena, ash.Account)
		b.ok(err)
		if k := d.Takes; k.Going != 0 || k.OnHold != 1 || k.Away != 1 || k.NoTime != 0 || k.By[bo.Account] != 0 {
			t.Errorf("it says %+v", k)
		}
	})
}

// Who has died, or has withdrawn, may turn out to go on: they aren't found with a worker who
// has gone meanwhile.
func TestWhoGoesOnAfterAllIsNotWithAWorkerWhoHasGone(t *testing.T) {
	mistaken := say.English().Say("message.life.mistaken.subject")
	for name, c := range map[string]struct {
		ends, goesOn func(b *bench, sam id.Participant)
	}{
		"died": {
			func(b *bench, sam id.Participant) { b.lives(sam, "died", life.Death) },
			func(b *bench, sam id.Participant) {
				b.lives(sam, "error", life.DeathInError)
				b.lives(sam, "on", life.GoingOn)
			}},
		"withdrew": {
			func(b *bench, sam id.Participant) {
				b.ok(b.care.Withdraw(context.Background(), b.themselves(sam), sam,
					pathway.Withdrawal{ID: named[id.Withdrawal]("w"), Scope: pathway.Wholly}))
			},
			func(b *bench, sam id.Participant) {
				b.ok(b.takesBack(b.staff("Lena", authz.Lead), sam, pathway.UndoWithdrawal, string(named[id.Withdrawal]("w"))))
			}},
	} {
		for _, road := range everyRoad {
			t.Run(name+" "+road, func(t *testing.T) {
				onEachEngine(t, func(t *testing.T, b *bench) {
					ash, lena := b.worker("Ash"), b.hires("Lena", authz.Lead)
					sam := b.planned("Sam", ash)
					c.ends(b, sam)
					b.delivers(outbox())
					b.ok(b.roads(ash)[road](care.HandOver{}))
					out := outbox()
					b.delivers(out)
					if got := received(out)["Ash@example.org"]; len(got) != 0 {
						t.Errorf("Ash was sent %v", got)
					}
					c.goesOn(b, sam)
					if r := b.record(lena, sam); r.Worker != "" {
						t.Error("they are still Ash's")
					}
					if got := b.needs(lena); !slices.Contains(got, "worker Sam") {
						t.Errorf("on the board: %q", got)
					}
					b.delivers(out)
					for _, m := range received(out)["Ash@example.org"] {
						if m.Subject != mistaken { // which who was told of a death hears all the same
							t.Errorf("Ash was sent %v", m)
						}
					}
					b.whole()
				})
			})
		}
	}
}
