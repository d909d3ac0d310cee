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
