package care_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store"
)

// hands has a worker of that name hand over a worry about somebody.
func (b *bench) hands(name string, sam id.Participant) {
	b.t.Helper()
	ctx, p, who := context.Background(), &people.People{Kernel: b.k}, b.hires(name, authz.PeerWorker)
	d, err := p.KeepDraft(ctx, who, identity.Typed{Page: "/people/" + string(sam) + "/worry", Form: name, Noun: "worry",
		Values: url.Values{"words": {"She is low"}, "urgency": {"today"}}}, true)
	b.ok(err)
	_, err = p.HandDraft(ctx, who, d.ID)
	b.ok(err)
}

// The board counts unsent worries from what is plain: it opens nobody's words.
func TestTheBoardOpensNothingOfWhatWasHandedOver(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		lena, sam := b.hires("Lena", authz.Lead), b.referred("Sam")
		for i := range 3 {
			b.hands(fmt.Sprint("Ash", i), sam)
		}
		ctx := store.Watching(context.Background(), func(query string) {
			if strings.Contains(query, "FROM draft") && strings.Contains(query, "sealed") &&
				!strings.Contains(query, "AND worry IS NULL") { // what an earlier build took
				t.Errorf("the board opens what was handed over: %s", query)
			}
		})
		board, err := b.care.SeeBoard(ctx, lena, programme.Page{})
		b.ok(err)
		if board.Unsent != 3 || board.Handed != 3 {
			t.Errorf("the board counts %d worries of %d", board.Unsent, board.Handed)
		}
		b.whole()
	})
}
