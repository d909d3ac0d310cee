package pathway_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Somebody who takes part without visits changes other answers, with staff and on
// their own screen. A form from before they stopped the visits saves nothing.
func TestChangedAnswersOfSomebodyWithoutVisitsDoNotAskAboutThem(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Accepts("Sam")
	b.Invites(sam)
	own := b.Arrives(sam)
	b.Twice(own, "/my-consents/agree", b.Answers(b.Form(own, "/my-consents/agree"), "letters"), "/my-consents")
	path, home := webtest.ConsentPath(sam, "record"), webtest.ConsentPath(sam, "")
	b.Get(b.Lena, path).Is(http.StatusOK).Says("peer support worker visits me").KeepsFrom("visits again")
	stale, ownStale := b.Answers(b.Form(b.Lena, path), "quotes"), b.Answers(b.Form(own, "/my-consents/agree"))
	stale.Set("how", "on_paper")
	stop := b.Form(b.Lena, webtest.ConsentPath(sam, "stop"))
	stop.Set("scope", "from_visits_only")
	b.Twice(b.Lena, webtest.ConsentPath(sam, "stop"), stop, home)

	b.Post(b.Lena, path, stale).Is(http.StatusConflict).Says("This can't be done now",
		"Taking part, without visits")
	b.Post(own, "/my-consents/agree", ownStale).Is(http.StatusConflict).Says("This can't be done now",
		"What you sent just now was not saved.")
	stands := func(want programme.Stands) {
		t.Helper()
		r, err := b.Care.SeeConsents(t.Context(), b.Lena.Actor, sam)
		b.Ok(err)
		if r.Person.Standing.Is != want {
			t.Errorf("stands at %s", r.Person.Standing.Is)
		}
	}
	changed := func(who webtest.Member, path string) url.Values { // the answers to what the page asks
		form := b.Form(who, path)
		visits := form.Get("items.visits")
		b.Answers(form).Set("items.visits", visits)
		return form
	}
	stands("without_visits")
	page := b.Get(b.Lena, home).Is(http.StatusOK).Says("No more visits")
	now, _, _ := strings.Cut(page.Body, "What happened")
	if n := strings.Count(webtest.Words(now), "No more visits"); n != 1 {
		t.Errorf("%d of what they agree to now says that visits were stopped", n)
	}
	b.Get(own, "/my-consents").Is(http.StatusOK).Says("No more visits", "Change my answers")

	b.Get(own, "/my-consents/agree").Is(http.StatusOK).KeepsFrom("peer support worker visits me")
	items := regexp.MustCompile(`>\s*(\d)\. [A-Z]`).FindAllStringSubmatch(b.Get(own, "/my-consents/agree").Body, -1)
	for i, m := range items {
		if m[1] != strconv.Itoa(i+1) {
			t.Errorf("item %d is numbered %s", i+1, m[1])
		}
	}
	if len(items) < 3 {
		t.Errorf("%d items are numbered", len(items))
	}
	b.Twice(own, "/my-consents/agree", changed(own, "/my-consents/agree"), "/my-consents")
	stands("without_visits")
	b.Get(b.Lena, path).Is(http.StatusOK).Says("Have they asked for visits again?").KeepsFrom(
		"peer support worker visits me")
	b.Get(b.Lena, webtest.ConsentPath(sam, "paper")).Is(http.StatusOK).KeepsFrom("peer support worker visits me")
	form := changed(b.Lena, path)
	form.Set("how", "on_paper")
	form.Set("items.quotes", "yes")
	b.Twice(b.Lena, path, form, home)
	stands("without_visits")
	form = changed(b.Lena, path)
	form.Set("how", "on_paper")
	form.Set("visits_again", "yes")
	b.Twice(b.Lena, path, form, home)
	stands(programme.TakingPart)
	b.Get(own, "/my-consents").Is(http.StatusOK).KeepsFrom("No more visits")
}
