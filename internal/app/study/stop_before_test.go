package study_test

import (
	"context"
	"slices"
	"testing"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/trial"
)

// counted is how many follow-ups are on each of the lists that has any.
func (b *bench) counted() map[trial.CallList]int {
	b.t.Helper()
	lines, err := b.study.ListFollowUps(context.Background(), b.mei(), trial.CallNow, programme.Page{})
	b.ok(err)
	for list, n := range lines.Counts {
		if n == 0 {
			delete(lines.Counts, list)
		}
	}
	return lines.Counts
}

// A statedAgain is how far somebody's second course has come.
type statedAgain struct {
	state   programme.State
	reaches func(b *bench, name string, sam id.Participant)
}

func statesAgain() []statedAgain {
	ctx := context.Background()
	screens := func(b *bench, sam id.Participant, d pathway.Decision) {
		d.ID = named[id.Decision](string(sam) + " again")
		b.ok(b.care.Screen(ctx, b.lena(), sam, d))
	}
	invites := func(b *bench, _ string, sam id.Participant) {
		screens(b, sam, pathway.Decision{Verdict: pathway.Accept})
		b.ok(b.care.Invite(ctx, b.cora(), sam, pathway.Invitation{ID: named[id.Invitation](string(sam) + " again"),
			On: programme.Of(b.now, london), How: pathway.InPerson, SheetVersion: 1}))
	}
	return []statedAgain{
		{programme.Referred, func(*bench, string, id.Participant) {}},
		{programme.Declined, func(b *bench, _ string, sam id.Participant) {
			screens(b, sam, pathway.Decision{Verdict: pathway.Decline, Reason: "out_of_area"})
		}},
		{programme.Accepted, func(b *bench, _ string, sam id.Participant) {
			screens(b, sam, pathway.Decision{Verdict: pathway.Accept})
		}},
		{programme.Invited, invites},
		{programme.NotConsented, func(b *bench, name string, sam id.Participant) {
			invites(b, name, sam)
			b.ok(b.care.RecordDeclining(ctx, b.cora(), sam, pathway.Declining{ID: named[id.Declining](string(sam)),
				On: programme.Of(b.now, london)}))
		}},
		{programme.Consented, func(b *bench, name string, sam id.Participant) { b.consents(sam, name+" again") }},
		{programme.WithoutVisits, func(b *bench, name string, sam id.Participant) {
			b.consents(sam, name+" again")
			b.ok(b.care.RecordWithdrawal(ctx, b.cora(), sam, pathway.Withdrawal{ID: named[id.Withdrawal](name),
				Scope: pathway.FromVisitsOnly, On: programme.Of(b.now, london)}))
		}},
	}
}

// What somebody agreed to can be taken back at any time, however far another referral of
// theirs has come: of staff, and by themselves. That ends what is asked of it, counts in the
// study, and answers nothing that they are asked now.
func TestWhatWasAgreedToBeforeIsTakenBackWhereverSomebodyIsNow(t *testing.T) {
	storetest.InTheWholeRun(t)
	for _, at := range statesAgain() {
		t.Run(string(at.state), func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				people := map[string]id.Participant{
					"Sam": b.allocated("Sam", "peer_support"), "Jo": b.allocated("Jo", "workbook_alone"),
				}
				b.later(130)
				for name, sam := range people {
					b.ok(b.again(name))
					at.reaches(b, name, sam)
				}
				before := b.counted()
				b.stopsAll(people["Jo"], at.state, false)
				b.stopsAll(people["Sam"], at.state, true)
				if after := b.counted(); len(before) == 0 || len(after) != 0 {
					t.Errorf("to call: %v, and before they stopped %v", after, before)
				}
				o, err := b.study.SeeStudy(context.Background(), b.lena(), named[id.Study](thisStudy))
				b.ok(err)
				b.holds("withdrew", o.Flow.Withdrew, 2)
				b.whole()
			})
		})
	}
}

// stopsAll has sam, who is at state, stop everything that they can, twice as two taps do.
func (b *bench) stopsAll(sam id.Participant, state programme.State, themselves bool) {
	b.t.Helper()
	ctx, who := context.Background(), b.cora()
	w := pathway.Withdrawal{ID: named[id.Withdrawal]("stop " + string(sam)), Scope: pathway.Wholly,
		On: programme.Of(b.now, london)}
	see, stop := b.care.SeeConsents, b.care.RecordWithdrawal
	if themselves {
		who = authz.Actor{Account: named[id.Account](string(sam)), Organisation: b.org, Participant: sam}
		see, stop = b.care.SeeOwnConsents, b.care.Withdraw
	}
	r, err := see(ctx, who, sam)
	b.ok(err)
	if !r.May.Stop {
		b.t.Errorf("%s can't be stopped", state)
	}
	b.ok(stop(ctx, who, sam, w))
	b.ok(stop(ctx, who, sam, w))
	if state.TakesPart() {
		state = programme.Withdrawn
	}
	if r, err = see(ctx, who, sam); r.May.Stop || r.Person.State != state {
		b.t.Errorf("stops: %t, at %s and not at %s", r.May.Stop, r.Person.State, state)
	}
	b.ok(err)
	w.ID = named[id.Withdrawal]("once more " + string(sam))
	b.fails("another stop", stop(ctx, who, sam, w), fault.Conflict)
	_, err = b.study.SeeFollowUp(ctx, b.mei(), sam)
	b.fails("what is asked of who has stopped", err, fault.NotFound)
}

// A stop that was entered by mistake is taken back of every course that it was of.
func TestAStopThatWasAMistakeIsTakenBackOfTheTimeBeforeToo(t *testing.T) {
	storetest.InTheWholeRun(t)
	for _, at := range statesAgain() {
		t.Run(string(at.state), func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ctx, sam := context.Background(), b.allocated("Sam", "workbook_alone")
				b.later(130)
				b.ok(b.again("Sam"))
				at.reaches(b, "Sam", sam)
				before := b.counted()
				b.later(1)
				b.stopsAll(sam, at.state, false)
				r, err := b.care.AskUndo(ctx, b.lena(), sam)
				b.ok(err)
				i := slices.IndexFunc(r.Facts, func(f care.CanUndo) bool { return f.Kind == pathway.UndoWithdrawal })
				if i < 0 || r.Facts[i].Followed != "" {
					t.Fatalf("a stop isn't to be taken back: %+v", r.Facts)
				}
				u := pathway.Undoing{ID: named[id.Undoing]("u"), Of: r.Facts[i].Entered, Why: "It was somebody else"}
				b.ok(b.care.Undo(ctx, b.lena(), sam, u))
				b.ok(b.care.Undo(ctx, b.lena(), sam, u))
				b.holds("to call", b.counted(), before)
				if r, err = b.care.AskUndo(ctx, b.lena(), sam); err != nil || len(r.Undone) != 1 {
					t.Errorf("one act is listed as %+v, %v", r.Undone, err)
				}
				c, err := b.care.SeeConsents(ctx, b.cora(), sam)
				b.ok(err)
				if !c.May.Stop || c.Person.State != at.state.ToldApart(true) { // the coordinator reads no arm
					t.Errorf("stops: %t, at %s", c.May.Stop, c.Person.State)
				}
				b.whole()
			})
		})
	}
}
