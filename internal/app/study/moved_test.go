package study_test

import (
	"context"
	"fmt"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// serves has the bench be a service, of an organisation of its own.
func (b *bench) serves() {
	b.t.Helper()
	b.org, b.team = named[id.Organisation]("a service"), named[id.Team]("its team")
	b.programme = programme.Version{Programme: "crisis-peer-support", Number: 1}
	b.founds("Brook Vale", "bea@example.org")
}

// left has somebody's discharge put right.
func (b *bench) left(sam id.Participant, on string) {
	b.t.Helper()
	ctx := context.Background()
	now, err := b.care.AskCorrection(ctx, b.cora(), sam)
	b.ok(err)
	is := now.Known
	is.Care.DischargeDate = date(on)
	b.ok(b.care.PutRight(ctx, b.cora(), sam, pathway.Correction{
		ID: named[id.Correction](fmt.Sprint(sam, now.Made)), Topic: pathway.AboutCare, Is: is.Of(pathway.AboutCare),
		Why: "The team rang.", Sure: fault.SureOf("discharge_date"),
	}, now.Made, true))
}

// listedAs is how the list has sam's follow-up about the year.
func (b *bench) listedAs(sam id.Participant) string {
	b.t.Helper()
	for _, l := range b.listed() {
		if l.Due.ID == b.asked(sam).ID {
			return fmt.Sprint(l.Standing.State, " ", l.Standing.CallOn)
		}
	}
	return "nowhere"
}

// employsMei gives the assessor of a service an account that messages reach.
func (b *bench) employsMei() {
	b.t.Helper()
	admin := authz.Actor{Account: named[id.Account]("Bea"), Organisation: b.org,
		Grants: []authz.Grant{{Role: authz.Administrator}}}
	b.ok(b.people().AddAccount(context.Background(), admin, identity.Account{ID: named[id.Account]("Mei"), Name: "Mei",
		Email: "mei@example.org"}, authz.Grant{Role: authz.Assessor}, ""))
}

func TestADischargePutRightMovesTheFollowUpsThatNobodyCalledAbout(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		b.serves()
		sam := b.agreed("Sam")
		for _, c := range []struct{ on, year, course string }{
			{"2025-01-03", "2026-01-04", "2025-09-15"}, // as it was
			{"2024-12-20", "2025-12-21", "2025-08-29"},
			{"2025-01-03", "2026-01-04", "2025-09-15"}, // and back
			{"2025-01-05", "2026-01-06", "2025-09-17"},
		} {
			if b.asked(sam).Discharged != date(c.on) {
				b.left(sam, c.on)
			}
			b.holds(c.on+": the year", b.line("within_year"), "[Sam waiting 0 "+c.year+"]")
			b.holds(c.on+": after the course", b.line("after_course"), "[Sam waiting 0 "+c.course+"]")
			x := b.asked(sam)
			b.holds(c.on+": the page", fmt.Sprint(x.CountedFrom, x.Kept, x.From, x.Until.AddDays(1)),
				fmt.Sprintf("%s false %s %s", c.on, c.on, c.year))
		}
		b.later(364) // to the day on which it was due as it was entered first
		b.works()
		b.holds("not yet", b.line("within_year"), "[Sam waiting 0 2026-01-06]")
		b.later(1)
		b.works()
		b.holds("on its day", b.line("within_year"), "[Sam due 0 2026-01-06]")
		b.whole()
	})
}

