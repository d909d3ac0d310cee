package ui_test

import (
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/web/ui/gallery"
	"footbridge.org/footbridge/internal/web/ui/uitest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// specimens is every component with the values that the gallery shows.
func specimens() map[string][]any {
	v := gallery.NewView(say.English())
	onward, ofPage := v.Pagination, v.Private // as they are below a form
	onward.Of, ofPage.Of, ofPage.Button.Of, ofPage.Button.Action = "page", "page", "page", v.Private.Action
	all := map[string][]any{
		"trail": {v.Trail}, "back": {v.Back}, "error_summary": {v.Problems, ui.ErrorSummary{}},
		"button": each(v.Buttons), "form": {v.Form, v.AnswerForm}, "end_form": {v.Form, ui.Form{}},
		"input": append(each(v.Inputs), v.Inputs[0].AsHeading()), "textarea": append(each(v.Textareas),
			v.Textareas[0].AsHeading()),
		"date":   append(each(v.Dates), v.Dates[0].AsHeading()),
		"radios": append(each(v.Radios), v.Radios[0].SideBySide().AsHeading()), "checkboxes": each(v.Boxes),
		"select": each(v.Selects), "yes_no": each(v.YesNos), "search_box": {v.Search}, "filter": {v.Filter, ui.Filter{}},
		"counts": {v.Counts, ui.Counts{}}, "board": {v.Board, v.BoardLong, v.BoardShut, v.BoardEmpty}, "task_list": {v.Tasks, ui.TaskList{}},
		"timeline": {v.Timeline, ui.Timeline{}}, "summary_list": {v.Facts, ui.SummaryList{}},
		"table":      {v.Table, v.TableEmpty},
		"pagination": {v.Pagination, ui.Pagination{}, onward}, "tabs": {v.Tabs, ui.Tabs{}}, "tag": append(each(v.Tags), ui.Tag{}),
		"strip":  {v.Strip, ui.Strip{}},
		"notice": {v.Notice}, "callout": {v.Callout}, "details": {v.Details, v.Rich}, "empty": {v.Empty, ui.Empty{}},
		"kept":      {v.Kept, ui.Kept{}},
		"care_card": each(v.Cards), "secret": {v.Secret}, "figure": {v.Figure}, "mark": {ui.Shell{Voice: say.English()}},
		"list": {}, "columns": {}, "dial": {}, "contacts": {}, "ladder": {}, "goal": {},
		"answer_field": {}, "share_switch": {v.Private, v.Shared, ofPage}, "written": each(v.Versions.Items),
		"versions": {v.Versions, ui.Versions{}},
		"blank":    each(v.Blanks), "sign_here": {v.Sign, ui.SignHere{}},
		"link": {v.Back}, "link_list": {v.Tabs.Links, ui.Links()}, "contact": {v.Cards[0].Contacts[0], v.Cards[2].Contacts[1]},
		"contact_list": {ui.Contacts("07700900123 (Mum's) or 01632 960001 ext 12"), ui.Contacts("ask at the day centre")},
	}
	for _, f := range v.Fields {
		all["answer_field"] = append(all["answer_field"], f)
		switch f.Kind {
		case "list":
			all["list"] = append(all["list"], f.List)
		case "two_columns":
			all["columns"] = append(all["columns"], f.Columns)
		case "dial":
			all["dial"] = append(all["dial"], f.Dial)
		case "contacts":
			all["contacts"] = append(all["contacts"], f.Contacts)
		case "ladder":
			all["ladder"] = append(all["ladder"], f.Ladder)
		case "goal":
			all["goal"] = append(all["goal"], f.Goal)
		}
	}
	return all
}

// parts are drawn only within the components above, and are seen there.
var parts = map[string]bool{
	"": true, "label": true, "legend": true, "hint_and_error": true, "option_hint": true, "cell": true,
	"summary_line": true, "contact_words": true,
	"share_words": true, "board_line": true, "board_lines": true, "shape": true, "open_details": true, "close_details": true,
	"field": true, "fields": true, "block": true, "box": true, "boxes": true, "questions": true,
	"row_buttons": true, "row_add": true, "row_input": true, "list_rows": true, "column": true, "steps": true,
}

func each[T any](values []T) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}

func TestEveryComponentIsDrawnAsItsGoldenFileShows(t *testing.T) {
	for name, values := range specimens() {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			for _, value := range values {
				html, err := ui.Draw(name, value)
				if err != nil {
					t.Fatal(err)
				}
				b.WriteString("<!-- " + name + " -->\n" + html + "\n")
			}
			golden(t, filepath.Join("testdata", name+".html"), b.String())
		})
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs from what is drawn now (look, then -update):\n%s", path, got)
	}
}

