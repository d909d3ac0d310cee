package pathway_test

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
	"footbridge.org/footbridge/internal/web/webtest"
)

// visited is n people of north who have had their first visit, today at eleven or before.
func visited(b *webtest.Bench, n int) []id.Participant {
	ash := b.Works("Ash", authz.PeerWorker)
	sams := make([]id.Participant, n)
	for i := range sams {
		sams[i] = b.Refers(b.Remi, b.North, fmt.Sprint("Samira", i))
		b.Agrees(sams[i])
		b.Matches(sams[i], ash)
		b.PlansAt(fmt.Sprintf("%02d:00", 11-i), sams[i], ash)
	}
	b.Now = b.Now.Add(3 * time.Hour)
	for _, sam := range sams {
		first := b.Course(sam).Appointments[0]
		b.Ok(b.Care.RecordVisit(context.Background(), ash.Actor, sam, course.Visit{
			ID: kernel.NewID[id.Visit](b.K, "v"), Appointment: first.ID, Outcome: course.Attended,
			StartedAt: first.Start, Minutes: 55,
			Place: course.PlaceHome, WhatWeDid: "We walked to the pond.",
		}))
	}
	return sams
}

func TestTheServiceReportHasEachPictureBesideItsTableAndNamesNobody(t *testing.T) {
	b := webtest.Open(t)
	visited(b, 5)
	b.Get(b.Lena, "/service-report").Is(http.StatusOK).Says(
		"5 referrals, as of", "Have been visited 5", "People in a study are left out",
		"5 people: half within 0 days, three in four within 0, longest 0",
		"1 0 5", "North team 5 None yet", "Print this report",
	).KeepsFrom("Samira", "Okafor", "pond", "Ash")
	page := b.Get(b.Works("Ana", authz.Analyst), "/service-report").Is(http.StatusOK)
	if n := strings.Count(page.Body, "fb-figure__picture"); n != 3 {
		t.Errorf("%d pictures", n)
	}
	b.Get(b.Works("Gus", authz.Governance), "/service-report").Is(http.StatusOK)
	b.Get(b.Works("Mei", authz.Assessor), "/service-report").Is(http.StatusNotFound)
	b.Get(b.Remi, "/service-report").Is(http.StatusNotFound)
}

func TestOfFewPeopleTheServiceReportGivesOnlyTheirNumber(t *testing.T) {
	b := webtest.Open(t)
	b.Get(b.Lena, "/service-report").Is(http.StatusOK).Says("0 referrals",
		"0 people: too few to show")
	visited(b, 4)
	page := b.Get(b.Lena,
		"/service-report").Is(http.StatusOK).Says(
		"4 people: too few to show").KeepsFrom("half within 0 days")
	if n := strings.Count(page.Body, "fb-figure__picture"); n != 2 {
		t.Errorf("%d pictures: the sessions of four are drawn", n)
	}
}

// To be visited would tell the arm, so whoever is in a study is in no figure.
func TestWhoIsInAStudyIsInNoFigureOfTheService(t *testing.T) {
	b := webtest.Open(t)
	sams := visited(b, 5)
	b.Get(b.Lena, "/service-report").Says("5 referrals")
	study, key, setup := &appstudy.Study{Kernel: b.K}, kernel.NewID[id.Study](b.K, "s"), authz.System("setup", b.Org)
	ctx, on := context.Background(), programme.Of(b.Now, time.UTC)
	b.Ok(study.OpenStudy(ctx, setup, trial.Study{ID: key, Name: "The one",
		Definition: programme.Version{Programme: "crisis-peer-support-study", Number: 1},
		Primary:    "after_course", OpenedOn: on}))
	b.Ok(study.BringAllocation(ctx, setup, trial.Allocation{ID: kernel.NewID[id.Allocation](b.K, "a"),
		Participant: sams[0], Study: key, Arm: "peer_support", On: on}))
	b.Get(b.Lena, "/service-report").Is(http.StatusOK).Says("4 referrals", "Have been visited 4")
}
