package care_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestOneTeamLeadsStraightToItsReferralsAndTwoAreAChoice(t *testing.T) {
	b := open(t)
	b.get(b.remi, "/referrals").to("/teams/" + string(b.north) + "/referrals")
	b.get(b.both, "/referrals").is(http.StatusOK).says("North team", "South team")
	b.get(b.lena, "/referrals").is(http.StatusOK).says("You don't refer for a team yet")
	b.get(b.remi, "/teams/"+string(b.north)+"/referrals").is(http.StatusOK).says("Nobody has been referred yet", "Refer somebody")
}

func TestAReferralSentTwiceIsOneAndItsPageIsSaved(t *testing.T) {
	b := open(t)
	form := b.typed(b.get(b.remi, newPath(b.north)).is(http.StatusOK), "Sam")
	saved := b.post(b.remi, newPath(b.north), form)
	saved.to("/referrals/" + form.Get("participant"))
	if !strings.Contains(saved.header.Get("Set-Cookie"), "referral.saved") {
		t.Error("the next page does not say that it is saved")
	}
	b.post(b.remi, newPath(b.north), form).to("/referrals/" + form.Get("participant")) // the second tap
	list := b.get(b.remi, "/teams/"+string(b.north)+"/referrals").is(http.StatusOK)
	if n := strings.Count(list.body, "Sam Okafor"); n != 1 {
		t.Errorf("listed %d times", n)
	}
	b.get(b.remi, "/referrals/"+form.Get("participant")).is(http.StatusOK).
		says("Sam Okafor", "20 November 2026", "28 February 1990", "Dr Mbeki", "No fixed address",
			"Leave a voicemail Not safe", "Referred")
}

func TestEveryProblemIsSaidAtOnceAndWhatWasTypedIsKept(t *testing.T) {
	b := open(t)
	form := b.typed(b.get(b.remi, newPath(b.north)), `<script>alert("x")</script>`)
	form.Set("identity.family_name", " ")
	form.Set("identity.nhs_number", "943 476 5918")
	day(form, "identity.birth_date", "31", "2", "1990")
	day(form, "on_caseload_since", "x", "", "")
	form.Del("contact.leave_voicemail")
	form.Set("home_note.text", "Two dogs & a step")
	form.Del("eligibility.can_consent")
	got := b.post(b.remi, newPath(b.north), form).is(http.StatusUnprocessableEntity)
	got.says("There is a problem", "Enter the last name", "There is no such day", "Check the NHS number",
		"Enter a date as day, month and year",
		"Say whether it is safe to leave a voicemail", "Say where this is known from",
		"Can they make up their own mind about taking part? Answer this question.")
	got.keepsFrom(`<script>alert`+`("x")</script></li>`, "Enter the date of birth")
	for _, want := range []string{
		`value="&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;"`, `value="943 476 5918"`, "Two dogs &amp; a step", `name="on_caseload_since.day" type="text" inputmode="numeric" spellcheck="false" value="x"`,
		`value="` + form.Get("id") + `"`, `<details class="fb-details" open>`,
	} {
		if !strings.Contains(got.body, want) {
			t.Errorf("not kept: %s", want)
		}
	}
	if strings.Contains(got.body, "<script>alert") {
		t.Error("what was typed became script")
	}
	if lead, follow := strings.Index(got.body, "Enter the last name"),
		strings.Index(got.body, "Check the NHS number"); lead > follow {
		t.Error("the summary does not read down the page")
	}
	b.get(b.remi, "/teams/"+string(b.north)+"/referrals").says("Nobody has been referred yet")
}

func TestNobodyAskedIsAnAnswerAndWhatIsNotThereNeedsNone(t *testing.T) {
	b := open(t)
	sam := b.refers(b.remi, b.north, "Sam", func(f url.Values) {
		f.Set("contact.leave_voicemail", "not_asked")
		f.Set("contact.safe_to_text", "not_asked")
	})
	b.get(b.lena, "/people/"+string(sam)).is(http.StatusOK).
		says("Before you get in touch", "Nobody asked about voicemail", "Nobody asked about texts").
		keepsFrom("Nobody asked about letters", "Nobody asked about email")
}

