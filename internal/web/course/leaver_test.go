package course_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/webtest"
)

// A worker who asked for support and has left since is on the board until somebody has seen
// to it, and who closes their account reads so before.
func TestARequestForSupportOfSomebodyWhoHasLeftStaysOpenUntilItIsAnswered(t *testing.T) {
	b := webtest.Open(t)
	ash, ruth := b.Works("Ash", authz.PeerWorker), b.Works("Ruth", authz.Supervisor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	ask := "/people/" + string(sam) + "/visits/" + string(b.Course(sam).Open()[0].ID) + "/support"
	form := b.Form(ash, ask)
	form.Set("urgency", "today")
	b.Post(ash, ask, form).To("/my-support")
	list := b.Get(ruth, "/support-requests").Is(http.StatusOK).Says("Nobody has answered")
	b.Get(ruth, "/board").Says("1 request for support")
	amir, closing := b.Works("Amir", authz.Administrator), "/accounts/"+string(ash.Actor.Account)+"/close"
	const asked = "They asked for support once, and nobody has answered."
	b.Get(amir, closing).Is(http.StatusOK).Says(asked)
	b.Post(amir, closing, url.Values{"to": {"board"}}).To("/accounts")
	b.Get(ruth, "/board").Is(http.StatusOK).Says("1 request for support", "Nobody has answered. Left since")
	b.Get(ruth, "/support-requests").Is(http.StatusOK).Says("Ash", "Nobody has answered. Left since")
	one := list.Link("/support-requests/")
	b.Get(ruth, one).Is(http.StatusOK).Says("Ash isn't a peer support worker here any more").
		KeepsFrom("The worker reads this.")
	answer := b.Form(ruth, one)
	answer.Set("words", "I have rung them.")
	b.Twice(ruth, one, answer, "/support-requests")
	b.Get(ruth, "/board").Is(http.StatusOK).KeepsFrom("request for support")
	b.Get(ruth, one).Is(http.StatusOK).Says("I have rung them.")
	b.Get(ruth, "/support-requests?request=answered").Is(http.StatusOK).Says("Ash", "Only: ")
	b.Get(ruth, "/support-requests?request=open").Is(http.StatusOK).Says("Nobody here matches")
	b.Verify()
}

// rings has a member of staff be reached at a number.
func rings(b *webtest.Bench, who webtest.Member, phone programme.Phone) {
	key := kernel.NewID[id.Correction](b.K, string(phone))
	b.Ok(b.People.ChangeOwnPhone(context.Background(), who.Actor, key, phone, 0))
}

// Where no supervisor's number is known, the page of a visit says who to ring in their
// place, and, where there is nobody, that a number is to be asked for beforehand.
func TestTheVisitSaysWhoToRingWhereNoSupervisorsNumberIsKnown(t *testing.T) {
	b := webtest.Open(t)
	ash, ruth := b.Works("Ash", authz.PeerWorker), b.Works("Ruth", authz.Supervisor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	page := "/people/" + string(sam) + "/visits/" + string(b.Course(sam).Open()[0].ID)
	b.Get(ash, page).Is(http.StatusOK).Says("Supervisor No number recorded, and no other number to ring.")
	rings(b, b.Lena, "01632 960001")
	b.Get(ash, page).Is(http.StatusOK).Says("Supervisor No number recorded. Ring the next number instead.",
		"Lena, programme lead")
	rings(b, ruth, "01632 960002")
	b.Get(ash, page).Is(http.StatusOK).Says("Ruth, supervisor").KeepsFrom("No number recorded", "Lena, programme lead")
}

// Where nobody supervises, nothing is said of a supervisor's number.
func TestTheVisitSaysThatThereIsNoSupervisorWhereNobodySupervises(t *testing.T) {
	b := webtest.Open(t)
	ash, sam := b.Works("Ash", authz.PeerWorker), b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	page := "/people/" + string(sam) + "/visits/" + string(b.Course(sam).Open()[0].ID)
	b.Get(ash, page).Is(http.StatusOK).Says("Nobody supervises just now, and there is no other number to ring.").
		KeepsFrom("No number recorded")
	rings(b, b.Lena, "01632 960001")
	b.Get(ash, page).Is(http.StatusOK).Says("Nobody supervises just now. Ring the next number instead.",
		"Lena, programme lead").KeepsFrom("No number recorded")
}
