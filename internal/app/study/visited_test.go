package study_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/trial"
	"footbridge.org/footbridge/internal/workforce"
)

// hired is a trained worker.
func (b *bench) hired(name string) authz.Actor {
	b.t.Helper()
	ctx, who := context.Background(), b.staff(name, authz.PeerWorker)
	admin := authz.Actor{Account: named[id.Account]("Ada"), Organisation: b.org,
		Grants: []authz.Grant{{Role: authz.Administrator}}}
	b.ok(b.people().AddAccount(ctx, admin, identity.Account{ID: who.Account, Name: name,
		Email: name + "@example.org"}, authz.Grant{Role: authz.PeerWorker}, ""))
	for _, f := range apptest.Trained(name) {
		b.ok(b.people().RecordWorker(ctx, b.lena(), who.Account, f))
	}
	return who
}

// Who was to visit somebody, once or for good, knows the arm: somebody else says how it
// went for them, whichever of their records it is.
func TestWhoWasToVisitSomebodyRecordsNothingOfTheirOutcome(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		b.later(686)
		ash, bo := b.hired("Ash"), b.hired("Bo")
		b.hired("Cy")
		sam, other := b.allocated("Sam", "peer_support"), b.allocated("Other", "workbook_alone")
		today := programme.Of(b.now, london)
		refused := func(who authz.Actor, of id.Participant) {
			t.Helper()
			who = authz.Actor{Account: who.Account, Organisation: b.org,
				Grants: []authz.Grant{{Role: authz.Assessor}}}
			p, _ := fault.AsProblems(b.study.RecordEpisode(ctx, who, of, admitted("e", 700)))
			episode, _ := p.On("kind")
			p, _ = fault.AsProblems(b.study.RecordCall(ctx, who, of, b.called("c", of, outcome.CallAnswered)))
			call, _ := p.On("result")
			f, err := b.study.SeeFollowUp(ctx, who, of)
			b.ok(err)
			if episode.Key != "follow_up.visited" || call.Key != "follow_up.visited" || !f.Visited {
				t.Errorf("%s: %v, %v, %t", who.Account, episode, call, f.Visited)
			}
			found, err := b.study.ListFollowUps(ctx, who, trial.CallNow, programme.Page{})
			b.ok(err)
			for _, line := range found.Lines {
				if line.Participant == of && !line.Visited {
					t.Errorf("%s is to call %s", who.Account, of)
				}
			}
		}
		b.ok(b.care.MakeMatch(ctx, b.lena(), sam, workforce.Match{ID: named[id.Match]("m"), Worker: ash.Account, On: today}))
		ten, _ := programme.MakeTimeOfDay(10, 0)
		b.ok(b.care.PlanVisits(ctx, ash, sam, named[id.Series]("s"), course.Series{From: today.AddDays(1),
			Weekday: "tuesday", At: ten, Minutes: 60, Place: course.PlaceHome}))
		r, err := b.care.SeeVisits(ctx, ash, sam)
		b.ok(err)
		first := r.Course.Appointments[0]
		b.ok(b.care.CoverVisit(ctx, ash, sam, care.Cover{ID: named[id.Move]("c"), Appointment: first.ID, From: first.Start,
			Instead: ash.Account, To: bo.Account}))
		b.ok(b.care.CoverVisit(ctx, ash, sam, care.Cover{ID: named[id.Move]("back"), Appointment: first.ID,
			From: first.Start, Instead: bo.Account, To: ash.Account}))
		b.later(412)
		refused(ash, sam)
		refused(bo, sam) // was to come, and didn't
		f, err := b.study.SeeFollowUp(ctx, b.staff("Cy", authz.Assessor), sam)
		b.ok(err)
		b.holds("a worker who never was to come", f.Visited, false)
		b.ok(b.care.JoinRecords(ctx, b.lena(), other, pathway.Joining(named[id.SamePerson]("j"), other, sam, false), true))
		refused(bo, other)
		b.ok(b.study.RecordEpisode(ctx, b.mei(), sam, admitted("e", 700)))
		b.ok(b.study.RecordCall(ctx, b.mei(), sam, b.called("c", sam, outcome.CallAnswered)))
		b.whole()
	})
}
