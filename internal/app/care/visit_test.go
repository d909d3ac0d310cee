package care_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/workforce"
)

// worker hires a peer support worker who may visit.
func (b *bench) worker(name string) authz.Actor {
	b.t.Helper()
	ash := b.hired(name)
	b.records(ash.Account, apptest.Trained(name)...)
	return ash
}

// hired is a peer support worker of whom nothing is on record.
func (b *bench) hired(name string) authz.Actor {
	b.t.Helper()
	p := &people.People{Kernel: b.k, Base: "http://localhost"}
	root := authz.Actor{Account: named[id.Account]("Ada"), Organisation: b.org,
		Grants: []authz.Grant{{Role: authz.Administrator}}}
	a := identity.Account{ID: named[id.Account](name), Name: name, Email: name + "@example.org"}
	b.ok(p.AddAccount(context.Background(), root, a, authz.Grant{Role: authz.PeerWorker}, ""))
	return b.staff(name, authz.PeerWorker)
}

// takesPart is somebody who has said yes.
func (b *bench) takesPart(name string, change ...func(*pathway.Referral)) id.Participant {
	b.t.Helper()
	sam, ctx := b.accepted(name, change...), context.Background()
	i := b.invitation(name)
	b.ok(b.care.Invite(ctx, b.cora(), sam, i))
	b.ok(b.care.RecordConsent(ctx, b.cora(), sam, b.consent("consent/"+name)))
	return sam
}

// matched is somebody who takes part and whom ash visits.
func (b *bench) matched(name string, ash authz.Actor, change ...func(*pathway.Referral)) id.Participant {
	b.t.Helper()
	sam := b.takesPart(name, change...)
	b.ok(b.care.MakeMatch(context.Background(), b.staff("Lena", authz.Lead), sam, b.match(name, ash)))
	return sam
}

func (b *bench) match(name string, ash authz.Actor) workforce.Match {
	return workforce.Match{ID: named[id.Match](name), Worker: ash.Account, On: date("2026-11-23")}
}

// tuesdays is ten visits at ten, from the day after.
func tuesdays() course.Series {
	ten, _ := programme.MakeTimeOfDay(10, 0)
	return course.Series{From: date("2026-11-24"), Weekday: "tuesday", At: ten, Minutes: 60, Place: course.PlaceHome}
}

// planned is somebody all of whose visits are planned.
func (b *bench) planned(name string, ash authz.Actor, change ...func(*pathway.Referral)) id.Participant {
	b.t.Helper()
	return b.plannedAt(10, name, ash, change...)
}

// plannedAt is planned, on Tuesdays at that hour: nobody is in two places.
func (b *bench) plannedAt(hour int, name string, ash authz.Actor, change ...func(*pathway.Referral)) id.Participant {
	b.t.Helper()
	sam := b.matched(name, ash, change...)
	s := tuesdaysAt(hour)
	s.Sure = fault.SureOf("at") // where a test has many of them
	b.ok(b.care.PlanVisits(context.Background(), ash, sam, named[id.Series](name), s))
	return sam
}

func tuesdaysAt(hour int) course.Series {
	s := tuesdays()
	s.At, _ = programme.MakeTimeOfDay(hour, 0)
	return s
}

func (b *bench) visits(who authz.Actor, sam id.Participant) course.Course {
	b.t.Helper()
	r, err := b.care.SeeVisits(context.Background(), who, sam)
	b.ok(err)
	return r.Course
}

func held(c course.Course, i int) course.Visit {
	at := c.Appointments[i]
	return course.Visit{
		ID: named[id.Visit](fmt.Sprint("visit", i, at.Participant)), Appointment: at.ID, Outcome: course.Attended,
		StartedAt: at.Start,
		Minutes:   55, Place: course.PlaceHome, WhatWeDid: "We walked to the pond.",
	}
}

