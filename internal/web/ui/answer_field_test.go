package ui_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/web/ui/uitest"
	"footbridge.org/footbridge/internal/workbook"
)

func firstOfDecember(t *testing.T) programme.Date {
	t.Helper()
	d, err := programme.MakeDate(2026, 12, 1)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func drawn(t *testing.T, n ui.Answering, f workbook.Field, a workbook.Answer) string {
	t.Helper()
	html, err := ui.Draw("answer_field", n.Field(f, a, workbook.Kept{Revision: 3, Answer: a}.Base()))
	if err != nil {
		t.Fatal(err)
	}
	return html
}

var (
	inputTag = regexp.MustCompile(`<input [^>]*>`)
	areaTag  = regexp.MustCompile(`(?s)<textarea [^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>`)
	attr     = regexp.MustCompile(`(name|type|value)="([^"]*)"`)
)

// sent is what a browser would send of the drawn form if nothing were touched.
func sent(html string) url.Values {
	form := url.Values{}
	for _, tag := range inputTag.FindAllString(html, -1) {
		has := map[string]string{}
		for _, m := range attr.FindAllStringSubmatch(tag, -1) {
			has[m[1]] = m[2]
		}
		choice := has["type"] == "radio" || has["type"] == "checkbox"
		if !choice || strings.Contains(tag, " checked") {
			form.Add(has["name"], has["value"])
		}
	}
	for _, m := range areaTag.FindAllStringSubmatch(html, -1) {
		form.Add(m[1], m[2])
	}
	return form
}

// example is a full answer to any field.
func example(t *testing.T, f workbook.Field) workbook.Answer {
	switch f.Kind {
	case workbook.ListOf:
		return workbook.List{"tea", "a walk", "soup", "a swim"}
	case workbook.TwoColumns:
		return workbook.Columns{Left: workbook.List{"tea"}, Right: workbook.List{"a walk", "soup"}}
	case workbook.DialOf:
		d := workbook.Dial{Given: true, Value: 10}
		if f.Daily {
			d.On = firstOfDecember(t).AddDays(-1)
		}
		return d
	case workbook.TicksOf:
		return workbook.Ticks{f.Choices[1].Key, f.Choices[3].Key}
	case workbook.ContactsOf:
		return workbook.Contacts{{Name: "Jo", Who: "my sister", Number: "01632 960 001"}, {Name: "Len"}}
	case workbook.LadderOf:
		return workbook.Ladder{Steady: workbook.RungAnswer{Signs: "tea"},
			Crisis: workbook.RungAnswer{Mine: "ring Jo", Others: "come"}}
	case workbook.GoalOf:
		return workbook.Goal{Goal: "swim", Why: "quiet", Steps: []workbook.Step{{Text: "kit", Done: true}, {Text: "look"}},
			Near: workbook.Dial{Given: true, Value: 0}}
	}
	return workbook.Text("tea")
}

// A page that is opened and saved untouched changes nothing, whatever is on it.
func TestEveryFieldOfTheWorkbookSendsBackWhatItShows(t *testing.T) {
	d, err := content.LatestWorkbook("moving-on")
	if err != nil {
		t.Fatal(err)
	}
	n := ui.Answering{Voice: say.English(), Today: firstOfDecember(t), HelpPath: ui.HelpPath}
	for _, p := range d.Pages() {
		for _, f := range p.Fields {
			for _, a := range []workbook.Answer{workbook.Blank(f), example(t, f)} {
				html := drawn(t, n, f, a)
				form := sent(html)
				op := workbook.Operation{Value: workbook.Read(f, form, n.Today), Base: workbook.ReadBase(form, f.Key)}
				if diff := cmp.Diff(workbook.Clean(a), workbook.Clean(op.Value), cmp.Comparer(programme.Date.Equal)); diff != "" {
					t.Errorf("%s: %s\n%s", f.Key, diff, html)
				}
				if _, verdict := workbook.Merge(workbook.Kept{Revision: 3, Answer: a}, op); verdict != workbook.Unchanged {
					t.Errorf("%s: %s", f.Key, verdict)
				}
				for _, fault := range uitest.PartFaults(html) {
					t.Errorf("%s: %s", f.Key, fault)
				}
			}
		}
	}
}

var pressed = regexp.MustCompile(`name="press" value="([^"]*)"`)

func TestEveryButtonOfALineIsAPressThatItsFieldKnows(t *testing.T) {
	n := ui.Answering{Voice: say.English(), Today: firstOfDecember(t)}
	d, _ := content.LatestWorkbook("moving-on")
	found := 0
	for _, p := range d.Pages() {
		for _, f := range p.Fields {
			html := drawn(t, n, f, example(t, f))
			typed := workbook.Read(f, sent(html), n.Today)
			for _, m := range pressed.FindAllStringSubmatch(html, -1) {
				press, ok := workbook.ReadRowButton(url.Values{workbook.RowButtonName: {m[1]}})
				_, focus := press.On(f, typed)
				if !ok || focus == "" {
					t.Errorf("%s: %s does nothing", f.Key, m[1])
				}
				found++
			}
		}
	}
	if found < 50 {
		t.Errorf("only %d buttons", found)
	}
}

func TestTheLineThatWasMovedIsWhereThePageOpens(t *testing.T) {
	f := workbook.Field{Key: "toolbox", Kind: workbook.ListOf, Prompt: "P"}
	a, focus := workbook.RowButton{Verb: workbook.MoveUp, Rows: "toolbox", Row: 1}.On(f, workbook.List{"tea", "soup"})
	html := drawn(t, ui.Answering{Voice: say.English(), Focus: focus}, f, a)
	if strings.Count(html, " autofocus") != 1 ||
		!regexp.MustCompile(`name="toolbox\.0"[^>]* autofocus`).MatchString(html) {
		t.Error(html)
	}
}

func TestAProblemOfALineStandsAtTheLineAndIsLedTo(t *testing.T) {
	f := workbook.Field{Key: "toolbox", Kind: workbook.ListOf, Prompt: "P"}
	problems := workbook.Check(f, workbook.List{"tea", strings.Repeat("x", workbook.MaxLine+1)}, programme.Date{})
	problems = append(problems, fault.Problem{Field: "toolbox", Key: "workbook.answer.many",
		Args: []any{workbook.MaxRows}})
	html := drawn(t, ui.Answering{Voice: say.English(), Problems: problems}, f, workbook.List{"tea", "soup"})
	for _, item := range ui.Summary(say.English(), problems).Items {
		if !strings.Contains(html, `id="`+item.Target+`"`) || !strings.Contains(html, item.Text) {
			t.Errorf("%+v leads nowhere:\n%s", item, html)
		}
	}
}

func TestAFullListTakesNoMoreLinesAndSaysSo(t *testing.T) {
	f := workbook.Field{Key: "toolbox", Kind: workbook.ListOf, Prompt: "P"}
	html := drawn(t, ui.Answering{Voice: say.English()}, f, make(workbook.List, workbook.MaxRows))
	if strings.Contains(html, `value="add:toolbox"`) || !strings.Contains(html, "no room for more than") {
		t.Error("a line more is offered, or nothing is said")
	}
}

func TestTheCrisisRungLeadsToHelpAndTheDialSaysWhatItsEndsMean(t *testing.T) {
	d, _ := content.LatestWorkbook("moving-on")
	n := ui.Answering{Voice: say.English(), Today: firstOfDecember(t), HelpPath: ui.HelpPath}
	ladder, _ := d.Field("ladder")
	html := drawn(t, n, ladder, workbook.Blank(ladder))
	if i := strings.Index(html, ">Crisis<"); i < 0 || strings.Count(html[:i], ui.HelpPath) != 0 ||
		!strings.Contains(html[i:], `href="`+ui.HelpPath+`"`) {
		t.Error("help stands at another rung, or at none")
	}
	today, _ := d.Field("today")
	html = drawn(t, n, today, workbook.Blank(today))
	for _, want := range []string{"0 is very hard, 10 is very good", `name="today.on" value="2026-12-01"`,
		`href="` + ui.HelpPath + `"`, `>, very hard<`, `>, very good<`} {
		if !strings.Contains(html, want) {
			t.Errorf("the dial lacks %s", want)
		}
	}
	if strings.Contains(html, " checked") {
		t.Error("a number is chosen beforehand")
	}
}
