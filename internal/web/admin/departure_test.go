package admin_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestClosingAWorkersAccountSaysFirstWhomItTouchesAndAsksWhoVisitsInstead(t *testing.T) {
	b := webtest.Open(t)
	ada := b.Works("Amir", authz.Administrator)
	ash, bo := b.Hires("Ash", authz.PeerWorker), b.Hires("Gus", authz.PeerWorker)
	b.Trains(ash)
	b.Trains(bo)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	path := "/accounts/" + string(ash.Actor.Account) + "/close"
	b.Get(ada, path).Is(http.StatusOK).Says("They visit 1 person.", "10 visits are planned, the next on", "Gus",
		"Nobody yet").KeepsFrom("Sam")
	account, _, err := b.People.SeeAccount(context.Background(), ada.Actor, ash.Actor.Account)
	b.Ok(err)
	for road, by := range map[string]webtest.Member{
		path: ada, "/workers/" + string(ash.Actor.Account) + "/hand-over": b.Lena,
		"/accounts/" + string(ash.Actor.Account) + "/roles/" + string(account.Grants[0].ID) + "/end": ada,
	} {
		b.Post(by, road, url.Values{}).Is(http.StatusUnprocessableEntity).
			Once("Error: Choose who visits these people").Says("They visit 1 person.")
	}
	b.Get(ash, "/visits").Is(http.StatusOK).Says("Sam")
	b.Post(ada, path, url.Values{"to": {string(bo.Actor.Account)}}).To("/accounts")
	b.Get(bo, "/visits").Is(http.StatusOK).Says("Sam")
	for _, v := range b.Course(sam).Open() {
		if v.Worker != bo.Actor.Account {
			t.Error("a visit to come is of somebody who has left")
		}
	}
	b.Get(b.Lena, "/workers/"+string(bo.Actor.Account)).Says("Hand over their visits")
	path = "/workers/" + string(bo.Actor.Account) + "/hand-over"
	b.Get(b.Lena, path).Is(http.StatusOK).Says("Who will visit instead of Gus?", "They visit 1 person.")
	b.Post(b.Lena, path, url.Values{"to": {"board"}}).To("/workers/" + string(bo.Actor.Account))
	b.Get(b.Lena, path).Is(http.StatusOK).Says("They visit nobody at the moment")
	b.Get(b.Lena, "/board").Is(http.StatusOK).Says("Sam")
	b.Get(bo, path).Is(http.StatusNotFound)
}

func TestClosingAnAccountSaysWhoseItsRolesWorkIsAndWarnsWhereItIsNobodys(t *testing.T) {
	b := webtest.Open(t)
	ada := b.Works("Amir", authz.Administrator)
	lou := b.Hires("Lou", authz.Lead)
	b.Refers(b.Remi, b.North, "Sam")
	path := "/accounts/" + string(lou.Actor.Account) + "/close"
	b.Get(ada, path).Is(http.StatusOK).Says("Others with this role carry on: Lena",
		"1 referral is waiting for a decision. This work is shared").KeepsFrom("Nobody else has this role")
	b.Post(ada, path, url.Values{}).To("/accounts")
	path = "/accounts/" + string(b.Lena.Actor.Account) + "/close"
	b.Get(ada, path).Is(http.StatusOK).Says("Nobody else has this role", "1 referral is waiting for a decision.",
		"Give it to somebody else first.").KeepsFrom("This work is shared")
}

// What waits for the lead is named before the only one's account is closed, and the
// accounts page says afterwards that nobody leads.
func TestClosingTheOnlyLeadsAccountNamesAllThatWaitsForOne(t *testing.T) {
	b := webtest.Open(t)
	ada, ash := b.Works("Amir", authz.Administrator), b.Works("Ash", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	worry := "/people/" + string(sam) + "/worry"
	form := b.Form(ash, worry)
	form.Set("urgency", "today")
	form.Set("words", "flat")
	form.Set("about", "health")
	b.Post(ash, worry, form).Is(http.StatusSeeOther)
	ctx := context.Background()
	kept, err := b.People.KeepDraft(ctx, ash.Actor, identity.Typed{Page: worry, Form: worry, Noun: "worry",
		Values: url.Values{"words": {"flat"}}}, true)
	b.Ok(err)
	_, err = b.People.HandDraft(ctx, ash.Actor, kept.ID)
	b.Ok(err)
	closing := "/accounts/" + string(b.Lena.Actor.Account) + "/close"
	b.Get(ada, closing).Is(http.StatusOK).Says("Nobody else has this role: Programme lead",
		"1 worry needs somebody to take it on.", "1 note was handed over.",
		"If anybody supervises, it goes to them first.").
		KeepsFrom("Sam")
	b.Get(ada, "/accounts").Is(http.StatusOK).KeepsFrom("Nobody is the programme lead")
	b.Post(ada, closing, url.Values{}).To("/accounts")
	b.Get(ada, "/accounts").Is(http.StatusOK).Says("Nobody is the programme lead")
}

// Somebody who has left did what they did in the role that they had then.
func TestTheTrailNamesTheRoleThatALeaverHadAtTheTime(t *testing.T) {
	b := webtest.Open(t)
	lou, gus := b.Hires("Lou", authz.Lead), b.Works("Gus", authz.Governance)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Get(lou, "/people/"+string(sam)).Is(http.StatusOK)
	b.Now = b.Now.Add(time.Minute)
	closing := "/accounts/" + string(lou.Actor.Account) + "/close"
	b.Post(b.Works("Amir", authz.Administrator), closing, url.Values{}).To("/accounts")
	b.Get(gus, "/trail/people/"+string(sam)).Is(http.StatusOK).Says("Lou Programme lead").KeepsFrom("No role")
	b.Get(gus, "/trail/staff/"+string(lou.Actor.Account)).Is(http.StatusOK).Says("Has left. Was: Programme lead").
		KeepsFrom("No role")
}
