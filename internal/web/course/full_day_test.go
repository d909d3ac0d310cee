package course_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestAFullDayLeavesTheRestOfTheListToBeOpened(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	for at, name := range map[string]string{"10am": "Sam", "1pm": "Jo", "4pm": "Kit"} {
		person := b.Refers(b.Remi, b.North, name)
		b.Agrees(person)
		b.Matches(person, ash)
		b.PlansAt(at, person, ash)
	}
	b.Get(ash, "/visits").Is(http.StatusOK).Says("3 more people", "6 more visits").
		KeepsFrom("Nobody yet").KeepsFrom("Nothing in the next two weeks")
}
