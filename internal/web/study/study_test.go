package study_test

import (
	"context"
	"flag"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/ui/uitest"
	"footbridge.org/footbridge/internal/web/webtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// And the comparison can fail: what the lead is sent once the study is closed differs.
func TestTheReportDiffersWithTheArms(t *testing.T) {
	var reports []string
	for _, arms := range [][2]string{webtest.AsGiven, webtest.Flipped} {
		w := webtest.TellStudy(t, storetest.SQLiteMigrated(t, story.Migrated), arms)
		w.Admitted(0, 100)
		w.Must(w.Study.CloseStudy(context.Background(), w.Lena.Actor(), w.Studied))
		reports = append(reports, webtest.Lines(w.Page("/studies/"+string(w.Studied)+"/report", w.Lead)))
	}
	if reports[0] == reports[1] {
		t.Error("the report does not know the arms")
	}
}

// The figures as they read, for a reviewer.
func TestTheReportReadsAsItIsWritten(t *testing.T) {
	w := webtest.TellStudy(t, storetest.SQLiteMigrated(t, story.Migrated), webtest.AsGiven)
	w.Admitted(0, 20)
	for i, after := range []int{1: 90, 3: 200, 5: 300} {
		if after > 0 {
			w.Admitted(i, after)
		}
	}
	for _, form := range []string{"/studies/" + string(w.Studied) + "/close"} {
		if code, _ := w.Ask(http.MethodPost, form, w.Lead, nil); code != http.StatusSeeOther {
			t.Fatalf("closing answers %d", code)
		}
	}
	page := w.Page("/studies/"+string(w.Studied)+"/report", w.Lead)
	if faults := uitest.Faults(page); len(faults) > 0 {
		t.Error(faults)
	}
	const golden = "testdata/report.golden"
	_, main, _ := strings.Cut(page, "<main") // the menu is another page's business
	got := webtest.Lines("<main" + main)
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
