package pathway_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestConsentsAndTheBoardAreNarrowedToOneTeam(t *testing.T) {
	b := webtest.Open(t)
	cora := b.Works("Cora", authz.Coordinator)
	sam := b.Accepts("Sam") // of the north team
	jo := b.Refers(b.Rhea, b.South, "Jo")
	b.Decides(jo, url.Values{"verdict": {"accept"}})
	for path, who := range map[string]webtest.Member{"/consent": cora, "/board": b.Lena} {
		b.Get(who, path).Is(http.StatusOK).Says("Sam Okafor", "Jo Okafor").KeepsFrom("Only:")
		b.Get(who, path+"?team="+string(b.South)).Is(http.StatusOK).Says("Jo Okafor", "Only: ").KeepsFrom("Sam Okafor")
	}
	b.Invites(sam)
	b.Get(cora, "/consent/thinking").Is(http.StatusOK).Says("Sam Okafor")
	b.Get(cora, "/consent/thinking?team="+string(b.South)).Is(http.StatusOK).Says("Nobody here matches").
		KeepsFrom("Sam Okafor").Link("/consent?team=" + string(b.South))
}

// A list that has nobody of one team says so, and not that there is nothing to do.
func TestWhatWaitsForStaffIsNarrowed(t *testing.T) {
	b := webtest.Open(t)
	b.Works("Ash", authz.PeerWorker)
	bo := b.Works("Bo Ray", authz.PeerWorker)
	for _, path := range []string{"/to-tell", "/wrong-details", "/worries", "/life"} {
		b.Get(b.Lena, path+"?team="+string(b.South)).Is(http.StatusOK).Says("Only: ", "Nobody here matches")
	}
	for _, path := range []string{"/to-tell", "/support-requests"} {
		b.Get(b.Lena, path+"?worker="+string(bo.Actor.Account)).Is(http.StatusOK).Says("Only: Bo Ray", "Nobody here matches")
	}
}

// What a colleague closed last week is found, and so is what nobody has seen to yet.
func TestWhatWaitsForStaffIsNarrowedToAState(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Accepts("Sam")
	at, sue := "/people/"+string(sam), b.Works("Sue", authz.Supervisor)
	for path, change := range map[string]url.Values{
		"/worry":         {"urgency": {"today"}, "about": {"own_safety"}, "words": {"They said so."}},
		"/wrong-details": {"about": {"phone"}},
		"/life":          {"kind": {"readmission"}},
	} {
		form := b.Opens(sue, at+path)
		for name, values := range change {
			form[name] = values
		}
		b.Post(sue, at+path, form).Is(http.StatusSeeOther)
	}
	for path, states := range map[string]map[string]string{
		"/worries":       {"raised": "Not taken on", "acknowledged": "Taken on", "closed": "Closed"},
		"/life":          {"unread": "Unread", "settled": "Read", "overtaken": "Overtaken by newer news"},
		"/wrong-details": {"": "", "settled": "Checked or put right"},
	} {
		name := map[string]string{"/worries": "worry", "/life": "event", "/wrong-details": "detail"}[path]
		for state, words := range states {
			page := b.Get(b.Lena, path+"?"+name+"="+state).Is(http.StatusOK)
			switch {
			case state == "":
				page.Says("Sam Okafor", "Filter this list").KeepsFrom("Only: ")
			case state == "raised" || state == "unread":
				page.Says("Sam Okafor", "Only: "+words+".", "Show everything")
			default:
				page.Says("Nobody here matches", "Only: "+words+".").KeepsFrom("Sam Okafor")
			}
		}
		b.Get(b.Lena, path+"?"+name+"=arm").Is(http.StatusOK).Says("Sam Okafor").KeepsFrom("Only: ")
	}
	right := at + "/wrong-details/right"
	b.Post(b.Lena, right, b.Opens(b.Lena, right)).Is(http.StatusSeeOther)
	b.Get(b.Lena, "/wrong-details").Is(http.StatusOK).Says("Nothing to check")
	b.Get(b.Lena, "/wrong-details?detail=settled").Is(http.StatusOK).
		Says("Sam Okafor", "A phone number is wrong", "Checked or put right").KeepsFrom("Look into it")
}

// Whom things are on hold for is told of what was cancelled before.
func TestPeopleToTellAreNarrowedToWhereTheyAre(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	for _, given := range []string{"Sam", "Jo"} {
		of := b.Refers(b.Remi, b.North, given)
		b.Agrees(of)
		b.Matches(of, ash)
		if given == "Jo" {
			b.Plans(of, ash)
			form := b.Form(b.Lena, "/people/"+string(of)+"/tell")
			form.Set("how", "phone")
			b.Post(b.Lena, "/people/"+string(of)+"/tell", form).Is(http.StatusSeeOther)
			b.Ok(b.Care.EnterLife(t.Context(), b.Lena.Actor, of, life.Event{ID: kernel.NewID[id.LifeEvent](b.K, "e"),
				Kind: life.Readmission, On: programme.Of(b.Now, time.UTC)}, false))
		}
	}
	b.Get(b.Lena, "/to-tell").Is(http.StatusOK).Says("Sam Okafor", "Jo Okafor").KeepsFrom("Only: ")
	b.Get(b.Lena, "/to-tell?state=paused").Is(http.StatusOK).Says("Jo Okafor", "Only: On hold").KeepsFrom("Sam Okafor")
	b.Get(b.Lena, "/to-tell?state=consented").Is(http.StatusOK).Says("Sam Okafor").KeepsFrom("Jo Okafor")
	b.Get(b.Lena, "/to-tell?state=ended").Is(http.StatusOK).Says("Nobody here matches")
	b.Get(b.Lena, "/to-tell?state=referred").Is(http.StatusOK).Says("Sam Okafor", "Jo Okafor").KeepsFrom("Only: ")
}

