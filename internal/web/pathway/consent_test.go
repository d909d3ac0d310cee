package pathway_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestSamIsInvitedAgreesOnTheirOwnScreenAndChangesTheirMind(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Accepts("Sam")
	b.Get(b.Lena, "/consent").Is(http.StatusOK).Says("To invite (1)", "Thinking it over (0)", "Sam Okafor",
		"Invite for Sam Okafor")
	b.Invites(sam)
	b.Get(b.Lena, "/consent").Is(http.StatusOK).Says("Nobody is waiting to be invited")
	b.Get(b.Lena, "/consent/thinking").Is(http.StatusOK).Says("Sam Okafor", "Invited on 23 November 2026.", "Since today")
	own := b.Arrives(sam)
	b.Get(own, "/my-consents").Is(http.StatusOK).Says("You have not agreed to anything yet", "Answer now", "Say no",
		"We gave you the information sheet").KeepsFrom("my-consents/stop")
	b.Twice(own, "/my-consents/agree", b.Answers(b.Form(own, "/my-consents/agree"), "letters"), "/my-consents")
	b.Get(own, "/my-consents").Is(http.StatusOK).Says("You are taking part.", "You agreed", ", by you", "Version 1")
	b.Get(b.Lena, webtest.ConsentPath(sam, "")).Is(http.StatusOK).Says("They are taking part.",
		"On screen", "by the person",
		"In person").KeepsFrom("consent/no")
	stop := b.Form(own, "/my-consents/stop")
	stop.Set("scope", "from_visits_only")
	b.Twice(own, "/my-consents/stop", stop, "/my-consents")
	b.Get(own, "/my-consents").Is(http.StatusOK).Says("You are taking part, without visits.",
		"You asked for no more visits")
	b.Get(own, "/my-consents/stop").Is(http.StatusOK).Says("Stop everything").KeepsFrom("from_visits_only")
	stop = b.Form(own, "/my-consents/stop")
	stop.Set("scope", "wholly")
	b.Twice(own, "/my-consents/stop", stop, "/my-consents")
	b.Get(own, "/my-consents").Is(http.StatusOK).Says("no longer counts").KeepsFrom(
		"my-consents/agree", "my-consents/stop")
	b.Get(own, "/my-consents/agree").Is(http.StatusConflict).Says("This can't be done now")
}

// Back, another answer, and the button again: the page says that the first was
// saved, and where the person is now.
func TestAConsentSentAgainWithOtherAnswersSaysWhatIsThere(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Accepts("Sam")
	b.Invites(sam)
	path := webtest.ConsentPath(sam, "record")
	form := b.Answers(b.Form(b.Lena, path))
	form.Set("how", "on_paper")
	b.Post(b.Lena, path, form).To(webtest.ConsentPath(sam, ""))
	form.Set("items.letters", "yes")
	b.Post(b.Lena, path, form).Is(http.StatusConflict).Says("You sent this form before", "Taking part", "Sam Okafor")
}

func TestConsentByTelephoneNeedsItsWitnessAndKeepsWhatWasTyped(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Accepts("Sam")
	b.Invites(sam)
	path := webtest.ConsentPath(sam, "record")
	form := b.Answers(b.Form(b.Lena, path))
	form.Set("items.visits", "no")
	form.Set("how", "telephone_with_witness")
	webtest.Day(form, "at", "31", "11", "2026")
	page := b.Post(b.Lena, path, form).Is(http.StatusUnprocessableEntity).Says(
		"There is a problem", "Without a yes to number 3 they can't take part.",
		"Enter the name of the witness who heard the call.")
	if page.Hidden("id") != form.Get("id") || !strings.Contains(page.Body, `value="31"`) {
		t.Error("what was typed is lost")
	}
	b.Get(b.Lena, webtest.ConsentPath(sam, "")).Says("Nothing starts until they say yes")
	form.Set("items.visits", "yes")
	form.Set("witness", "Wanda Ferry")
	webtest.Day(form, "at", "22", "11", "2026")
	b.Post(b.Lena, path, form).Is(http.StatusUnprocessableEntity).
		Says("This is before they were given the information sheet.")
	webtest.Day(form, "at", "23", "11", "2026")
	b.Twice(b.Lena, path, form, webtest.ConsentPath(sam, ""))
	b.Get(b.Lena, webtest.ConsentPath(sam, "")).Is(http.StatusOK).Says("Wanda Ferry", "Taken by Lena", "23 November 2026",
		"By telephone, with a witness")
}

func TestWhoSaidNoCanBeInvitedAgain(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Accepts("Sam")
	b.Invites(sam)
	no := b.Form(b.Lena, webtest.ConsentPath(sam, "no"))
	no.Set("reason", "Too <b>soon</b>")
	b.Twice(b.Lena, webtest.ConsentPath(sam, "no"), no, webtest.ConsentPath(sam, ""))
	b.Get(b.Lena, webtest.ConsentPath(sam, "")).Is(http.StatusOK).Says("They said no.",
		"Too <b>soon</b>").KeepsFrom("consent/record")
	b.Get(b.Lena, webtest.ConsentPath(sam, "record")).Is(http.StatusConflict).Says(
		"This can't be done now", "Sam Okafor")
	b.Invites(sam)
	b.Get(b.Lena, webtest.ConsentPath(sam, "")).Says("Invited, and thinking it over.")
}

