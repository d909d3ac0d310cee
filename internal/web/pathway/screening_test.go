package pathway_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestWhoHasLeastTimeComesFirstAndStandsOut(t *testing.T) {
	b := webtest.Open(t)
	b.Get(b.Lena, "/screening").Is(http.StatusOK).Says("Nobody is waiting for a decision")
	b.Refers(b.Remi, b.North, "Recent")
	b.Refers(b.Rhea, b.South, "Past", webtest.Discharged("24", "10"))
	b.Refers(b.Remi, b.North, "Last", webtest.Discharged("26", "10"))
	b.Refers(b.Remi, b.North, "Near", webtest.Discharged("1", "11"))
	b.Refers(b.Remi, b.North, "Ahead", webtest.Discharged("24", "11"))
	list := b.Get(b.Lena, "/screening").Is(http.StatusOK).Says(
		"5 people are waiting for a decision. For 3 of them",
		"Past Okafor 2 days past the last start Referred by South team. First visit due by 21 November 2026. 30 days since discharge.",
		"Last Okafor Today is the last day to start", "Near Okafor 6 days left to start",
		"Recent Okafor 25 days left to start", "Leaves the team tomorrow.")
	last := 0
	for _, name := range []string{"Past Okafor", "Last Okafor", "Near Okafor", "Recent Okafor", "Ahead Okafor"} {
		at := strings.Index(list.Body, name)
		if at < last {
			t.Errorf("%s is out of order", name)
		}
		last = at
	}
	if n := strings.Count(list.Body, "fb-board__line--pressing"); n != 3 {
		t.Errorf("%d lines stand out", n)
	}
}

func TestAListIsReadPageByPage(t *testing.T) {
	storetest.InTheWholeRun(t)
	b := webtest.Open(t)
	for i := range 26 {
		b.Refers(b.Remi, b.North, "Sam",
			func(f url.Values) { f.Set("sure", "1"); f.Set("identity.known_as", strings.Repeat("x", i)) })
	}
	for _, list := range []string{"/screening", "/teams/" + string(b.North) + "/referrals"} {
		first := b.Get(b.Lena, list).Is(http.StatusOK).Says("Page 1 of 2", "Next page").KeepsFrom("Previous page")
		second := b.Get(b.Lena, list+"?page=2").Is(http.StatusOK).Says("Page 2 of 2", "Previous page").KeepsFrom("Next page")
		if strings.Count(first.Body, ">Sam Okafor") != 25 || strings.Count(second.Body, ">Sam Okafor") != 1 {
			t.Errorf("%s: not twenty-five and one", list)
		}
		b.Get(b.Lena, list+"?page=9").Is(http.StatusOK).Says("Previous page", "There is nothing on this page").
			KeepsFrom("Nobody", "No referrals")
	}
}

func TestADecisionIsTakenOnceAndTheSecondTapIsHarmless(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Decides(sam, url.Values{"verdict": {"accept"}, "note": {"Rang <b>her</b>"}})
	record := b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).Says("Accepted", "Rang <b>her</b>",
		"Invite them").KeepsFrom("/screening\">Decide")
	if strings.Count(record.Body, "Rang &lt;b&gt;her") != 1 {
		t.Error("the decision is there more than once")
	}
}

func TestAReferralThatMovedOnIsSaidSoAndKeepsTheFirstDecision(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	stale := b.Get(b.Lena, webtest.DecisionPath(sam)).Is(http.StatusOK).Hidden("id")
	b.Decides(sam, url.Values{"verdict": {"accept"}})
	late := url.Values{"id": {stale}, "verdict": {"decline"}, "reason": {"out_of_area"}}
	b.Post(b.Lena, webtest.DecisionPath(sam), late).Is(http.StatusConflict).
		Says("There is nothing to decide any more",
			"Sam Okafor is no longer waiting for a decision. Status: Accepted.", "What you sent just now was not saved",
			"Open the record")
	b.Get(b.Lena, webtest.DecisionPath(sam)).Is(http.StatusConflict).Says("There is nothing to decide any more")
	b.Get(b.Lena, "/people/"+string(sam)).Says("Accepted").KeepsFrom("Lives outside the area")
}

func TestADecisionWithProblemsKeepsWhatWasTyped(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) { f.Set("eligibility.out_of_area", "not_sure") })
	ask := b.Get(b.Lena, webtest.DecisionPath(sam)).Is(http.StatusOK).Says("Settle the open questions", "Still to settle")
	form := url.Values{"id": {ask.Hidden("id")}, "verdict": {"accept"}, "reason": {"other"}, "note": {""}}
	got := b.Post(b.Lena, webtest.DecisionPath(sam), form).Is(http.StatusUnprocessableEntity)
	got.Says("This has to be settled before they can be accepted").KeepsFrom("A reason belongs to declining only")
	if !strings.Contains(got.Body, `value="accept" checked`) || got.Hidden("id") != form.Get("id") {
		t.Error("what was chosen is not kept")
	}
	form.Set("verdict", "decline")
	b.Post(b.Lena, webtest.DecisionPath(sam),
		form).Is(http.StatusUnprocessableEntity).Says("Say a little more about the reason")
	form = url.Values{"id": form["id"], "verdict": {"accept"}, "eligibility.out_of_area": {"no"}}
	b.Post(b.Lena, webtest.DecisionPath(sam), form).To("/people/" + string(sam))
	b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).Says("Accepted").KeepsFrom("Still to settle")
	b.Get(b.Remi, webtest.DecisionPath(sam)).Is(http.StatusForbidden)
}

func TestWhatSpeaksAgainstTakingPartIsMarkedOnTheRecord(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) {
		f.Set("eligibility.out_of_area", "yes")
		f.Set("eligibility.can_consent", "not_sure")
	})
	b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).Says("Yes May rule it out",
		"Not sure Still to settle", "Decide")
}

// Whoever chose a reason for declining and then accepts has answered what is no
// longer asked.
func TestAReasonForDecliningIsNoMatterOnceSomebodyIsAccepted(t *testing.T) {
	b := webtest.Open(t)
	reason := b.Definition().DeclineReasons[0].Key
	b.Decides(b.Refers(b.Remi, b.North, "Sam"), url.Values{"verdict": {"accept"}, "reason": {reason}})
}