func TestALikelyDuplicateOfTheOwnTeamIsShownAndSavedWhenTheyAreSure(t *testing.T) {
	b := open(t)
	b.refers(b.remi, b.north, "Sam")
	again := b.typed(b.get(b.remi, newPath(b.north)), "SAM")
	again.Set("gp.practice", "Riverside")
	shown := b.post(b.remi, newPath(b.north), again).is(http.StatusConflict)
	shown.says("They may be here already", "Sam Okafor", "28 February 1990",
		"This is somebody else: save it").keepsFrom("Another team may have")
	if strings.Count(shown.body, `value="Riverside"`) != 2 {
		t.Error("what was typed is not kept in both forms")
	}
	sure := url.Values{}
	for _, m := range hiddenField.FindAllStringSubmatch(shown.body[:strings.Index(shown.body, "</section>")], -1) {
		sure.Add(m[1], m[2])
	}
	if sure.Get("gp.practice") != "Riverside" || sure.Get("sure") != "1" {
		t.Fatalf("the second form sends %v", sure)
	}
	b.post(b.remi, newPath(b.north), sure).to("/referrals/" + again.Get("participant"))
	b.post(b.remi, newPath(b.north), sure).to("/referrals/" + again.Get("participant"))
}

func TestAnotherTeamsReferralIsAWarningAndNoMore(t *testing.T) {
	b := open(t)
	sam := b.refers(b.rhea, b.south, "Sam")
	again := b.typed(b.get(b.remi, newPath(b.north)), "Sam")
	shown := b.post(b.remi, newPath(b.north), again).is(http.StatusConflict)
	shown.says("Another team may have referred the same person", "Ring the programme lead").
		keepsFrom("South team", string(sam), "Referred by your team", "23 November 2026")
}

func TestAnotherTeamsReferralIsToldFromNothingByNothing(t *testing.T) {
	b := open(t)
	sam := b.refers(b.rhea, b.south, "Sam")
	theirs := b.get(b.remi, "/referrals/"+string(sam)).is(http.StatusNotFound)
	absent := b.get(b.remi, "/referrals/"+strings.Repeat("0", len(sam))).is(http.StatusNotFound)
	malformed := b.get(b.remi, "/referrals/nobody").is(http.StatusNotFound)
	if theirs.body != absent.body || absent.body != malformed.body {
		t.Error("another team's referral is answered otherwise than an absent one")
	}
	for _, path := range []string{newPath(b.south), "/teams/" + string(b.south) + "/referrals"} {
		if got := b.get(b.remi, path).is(http.StatusNotFound); got.body != absent.body {
			t.Errorf("%s is answered otherwise than an absent one", path)
		}
	}
	b.get(b.remi, "/people/"+string(sam)).is(http.StatusNotFound)
}

func TestTheTeamReadsWhyItsReferralWasDeclinedAndNotTheNote(t *testing.T) {
	b := open(t)
	sam := b.refers(b.remi, b.north, "Sam")
	b.decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is ill until January"}})
	b.get(b.remi, "/referrals/"+string(sam)).is(http.StatusOK).says("Declined by the service",
		"No worker has room in time").keepsFrom("Ash is ill")
	b.get(b.remi, "/teams/"+string(b.north)+"/referrals").is(http.StatusOK).says("Declined by the service")
}

func TestTheHomeNoteIsForThoseWhoVisitAndNotForTheTeam(t *testing.T) {
	b := open(t)
	sam := b.refers(b.remi, b.north, "Sam", func(f url.Values) {
		f.Set("home_note.text", "A steep step\nand a dog <b>called</b> Bess")
		f.Set("home_note.source", "told us himself")
		day(f, "home_note.review_by", "27", "2", "2027")
	})
	b.get(b.remi, "/referrals/"+string(sam)).is(http.StatusOK).keepsFrom("Bess")
	b.get(b.remi, "/people/"+string(sam)+"/home-note").is(http.StatusForbidden).keepsFrom("Bess")
	b.get(b.lena, "/people/"+string(sam)).is(http.StatusOK).keepsFrom("Bess")
	note := b.get(b.lena, "/people/"+string(sam)+"/home-note").is(http.StatusOK).says("a dog <b>called</b> Bess",
		"told us himself", "27 February 2027").keepsFrom("Past its day")
	if strings.Contains(note.body, "<b>called") {
		t.Error("what was typed became markup")
	}
	b.now = b.now.AddDate(0, 4, 0)
	b.lena.token = b.signIn("lena@example.org")
	b.get(b.lena, "/people/"+string(sam)+"/home-note").is(http.StatusOK).says("Past its day")
}

func TestInAStudyTheTeamNeverLearnsThatThereWereVisits(t *testing.T) {
	b := openWith(t, "crisis-peer-support-study")
	sam := b.refers(b.remi, b.north, "Sam")
	b.decides(sam, url.Values{"verdict": {"accept"}})
	list := b.get(b.remi, "/teams/"+string(b.north)+"/referrals").is(http.StatusOK)
	list.says("Accepted").keepsFrom("workbook alone", "Peer support with")
}
