package care_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/id"
)

func decisionPath(sam id.Participant) string { return "/people/" + string(sam) + "/screening" }

// decides has the lead decide through the form, twice, as a second tap does.
func (b *bench) decides(sam id.Participant, form url.Values) {
	b.t.Helper()
	form.Set("id", b.get(b.lena, decisionPath(sam)).is(http.StatusOK).hidden("id"))
	b.post(b.lena, decisionPath(sam), form).to("/people/" + string(sam))
	b.post(b.lena, decisionPath(sam), form).to("/people/" + string(sam))
}

func discharged(d, m string) func(url.Values) {
	return func(f url.Values) { day(f, "discharge_date", d, m, "2026") }
}

func TestWhoHasLeastTimeComesFirstAndStandsOut(t *testing.T) {
	b := open(t)
	b.get(b.lena, "/screening").is(http.StatusOK).says("Nobody is waiting for a decision")
	b.refers(b.remi, b.north, "Recent")
	b.refers(b.rhea, b.south, "Past", discharged("24", "10"))
	b.refers(b.remi, b.north, "Last", discharged("26", "10"))
	b.refers(b.remi, b.north, "Near", discharged("1", "11"))
	b.refers(b.remi, b.north, "Ahead", discharged("24", "11"))
	list := b.get(b.lena, "/screening").is(http.StatusOK).says(
		"5 people wait for a decision. For 3 of them",
		"Past Okafor 2 days past the last start Referred by South team. The first visit should be held by 21 November 2026. 30 days since discharge.",
		"Last Okafor Today is the last day to start", "Near Okafor 6 days left to start",
		"Recent Okafor 25 days left to start", "Leaves the team tomorrow.")
	last := 0
	for _, name := range []string{"Past Okafor", "Last Okafor", "Near Okafor", "Recent Okafor", "Ahead Okafor"} {
		at := strings.Index(list.body, name)
		if at < last {
			t.Errorf("%s is out of order", name)
		}
		last = at
	}
	if n := strings.Count(list.body, "fb-board__line--pressing"); n != 3 {
		t.Errorf("%d lines stand out", n)
	}
}

func TestAListIsReadPageByPage(t *testing.T) {
	b := open(t)
	for i := range 51 {
		b.refers(b.remi, b.north, "Sam",
			func(f url.Values) { f.Set("sure", "1"); f.Set("identity.known_as", strings.Repeat("x", i)) })
	}
	for _, list := range []string{"/screening", "/teams/" + string(b.north) + "/referrals"} {
		first := b.get(b.lena, list).is(http.StatusOK).says("Page 1 of 2", "Next page").keepsFrom("Previous page")
		second := b.get(b.lena, list+"?page=2").is(http.StatusOK).says("Page 2 of 2", "Previous page").keepsFrom("Next page")
		if strings.Count(first.body, "Sam Okafor</a>") != 50 || strings.Count(second.body, "Sam Okafor</a>") != 1 {
			t.Errorf("%s: not fifty and one", list)
		}
		b.get(b.lena, list+"?page=9").is(http.StatusOK).says("Previous page")
	}
}

func TestADecisionIsTakenOnceAndTheSecondTapIsHarmless(t *testing.T) {
	b := open(t)
	sam := b.refers(b.remi, b.north, "Sam")
	b.decides(sam, url.Values{"verdict": {"accept"}, "note": {"Rang <b>her</b>"}})
	record := b.get(b.lena, "/people/"+string(sam)).is(http.StatusOK).says("Accepted", "Rang <b>her</b>",
		"Invite them").keepsFrom("/screening\">Decide")
	if strings.Count(record.body, "Rang &lt;b&gt;her") != 1 {
		t.Error("the decision is there more than once")
	}
}

func TestAReferralThatMovedOnIsSaidSoAndKeepsTheFirstDecision(t *testing.T) {
	b := open(t)
	sam := b.refers(b.remi, b.north, "Sam")
	stale := b.get(b.lena, decisionPath(sam)).is(http.StatusOK).hidden("id")
	b.decides(sam, url.Values{"verdict": {"accept"}})
	late := url.Values{"id": {stale}, "verdict": {"decline"}, "reason": {"out_of_area"}}
	b.post(b.lena, decisionPath(sam), late).is(http.StatusConflict).
		says("Somebody has decided already",
			"Sam Okafor is not waiting for a decision any more. Where it stands now: Accepted.", "Nothing of yours was saved",
			"Open the record")
	b.get(b.lena, decisionPath(sam)).is(http.StatusConflict).says("Somebody has decided already")
	b.get(b.lena, "/people/"+string(sam)).says("Accepted").keepsFrom("Lives outside the area")
}

func TestADecisionWithProblemsKeepsWhatWasTyped(t *testing.T) {
	b := open(t)
	sam := b.refers(b.remi, b.north, "Sam", func(f url.Values) { f.Set("eligibility.out_of_area", "not_sure") })
	ask := b.get(b.lena, decisionPath(sam)).is(http.StatusOK).says("Settle what is open", "Still to settle")
	form := url.Values{"id": {ask.hidden("id")}, "verdict": {"accept"}, "reason": {"other"}, "note": {""}}
	got := b.post(b.lena, decisionPath(sam), form).is(http.StatusUnprocessableEntity)
	got.says("This has to be settled before anybody can be accepted", "A reason belongs to declining only")
	if !strings.Contains(got.body, `value="accept" checked`) || got.hidden("id") != form.Get("id") {
		t.Error("what was chosen is not kept")
	}
	form.Set("verdict", "decline")
	b.post(b.lena, decisionPath(sam), form).is(http.StatusUnprocessableEntity).says("Say a little more about the reason")
	form = url.Values{"id": form["id"], "verdict": {"accept"}, "eligibility.out_of_area": {"no"}}
	b.post(b.lena, decisionPath(sam), form).to("/people/" + string(sam))
	b.get(b.lena, "/people/"+string(sam)).is(http.StatusOK).says("Accepted").keepsFrom("Still to settle")
	b.get(b.remi, decisionPath(sam)).is(http.StatusForbidden)
}

func TestWhatSpeaksAgainstTakingPartIsMarkedOnTheRecord(t *testing.T) {
	b := open(t)
	sam := b.refers(b.remi, b.north, "Sam", func(f url.Values) {
		f.Set("eligibility.out_of_area", "yes")
		f.Set("eligibility.can_consent", "not_sure")
	})
	b.get(b.lena, "/people/"+string(sam)).is(http.StatusOK).says("Yes Speaks against it",
		"Not sure Still to settle", "Decide")
}
