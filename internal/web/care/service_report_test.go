package care_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	appstudy "footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/trial"
)

// visited is n people of north who have had their first visit, today at ten.
func (b *bench) visited(n int) []id.Participant {
	b.t.Helper()
	ash := b.works("Ash", authz.PeerWorker)
	sams := make([]id.Participant, n)
	for i := range sams {
		sams[i] = b.refers(b.remi, b.north, fmt.Sprint("Samira", i))
		b.agrees(sams[i])
		b.matches(sams[i], ash)
		b.plans(sams[i], ash)
	}
	b.now = b.now.Add(3 * time.Hour)
	for _, sam := range sams {
		first := b.course(sam).Appointments[0]
		b.ok(b.care.RecordVisit(context.Background(), ash.actor, sam, course.Visit{
			ID: kernel.NewID[id.Visit](b.k, "v"), Appointment: first.ID, Outcome: course.Attended,
			StartedAt: first.Start, Minutes: 55,
			Place: course.PlaceHome, WhatWeDid: "We walked to the pond.",
		}))
	}
	return sams
}

func TestTheServiceReportHasEachPictureBesideItsTableAndNamesNobody(t *testing.T) {
	b := open(t)
	b.visited(5)
	b.get(b.lena, "/service-report").is(http.StatusOK).says(
		"5 people referred, as things stand on", "Have been visited 5", "People of a study are left out",
		"5 people: half within 0 days, three in four within 0, longest 0",
		"1 0 5", "North team 5 None yet", "Print this report",
	).keepsFrom("Samira", "Okafor", "pond", "Ash")
	page := b.get(b.works("Ana", authz.Analyst), "/service-report").is(http.StatusOK)
	if n := strings.Count(page.body, "fb-figure__picture"); n != 3 {
		t.Errorf("%d pictures", n)
	}
	b.get(b.works("Gus", authz.Governance), "/service-report").is(http.StatusOK)
	b.get(b.works("Mei", authz.Assessor), "/service-report").is(http.StatusNotFound)
	b.get(b.remi, "/service-report").is(http.StatusNotFound)
}

func TestOfFewPeopleTheServiceReportGivesOnlyTheirNumber(t *testing.T) {
	b := open(t)
	b.get(b.lena, "/service-report").is(http.StatusOK).says("0 people referred",
		"0 people: too few for more than their number")
	b.visited(4)
	page := b.get(b.lena,
		"/service-report").is(http.StatusOK).says("4 people: too few for more than their number").keepsFrom("half within 0 days")
	if n := strings.Count(page.body, "fb-figure__picture"); n != 2 {
		t.Errorf("%d pictures: the sessions of four are drawn", n)
	}
}

// To be visited would tell the arm, so whoever is in a study is in no figure.
func TestWhoIsInAStudyIsInNoFigureOfTheService(t *testing.T) {
	b := open(t)
	sams := b.visited(5)
	b.get(b.lena, "/service-report").says("5 people referred")
	study, key, setup := &appstudy.Study{Kernel: b.k}, kernel.NewID[id.Study](b.k, "s"), authz.System("setup", b.org)
	ctx, on := context.Background(), programme.Of(b.now, time.UTC)
	b.ok(study.OpenStudy(ctx, setup, trial.Study{ID: key, Name: "The one",
		Definition: programme.Version{Programme: "crisis-peer-support-study", Number: 1},
		Primary:    "after_course", OpenedOn: on}))
	b.ok(study.BringAllocation(ctx, setup, trial.Allocation{ID: kernel.NewID[id.Allocation](b.k, "a"),
		Participant: sams[0], Study: key, Arm: "peer_support", On: on}))
	b.get(b.lena, "/service-report").is(http.StatusOK).says("4 people referred", "Have been visited 4")
}
