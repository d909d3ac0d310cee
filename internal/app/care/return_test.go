package care_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

func TestSomebodyWhoWasDeclinedIsReferredAgainAndWhoIsLikelyTheSameIsShown(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, remi, lena := context.Background(), b.staff("Remi", authz.Referrer), b.staff("Lena", authz.Lead)
		sam := b.referred("Samuel")
		d, err := content.Latest("crisis-peer-support")
		b.ok(err)
		r := apptest.Referral("Samuel", b.team, d, date("2026-11-20"))
		r.ID, r.Participant = named[id.Referral]("again"), named[id.Participant]("again")
		r.Identity.GivenName = "Sammy"
		found, is := care.AsLikelyDuplicate(b.care.MakeReferral(ctx, remi, r, false))
		if !is || len(found.People) != 1 || found.People[0].ID != sam || found.People[0].MayReturn {
			t.Fatalf("found %+v", found)
		}
		if found, is := care.AsLikelyDuplicate(b.care.ReferAgain(ctx, remi, r, sam)); !is || !found.Open {
			t.Errorf("while it waits for a decision: %+v", found)
		}
		b.ok(b.care.Screen(ctx, lena, sam, pathway.Decision{ID: named[id.Decision]("no"), Verdict: pathway.Decline,
			Reason: "no_contact_wanted"}))
		b.ok(b.care.ReferAgain(ctx, remi, r, sam))
		b.ok(b.care.ReferAgain(ctx, remi, r, sam))
		r.Identity.GivenName = "Samantha"
		b.fails(b.care.ReferAgain(ctx, remi, r, sam), fault.Conflict)
		record, err := b.care.SeePerson(ctx, lena, sam)
		b.ok(err)
		if record.Person.State != programme.Referred || len(record.Decisions) != 0 || !record.Person.Returned() {
			t.Errorf("%s with %d decisions", record.Person.State, len(record.Decisions))
		}
		earlier, err := b.care.SeeEarlier(ctx, lena, sam)
		b.ok(err)
		if len(earlier.Courses) != 1 || len(earlier.Courses[0].Of.Decisions) != 1 {
			t.Errorf("earlier: %+v", earlier.Courses)
		}
		b.whole()
	})
}
