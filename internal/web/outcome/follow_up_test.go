package outcome_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Two worlds differ in nothing but who is in which arm. What the assessor is
// sent is the same to the byte: every page, every refusal, every address.
func TestTheAssessorsPagesAreTheSameWhoeverIsInWhichArm(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, url string) {
		var seen []map[string]string
		for _, arms := range [][2]string{webtest.AsGiven, webtest.Flipped} {
			if len(seen) > 0 {
				url = fresh(t, url)
			}
			seen = append(seen, assessorSees(webtest.TellStudy(t, url, arms)))
		}
		if len(seen[0]) < 10 {
			t.Errorf("only %d answers were compared", len(seen[0]))
		}
		if diff := cmp.Diff(seen[0], seen[1]); diff != "" {
			t.Error(diff)
		}
	})
}

func fresh(t *testing.T, url string) string {
	if strings.HasPrefix(url, "sqlite:") {
		return storetest.SQLiteMigrated(t, story.Migrated)
	}
	return storetest.PostgresMigrated(t, story.Migrated)
}

func assessorSees(w *webtest.World) map[string]string {
	seen := map[string]string{}
	ask := func(method, path string, form url.Values) {
		code, body := w.Ask(method, path, w.Blind, form)
		seen[method+" "+path+" "+form.Encode()] = http.StatusText(code) + "\n" + body
	}
	for i, sam := range w.Six {
		at := "/follow-up/" + string(sam.ID())
		stay := w.Admitted(i, 100+i)
		ask(http.MethodGet, at, nil)
		ask(http.MethodGet, at+"/episodes/new", nil)
		ask(http.MethodGet, at+"/episodes/"+string(stay)+"/correct", nil)
		ask(http.MethodPost, at+"/episodes/new", url.Values{"kind": {"crisis_house"}})
		for _, path := range w.CallForms(sam) {
			ask(http.MethodGet, path, nil)
			ask(http.MethodPost, path, url.Values{"result": {"later"}})
		}
		ask(http.MethodGet, "/people/"+string(sam.ID()), nil)
		wrong := "/people/" + string(sam.ID()) + "/wrong-details"
		ask(http.MethodGet, wrong, nil)
		ask(http.MethodPost, wrong, url.Values{"about": {"phone"}})
		ask(http.MethodGet, wrong, nil)
		ask(http.MethodGet, wrong+"/right", nil)
	}
	for _, path := range []string{"/", "/follow-up", "/follow-up?page=2", "/studies", "/studies/" + string(w.Studied),
		"/studies/" + string(w.Studied) + "/report", "/people", "/devices", "/help"} {
		ask(http.MethodGet, path, nil)
	}
	return seen
}

// Nobody else hears the ring tone: what the assessor finds has to reach somebody
// who can put it right, and what others found may come from a visit.
func TestTheAssessorSaysThatANumberIsWrong(t *testing.T) {
	w := webtest.TellStudy(t, storetest.SQLiteMigrated(t, story.Migrated), webtest.AsGiven)
	sam := "/people/" + string(w.Six[0].ID())
	if page := w.Page("/follow-up/"+string(w.Six[0].ID()), w.Blind); !strings.Contains(page, sam+"/wrong-details") {
		t.Error("nothing leads there from the follow-up")
	}
	code, body := w.Ask(http.MethodPost, sam+"/wrong-details", w.Blind, url.Values{"about": {"phone"}})
	if code != http.StatusSeeOther {
		t.Fatal(code, body)
	}
	page := w.Page(sam+"/wrong-details", w.Blind)
	if !strings.Contains(page, "A phone number is wrong. Somebody will look into it.") {
		t.Error(page)
	}
}