func TestSomebodyIsMatchedOnceAndTheWorkerThenKnowsThem(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
		ash, bo := b.worker("Ash"), b.worker("Bo")
		sam := b.takesPart("Sam")
		_, err := b.care.SeeVisits(ctx, ash, sam)
		b.fails(err, fault.NotFound) // nobody has told Ash that there is a Sam
		b.fails(b.care.MakeMatch(ctx, ash, sam, b.match("m", ash)), fault.NotFound)
		gone := b.match("gone", authz.Actor{Account: named[id.Account]("Cora")})
		if _, is := fault.AsProblems(b.care.MakeMatch(ctx, lena, sam, gone)); !is {
			t.Error("somebody who is no worker was chosen")
		}

		b.ok(b.care.MakeMatch(ctx, lena, sam, b.match("m", ash)))
		b.ok(b.care.MakeMatch(ctx, lena, sam, b.match("m", ash))) // the second tap
		b.fails(b.care.MakeMatch(ctx, lena, sam, b.match("m", bo)), fault.Conflict)
		b.fails(b.care.MakeMatch(ctx, lena, sam, b.match("other", bo)), fault.Conflict)

		_, err = b.care.SeeVisits(ctx, ash, sam)
		b.ok(err)
		_, err = b.care.SeeVisits(ctx, bo, sam)
		b.fails(err, fault.NotFound)
		m, err := b.care.SeeMatching(ctx, lena, sam)
		b.ok(err)
		if len(m.Workers) != 2 || m.Workers[0].Worker != bo.Account || m.Workers[1].Hours.People != 1 ||
			m.Names[ash.Account] != "Ash" || m.Worker != ash.Account || m.Open() {
			t.Errorf("the lead sees %+v", m)
		}
		b.whole()
	})
}

func TestNobodyIsMatchedWhoDoesNotTakePartOrIsInAStudy(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena, ash := context.Background(), b.staff("Lena", authz.Lead), b.worker("Ash")
		lee := b.accepted("Lee")
		b.fails(b.care.MakeMatch(ctx, lena, lee, b.match("lee", ash)), fault.Conflict)
		kit := b.takesPart("Kit")
		b.ok(b.care.RecordWithdrawal(ctx, b.cora(), kit, pathway.Withdrawal{ID: named[id.Withdrawal]("kit"),
			Scope: pathway.FromVisitsOnly, On: date("2026-11-23")}))
		b.fails(b.care.MakeMatch(ctx, lena, kit, b.match("kit", ash)), fault.Conflict)
	})
}

func TestTenVisitsArePlannedInOneGoAndOnce(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam := b.matched("Sam", ash)
		b.fails(b.care.PlanVisits(ctx, ash, b.takesPart("Jo"), named[id.Series]("s"), tuesdays()), fault.NotFound)
		if _, is := fault.AsProblems(b.care.PlanVisits(ctx, ash, sam, named[id.Series]("bad"), course.Series{})); !is {
			t.Error("an empty form is no problem")
		}
		b.ok(b.care.PlanVisits(ctx, ash, sam, named[id.Series]("s"), tuesdays()))
		b.ok(b.care.PlanVisits(ctx, ash, sam, named[id.Series]("s"), tuesdays()))
		later := tuesdays()
		later.Minutes = 45
		b.fails(b.care.PlanVisits(ctx, ash, sam, named[id.Series]("s"), later), fault.Conflict)
		b.fails(b.care.PlanVisits(ctx, ash, sam, named[id.Series]("t"), tuesdays()),
			fault.Conflict) // nothing is left to plan

		c := b.visits(ash, sam)
		if c.Planned() != 10 || len(c.Appointments) != 10 {
			t.Fatalf("%d are planned of %d", c.Planned(), len(c.Appointments))
		}
		for i, a := range c.Appointments {
			if london := a.Start.In(london(t)); a.Session != i+1 || london.Hour() != 10 || london.Weekday() != time.Tuesday {
				t.Errorf("visit %d is at %s", i+1, london)
			}
		}
		b.whole()
	})
}

func london(t *testing.T) *time.Location {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestVisitsPastTheirTimeNeedAReason(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam := b.matched("Sam", ash)
		s := tuesdays()
		s.From = date("2026-12-29") // the ninth and the tenth end after three months
		problems, _ := fault.AsProblems(b.care.PlanVisits(ctx, ash, sam, named[id.Series]("s"), s))
		if _, said := problems.On("overrun"); !said {
			t.Errorf("nothing is said of the time: %v", problems)
		}
		s.Overrun = "She was away until after Christmas."
		b.ok(b.care.PlanVisits(ctx, ash, sam, named[id.Series]("s"), s))
	})
}

