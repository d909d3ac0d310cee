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
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// One act, a stop in each record, and one taking back of both; each is as the other engine has it.
func TestAStopOfTwoRecordsIsStoredInEachAndTakenBackOfBoth(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
		sam, kim := b.takesPart("Sam"), b.takesPart("Kim")
		b.now = b.now.Add(time.Minute)
		b.ok(b.care.JoinRecords(ctx, lena, kim, pathway.Joining(named[id.SamePerson]("joined"), kim, sam, false), true))
		b.now = b.now.Add(time.Minute)
		w := pathway.Withdrawal{ID: named[id.Withdrawal]("w"), Scope: pathway.Wholly, On: date("2026-11-23"),
			Also: []id.Participant{kim}}
		for range 2 { // the second tap
			b.ok(b.care.RecordWithdrawal(ctx, lena, sam, w))
		}
		stand := func(want programme.State) {
			t.Helper()
			for _, p := range []id.Participant{sam, kim} {
				if now := b.stands(p); now != want {
					t.Errorf("is %s, not %s", now, want)
				}
			}
		}
		stand(programme.Withdrawn)
		b.whole()
		b.ok(b.care.Undo(ctx, lena, sam, pathway.Undoing{ID: named[id.Undoing]("u"), Why: "A slip",
			Also: []id.Participant{kim}, Of: pathway.Entered{Kind: pathway.UndoWithdrawal, Fact: string(w.ID)}}))
		stand(programme.Consented)
		b.whole()
	})
}

// Who stopped, or said no, themselves is asked in their other record until that would change nothing
// there, or somebody has recorded there what they say: on the board, and on the list of who visits.
func TestWhoStoppedThemselvesIsOnTheListsUntilTheyAreAsked(t *testing.T) {
	ctx := context.Background()
	stops := func(scope pathway.Scope) func(*bench, id.Participant) {
		return func(b *bench, kim id.Participant) {
			own := b.themselves(kim)
			own.Account = b.accountOf(kim)
			b.ok(b.care.Withdraw(ctx, own, kim, pathway.Withdrawal{ID: named[id.Withdrawal]("w" + string(scope)), Scope: scope}))
		}
	}
	recorded := func(scope pathway.Scope) func(*bench, id.Participant) {
		return func(b *bench, of id.Participant) {
			b.ok(b.care.RecordWithdrawal(ctx, b.staff("Lena", authz.Lead), of,
				pathway.Withdrawal{ID: named[id.Withdrawal]("by staff"), Scope: scope, On: date("2026-11-23")}))
		}
	}
	agrees := func(b *bench, of id.Participant) {
		b.ok(b.care.RecordConsent(ctx, b.cora(), of, b.consent("anew")))
	}
	for name, c := range map[string]struct {
		there, then, here func(*bench, id.Participant)
		asked             bool
	}{
		"who stops everything":         {stops(pathway.Wholly), nil, nil, true},
		"who stops the visits":         {stops(pathway.FromVisitsOnly), nil, nil, true},
		"of whom staff record it":      {recorded(pathway.Wholly), nil, nil, false},
		"who agrees to go on here":     {stops(pathway.Wholly), nil, agrees, false},
		"who stops here too":           {stops(pathway.Wholly), nil, recorded(pathway.Wholly), false},
		"who stops visits here":        {stops(pathway.Wholly), nil, recorded(pathway.FromVisitsOnly), false},
		"who stops everything in time": {stops(pathway.FromVisitsOnly), stops(pathway.Wholly), nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				lena, ash := b.staff("Lena", authz.Lead), b.worker("Ash")
				asked, stopped := b.twoRecords(ash, b.worker("Bo"))
				for _, do := range []func(){
					func() { c.there(b, stopped) },
					func() {
						if c.then != nil {
							c.then(b, stopped)
						}
					},
					func() {
						if c.here != nil {
							c.here(b, asked)
						}
					},
				} {
					b.now = b.now.Add(time.Minute)
					do()
				}
				onBoard := slices.ContainsFunc(b.needs(lena), func(n string) bool { return strings.HasPrefix(n, "stopping") })
				load, err := b.care.ListVisits(ctx, ash)
				b.ok(err)
				onList := slices.ContainsFunc(load.People, func(p *care.VisitedPerson) bool {
					return p.Stopped.On == date("2026-11-23")
				})
				if onBoard != c.asked || onList != c.asked {
					t.Errorf("asked on the board: %v, and on the list: %v; not %v", onBoard, onList, c.asked)
				}
				board, err := b.care.SeeBoard(ctx, lena, programme.Page{})
				b.ok(err)
				if n := board.Counts[course.NeedsStopping]; n > 1 || (n > 0) != c.asked {
					t.Errorf("%d are counted", n)
				}
				b.whole()
			})
		})
	}
}
