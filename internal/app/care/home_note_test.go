package care_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
)

// What visitors rely on at a door is written by somebody who has been there; who hasn't is
// asked who it was, and can say that the source names them.
func TestWhoHasNotBeenThereIsAskedWhoHas(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, bo, lena := context.Background(), b.worker("Ash"), b.worker("Bo"), b.staff("Lena", authz.Lead)
		sam := b.matched("Sam", ash)
		note := func(name string) pathway.WrittenNote {
			return pathway.WrittenNote{ID: named[id.HomeNote](name), HomeNote: pathway.HomeNote{Text: "A dog, Bess",
				Source: "Saw it", ReviewBy: date("2027-01-29")}}
		}
		b.says(b.care.WriteHomeNote(ctx, ash, sam, note("a"), 0), "home_note.source", "home_note.source.not_been")
		b.says(b.care.WriteHomeNote(ctx, lena, sam, note("l"), 0), "home_note.source", "home_note.source.not_been")
		told := note("l")
		told.Source, told.Sure = "Remi, who has been there", fault.SureOf("home_note.source")
		b.ok(b.care.WriteHomeNote(ctx, lena, sam, told, 0))
		b.ok(b.care.WriteHomeNote(ctx, lena, sam, told, 0))

		b.ok(b.plans(ash, sam, "p", date("2026-11-24")))
		b.now = b.now.AddDate(0, 0, 2)
		b.says(b.care.WriteHomeNote(ctx, ash, sam, note("a"), 1), "home_note.source", "home_note.source.not_been")
		b.ok(b.care.RecordVisit(ctx, ash, sam, held(b.visits(ash, sam), 0)))
		b.ok(b.care.WriteHomeNote(ctx, ash, sam, note("a"), 1))
		b.fails(b.care.WriteHomeNote(ctx, bo, sam, note("b"), 2), fault.NotFound)
		b.whole()
	})
}