func TestAVisitIsMovedAndCancelledAndItsHistoryStays(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, bo := context.Background(), b.worker("Ash"), b.worker("Bo")
		sam, jo := b.planned("Sam", ash), b.planned("Jo", bo)
		third := b.visits(ash, sam).Appointments[2]
		to := third.Arrangement
		to.Start, to.Place, to.Where = to.Start.Add(26*time.Hour), course.PlaceElsewhere, "the café at the library"
		m := course.Move{ID: named[id.Move]("m"), Appointment: third.ID, From: third.Start, To: to,
			By: course.PartyParticipant}
		b.ok(b.care.MoveVisit(ctx, ash, sam, m))
		b.ok(b.care.MoveVisit(ctx, ash, sam, m))
		m.To.Minutes = 30
		b.fails(b.care.MoveVisit(ctx, ash, sam, m), fault.Conflict)
		m.ID = named[id.Move]("who saw the old time")
		b.fails(b.care.MoveVisit(ctx, ash, sam, m), fault.Conflict)
		b.fails(b.care.MoveVisit(ctx, bo, jo, m), fault.NotFound) // Sam's appointment, under Jo

		v := course.Cancellation{ID: named[id.Cancellation]("c"), Appointment: third.ID, From: to.Start,
			By: course.PartyWorker, Reason: "Ash is on a course that day."}
		b.ok(b.care.CancelVisit(ctx, ash, sam, v))
		b.ok(b.care.CancelVisit(ctx, ash, sam, v))
		v.Reason = "Another reason"
		b.fails(b.care.CancelVisit(ctx, ash, sam, v), fault.Conflict)
		b.fails(b.care.CancelVisit(ctx, bo, sam, v), fault.NotFound)

		c := b.visits(ash, sam)
		now, _ := c.Find(third.ID)
		if now.State != course.AppointmentCancelled || len(now.Moves) != 1 || !now.First.Start.Equal(third.Start) ||
			now.Where != "the café at the library" {
			t.Errorf("it stands at %+v", now)
		}
		if open := c.ToPlan(); len(open) != 1 || open[0] != 3 {
			t.Errorf("to plan again: %v", open)
		}
		b.whole()
	})
}

func TestAVisitSentTwiceIsRecordedOnceAndThePersonReadsIt(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam := b.planned("Sam", ash)
		b.now = time.Date(2026, 12, 2, 12, 0, 0, 0, time.UTC)
		c := b.visits(ash, sam)
		v := held(c, 0)
		b.ok(b.care.RecordVisit(ctx, ash, sam, v))
		b.now = b.now.Add(time.Hour)
		b.ok(b.care.RecordVisit(ctx, ash, sam, v))
		v.WhatWeDid = "Something else"
		b.fails(b.care.RecordVisit(ctx, ash, sam, v), fault.Conflict)
		v.ID = named[id.Visit]("a colleague's")
		b.fails(b.care.RecordVisit(ctx, ash, sam, v), fault.Conflict)
		missed := course.Visit{ID: named[id.Visit]("missed"), Appointment: c.Appointments[1].ID, Outcome: course.DidNotAttend,
			Reason: course.MissedUnwell, Place: course.PlaceHome}
		early := missed
		early.ID, early.Appointment = named[id.Visit]("early"), c.Appointments[3].ID
		b.says(b.care.RecordVisit(ctx, ash, sam, early), "outcome", "visit.outcome.not_begun")
		b.ok(b.care.RecordVisit(ctx, ash, sam, missed))

		own, err := b.care.SeeOwnVisits(ctx, b.themselves(sam))
		b.ok(err)
		read, _ := own.Course.Appointments[0].Visit()
		if own.Course.SessionsHeld() != 1 || read.WhatWeDid != "We walked to the pond." || len(own.Course.ToPlan()) != 1 {
			t.Errorf("Sam reads %+v", own.Course)
		}
		home, err := b.care.SeeHome(ctx, b.themselves(sam))
		b.ok(err)
		if next, is := home.Visits.Course.Next(home.Visits.Now); !is || home.Visits.Course.VisitNumber(next.ID) != 2 {
			t.Errorf("the next is %+v", next)
		}
		b.whole()
	})
}

func TestTwentyAtOnceRecordOneVisit(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam := b.planned("Sam", ash)
		b.now = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
		c := b.visits(ash, sam)
		errs := make([]error, 20)
		var all sync.WaitGroup
		for i := range errs {
			all.Go(func() {
				v := held(c, 0)
				if i%2 == 1 {
					v.ID = named[id.Visit](fmt.Sprint("another", i))
				}
				errs[i] = b.care.RecordVisit(ctx, ash, sam, v)
			})
		}
		all.Wait()
		if c := b.visits(ash, sam); c.SessionsHeld() != 1 || len(c.Appointments[0].Visits) != 1 {
			t.Errorf("%d were recorded", len(c.Appointments[0].Visits))
		}
		for i, err := range errs {
			if err != nil && !errors.Is(err, fault.Unchanged) && fault.Of(err) != fault.Conflict {
				t.Errorf("tap %d: %v", i, err)
			}
		}
		b.whole()
	})
}

