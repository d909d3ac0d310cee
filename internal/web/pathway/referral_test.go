package pathway_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/web/webtest"
)

func TestOneTeamLeadsStraightToItsReferralsAndTwoAreAChoice(t *testing.T) {
	b := webtest.Open(t)
	b.Get(b.Remi, "/referrals").To("/teams/" + string(b.North) + "/referrals")
	b.Get(b.Both, "/referrals").Is(http.StatusOK).Says("North team", "South team")
	b.Get(b.Lena, "/referrals").Is(http.StatusOK).Says("You don't refer for a team yet")
	b.Get(b.Remi, "/teams/"+string(b.North)+"/referrals").Is(http.StatusOK).Says(
		"Nobody has been referred yet", "Refer somebody")
}

func TestAReferralSentTwiceIsOneAndItsPageIsSaved(t *testing.T) {
	b := webtest.Open(t)
	form := b.Typed(b.Get(b.Remi, webtest.NewReferralPath(b.North)).Is(http.StatusOK), "Sam")
	saved := b.Post(b.Remi, webtest.NewReferralPath(b.North), form)
	saved.To("/referrals/" + form.Get("participant"))
	if !strings.Contains(saved.Header.Get("Set-Cookie"), "referral.saved") {
		t.Error("the next page does not say that it is saved")
	}
	b.Post(b.Remi, webtest.NewReferralPath(b.North), form).To("/referrals/" + form.Get("participant")) // the second tap
	list := b.Get(b.Remi, "/teams/"+string(b.North)+"/referrals").Is(http.StatusOK)
	if n := strings.Count(list.Body, "Sam Okafor"); n != 1 {
		t.Errorf("listed %d times", n)
	}
	b.Get(b.Remi, "/referrals/"+form.Get("participant")).Is(http.StatusOK).
		Says("Sam Okafor", "20 November 2026", "28 February 1990", "Dr Mbeki", "No fixed address",
			"Leave a voicemail Not safe", "Referred")
}

func TestEveryProblemIsSaidAtOnceAndWhatWasTypedIsKept(t *testing.T) {
	b := webtest.Open(t)
	form := b.Typed(b.Get(b.Remi, webtest.NewReferralPath(b.North)), `<script>alert("x")</script>`)
	form.Set("identity.family_name", " ")
	form.Set("identity.nhs_number", "943 476 5918")
	webtest.Day(form, "identity.birth_date", "31", "2", "1990")
	webtest.Day(form, "on_caseload_since", "x", "", "")
	form.Del("contact.leave_voicemail")
	form.Set("home_note.text", "Two dogs & a step")
	form.Del("eligibility.can_consent")
	got := b.Post(b.Remi, webtest.NewReferralPath(b.North), form).Is(http.StatusUnprocessableEntity)
	got.Says("There is a problem", "Enter the last name", "There is no such day", "Check the NHS number",
		"Enter a date as day, month and year",
		"Say whether it is safe to leave a voicemail", "Say how you know this",
		"Can they make up their own mind about taking part? Answer this question.")
	got.KeepsFrom(`<script>alert`+`("x")</script></li>`, "Enter the date of birth")
	for _, want := range []string{
		`value="&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;"`, `value="943 476 5918"`, "Two dogs &amp; a step", `name="on_caseload_since.day" type="text" inputmode="numeric" spellcheck="false" value="x"`,
		`value="` + form.Get("id") + `"`, `<details class="fb-details" open>`,
	} {
		if !strings.Contains(got.Body, want) {
			t.Errorf("not kept: %s", want)
		}
	}
	if strings.Contains(got.Body, "<script>alert") {
		t.Error("what was typed became script")
	}
	if lead, follow := strings.Index(got.Body, "Enter the last name"),
		strings.Index(got.Body, "Check the NHS number"); lead > follow {
		t.Error("the summary does not read down the page")
	}
	b.Get(b.Remi, "/teams/"+string(b.North)+"/referrals").Says("Nobody has been referred yet")
}

func TestNobodyAskedIsAnAnswerAndWhatIsNotThereNeedsNone(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) {
		f.Set("contact.leave_voicemail", "not_asked")
		f.Set("contact.safe_to_text", "not_asked")
	})
	b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).
		Says("Before you get in touch", "Nobody asked about voicemail", "Nobody asked about texts").
		KeepsFrom("Nobody asked about letters", "Nobody asked about email")
}

func TestALikelyDuplicateOfTheOwnTeamIsShownAndSavedWhenTheyAreSure(t *testing.T) {
	b := webtest.Open(t)
	b.Refers(b.Remi, b.North, "Sam")
	again := b.Typed(b.Get(b.Remi, webtest.NewReferralPath(b.North)), "SAM")
	again.Set("gp.practice", "Riverside")
	shown := b.Post(b.Remi, webtest.NewReferralPath(b.North), again).Is(http.StatusConflict)
	shown.Says("They may already be here", "Sam Okafor", "28 February 1990",
		"This is somebody else: save it").KeepsFrom("Another team may have")
	if strings.Count(shown.Body, `value="Riverside"`) != 2 {
		t.Error("what was typed is not kept in both forms")
	}
	sure := url.Values{}
	for _, m := range webtest.HiddenField.FindAllStringSubmatch(shown.Body[:strings.Index(shown.Body, "</section>")], -1) {
		sure.Add(m[1], m[2])
	}
	if sure.Get("gp.practice") != "Riverside" || sure.Get("sure") != "1" {
		t.Fatalf("the second form sends %v", sure)
	}
	b.Post(b.Remi, webtest.NewReferralPath(b.North), sure).To("/referrals/" + again.Get("participant"))
	b.Post(b.Remi, webtest.NewReferralPath(b.North), sure).To("/referrals/" + again.Get("participant"))
}

