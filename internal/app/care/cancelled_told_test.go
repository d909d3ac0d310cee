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
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/workforce"
)

// A cancelling is one thing for which visits to come are cancelled, and how the person
// hears of them: by one message where that is safe, or else by staff, if at all.
type cancelling struct {
	does    func(b *bench, sam id.Participant, ash, bo authz.Actor)
	mail    string // its subject; none where they know
	visits  int    // that staff tell them of, who can have no e-mail
	undated bool   // the message leads to the days
}

const (
	timeChanged   = "A time has changed"
	agreedChanged = "Something that was agreed has changed"
)

// cancellings are everything that cancels visits to come.
func cancellings() map[string]cancelling {
	ctx := context.Background()
	ends := func(k course.EndingKind) func(*bench, id.Participant, authz.Actor, authz.Actor) {
		return func(b *bench, sam id.Participant, _, _ authz.Actor) {
			b.ok(b.care.EndVisits(ctx, b.staff("Lena", authz.Lead), sam, course.Ending{ID: named[id.Ending]("e"),
				Kind: k, On: date("2026-11-23"), Note: "as agreed"}, true))
		}
	}
	happens := func(k life.Kind) func(*bench, id.Participant, authz.Actor, authz.Actor) {
		return func(b *bench, sam id.Participant, _, _ authz.Actor) { b.lives(sam, "life", k) }
	}
	stops := func(s pathway.Scope, themselves bool) func(*bench, id.Participant, authz.Actor, authz.Actor) {
		return func(b *bench, sam id.Participant, _, _ authz.Actor) {
			w := pathway.Withdrawal{ID: named[id.Withdrawal]("w"), Scope: s, On: date("2026-11-23")}
			if themselves {
				b.ok(b.care.Withdraw(ctx, b.themselves(sam), sam, w))
				return
			}
			b.ok(b.care.RecordWithdrawal(ctx, b.staff("Lena", authz.Lead), sam, w))
		}
	}
	cancels := func(by course.Party) func(*bench, id.Participant, authz.Actor, authz.Actor) {
		return func(b *bench, sam id.Participant, ash, _ authz.Actor) {
			a := b.visits(ash, sam).Appointments[0]
			b.ok(b.care.CancelVisit(ctx, b.staff("Lena", authz.Lead), sam, course.Cancellation{
				ID: named[id.Cancellation]("c"), Appointment: a.ID, From: a.Start, By: by, Reason: "flu"}))
		}
	}
	all := map[string]cancelling{
		"one by the service":   {cancels(course.PartyService), timeChanged, 1, true},
		"one as they asked":    {cancels(course.PartyParticipant), timeChanged, 0, true},
		"want no more visits":  {stops(pathway.FromVisitsOnly, false), datesOff, 0, false},
		"stop wholly":          {stops(pathway.Wholly, false), datesOff, 0, false},
		"stop them themselves": {stops(pathway.FromVisitsOnly, true), "", 0, false},
		"death":                {happens(life.Death), "", 0, false},
		"moving away later": {func(b *bench, sam id.Participant, _, _ authz.Actor) {
			b.ok(b.care.EnterLife(ctx, b.staff("Lena", authz.Lead), sam, life.Event{ID: named[id.LifeEvent]("later"),
				Kind: life.MovingAway, On: date("2026-12-01")}, false))
		}, datesOff, 9, false},
		"end of a match": {func(b *bench, sam id.Participant, ash, _ authz.Actor) {
			lena := b.staff("Lena", authz.Lead)
			b.ok(b.care.EndMatch(ctx, lena, sam, workforce.MatchEnded{ID: named[id.MatchEnd]("end"),
				Match: b.whoVisits(lena, sam).Match, On: date("2026-11-23"), Reason: workforce.WorkerAway}))
		}, agreedChanged, 10, true},
		"handed over to nobody": {func(b *bench, _ id.Participant, ash, _ authz.Actor) {
			b.ok(b.care.EndAccount(ctx, b.ada(), ash.Account, care.HandOver{Board: true}))
		}, agreedChanged, 10, true},
		"no colleague any more": {func(b *bench, sam id.Participant, ash, bo authz.Actor) {
			lena, jo := b.staff("Lena", authz.Lead), b.plannedAt(14, "Jo", ash)
			v, _ := b.covers(lena, sam, bo)
			of := b.visits(ash, jo).ToCome(b.now)[0]
			m := moveTo("beside", of, v.Start.Add(30*time.Minute))
			m.By = course.PartyWorker
			b.ok(b.care.MoveVisit(ctx, ash, jo, m))
			if p := b.told(sam); p.Any() {
				b.ok(b.tells(lena, "covered", p))
			}
			b.ok(b.care.EndAccount(ctx, b.ada(), bo.Account, care.HandOver{Board: true}))
		}, datesOff, 1, false},
	}
	for _, k := range course.EndingKinds() {
		if k != course.EndedDeath && k != course.EndedAllHeld {
			all["ending: "+string(k)] = cancelling{ends(k), datesOff, 10, false}
		}
	}
	for _, k := range life.Kinds() {
		if k.Holds() {
			all[string(k)] = cancelling{happens(k), datesOff, 10, false}
		}
	}
	return all
}

