package care_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// toldOfChange does all due work and counts the messages of a change so far, by
// address. None of them names anybody.
func (b *bench) toldOfChange(out *notify.Outbox) map[string]int {
	b.t.Helper()
	b.delivers(out)
	counts := map[string]int{}
	for _, m := range out.List() {
		if !strings.Contains(m.Subject, "has changed") {
			continue
		}
		counts[m.To]++
		for _, word := range []string{"Sam", "Ash", "Example", "peer", "crisis", "support"} {
			if strings.Contains(m.Subject+m.Text, word) {
				b.t.Errorf("a message says %q: %s", word, m.Text)
			}
		}
	}
	return counts
}

func ownMove(name string, b course.Appointment, start time.Time, place course.Place) course.Move {
	return course.Move{ID: named[id.Move](name), Appointment: b.ID, From: b.Start,
		To: course.Arrangement{Start: start, Place: place}}
}

// says holds err to be a problem with that key beside that field.
func (b *bench) says(err error, field, key string) {
	b.t.Helper()
	problems, _ := fault.AsProblems(err)
	if p, said := problems.On(field); !said || p.Key != key {
		b.t.Errorf("%v, and not %s beside %s", err, key, field)
	}
}

func TestSomebodyMovesAVisitOfTheirOwnAndTheWorkerIsToldOnce(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, out := context.Background(), b.worker("Ash"), &notify.Outbox{Now: func() time.Time { return time.Time{} }}
		sam, jo := b.planned("Sam", ash), b.takesPart("Jo")
		third := b.visits(ash, sam).Appointments[2]
		m := ownMove("m", third, third.Start.Add(26*time.Hour), course.PlaceHome)
		m.Reason = "The plumber comes."
		b.ok(b.care.MoveOwnVisit(ctx, b.themselves(sam), m))
		b.ok(b.care.MoveOwnVisit(ctx, b.themselves(sam), m)) // the second tap
		if got := b.toldOfChange(out); got["Ash@example.org"] != 1 || len(got) != 1 {
			t.Errorf("told: %v", got)
		}
		m.To.Start = m.To.Start.Add(time.Hour)
		b.fails(b.care.MoveOwnVisit(ctx, b.themselves(sam), m), fault.Conflict)
		m.ID = named[id.Move]("saw the old time")
		b.fails(b.care.MoveOwnVisit(ctx, b.themselves(sam), m), fault.Conflict)
		b.fails(b.care.MoveOwnVisit(ctx, b.themselves(jo), m), fault.NotFound) // Sam's, under Jo
		b.fails(b.care.MoveOwnVisit(ctx, ash, m), fault.NotFound)              // a worker has no visits of their own

		now, _ := b.visits(ash, sam).Find(third.ID)
		if len(now.Moves) != 1 || now.Moves[0].By != course.PartyParticipant || now.Moves[0].Reason != "The plumber comes." ||
			now.Minutes != third.Minutes || now.Worker != ash.Account {
			t.Errorf("it stands at %+v", now)
		}
		telephone := ownMove("by telephone", now, now.Start, course.PlaceTelephone)
		b.ok(b.care.MoveOwnVisit(ctx, b.themselves(sam), telephone))
		b.ok(b.care.MoveOwnVisit(ctx, b.themselves(sam), telephone))
		if now, _ = b.visits(ash, sam).Find(third.ID); now.Place != course.PlaceTelephone || len(now.Moves) != 2 {
			t.Errorf("it stands at %+v", now)
		}
		b.whole()
	})
}

func TestAMoveOfOnesOwnThatStaffHaveToSeeIsNotTaken(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam, jo := b.planned("Sam", ash), b.matched("Jo", ash)
		later := tuesdays()
		later.At, _ = programme.MakeTimeOfDay(15, 0)
		b.ok(b.care.PlanVisits(ctx, ash, jo, named[id.Series]("jo"), later))
		first := b.visits(ash, sam).Appointments[0]
		move := func(by time.Duration) error {
			return b.care.MoveOwnVisit(ctx, b.themselves(sam), ownMove(by.String(), first, first.Start.Add(by),
				course.PlaceHome))
		}
		b.says(move(4*time.Hour), "to.start", "own_visit.taken") // 14:00, and Jo's is at 15:00
		b.says(move(-4*time.Hour), "at", "own_visit.hours")
		b.says(move(4*24*time.Hour), "to.start", "own_visit.weekend")
		b.says(move(-24*time.Hour), "to.start", "own_visit.soon")
		b.says(move(100*24*time.Hour), "to.start", "own_visit.window")
		b.says(b.care.MoveOwnVisit(ctx, b.themselves(sam), course.Move{Appointment: first.ID}), "to.start",
			"appointment.start.missing")
		b.ok(move(2 * time.Hour))
	})
}

