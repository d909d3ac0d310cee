package care_test

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

func TestNothingIsDoneWithSomebodyBeforeTheyWereReferred(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, cora := context.Background(), b.worker("Ash"), b.cora()
		before := programme.Of(b.now, time.UTC).AddDays(-60)
		early := "date.before.referral"
		invitation := b.invitation("i")
		invitation.On = before
		b.says(b.care.Invite(ctx, cora, b.accepted("Ines"), invitation), "on", early)
		b.says(b.care.RecordDeclining(ctx, cora, b.invited("Noa"),
			pathway.Declining{ID: named[id.Declining]("n"), On: before}), "on", early)
		b.says(b.care.RecordWithdrawal(ctx, cora, b.takesPart("Will"),
			pathway.Withdrawal{ID: named[id.Withdrawal]("w"), Scope: pathway.Wholly, On: before}), "on", early)
		match := b.match("m", ash)
		match.On = before
		b.says(b.care.MakeMatch(ctx, b.staff("Lena", authz.Lead), b.takesPart("Mo"), match), "on", early)

		sam := b.planned("Sam", ash)
		v := held(b.visits(ash, sam), 0)
		v.StartedAt = time.Date(1926, 11, 24, 10, 0, 0, 0, time.UTC)
		b.says(b.care.RecordVisit(ctx, ash, sam, v), "started_at", early)
		first := b.visits(ash, sam).Appointments[0]
		to := first.Arrangement
		to.Start = b.now.AddDate(0, 0, -60)
		b.says(b.care.MoveVisit(ctx, ash, sam, course.Move{ID: named[id.Move]("v"), Appointment: first.ID, From: first.Start,
			To: to, By: course.PartyWorker, Reason: "by mistake"}), "to.start", early)
		err := b.care.EndVisits(ctx, ash, sam, course.Ending{ID: named[id.Ending]("e"), Kind: course.EndedSooner,
			On: before}, true)
		b.says(err, "on", early)
		b.says(b.care.KeepMatch(ctx, b.staff("Lena", authz.Lead), sam,
			workforce.MatchKept{ID: named[id.MatchKept]("k"), Asked: "x", On: before}), "on", early)
		b.whole()
	})
}

func TestConsentIsNotBeforeItsInformationNorADeathBeforeTheBirth(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		b.now = b.now.AddDate(0, 0, 5)
		sam := b.invited("Sam")
		consent := b.consent("yes")
		consent.At = b.now.AddDate(0, 0, -1)
		b.says(b.care.RecordConsent(ctx, b.cora(), sam, consent), "at", "date.before.information")
		consent.At = b.now
		b.ok(b.care.RecordConsent(ctx, b.cora(), sam, consent))

		death := b.happened("d", life.Death)
		death.On = date("1920-01-01")
		b.says(b.care.EnterLife(ctx, b.staff("Lena", authz.Lead), sam, death, true), "on", "date.before.birth")
		b.whole()
	})
}

// What waits for somebody's yes isn't dated before it: the days between the information
// and the consent are days of their referral, and nothing else was done on them.
func TestNothingThatWaitsForConsentIsDatedBeforeIt(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
		informed := programme.Of(b.now, time.UTC)
		for _, name := range []string{"Sam", "Mo"} {
			b.invited(name)
		}
		b.now = b.now.AddDate(0, 0, 3)
		sam, mo, early := named[id.Participant]("Sam"), named[id.Participant]("Mo"), "date.before.consent"
		for _, name := range []string{"Sam", "Mo"} {
			yes := b.consent("yes " + name)
			yes.At = b.now
			b.ok(b.care.RecordConsent(ctx, b.cora(), named[id.Participant](name), yes))
		}
		match := b.match("m", ash)
		match.On = informed.AddDays(2)
		b.says(b.care.MakeMatch(ctx, lena, mo, match), "on", early)
		match.On = informed.AddDays(3)
		b.ok(b.care.MakeMatch(ctx, lena, sam, match))
		b.ok(b.plans(ash, sam, "p", informed.AddDays(4)))

		b.now = b.now.AddDate(0, 0, 2)
		v := held(b.visits(ash, sam), 0)
		v.StartedAt = b.now.AddDate(0, 0, -3)
		b.says(b.care.RecordVisit(ctx, ash, sam, v), "started_at", early)
		err := b.care.EndVisits(ctx, ash, sam, course.Ending{ID: named[id.Ending]("e"), Kind: course.EndedSooner,
			On: informed}, true)
		b.says(err, "on", early)
		b.says(b.care.KeepMatch(ctx, lena, sam,
			workforce.MatchKept{ID: named[id.MatchKept]("k"), Asked: "x", On: informed}), "on", early)
		b.says(b.care.SendLetter(ctx, lena, sam, course.SentLetter{ID: named[id.Letter]("l"), Kind: course.LetterStart,
			To: course.ToParticipant, On: informed}), "on", early)
		b.says(b.care.RecordWithdrawal(ctx, b.cora(), sam,
			pathway.Withdrawal{ID: named[id.Withdrawal]("w"), Scope: pathway.Wholly, On: informed}), "on", early)
		b.whole()
	})
}

// Somebody says no to what they were told of.
func TestANoIsNotBeforeTheInformation(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		b.accepted("Noa")
		b.now = b.now.AddDate(0, 0, 5)
		invitation := b.invitation("i")
		invitation.On = programme.Of(b.now, time.UTC)
		noa := named[id.Participant]("Noa")
		b.ok(b.care.Invite(context.Background(), b.cora(), noa, invitation))
		b.says(b.care.RecordDeclining(context.Background(), b.cora(), noa,
			pathway.Declining{ID: named[id.Declining]("n"), On: invitation.On.AddDays(-1)}), "on", "date.before.information")
		b.whole()
	})
}
