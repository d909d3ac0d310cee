package course_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Only among those who are being visited, and in no address.
func TestTheLeadFindsSomebodyInTheCaseloadsByName(t *testing.T) {
	b := webtest.Open(t)
	ash, sam := b.Works("Ash Murray", authz.PeerWorker), b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Refers(b.Remi, b.North, "Samuel")
	for _, typed := range []string{"sam ok", "okafor 28 2 1990"} {
		b.Post(b.Lena, "/caseloads", url.Values{"find": {typed}}).Is(http.StatusOK).
			Says("1 person found.", "Sam Okafor", "Ash Murray", "Show everything").KeepsFrom("Samuel")
	}
	b.Post(b.Lena, "/caseloads", url.Values{"find": {"nobody"}}).Is(http.StatusOK).KeepsFrom("Sam Okafor")
	b.Post(ash, "/caseloads", url.Values{"find": {"sam"}}).Is(http.StatusNotFound)
}

// A search that finds nobody says among whom it searched, and where else to look.
func TestASearchInTheCaseloadsThatFindsNobodySaysWhereElseToLook(t *testing.T) {
	b := webtest.Open(t)
	b.Post(b.Lena, "/caseloads", url.Values{"find": {"okafor"}}).Is(http.StatusOK).
		Says("Nobody who is being visited was found", "Only people with a worker are searched here", "Find a person").
		Link("/people")
	b.Post(b.Lena, "/caseloads", url.Values{"find": {" "}}).Is(http.StatusOK).Says("Nobody is being visited").
		KeepsFrom("was found")
}

// What is counted is what the filter lists, and is named so.
func TestTheCaseloadsCountWhatTheFilterLists(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	for _, name := range []string{"Sam", "Jo"} {
		p := b.Refers(b.Remi, b.North, name)
		b.Agrees(p)
		b.Matches(p, ash)
	}
	b.Get(b.Lena, "/caseloads").Is(http.StatusOK).Says("2 people are being visited.")
	away := b.Refers(b.Remi, b.North, "Kim")
	b.Agrees(away)
	b.Matches(away, ash)
	form := b.Form(b.Lena, "/people/"+string(away)+"/life")
	form.Set("kind", "moving_away")
	b.Post(b.Lena, "/people/"+string(away)+"/life", form).Is(http.StatusSeeOther)
	b.Get(b.Lena, "/caseloads?state=away").Is(http.StatusOK).Says("1 person matches.").
		KeepsFrom("1 person is being visited")
	b.Get(b.Lena, "/caseloads?state=away&order=name").Says("1 person matches.").KeepsFrom("is being visited")
}

// By address, too: what is asked for is listed, by name, and is what the filter shows as chosen.
func TestTheCaseloadOfOneWorkerIsListedByName(t *testing.T) {
	b := webtest.Open(t)
	ash, bo := b.Works("Ash Murray", authz.PeerWorker), b.Works("Bo Lind", authz.PeerWorker)
	for _, of := range []struct {
		name, discharged string
		by               webtest.Member
	}{{"Zoe", "16", ash}, {"Kim", "17", bo}, {"Adam", "18", ash}} {
		p := b.Refers(b.Remi, b.North, of.name, webtest.Discharged(of.discharged, "11"))
		b.Agrees(p)
		b.Matches(p, of.by)
	}
	page := b.Get(b.Lena, "/caseloads?worker="+string(ash.Actor.Account)).Is(http.StatusOK).
		Says("2 people match, by name.").KeepsFrom("Kim Okafor")
	before, _, there := strings.Cut(page.Body, "Zoe Okafor")
	if !there || !strings.Contains(before, "Adam Okafor") {
		t.Error("they don't come by name")
	}
	if !strings.Contains(page.Body, `<option value="`+string(ash.Actor.Account)+`" selected>`) {
		t.Error("the filter doesn't show whose they are")
	}
	b.Get(b.Lena, "/caseloads?worker=nobody").Is(http.StatusOK).Says("3 people are being visited.")
}
