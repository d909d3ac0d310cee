package workbook

import (
	"fmt"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/programme"
)

var today = day("2026-12-01")

func day(s string) programme.Date {
	d, err := programme.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func rungs() []Rung {
	var all []Rung
	for _, key := range RungKeys() {
		all = append(all, Rung{Key: key, Title: key})
	}
	return all
}

// every is a field of each kind.
var every = []Field{
	{Key: "short", Kind: ShortText, Prompt: "P"},
	{Key: "long", Kind: LongText, Prompt: "P", Rows: 6},
	{Key: "toolbox", Kind: ListOf, Prompt: "P"},
	{Key: "helps", Kind: TwoColumns, Prompt: "P", Left: "Helps", Right: "Doesn't help", Rows: 2},
	{Key: "today", Kind: DialOf, Prompt: "P", Low: "very hard", High: "very good", Daily: true, Help: true},
	{Key: "sleep", Kind: DialOf, Prompt: "P", Low: "very hard", High: "very good"},
	{Key: "needs", Kind: TicksOf, Prompt: "P", Choices: []Choice{{"food", "Eat"}, {"rest", "Rest"}, {"air", "Go out"}}},
	{Key: "people", Kind: ContactsOf, Prompt: "P"},
	{Key: "ladder", Kind: LadderOf, Prompt: "P", Rungs: rungs()},
	{Key: "goal", Kind: GoalOf, Prompt: "P"},
}

func field(key string) Field {
	f, ok := (Page{Fields: every}).Field(key)
	if !ok {
		panic("no field " + key)
	}
	return f
}

func sound() Definition {
	page := Page{Key: "one", Title: "T", Why: "W", Status: Draft, Example: []string{"E"}, Fields: every}
	other := Page{Key: "two", Title: "T", Why: "W", Status: Reviewed, Example: []string{"E"},
		Fields: []Field{{Key: "more", Kind: LongText, Prompt: "P"}}}
	return Definition{Key: "book", Version: 1, Title: "T", Summary: "S", Modules: []Module{
		{Key: "first", Title: "T", Why: "W", Pages: []Page{page}}, {Key: "second", Title: "T", Why: "W",
			Pages: []Page{other}},
	}}
}

var typed = rapid.OneOf(
	rapid.SampledFrom([]string{"", "", " ", "tea", " tea\r\n", "e\u0301", "\u2028", "a\x00b", "<b>&", "\xff"}),
	rapid.StringN(0, 12, 40),
)

// drawAnswer draws an answer to f as somebody might type it, within the limits.
func drawAnswer(t *rapid.T, f Field) Answer {
	lines := func(label string) List { return List(rapid.SliceOfN(typed, 0, 5).Draw(t, label)) }
	dial := func() Dial {
		return Dial{Given: rapid.Bool().Draw(t, "given"), Value: rapid.IntRange(0, DialTop).Draw(t, "value")}
	}
	text := func(label string) string { return typed.Draw(t, label) }
	switch f.Kind {
	case ListOf:
		return lines("list")
	case TwoColumns:
		return Columns{Left: lines("left"), Right: lines("right")}
	case DialOf:
		d := dial()
		if f.Daily {
			d.On = today.AddDays(-rapid.IntRange(0, 3).Draw(t, "day"))
		}
		return d
	case TicksOf:
		return Ticks(rapid.SliceOfDistinct(rapid.SampledFrom([]string{"food", "rest", "air"}), rapid.ID).Draw(t,
			"ticks")).Arranged(f)
	case ContactsOf:
		c := Contacts{}
		for i := range rapid.IntRange(0, 3).Draw(t, "people") {
			c = append(c, Contact{Name: text(fmt.Sprint("name", i)), Who: text("who"), Number: programme.Phone(text("number"))})
		}
		return c
	case LadderOf:
		var l Ladder
		for _, key := range RungKeys() {
			*l.rung(key) = RungAnswer{Signs: text("signs"), Mine: text("mine"), Others: text("others")}
		}
		return l
	case GoalOf:
		g := Goal{Goal: text("goal"), Why: text("why"), Near: dial(), Steps: []Step{}}
		for range rapid.IntRange(0, 3).Draw(t, "steps") {
			g.Steps = append(g.Steps, Step{Text: text("step"), Done: rapid.Bool().Draw(t, "done")})
		}
		return g
	}
	return Text(text("text"))
}

func drawField(t *rapid.T) Field { return rapid.SampledFrom(every).Draw(t, "field") }
