package care_test

import (
	"context"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/workforce"
)

// toTell are those whom staff have to tell themselves, with what, as the lead sees it.
func (b *bench) toTell() (all []care.PersonToTell) {
	b.t.Helper()
	list, err := b.care.ListToTell(context.Background(), b.staff("Lena", authz.Lead), programme.Page{})
	b.ok(err)
	if list.Count != len(list.People) {
		b.t.Errorf("%d are counted, and %d listed", list.Count, len(list.People))
	}
	return list.People
}

// tells says that whatever there is was told.
func (b *bench) tells(who authz.Actor, name string, p care.PersonToTell) error {
	v := workforce.Telling{ID: named[id.Telling](name), How: workforce.ToldByPhone,
		On: programme.Of(b.now, b.now.Location())}
	for _, n := range p.Match {
		v.Match = append(v.Match, n.MatchNews)
	}
	for _, o := range p.Visits.Of {
		v.Of = append(v.Of, o.ID)
	}
	return b.care.TellPerson(context.Background(), who, p.Person.ID, v)
}

// Each change that an e-mail would tell of is on the list where none can, until
// somebody has told the person.
func TestWhoeverCanHaveNoEmailIsOnTheListUntilSomebodyHasToldThem(t *testing.T) {
	ctx := context.Background()
	for what, change := range map[string]func(b *bench, sam id.Participant, ash, bo authz.Actor) error{
		"planned": func(b *bench, sam id.Participant, ash, _ authz.Actor) error {
			return b.care.PlanVisits(ctx, b.staff("Lena", authz.Lead), sam, named[id.Series]("s"), tuesdays())
		},
		"moved": func(b *bench, sam id.Participant, ash, _ authz.Actor) error {
			b.ok(b.care.PlanVisits(ctx, ash, sam, named[id.Series]("s"), tuesdays()))
			at := b.visits(ash, sam).Appointments[0]
			return b.care.MoveVisit(ctx, b.staff("Lena", authz.Lead), sam, moveTo("m", at, at.Start.Add(3*60*60*1e9)))
		},
		"cancelled": func(b *bench, sam id.Participant, ash, _ authz.Actor) error {
			b.ok(b.care.PlanVisits(ctx, ash, sam, named[id.Series]("s"), tuesdays()))
			b.ok(b.tells(ash, "planned", b.told(sam)))
			a := b.visits(ash, sam).Appointments[0]
			return b.care.CancelVisit(ctx, b.staff("Lena", authz.Lead), sam, course.Cancellation{
				ID: named[id.Cancellation]("c"), Appointment: a.ID, From: a.Start,
				By: course.PartyService, Reason: "flu"})
		},
		"handed over": func(b *bench, _ id.Participant, ash, bo authz.Actor) error {
			return b.care.EndAccount(ctx, b.ada(), ash.Account, care.HandOver{To: bo.Account})
		},
		"handed over to nobody": func(b *bench, sam id.Participant, ash, _ authz.Actor) error {
			b.ok(b.care.PlanVisits(ctx, ash, sam, named[id.Series]("s"), tuesdays()))
			b.ok(b.tells(ash, "planned", b.told(sam)))
			return b.care.EndAccount(ctx, b.ada(), ash.Account, care.HandOver{Board: true})
		},
	} {
		t.Run(what, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ash, bo, lena := b.worker("Ash"), b.worker("Bo"), b.staff("Lena", authz.Lead)
				sam := b.matched("Sam", ash)
				b.ok(b.tells(lena, "first", b.toTell()[0])) // that Ash visits
				if list := b.toTell(); len(list) != 0 {
					t.Fatalf("told, and on the list: %d", len(list))
				}
				b.ok(change(b, sam, ash, bo))
				list := b.toTell()
				if len(list) != 1 || list[0].Person.ID != sam || !list[0].Any() {
					t.Fatalf("on the list: %d", len(list))
				}
				if off := len(list[0].Visits.Off); what == "handed over to nobody" && off != 10 {
					t.Errorf("%d cancelled visits are to be told", off)
				}
				if needs := strings.Join(b.needs(lena), ", "); !strings.Contains(needs, "telling Sam") {
					t.Errorf("on the board: %s", needs)
				}
				for range 2 { // the second tap
					b.ok(b.tells(lena, "told", list[0]))
				}
				if again := b.tells(lena, "again", list[0]); again == nil {
					t.Error("what was told is told once more")
				}
				if list := b.toTell(); len(list) != 0 || strings.Contains(strings.Join(b.needs(lena), ", "), "telling") {
					t.Errorf("told, and still there: %d", len(list))
				}
				b.whole()
			})
		})
	}
}

