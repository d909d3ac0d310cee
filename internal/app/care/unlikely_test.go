package care_test

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// What follows a no has its day or a later one, whichever no it was.
func TestNothingThatFollowsANoIsDatedBeforeIt(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, cora, early := context.Background(), b.cora(), "date.before.no"
		sam, jo := b.invited("Sam"), b.takesPart("Jo")
		monday := b.now
		b.now = b.now.AddDate(0, 0, 3)
		today := programme.Of(b.now, time.UTC)
		b.ok(b.care.RecordDeclining(ctx, cora, sam, pathway.Declining{ID: named[id.Declining]("n"), On: today}))
		b.ok(b.care.RecordWithdrawal(ctx, cora, jo,
			pathway.Withdrawal{ID: named[id.Withdrawal]("w"), Scope: pathway.FromVisitsOnly, On: today}))

		again := b.invitation("again")
		again.On = today.AddDays(-1)
		b.says(b.care.Invite(ctx, cora, sam, again), "on", early)
		again.On = today
		b.ok(b.care.Invite(ctx, cora, sam, again))
		yes := b.consent("yes")
		yes.At = monday.AddDate(0, 0, 1)
		b.says(b.care.RecordConsent(ctx, cora, sam, yes), "at", early)
		b.says(b.care.RecordVisitsAgain(ctx, cora, jo, yes), "at", early)
		yes.At = b.now
		b.ok(b.care.RecordConsent(ctx, cora, sam, yes))
		visits := b.consent("visits again")
		b.ok(b.care.RecordVisitsAgain(ctx, cora, jo, visits))

		b.now = b.now.AddDate(0, 0, 3)
		newest := b.consent("newest")
		b.ok(b.care.RecordConsent(ctx, cora, sam, newest))
		late := b.consent("late", "letters_gp")
		late.At = b.now.AddDate(0, 0, -1)
		b.says(b.care.RecordConsent(ctx, cora, sam, late), "at", "consent.at.older")
		late.Sure = fault.SureOf("at")
		b.ok(b.care.RecordConsent(ctx, cora, sam, late))
		b.whole()
	})
}

// On paper a referral is typed in late. It may be a slip too.
func TestAnInvitationBeforeTheReferralIsAskedAbout(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		sam, i := b.accepted("Sam"), b.invitation("i")
		i.On = i.On.AddDays(-1)
		b.says(b.care.Invite(context.Background(), b.cora(), sam, i), "on", "consent.invitation.on.before_referral")
		i.Sure = fault.SureOf("how", "on")
		b.ok(b.care.Invite(context.Background(), b.cora(), sam, i))
	})
}

func TestAPauseEndsOnItsFirstDayOrALaterOne(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena, sam := context.Background(), b.staff("Lena", authz.Lead), b.takesPart("Sam")
		b.now = b.now.AddDate(0, 0, 9)
		enters := func(e life.Event) error { return b.care.EnterLife(ctx, lena, sam, e, true) }
		on := func(name string, k life.Kind, days int) life.Event {
			e := b.happened(name, k)
			e.On = e.On.AddDays(days)
			return e
		}
		b.ok(enters(on("in", life.Readmission, -3)))
		b.says(enters(on("out", life.GoingOn, -4)), "on", "life.on.before_begun")
		b.ok(enters(on("out", life.GoingOn, -2)))
		again := on("again", life.LossOfCapacity, -3)
		b.says(enters(again), "on", "life.on.before_going_on")
		again.Sure = fault.SureOf("on")
		b.ok(enters(again))
		b.ok(enters(on("dead", life.Death, 0)))
		b.says(enters(on("alive", life.DeathInError, -1)), "on", "life.on.before_death")
		b.whole()
	})
}

// Of somebody who has died something was known that tells that they lived.
func TestADeathBeforeWhatIsKnownOfThemIsAskedAbout(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena, sam := context.Background(), b.staff("Lena", authz.Lead), b.invited("Sam")
		referred := programme.Of(b.now, time.UTC)
		b.now = b.now.AddDate(0, 0, 5)
		b.ok(b.care.RecordConsent(ctx, b.cora(), sam, b.consent("yes")))
		b.now = b.now.AddDate(0, 0, 5)
		b.lives(sam, "away", life.MovingAway)
		death := b.happened("d", life.Death)
		for days, key := range map[int]string{-4: "discharge", -1: "referral", 4: "consent", 9: "life"} {
			death.On = referred.AddDays(days)
			b.says(b.care.EnterLife(ctx, lena, sam, death, true), "on", "life.on.unlikely."+key)
		}
		death.On, death.Sure = referred.AddDays(9), fault.SureOf("on")
		b.says(b.care.EnterLife(ctx, lena, sam, death, false), "sure", "life.sure.missing")
		b.ok(b.care.EnterLife(ctx, lena, sam, death, true))
		right := b.happened("r", life.DeathDay)
		right.On = referred.AddDays(-4)
		b.says(b.care.EnterLife(ctx, lena, sam, right, false), "on", "life.on.unlikely.discharge")
		right.On = b.happened("", life.Death).On
		b.ok(b.care.EnterLife(ctx, lena, sam, right, false))
		b.whole()
	})
}

