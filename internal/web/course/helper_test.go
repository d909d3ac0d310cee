package course_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestAWorkerSeesTheNumbersOfThoseWhoSuperviseAndLead(t *testing.T) {
	b := webtest.Open(t)
	root := authz.Actor{Account: kernel.NewID[id.Account](b.K, "root"), Organisation: b.Org,
		Grants: []authz.Grant{{Role: authz.Administrator}}}
	for _, hired := range []struct {
		name, phone string
		role        authz.Role
	}{
		{"Ruth Castellano", "01632 960777", authz.Supervisor}, {"Lowri Finch", "01632 960778", authz.Lead},
	} {
		a := identity.Account{ID: kernel.NewID[id.Account](b.K, hired.name), Name: hired.name,
			Email: hired.phone[6:] + "@example.org", Phone: programme.Phone(hired.phone)}
		b.Ok(b.People.AddAccount(context.Background(), root, a, authz.Grant{Role: hired.role}, ""))
	}
	ash, sam := b.Works("Ash Murray", authz.PeerWorker), b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Get(ash, "/visits").Is(http.StatusOK).
		Says("Ruth Castellano, supervisor", "01632 960777", "Lowri Finch, programme lead", "01632 960778")
	b.Get(ash, "/people/"+string(sam)+"/visits/"+string(b.Course(sam).Appointments[0].ID)).Is(http.StatusOK).
		Says("Ruth Castellano, supervisor", "01632 960777")
}

func TestWhoCoordinatesAndIsResponsibleStandsOnceWithBothRoles(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", func(form url.Values) {
		form.Set("care_coordinator.name", "Bethan  Clarke")
		form.Set("care_coordinator.phone", "01632 960 262")
		form.Set("responsible.name", "Bethan Clarke")
		form.Set("responsible.phone", "01632 960262, 07700 900262")
	})
	b.Get(b.Arrives(sam), "/home").Is(http.StatusOK).
		Once("Bethan Clarke, your care coordinator, responsible for your care", "Bethan Clarke", "01632 960262",
			"07700 900262")
}

func TestWhoSupervisesAndLeadsStandsOnceWithBothRoles(t *testing.T) {
	b := webtest.Open(t)
	ash, _ := b.Works("Ash Murray", authz.PeerWorker), b.Hires("Ruth Castellano", authz.Supervisor, authz.Lead)
	b.Get(ash, "/visits").Is(http.StatusOK).Once("Ruth Castellano, supervisor, programme lead", "Ruth Castellano")
}

// Nobody is asked to get a number before a visit once there are no visits.
func TestNobodyAsksForANumberBeforeAVisitOnceVisitsHaveEnded(t *testing.T) {
	b := webtest.Open(t)
	ash, sam := b.Works("Ash Murray", authz.PeerWorker), b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).Says("no other number to ring. Ask for one before the visit.")
	b.Ok(b.Care.EndVisits(context.Background(), b.Lena.Actor, sam, course.Ending{ID: kernel.NewID[id.Ending](b.K, "e"),
		Kind: course.EndedSooner, On: programme.Of(b.Now, b.Now.Location()), Note: "as agreed"}, true))
	b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).Says("no other number to ring").KeepsFrom("before the visit")
}
