package care_test

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/workforce"
)

// knowsWho records that party knows of the match with sam, beside all that is told of visits.
func (b *bench) knowsWho(who authz.Actor, sam id.Participant, party workforce.Party) string {
	b.t.Helper()
	name := "told " + string(party)
	b.ok(b.care.TellMatch(context.Background(), who, sam, workforce.MatchTold{
		ID: named[id.MatchTold](name), How: workforce.ToldByPhone, On: date("2026-11-23"),
		MatchNews: workforce.MatchNews{Match: b.whoVisits(who, sam).Match, Of: workforce.MatchBegins, Party: party},
	}))
	return string(named[id.MatchTold](name))
}

// Recorded by itself by mistake, it is taken back: they are to be told again.
func TestThatSomebodyKnowsWhoVisitsThemIsTakenBack(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		lena, ash := b.staff("Lena", authz.Lead), b.worker("Ash")
		sam := b.matched("Sam", ash)
		for _, party := range workforce.Parties() {
			fact := b.knowsWho(lena, sam, party)
			if party == workforce.ThePerson {
				b.needsAre(lena, "plan Sam")
			}
			b.fails(b.takesBack(ash, sam, pathway.UndoToldOfMatch, fact), fault.Denied)
			for range 2 { // the second tap
				b.ok(b.takesBack(lena, sam, pathway.UndoToldOfMatch, fact))
			}
		}
		b.needsAre(lena, "plan Sam", "telling Sam")
		b.hears(b.whoVisits(lena, sam), "begin person, begin worker", "begin person, begin worker")
		b.whole()
	})
}

// Who was visited since knows who comes.
func TestThatSomebodyKnowsWhoVisitsThemStaysOnceTheyWereVisited(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena, ash := context.Background(), b.staff("Lena", authz.Lead), b.worker("Ash")
		sam := b.matched("Sam", ash)
		b.ok(b.care.PlanVisits(ctx, lena, sam, named[id.Series]("s"), tuesdays()))
		fact := b.knowsWho(lena, sam, workforce.ThePerson)
		b.now = b.visits(ash, sam).Appointments[0].Start.Add(2 * time.Hour)
		b.ok(b.care.RecordVisit(ctx, ash, sam, held(b.visits(ash, sam), 0)))
		b.fails(b.takesBack(lena, sam, pathway.UndoToldOfMatch, fact), fault.Conflict)
	})
}

// What went with what was told of visits is taken back with that alone.
func TestWhatWasToldOfAMatchWithVisitsIsNotTakenBackByItself(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		lena, sam := b.staff("Lena", authz.Lead), b.matched("Sam", b.worker("Ash"))
		b.ok(b.tells(lena, "told", b.told(sam)))
		if may := b.undoes(sam); may[pathway.UndoTelling] != 1 || may[pathway.UndoToldOfMatch] > 0 {
			t.Errorf("offered: %v", may)
		}
	})
}
