package care_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/notify"
)

// covers has to make the first visit of sam's that is to come, in the place of whoever
// was to.
func (b *bench) covers(who authz.Actor, sam id.Participant, to authz.Actor) (course.Appointment, care.Cover) {
	b.t.Helper()
	v := b.visits(b.staff("Lena", authz.Lead), sam).ToCome(b.now)[0]
	c := care.Cover{ID: named[id.Move]("cover of " + string(v.ID) + string(to.Account)), Appointment: v.ID, From: v.Start,
		Instead: v.Worker, To: to.Account}
	b.ok(b.care.CoverVisit(context.Background(), who, sam, c))
	return v, c
}

func (b *bench) made(sam id.Participant, a id.Appointment) course.Appointment {
	b.t.Helper()
	v, _ := b.visits(b.staff("Lena", authz.Lead), sam).Find(a)
	return v
}

func textsTo(out *notify.Outbox, to string) (texts string) {
	for _, m := range received(out)[to] {
		texts += m.Text
	}
	return texts
}

// By whichever road somebody leaves who covers, the visit is its worker's again; one
// that is over waits to be written up.
func TestACoveredVisitGoesBackWhenWhoCoversLeaves(t *testing.T) {
	for _, road := range everyRoad {
		t.Run(road, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ash, bo, lena := b.worker("Ash"), b.worker("Bo"), b.staff("Lena", authz.Lead)
				sam := b.planned("Sam", ash)
				first, _ := b.covers(ash, sam, bo)
				b.now = first.End().Add(time.Hour)
				second, _ := b.covers(lena, sam, bo)
				out := outbox()
				b.delivers(out)
				seen, err := b.care.SeeHandOver(context.Background(), lena, bo.Account)
				b.ok(err)
				if seen.Visits.Covered != 1 || seen.Visits.Unwritten != 1 || seen.Asks() {
					t.Errorf("touches %+v", seen.Visits)
				}
				b.ok(b.roads(bo)[road](care.HandOver{}))
				if v := b.made(sam, second.ID); v.Worker != ash.Account || v.Covers != "" {
					t.Errorf("made by %s for %q", v.Worker, v.Covers)
				}
				if v := b.made(sam, first.ID); v.Worker != bo.Account || v.Covers != "" {
					t.Errorf("left by %s for %q", v.Worker, v.Covers)
				}
				_, _, err = b.care.SeeCoveredVisit(context.Background(), bo, sam, second.ID)
				b.fails(err, fault.NotFound)
				out = outbox()
				b.delivers(out)
				texts := textsTo(out, "Ash@example.org")
				if strings.Count(texts, "is yours again") != 1 {
					t.Errorf("Ash was sent %s", texts)
				}
				b.whole()
			})
		})
	}
}

// When the people of a worker are handed over, who was asked to come once still comes,
// now in the new worker's place.
func TestACoveredVisitStaysCoveredWhenThePersonIsHandedOver(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash, bo, cy := b.worker("Ash"), b.worker("Bo"), b.worker("Cy")
		sam, jo := b.planned("Sam", ash), b.plannedAt(14, "Jo", ash)
		ofSam, _ := b.covers(ash, sam, bo)
		ofJo, _ := b.covers(ash, jo, cy)
		b.ok(b.roads(ash)["long leave"](care.HandOver{To: cy.Account}))
		if v := b.made(sam, ofSam.ID); v.Worker != bo.Account || v.Covers != cy.Account {
			t.Errorf("made by %s for %q", v.Worker, v.Covers)
		}
		if v := b.made(jo, ofJo.ID); v.Worker != cy.Account || v.Covers != "" {
			t.Errorf("made by %s for %q", v.Worker, v.Covers)
		}
		_, _, err := b.care.SeeCoveredVisit(context.Background(), bo, sam, ofSam.ID)
		b.ok(err)
		b.whole()
	})
}