func TestSomebodyCallsOffAVisitOfTheirOwnWithNoReasonAndItIsPlannedAnew(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, out := context.Background(), b.worker("Ash"), &notify.Outbox{Now: func() time.Time { return time.Time{} }}
		sam := b.planned("Sam", ash)
		first := b.visits(ash, sam).Appointments[0]
		v := course.Cancellation{ID: named[id.Cancellation]("c"), Appointment: first.ID, From: first.Start}
		b.ok(b.care.CancelOwnVisit(ctx, b.themselves(sam), v))
		b.ok(b.care.CancelOwnVisit(ctx, b.themselves(sam), v))
		c := b.visits(ash, sam)
		if now, _ := c.Find(first.ID); now.State != course.AppointmentCancelled ||
			now.Cancelled[0].By != course.PartyParticipant || len(c.ToPlan()) != 1 {
			t.Errorf("it stands at %+v", now)
		}
		if got := b.toldOfChange(out); got["Ash@example.org"] != 1 {
			t.Errorf("told: %v", got)
		}
		v.ID = named[id.Cancellation]("another")
		b.fails(b.care.CancelOwnVisit(ctx, b.themselves(sam), v), fault.Conflict)
		b.fails(b.care.MoveOwnVisit(ctx, b.themselves(sam), ownMove("m", first, first.Start.Add(time.Hour),
			course.PlaceHome)), fault.Conflict)

		second := c.Appointments[1]
		b.now = second.Start // it begins
		v = course.Cancellation{ID: named[id.Cancellation]("at the door"), Appointment: second.ID, From: second.Start}
		b.fails(b.care.CancelOwnVisit(ctx, b.themselves(sam), v), fault.Conflict)
		b.ok(b.care.Withdraw(ctx, b.themselves(sam), sam, pathway.Withdrawal{ID: named[id.Withdrawal]("w"),
			Scope: pathway.FromVisitsOnly}))
		third := c.Appointments[2]
		b.fails(b.care.MoveOwnVisit(ctx, b.themselves(sam), ownMove("too late", third, third.Start.Add(time.Hour),
			course.PlaceHome)), fault.Conflict)
		b.whole()
	})
}

// A change by staff reaches the person where e-mail is safe, and the worker
// where somebody else made it.
func TestAChangeByStaffIsToldToWhoeverDidNotMakeIt(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, out := context.Background(), b.worker("Ash"), &notify.Outbox{Now: func() time.Time { return time.Time{} }}
		sam, jo := b.planned("Sam", ash), b.plannedAt(12, "Jo", ash)
		p := &people.People{Kernel: b.k, Base: "http://localhost"}
		for _, x := range []id.Participant{sam, jo} {
			_, err := p.GiveCard(ctx, b.staff("Lena", authz.Lead), x)
			b.ok(err)
		}
		cancel := func(who authz.Actor, x id.Participant, name string, i int) {
			a := b.visits(ash, x).Appointments[i]
			v := course.Cancellation{ID: named[id.Cancellation](name), Appointment: a.ID, From: a.Start,
				By: course.PartyWorker, Reason: "On a course."}
			b.ok(b.care.CancelVisit(ctx, who, x, v))
		}
		cancel(ash, sam, "by ash", 0)
		if got := b.toldOfChange(out); len(got) != 0 {
			t.Errorf("Sam said that e-mail isn't safe, and Ash knows: %v", got)
		}
		cancel(b.staff("Lena", authz.Lead), jo, "by lena", 0)
		if got := b.toldOfChange(out); got["Ash@example.org"] != 1 || len(got) != 1 {
			t.Errorf("told: %v", got)
		}
		kim := b.plannedAt(14, "Kim", ash, func(r *pathway.Referral) {
			r.Contact.Email, r.Contact.SafeToEmail = "kim@example.org", programme.SafeYes
		})
		_, err := p.GiveCard(ctx, b.staff("Lena", authz.Lead), kim)
		b.ok(err)
		cancel(ash, kim, "of kim", 0)
		if got := b.toldOfChange(out); got["kim@example.org"] != 1 {
			t.Errorf("told: %v", got)
		}
	})
}