// Whoever looks after one worker's people reads what those wait for.
func TestTheBoardIsNarrowedToOneWorker(t *testing.T) {
	b := webtest.Open(t)
	ash, bo := b.Works("Ash", authz.PeerWorker), b.Works("Bo Ray", authz.PeerWorker)
	for given, worker := range map[string]webtest.Member{"Sam": ash, "Jo": bo} {
		of := b.Refers(b.Remi, b.North, given)
		b.Agrees(of)
		b.Matches(of, worker)
	}
	kim := b.Refers(b.Remi, b.North, "Kim")
	b.Agrees(kim) // whom nobody visits
	b.Get(b.Lena, "/board").Is(http.StatusOK).Says("Sam Okafor", "Jo Okafor", "Kim Okafor")
	only := "/board?worker=" + string(ash.Actor.Account)
	b.Get(b.Lena, only).Is(http.StatusOK).Says("Sam Okafor", "Only: Ash").KeepsFrom("Jo Okafor", "Kim Okafor")
	b.Get(b.Lena, only+"&team="+string(b.South)).Is(http.StatusOK).Says("Nobody here matches").KeepsFrom("Sam Okafor")
}

// For whom everything is on hold is on no list of what is to be done, and is found there.
func TestConsentsAreNarrowedToThoseOnHold(t *testing.T) {
	b := webtest.Open(t)
	cora := b.Works("Cora", authz.Coordinator)
	b.Accepts("Jo")
	for given, path := range map[string]string{"Sam": "/consent", "Kim": "/consent/thinking"} {
		of := b.Accepts(given)
		if given == "Kim" {
			b.Invites(of)
		}
		b.Ok(b.Care.EnterLife(t.Context(), b.Lena.Actor, of, life.Event{ID: kernel.NewID[id.LifeEvent](b.K, "e"),
			Kind: life.Readmission, On: programme.Of(b.Now, time.UTC)}, false))
		held := b.Get(cora, path).Is(http.StatusOK).KeepsFrom(given+" Okafor", "is away").Says("1 more person is on hold").
			Link(path + "?state=paused")
		b.Get(cora, held).Says(given + " Okafor").KeepsFrom("more person")
		b.Get(cora, path+"?team="+string(b.South)).KeepsFrom("more person")
		b.Get(cora, path+"?state=paused").Is(http.StatusOK).Says(given+" Okafor", "Only: On hold").KeepsFrom("Jo Okafor").
			Says("(1)")
		b.Get(cora, path+"?state=away").Is(http.StatusOK).Says("Nobody here matches").KeepsFrom(given + " Okafor")
	}
}

// A referral of somebody for whom everything is on hold is found where decisions are made.
func TestReferralsAreNarrowedToThoseOnHoldOrAway(t *testing.T) {
	b := webtest.Open(t)
	b.Refers(b.Remi, b.North, "Jo")
	for given, kind := range map[string]life.Kind{"Sam": life.Readmission, "Kim": life.MovingAway} {
		of := b.Refers(b.Remi, b.North, given)
		b.Ok(b.Care.EnterLife(t.Context(), b.Lena.Actor, of, life.Event{ID: kernel.NewID[id.LifeEvent](b.K, given),
			Kind: kind, On: programme.Of(b.Now, time.UTC)}, false))
	}
	b.Get(b.Lena, "/screening").Is(http.StatusOK).Says("Jo Okafor", "Kim Okafor").KeepsFrom("Sam Okafor", "Only: ")
	b.Get(b.Lena, "/screening?state=paused").Is(http.StatusOK).Says("Sam Okafor", "Only: On hold").
		KeepsFrom("Jo Okafor", "Kim Okafor")
	b.Get(b.Lena, "/screening?state=away").Is(http.StatusOK).Says("Kim Okafor").KeepsFrom("Jo Okafor", "Sam Okafor")
	b.Get(b.Lena, "/screening?state=away&team="+string(b.South)).Is(http.StatusOK).Says("Nobody here matches")
}

// Who has moved away is on a list once, and says so there.
func TestConsentsMarkWhoIsAway(t *testing.T) {
	b := webtest.Open(t)
	cora, sam := b.Works("Cora", authz.Coordinator), b.Accepts("Sam")
	b.Invites(sam)
	b.Ok(b.Care.EnterLife(t.Context(), b.Lena.Actor, sam, life.Event{ID: kernel.NewID[id.LifeEvent](b.K, "e"),
		Kind: life.MovingAway, On: programme.Of(b.Now, time.UTC)}, false))
	b.Get(cora, "/consent/thinking").Is(http.StatusOK).Says("Sam Okafor", "Away since").
		KeepsFrom("left to start", "is away", "more person")
	b.Get(cora, "/consent/thinking?state=away").Is(http.StatusOK).Says("Sam Okafor", "Away since")

	jo := b.Refers(b.Remi, b.North, "Jo")
	b.Get(b.Lena, "/screening").Is(http.StatusOK).Says("Jo Okafor", "left to start").KeepsFrom("Away since")
	b.Ok(b.Care.EnterLife(t.Context(), b.Lena.Actor, jo, life.Event{ID: kernel.NewID[id.LifeEvent](b.K, "jo"),
		Kind: life.MovingAway, On: programme.Of(b.Now, time.UTC)}, false))
	b.Get(b.Lena, "/screening").Is(http.StatusOK).Says("Jo Okafor", "Away since").KeepsFrom("left to start")
}