// Sent again it changes nothing, though by then whoever sends it may no longer; and a
// move keeps who comes.
func TestCoveringIsSafeToSendAgainAndOutlivesAMove(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		ash, bo := b.worker("Ash"), b.worker("Bo")
		sam := b.planned("Sam", ash)
		v, c := b.covers(ash, sam, bo)
		b.ok(b.care.CoverVisit(ctx, ash, sam, c))
		now := b.made(sam, v.ID)
		m := course.Move{ID: named[id.Move]("later"), Appointment: v.ID, From: now.Start, To: now.Arrangement,
			By: course.PartyWorker}
		m.To.Covers = "" // no form says it
		m.To.Start = now.Start.Add(2 * time.Hour)
		b.ok(b.care.MoveVisit(ctx, ash, sam, m))
		if now = b.made(sam, v.ID); !now.CoveredBy(bo.Account) {
			t.Error("a move sends the other worker home")
		}
		stale := m
		stale.ID, stale.From, stale.To.Worker = named[id.Move]("stale"), now.Start, ash.Account
		b.fails(b.care.MoveVisit(ctx, ash, sam, stale), fault.Conflict)
		back := care.Cover{ID: named[id.Move]("back"), Appointment: v.ID, From: now.Start, Instead: bo.Account}
		b.ok(b.care.GiveBackVisit(ctx, bo, sam, back))
		b.ok(b.care.GiveBackVisit(ctx, bo, sam, back))
		if now = b.made(sam, v.ID); now.Worker != ash.Account {
			t.Error("it isn't Ash's again")
		}
		b.whole()
	})
}

// The page that says first whom closing an account touches and the mail that says
// afterwards what became of them count the same visits: with those that a colleague was
// to make once, and one that is under way.
func TestThePageAndTheMailOfADepartureCountTheSameVisits(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash, bo, lena := b.worker("Ash"), b.worker("Bo"), b.hires("Lena", authz.Lead)
		sam, jo := b.planned("Sam", ash), b.plannedAt(14, "Jo", bo)
		b.covers(ash, sam, bo)
		b.covers(bo, jo, ash)
		b.now = b.visits(lena, sam).Open()[1].Start.Add(10 * time.Minute)
		b.covers(ash, sam, bo)
		b.covers(bo, jo, ash)
		seen, err := b.care.SeeHandOver(context.Background(), lena, ash.Account)
		b.ok(err)
		left := seen.Visits
		if left.Planned != 8 || left.Covered != 1 || left.Unwritten != 2 {
			t.Errorf("the page says %+v", left)
		}
		out := outbox()
		b.delivers(out)
		b.ok(b.roads(ash)["the account"](care.HandOver{Board: true}))
		out = outbox()
		b.delivers(out)
		for _, says := range []string{"8 visits are cancelled", "1 visit they had taken on goes back",
			"2 visits haven't been written up"} {
			if got := textsTo(out, "Lena@example.org"); !strings.Contains(got, says) {
				t.Errorf("Lena was not told %q: %s", says, got)
			}
		}
		b.whole()
	})
}

// A visit that goes back to a worker who is with somebody else by then is called off,
// and that worker is told of it too.
func TestTheRegularWorkerIsToldWhenACoveredVisitFallsAway(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		ash, bo := b.worker("Ash"), b.worker("Bo")
		sam, jo := b.planned("Sam", ash), b.plannedAt(14, "Jo", ash)
		v, _ := b.covers(ash, sam, bo)
		of := b.visits(ash, jo).ToCome(b.now)[0]
		m := course.Move{ID: named[id.Move]("beside"), Appointment: of.ID, From: of.Start, To: of.Arrangement,
			By: course.PartyWorker}
		m.To.Start = v.Start.Add(30 * time.Minute)
		b.ok(b.care.MoveVisit(ctx, ash, jo, m))
		b.delivers(outbox())
		b.ok(b.roads(bo)["long leave"](care.HandOver{}))
		if now := b.made(sam, v.ID); now.State != course.AppointmentCancelled {
			t.Fatalf("it is %s", now.State)
		}
		out := outbox()
		b.delivers(out)
		const says = "A visit that a colleague was to make in your place is cancelled, because you aren't free then: "
		if got := textsTo(out, "Ash@example.org"); strings.Count(got, says) != 1 {
			t.Errorf("Ash was sent %q", got)
		}
		b.whole()
	})
}
