package clean_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/clean"
)

func TestWhatNobodySeesIsTakenOut(t *testing.T) {
	for in, want := range map[string]string{
		"Sam\x00uel":                 "Samuel",
		"Sam\x1b[31muel\x7f":         "Sam[31muel",
		"Sam\x7f":                    "Sam",
		"gro.\u202Eelpmaxe\u202C":    "gro.elpmaxe",
		"\u2066Sam\u2069 \u200FO":    "Sam O",
		"Sa\u200Bm\uFEFF":            "Sam",
		"Sa\u200Cm\u200D":            "Sam", // Latin letters don't join
		"Sa\u00ADm\u2060":            "Sam",
		"Sa\uFE0Fm\U000E0061":        "Sam",
		"\u3164\u115F\u034F":         "",
		"Sam\u061C":                  "Sam",
		"\uFFFE\U0001FFFF":           "",
		"bad \xff\xfe bytes":         "bad \uFFFD bytes",
		"one\r\ntwo\rthree\u2028":    "one\ntwo\nthree\n",
		"a\v\fb\u0085c":              "a\n\nb\nc",
		"a\tb":                       "a\tb",
		"\U0001F3F4\U000E0067Sam":    "\U0001F3F4Sam",        // a flag that doesn't end
		"\U0001F600\u200D\u200D x":   "\U0001F600 x",         // joins nothing
		"\U0001F600\u200D\uFE0F":     "\U0001F600",           // joins what is taken out
		"\U0001F600\u200C\U0001F600": "\U0001F600\U0001F600", // nor does what parts
		"a\uFE0F\u20E3":              "a\u20E3",              // a letter has no keycap
		"a\u180B\U000E0100":          "a",                    // nor is it drawn in two ways
		"م\u06D6\u200C":              "م\u06D6",              // the end of an Arabic word
		"می\u200C\u200Cخواهم":        "می\u200Cخواهم",        // once is enough
		"क\u200D":                    "क",                    // a letter that joins nothing
		"\U0001F600\uFE0F\uFE0F":     "\U0001F600\uFE0F",     //
		"\u200Eשלום\u200E":           "שלום",                 // reads from the right by itself
		"٣\u200F٤":                   "٣٤",                   //
		"\uFFF9x\uFFFAy\uFFFB":       "xy",                   //
		"Sam\U000E0001\U000E0020x":   "Samx",                 //
		"\U0001D173Sam":              "Sam",                  // music that shows nothing
		"Sam \u2800":                 "Sam \u2800",           // a cell of Braille without dots is a blank of it
	} {
		if got := clean.Text(in); got != want {
			t.Errorf("%+q is kept as %+q, not %+q", in, got, want)
		}
	}
}

func TestWhatAWordOrASignIsWrittenWithIsKept(t *testing.T) {
	for what, s := range map[string]string{
		"Arabic":             "محمد بن عبد الله",
		"Hebrew with points": "יִצְחָק",
		"Persian":            "می\u200cخواهم",
		"Hindi":              "क्\u200dष, श्री",
		"Malayalam, old":     "അവന്\u200d",
		"Bengali":            "র\u200d্যাব",
		"Sinhala":            "ශ්\u200dරී ලංකා",
		"Mongolian":          "ᠬᠠᠷ\u180eᠠ ᠪᠣᠯ\u180b",
		"Burmese":            "မြန်မာ",
		"Thai":               "สมชาย",
		"a Japanese name":    "葛\U000E0100城",
		"Korean":             "김민수",
		"Vietnamese":         "Nguyễn Thị Minh Khai",
		"accents apart":      "Zoe\u0308 O\u0301 Se\u0301amus",
		"apostrophes":        "O’Brien-Nuñez",
		"a family":           "👩\u200d👩\u200d👧\u200d👦",
		"a nurse":            "👩🏽\u200d⚕️ ❤️\u200d🔥",
		"Wales":              "🏴󠁧󠁢󠁷󠁬󠁳󠁿 and 🇮🇪",
		"a keycap":           "1️⃣ #️⃣",
		"drawn as text":      "☎︎ ©️",
		"Arabic numbers":     "\u0600١٢",
		"lines":              "one\n\n\ttwo",
	} {
		if got := clean.Text(s); got != s {
			t.Errorf("%s: %+q becomes %+q", what, s, got)
		}
	}
}

func TestALineHasOneLine(t *testing.T) {
	if got := clean.Line(" Sam\r\nBcc:\tall\u2028x \n"); got != "Sam Bcc: all x" {
		t.Errorf("%q", got)
	}
}

func TestWhatIsCleanStaysAsItIs(t *testing.T) {
	parts := []string{"a", " ", "م", "ی", "क", "्", "അ", "\u200C", "\u200D", "👩", "🏽", "\uFE0F", "\uFE0E",
		"葛", "\U000E0100", "🏴", "\U000E0067", "\U000E007F", "1", "\u20E3", "\u202E", "\x00", "\r", "\n",
		"ᠠ", "\u180E", "\u180B", "\xff", "\u3164"}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 12).Draw(t, "parts"), "")
		if rapid.Bool().Draw(t, "any") {
			s = rapid.String().Draw(t, "s")
		}
		once := clean.Text(s)
		if again := clean.Text(once); again != once {
			t.Fatalf("%+q is kept as %+q, and that as %+q", s, once, again)
		}
		if !utf8.ValidString(once) || strings.ContainsFunc(once, func(r rune) bool {
			return unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r)
		}) {
			t.Fatalf("%+q is kept as %+q", s, once)
		}
		if line := clean.Line(s); clean.Line(line) != line || strings.ContainsAny(line, "\n\t") {
			t.Fatalf("%+q is in one line as %+q", s, line)
		}
	})
}
