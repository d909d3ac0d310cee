package care_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// answersAnew has who change the reply to the first line of sam's referral.
func (b *bench) answersAnew(who authz.Actor, sam id.Participant, name string, reply programme.Reply) error {
	b.now = b.now.Add(time.Minute)
	return b.putsRight(who, sam, name, pathway.AboutEligibility, func(k *pathway.Known) {
		line := b.definition().Eligibility[0].Key
		k.Eligibility = slices.Clone(k.Eligibility)
		for i, a := range k.Eligibility {
			if a.Line == line {
				k.Eligibility[i].Reply = reply
			}
		}
	})
}

// What a team ticked wrongly it puts right itself until somebody has decided, and who
// decides reads what it said before.
func TestATeamPutsItsAnswersRightUntilThereIsADecision(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, remi, lena := context.Background(), b.staff("Remi", authz.Referrer), b.staff("Lena", authz.Lead)
		line := b.definition().Eligibility[0]
		sam := b.referred("Sam", func(r *pathway.Referral) {
			for i, a := range r.Eligibility {
				if a.Line == line.Key {
					r.Eligibility[i].Reply = programme.NotSure
				}
			}
		})
		yes := pathway.Decision{ID: named[id.Decision]("yes"), Verdict: pathway.Accept}
		b.says(b.care.Screen(ctx, lena, sam, yes), "eligibility."+line.Key, "screening.eligibility.unmet")
		b.says(b.answersAnew(remi, sam, "same", programme.NotSure), "", "correction.same")
		b.says(b.answersAnew(remi, sam, "none", ""), "eligibility."+line.Key, "referral.eligibility.missing")
		b.ok(b.answersAnew(remi, sam, "mend", line.Required))
		seen, err := b.care.SeeScreening(ctx, lena, sam)
		b.ok(err)
		if open := pathway.UnmetCriteria(seen.Definition, seen.Referral.Fact.Eligibility); len(open) != 0 {
			t.Errorf("the lead reads %v as open", open)
		}
		if seen.Answered == nil || seen.Answered.Count != 1 {
			t.Fatalf("what the lead reads of before: %+v", seen.Answered)
		}
		mend := seen.Answered.Corrections[0]
		if mend.By != string(remi.Account) || mend.Fact.Why != "She rang." {
			t.Errorf("what the lead reads of before: %+v", mend)
		}
		was := pathway.Change{Field: "eligibility." + line.Key, Was: "not_sure", Is: string(line.Required), Choice: true}
		if changes := mend.Fact.Changes(); len(changes) != 1 || changes[0] != was {
			t.Errorf("what was changed: %+v", changes)
		}
		own, err := b.care.SeeReferral(ctx, remi, sam)
		b.ok(err)
		if open := pathway.UnmetCriteria(own.Definition, own.Referral.Fact.Eligibility); len(open) != 0 {
			t.Errorf("the team reads %v as open", open)
		}

		b.ok(b.care.Screen(ctx, lena, sam, yes))
		b.fails(b.answersAnew(remi, sam, "late", programme.NotSure), fault.Conflict)
		b.fails(b.answersAnew(lena, sam, "late", programme.NotSure), fault.Conflict)
		b.ok(b.takesBack(lena, sam, pathway.UndoDecision, string(yes.ID)))
		b.ok(b.answersAnew(remi, sam, "late", programme.NotSure))
		b.whole()
	})
}
