package content

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	files "footbridge.org/footbridge/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/workbook"
)

func shippedWorkbook(t *testing.T) workbook.Definition {
	t.Helper()
	d, err := oneWorkbook("moving-on", 1)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// folder is a copy of the shipped workbook that a test may spoil.
func folder(t *testing.T) fstest.MapFS {
	t.Helper()
	names, err := fs.Glob(files.Files, "workbooks/moving-on-1/*")
	if err != nil || len(names) < 3 {
		t.Fatal(names, err)
	}
	out := fstest.MapFS{}
	for _, name := range names {
		out[strings.TrimPrefix(name, "workbooks/moving-on-1/")] = &fstest.MapFile{Data: []byte(shipped(t, name))}
	}
	return out
}

func TestTheWorkbookThatEveryProgrammeNamesIsThere(t *testing.T) {
	for _, d := range Programmes() {
		if _, err := LatestWorkbook(d.Workbook); err != nil {
			t.Errorf("%s names the workbook %s: %v", d.Key, d.Workbook, err)
		}
	}
	for _, err := range []error{second(oneWorkbook("moving-on", 99)), second(LatestWorkbook("nonesuch"))} {
		if fault.Of(err) != fault.NotFound {
			t.Error(err)
		}
	}
}

func second(_ workbook.Definition, err error) error { return err }

func TestADraftIsGivenOnlyUntilAVersionIsReleased(t *testing.T) {
	released := programme.Of(time.Unix(0, 0), time.UTC)
	l := library{workbooks: []workbook.Definition{{Key: "a", Version: 1}, {Key: "a", Version: 2},
		{Key: "b", Version: 7, Released: released}}}
	if d, err := l.latestWorkbook("a"); err != nil || d.Version != 2 {
		t.Errorf("version %d, %v", d.Version, err)
	}
	l.workbooks[0].Released = released
	if d, _ := l.latestWorkbook("a"); d.Version != 1 {
		t.Errorf("version %d is a draft, and version 1 is released", d.Version)
	}
}

func TestTheWorkbookHasAllItPromises(t *testing.T) {
	d := shippedWorkbook(t)
	if len(d.Modules) != 2 || len(d.Modules[0].Pages) != 6 || len(d.Modules[1].Pages) != 6 {
		t.Fatalf("%d pages", len(d.Pages()))
	}
	used := map[workbook.Kind]bool{}
	for _, p := range d.Pages() {
		for _, f := range p.Fields {
			used[f.Kind] = true
		}
	}
	for _, kind := range workbook.Kinds() {
		if !used[kind] {
			t.Errorf("no page has a field of kind %s", kind)
		}
	}
	daily, _ := d.Field("today")
	if !daily.Daily || !daily.Help || daily.Low != "very hard" || daily.High != "very good" {
		t.Errorf("%+v", daily)
	}
	for _, key := range []string{"how-today", "my-ladder", "last-time", "who-to-call"} {
		if _, p, ok := d.Page(key); !ok || !p.Unwatched {
			t.Errorf("%s must say that nobody is watching", key)
		}
	}
}

func TestADraftSaysSoOnEveryPage(t *testing.T) {
	d := shippedWorkbook(t)
	for _, p := range d.Pages() {
		if d.Released.IsZero() && p.Status != workbook.Draft {
			t.Errorf("%s: %s", p.Key, p.Status)
		}
	}
}

// Both arms get this workbook, so it can't know of visits; and it says nothing
// that belongs to a ward or to a form.
func TestTheWorkbookKnowsNothingOfVisitsAndIsNotClinical(t *testing.T) {
	strange := regexp.MustCompile(`(?i)\b(visit\w*|peer|worker\w*|sessions?|arm|trial|study|research\w*|patients?|users?|symptom\w*|diagnos\w*|relaps\w*|disorder\w*|illness\w*|sufferer\w*|complian\w*|sorry|oops|footbridge)\b`)
	names, _ := fs.Glob(files.Files, "workbooks/*/*.yaml")
	for _, name := range names {
		for n, text := range strings.Split(shipped(t, name), "\n") {
			if word := strange.FindString(text); word != "" && !strings.HasPrefix(text, "#") {
				t.Errorf("%s:%d says %q", name, n+1, word)
			}
		}
	}
}

// Grades as for the sheets, where 6 is an age of eleven or so. Short lines make
// the figure low, so what matters is that it doesn't grow: these are ratchets,
// and go down when the words become easier.
const (
	hardestPage   = 2.1
	wholeWorkbook = 1.3
)

func TestTheWorkbookIsReadableAtElevenYears(t *testing.T) {
	var whole []string
	for _, m := range shippedWorkbook(t).Modules {
		for _, p := range m.Pages {
			text := strings.Join(prose(p), "\n")
			whole = append(whole, text)
			if g := grade(text); g > hardestPage {
				t.Errorf("%s: grade %.1f", p.Key, g)
			} else {
				t.Logf("%s: grade %.1f", p.Key, g)
			}
		}
	}
	if g := grade(strings.Join(whole, "\n")); g > wholeWorkbook || g < wholeWorkbook-0.3 {
		t.Errorf("the whole: grade %.1f (move the ratchet when it is easier)", g)
	}
}

// Long sentences are hard whatever their words are.
func TestNoSentenceOfTheWorkbookIsLong(t *testing.T) {
	for _, p := range shippedWorkbook(t).Pages() {
		for _, text := range prose(p) {
			for _, sentence := range regexp.MustCompile(`[.?!:]`).Split(text, -1) {
				if n := len(strings.Fields(sentence)); n > 22 {
					t.Errorf("%s: %d words: %s", p.Key, n, sentence)
				}
			}
		}
	}
}

func prose(p workbook.Page) []string {
	all := append([]string{p.Title, p.Why}, p.Example...)
	for _, f := range p.Fields {
		all = append(all, f.Prompt, f.Hint, f.Left, f.Right)
		for _, c := range f.Choices {
			all = append(all, c.Text)
		}
		for _, r := range f.Rungs {
			all = append(all, r.Title, r.Hint)
		}
	}
	return all
}

func TestFlawsOfAWorkbookAreSaidWithTheirFilesAndLines(t *testing.T) {
	for name, c := range map[string]struct{ file, old, new, want string }{
		"a misspelt setting": {"keeping-well.yaml", "    status: draft", "    state: draft",
			"keeping-well.yaml: line 9, column 5, pages[0]: There is no setting called state here."},
		"a flaw within a module": {"keeping-well.yaml", "        kind: short_text", "        kind: shorttext",
			"keeping-well.yaml: line 17, column 15, pages[0].fields[0].kind: Say what kind of field this is"},
		"a key twice in two files": {"ups-and-downs.yaml", "  - key: how-today", "  - key: toolbox",
			"ups-and-downs.yaml: line 6, column 10, pages[0].key: This is here twice."},
		"a field twice": {"ups-and-downs.yaml", "key: today_words", "key: today",
			"pages[0].fields[1].key: This is here twice."},
		"no title on the cover": {"workbook.yaml", "title: Moving on, my way\n", "",
			"workbook.yaml: line 1, column 1, title: Some words are needed here."},
		"a day that is none": {"workbook.yaml", "version: 1", "version: 1\nreleased: soon",
			"workbook.yaml: line 10, column 11, released: A date is written as"},
		"a module that isn't there": {"workbook.yaml", "  - keeping-well", "  - keeping-wel",
			"workbook.yaml: line 15, column 5, modules[0]: There is no file for this module"},
		"a file that nobody names": {"workbook.yaml", "  - ups-and-downs\n", "",
			"ups-and-downs.yaml: workbook.yaml names no module for this file."},
		"a module of another name": {"keeping-well.yaml", "key: keeping-well", "key: staying-well",
			"keeping-well.yaml: line 1, column 6, key: The file's name must be the module's key."},
		"a way out of the folder": {"workbook.yaml", "  - keeping-well", "  - ../moving-on-1/keeping-well",
			"modules[0]: There is no file for this module"},
		"a module that is no YAML": {"keeping-well.yaml", "pages:\n", "pages: [\n", "keeping-well.yaml: line"},
		"words for a truth": {"ups-and-downs.yaml", "unwatched: true", "unwatched: always",
			"ups-and-downs.yaml: line 10, column 16, pages[0].unwatched: Say true or false here."},
		"a cover that is no cover": {"workbook.yaml", "modules:\n", "modules: one\nrest:\n",
			"workbook.yaml: line 14, column 10, modules: A list is needed here"},
	} {
		dir := folder(t)
		text := string(dir[c.file].Data)
		if !strings.Contains(text, c.old) {
			t.Fatalf("%s: %q isn't in %s", name, c.old, c.file)
		}
		dir[c.file] = &fstest.MapFile{Data: []byte(strings.Replace(text, c.old, c.new, 1))}
		if got := flawsIn(t, dir); !strings.Contains(got, c.want) {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
	if got := flawsIn(t, folder(t)); got != "" {
		t.Error(got)
	}
	if got := flawsIn(t, fstest.MapFS{}); !strings.Contains(got, "no workbook.yaml") {
		t.Error(got)
	}
}

func flawsIn(t *testing.T, dir fs.FS) string {
	t.Helper()
	_, flaws, err := CheckWorkbook(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, f := range flaws {
		all = append(all, f.In(say.English()))
	}
	return strings.Join(all, "\n")
}

func TestAWorkbookStandsInTheFolderOfItsVersion(t *testing.T) {
	from := fstest.MapFS{}
	for name, file := range folder(t) {
		from["workbooks/moving-on-2/"+name] = file
	}
	if _, err := load(from); err == nil || !strings.Contains(err.Error(), "should be workbooks/moving-on-1") {
		t.Error(err)
	}
}

func FuzzNoWorkbookBreaksTheReader(f *testing.F) {
	f.Add("key: a\nmodules: [m]", "key: m\npages: [{fields: [{rungs: [{}]}]}]")
	f.Add("modules: [workbook, workbook]", "pages: [[]]")
	f.Add("modules: [\"\", \"m\"]", "<<: {key: a}")
	f.Fuzz(func(t *testing.T, front, module string) {
		_, flaws, _ := CheckWorkbook(fstest.MapFS{"workbook.yaml": {Data: []byte(front)}, "m.yaml": {Data: []byte(module)}})
		for _, flaw := range flaws {
			if flaw.In(say.English()) == "" {
				t.Fatal("a flaw without words")
			}
		}
	})
}

// oneWorkbook returns one version of a workbook, released or draft, or fault.Absent.
func oneWorkbook(key string, version int) (workbook.Definition, error) {
	for _, d := range shelf().workbooks {
		if d.Key == key && d.Version == version {
			return d, nil
		}
	}
	return workbook.Definition{}, fault.Absent
}
