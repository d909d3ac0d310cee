package care_test

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// What has been done wasn't done on a day that is still to come, and a note about a home is
// looked at again within a year.
func TestNothingHasBeenDoneOnADayToCome(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, cora, lena, ash := context.Background(), b.cora(), b.staff("Lena", authz.Lead), b.worker("Ash")
		tomorrow := programme.Of(b.now, time.UTC).AddDays(1)
		b.says(b.care.RecordDeclining(ctx, cora, b.invited("Noa"),
			pathway.Declining{ID: named[id.Declining]("n"), On: tomorrow}), "on", "consent.declining.on.future")
		sam := b.planned("Sam", ash)
		b.says(b.care.EndVisits(ctx, ash, sam, course.Ending{ID: named[id.Ending]("e"), Kind: course.EndedSooner,
			On: tomorrow}, true), "on", "ending.on.future")
		b.says(b.care.KeepMatch(ctx, lena, sam, workforce.MatchKept{ID: named[id.MatchKept]("k"), Asked: "x",
			On: tomorrow}), "on", "matching.kept.on.future")
		b.says(b.care.SendLetter(ctx, lena, sam, course.SentLetter{ID: named[id.Letter]("l"), Kind: course.LetterStart,
			To: course.ToGP, On: tomorrow}), "on", "letter.on.future")
		for key, of := range map[string]struct {
			field  string
			change func(*pathway.Referral)
		}{
			"person.birth_date.future": {"identity.birth_date",
				func(r *pathway.Referral) { r.Identity.BirthDate = tomorrow }},
			"referral.on_caseload_since.future": {"on_caseload_since",
				func(r *pathway.Referral) { r.OnCaseloadSince = tomorrow }},
			"referral.home_note.review_by.past": {"home_note.review_by",
				func(r *pathway.Referral) { r.HomeNote.ReviewBy = tomorrow.AddDays(-2) }},
			"referral.home_note.review_by.far": {"home_note.review_by",
				func(r *pathway.Referral) { r.HomeNote.ReviewBy = tomorrow.AddMonths(12) }},
		} {
			r := apptest.Referral("Kim", b.team, b.definition(), date("2026-11-20"))
			r.HomeNote = pathway.HomeNote{Text: "A dog.", Source: "the team", ReviewBy: tomorrow}
			of.change(&r)
			b.says(b.care.MakeReferral(ctx, b.staff("Remi", authz.Referrer), r, true), of.field, key)
		}
		b.whole()
	})
}