func TestWhoWantsNoMoreVisitsHasNoneToCome(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam := b.planned("Sam", ash)
		b.now = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
		w := pathway.Withdrawal{ID: named[id.Withdrawal]("w"), Scope: pathway.FromVisitsOnly}
		b.ok(b.care.Withdraw(ctx, b.themselves(sam), sam, w))
		b.ok(b.care.Withdraw(ctx, b.themselves(sam), sam, w))
		c := b.visits(ash, sam)
		if _, is := c.Next(b.now); is || len(c.ToWriteUp(b.now)) != 1 {
			t.Errorf("there is one to come, or yesterday's is lost: %d planned", c.Planned())
		}
		b.fails(b.care.PlanVisits(ctx, ash, sam, named[id.Series]("t"), tuesdays()), fault.Conflict)
		b.whole()
	})
}

func TestTheMaskedAndTheReferringTeamLearnNothingOfVisits(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam := b.planned("Sam", ash)
		both := b.staff("Mei", authz.Assessor)
		both.Grants = append(both.Grants, authz.Grant{Role: authz.Lead})
		for who, kind := range map[*authz.Actor]fault.Kind{new(b.staff("Mei", authz.Assessor)): fault.NotFound,
			new(b.staff("Remi", authz.Referrer)): fault.Denied, &both: fault.Denied} {
			_, err := b.care.SeeVisits(ctx, *who, sam)
			b.fails(err, kind)
		}
		asked := 0
		watched := store.Watching(ctx, func(query string) {
			asked++
			if what, reveals := store.ReadsArm(query); reveals {
				t.Errorf("whoever assesses has %s read:\n%s", what, query)
			}
		})
		r, err := b.care.SeePerson(watched, both, sam)
		if asked == 0 {
			t.Error("nothing was watched")
		}
		b.ok(err)
		if r.Visits != nil {
			t.Error("whoever assesses sees visits in the record")
		}
	})
}

func TestAWorkersListIsTheirOwnPeople(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, bo := context.Background(), b.worker("Ash"), b.worker("Bo")
		sam := b.planned("Sam", ash)
		b.planned("Jo", bo)
		b.matched("Kim", ash)
		load, err := b.care.ListVisits(ctx, ash)
		b.ok(err)
		if len(load.People) != 2 || load.People[0].ID != sam && load.People[1].ID != sam {
			t.Errorf("Ash has %d people", len(load.People))
		}
		_, err = b.care.ListVisits(ctx, b.staff("Lena", authz.Lead))
		b.fails(err, fault.Denied)
	})
}

func TestNoVisitIsPlannedOnABankHolidayAndOneMayBeMovedThere(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam := b.matched("Sam", ash)
		fridays := tuesdays()
		fridays.From, fridays.Weekday = date("2026-11-27"), "friday"
		b.ok(b.care.PlanVisits(ctx, ash, sam, named[id.Series]("s"), fridays))
		c := b.visits(ash, sam)
		gave := map[string]string{}
		for _, a := range c.Appointments {
			if !a.Instead.IsZero() {
				gave[a.Instead.String()] = programme.Of(a.Start, time.UTC).String()
			}
		}
		// Christmas, and New Year: the weekend and the Monday after Boxing Day's are no days for it
		if len(gave) != 2 || gave["2026-12-25"] != "2026-12-24" || gave["2027-01-01"] != "2026-12-31" {
			t.Errorf("gave way: %v", gave)
		}
		b.ok(b.care.PlanVisits(ctx, ash, sam, named[id.Series]("s"), fridays)) // the second tap
		fifth := c.Appointments[4]
		to := fifth.Arrangement
		to.Start = fifth.Start.AddDate(0, 0, 1)
		b.ok(b.care.MoveVisit(ctx, ash, sam, course.Move{ID: named[id.Move]("m"), Appointment: fifth.ID, From: fifth.Start,
			To: to, By: course.PartyParticipant}))
		b.whole()
	})
}