// The worker who plans visits has a day to tell the person before the lead is asked to;
// what the person asked for themselves nobody has to tell them.
func TestTheWorkerHasADayToTellAndNobodyTellsWhatThePersonAskedFor(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
		sam := b.matched("Sam", ash)
		b.ok(b.tells(lena, "first", b.toTell()[0]))
		b.ok(b.care.PlanVisits(ctx, ash, sam, named[id.Series]("s"), tuesdays()))
		if list := b.toTell(); len(list) != 0 {
			t.Errorf("at once on the list: %d", len(list))
		}
		p, err := b.care.SeeToTell(ctx, ash, sam)
		b.ok(err)
		if !p.May || len(p.Visits.Now) != 10 {
			t.Errorf("Ash reads %+v", p)
		}
		b.fails(b.tells(b.worker("Bo"), "bo", p), fault.NotFound)
		b.now = b.now.AddDate(0, 0, 1)
		if list := b.toTell(); len(list) != 1 {
			t.Errorf("a day later on the list: %d", len(list))
		}
		b.ok(b.tells(ash, "ash", p))
		m := moveTo("m", b.visits(ash, sam).Appointments[3], b.visits(ash, sam).Appointments[3].Start.Add(3*60*60*1e9))
		m.By = course.PartyParticipant
		b.ok(b.care.MoveVisit(ctx, ash, sam, m))
		b.now = b.now.AddDate(0, 0, 2)
		if list := b.toTell(); len(list) != 0 {
			t.Errorf("they asked for it, and are on the list: %d", len(list))
		}
	})
}

// Whoever has held all their visits, or whose time is over, is offered no worker.
func TestNobodyIsOfferedAWorkerWhenNoVisitCanBePlanned(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
		sam := b.planned("Sam", ash)
		b.now = b.now.AddDate(0, 0, 95)
		for i := range b.visits(ash, sam).Appointments {
			b.ok(b.care.RecordVisit(ctx, ash, sam, held(b.visits(ash, sam), i)))
		}
		pool, err := b.care.SeeClosing(ctx, b.ada(), ash.Account, "")
		b.ok(err)
		if pool.Visits.People != 1 {
			t.Errorf("%d are visited", pool.Visits.People)
		}
		b.ok(b.care.EndAccount(ctx, b.ada(), ash.Account, care.HandOver{To: b.worker("Bo").Account}))
		b.needsAre(lena, "ending Sam", "telling Sam", "writing_up Sam")
		r, err := b.care.SeeVisits(ctx, lena, sam)
		b.ok(err)
		m, err := b.care.SeeMatching(ctx, lena, sam)
		b.ok(err)
		if r.May.Match || m.Open() {
			t.Error("somebody can be chosen")
		}
		b.fails(b.care.MakeMatch(ctx, lena, sam, b.match("again", b.worker("Bo"))), fault.Conflict)
	})
}