func TestAFormThatWasOvertakenSavesNothingAndSaysSo(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Accepts("Sam")
	b.Invites(sam)
	stale := b.Answers(b.Form(b.Lena, webtest.ConsentPath(sam, "record")))
	stale.Set("how", "on_paper")
	own := b.Arrives(sam)
	b.Twice(own, "/my-consents/no", b.Form(own, "/my-consents/no"), "/my-consents")
	b.Post(b.Lena, webtest.ConsentPath(sam, "record"), stale).Is(http.StatusConflict).Says(
		"This can't be done now", "What you sent just now was not saved.")
	b.Get(own, "/my-consents").Says("You said no.").KeepsFrom("You agreed")
}

func TestConsentIsNobodyElses(t *testing.T) {
	b := webtest.Open(t)
	sam, jo := b.Accepts("Sam"), b.Refers(b.Remi, b.North, "Jo")
	b.Invites(sam)
	stranger := b.Arrives(jo)
	nowhere := b.Get(stranger, "/nowhere").Is(http.StatusNotFound).Body
	for _, step := range []string{"", "invite", "record", "no", "stop"} {
		if page := b.Get(stranger, webtest.ConsentPath(sam, step)).Is(http.StatusNotFound); page.Body != nowhere {
			t.Errorf("%q: another participant is told from what is not there", step)
		}
		b.Get(b.Remi, webtest.ConsentPath(sam, step)).Is(http.StatusForbidden)
	}
	b.Get(b.Remi, "/consent").Is(http.StatusNotFound)
	b.Get(b.Lena, "/my-consents").Is(http.StatusNotFound)
	b.Get(b.Remi, "/referrals/"+string(sam)).Is(http.StatusOK).KeepsFrom("/consent", "information sheet")
}

func TestTheInformationSheetIsOpenInItsVersionAndNoOther(t *testing.T) {
	b := webtest.Open(t)
	nobody := webtest.Member{}
	b.Get(nobody, "/information/crisis-peer-support/1").Is(http.StatusOK).Says("Do I have to?", "Version 1")
	for _, path := range []string{"/information/crisis-peer-support/2", "/information/none/1",
		"/information/crisis-peer-support/x"} {
		b.Get(nobody, path).Is(http.StatusNotFound)
	}
}

func TestTheListsOfThoseWhoWaitAreReadPageByPageAtTheSameCost(t *testing.T) {
	storetest.InTheWholeRun(t)
	b := webtest.Open(t)
	add := func(n int) {
		for range n {
			waits(b, "Sam", false)
			waits(b, "Sam", true)
		}
	}
	add(1)
	before := map[string]int64{"/consent": b.Cost(b.Lena, "/consent"),
		"/consent/thinking": b.Cost(b.Lena, "/consent/thinking")}
	add(25)
	for path, n := range before {
		if now := b.Cost(b.Lena, path); now != n {
			t.Errorf("%s: %d queries for one, %d for twenty-six", path, n, now)
		}
		b.Get(b.Lena, path).Is(http.StatusOK).Says("To invite (26)", "Thinking it over (26)", "Page 1 of 2")
		last := b.Get(b.Lena, path+"?page=2").Is(http.StatusOK).Says("Page 2 of 2")
		if n := strings.Count(last.Body, "fb-board__who"); n != 1 {
			t.Errorf("%s: %d on the last page", path, n)
		}
	}
}

// waits has somebody accepted, and invited if they are.
func waits(b *webtest.Bench, given string, invited bool) {
	sam := b.Refers(b.Remi, b.North, given, func(f url.Values) { f.Set("sure", "1") })
	b.Ok(b.Care.Screen(context.Background(), b.Lena.Actor, sam, pathway.Decision{ID: id.Decision(sam),
		Verdict: pathway.Accept}))
	if invited {
		i := pathway.Invitation{ID: id.Invitation(sam), On: programme.Of(b.Now, time.UTC),
			How: pathway.ByPost, SheetVersion: 1}
		b.Ok(b.Care.Invite(context.Background(), b.Lena.Actor, sam, i))
	}
}

// What somebody said earlier stays readable, and what holds now stands above it.
func TestChangedAnswersReplaceTheEarlierAndBothAreReadable(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Accepts("Sam")
	b.Invites(sam)
	own := b.Arrives(sam)
	b.Twice(own, "/my-consents/agree", b.Answers(b.Form(own, "/my-consents/agree"), "quotes"), "/my-consents")
	again := b.Get(own, "/my-consents/agree").Is(http.StatusOK)
	if !strings.Contains(again.Body, `name="items.quotes" type="radio" value="yes" checked`) || !strings.Contains(again.Body, `id="items-letters-no" name="items.letters" type="radio" value="no" checked`) {
		t.Error("what was said last time is not there to start from")
	}
	b.Twice(own, "/my-consents/agree", b.Answers(b.Form(own, "/my-consents/agree")), "/my-consents")
	page := b.Get(own, "/my-consents").Is(http.StatusOK).Says("What I said to each, on 23 November 2026")
	now, before, _ := strings.Cut(page.Body, "What happened, and when")
	if strings.Count(now, ">Yes<")+strings.Count(before, ">Yes<") == 0 ||
		strings.Count(webtest.Words(now), "Yes") >= strings.Count(webtest.Words(before), "Yes") {
		t.Errorf("%d yes now, %d before", strings.Count(webtest.Words(now), "Yes"),
			strings.Count(webtest.Words(before), "Yes"))
	}
}