func TestAFollowUpThatFellDueTooEarlyWaitsUntilTheDayAsItWasPutRight(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		b.serves()
		b.employsMei()
		sam := b.agreed("Sam")
		for i := range 4 { // as many as a report counts
			jo := b.agreed(fmt.Sprint("Jo", i))
			b.left(jo, "2025-01-06")
		}
		b.later(363)
		b.works()
		b.holds("due", b.listedAs(sam), "due 2026-01-04")
		counted := func() string {
			r, err := b.care.SeeServiceReport(ctx, b.staff("Sunil", authz.Analyst))
			b.ok(err)
			return fmt.Sprint(r.Teams[0].FollowUps.Of)
		}
		b.holds("the report", counted(), 6)
		b.left(sam, "2025-01-05")
		b.holds("put off", b.listedAs(sam), "waiting 2026-01-06")
		b.holds("the report without it", counted(), 5)
		b.left(sam, "2025-01-03")
		b.left(sam, "2025-01-05") // a second time, to the same day
		b.works()
		b.holds("still", b.listedAs(sam), "waiting 2026-01-06")
		told := b.out.Count()
		b.later(2)
		b.works()
		b.holds("on its day", b.listedAs(sam), "due 2026-01-06")
		b.holds("the assessor is told again", b.out.Count()-told, 1)
		b.left(sam, "2025-01-01")
		b.works()
		b.holds("due all the same", b.listedAs(sam), "due 2026-01-06")
		b.holds("and nobody is told twice", b.out.Count()-told, 1)
		b.whole()
	})
}

func TestAFollowUpWhoseDayHasPassedOnceTheDischargeIsPutRightIsDueAtOnce(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		b.serves()
		b.employsMei()
		sam := b.agreed("Sam")
		b.later(359)
		b.works()
		told := b.out.Count()
		b.later(1)
		b.left(sam, "2024-12-20")
		b.holds("due at once", b.listedAs(sam), "due 2026-01-01")
		b.works()
		b.holds("due", b.line("within_year"), "[Sam due 0 2026-01-01]")
		b.holds("the assessor is told", b.out.Count()-told, 1)
		b.whole()
	})
}

func TestAFollowUpThatSomebodyWasCalledAboutKeepsItsDays(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		b.serves()
		sam := b.agreed("Sam")
		b.later(364)
		b.works()
		tried := b.called("tried", sam, outcome.CallNoAnswer)
		b.ok(b.study.RecordCall(ctx, b.mei(), sam, tried))
		b.left(sam, "2025-01-05")
		x := b.asked(sam)
		b.holds("the year", fmt.Sprint(x.Discharged, x.CountedFrom, x.Kept, x.Until), "2025-01-05 2025-01-03 true 2026-01-03")
		b.holds("after the course", b.line("after_course"), "[Sam due 0 2026-01-05]")
		b.holds("listed", b.line("within_year"), "[Sam due 1 2026-01-06]")

		mistake := tried
		mistake.ID, mistake.Replaces, mistake.InError = named[id.Call]("mistake"), tried.ID, true
		b.ok(b.study.CorrectCall(ctx, b.mei(), sam, mistake))
		x = b.asked(sam)
		b.holds("without that call", fmt.Sprint(x.CountedFrom, x.Kept, x.Until), "2025-01-05 false 2026-01-05")
		b.holds("listed without it", b.line("within_year"), "[Sam waiting 0 2026-01-06]")
		b.whole()
	})
}

// Both arms count from allocation.
func TestInAStudyADischargePutRightMovesNoFollowUp(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		sam := b.allocated("Sam", "workbook_alone")
		before := b.line("within_year")
		b.left(sam, "2024-12-20")
		b.holds("listed", b.line("within_year"), before)
		x := b.asked(sam)
		b.holds("the page", fmt.Sprint(x.CountedFrom, x.Kept), "2025-01-06 false")
		b.whole()
	})
}

// Who withdraws and comes back in is asked by the day as it was put right meanwhile.
func TestTheFollowUpsOfWhoHasStoppedFollowTheirDischargeToo(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		b.serves()
		sam := b.agreed("Sam")
		b.leaves(sam)
		b.left(sam, "2025-01-05")
		b.ok(b.care.Undo(ctx, b.lena(), sam, pathway.Undoing{ID: named[id.Undoing]("not them"), Why: "Not them.",
			Of: pathway.Entered{Kind: pathway.UndoWithdrawal, Fact: string(named[id.Withdrawal](string(sam)))}}))
		b.holds("listed", b.line("within_year"), "[Sam waiting 0 2026-01-06]")
		b.whole()
	})
}
