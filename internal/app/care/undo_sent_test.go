package care_test

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// invites has the coordinator give sam the information sheet, a minute after what was last.
func (b *bench) invites(sam id.Participant, name string) {
	b.t.Helper()
	b.now = b.now.Add(time.Minute)
	b.ok(b.care.Invite(context.Background(), b.cora(), sam, b.invitation(name)))
}

// takesBack has who take back a fact of sam's.
func (b *bench) takesBack(who authz.Actor, sam id.Participant, kind pathway.Undoable, fact string) error {
	b.now = b.now.Add(time.Minute)
	return b.care.Undo(context.Background(), who, sam, pathway.Undoing{ID: named[id.Undoing]("undo/" + fact),
		Of: pathway.Entered{Kind: kind, Fact: fact}, Why: "It was meant for Jo."})
}

// undoes is which kinds of facts of sam's the lead can take back now.
func (b *bench) undoes(sam id.Participant) map[pathway.Undoable]int {
	b.t.Helper()
	r, err := b.care.AskUndo(context.Background(), b.staff("Lena", authz.Lead), sam)
	b.ok(err)
	may := map[pathway.Undoable]int{}
	for _, f := range r.Facts {
		if f.Followed == "" {
			may[f.Kind]++
		}
	}
	return may
}

// thinking is how many are thinking about it, and when the first of them was invited.
func (b *bench) thinking() (int, programme.Date) {
	b.t.Helper()
	board, err := b.care.ListThinking(context.Background(), b.staff("Lena", authz.Lead), programme.Page{Size: 10})
	b.ok(err)
	if board.Invited != len(board.Thinking) {
		b.t.Errorf("%d are thinking, and %d are listed", board.Invited, len(board.Thinking))
	}
	if len(board.Thinking) == 0 {
		return 0, programme.Date{}
	}
	return len(board.Thinking), board.Thinking[0].InvitedOn
}

func TestAnInvitationInErrorIsTakenBackUntilTheyAnswer(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
		sam := b.accepted("Sam")
		b.invites(sam, "i")
		fact := string(named[id.Invitation]("i"))
		b.fails(b.takesBack(b.cora(), sam, pathway.UndoInvitation, fact), fault.Denied)
		b.ok(b.takesBack(lena, sam, pathway.UndoInvitation, fact))
		b.ok(b.takesBack(lena, sam, pathway.UndoInvitation, fact))
		if n, _ := b.thinking(); n != 0 {
			t.Errorf("%d are still thinking about it", n)
		}
		board, err := b.care.ListToInvite(ctx, lena, programme.Page{Size: 10})
		b.ok(err)
		if len(board.ToInvite) != 1 {
			t.Errorf("%d wait to be invited", len(board.ToInvite))
		}
		r, err := b.care.AskUndo(ctx, lena, sam)
		b.ok(err)
		if len(r.Undone) != 1 || r.Undone[0].By != string(lena.Account) || r.Undone[0].Fact.Why != "It was meant for Jo." ||
			r.Undone[0].Fact.Of.By != string(named[id.Account]("Cora")) {
			t.Errorf("taken back: %+v", r.Undone)
		}
		if may := b.undoes(sam); may[pathway.UndoInvitation] != 0 || may[pathway.UndoDecision] != 1 {
			t.Errorf("after it can be taken back %v", may)
		}

		b.invites(sam, "again")
		b.now = b.now.Add(time.Minute)
		b.ok(b.care.RecordDeclining(ctx, lena, sam, pathway.Declining{ID: named[id.Declining]("no"), On: date("2026-11-23")}))
		b.fails(b.takesBack(lena, sam, pathway.UndoInvitation, string(named[id.Invitation]("again"))), fault.Conflict)
		b.whole()
	})
}

// Who was asked a second time is thinking about it since the first, once the second is
// taken back; who had said no has said no.
func TestAnInvitationTakenBackLeavesWhatWasBeforeIt(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
		sam := b.accepted("Sam")
		b.invites(sam, "first")
		b.now = b.now.AddDate(0, 0, 2)
		b.invites(sam, "second")
		b.ok(b.takesBack(lena, sam, pathway.UndoInvitation, string(named[id.Invitation]("second"))))
		if n, since := b.thinking(); n != 1 || since != date("2026-11-23") {
			t.Errorf("%d are thinking about it, since %s", n, since)
		}
		b.now = b.now.Add(time.Minute)
		b.ok(b.care.RecordDeclining(ctx, lena, sam, pathway.Declining{ID: named[id.Declining]("no"), On: date("2026-11-25")}))
		b.invites(sam, "third")
		b.ok(b.takesBack(lena, sam, pathway.UndoInvitation, string(named[id.Invitation]("third"))))
		if n, _ := b.thinking(); n != 0 || b.undoes(sam)[pathway.UndoDeclining] != 1 {
			t.Errorf("%d are thinking about it, and can be taken back %v", n, b.undoes(sam))
		}
		b.whole()
	})
}

// Any of the letters can be the one that stayed in its drawer, not only the last. What a
// letter kept from being taken back can be taken back again.
func TestALetterThatWasNotSentAfterAllIsTakenBack(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
		sam := b.accepted("Sam")
		b.invites(sam, "i")
		b.now = b.now.Add(time.Minute)
		b.ok(b.care.RecordConsent(ctx, lena, sam, b.consent("yes", course.LettersItem)))
		b.now = b.now.Add(time.Minute)
		for name, to := range map[string]course.Recipient{"own": course.ToParticipant, "other": course.ToResponsible} {
			b.ok(b.care.SendLetter(ctx, lena, sam, course.SentLetter{ID: named[id.Letter](name), Kind: course.LetterStart,
				To: to, On: date("2026-11-23")}))
		}
		if may := b.undoes(sam); may[pathway.UndoLetter] != 2 || may[pathway.UndoConsent] != 0 {
			t.Errorf("with two letters can be taken back %v", may)
		}
		b.ok(b.takesBack(lena, sam, pathway.UndoLetter, string(named[id.Letter]("own"))))
		b.ok(b.takesBack(lena, sam, pathway.UndoLetter, string(named[id.Letter]("own"))))
		r, err := b.care.SeeLetters(ctx, lena, sam)
		b.ok(err)
		if len(r.Sent) != 1 || r.Sent[0].Fact.To != course.ToResponsible {
			t.Errorf("letters that went: %+v", r.Sent)
		}
		b.ok(b.takesBack(lena, sam, pathway.UndoLetter, string(named[id.Letter]("other"))))
		if may := b.undoes(sam); may[pathway.UndoLetter] != 0 || may[pathway.UndoConsent] != 1 {
			t.Errorf("without letters can be taken back %v", may)
		}
		b.ok(b.takesBack(lena, sam, pathway.UndoConsent, string(named[id.Consent]("yes"))))
		b.whole()
	})
}
