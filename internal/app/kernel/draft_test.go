package kernel_test

import (
	"context"
	"fmt"
	"net/url"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
)

// keeps is somebody's words about nobody, kept.
func (b *bench) keeps(who authz.Actor, words string) identity.Draft {
	b.t.Helper()
	typed := identity.Typed{Page: "/feedback", Form: "/feedback", Values: url.Values{"words": {words}}}
	kept, err := b.people.KeepDraft(context.Background(), who, typed, false)
	ok(b.t, err)
	return identity.Draft{ID: kept.ID, Author: who.Account, Typed: typed}
}

// kept lists the words that are kept for who, the newest first.
func (b *bench) kept(who authz.Actor) (words []string) {
	b.t.Helper()
	list, err := b.people.ListDrafts(context.Background(), who, nil)
	ok(b.t, err)
	for _, d := range list.Waiting {
		words = append(words, d.Values.Get("words"))
	}
	return words
}

func TestADraftIsItsAuthorsAloneUnderTheirOwnKey(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		d := b.keeps(b.referrer, "flat")
		_, err := b.people.SeeDraft(ctx, b.lead, d.ID, nil)
		apptest.Fails(t, err, fault.NotFound)
		apptest.Fails(t, b.people.SettleDraft(ctx, b.lead, d.Author, d.ID, false), fault.NotFound)
		for range 2 { // nor in another's hand or bin
			_, err = b.people.HandDraft(ctx, b.lead, d.ID)
			ok(t, err)
			_, err = b.people.DiscardDraft(ctx, b.lead, d.ID)
			ok(t, err)
		}
		b.holds(0, len(b.kept(b.lead)), "kept for the lead")
		b.holds(1, len(b.kept(b.referrer)), "kept for their author")
		_, err = b.raw.Exec("UPDATE draft SET account_id = $1", string(b.lead.Account))
		ok(t, err)
		if list, err := b.people.ListDrafts(ctx, b.lead, nil); err == nil {
			t.Errorf("somebody else's key opens %v", list)
		}
	})
}

func TestTwentyDraftsAreKeptForFourteenDays(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		handed := b.keeps(b.referrer, "handed over")
		_, err := b.people.HandDraft(ctx, b.referrer, handed.ID)
		ok(t, err)
		for n := range 21 {
			b.now = b.now.Add(time.Minute)
			b.keeps(b.referrer, fmt.Sprint(n))
		}
		words := b.kept(b.referrer)
		if len(words) != 20 || words[0] != "20" || words[19] != "1" {
			t.Errorf("kept: %q", words)
		}
		b.keeps(b.referrer, "20") // a second tap
		b.holds(21, b.count("draft"), "drafts with the one handed over")
		b.now = b.now.AddDate(0, 0, 14).Add(-time.Minute)
		if words = b.kept(b.referrer); len(words) != 1 || words[0] != "20" {
			t.Errorf("a minute before the last is fourteen days old: %q", words)
		}
		b.now = b.now.Add(2 * time.Minute)
		_, err = b.k.RunDue(ctx, b.people.Works())
		ok(t, err)
		b.holds(1, b.count("draft"), "left once the days are over")
		if was, err := b.people.DiscardDraft(ctx, b.referrer, handed.ID); err != nil || !was {
			t.Errorf("what was handed over is taken back: %v", err)
		}
		list, n, err := b.people.ListHandedDrafts(ctx, b.lead, programme.Page{})
		if err != nil || n != 1 || list[0].Values.Get("words") != "handed over" {
			t.Errorf("the lead has %v, %v", list, err)
		}
		b.verify()
	})
}

func TestADraftHasAnAuthorOnlyInASessionThatWasKnown(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		author := func(token string) (authz.DraftAuthor, error) { return b.people.DraftAuthor(ctx, token) }
		signed, err := b.people.EnterCode(ctx, b.code("Remi@example.org", "browser"),
			identity.Browser{Mark: "browser", Device: "Firefox"})
		ok(t, err)
		_, err = author(signed.Token)
		apptest.Fails(t, err, fault.NotFound) // they are still signed in
		ok(t, b.people.SignOutEverywhere(ctx, b.referrer))
		if found, err := author(signed.Token); err != nil || found.Account != b.referrer.Account {
			t.Errorf("of a session that has ended: %v, %v", found.Account, err)
		}
		for _, token := range []string{"", identity.Token(make([]byte, 32)), signed.Token + "x"} {
			_, err = author(token)
			apptest.Fails(t, err, fault.NotFound)
		}
		b.now = b.now.AddDate(0, 0, 14).Add(time.Minute)
		_, err = author(signed.Token)
		apptest.Fails(t, err, fault.NotFound)
	})
}
