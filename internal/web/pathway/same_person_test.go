package pathway_test

import (
	"net/http"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// joins says on from's page that other is, or is not, the same person.
func joins(b *webtest.Bench, from, other id.Participant, same string) webtest.Answer {
	path := "/people/" + string(from) + "/same-person"
	form := b.Form(b.Lena, path)
	form.Set("other", string(other))
	form.Set("same", same)
	return b.Post(b.Lena, path, form)
}

func TestTwoRecordsOfOnePersonPointToEachOtherUntilItIsTakenBack(t *testing.T) {
	b := webtest.Open(t)
	sam, smauel := b.Refers(b.Remi, b.North, "Samuel"), b.Refers(b.Rhea, b.South, "Smauel")
	page, other := "/people/"+string(sam), "/people/"+string(smauel)
	b.Get(b.Lena, page+"/same-person").Is(http.StatusOK).Says("Smauel Okafor, born 28 February 1990")
	gov := b.Works("Gov", authz.Governance)
	joined := func() int {
		return strings.Count(b.Get(gov, "/trail").Is(http.StatusOK).Body, "Record that two records are of one person")
	}
	joins(b, sam, smauel, "yes").To(page)
	b.Get(b.Lena, page).Says("Another record of this person: Smauel Okafor")
	b.Get(b.Lena, other).Says("Another record of this person: Samuel Okafor")
	b.Post(b.Lena, "/people", map[string][]string{"find": {"Okafor"}}).Says("Has another record")
	b.Get(b.Lena, "/board").Says("Has another record")
	b.Get(b.Remi, "/referrals/"+string(sam)).Is(http.StatusOK).KeepsFrom("Smauel", "another record")

	before := joined()
	joins(b, smauel, sam, "yes").To(other)
	joins(b, sam, smauel, "yes").To(page)
	joins(b, sam, sam, "yes").Is(http.StatusUnprocessableEntity).Says("Choose another record")
	if n := joined(); n != before {
		t.Errorf("joining again, back and forth and with itself is %d changes", n-before)
	}

	joins(b, smauel, sam, "no").To(other)
	b.Get(b.Lena, page).KeepsFrom("Another record of this person")
	joins(b, sam, smauel, "no").To(page)
	joins(b, sam, smauel, "yes").To(page)
	b.Get(b.Lena, other).Says("Another record of this person: Samuel Okafor")
	if n := joined(); n != before+2 {
		t.Errorf("taking it back and joining again is %d changes", n-before)
	}
	b.Verify()
}

func TestOnlyTheLeadJoinsRecords(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	for _, who := range []webtest.Member{b.Remi, b.Works("Cora", authz.Coordinator), b.Works("Ruth", authz.Supervisor)} {
		if code := b.Get(who, "/people/"+string(sam)+"/same-person").Code; code == http.StatusOK {
			t.Errorf("opened by %s", who.Actor.Account)
		}
	}
	b.Get(b.Lena, "/people/"+string(sam)+"/same-person").Is(http.StatusOK).Says("Nobody else here")
}

// Who decides reads what the other record tells, as of somebody who came back under one.
func TestWhoDecidesAboutAJoinedRecordReadsWhatTheOtherTells(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	sam, _ := cameBack(t, b, ash, true, fromOwnTeam)
	samuel := b.Refers(b.Rhea, b.South, "Samuel")
	path := "/people/" + string(samuel) + "/screening"
	b.Get(b.Lena, path).Is(http.StatusOK).Says("They may be here already").KeepsFrom("They were supported before")
	joins(b, samuel, sam, "yes").To("/people/" + string(samuel))
	page := b.Get(b.Lena, path).Is(http.StatusOK).Once("They were supported before",
		"Another record of this person: Sam Okafor", "The first time, November 2026", "1 of 10 was held", "Visited by Ash").
		KeepsFrom("They may be here already")
	page.Link("/people/" + string(sam))
	masked := b.Hires("Max", authz.Lead, authz.Assessor)
	b.Get(masked, path).Is(http.StatusOK).Says("Another record of this person: Sam Okafor").
		KeepsFrom("Ash", "had what they needed")
	joins(b, samuel, sam, "no").To("/people/" + string(samuel))
	b.Get(b.Lena, path).KeepsFrom("They may be here already", "They were supported before") // it was said that they aren't
	b.Verify()
}

// Where the other record goes on, it is no time before, and nobody is asked anew.
func TestWhoDecidesAboutARecordBesideOneThatGoesOnReadsThatTheyAreHere(t *testing.T) {
	b := webtest.Open(t)
	sam, samuel := b.Refers(b.Remi, b.North, "Sam"), b.Refers(b.Rhea, b.South, "Samuel")
	b.Agrees(sam)
	joins(b, samuel, sam, "yes").To("/people/" + string(samuel))
	b.Get(b.Lena, "/people/"+string(samuel)+"/screening").Is(http.StatusOK).
		Once("They are here already", "nothing new begins", "Where it stands Taking part").
		KeepsFrom("They were supported before", "How it ended", "asked for consent again")
}