// Whatever cancels visits, the person is told which, once: by one message where that is
// safe, or else by staff, at once, and still once things go on.
func TestWhateverCancelsVisitsThePersonIsToldOnce(t *testing.T) {
	storetest.InTheWholeRun(t)
	for what, c := range cancellings() {
		t.Run(what, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ash, bo, lena, out := b.worker("Ash"), b.worker("Bo"), b.staff("Lena", authz.Lead), outbox()
				sam := b.planned("Sam", ash)
				b.ok(b.tells(lena, "planned", b.told(sam))) // who visits, and when
				c.does(b, sam, ash, bo)
				b.mails(out)
				for _, m := range out.List() {
					if m.Subject == datesOff || m.Subject == timeChanged || m.Subject == agreedChanged {
						t.Errorf("by e-mail: %s to %s", m.Subject, m.To)
					}
				}
				b.holdsTold(sam, c.visits)
				if what == string(life.Readmission) || what == string(life.LossOfCapacity) {
					b.lives(sam, "on", life.GoingOn)
					b.holdsTold(sam, c.visits)
				}
				if p := b.told(sam); p.Any() {
					b.ok(b.tells(lena, "told", p))
				}
				b.holdsTold(sam, 0)
				b.whole()
			})
		})
		t.Run(what+", by e-mail", func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ash, bo, out := b.worker("Ash"), b.worker("Bo"), outbox()
				sam := b.matched("Sam", ash, byEmail("sam@example.org"))
				b.signsIn(sam)
				b.ok(b.care.PlanVisits(context.Background(), ash, sam, named[id.Series]("s"), tuesdays()))
				b.mails(outbox())
				c.does(b, sam, ash, bo)
				got := b.mails(out)
				for _, subject := range []string{datesOff, timeChanged, agreedChanged} {
					want := 0
					if subject == c.mail {
						want = 1
					}
					n := len(slices.DeleteFunc(got[subject], func(to string) bool { return to != "sam@example.org" }))
					if what == "no colleague any more" && subject == agreedChanged {
						want = 1 // that a colleague was to come
					}
					if n != want {
						t.Errorf("%d times, not %d: %s", n, want, subject)
					}
				}
				b.holdsTold(sam, 0)
				b.whole()
			})
		})
	}
}

// told is what staff have to tell sam, as the lead sees it.
func (b *bench) told(sam id.Participant) (p care.PersonToTell) {
	b.t.Helper()
	p, err := b.care.SeeToTell(context.Background(), b.staff("Lena", authz.Lead), sam)
	b.ok(err)
	return p
}

// holdsTold holds the list, the record and the page to n cancelled visits of which staff
// have to tell sam.
func (b *bench) holdsTold(sam id.Participant, n int) {
	b.t.Helper()
	lena, listed := b.staff("Lena", authz.Lead), 0
	for _, p := range b.toTell() {
		if p.Person.ID == sam {
			listed = len(p.Visits.Visits())
		}
	}
	page, record := len(b.told(sam).Visits.Visits()), len(b.record(lena, sam).ToTell)
	if listed != n || page != n || record != n {
		b.t.Errorf("to be told of: %d on the list, %d on the page, %d on the record, not %d", listed, page, record, n)
	}
}

// Of cancelled visits nobody has to tell who never heard of them; what was moved or planned
// before they were all cancelled is not told any more.
func TestWhoNeverHeardOfVisitsNeedNotHearThatTheyAreCancelled(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
		sam := b.matched("Sam", ash)
		b.ok(b.tells(lena, "first", b.told(sam)))
		b.ok(b.care.PlanVisits(ctx, lena, sam, named[id.Series]("s"), tuesdays()))
		cancels := func(from, n int) {
			for _, a := range b.visits(ash, sam).Appointments[from:n] {
				b.ok(b.care.CancelVisit(ctx, lena, sam, course.Cancellation{ID: named[id.Cancellation](string(a.ID)),
					Appointment: a.ID, From: a.Start, By: course.PartyService, Reason: "flu"}))
			}
		}
		cancels(0, 1)
		b.holdsTold(sam, 9) // that are planned
		cancels(1, 10)
		b.holdsTold(sam, 0)
		b.ok(b.plans(ash, sam, "anew", date("2026-11-25")))
		if p := b.told(sam); len(p.Visits.Now) != 10 || len(p.Visits.Off) > 0 {
			t.Errorf("to be told: %+v", p.Visits)
		}
		b.ok(b.tells(lena, "anew told", b.told(sam)))
		b.holdsTold(sam, 0)
		cancels(10, 11)
		b.holdsTold(sam, 1) // of which they know
		b.whole()
	})
}
