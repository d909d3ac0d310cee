package care_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// heldAndBack is Sam, whose visits are over and whom a readmission has everything wait for,
// with another referral that waits for a decision.
func (b *bench) heldAndBack() id.Participant {
	b.t.Helper()
	sam := timesOver["visits over"](b, b.worker("Ash"))
	b.now = b.now.Add(time.Minute)
	b.lives(sam, "readmitted", life.Readmission)
	b.now = b.now.Add(time.Minute)
	b.mistakes(b.staff("Remi", authz.Referrer), b.team, "again")
	return sam
}

// lifeIs tells how far sam's life leaves room, as the lead reads it.
func (b *bench) lifeIs(when string, sam id.Participant, want life.State) {
	b.t.Helper()
	if is := b.leadReads(sam).Life.State; is != want {
		b.t.Errorf("%s their life is %s, not %s", when, is, want)
	}
}

func (b *bench) decides(sam id.Participant, name string, v pathway.Decision) {
	b.t.Helper()
	v.ID = named[id.Decision](name)
	b.ok(b.care.Screen(context.Background(), b.staff("Lena", authz.Lead), sam, v))
	b.now = b.now.Add(time.Minute)
}

// A crisis team's referral doesn't say that somebody is ready to go on: the service does.
func TestWhatHasThingsWaitHoldsUntilAnotherReferralIsAccepted(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena, sam := context.Background(), b.staff("Lena", authz.Lead), b.heldAndBack()
		b.lifeIs("before anybody decides", sam, life.Paused)
		b.decides(sam, "accepted", pathway.Decision{Verdict: pathway.Accept})
		b.lifeIs("accepted", sam, life.GoesOn)
		b.ok(b.care.Undo(ctx, lena, sam, pathway.Undoing{ID: named[id.Undoing]("not yet"), Why: "Not yet",
			Of: pathway.Entered{Kind: pathway.UndoDecision, Fact: string(named[id.Decision]("accepted"))}}))
		b.lifeIs("once that is taken back", sam, life.Paused)
		undo, err := b.care.AskUndo(ctx, lena, sam)
		b.ok(err)
		if len(undo.Undone) != 1 || undo.Undone[0].Fact.Of.Said != string(pathway.Accept) {
			t.Errorf("one act is listed as %+v", undo.Undone)
		}
		b.now = b.now.Add(time.Minute)
		b.decides(sam, "declined", pathway.Decision{Verdict: pathway.Decline, Reason: "no_contact_wanted"})
		b.lifeIs("declined", sam, life.Paused)
		b.whole()
	})
}

// The hold was of the time before: the decision isn't held by it, and is found where any is.
func TestADecisionAboutAnotherReferralDoesNotWaitForLifeToGoOn(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena, sam := context.Background(), b.staff("Lena", authz.Lead), b.heldAndBack()
		waits := func(when string, want bool) {
			t.Helper()
			board, err := b.care.ListScreening(ctx, lena, programme.Page{})
			b.ok(err)
			if listed := board.Count == 1 && len(board.People) == 1; listed != want {
				t.Errorf("%s %d wait for a decision, and %d are listed", when, board.Count, len(board.People))
			}
			if asked := slices.Contains(b.needs(lena), "decision Sammy"); asked != want {
				t.Errorf("%s the board has %q", when, b.needs(lena))
			}
		}
		waits("referred again,", true)
		if is := b.leadReads(sam).Person.Standing.Is; is != programme.Stands(programme.Referred) {
			t.Errorf("they stand as %s", is)
		}
		b.lives(sam, "once more", life.Readmission) // since the referral
		waits("readmitted since,", false)
		b.now = b.now.Add(time.Minute)
		b.decides(sam, "accepted", pathway.Decision{Verdict: pathway.Accept})
		b.lifeIs("accepted, and readmitted since the referral,", sam, life.Paused)
		b.whole()
	})
}

func (b *bench) leadReads(sam id.Participant) care.Record {
	b.t.Helper()
	record, err := b.care.SeePerson(context.Background(), b.staff("Lena", authz.Lead), sam)
	b.ok(err)
	return record
}
