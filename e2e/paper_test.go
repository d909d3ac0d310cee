package e2e

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/e2e/browser"
	"footbridge.org/footbridge/e2e/walk"
	"footbridge.org/footbridge/internal/content"
)

// onPaper prints where who is, and holds that nothing for pressing comes with it.
func onPaper(t *testing.T, tab *browser.Tab) []string {
	t.Helper()
	sheets := tab.Print()
	all := strings.Join(sheets, " ")
	for _, words := range browser.Eval[[]string](tab, `["header nav", "footer", "main button, main .nhsuk-button"].flatMap(
		(kind) => [...document.querySelectorAll(kind)].map((e) => e.textContent.trim().replace(/\s+/g, " ")))`) {
		if len(words) > 8 && strings.Contains(all, words) {
			t.Errorf("%s: printed with %q", tab.Path(), words)
		}
	}
	return sheets
}

func saysOnPaper(t *testing.T, tab *browser.Tab, sheets []string, words ...string) {
	t.Helper()
	for _, w := range words {
		if all := strings.Join(strings.Fields(strings.Join(sheets, " ")), " "); !strings.Contains(all, w) {
			t.Errorf("%s: %q is not on paper, but\n%s", tab.Path(), w, strings.Join(sheets, "\n---\n"))
		}
	}
}

// first is the first address of a shape that somebody of the demonstration reaches.
func first(t *testing.T, who, shape string) string {
	t.Helper()
	for _, key := range slices.Sorted(maps.Keys(walked(t))) {
		if path, is := strings.CutPrefix(key, who+" "); is && walk.Shape(path) == shape {
			return path
		}
	}
	t.Fatalf("%s reaches no page like %s", who, shape)
	return ""
}

// letters is one address of each letter that the demonstration has, with who reads it.
func letters(t *testing.T) map[string][2]string {
	t.Helper()
	all := map[string][2]string{}
	for _, key := range slices.Sorted(maps.Keys(walked(t))) {
		who, path, _ := strings.Cut(key, " ")
		_, kind, is := strings.Cut(walk.Shape(path), "letters/")
		if is && strings.Count(kind, "/") == 1 && !strings.HasPrefix(kind, "sent/") && all[kind][0] == "" {
			all[kind] = [2]string{who, path}
		}
	}
	return all
}

// A letter goes into one envelope, says who writes and where to ring, and is
// signed; somebody's own goes to where they live.
func TestEveryLetterFitsOnOneSheet(t *testing.T) {
	s := onStage(t)
	all := letters(t)
	if len(all) != 8 {
		t.Errorf("there are %d letters: %v", len(all), slices.Sorted(maps.Keys(all)))
	}
	for kind, of := range all {
		tab := s.as(t, of[0])
		tab.Visit(s.base + of[1])
		saysOnPaper(t, tab, onOneSheet(t, tab), "14 Mill Lane", "HB2 4QT", "01632 960220", "Signature", "Name and role")
		if !strings.HasSuffix(kind, "/participant") {
			continue
		}
		at := browser.Eval[string](tab, `document.querySelector(".fb-letter__to").innerText`)
		if strings.Count(at, "\n") < 3 {
			t.Errorf("on the envelope of %s stands %q", tab.Path(), at)
		}
	}
}

// onOneSheet prints a letter.
func onOneSheet(t *testing.T, tab *browser.Tab) []string {
	t.Helper()
	sheets := onPaper(t, tab)
	if len(sheets) != 1 {
		t.Errorf("%s is on %d sheets:\n%s", tab.Path(), len(sheets), strings.Join(sheets, "\n---\n"))
	}
	return sheets
}

// What has no form of its own on paper prints without what is for the screen alone, too.
func TestNoNavigationIsPrinted(t *testing.T) {
	s := onStage(t)
	for who, shapes := range map[string][]string{
		"lead":        {"/people/{id}", "/people/{id}/visits", "/people/{id}/consent", "/service-report", "/caseloads"},
		"peer-worker": {"/visits"},
		"participant": {"/home", "/my-visits", "/my-consents", "/who-has-looked"},
	} {
		tab := s.as(t, who)
		for _, shape := range shapes {
			tab.Visit(s.base + first(t, who, shape))
			if sheets := onPaper(t, tab); len(strings.Fields(strings.Join(sheets, " "))) < 20 {
				t.Errorf("%s prints as %q", tab.Path(), sheets)
			}
		}
	}
}

