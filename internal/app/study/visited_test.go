package study_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// Who visited somebody knows the arm: somebody else says how it went for them.
func TestWhoVisitedSomebodyRecordsNothingOfTheirOutcome(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.staff("Ash", authz.PeerWorker)
		b.later(686)
		admin := authz.Actor{Account: named[id.Account]("Ada"), Organisation: b.org,
			Grants: []authz.Grant{{Role: authz.Administrator}}}
		b.ok(b.people().AddAccount(ctx, admin, identity.Account{ID: ash.Account, Name: "Ash",
			Email: "ash@example.org"}, authz.Grant{Role: authz.PeerWorker}))
		for _, f := range apptest.Trained("Ash") {
			b.ok(b.people().RecordWorker(ctx, b.lena(), ash.Account, f))
		}
		sam := b.allocated("Sam", "peer_support")
		today := programme.Of(b.now, london)
		b.ok(b.care.MakeMatch(ctx, b.lena(), sam, workforce.Match{ID: named[id.Match]("m"), Worker: ash.Account, On: today}))
		ten, _ := programme.MakeTimeOfDay(10, 0)
		b.ok(b.care.PlanVisits(ctx, ash, sam, named[id.Series]("s"), course.Series{From: today.AddDays(1),
			Weekday: "tuesday", At: ten, Minutes: 60, Place: course.PlaceHome}))
		b.later(12)
		r, err := b.care.SeeVisits(ctx, ash, sam)
		b.ok(err)
		first := r.Course.Appointments[0]
		assessor := b.staff("Ash", authz.Assessor)
		b.ok(b.study.RecordEpisode(ctx, assessor, sam, admitted("met nobody yet", 687)))
		b.ok(b.care.RecordVisit(ctx, ash, sam, course.Visit{ID: named[id.Visit]("v"), Appointment: first.ID,
			Outcome: course.Attended, StartedAt: first.Start, Minutes: 55, Place: course.PlaceHome, WhatWeDid: "We walked."}))
		b.later(400)
		refused := func(err error, field string) {
			t.Helper()
			p, _ := fault.AsProblems(err)
			if said, _ := p.On(field); said.Key != "follow_up.visited" {
				t.Errorf("%v", err)
			}
		}
		refused(b.study.RecordEpisode(ctx, assessor, sam, admitted("e", 700)), "kind")
		refused(b.study.RecordCall(ctx, assessor, sam, b.called("c", sam, outcome.CallAnswered)), "result")
		b.ok(b.study.RecordEpisode(ctx, b.mei(), sam, admitted("e", 700)))
		b.ok(b.study.RecordCall(ctx, b.mei(), sam, b.called("c", sam, outcome.CallAnswered)))
		b.whole()
	})
}