func TestNoComponentIsLeftOutOfTheGoldenFiles(t *testing.T) {
	all, err := ui.Components()
	if err != nil {
		t.Fatal(err)
	}
	drawn := specimens()
	for _, c := range all.Templates() {
		if name := c.Name(); drawn[name] == nil && !parts[name] && !strings.HasSuffix(name, ".html") {
			t.Errorf("component %s has no golden file", name)
		}
	}
}

// What somebody typed must come back as text: the same elements stand on the
// page whatever the words are.
func TestHostileWordsStayWords(t *testing.T) {
	if testing.Short() {
		t.Skip("it draws every component twice for each of its words")
	}
	for name, values := range specimens() {
		for _, value := range values {
			plain, err := ui.Draw(name, spoiled(value, "plain"))
			if err != nil {
				t.Fatal(err)
			}
			hostile, err := ui.Draw(name, spoiled(value, `"></textarea><script>alert('x')</script>`))
			if err != nil {
				t.Fatal(err)
			}
			if a, b := tags(plain), tags(hostile); a != b {
				t.Errorf("%s: hostile words became elements:\n%s\n%s", name, a, b)
			}
			led, err := ui.Draw(name, spoiled(value, "javascript:alert(1)"))
			if err != nil {
				t.Fatal(err)
			}
			if regexp.MustCompile(`(href|action|src)="javascript:`).MatchString(led) {
				t.Errorf("%s: a link runs script: %s", name, led)
			}
		}
	}
}

var tag = regexp.MustCompile(`</?[a-z][a-z0-9]*`)

func tags(html string) string { return strings.Join(tag.FindAllString(html, -1), " ") }

// spoiled is value with every text in it replaced by words.
func spoiled(value any, words string) any {
	v := reflect.New(reflect.TypeOf(value)).Elem()
	v.Set(reflect.ValueOf(value))
	return spoil(v, words).Interface()
}

func spoil(v reflect.Value, words string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.String:
		if v.Len() > 0 && v.Type().PkgPath() == "" { // not template.HTML, which only Drawn makes
			out.SetString(words)
		}
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		out = reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(spoil(v.Index(i), words))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && !strings.HasSuffix(v.Type().String(), "Voice") {
				out.Field(i).Set(spoil(v.Field(i), words))
			}
		}
	}
	return out
}

func TestEveryComponentIsTiedTogether(t *testing.T) {
	for name, values := range specimens() {
		if name == "form" || name == "end_form" { // halves of one element
			continue
		}
		for _, value := range values {
			html, err := ui.Draw(name, value)
			if err != nil {
				t.Fatal(err)
			}
			for _, fault := range uitest.PartFaults(html) {
				t.Errorf("%s: %s\n%s", name, fault, html)
			}
		}
	}
}

func TestAnErrorLeadsToItsControlAndIsReadWithIt(t *testing.T) {
	v := gallery.NewView(say.English())
	date, err := ui.Draw("date", v.Dates[1])
	if err != nil {
		t.Fatal(err)
	}
	target := v.Problems.Items[1].Target
	for _, want := range []string{`id="` + target + `"`, `aria-describedby="` + target + `-hint ` + target + `-error"`,
		`id="` + target + `-error"`, `value="31"`} {
		if !strings.Contains(date, want) {
			t.Errorf("the date lacks %s:\n%s", want, date)
		}
	}
}

func TestATableTakesItsWordsFromTheCatalogue(t *testing.T) {
	table := ui.NewTable(say.English(), "feedback.list", "month", "words")
	want := ui.Table{
		Caption: "What people say", Quiet: true, Columns: []ui.Column{{Label: "Month"}, {Label: "Words"}},
		Empty: ui.Empty{Title: "Nobody has said anything yet",
			Text: "When somebody tells the service how it has been, it appears here."},
	}
	if !reflect.DeepEqual(table, want) {
		t.Errorf("%+v", table)
	}
	if of := ui.NewTable(say.English(), "episode.list", "kind", "ended"); of.Columns[1].Label != "Ended" {
		t.Errorf("%+v", of.Columns)
	}
	field := ui.NewTable(say.English(), "feedback", "quote")
	if field.Columns[0].Label != "May we repeat your words to others?" {
		t.Errorf("a column doesn't have its field's label: %+v", field.Columns)
	}
}

func TestACellWithSomethingInItDoesNotSayThatItHasNothing(t *testing.T) {
	table := ui.Table{Columns: []ui.Column{{Label: "Worker"}, {Label: "Needed"}}, Rows: []ui.Row{
		{Cells: []ui.Cell{{Text: "Ash"}, {Text: "Expired on 5 January 2028.", None: "Nothing"}}},
		{Cells: []ui.Cell{{Text: "Bo"}, {None: "Nothing"}}},
		{Cells: []ui.Cell{{Text: "Cy"}, {Tag: ui.Tag{Label: "Late"}, None: "Nothing"}}},
	}}
	for i, want := range []string{"", "Nothing", ""} {
		if got := table.Lines()[i][1].None; got != want {
			t.Errorf("row %d says %q, want %q", i, got, want)
		}
	}
}
