package care_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
)

// Who looks for one team's people finds them, and is told how many there are of these.
func TestWorriesNewsAndDoubtsAreNarrowedToOneTeam(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.holds("Lena", authz.Lead)
		sam := b.matched("Sam", ash)
		b.ok(b.care.RaiseWorry(ctx, ash, sam, worry("w", safety.Today)))
		b.ok(b.care.RaiseDoubt(ctx, ash, sam, pathway.Doubt{ID: named[id.Doubt]("d"), About: pathway.WrongPhone}))
		b.lives(sam, "in", life.Readmission)
		lists := map[string]func(programme.Page) (int, int, int){
			"worries": func(p programme.Page) (int, int, int) {
				found, err := b.care.ListWorries(ctx, lena, p)
				b.ok(err)
				return len(found.Lines), found.Count, found.Open
			},
			"life": func(p programme.Page) (int, int, int) {
				found, err := b.care.ListLife(ctx, lena, p)
				b.ok(err)
				return len(found.Lines), found.Count, found.Open
			},
			"doubts": func(p programme.Page) (int, int, int) {
				found, err := b.care.ListDoubts(ctx, lena, p)
				b.ok(err)
				return len(found.Lines), found.Count, found.Count
			},
		}
		for name, list := range lists {
			for team, want := range map[id.Team]int{"": 1, b.team: 1, named[id.Team]("South"): 0} {
				lines, count, open := list(programme.Page{Only: programme.Only{Team: team}})
				if lines != want || count != want || open != want {
					t.Errorf("%s of team %q: %d lines of %d, %d of them open", name, team, lines, count, open)
				}
			}
		}
		b.whole()
	})
}

// What was done last week is found: each list has by itself what is open, and what isn't.
func TestListsOfWhatWaitsAreNarrowedToAState(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.holds("Lena", authz.Lead)
		sam, jo := b.matched("Sam", ash), b.matched("Jo", ash)
		for name, of := range map[string]id.Participant{"1": sam, "2": jo} {
			b.ok(b.care.RaiseWorry(ctx, ash, of, worry(name, safety.Today)))
			b.ok(b.care.RaiseDoubt(ctx, ash, of, pathway.Doubt{ID: named[id.Doubt](name), About: pathway.WrongPhone}))
			b.ok(b.care.EnterLife(ctx, lena, of, b.happened(name, life.Readmission), false))
			b.ok(b.care.AskSupport(ctx, ash, safety.SupportRequest{ID: named[id.SupportRequest](name), Participant: of,
				Urgency: safety.SupportToday}))
		}
		b.ok(b.care.RaiseDoubt(ctx, ash, jo, pathway.Doubt{ID: named[id.Doubt]("3"), About: pathway.WrongEmail}))
		b.ok(b.care.AcknowledgeWorry(ctx, lena, sam, safety.Acknowledgement{ID: named[id.Acknowledgement]("a"),
			Worry: named[id.Worry]("1"), Next: "I am ringing her."}))
		b.ok(b.care.AnswerDoubt(ctx, lena, sam, pathway.DoubtAnswer{ID: named[id.DoubtAnswer]("a"),
			Doubts: []id.Doubt{named[id.Doubt]("1")}}))
		b.ok(b.care.AcknowledgeLife(ctx, ash, sam, life.Fact{ID: named[id.LifeFact]("a"),
			Event: named[id.LifeEvent]("1"), Answer: life.ReadIt}))
		b.ok(b.care.AnswerSupport(ctx, lena, ash.Account, safety.SupportAnswer{ID: named[id.SupportAnswer]("a"),
			Request: named[id.SupportRequest]("1"), Words: "I rang."}))
		lists := map[string]func(programme.Page) (int, int){
			"worries": func(p programme.Page) (int, int) {
				found, err := b.care.ListWorries(ctx, lena, p)
				b.ok(err)
				return len(found.Lines), found.Count
			},
			"life": func(p programme.Page) (int, int) {
				found, err := b.care.ListLife(ctx, lena, p)
				b.ok(err)
				return len(found.Lines), found.Count
			},
			"doubts": func(p programme.Page) (int, int) {
				found, err := b.care.ListDoubts(ctx, lena, p)
				b.ok(err)
				return len(found.Lines), found.Count
			},
			"support": func(p programme.Page) (int, int) {
				found, err := b.care.ListSupport(ctx, lena, p)
				b.ok(err)
				return len(found.Lines), found.Count
			},
		}
		for name, states := range map[string]map[string]int{
			"worries": {"": 2, "raised": 1, "acknowledged": 1, "closed": 0},
			"life":    {"": 2, "unread": 1, "read": 0, "settled": 1, "overtaken": 0},
			"doubts":  {"": 2, pathway.SettledDoubts: 1},
			"support": {"": 2, "open": 1, "answered": 1},
		} {
			for state, want := range states {
				lines, count := lists[name](programme.Page{Only: programme.Only{State: state}})
				if lines != want || count != want {
					t.Errorf("%s that are %q: %d lines of %d, not %d", name, state, lines, count, want)
				}
			}
		}
		b.whole()
	})
}
