package pathway_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/webtest"
)

// A coordinated is what a coordinator reads about two people, one in each arm.
type coordinated struct {
	*webtest.World
	cora string // her session
	seen map[string]string
}

// sends has her fill in a form about p, which is answered with a code, and read then how they
// stand.
func (w *coordinated) sends(t *testing.T, p *story.Person, what, step string, want int, fill ...string) {
	t.Helper()
	consent := "/people/" + string(p.ID()) + "/consent"
	w.fills(t, p, what, consent+"/"+step, want, fill...)
	w.seen[p.Referral.Identity.GivenName+": consents after "+what] = w.Page(consent, w.cora)
}

// fills is sends of a form at any address.
func (w *coordinated) fills(t *testing.T, p *story.Person, what, path string, want int, fill ...string) {
	t.Helper()
	opened, page := w.Ask(http.MethodGet, path, w.cora, nil)
	form := w.Filled(page)
	for field := range slices.Chunk(fill, 2) {
		form.Set(field[0], field[1])
	}
	code, answer := w.Ask(http.MethodPost, path, w.cora, form)
	if code != want {
		t.Errorf("%s is answered with %d", what, code)
	}
	w.Clock.MoveTo(w.Clock.Now().Add(time.Minute))
	what = p.Referral.Identity.GivenName + ": " + what
	w.seen[what] = fmt.Sprintln(opened, page, code, answer)
}

// tellOfCoordinated has whoever has visits stop them, and both change an answer; then the
// coordinator uses every form that there is about either.
func tellOfCoordinated(t *testing.T, address string, arms [2]string) map[string]string {
	w := &coordinated{World: webtest.TellStudyFor(t, address, arms, 20), seen: map[string]string{}}
	w.cora = w.SignIn(w.Coordinator("Cora Vaughan").Email)
	visited, alone := w.Six[0], w.Six[1]
	if arms == webtest.Flipped {
		visited, alone = alone, visited
	}
	visited.Stops(pathway.FromVisitsOnly).OK()
	w.Clock.MoveTo(w.Clock.Now().Add(time.Minute))
	visited.Agrees("visits", "quotes").OK()
	alone.Agrees("quotes").OK()
	w.Clock.MoveTo(w.Clock.Now().Add(time.Minute))
	before := w.Today().AddDays(-5).Time()
	for _, p := range w.Six[:2] {
		for _, x := range []struct {
			what, step string
			code       int
			fill       []string
		}{
			{"another answer", "record", http.StatusSeeOther, []string{"items.quotes", "yes"}},
			{"no to visits", "record", http.StatusUnprocessableEntity, []string{"items.visits", "no"}},
			{"visits again", "record", http.StatusConflict, []string{"visits_again", "yes"}},
			{"an earlier day", "record", http.StatusUnprocessableEntity, []string{"at.day", fmt.Sprint(before.Day()),
				"at.month", fmt.Sprint(int(before.Month())), "at.year", fmt.Sprint(before.Year())}},
			{"an invitation", "invite", http.StatusConflict, nil},
			{"no", "no", http.StatusConflict, nil},
		} {
			w.sends(t, p, x.what, x.step, x.code, append(x.fill, "how", "on_paper")...)
		}
		late := w.Today().AddDays(1).Time()
		w.fills(t, p, "a discharge after a visit", "/people/"+string(p.ID())+"/put-right/care",
			http.StatusUnprocessableEntity, "discharge_date.day", fmt.Sprint(late.Day()), "discharge_date.month",
			fmt.Sprint(int(late.Month())), "discharge_date.year", fmt.Sprint(late.Year()), "why", "A slip")
		r, _ := w.Lena.OpensConsents(p)
		if p == visited && r.Person.State != programme.WithoutVisits {
			t.Errorf("who stopped the visits stands at %s", r.Person.State)
		}
		for range 2 {
			w.sends(t, p, "stop the visits", "stop", http.StatusSeeOther, "scope", string(pathway.FromVisitsOnly))
		}
		w.sends(t, p, "stop", "stop", http.StatusSeeOther, "scope", string(pathway.Wholly))
	}
	w.Verify()
	return w.seen
}

// Who has visits in a study can stop them themselves, and nobody else can. So the
// coordinator, who keeps the consents and may not know the arms, reads nothing of it, and each
// of their forms is answered alike.
func TestWhoStopsTheirVisitsIsNoneTheLessTakingPartToTheCoordinator(t *testing.T) {
	storetest.InTheWholeRun(t)
	var seen []map[string]string
	for _, arms := range [][2]string{webtest.AsGiven, webtest.Flipped} {
		seen = append(seen, tellOfCoordinated(t, storetest.SQLiteMigrated(t, story.Migrated), arms))
	}
	for _, at := range slices.Sorted(maps.Keys(seen[0])) {
		if diff := cmp.Diff(seen[0][at], seen[1][at]); diff != "" {
			t.Errorf("%s\n%s", at, diff)
		}
	}
}