// Nobody was told of a change before there was one.
func TestNobodyWasToldBeforeTheChange(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
		sam := b.takesPart("Sam")
		b.now = b.now.AddDate(0, 0, 1)
		m := b.match("m", ash)
		m.On = date("2026-11-24")
		b.ok(b.care.MakeMatch(ctx, lena, sam, m))
		first := b.toTell()[0]
		told := func(name, on string, p care.PersonToTell) error {
			v := workforce.Telling{ID: named[id.Telling](name), How: workforce.ToldByPhone, On: date(on)}
			for _, n := range p.Match {
				v.Match = append(v.Match, n.MatchNews)
			}
			for _, o := range p.Visits.Of {
				v.Of = append(v.Of, o.ID)
			}
			return b.care.TellPerson(ctx, lena, sam, v)
		}
		b.now = b.now.AddDate(0, 0, 1)
		b.says(told("before the match", "2026-11-23", first), "on", "matching.told.on.early")
		b.ok(told("matched", "2026-11-24", first))
		b.ok(b.plans(ash, sam, "s", date("2026-11-26")))
		p, err := b.care.SeeToTell(ctx, lena, sam)
		b.ok(err)
		b.says(told("before the plan", "2026-11-24", p), "on", "matching.told.on.early")
		b.ok(told("planned", "2026-11-25", p))
		b.whole()
	})
}

// stances are ways to each standing that follows a match, and whether the visits that it
// cancels are to be told.
func stances() map[programme.Stands]func(b *bench, sam id.Participant) bool {
	happens := func(k life.Kind, told bool) func(*bench, id.Participant) bool {
		return func(b *bench, sam id.Participant) bool { b.lives(sam, "life", k); return told }
	}
	stops := func(s pathway.Scope) func(*bench, id.Participant) bool {
		return func(b *bench, sam id.Participant) bool {
			b.ok(b.care.RecordWithdrawal(context.Background(), b.staff("Lena", authz.Lead), sam, pathway.Withdrawal{
				ID: named[id.Withdrawal]("w"), Scope: s, On: date("2026-11-23")}))
			return false
		}
	}
	return map[programme.Stands]func(*bench, id.Participant) bool{
		programme.TakingPart: func(*bench, id.Participant) bool { return false },
		programme.Paused:     happens(life.Readmission, true),
		programme.Away:       happens(life.MovingAway, true),
		programme.Died:       happens(life.Death, false),
		programme.Ended: func(b *bench, sam id.Participant) bool {
			b.ok(b.care.EndVisits(context.Background(), b.staff("Lena", authz.Lead), sam, course.Ending{
				ID: named[id.Ending]("e"), Kind: course.EndedSooner, On: date("2026-11-23"), Note: "as agreed"}, true))
			return true
		},
		programme.Stands(programme.WithoutVisits): stops(pathway.FromVisitsOnly),
		programme.Stands(programme.Withdrawn):     stops(pathway.Wholly),
	}
}

// In every standing but taking part, somebody hears of cancelled visits at most: not who
// visits them, nor what had been planned.
func TestWhoIsNotVisitedNowIsToldOfCancelledVisitsAlone(t *testing.T) {
	storetest.InTheWholeRun(t)
	ctx := context.Background()
	for is, happens := range stances() {
		for _, heard := range []string{"nothing", "who visits", "all that was planned"} {
			t.Run(string(is)+", heard "+heard, func(t *testing.T) {
				onEachEngine(t, func(t *testing.T, b *bench) {
					lena, sam := b.staff("Lena", authz.Lead), b.matched("Sam", b.worker("Ash"))
					if heard != "nothing" {
						b.ok(b.tells(lena, "match", b.told(sam)))
					}
					if heard == "all that was planned" {
						b.ok(b.care.PlanVisits(ctx, lena, sam, named[id.Series]("s"), tuesdays()))
						b.ok(b.tells(lena, "plan", b.told(sam)))
					}
					tells, p := happens(b, sam), b.told(sam)
					if match := is == programme.TakingPart && heard == "nothing"; (len(p.Match) > 0) != match {
						t.Errorf("%d pieces of news of a match", len(p.Match))
					}
					if off := tells && heard == "all that was planned"; (len(p.Visits.Off) > 0) != off {
						t.Errorf("%d visits", len(p.Visits.Off))
					}
					if planned := is == programme.TakingPart && heard == "nothing"; len(p.Visits.Now) > 0 && !planned {
						t.Errorf("%d visits that are planned", len(p.Visits.Now))
					}
					if listed := len(b.toTell()) > 0; listed != p.Any() {
						t.Errorf("listed %t, with something to tell %t", listed, p.Any())
					}
					b.whole()
				})
			})
		}
	}
}
