package care_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
)

// isHere has the lead decline sam's other referral, as two taps do: they take part already.
func (b *bench) isHere(sam id.Participant, name string) {
	b.t.Helper()
	for range 2 {
		b.decides(sam, name, pathway.Decision{Verdict: pathway.Decline, Reason: pathway.TakesPartAlready})
	}
}

// undecides has the lead take a decision about sam back, as two taps do.
func (b *bench) undecides(sam id.Participant, name string) {
	b.t.Helper()
	for range 2 {
		b.ok(b.care.Undo(context.Background(), b.staff("Lena", authz.Lead), sam, pathway.Undoing{
			ID: named[id.Undoing](name), Why: "It was them",
			Of: pathway.Entered{Kind: pathway.UndoDecision, Fact: string(named[id.Decision](name))}}))
		b.now = b.now.Add(time.Minute)
	}
}

// A second referral of who is here already says nothing of them: everybody reads the time
// before as if it had never been.
func TestAReferralOfWhoIsHereAlreadyLeavesThemAsTheyWere(t *testing.T) {
	storetest.InTheWholeRun(t)
	for over, ends := range timesOver {
		t.Run(over, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ash := b.worker("Ash")
				sam := ends(b, ash)
				b.now = b.now.Add(time.Minute)
				south, rhea := b.south()
				before := b.reads(sam, ash)
				for i, by := range []struct {
					who  authz.Actor
					team id.Team
				}{{b.staff("Remi", authz.Referrer), b.team}, {rhea, south}, {rhea, south}} {
					b.mistakes(by.who, by.team, fmt.Sprint("twice ", i))
					b.isHere(sam, fmt.Sprint("here ", i))
					b.readsAsBefore(fmt.Sprint("referral ", i), before, sam, ash)
					b.whole()
				}
			})
		})
	}
}

// Why it was declined is read by its team and, among the earlier ones, by the lead; and a
// third referral is like a second.
func TestAReferralOfWhoIsHereAlreadyIsReadAsOneThatWasDeclined(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
		sam := timesOver["visits over"](b, b.worker("Ash"))
		b.now = b.now.Add(time.Minute)
		south, rhea := b.south()
		b.mistakes(rhea, south, "twice")
		b.isHere(sam, "here")
		list, err := b.care.ListReferrals(ctx, rhea, south, programme.Page{})
		b.ok(err)
		if list.Count != 1 || list.People[0].State != programme.Declined || list.People[0].Identity.GivenName != "Sammy" {
			t.Errorf("its team lists %+v", list.People)
		}
		own, err := b.care.SeeEarlierReferrals(ctx, rhea, south, sam)
		b.ok(err)
		if len(own) != 1 || own[0].Declined != pathway.TakesPartAlready || own[0].Person.Identity.GivenName != "Sammy" {
			t.Errorf("its team reads %+v", own)
		}
		numbers := func(want ...string) {
			t.Helper()
			earlier, err := b.care.SeeEarlier(ctx, lena, sam)
			b.ok(err)
			var told []string
			for _, e := range earlier.Courses {
				told = append(told, fmt.Sprint(e.Number, " ", e.Of.Person.State))
			}
			if !slices.Equal(told, want) {
				t.Errorf("earlier: %q", told)
			}
		}
		numbers("0 declined")
		if r := b.serviceReport(authz.Governance); r.People != 1 || r.Referred != 2 {
			t.Errorf("counted: %d people in %d referrals", r.People, r.Referred)
		}
		b.mistakes(b.staff("Remi", authz.Referrer), b.team, "third")
		b.accepts(sam)
		numbers("0 declined", "1 consented")
		note, err := b.care.SeeHomeNote(ctx, lena, sam)
		b.ok(err)
		if p := b.leadReads(sam).Person; p.Identity.GivenName != "Sammy" || note.Current().Text != "A dog" {
			t.Errorf("the third says %+v, %+v", p.Identity, note)
		}
		b.whole()
	})
}

// Who knows better has the decision taken back: the referral waits for another, and its team
// can take it back as any.
func TestThatSomebodyIsHereAlreadyCanBeTakenBack(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash := b.worker("Ash")
		sam := timesOver["withdrawn"](b, ash)
		b.now = b.now.Add(time.Minute)
		south, rhea := b.south()
		before := b.reads(sam, ash)
		b.mistakes(rhea, south, "twice")
		for i := range 2 {
			here := fmt.Sprint("here ", i)
			b.isHere(sam, here)
			b.undecides(sam, here)
			p := b.leadReads(sam).Person
			if p.State != programme.Referred || p.Team != south || p.Identity.GivenName != "Sammy" {
				t.Errorf("waits for a decision, and reads %+v", p)
			}
			b.whole()
		}
		b.takesItBack(rhea, sam, "back")
		b.readsAsBefore("taken back", before, sam, ash)
		b.whole()
	})
}

// What has everything wait goes on waiting, and another reason for declining is a decision
// about them as before.
func TestOnlyWhoIsHereAlreadyIsAsBeforeOnceDeclined(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		sam := b.heldAndBack()
		b.isHere(sam, "here")
		b.lifeIs("who is here already,", sam, life.Paused)
		b.undecides(sam, "here")
		b.decides(sam, "declined", pathway.Decision{Verdict: pathway.Decline, Reason: "no_contact_wanted"})
		if p := b.leadReads(sam).Person; p.State != programme.Declined || !p.Returned() {
			t.Errorf("who wants no contact stands at %s", p.State)
		}
		b.fails(b.care.Screen(context.Background(), b.staff("Lena", authz.Lead), sam, pathway.Decision{
			ID: named[id.Decision]("another"), Verdict: pathway.Decline, Reason: pathway.TakesPartAlready}), fault.Conflict)
		b.whole()
	})
}