func TestAnotherTeamsReferralIsAWarningAndNoMore(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Rhea, b.South, "Sam")
	again := b.Typed(b.Get(b.Remi, webtest.NewReferralPath(b.North)), "Sam")
	shown := b.Post(b.Remi, webtest.NewReferralPath(b.North), again).Is(http.StatusConflict)
	shown.Says("Another team may have referred the same person", "Anybody who leads the programme sees both").
		KeepsFrom("South team", string(sam), "Referred by your team", "23 November 2026")
}

func TestAnotherTeamsReferralIsToldFromNothingByNothing(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Rhea, b.South, "Sam")
	theirs := b.Get(b.Remi, "/referrals/"+string(sam)).Is(http.StatusNotFound)
	absent := b.Get(b.Remi, "/referrals/"+strings.Repeat("0", len(sam))).Is(http.StatusNotFound)
	malformed := b.Get(b.Remi, "/referrals/nobody").Is(http.StatusNotFound)
	if theirs.Body != absent.Body || absent.Body != malformed.Body {
		t.Error("another team's referral is answered otherwise than an absent one")
	}
	for _, path := range []string{webtest.NewReferralPath(b.South), "/teams/" + string(b.South) + "/referrals"} {
		if got := b.Get(b.Remi, path).Is(http.StatusNotFound); got.Body != absent.Body {
			t.Errorf("%s is answered otherwise than an absent one", path)
		}
	}
	b.Get(b.Remi, "/people/"+string(sam)).Is(http.StatusNotFound)
}

func TestTheTeamReadsWhyItsReferralWasDeclinedAndNotTheNote(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is ill until January"}})
	b.Get(b.Remi, "/referrals/"+string(sam)).Is(http.StatusOK).Says("Declined by the service",
		"No worker has room in time").KeepsFrom("Ash is ill")
	b.Get(b.Remi, "/teams/"+string(b.North)+"/referrals").Is(http.StatusOK).Says("Declined by the service")
}

func TestTheHomeNoteIsForThoseWhoVisitAndNotForTheTeam(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) {
		f.Set("home_note.text", "A steep step\nand a dog <b>called</b> Bess")
		f.Set("home_note.source", "told us himself")
		webtest.Day(f, "home_note.review_by", "27", "2", "2027")
	})
	b.Get(b.Remi, "/referrals/"+string(sam)).Is(http.StatusOK).KeepsFrom("Bess")
	b.Get(b.Remi, "/people/"+string(sam)+"/home-note").Is(http.StatusForbidden).KeepsFrom("Bess")
	b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).KeepsFrom("Bess")
	note := b.Get(b.Lena, "/people/"+string(sam)+"/home-note").Is(http.StatusOK).Says("a dog <b>called</b> Bess",
		"told us himself", "27 February 2027").KeepsFrom("Out of date")
	if strings.Contains(note.Body, "<b>called") {
		t.Error("what was typed became markup")
	}
	b.Now = b.Now.AddDate(0, 4, 0)
	b.Lena.Token = b.SignIn("lena@example.org")
	b.Get(b.Lena, "/people/"+string(sam)+"/home-note").Is(http.StatusOK).Says("Out of date")
}

func TestInAStudyTheTeamNeverLearnsThatThereWereVisits(t *testing.T) {
	b := webtest.OpenWith(t, "crisis-peer-support-study")
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Decides(sam, url.Values{"verdict": {"accept"}})
	list := b.Get(b.Remi, "/teams/"+string(b.North)+"/referrals").Is(http.StatusOK)
	list.Says("Accepted").KeepsFrom("workbook alone", "Peer support with")
}

// A day that there was isn't called none: what is wrong is its year.
func TestAYearThatNoFieldTakesIsSaidToBeTooLongAgo(t *testing.T) {
	b := webtest.Open(t)
	path := webtest.NewReferralPath(b.North)
	form := b.Typed(b.Get(b.Remi, path), "Sam")
	webtest.Day(form, "identity.birth_date", "28", "2", "1826")
	webtest.Day(form, "discharge_date", "20", "11", "1026")
	b.Post(b.Remi, path, form).Is(http.StatusUnprocessableEntity).Says("Check the year. This is more than 120 years ago.",
		"Check the year. This is more than 3 years ago.").KeepsFrom("There is no such day")
	webtest.Day(form, "identity.birth_date", "1", "1", "26")
	b.Post(b.Remi, path, form).Is(http.StatusUnprocessableEntity).Says("Enter all four figures of the year")
}
