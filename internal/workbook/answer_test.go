package workbook

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

var compare = cmp.Comparer(func(a, b programme.Date) bool { return a == b })

func TestEverythingMayBeLeftEmpty(t *testing.T) {
	for _, f := range every {
		if p := Check(f, Blank(f), today); p.Any() {
			t.Errorf("%s: %v", f.Key, p)
		}
		if !IsBlank(Blank(f)) || Plain(say.English(), f, Blank(f)) != "" {
			t.Errorf("%s: a blank says something", f.Key)
		}
	}
}

func TestAnAnswerThatIsKeptComesBackTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawField(t)
		a := drawAnswer(t, f)
		back, err := Decode(f, Encode(a))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(Clean(a), back, compare); diff != "" || !Same(a, back) || Digest(a) != Digest(back) {
			t.Fatal(diff)
		}
		if again := Clean(back); !bytes.Equal(Encode(again), Encode(back)) {
			t.Fatal("cleaning twice is not cleaning once")
		}
	})
}

func TestTheCanonicalFormIsWhatADeviceCanMakeToo(t *testing.T) {
	for want, a := range map[string]Answer{
		`{"sort":"text","value":"Tea & \"toast\"\n<b>"}`:                                           Text("  Tea & \"toast\"\r\n<b> "),
		`{"sort":"text","value":"é"}`:                                                              Text("e\u0301"),
		`{"sort":"list","value":[]}`:                                                               List{"", " "},
		`{"sort":"dial","value":{"given":true,"value":0,"on":"2026-12-01"}}`:                       Dial{Given: true, On: today},
		`{"sort":"dial","value":{"given":false,"value":0}}`:                                        Dial{Value: 7, On: today},
		`{"sort":"columns","value":{"left":["a"],"right":[]}}`:                                     Columns{Left: List{"", "a"}},
		`{"sort":"contacts","value":[{"name":"Jo","who":"","number":""}]}`:                         Contacts{{}, {Name: " Jo "}},
		`{"sort":"goal","value":{"goal":"","why":"","steps":[],"near":{"given":false,"value":0}}}`: Goal{Steps: []Step{{Done: true}}},
	} {
		if got := string(Encode(a)); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestNothingIsReadIntoAFieldOfAnotherSort(t *testing.T) {
	for text, f := range map[string]Field{
		string(Encode(Text("tea"))):                              field("toolbox"),
		`{"sort":"text","value":"tea","more":1}`:                 field("long"),
		`{"sort":"dial","value":{"given":true,"colour":"blue"}}`: field("sleep"),
		`{"sort":"text","value":"tea"} {}`:                       field("long"),
		`not`:                                                    field("long"),
	} {
		_, err := Decode(f, []byte(text))
		if err == nil {
			t.Errorf("%s became an answer to %s", text, f.Key)
		} else if strings.Contains(err.Error(), "tea") {
			t.Errorf("the fault quotes what was written: %v", err)
		}
	}
}

func TestAShortTextMayBecomeALongOneInALaterVersion(t *testing.T) {
	if _, err := Decode(field("long"), Encode(Text("tea"))); err != nil {
		t.Error(err)
	}
}

func TestEveryLimitIsHeldBesideItsControl(t *testing.T) {
	wordy, essay, crowd := strings.Repeat("é", MaxLine+1), strings.Repeat("é", MaxLong+1), make(List, MaxRows+1)
	for i := range crowd {
		crowd[i] = "x"
	}
	cases := []struct {
		field, at, key string
		answer         Answer
	}{
		{"short", "short", "workbook.answer.line_long", Text(wordy)},
		{"long", "long", "workbook.answer.text_long", Text(essay)},
		{"toolbox", "toolbox.1", "workbook.answer.line_long", List{"", wordy}},
		{"toolbox", "toolbox", "workbook.answer.many", crowd},
		{"helps", "helps.right.0", "workbook.answer.line_long", Columns{Right: List{wordy}}},
		{"helps", "helps.left", "workbook.answer.many", Columns{Left: crowd}},
		{"sleep", "sleep", "workbook.answer.dial", Dial{Given: true, Value: 11}},
		{"sleep", "sleep", "workbook.answer.dial", Dial{Given: true, Value: -1}},
		{"today", "today", "workbook.answer.day", Dial{Given: true, Value: 5}},
		{"today", "today", "workbook.answer.day", Dial{Given: true, Value: 5, On: today.AddDays(1)}},
		{"needs", "needs", "workbook.answer.tick", Ticks{"sing"}},
		{"people", "people.0.number", "workbook.answer.line_long", Contacts{{Number: programme.Phone(wordy)}}},
		{"ladder", "ladder.crisis.others", "workbook.answer.text_long", Ladder{Crisis: RungAnswer{Others: essay}}},
		{"goal", "goal.steps.0", "workbook.answer.line_long", Goal{Steps: []Step{{Text: wordy}}}},
		{"goal", "goal.near", "workbook.answer.dial", Goal{Near: Dial{Given: true, Value: 99}}},
		{"goal", "goal", "workbook.answer.other_sort", Text("x")},
		{"goal", "goal", "workbook.answer.other_sort", nil},
	}
	for _, c := range cases {
		p := Check(field(c.field), c.answer, today)
		if len(p) != 1 || p[0].Field != c.at || p[0].Key != c.key {
			t.Errorf("%s, %s: %v", c.at, c.key, p)
		}
	}
	if p := Check(field("long"), Text(strings.Repeat("é", MaxLong)), today); p.Any() {
		t.Error("the last character that fits is refused")
	}
}

func TestALowNumberOffersHelpAndAHigherOneDoesNot(t *testing.T) {
	for value := 0; value <= DialTop; value++ {
		a := Dial{Given: true, Value: value, On: today}
		if got := field("today").OffersHelp(a); got != (value <= 2) {
			t.Errorf("at %d: %v", value, got)
		}
		if field("sleep").OffersHelp(a) {
			t.Error("a dial that doesn't offer help did")
		}
	}
	if field("today").OffersHelp(Dial{}) {
		t.Error("leaving it out is taken for 0")
	}
}

func TestYesterdaysNumberIsNotTodays(t *testing.T) {
	f, yesterday := field("today"), Dial{Given: true, Value: 5, On: today.AddDays(-1)}
	if !IsBlank(ForDay(f, yesterday, today)) || IsBlank(ForDay(f, yesterday, today.AddDays(-1))) {
		t.Error("a daily dial is about one day")
	}
	if Same(yesterday, Dial{Given: true, Value: 5, On: today}) {
		t.Error("the same number on another day would not be kept")
	}
	if f := field("sleep"); IsBlank(ForDay(f, Dial{Given: true, Value: 5}, today)) {
		t.Error("another dial stands from day to day")
	}
}

func TestAnswersReadAsPlainText(t *testing.T) {
	for _, c := range []struct {
		field, want string
		answer      Answer
	}{
		{"long", "Tea.\nToast.", Text("Tea.\r\nToast.\n")},
		{"toolbox", "• tea\n• a walk", List{"tea", "", "a walk"}},
		{"helps", "Helps\n• quiet\n\nDoesn't help\n• noise", Columns{Left: List{"quiet"}, Right: List{"noise"}}},
		{"helps", "Doesn't help\n• noise", Columns{Right: List{"noise"}}},
		{"sleep", "0 out of 10", Dial{Given: true}},
		{"today", "7 out of 10, on Tuesday 1 December 2026", Dial{Given: true, Value: 7, On: today}},
		{"needs", "• Eat\n• Go out", Ticks{"air", "food"}},
		{"people", "• Jo, my sister, 01632 960 001\n• Lee", Contacts{{"Jo", "my sister", "01632 960 001"},
			{}, {Name: "Lee"}}},
		{"ladder", "steady\nWhat shows me I'm here\nI sing\n\ncrisis\nWhat I do\nRing Jo",
			Ladder{Steady: RungAnswer{Signs: "I sing"}, Crisis: RungAnswer{Mine: "Ring Jo"}}},
		{"goal", "What I would like\nSwim again\n\nSmall steps\n• Find my kit (done)\n• Ask Jo\n\nHow near does it feel?\n3 out of 10", Goal{Goal: "Swim again", Steps: []Step{{"Find my kit", true}, {"Ask Jo", false}}, Near: Dial{Given: true, Value: 3}}},
	} {
		if got := Plain(say.English(), field(c.field), c.answer); got != c.want {
			t.Errorf("%s:\n%q\n%q", c.field, got, c.want)
		}
	}
}

func TestPlainTextLosesNoWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawField(t)
		a := Clean(drawAnswer(t, f))
		text := Plain(say.English(), f, a)
		for _, values := range Form(f, a) {
			for _, v := range values {
				if f.Kind != TicksOf && f.Kind != DialOf && v != "yes" && !strings.Contains(text, v) {
					t.Fatalf("%q is not in %q", v, text)
				}
			}
		}
	})
}

func TestAPageIsBegunWhenAnythingIsWrittenOnIt(t *testing.T) {
	d := sound()
	m := d.Modules[0]
	if m.Begun(nil) != 0 || m.Begun(Answers{"toolbox": List{"", " "}, "sleep": Dial{}, "more": Text("elsewhere")}) != 0 {
		t.Error("empty lines are not a beginning")
	}
	if m.Begun(Answers{"sleep": Dial{Given: true}}) != 1 {
		t.Error("0 is an answer")
	}
	if s := (Answers{"long": Text("secret words")}).String(); strings.Contains(s, "secret") {
		t.Error(s)
	}
}

func TestOnlyANumberIsRung(t *testing.T) {
	for number, want := range map[programme.Phone]int{"01632 960 001": 1, " +44 1632 960001 ": 1, "(01632) 960-001": 1,
		"999": 1, "Mum 07700 900123": 1, "01632 960001 or 01632 960002": 2, "": 0, "ask Mum": 0, "javascript:1": 0, "9": 0} {
		if got := (Contact{Number: number}).Numbers(); len(got) != want {
			t.Errorf("%q: %v", number, got)
		}
	}
}
