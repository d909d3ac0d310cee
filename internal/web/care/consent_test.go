package care_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/web/people"
)

func consentOf(sam id.Participant, step string) string {
	return strings.TrimSuffix("/people/"+string(sam)+"/consent/"+step, "/")
}

// accepts has Sam referred and accepted.
func (b *bench) accepts(given string) id.Participant {
	b.t.Helper()
	sam := b.refers(b.remi, b.north, given)
	b.decides(sam, url.Values{"verdict": {"accept"}})
	return sam
}

// invites has the lead invite sam through the form, twice, as a second tap does.
func (b *bench) invites(sam id.Participant) {
	b.t.Helper()
	form := b.form(b.lena, consentOf(sam, "invite"))
	form.Set("how", "in_person")
	b.twice(b.lena, consentOf(sam, "invite"), form, consentOf(sam, ""))
}

// form opens a page and takes over what its hidden fields hold, with today
// where a day is asked.
func (b *bench) form(who member, path string) url.Values {
	b.t.Helper()
	page, form := b.get(who, path).is(http.StatusOK), url.Values{}
	for _, m := range hiddenField.FindAllStringSubmatch(page.body, -1) {
		form.Set(m[1], m[2])
	}
	for _, name := range []string{"on", "at"} {
		if strings.Contains(page.body, `name="`+name+`.day"`) {
			day(form, name, "23", "11", "2026")
		}
	}
	return form
}

func (b *bench) twice(who member, path string, form url.Values, to string) {
	b.t.Helper()
	b.post(who, path, form).to(to)
	b.post(who, path, form).to(to)
}

// answers says yes to what is needed and to those in also, no to the others.
func (b *bench) answers(form url.Values, also ...string) url.Values {
	for _, item := range b.definition().Consent {
		form.Set("items."+item.Key, "no")
		if item.Required || strings.Contains(strings.Join(also, " "), item.Key) {
			form.Set("items."+item.Key, "yes")
		}
	}
	return form
}

func TestSamIsInvitedAgreesOnTheirOwnScreenAndChangesTheirMind(t *testing.T) {
	b := open(t)
	sam := b.accepts("Sam")
	b.get(b.lena, "/consent").is(http.StatusOK).says("To invite (1)", "Thinking it over (0)", "Sam Okafor",
		"Invite for Sam Okafor")
	b.invites(sam)
	b.get(b.lena, "/consent").is(http.StatusOK).says("Nobody waits to be invited")
	b.get(b.lena, "/consent/thinking").is(http.StatusOK).says("Sam Okafor", "Invited on 23 November 2026.", "Since today")
	own := b.arrives(sam)
	b.get(own, "/my-consents").is(http.StatusOK).says("You have not agreed to anything yet", "Answer now", "Say no",
		"We gave you the information sheet").keepsFrom("my-consents/stop")
	b.twice(own, "/my-consents/agree", b.answers(b.form(own, "/my-consents/agree"), "letters"), "/my-consents")
	b.get(own, "/my-consents").is(http.StatusOK).says("You take part.", "You agreed", "you, yourself", "Version 1")
	b.get(b.lena, consentOf(sam, "")).is(http.StatusOK).says("They take part.", "On screen", "by themselves",
		"In person").keepsFrom("consent/no")
	stop := b.form(own, "/my-consents/stop")
	stop.Set("scope", "from_visits_only")
	b.twice(own, "/my-consents/stop", stop, "/my-consents")
	b.get(own, "/my-consents").is(http.StatusOK).says("You take part, without visits.", "You asked for no more visits")
	b.get(own, "/my-consents/stop").is(http.StatusOK).says("Stop everything").keepsFrom("from_visits_only")
	stop = b.form(own, "/my-consents/stop")
	stop.Set("scope", "wholly")
	b.twice(own, "/my-consents/stop", stop, "/my-consents")
	b.get(own, "/my-consents").is(http.StatusOK).says("no longer holds").keepsFrom("my-consents/agree", "my-consents/stop")
	b.get(own, "/my-consents/agree").is(http.StatusConflict).says("This has changed in the meantime")
}