func TestTheConsentFormAndTheInformationSheetAreSignedOnPaper(t *testing.T) {
	s := onStage(t)
	tab := s.as(t, "coordinator")
	tab.Visit(s.base + first(t, "coordinator", "/people/{id}/consent/paper"))
	saysOnPaper(t, tab, onPaper(t, tab), "consent form", "14 Mill Lane", "NHS number", "Yes", "No", "Signature", "Date",
		"Who took the consent")
	tab.Visit(s.base + first(t, "coordinator", "/information/crisis-peer-support/1"))
	saysOnPaper(t, tab, onPaper(t, tab), "I have read this sheet", "Signature", "Date")
}

// What is written stands on paper to its last word, though the box on the screen
// shows five lines, and though nothing has been saved.
func TestAPageOfTheWorkbookPrintsWhole(t *testing.T) {
	s := onStage(t)
	tab := s.as(t, "participant")
	tab.Visit(s.base + "/workbook/keeping-well/me-when-well")
	tab.Fill("What am I like when I'm well?", strings.Repeat("I sing in the kitchen.\n", 40)+"That is all of it.")
	tab.Fill("Three words for me when I'm well", strings.Repeat("chatty, nosy, hungry, ", 12)+"and kind")
	saysOnPaper(t, tab, onPaper(t, tab), "That is all of it.", "and kind")
}

// typesEverywhere types words of its own into every box for words, and lists them.
const typesEverywhere = `[...document.querySelectorAll("main form :is(input, textarea)")].filter((e) =>
	e.checkVisibility() && (e.localName == "textarea" || ["text", "tel"].includes(e.type))).map((e, i) =>
	e.value = "written" + i + " by hand")`

func TestEveryPageOfTheWorkbookPrintsFilledAndBlank(t *testing.T) {
	book, err := content.LatestWorkbook("moving-on")
	if err != nil {
		t.Fatal(err)
	}
	s := onStage(t)
	tab, blank, typed := s.as(t, "participant"), browser.Open(t), 0
	blank.WithoutScript()
	for _, module := range book.Modules {
		for _, page := range module.Pages {
			var prompts []string
			for _, f := range page.Fields {
				prompts = append(prompts, f.Prompt)
			}
			tab.Visit(s.base + "/workbook/" + module.Key + "/" + page.Key)
			words := browser.Eval[[]string](tab, typesEverywhere)
			typed += len(words)
			saysOnPaper(t, tab, onPaper(t, tab), slices.Concat(words, prompts)...)
			blank.Visit(s.base + "/blank/moving-on/" + page.Key)
			saysOnPaper(t, blank, onPaper(t, blank), append(prompts, page.Title)...)
		}
	}
	if typed < 40 {
		t.Errorf("only %d boxes were typed in", typed)
	}
}

// Paper has no buttons, so nothing on it speaks of them.
func TestNoPageOfTheWorkbookSpeaksOfButtonsOnPaper(t *testing.T) {
	s := onStage(t)
	tab := s.as(t, "participant")
	for _, page := range []string{"keeping-well/what-i-do", "ups-and-downs/last-time"} {
		_, blank, _ := strings.Cut(page, "/")
		for _, path := range []string{"/workbook/" + page, "/blank/moving-on/" + blank} {
			tab.Visit(s.base + path)
			if tab.Status() != 200 {
				t.Fatalf("%s answers %d", path, tab.Status())
			}
			sheets := onPaper(t, tab)
			saysOnPaper(t, tab, sheets, map[string]string{
				"what-i-do": "Keep them small enough for a bad day.", "last-time": "Put what came first at the top.",
			}[blank])
			for _, words := range []string{"move a line", "Change who can see it", "use Get help now"} {
				if strings.Contains(strings.Join(sheets, " "), words) {
					t.Errorf("%s speaks of its buttons on paper: %q", path, words)
				}
			}
			if strings.HasPrefix(path, "/workbook") {
				tab.See("You can move a line up or down.")
			}
		}
	}
}
