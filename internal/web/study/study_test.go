package study_test

import (
	"context"
	"flag"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/ui/uitest"
)

var update = flag.Bool("update", false, "write the golden files anew")

var (
	asGiven = [2]string{"peer_support", "workbook_alone"}
	flipped = [2]string{"workbook_alone", "peer_support"}
)

var picture = regexp.MustCompile(`(?s)<svg.*?</svg>|<style.*?</style>|<[^>]*>`)

// words are a page's words, without its pictures.
func words(page string) string {
	page = strings.NewReplacer("&#39;", "'", "&lt;", "<", "&#43;", "+").Replace(picture.ReplaceAllString(page, "\n"))
	var lines []string
	for _, l := range strings.Split(page, "\n") {
		if l = strings.Join(strings.Fields(l), " "); l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

// Two worlds differ in nothing but who is in which arm. What the assessor is
// sent is the same to the byte: every page, every refusal, every address.
func TestTheAssessorsPagesAreTheSameWhoeverIsInWhichArm(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, url string) {
		var seen []map[string]string
		for _, arms := range [][2]string{asGiven, flipped} {
			if len(seen) > 0 {
				url = fresh(t, url)
			}
			seen = append(seen, assessorSees(tell(t, url, arms)))
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

func assessorSees(w *world) map[string]string {
	seen := map[string]string{}
	ask := func(method, path string, form url.Values) {
		code, body := w.ask(method, path, w.blind, form)
		seen[method+" "+path+" "+form.Encode()] = http.StatusText(code) + "\n" + body
	}
	for i, sam := range w.sams {
		at := "/follow-up/" + string(sam.ID())
		stay := w.admitted(i, 100+i)
		ask(http.MethodGet, at, nil)
		ask(http.MethodGet, at+"/episodes/new", nil)
		ask(http.MethodGet, at+"/episodes/"+string(stay)+"/correct", nil)
		ask(http.MethodPost, at+"/episodes/new", url.Values{"kind": {"crisis_house"}})
		for _, path := range w.callForms(sam) {
			ask(http.MethodGet, path, nil)
			ask(http.MethodPost, path, url.Values{"result": {"later"}})
		}
		ask(http.MethodGet, "/people/"+string(sam.ID()), nil)
	}
	for _, path := range []string{"/", "/follow-up", "/follow-up?page=2", "/studies", "/studies/" + string(w.study),
		"/studies/" + string(w.study) + "/report", "/people", "/devices", "/help"} {
		ask(http.MethodGet, path, nil)
	}
	return seen
}

// And the comparison can fail: what the lead is sent once the study is closed differs.
func TestTheReportDiffersWithTheArms(t *testing.T) {
	var reports []string
	for _, arms := range [][2]string{asGiven, flipped} {
		w := tell(t, storetest.SQLiteMigrated(t, story.Migrated), arms)
		w.admitted(0, 100)
		w.must(w.Study.CloseStudy(context.Background(), w.lena.Actor(), w.study))
		reports = append(reports, words(w.page("/studies/"+string(w.study)+"/report", w.lead)))
	}
	if reports[0] == reports[1] {
		t.Error("the report does not know the arms")
	}
}

func TestWhereAnEpisodeIsKnownFromIsNeverShownToTheAssessor(t *testing.T) {
	w := tell(t, storetest.SQLiteMigrated(t, story.Migrated), asGiven)
	stay := w.admitted(0, 100)
	at := "/follow-up/" + string(w.sams[0].ID())
	for _, path := range []string{at, at + "/episodes/" + string(stay) + "/correct"} {
		page := w.page(path, w.blind)
		if strings.Contains(page, "heronsong") || strings.Contains(page, `value="referrer" checked`) {
			t.Errorf("%s tells where it is known from", path)
		}
	}
}

func TestAnEpisodeIsRecordedAndCorrectedWithoutScript(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := tell(t, address, asGiven)
		at := "/follow-up/" + string(w.sams[0].ID())
		form := url.Values{
			"id": {hidden(w.page(at+"/episodes/new", w.blind))}, "kind": {"hospital_admission"}, "certainty": {"confirmed"},
			"source": {"other"}, "source_note": {"a letter"},
			"started_on.day": {"31"}, "started_on.month": {"2"}, "started_on.year": {"2027"},
		}
		code, page := w.ask(http.MethodPost, at+"/episodes/new", w.blind, form)
		if code != http.StatusUnprocessableEntity || !strings.Contains(page, `value="31"`) || !strings.Contains(page, "a letter") {
			t.Errorf("a day that isn't: %d, and what was typed is not all there", code)
		}
		form.Set("started_on.day", "3")
		for range 2 {
			if code, _ = w.ask(http.MethodPost, at+"/episodes/new", w.blind, form); code != http.StatusSeeOther {
				t.Fatalf("recording answers %d", code)
			}
		}
		list := w.page(at, w.blind)
		links := regexp.MustCompile(at+`/episodes/\w+/correct`).FindAllString(list, -1)
		if len(links) != 1 {
			t.Fatalf("%d episodes after the same form twice", len(links))
		}
		mistake := url.Values{"id": {hidden(w.page(links[0], w.blind))}, "in_error": {"yes"}, "source": {"record"}}
		if code, _ = w.ask(http.MethodPost, links[0], w.blind, mistake); code != http.StatusSeeOther {
			t.Fatalf("correcting answers %d", code)
		}
		again := url.Values{"id": {hidden(w.page(links[0], w.blind))}, "in_error": {"yes"}, "source": {"record"}}
		if code, page = w.ask(http.MethodPost, links[0], w.blind, again); code != http.StatusUnprocessableEntity ||
			!strings.Contains(page, "corrected by somebody else") {
			t.Errorf("a second correction answers %d", code)
		}
		if after := w.page(at, w.blind); !strings.Contains(after, "Nothing recorded") ||
			!strings.Contains(after, "entered by mistake") {
			t.Error("what was entered by mistake still counts, or can't be read any more")
		}
		w.Verify()
	})
}

var hiddenID = regexp.MustCompile(`name="id" value="(\w+)"`)

func hidden(page string) string {
	if m := hiddenID.FindStringSubmatch(page); m != nil {
		return m[1]
	}
	return ""
}

// The figures as they read, for a reviewer.
func TestTheReportReadsAsItIsWritten(t *testing.T) {
	w := tell(t, storetest.SQLiteMigrated(t, story.Migrated), asGiven)
	w.admitted(0, 20)
	for i, after := range []int{1: 90, 3: 200, 5: 300} {
		if after > 0 {
			w.admitted(i, after)
		}
	}
	for _, form := range []string{"/studies/" + string(w.study) + "/close"} {
		if code, _ := w.ask(http.MethodPost, form, w.lead, nil); code != http.StatusSeeOther {
			t.Fatalf("closing answers %d", code)
		}
	}
	page := w.page("/studies/"+string(w.study)+"/report", w.lead)
	if faults := uitest.Faults(page); len(faults) > 0 {
		t.Error(faults)
	}
	const golden = "testdata/report.golden"
	_, main, _ := strings.Cut(page, "<main") // the menu is another page's business
	got := words("<main" + main)
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}