func TestConsentByTelephoneNeedsItsWitnessAndKeepsWhatWasTyped(t *testing.T) {
	b := open(t)
	sam := b.accepts("Sam")
	b.invites(sam)
	path := consentOf(sam, "record")
	form := b.answers(b.form(b.lena, path))
	form.Set("items.visits", "no")
	form.Set("how", "telephone_with_witness")
	day(form, "at", "31", "11", "2026")
	page := b.post(b.lena, path, form).is(http.StatusUnprocessableEntity).says(
		"There is a problem", "Without a yes to number 3 nobody can take part.",
		"Enter the name of the witness who heard the call.")
	if page.hidden("id") != form.Get("id") || !strings.Contains(page.body, `value="31"`) {
		t.Error("what was typed is lost")
	}
	b.get(b.lena, consentOf(sam, "")).says("Nothing starts before they say yes")
	form.Set("items.visits", "yes")
	form.Set("witness", "Wanda Ferry")
	day(form, "at", "22", "11", "2026")
	b.twice(b.lena, path, form, consentOf(sam, ""))
	b.get(b.lena, consentOf(sam, "")).is(http.StatusOK).says("Wanda Ferry", "Taken by Lena", "22 November 2026",
		"By telephone, with a witness")
}

func TestWhoSaidNoCanBeInvitedAgain(t *testing.T) {
	b := open(t)
	sam := b.accepts("Sam")
	b.invites(sam)
	no := b.form(b.lena, consentOf(sam, "no"))
	no.Set("reason", "Too <b>soon</b>")
	b.twice(b.lena, consentOf(sam, "no"), no, consentOf(sam, ""))
	b.get(b.lena, consentOf(sam, "")).is(http.StatusOK).says("They said no.",
		"Too <b>soon</b>").keepsFrom("consent/record")
	b.get(b.lena, consentOf(sam, "record")).is(http.StatusConflict).says("This has moved on", "Sam Okafor")
	b.invites(sam)
	b.get(b.lena, consentOf(sam, "")).says("Invited, and thinking it over.")
}

func TestAFormThatWasOvertakenSavesNothingAndSaysSo(t *testing.T) {
	b := open(t)
	sam := b.accepts("Sam")
	b.invites(sam)
	stale := b.answers(b.form(b.lena, consentOf(sam, "record")))
	stale.Set("how", "on_paper")
	own := b.arrives(sam)
	b.twice(own, "/my-consents/no", b.form(own, "/my-consents/no"), "/my-consents")
	b.post(b.lena, consentOf(sam, "record"), stale).is(http.StatusConflict).says("This has moved on")
	b.get(own, "/my-consents").says("You said no.").keepsFrom("You agreed")
}

func TestConsentIsNobodyElses(t *testing.T) {
	b := open(t)
	sam, jo := b.accepts("Sam"), b.refers(b.remi, b.north, "Jo")
	b.invites(sam)
	stranger := b.arrives(jo)
	nowhere := b.get(stranger, "/nowhere").is(http.StatusNotFound).body
	for _, step := range []string{"", "invite", "record", "no", "stop"} {
		if page := b.get(stranger, consentOf(sam, step)).is(http.StatusNotFound); page.body != nowhere {
			t.Errorf("%q: another participant is told from what is not there", step)
		}
		b.get(b.remi, consentOf(sam, step)).is(http.StatusForbidden)
	}
	b.get(b.remi, "/consent").is(http.StatusNotFound)
	b.get(b.lena, "/my-consents").is(http.StatusNotFound)
	b.get(b.remi, "/referrals/"+string(sam)).is(http.StatusOK).keepsFrom("/consent", "information sheet")
}

