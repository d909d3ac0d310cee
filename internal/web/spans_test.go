package web_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footbridge.org/footbridge/internal/say"
)

// A dateField is the days that a date field takes: its outer span, and what is said of a day
// before the first and after the last of them. The rules that say so are held by tests of the
// use cases, on both engines, and of the domain's rooms.
type dateField struct{ span, early, late string }

// Where a field has no bound of its own, the outer span has the word.
const (
	longAgo     = "date.long_ago"
	farAhead    = "date.far_ahead"
	referral    = "date.before.referral"
	birth       = "date.before.birth"
	consent     = "date.before.consent"
	information = "date.before.information"
	role        = "date.before.role"
)

// spans is every date field that a form has, by the function that reads it. A field without a
// span can't be read at all; a new one belongs here.
var spans = map[string]dateField{
	"admin/help_line.go helpLineForm review_by": {"ToCome", "help_line.review_by.past", farAhead},
	"course/ending.go ending on":                {"InCourse", consent, "ending.on.future"},
	"course/letter_form.go sentForm on":         {"InCourse", consent, "letter.on.future"},
	"course/match.go chooseForm on":             {"InCourse", consent, "matching.on.future"},
	"course/match_form.go keepForm on":          {"InCourse", consent, "matching.kept.on.future"},
	"course/match_form.go matchEndForm on":      {"InCourse", consent, "matching.end.on.future"},
	"course/match_form.go toldForm on":          {"InCourse", consent, "matching.told.on.future"},
	"course/own_visit.go ownMoveForm to.start":  {"ToCome", "own_visit.past", farAhead},
	"course/telling.go tellForm on":             {"InCourse", consent, "matching.told.on.future"},
	"course/visit_form.go moveForm to.start":    {"ToCome", consent, farAhead},
	"course/visit_form.go planForm from":        {"ToCome", "appointment.series.from.past", farAhead},
	"course/visit_form.go readVisit started_at": {"InCourse", consent, "visit.started_at.future"},
	"form/narrow.go Between from":               {"InWork", longAgo, ""}, // it only narrows a list
	"form/narrow.go Between to":                 {"InWork", longAgo, ""},
	"life/life.go lifeForm on":                  {"InLife", birth, "life.on.future"},
	"life/life.go sureOfDeath on":               {"InLife", birth, "life.on.future"},
	"outcome/call.go readCall call_on":          {"ToCome", "call.call_on.past", farAhead},
	"outcome/call.go readCall on":               {"InCourse", "call.at.early", "call.at.future"},
	"outcome/episode.go readEpisode ended_on": {"InLife", "episode.ended_on.early",
		"episode.ended_on.future"},
	"outcome/episode.go readEpisode started_on": {"InLife", birth, "episode.started_on.future"},
	"pathway/consent_steps.go declineForm on": {"InCourse", information,
		"consent.declining.on.future"},
	"pathway/consent_steps.go inviteForm on":        {"InCourse", referral, "consent.invitation.on.future"},
	"pathway/consent_steps.go recordConsentForm at": {"InCourse", information, "consent.at.future"},
	"pathway/consent_steps.go withdrawForm on":      {"InCourse", consent, "consent.withdrawal.on.future"},
	"pathway/referral_form.go readCare discharge_date": {"InCourse", "referral.discharge_date.past",
		"referral.discharge_date.future"},
	"pathway/referral_form.go readCare on_caseload_since": {"InLife", birth, "referral.on_caseload_since.future"},
	"pathway/referral_form.go readHomeNote home_note.review_by": {"ToCome", "referral.home_note.review_by.past",
		"referral.home_note.review_by.far"},
	"pathway/referral_form.go readIdentity identity.birth_date": {"Birthday", longAgo, "person.birth_date.future"},
	"people/supervision_form.go readSession on":                 {"InWork", role, "supervision.on.future"},
	"people/worker_form.go clearanceForm expires":               {"ToHold", longAgo, farAhead},
	"people/worker_form.go clearanceForm issued":                {"InWork", longAgo, "worker.clearance.issued.future"},
	"people/worker_form.go trainingForm on":                     {"InWork", longAgo, "worker.training.on.future"},
}

