package pathway_test

import (
	"net/http"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Where nobody ever visited, nothing of visits is left to end.
func TestTheBoardAsksToEndNoVisitsThatNeverWere(t *testing.T) {
	b := webtest.Open(t)
	first, second := twins(b)
	b.Agrees(first)
	b.Matches(first, b.Works("Ash", authz.PeerWorker))
	b.Agrees(second)
	b.Get(b.Lena, "/board").Says("Choose a worker")
	joins(b, first, second, "yes")
	b.Get(b.Lena, "/board").KeepsFrom("Nobody has recorded that the visits", "End the visits", "Choose a worker",
		"/people/"+string(second)+"/")
	joins(b, first, second, "no")
	b.Get(b.Lena, "/board").Says("Choose a worker")
}

// What its team reads of a record that was ended because another goes on holds in either.
func TestATeamReadsOfNoEndWhileAnotherRecordTakesPart(t *testing.T) {
	b := webtest.Open(t)
	first, second := twins(b)
	b.Agrees(first)
	b.Matches(first, b.Works("Ash", authz.PeerWorker))
	b.Agrees(second)
	joins(b, first, second, "yes")
	path := "/people/" + string(second) + "/ending"
	form := b.Opens(b.Lena, path)
	form.Set("kind", "other")
	form.Set("note", "It was asked for twice.")
	webtest.Day(form, "on", "23", "11", "2026")
	b.Post(b.Lena, path, form).Is(http.StatusSeeOther)
	list := "/teams/" + string(b.South) + "/referrals"
	reads := func() []webtest.Answer {
		return []webtest.Answer{b.Get(b.Rhea, list), b.Get(b.Rhea, "/referrals/"+string(second)),
			b.Post(b.Rhea, list, map[string][]string{"find": {"Smauel Okafor"}})}
	}
	for _, page := range reads() {
		page.Is(http.StatusOK).Says("Taking part").KeepsFrom("Visits ended on", "visits have ended")
	}
	stopsAll(b, first)
	for _, page := range reads() {
		page.Is(http.StatusOK).Says("Visits ended on", "visits have ended")
	}
	b.Verify()
}

// What a team reads of the one is so of the person.
func TestATeamDoesNotReadThatSomebodyIsThinkingItOverWhoTakesPart(t *testing.T) {
	b := webtest.Open(t)
	first, second := twins(b)
	b.Decides(second, accepted)
	b.Invites(second)
	b.Agrees(first)
	listed := func() int {
		list := b.Get(b.Rhea, "/teams/"+string(b.South)+"/referrals").Is(http.StatusOK)
		return strings.Count(list.Body, "Taking part")
	}
	before := listed() // in the filter
	b.Get(b.Rhea, "/referrals/"+string(second)).Is(http.StatusOK).Says("thinking it over")
	joins(b, first, second, "yes")
	b.Get(b.Rhea, "/referrals/"+string(second)).Is(http.StatusOK).Says("They said yes").KeepsFrom("thinking it over")
	if listed() != before+1 {
		t.Error("the list doesn't say that they take part")
	}
	b.Verify()
}
