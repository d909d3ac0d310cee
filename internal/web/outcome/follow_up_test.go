package outcome_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/trial"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Two worlds differ in nothing but who is in which arm. What the assessor is
// sent is the same to the byte: every page, every refusal, every address.
func TestTheAssessorsPagesAreTheSameWhoeverIsInWhichArm(t *testing.T) {
	storetest.InTheWholeRun(t)
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
	for _, path := range []string{"/", "/follow-up", "/follow-up?page=2", "/follow-up?list=later", "/follow-up?list=held",
		"/follow-up?list=done", "/studies", "/studies/" + string(w.Studied),
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

// Whoever has waited longest for a call is at the top, with what the call needs; what
// is not to be done now is on lists of its own.
func TestTheAssessorSeesWhomToCallNowAndTheRestBehindIt(t *testing.T) {
	w := webtest.TellStudy(t, storetest.SQLiteMigrated(t, story.Migrated), webtest.AsGiven)
	on := func(list string) string { return webtest.Lines(w.Page("/follow-up"+list, w.Blind)) }
	sam, jo := w.Six[0], w.Six[1]
	holds := func(page string, words ...string) {
		t.Helper()
		for _, s := range words {
			if !strings.Contains(page, s) {
				t.Errorf("it doesn't say %q:\n%s", s, page)
			}
		}
	}
	for _, p := range w.Six {
		w.Mei.Calls(p, outcomeOf(w, p, 0), outcome.CallAnswered, programme.Date{}, "").OK()
	}
	w.Mei.Calls(jo, outcomeOf(w, jo, 1), outcome.CallNoAnswer, programme.Date{}, "").OK()
	holds(on(""), "To call now (5)", "Later (1)", "Done (6)", "Can't be called now (0)",
		sam.Referral.Identity.FullName()+", born", "None yet", "For 64 days")
	if strings.Contains(on(""), jo.Referral.Identity.FullName()) {
		t.Error("somebody who is to be called tomorrow stands under now")
	}
	if !strings.Contains(w.Page("/follow-up", w.Blind), `href="tel:`) {
		t.Error("there is no number to ring")
	}
	holds(on("?list=later"), jo.Referral.Identity.FullName(), "1 without an answer.")
	holds(on("?list=done"), "Nothing more to do.")

	w.Clock.MoveTo(w.Clock.Now().AddDate(0, 0, 1))
	w.Blind = w.SignIn(w.Mei.Email)
	page := on("")
	holds(page, "To call now (6)", "Since today")
	if strings.Index(page, jo.Referral.Identity.FullName()) < strings.Index(page, sam.Referral.Identity.FullName()) {
		t.Error("the longest overdue is not at the top")
	}
	holds(on("?list=never"), "To call now (6)") // an address that nobody could have clicked
}

func TestCallsAreNarrowedToOneTeamOnEachOfTheLists(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := webtest.TellStudy(t, address, webtest.AsGiven)
		team, name := string(w.Six[0].Referral.Team), w.Six[0].Referral.Identity.FullName()
		if page := w.Page("/follow-up?team="+team, w.Blind); !strings.Contains(page, name) ||
			!strings.Contains(page, "/follow-up?list=later&amp;team="+team) {
			t.Error("their own team keeps from them, or another list forgets the team")
		}
		other := strings.Repeat("0", 26)
		for _, list := range trial.CallLists() {
			page := w.Page("/follow-up?list="+string(list)+"&team="+other, w.Blind)
			if strings.Contains(page, name) || !strings.Contains(page, "Nobody here matches") {
				t.Errorf("%s: another team's list has them", list)
			}
		}
	})
}

// Where they are is told as everybody may be told of it.
func TestCallsAreNarrowedToThoseOnHold(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := webtest.TellStudy(t, address, webtest.AsGiven)
		sam := w.Six[0]
		w.Must(w.Care.EnterLife(t.Context(), w.Lena.Actor(), sam.ID(), life.Event{
			ID: story.ID[id.LifeEvent](story.NewSeed("masked"), "in"), Kind: life.Readmission, On: w.Today()}, false))
		for list, words := range map[string][]string{
			"held&state=paused":    {"Can't be called now (2)", "To call now (0)", sam.Referral.Identity.FullName()},
			"held&state=away":      {"Can't be called now (0)", "Nobody here matches"},
			"held&state=withdrawn": {"Can't be called now (2)", "To call now (10)"}, // which nobody could have chosen
			"now&state=consented":  {"Can't be called now (0)", "To call now (10)", w.Six[1].Referral.Identity.FullName()},
		} {
			page := webtest.Lines(w.Page("/follow-up?list="+list, w.Blind))
			for _, said := range words {
				if !strings.Contains(page, said) {
					t.Errorf("%s doesn't say %q:\n%s", list, said, page)
				}
			}
		}
	})
}

// Who rings back is found, on whichever list they are; nobody else is.
func TestFollowUpsAreFoundByName(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := webtest.TellStudy(t, address, webtest.AsGiven)
		ben, born := w.Six[1], w.Six[1].Referral.Identity.BirthDate
		w.Mei.Calls(ben, outcomeOf(w, ben, 0), outcome.CallAnswered, programme.Date{}, "").OK()
		w.Lena.Enters(w.Six[2], life.Death, "").OK()
		for typed, found := range map[string]int{
			"bak": 1, "Ben Baker": 1, "baker ben " + born.String(): 1, "cal": 1, "b": 0,
		} {
			code, page := w.Ask(http.MethodPost, "/follow-up", w.Blind, url.Values{"find": {typed}})
			page = webtest.Lines(page)
			if code != http.StatusOK || strings.Contains(page, "Ann Archer") ||
				strings.Contains(page, "Cal Cooper") != (typed == "cal") || // whose record can still be looked in
				strings.Contains(page, "1 person found.") != (found == 1) ||
				strings.Contains(page, "Nobody who is followed up was found") != (found == 0) {
				t.Errorf("%q answers %d\n%s", typed, code, page)
			}
			if found == 1 && typed != "cal" && (strings.Count(page, "Ben Baker") < 2 || !strings.Contains(page, "Done")) {
				t.Errorf("%q misses one of the two follow-ups:\n%s", typed, page)
			}
		}
		if code, _ := w.Ask(http.MethodPost, "/follow-up", w.Lead, url.Values{"find": {"ben"}}); code == http.StatusOK {
			t.Error("who doesn't follow up finds them")
		}
	})
}

// Whoever has moved away is marked as that on the assessor's lists, as on their page.
func TestTheAssessorsListMarksWhoIsAway(t *testing.T) {
	w := webtest.TellStudy(t, storetest.SQLiteMigrated(t, story.Migrated), webtest.AsGiven)
	before := webtest.Lines(w.Page("/follow-up", w.Blind))
	w.Lena.Enters(w.Six[0], life.MovingAway, "").OK()
	after := webtest.Lines(w.Page("/follow-up", w.Blind))
	if strings.Contains(before, "Away since") || strings.Count(after, "Away since") != 2 {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
}