// corrected is what bounds those that are read for a correction too, by what is known since
// they were first given.
var corrected = map[string]dateField{
	"pathway/referral_form.go readCare discharge_date": {"InCourse", "correction.discharge_date.long_before",
		"correction.discharge_date.visit"},
	"pathway/referral_form.go readIdentity identity.birth_date": {"Birthday", longAgo, "correction.birth_date.referral"},
}

// hours is every field for a time of day, with the hours that it takes without a question.
var hours = map[string]string{
	"course/own_visit.go at":  "OwnMoveHours", // outside of which it is refused
	"course/visit_form.go at": "usualHours",   // planned, moved, written up
	"outcome/call.go at":      "any",          // it opens with the time that it is
}

var clockRead = regexp.MustCompile(`\.(?:Clock\(\s*|Moment\(\s*"[a-z_.]+",\s*)"([a-z_.]+)"`)

// otherTests are the texts of all tests but this one.
func otherTests(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "/spans_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		all.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// datesIn adds to found the dates that a file reads, by their function and name.
func datesIn(t *testing.T, path string, found map[string]string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range file.Decls {
		in := ""
		if f, is := d.(*ast.FuncDecl); is {
			in = f.Name.Name
		}
		ast.Inspect(d, func(n ast.Node) bool {
			call, is := n.(*ast.CallExpr)
			if !is {
				return true
			}
			span := spanRead(call)
			if span == "" {
				return true
			}
			name, is := call.Args[0].(*ast.BasicLit)
			if !is {
				t.Errorf("%s: %s reads a date by a name that only the program knows", path, in)
				return true
			}
			key := path + " " + in + " " + strings.Trim(name.Value, `"`)
			if found[key] != "" {
				t.Errorf("%s is read twice", key)
			}
			found[key] = span
			return true
		})
	}
}

// spanRead is the span with which a call reads a date; empty if it reads none. What draws a
// date has none, and a rule checks its own without a form.
func spanRead(call *ast.CallExpr) string {
	method, is := call.Fun.(*ast.SelectorExpr)
	if !is || len(call.Args) == 0 || strings.HasPrefix(method.Sel.Name, "Check") {
		return ""
	}
	if method.Sel.Name == "Birthday" {
		return method.Sel.Name
	}
	span, is := call.Args[len(call.Args)-1].(*ast.SelectorExpr)
	if !is || !aSpan.MatchString(span.Sel.Name) {
		return ""
	}
	if of, is := span.X.(*ast.Ident); !is || of.Name != "programme" {
		return ""
	}
	return span.Sel.Name
}

var aSpan = regexp.MustCompile(`^(In|To)[A-Z]\w+$`)

func TestEveryDateFieldHasASpan(t *testing.T) {
	found, clocks := map[string]string{}, map[string]string{}
	datesIn(t, "form/narrow.go", found)
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") ||
			strings.HasPrefix(path, "form/") || strings.HasPrefix(path, "ui/") {
			return err
		}
		text, err := os.ReadFile(path)
		datesIn(t, path, found)
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
	listed, tests := map[string]string{}, otherTests(t)
	for field, of := range spans {
		listed[field] = of.span
		for _, key := range []string{of.early, of.late, corrected[field].early, corrected[field].late} {
			if key != "" && (!say.Has(key) || !strings.Contains(tests, key)) {
				t.Errorf("%s: nothing is said under %s, or no test has it said", field, key)
			}
		}
	}
	if diff := cmp.Diff(listed, found); diff != "" {
		t.Errorf("the date fields (-listed +read):\n%s", diff)
	}
	if diff := cmp.Diff(hours, clocks); diff != "" {
		t.Errorf("the fields for a time (-listed +read):\n%s", diff)
	}
}