// Half past one may be half past one at night; it is asked about wherever staff enter it.
func TestVisitsAtUnusualHoursAreAskedAbout(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam, sure := b.matched("Sam", ash), fault.SureOf("at")
		late := tuesdaysAt(23)
		plans := func(s course.Series) error { return b.care.PlanVisits(ctx, ash, sam, named[id.Series]("s"), s) }
		for hour, unusual := range map[int]bool{1: true, 6: true, 7: false, 20: false, 21: true, 23: true} {
			if p, asked := tuesdaysAt(hour).Check(programme.Of(b.now, time.UTC)).On("at"); asked != unusual {
				t.Errorf("at %d: %v", hour, p)
			}
		}
		b.says(plans(late), "at", "appointment.at.hours")
		late.Sure = sure
		b.ok(plans(late))

		all := b.visits(ash, sam).Appointments
		m := course.Move{ID: named[id.Move]("m"), Appointment: all[1].ID, From: all[1].Start, To: all[1].Arrangement,
			By: course.PartyWorker}
		m.To.Place = course.PlaceTelephone
		b.ok(b.care.MoveVisit(ctx, ash, sam, m)) // the hour was agreed before
		m.ID, m.To.Start = named[id.Move]("n"), m.To.Start.Add(2*time.Hour+30*time.Minute)
		b.says(b.care.MoveVisit(ctx, ash, sam, m), "at", "appointment.at.hours")
		m.Sure = sure
		b.ok(b.care.MoveVisit(ctx, ash, sam, m))

		b.now = all[0].Start.AddDate(0, 0, 1)
		v := held(b.visits(ash, sam), 0)
		v.StartedAt = v.StartedAt.Add(time.Hour)
		b.says(b.care.RecordVisit(ctx, ash, sam, v), "at", "visit.started_at.hours")
		v.StartedAt = all[0].Start
		b.ok(b.care.RecordVisit(ctx, ash, sam, v)) // it was planned so
		b.whole()
	})
}

func TestADischargePutFarBackIsAskedAbout(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		sam := b.referred("Sam")
		now := b.known(sam)
		is := now.Known
		is.Care.DischargeDate = date("2024-11-20")
		c := pathway.Correction{ID: named[id.Correction]("c"), Topic: pathway.AboutCare, Is: is.Of(pathway.AboutCare),
			Why: "A slip"}
		put := func() error {
			return b.care.PutRight(context.Background(), b.staff("Lena", authz.Lead), sam, c, now.Made, true)
		}
		b.says(put(), "discharge_date", "correction.discharge_date.long_before")
		c.Sure = fault.SureOf("discharge_date")
		b.ok(put())
		b.whole()
	})
}

// What has visits wait began on the day of the last visit that was held, or later.
func TestAHoldIsNotDatedBeforeAVisitThatWasHeld(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		lena, sam := b.staff("Lena", authz.Lead), b.planned("Sam", ash)
		began := programme.Of(b.visits(ash, sam).Appointments[0].Start, time.UTC)
		b.now = b.visits(ash, sam).Appointments[1].Start.AddDate(0, 0, 1)
		for i := range 2 {
			b.ok(b.care.RecordVisit(ctx, ash, sam, held(b.visits(ash, sam), i)))
		}
		for _, k := range []life.Kind{life.Readmission, life.LossOfCapacity, life.MovingAway} {
			e := b.happened(string(k), k)
			e.On, e.Sure = began.AddDays(6), fault.SureOf("on") // being sure is no answer
			b.says(b.care.EnterLife(ctx, lena, sam, e, false), "on", "life.on.held")
		}
		e := b.happened("on the day", life.Readmission)
		e.On = began.AddDays(7)
		b.ok(b.care.EnterLife(ctx, lena, sam, e, false))
		b.whole()
	})
}

// Who was back in crisis care, or had moved, before they left their crisis team, perhaps
// has another day.
func TestAHoldBeforeWhatIsKnownOfThemIsAskedAbout(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
		sam := b.takesPart("Sam")
		for _, k := range []life.Kind{life.Readmission, life.LossOfCapacity, life.MovingAway} {
			e := b.happened(string(k), k)
			e.On = e.On.AddDays(-4)
			b.says(b.care.EnterLife(ctx, lena, sam, e, false), "on", "life.on.unlikely.discharge")
			e.Sure = fault.SureOf("on")
			b.ok(b.care.EnterLife(ctx, lena, sam, e, false))
		}
		b.whole()
	})
}
