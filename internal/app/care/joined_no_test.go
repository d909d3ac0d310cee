package care_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// invitedIn is Sam, who is invited in one record, and in another is as given.
func (b *bench) invitedIn(other func(string, ...func(*pathway.Referral)) id.Participant) (sam, kim id.Participant) {
	b.t.Helper()
	sam, kim = b.invited("Sam"), other("Kim")
	b.now = b.now.Add(time.Minute)
	b.ok(b.care.JoinRecords(context.Background(), b.staff("Lena", authz.Lead), kim,
		pathway.Joining(named[id.SamePerson]("joined"), kim, sam, false), true))
	b.now = b.now.Add(time.Minute)
	return sam, kim
}

// One act: a no where they have yet to answer, a stop where they take part, and one taking back of both.
func TestANoOfTwoRecordsIsStoredInEachAndTakenBackOfBoth(t *testing.T) {
	for name, c := range map[string]struct {
		other        func(*bench) func(string, ...func(*pathway.Referral)) id.Participant
		before, then programme.State
		kind         pathway.Undoable // of what is stored in the other
	}{
		"accepted": {func(b *bench) func(string, ...func(*pathway.Referral)) id.Participant { return b.accepted },
			programme.Accepted, programme.NotConsented, pathway.UndoDeclining},
		"invited": {func(b *bench) func(string, ...func(*pathway.Referral)) id.Participant {
			return func(name string, _ ...func(*pathway.Referral)) id.Participant { return b.invited(name) }
		}, programme.Invited, programme.NotConsented, pathway.UndoDeclining},
		"takes part": {func(b *bench) func(string, ...func(*pathway.Referral)) id.Participant { return b.takesPart },
			programme.Consented, programme.Withdrawn, pathway.UndoWithdrawal},
	} {
		for _, from := range []string{"here", "there"} { // where it is taken back
			t.Run(name+" "+from, func(t *testing.T) {
				onEachEngine(t, func(t *testing.T, b *bench) {
					ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
					sam, kim := b.invitedIn(c.other(b))
					r, err := b.care.SeeConsents(ctx, lena, sam)
					b.ok(err)
					no := pathway.Declining{ID: named[id.Declining]("no"), On: date("2026-11-23"),
						Also: []id.Participant{kim}, Stops: r.StopsThere()}
					for range 2 { // the second tap
						b.ok(b.care.RecordDeclining(ctx, lena, sam, no))
					}
					another := no
					another.Reason = "Too far"
					b.fails(b.care.RecordDeclining(ctx, lena, sam, another), fault.Conflict)
					stand := func(here, there programme.State) {
						t.Helper()
						if now := b.stands(sam); now != here {
							t.Errorf("is %s here, not %s", now, here)
						}
						if now := b.stands(kim); now != there {
							t.Errorf("is %s there, not %s", now, there)
						}
					}
					stand(programme.NotConsented, c.then)
					b.whole()
					undo, other, kind := sam, kim, pathway.UndoDeclining
					if from == "there" {
						undo, other, kind = kim, sam, c.kind
					}
					found, err := b.care.AskUndo(ctx, lena, undo)
					b.ok(err)
					i := slices.IndexFunc(found.Facts, func(f care.CanUndo) bool { return f.Kind == kind })
					if i < 0 {
						t.Fatalf("can be taken back: %+v", found.Facts)
					}
					back := pathway.Undoing{ID: named[id.Undoing]("u"), Why: "A slip", Also: []id.Participant{other},
						Of: found.Facts[i].Entered}
					for range 2 {
						b.ok(b.care.Undo(ctx, lena, undo, back))
					}
					stand(programme.Invited, c.before)
					b.whole()
				})
			})
		}
	}
}

// Nothing is stopped that the form didn't say that it stops: they agreed there after it was opened.
func TestANoStopsNothingElsewhereThatTheFormDidNotName(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		sam, kim := b.invitedIn(b.takesPart)
		b.fails(b.care.RecordDeclining(context.Background(), b.cora(), sam, pathway.Declining{
			ID: named[id.Declining]("no"), On: date("2026-11-23"), Also: []id.Participant{kim}}), fault.Conflict)
		if here, there := b.stands(sam), b.stands(kim); here != programme.Invited || there != programme.Consented {
			t.Errorf("is %s here, and %s there", here, there)
		}
		b.whole()
	})
}

// Staff who leave the tick off have asked: it is of this record alone, and nobody is asked again.
func TestWhoSaysNoToStaffInOneRecordAloneIsNotAskedInTheOther(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		sam, kim := b.invitedIn(b.takesPart)
		b.ok(b.care.RecordDeclining(context.Background(), b.cora(), sam,
			pathway.Declining{ID: named[id.Declining]("no"), On: date("2026-11-23")}))
		if now := b.stands(kim); now != programme.Consented {
			t.Errorf("is %s there", now)
		}
		asks := func(n string) bool { return strings.HasPrefix(n, "stopping") }
		if needs := b.needs(b.staff("Lena", authz.Lead)); slices.ContainsFunc(needs, asks) {
			t.Errorf("is asked: %v", needs)
		}
		b.whole()
	})
}
