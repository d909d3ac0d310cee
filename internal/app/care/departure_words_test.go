package care_test

import (
	"context"
	"net/url"
	"slices"
	"testing"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
)

// keepsWords has somebody keep words that were typed on a page and could not be saved.
func (b *bench) keepsWords(who authz.Actor, noun, page string) {
	b.t.Helper()
	b.keepsForm(who, authz.Action{}, noun, page)
}

// keepsForm likewise keeps a form that asks an action.
func (b *bench) keepsForm(who authz.Actor, asks authz.Action, noun, page string) {
	b.t.Helper()
	_, err := (&people.People{Kernel: b.k}).KeepDraft(context.Background(), who, identity.Typed{Page: page, Form: page,
		Noun: noun, Asks: asks.Name, Values: url.Values{"words": {page}}}, false)
	b.ok(err)
}

// pageOf is what the page of a road says first.
func (b *bench) pageOf(road string, who authz.Actor) care.Departure {
	b.t.Helper()
	ctx, a := context.Background(), who.Account
	d, err := map[string]func() (care.Departure, error){
		"the account": func() (care.Departure, error) { return b.care.SeeClosing(ctx, b.ada(), a, "") },
		"the role":    func() (care.Departure, error) { return b.care.SeeClosing(ctx, b.ada(), a, b.grantOf(who)) },
		"long leave":  func() (care.Departure, error) { return b.care.SeeHandOver(ctx, b.staff("Lena", authz.Lead), a) },
	}[road]()
	b.ok(err)
	return d
}

// leavesWords holds a road to how many words its page says that the lead gets, and to what
// the lead has afterwards, by the pages that it was typed on.
func (b *bench) leavesWords(road string, who authz.Actor, want ...string) {
	b.t.Helper()
	d := b.pageOf(road, who)
	if d.Words != len(want) {
		b.t.Errorf("the page says %d, want %d", d.Words, len(want))
	}
	b.ok(b.roads(who)[road](care.HandOver{Board: true, Said: d.Digest()}))
	list, _, err := (&people.People{Kernel: b.k}).ListHandedDrafts(context.Background(), b.staff("Lena", authz.Lead),
		programme.Page{})
	b.ok(err)
	var got []string
	for _, d := range list {
		got = append(got, d.Page)
	}
	if !slices.Equal(got, want) {
		b.t.Errorf("the lead has %q, want %q", got, want)
	}
}

// What a worker could not save about the people they visited is the lead's on every road of
// leaving, as its page says first; what is about nobody stays theirs.
func TestOnEveryRoadOfLeavingTheLeadGetsTheWordsThatAWorkerCannotUse(t *testing.T) {
	for _, road := range everyRoad {
		t.Run(road, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				b.hires("Lena", authz.Lead)
				ash := b.worker("Ash")
				page := "/people/" + string(b.matched("Sam", ash)) + "/visits/write"
				b.keepsWords(ash, "visit", page)
				b.keepsWords(ash, "phone", "/my-phone")
				b.leavesWords(road, ash, page)
				b.whole()
			})
		})
	}
}

// Whoever may know the person in another role keeps the words, and can use them or give them
// to the lead.
func TestWhoStillKnowsThePersonKeepsTheirWords(t *testing.T) {
	for _, road := range everyRoad {
		t.Run(road, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				b.hires("Lena", authz.Lead)
				ash := b.worker("Ash")
				b.gives(ash.Account, authz.Coordinator)
				page := "/people/" + string(b.matched("Sam", ash)) + "/worry"
				b.keepsWords(ash, "worry", page)
				if road == "the account" { // nothing is left to do in either role
					b.leavesWords(road, ash, page)
				} else {
					b.leavesWords(road, ash)
				}
				b.whole()
			})
		})
	}
}

// Whoever may still know the person keeps of what they typed only what they can still send.
func TestOfWhomTheyStillKnowTheLeadGetsWhatTheyCannotSendAnyMore(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		b.hires("Lena", authz.Lead)
		ash := b.worker("Ash")
		b.gives(ash.Account, authz.Coordinator)
		sam := "/people/" + string(b.matched("Sam", ash))
		b.keepsForm(ash, authz.RecordVisit, "visit", sam+"/visits/write")
		b.keepsForm(ash, authz.RaiseWorry, "worry", sam+"/worry")
		b.leavesWords("the role", ash, sam+"/visits/write")
		b.whole()
	})
}

// Who is away for long and visits nobody has words to leave all the same.
func TestWhoIsAwayForLongAndVisitsNobodyLeavesTheirWords(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		b.hires("Lena", authz.Lead)
		ash := b.worker("Ash")
		page := "/people/" + string(b.referred("Sam")) + "/worry"
		b.keepsWords(ash, "worry", page)
		if !b.pageOf("long leave", ash).Touches() {
			t.Error("the page says that there is nothing to hand over")
		}
		b.leavesWords("long leave", ash, page)
		b.whole()
	})
}

// A referral that wasn't sent is about somebody whom nobody here knows yet: only who refers
// for the same team can use it.
func TestAReferralThatWasNotSentGoesWithTheRoleInItsTeam(t *testing.T) {
	for _, ends := range []authz.Role{authz.Referrer, authz.Coordinator} {
		t.Run(string(ends), func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				b.hires("Lena", authz.Lead)
				remi := b.hires("Remi", authz.Referrer)
				b.gives(remi.Account, authz.Coordinator)
				page := "/teams/" + string(b.team) + "/referrals/new"
				b.keepsWords(remi, "referral", page)
				if ends == authz.Referrer {
					b.leavesWords("the role", remi, page)
				} else {
					b.leavesWords("the role", b.staff("Remi", ends))
				}
				b.whole()
			})
		})
	}
}