func TestTheInformationSheetIsOpenInItsVersionAndNoOther(t *testing.T) {
	b := open(t)
	nobody := member{}
	b.get(nobody, "/information/crisis-peer-support/1").is(http.StatusOK).says("Do I have to?", "Version 1")
	for _, path := range []string{"/information/crisis-peer-support/2", "/information/none/1",
		"/information/crisis-peer-support/x"} {
		b.get(nobody, path).is(http.StatusNotFound)
	}
}

func TestTheListsOfThoseWhoWaitAreReadPageByPageAtTheSameCost(t *testing.T) {
	b := open(t)
	add := func(n int) {
		for range n {
			b.waits("Sam", false)
			b.waits("Sam", true)
		}
	}
	add(1)
	before := map[string]int64{"/consent": b.cost(b.lena, "/consent"),
		"/consent/thinking": b.cost(b.lena, "/consent/thinking")}
	add(50)
	for path, n := range before {
		if now := b.cost(b.lena, path); now != n {
			t.Errorf("%s: %d queries for one, %d for fifty", path, n, now)
		}
		b.get(b.lena, path).is(http.StatusOK).says("To invite (51)", "Thinking it over (51)", "Page 1 of 2")
		last := b.get(b.lena, path+"?page=2").is(http.StatusOK).says("Page 2 of 2")
		if n := strings.Count(last.body, "fb-board__who"); n != 1 {
			t.Errorf("%s: %d on the last page", path, n)
		}
	}
}

// waits has somebody accepted, and invited if they are.
func (b *bench) waits(given string, invited bool) {
	sam := b.refers(b.remi, b.north, given, func(f url.Values) { f.Set("sure", "1") })
	b.ok(b.care.Screen(context.Background(), b.lena.actor, sam, pathway.Decision{ID: id.Decision(sam),
		Verdict: pathway.Accept}))
	if invited {
		i := pathway.Invitation{ID: id.Invitation(sam), On: programme.Of(b.now, time.UTC),
			How: pathway.ByPost, SheetVersion: 1}
		b.ok(b.care.Invite(context.Background(), b.lena.actor, sam, i))
	}
}

// cost counts the queries of a page.
func (b *bench) cost(who member, path string) int64 {
	var n atomic.Int64
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r = r.WithContext(store.Counting(r.Context(), &n))
	r.AddCookie(&http.Cookie{Name: people.SessionCookie(false), Value: who.token})
	b.server.ServeHTTP(httptest.NewRecorder(), r)
	return n.Load()
}

// What somebody said earlier stays readable, and what holds now stands above it.
func TestChangedAnswersReplaceTheEarlierAndBothAreReadable(t *testing.T) {
	b := open(t)
	sam := b.accepts("Sam")
	b.invites(sam)
	own := b.arrives(sam)
	b.twice(own, "/my-consents/agree", b.answers(b.form(own, "/my-consents/agree"), "quotes"), "/my-consents")
	again := b.get(own, "/my-consents/agree").is(http.StatusOK)
	if !strings.Contains(again.body, `name="items.quotes" type="radio" value="yes" checked`) || !strings.Contains(again.body, `id="items-letters-no" name="items.letters" type="radio" value="no" checked`) {
		t.Error("what was said last time is not there to start from")
	}
	b.twice(own, "/my-consents/agree", b.answers(b.form(own, "/my-consents/agree")), "/my-consents")
	page := b.get(own, "/my-consents").is(http.StatusOK).says("What I said to each, on 23 November 2026")
	now, before, _ := strings.Cut(page.body, "What happened, and when")
	if strings.Count(now, ">Yes<")+strings.Count(before, ">Yes<") == 0 ||
		strings.Count(words(now), "Yes") >= strings.Count(words(before), "Yes") {
		t.Errorf("%d yes now, %d before", strings.Count(words(now), "Yes"), strings.Count(words(before), "Yes"))
	}
}
