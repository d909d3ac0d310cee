package care_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/workforce"
)

func remark(name string, quote workforce.Quote) workforce.Feedback {
	return workforce.Feedback{ID: named[id.Feedback](name), Words: name, Quote: quote}
}

// quotable is somebody who agreed, and to being quoted.
func (b *bench) quotable(name string) id.Participant {
	b.t.Helper()
	sam := b.invited(name)
	b.ok(b.care.RecordConsent(context.Background(), b.cora(), sam, b.consent(name, workforce.QuotesItem)))
	return sam
}

// heard is what the lead hears, the newest first, with a star where it may be repeated.
func (b *bench) heard() (list []string) {
	b.t.Helper()
	found, err := b.care.ListFeedback(context.Background(), b.staff("Lena", authz.Lead), programme.Page{})
	b.ok(err)
	for _, l := range found.Lines {
		star := map[bool]string{true: "*"}[l.Quoted]
		list = append(list, fmt.Sprint(l.Words, star, " ", l.Month))
	}
	return list
}

func TestWhatIsSaidIsHeardWithoutANameAndCanBeTakenBack(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam, jo := b.quotable("Sam"), b.quotable("Jo")
		first := remark("It was good", workforce.QuoteYes)
		b.ok(b.care.GiveFeedback(ctx, b.themselves(sam), sam, first))
		b.now = b.now.AddDate(0, 0, 9)                                // into December
		b.ok(b.care.GiveFeedback(ctx, b.themselves(sam), sam, first)) // the reply was lost
		other := first
		other.Words = "It was bad"
		b.fails(b.care.GiveFeedback(ctx, b.themselves(sam), sam, other), fault.Conflict)
		b.ok(b.care.GiveFeedback(ctx, b.themselves(jo), jo, remark("So so", workforce.QuoteNo)))
		b.heardAs("[So so 2026-12-01 It was good* 2026-11-01]")

		b.now = b.now.Add(time.Minute)
		changed := remark("It was good, mostly", workforce.QuoteNo)
		changed.Replaces = first.ID
		b.ok(b.care.GiveFeedback(ctx, b.themselves(sam), sam, changed))
		b.heardAs("[It was good, mostly 2026-11-01 So so 2026-12-01]")
		late := remark("Another change", workforce.QuoteNo)
		late.Replaces = first.ID
		if p, is := fault.AsProblems(b.care.GiveFeedback(ctx, b.themselves(sam), sam, late)); !is ||
			p[0].Key != "feedback.replaces.already" {
			t.Error("one remark was replaced twice")
		}
		back := workforce.Feedback{ID: named[id.Feedback]("back")}
		back.Replaces, back.InError = changed.ID, true
		b.ok(b.care.GiveFeedback(ctx, b.themselves(sam), sam, back))
		b.heardAs("[So so 2026-12-01]")
		own, err := b.care.ListOwnFeedback(ctx, b.themselves(sam), sam)
		b.ok(err)
		if len(own.Said) != 0 {
			t.Errorf("%+v", own)
		}
		b.whole()
	})
}

func (b *bench) heardAs(want string) {
	b.t.Helper()
	if got := fmt.Sprint(b.heard()); got != want {
		b.t.Errorf("heard %s, not %s", got, want)
	}
}

// Yes beside the words is not enough: the consent has to say so too, and to hold.
func TestNobodyIsQuotedWithoutAConsentThatHolds(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		never, sam := b.referred("Never"), b.quotable("Sam")
		b.ok(b.care.GiveFeedback(ctx, b.themselves(never), never, remark("Before I agreed", workforce.QuoteYes)))
		b.ok(b.care.GiveFeedback(ctx, b.themselves(sam), sam, remark("Quote me", workforce.QuoteYes)))
		if got := fmt.Sprint(b.heard()); got != "[Before I agreed 2026-11-01 Quote me* 2026-11-01]" &&
			got != "[Quote me* 2026-11-01 Before I agreed 2026-11-01]" {
			t.Error(got)
		}
		b.ok(b.care.Withdraw(ctx, b.themselves(sam), sam, pathway.Withdrawal{ID: named[id.Withdrawal]("w"),
			Scope: pathway.Wholly}))
		for _, line := range b.heard() {
			if line == "Quote me* 2026-11-01" {
				t.Error("somebody who has withdrawn is quoted")
			}
		}
	})
}

func TestOnlyTheLeadAndTheSupervisorHear(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam, jo := b.quotable("Sam"), b.quotable("Jo")
		b.ok(b.care.GiveFeedback(ctx, b.themselves(sam), sam, remark("Good", workforce.QuoteNo)))
		for _, role := range authz.Roles() {
			_, err := b.care.ListFeedback(ctx, b.staff(string(role), role), programme.Page{})
			if hears := role == authz.Lead || role == authz.Supervisor; hears != (err == nil) {
				t.Errorf("%s: %v", role, err)
			}
		}
		two := b.staff("two hats", authz.Lead)
		two.Grants = append(two.Grants, authz.Grant{Role: authz.Assessor})
		_, err := b.care.ListFeedback(ctx, two, programme.Page{})
		b.fails(err, fault.Denied)
		_, err = b.care.ListOwnFeedback(ctx, b.themselves(jo), sam)
		b.fails(err, fault.NotFound)
		b.fails(b.care.GiveFeedback(ctx, b.themselves(jo), sam, remark("As if", workforce.QuoteYes)), fault.NotFound)
		_, err = b.care.ListOwnFeedback(ctx, b.staff("Lena", authz.Lead), sam)
		b.fails(err, fault.Denied) // the lead hears it, and not whose it is
	})
}

func TestHearingCostsTheSameReadsHoweverMuchIsSaid(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		cost := func() int64 {
			var n store.Cost
			_, err := b.care.ListFeedback(store.Counting(context.Background(), &n),
				b.staff("Lena", authz.Lead), programme.Page{})
			b.ok(err)
			return n.Queries.Load()
		}
		says := func(i int) {
			sam := b.quotable(fmt.Sprint("Sam", i))
			b.ok(b.care.GiveFeedback(context.Background(), b.themselves(sam), sam,
				remark(fmt.Sprint("Good ", i), workforce.QuoteYes)))
		}
		says(0)
		before := cost()
		for i := range 20 {
			says(1 + i)
		}
		if after := cost(); after != before {
			t.Errorf("one costs %d reads, and twenty-one cost %d", before, after)
		}
	})
}
