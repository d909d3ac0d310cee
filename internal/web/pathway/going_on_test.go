package pathway_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// twins are two records of one person that are not joined yet, the first referred first.
func twins(b *webtest.Bench) (first, second id.Participant) {
	first = b.Refers(b.Remi, b.North, "Samuel")
	b.Now = b.Now.Add(time.Minute)
	return first, b.Refers(b.Rhea, b.South, "Smauel")
}

// accepted is a decision that says yes.
var accepted = url.Values{"verdict": {"accept"}}

const goesOn = "Another record of this person goes on"

func TestOfTwoJoinedRecordsThatAreWaitingEitherIsAcceptedAndThenTheOtherIsNot(t *testing.T) {
	b := webtest.Open(t)
	first, second := twins(b)
	form := b.Form(b.Lena, webtest.DecisionPath(first))
	samuel := b.Arrives(first)
	joins(b, first, second, "yes")
	b.Decides(second, accepted)
	form.Set("verdict", "accept")
	b.Post(b.Lena, webtest.DecisionPath(first), form).Is(http.StatusUnprocessableEntity).Says(goesOn)
	page := b.Get(b.Lena, webtest.DecisionPath(first)).Is(http.StatusOK).Says(goesOn, "Smauel Okafor", "Decline").
		KeepsFrom("They will be invited next")
	page.Link("/people/" + string(second))
	b.Get(samuel, "/home").Says("You are with us under another record").KeepsFrom("We will get in touch")
	b.Get(b.Arrives(second), "/home").Says("We will get in touch and tell you more")
	b.Get(b.Lena, "/people/"+string(first)).Is(http.StatusOK).Says(goesOn).Link("/people/" + string(second))
	b.Get(b.Lena, "/people/"+string(second)).KeepsFrom(goesOn)
	b.Decides(first, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Twice here"}})
	b.Verify()
}

// Where both went on already when somebody saw that they are one, the one that is further
// along goes on, and else the one that was referred first.
func TestOfTwoJoinedRecordsThatWereAcceptedOneIsInvitedAndOneAgrees(t *testing.T) {
	b := webtest.Open(t)
	first, second := twins(b)
	b.Decides(first, accepted)
	b.Decides(second, accepted)
	invite := b.Form(b.Lena, webtest.ConsentPath(second, "invite"))
	joins(b, first, second, "yes")
	b.Get(b.Lena, webtest.ConsentPath(second, "invite")).Is(http.StatusConflict).Says(goesOn, "Samuel Okafor").
		Link("/people/" + string(first))
	invite.Set("how", "in_person")
	b.Post(b.Lena, webtest.ConsentPath(second, "invite"), invite).Is(http.StatusConflict).Says(goesOn)
	joins(b, first, second, "no")
	b.Invites(second)
	give := b.Form(b.Lena, webtest.ConsentPath(second, "record"))
	me := b.Arrives(second)
	b.Invites(first)
	agree := b.Answers(b.Form(me, "/my-consents/agree"))
	joins(b, second, first, "yes")

	b.Answers(give)
	give.Set("how", "on_paper")
	webtest.Day(give, "at", "23", "11", "2026")
	b.Post(b.Lena, webtest.ConsentPath(second, "record"), give).Is(http.StatusConflict).Says(goesOn).
		Link("/people/" + string(first))
	b.Post(me, "/my-consents/agree", agree).Is(http.StatusConflict).Says("You are with us under another record").
		KeepsFrom(string(first), "Samuel Okafor")
	b.Get(me, "/my-consents").Is(http.StatusOK)
	b.Verify()
}

func TestOfTwoJoinedRecordsThatTakePartOneIsGivenAWorkerAndVisits(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	first, second := twins(b)
	b.Agrees(first)
	b.Agrees(second)
	match := b.Form(b.Lena, "/people/"+string(second)+"/match")
	joins(b, first, second, "yes")
	b.Get(b.Lena, "/people/"+string(second)+"/match").Is(http.StatusConflict).Says(goesOn, "Samuel Okafor").
		Link("/people/" + string(first))
	match.Set("worker", string(ash.Actor.Account))
	b.Post(b.Lena, "/people/"+string(second)+"/match", match).Is(http.StatusConflict).Says(goesOn)
	b.Get(b.Lena, "/people/"+string(second)).Is(http.StatusOK).Says(goesOn).KeepsFrom("Choose a worker")
	joins(b, first, second, "no")
	b.Matches(second, ash)
	joins(b, first, second, "yes")
	b.Get(b.Lena, "/people/"+string(second)+"/visits/plan").Is(http.StatusConflict).Says(goesOn)
	b.Get(ash, "/people/"+string(second)+"/visits/plan").Is(http.StatusConflict).Says("Ask a colleague who can open both").
		KeepsFrom(string(first))
	b.Matches(first, ash)
	b.Plans(first, ash)
	b.Verify()
}

// What ended a record's support isn't taken back once another one goes on.
func TestNoEndingIsTakenBackWhileAnotherRecordGoesOn(t *testing.T) {
	b := webtest.Open(t)
	first, second := twins(b)
	b.Agrees(first)
	stop := b.Form(b.Lena, webtest.ConsentPath(first, "stop"))
	stop.Set("scope", "wholly")
	webtest.Day(stop, "on", "23", "11", "2026")
	b.Post(b.Lena, webtest.ConsentPath(first, "stop"), stop).Is(http.StatusSeeOther)
	joins(b, first, second, "yes")
	undo := b.Form(b.Lena, "/people/"+string(first)+"/undo")
	b.Decides(second, accepted)
	b.Get(b.Lena, "/people/"+string(first)+"/undo").Says("Another record of this person goes on by now")
	undo.Set("why", "It was Smauel who stopped")
	b.Post(b.Lena, "/people/"+string(first)+"/undo", undo).Is(http.StatusConflict)
	b.Get(b.Lena, "/people/"+string(first)).Says("Withdrew on 23 November 2026")
	b.Verify()
}

func TestWhoHasAnotherRecordThatGoesOnIsNotReferredAgainBesideIt(t *testing.T) {
	b := webtest.Open(t)
	first, second := twins(b)
	b.Decides(first, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	path := webtest.NewReferralPath(b.North)
	form := b.Typed(b.Get(b.Remi, path), "Samuel")
	same := asked(t, b.Post(b.Remi, path, form).Is(http.StatusConflict), "Same person: refer Samuel Okafor")
	joins(b, first, second, "yes")
	b.Post(b.Remi, path, form).Is(http.StatusConflict).Says("Samuel Okafor is with the service now").
		KeepsFrom("Same person: refer", "Smauel")
	b.Post(b.Remi, path, same).Is(http.StatusConflict).Says("They are with the service already").KeepsFrom("Smauel")
	b.Get(b.Lena, "/people/"+string(first)).KeepsFrom("When they were with the service before")
	b.Decides(second, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	b.Post(b.Remi, path, same).To("/referrals/" + string(first))
	b.Verify()
}

// That somebody was supported is said only of who took part.
func TestNobodyWasSupportedBeforeWhoNeverTookPart(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	returns(t, b).To("/referrals/" + string(sam))
	b.Get(b.Lena, webtest.DecisionPath(sam)).Says("They were referred before").KeepsFrom("supported before")
	b.Get(b.Lena, "/screening").Says("They were referred before").KeepsFrom("supported before")
	other := b.Refers(b.Rhea, b.South, "Samuel")
	joins(b, other, sam, "yes")
	b.Get(b.Lena, webtest.DecisionPath(other)).Says("They were referred before").KeepsFrom("supported before")
	b.Get(b.Lena, "/people/"+string(sam)+"/earlier").Says("Earlier referrals").KeepsFrom("Earlier support")
}
