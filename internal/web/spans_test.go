package web_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// spans is every date field that a form has, with the days that it takes. What
// is told of the past ends today: that, the rule says in its own words, and the
// rules of app/care and app/study know from which day on. A field without a span
// can't be read at all; a new one belongs here.
var spans = map[string]string{
	"admin/help_line.go review_by":                 "ToCome",
	"course/ending.go on":                          "InCourse",
	"course/letter_form.go on":                     "InCourse",
	"course/match.go on":                           "InCourse",
	"course/match_form.go on":                      "InCourse", // told, ended, kept
	"course/own_visit.go to.start":                 "ToCome",
	"course/telling.go on":                         "InCourse", // told by telephone
	"course/visit_form.go from":                    "ToCome",
	"course/visit_form.go started_at":              "InCourse",
	"course/visit_form.go to.start":                "ToCome",
	"life/life.go on":                              "InLife",
	"outcome/call.go call_on":                      "ToCome",
	"outcome/call.go on":                           "InCourse",
	"outcome/episode.go ended_on":                  "InLife",
	"outcome/episode.go started_on":                "InLife",
	"pathway/consent_steps.go at":                  "InCourse",
	"pathway/consent_steps.go on":                  "InCourse", // invited, declined, withdrawn
	"pathway/referral_form.go discharge_date":      "InCourse",
	"pathway/referral_form.go home_note.review_by": "ToCome",
	"pathway/referral_form.go identity.birth_date": "Birthday",
	"pathway/referral_form.go on_caseload_since":   "InLife",
	"people/supervision_form.go on":                "InWork",
	"people/worker_form.go expires":                "ToHold",
	"people/worker_form.go issued":                 "InWork",
	"people/worker_form.go on":                     "InWork",
}

var dayRead = regexp.MustCompile(`\.(Day|OptionalDay|Moment|Beginning|Birthday)\(\s*"([a-z_.]+)"(?:,\s*"[a-z_]+")?` +
	`(?:,\s*programme\.([A-Z]\w+))?\)`)

// hours is every field for a time of day, with the hours that it takes without a question.
var hours = map[string]string{
	"course/own_visit.go at":  "OwnMoveHours", // outside of which it is refused
	"course/visit_form.go at": "usualHours",   // planned, moved, written up
	"outcome/call.go at":      "any",          // it opens with the time that it is
}

var clockRead = regexp.MustCompile(`\.(?:Clock\(\s*|Moment\(\s*"[a-z_.]+",\s*)"([a-z_.]+)"`)

func TestEveryDateFieldHasASpan(t *testing.T) {
	found, clocks := map[string]string{}, map[string]string{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") ||
			strings.HasPrefix(path, "form/") || strings.HasPrefix(path, "ui/") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range dayRead.FindAllStringSubmatch(string(text), -1) {
			switch {
			case m[1] == "Birthday":
				found[path+" "+m[2]] = m[1]
			case m[3] != "": // else it is drawn, not read
				found[path+" "+m[2]] = m[3]
			}
		}
		for _, m := range clockRead.FindAllStringSubmatch(string(text), -1) {
			clocks[path+" "+m[1]] = hours[path+" "+m[1]]
		}
		for _, around := range []string{"ReadTypedDate(", "ui.ReadDate("} {
			if strings.Contains(string(text), around) {
				t.Errorf("%s reads a date without the form's reader, and without a span", path)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(spans, found); diff != "" {
		t.Errorf("the date fields (-listed +read):\n%s", diff)
	}
	if diff := cmp.Diff(hours, clocks); diff != "" {
		t.Errorf("the fields for a time (-listed +read):\n%s", diff)
	}
}
