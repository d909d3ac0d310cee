package workbook

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWhatAFormSendsIsWhatItShowed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawField(t)
		a := drawAnswer(t, f)
		if f.Kind == DialOf || f.Kind == GoalOf {
			a = Clean(a) // a number that was left out isn't sent
		}
		if diff := cmp.Diff(a, Read(f, Form(f, a), today), compare); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestADailyNumberIsAboutTheDayItsFormWasDrawn(t *testing.T) {
	f, yesterday := field("today"), today.AddDays(-1)
	form := url.Values{"today": {"4"}, "today.on": {yesterday.String()}}
	if d := Read(f, form, today).(Dial); d.On != yesterday {
		t.Error("a page left open overnight would write into the new day")
	}
	form.Set("today.on", "soon")
	if d := Read(f, form, today).(Dial); d.On != today {
		t.Error(d.On)
	}
	if d := Read(field("sleep"), url.Values{"sleep": {"4"}, "sleep.on": {"2026-01-01"}}, today).(Dial); !d.On.IsZero() {
		t.Error("a dial that isn't daily has a day")
	}
}

func TestWordsForANumberAreAProblemAndNotAnAnswer(t *testing.T) {
	if p := Check(field("sleep"), Read(field("sleep"), url.Values{"sleep": {"soso"}}, today), today); len(p) != 1 {
		t.Error(p)
	}
}

func TestAFormWithoutEndIsReadToAnEnd(t *testing.T) {
	form := url.Values{}
	for i := range 5000 {
		form.Set(fmt.Sprintf("toolbox.%d", i), "x")
	}
	a := Read(field("toolbox"), form, today)
	if len(a.(List)) > 100 || !Check(field("toolbox"), a, today).Any() {
		t.Errorf("%d lines", len(a.(List)))
	}
}

func TestLinesAreAddedTakenOutAndMovedByButtons(t *testing.T) {
	list := field("toolbox")
	for name, c := range map[string]struct {
		press RowButton
		rows  List
		want  List
		focus string
	}{
		"add": {RowButton{Verb: AddRow, Rows: "toolbox"}, List{"a", "b", "c"},
			List{"a", "b", "c", ""}, "toolbox.3"},
		"add beyond what is shown":   {RowButton{Verb: AddRow, Rows: "toolbox"}, List{"a"}, List{"a", "", "", ""}, "toolbox.3"},
		"remove":                     {RowButton{RemoveRow, "toolbox", 1}, List{"a", "b", "c"}, List{"a", "c"}, "toolbox.1"},
		"remove the last":            {RowButton{RemoveRow, "toolbox", 1}, List{"a", "b"}, List{"a"}, "toolbox.0"},
		"remove the only":            {RowButton{RemoveRow, "toolbox", 0}, List{"a"}, List{}, "toolbox.0"},
		"up":                         {RowButton{MoveUp, "toolbox", 2}, List{"a", "", "c"}, List{"a", "c", ""}, "toolbox.1"},
		"down":                       {RowButton{MoveDown, "toolbox", 0}, List{"a", "b"}, List{"b", "a"}, "toolbox.1"},
		"up from the top":            {RowButton{MoveUp, "toolbox", 0}, List{"a", "b"}, List{"a", "b"}, ""},
		"down from the end":          {RowButton{MoveDown, "toolbox", 1}, List{"a", "b"}, List{"a", "b"}, ""},
		"a line that isn't there":    {RowButton{RemoveRow, "toolbox", 9}, List{"a"}, List{"a"}, ""},
		"another field":              {RowButton{RemoveRow, "tools", 0}, List{"a"}, List{"a"}, ""},
		"a part that a list has not": {RowButton{RemoveRow, "toolbox.left", 0}, List{"a"}, List{"a"}, ""},
	} {
		before := slices.Clone(c.rows)
		got, focus := c.press.On(list, c.rows)
		if diff := cmp.Diff(Answer(c.want), got); diff != "" || focus != c.focus {
			t.Errorf("%s: %s, focus %q", name, diff, focus)
		}
		if !slices.Equal(before, c.rows) {
			t.Errorf("%s changed what it was given", name)
		}
	}
}

func TestAddingStopsWhereTheRoomEnds(t *testing.T) {
	full := make(List, MaxRows)
	if got, focus := (RowButton{Verb: AddRow, Rows: "toolbox"}).On(field("toolbox"),
		full); len(got.(List)) != MaxRows || focus != "" {
		t.Error("a line more than Check allows")
	}
}

func TestEachPartOfAnAnswerHasItsOwnLines(t *testing.T) {
	columns, _ := RowButton{MoveDown, "helps.right", 0}.On(field("helps"),
		Columns{Left: List{"a", "b"}, Right: List{"c", "d"}})
	if diff := cmp.Diff(Answer(Columns{Left: List{"a", "b"}, Right: List{"d", "c"}}), columns); diff != "" {
		t.Error(diff)
	}
	people, focus := RowButton{RemoveRow, "people", 0}.On(field("people"), Contacts{{Name: "Jo"}, {Name: "Lee"}})
	if diff := cmp.Diff(Answer(Contacts{{Name: "Lee"}}), people); diff != "" || focus != "people.0.name" {
		t.Error(diff, focus)
	}
	goal, focus := RowButton{MoveUp, "goal.steps", 1}.On(field("goal"),
		Goal{Goal: "g", Steps: []Step{{"a", true}, {"b", false}}})
	if diff := cmp.Diff(Answer(Goal{Goal: "g", Steps: []Step{{"b", false}, {"a", true}}}), goal, compare); diff != "" ||
		focus != "goal.steps.0" {
		t.Error(diff, focus)
	}
}

// Whatever is pressed, nobody's words are lost but those of the line taken out.
func TestMovingLinesLosesNoWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom([]Field{field("toolbox"), field("helps"), field("people"), field("goal")}).Draw(t, "field")
		a := drawAnswer(t, f)
		rows := rapid.SampledFrom([]string{f.Key, f.Key + ".left", f.Key + ".right", f.Key + ".steps"}).Draw(t, "rows")
		p := RowButton{rapid.SampledFrom([]Verb{AddRow, MoveUp, MoveDown}).Draw(t, "verb"), rows,
			rapid.IntRange(0, 6).Draw(t, "row")}
		got, _ := p.On(f, a)
		if wordsIn(f, got) != wordsIn(f, a) {
			t.Fatalf("%v: %v became %v", p, a, got)
		}
	})
}

func wordsIn(f Field, a Answer) string {
	var all []string
	for _, values := range Form(f, a) {
		for _, v := range values {
			if v != "" {
				all = append(all, v)
			}
		}
	}
	slices.Sort(all)
	return strings.Join(all, "\x00")
}

func TestAPressIsReadBackFromItsButton(t *testing.T) {
	for _, p := range []RowButton{{AddRow, "goal.steps", 0}, {MoveUp, "toolbox", 12}, {RemoveRow, "helps.left", 0},
		{MoveDown, "people", 3}} {
		got, ok := ReadRowButton(url.Values{RowButtonName: {p.String()}})
		if !ok || got != p {
			t.Errorf("%s became %v", p, got)
		}
	}
	for _, s := range []string{"", "save", "add:", "add:x:1", "up:x", "up:x:-1", "up:x:y", "erase:x:1", "up::1"} {
		if p, ok := ReadRowButton(url.Values{RowButtonName: {s}}); ok {
			t.Errorf("%q became %v", s, p)
		}
	}
}
