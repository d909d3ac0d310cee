package content

import (
	"strings"
	"testing"
)

func TestAPageHasATitleAndABodyWithoutIt(t *testing.T) {
	p, err := readPage("a.md", []byte("# What it is\n\nCome **in**. See [help](/help).\n\n- one\n- two\n"))
	if err != nil || p.Title != "What it is" {
		t.Fatalf("%+v, %v", p, err)
	}
	want := "<p>Come <strong>in</strong>. See <a href=\"/help\">help</a>.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
	if string(p.Body) != want {
		t.Errorf("%s", p.Body)
	}
}

func TestAPageWithAnythingUnsafeIsRefused(t *testing.T) {
	for _, body := range []string{
		"<script>alert(1)</script>", "a <b>word</b>", "<div>\n", "<!-- note -->", "[x](javascript:alert(1))",
		"[x](data:text/html,x)",
		"[x](http://example.org)", "[x](//example.org/x)", "<http://example.org>",
		"![x](https://example.org/x.png)", "[x](%zz)",
	} {
		if p, err := readPage("a.md", []byte("# Title\n\n"+body+"\n")); err == nil {
			t.Errorf("%q became %s", body, p.Body)
		}
	}
	for _, whole := range []string{"", "No title.", "## Too low\n"} {
		if _, err := readPage("a.md", []byte(whole)); err == nil {
			t.Errorf("%q has no title and was taken", whole)
		}
	}
}

func TestTheSheetsSayWhatNobodyMayLeaveOut(t *testing.T) {
	for _, d := range Programmes() {
		p, err := ReadPage(d.InformationSheet.File)
		if err != nil {
			t.Fatal(err)
		}
		body := string(p.Body)
		for _, phrase := range []string{"stop at any time", "time you need to think", "stop only the visits",
			"can't be kept private", "can't promise", "advocate", "/help"} {
			if !strings.Contains(body, phrase) {
				t.Errorf("%s doesn't say %q", p.File, phrase)
			}
		}
	}
}

// The Flesch-Kincaid grade (Kincaid and others 1975) is school years in the
// United States; 6 is an age of eleven or so. Syllables are counted by groups
// of vowels, which is near enough to notice a sheet that has grown difficult.
func TestTheSheetsAreReadableAtElevenYears(t *testing.T) {
	for _, d := range Programmes() {
		text := shipped(t, "pages/"+d.InformationSheet.File)
		grade := grade(text)
		t.Logf("%s: grade %.1f", d.InformationSheet.File, grade)
		if grade > 6 || grade < 1 {
			t.Errorf("%s: grade %.1f", d.InformationSheet.File, grade)
		}
	}
}

func grade(text string) float64 {
	words, sentences, syllables := 0, 0, 0
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimLeft(line, "#-* 0123456789."); line == "" {
			continue
		}
		for _, word := range strings.Fields(line) {
			words++
			syllables += syllablesOf(word)
			if strings.ContainsAny(word[len(word)-1:], ".?!") {
				sentences++
			}
		}
		if !strings.ContainsAny(line[len(line)-1:], ".?!") {
			sentences++ // a heading, or an entry in a list
		}
	}
	return 0.39*float64(words)/float64(sentences) + 11.8*float64(syllables)/float64(words) - 15.59
}

func syllablesOf(word string) int {
	word = strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(word), "es"), "e")
	n, before := 0, false
	for _, r := range word {
		vowel := strings.ContainsRune("aeiouy", r)
		if vowel && !before {
			n++
		}
		before = vowel
	}
	return max(1, n)
}
