package content

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	files "footbridge.org/footbridge/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

func shipped(t *testing.T, name string) string {
	t.Helper()
	text, err := files.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func flawsOf(t *testing.T, text string) []string {
	t.Helper()
	_, flaws, err := CheckProgramme(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, f := range flaws {
		all = append(all, f.In(say.English()))
	}
	return all
}

func TestAllContentOfThisBuildIsWhole(t *testing.T) {
	l, err := load(files.Files)
	if err != nil {
		t.Fatal(err)
	}
	if len(l.programmes) < 2 || len(l.workbooks) < 1 || len(l.packs) < 2 || len(l.pages) < 2 {
		t.Errorf("%d programmes, %d workbooks, %d packs, %d pages", len(l.programmes), len(l.workbooks),
			len(l.packs), len(l.pages))
	}
}

func TestTheServiceIsTheSourcesProgramme(t *testing.T) {
	d, err := Programme(programme.Version{Programme: "crisis-peer-support", Number: 1})
	if err != nil {
		t.Fatal(err)
	}
	discharge := programme.Of(d.Released.Time(), d.Released.Time().Location())
	if d.Sessions != 10 || d.CadenceDays != 7 || d.Study() || course.LastWorkableStart(d, discharge).Sub(discharge) != 28 {
		t.Errorf("%+v", d)
	}
}

func TestTheStudyComparesVisitsWithTheWorkbookAlone(t *testing.T) {
	d, err := Latest("crisis-peer-support-study")
	if err != nil {
		t.Fatal(err)
	}
	if !d.Study() || !d.Arms[0].Visits || d.Arms[1].Visits {
		t.Errorf("%+v", d.Arms)
	}
	for _, key := range []string{"week_on_caseload", "left_within_month", "enough_english"} {
		if _, ok := d.Line(key); !ok {
			t.Errorf("no eligibility line %s", key)
		}
	}
	year, _ := d.Outcome("within_year")
	source, _ := d.Outcome("after_course")
	if year.From != programme.FromAllocation || year.WithinMonths != 12 || source.From != programme.FromPlannedEnd ||
		source.WithinMonths != 6 {
		t.Errorf("%+v, %+v", year, source)
	}
	allocated := d.Released
	r, err := outcome.ResultFor(source, allocated, programme.Date{}, d, nil)
	if err != nil || r.From.Sub(allocated) != 70 {
		t.Errorf("the planned ten weeks: %+v, %v", r, err)
	}
}

func TestWhatIsNotThereIsAbsent(t *testing.T) {
	_, a := Programme(programme.Version{Programme: "crisis-peer-support", Number: 99})
	_, b := Latest("nonesuch")
	_, c := Help("nonesuch")
	_, d := ReadPage("../embed.go")
	for _, err := range []error{a, b, c, d} {
		if fault.Of(err) != fault.NotFound {
			t.Error(err)
		}
	}
}

func TestFlawsAreSaidInPlainWordsWithTheirLines(t *testing.T) {
	good := shipped(t, "programmes/crisis-peer-support.yaml")
	line := func(of string) int { return strings.Count(good[:strings.Index(good, of)], "\n") + 1 }
	for name, c := range map[string]struct{ old, new, want string }{
		"a misspelt setting": {"sessions: 10", "sesions: 10",
			fmt.Sprintf("line %d, column 1: There is no setting called sesions here.", line("sessions: 10"))},
		"a misspelt setting in a list": {"    kind: include\n    required: \"yes\"\n  - key: leaving_now",
			"    sort: include\n    required: \"yes\"\n  - key: leaving_now",
			fmt.Sprintf("line %d, column 5, eligibility[0]: There is no setting called sort here.", line("kind: include"))},
		"a key twice": {"key: leaving_now", "key: on_caseload",
			fmt.Sprintf("line %d, column 10, eligibility[1].key: This is here twice. Each may appear once.",
				line("key: leaving_now"))},
		"too few days": {"window_days: 91", "window_days: 50",
			fmt.Sprintf("line %d, column 14, window_days: The window is too short: 10 sessions that are 7 days apart take 63 days from the first to the last.", line("window_days"))},
		"no such day": {"released: 2026-11-23", "released: 2026-02-30",
			fmt.Sprintf("line %d, column 11, released: A date is written as year, month and day, like 2026-11-27.",
				line("released:"))},
		"a date in brackets":      {"released: 2026-11-23", "released: {day: 23}", "released: A date is written as"},
		"a date that is a number": {"released: 2026-11-23", "released: 2026", "released: A date is written as"},
		"no such page": {"information-sheet-peer-support-1.md", "information-sheet-9.md",
			fmt.Sprintf("line %d, column 9, information_sheet.file: There is no such page in content/pages.",
				line("  file: info"))},
		"no such pack": {"pack: uk", "pack: atlantis",
			fmt.Sprintf("line %d, column 9, help.pack: There is no such help pack in content/help.", line("pack: uk"))},
		"no such workbook": {"workbook: moving-on\n", "workbook: moving-off\n",
			fmt.Sprintf("line %d, column 11, workbook: There is no such workbook in content/workbooks.",
				line("workbook: moving-on"))},
		"yes unquoted": {"required: \"yes\"", "required: true",
			"eligibility[0].required: Words are needed here."},
		"a missing title": {"title: Peer support after a crisis\n", "", "title: Some words are needed here."},
		"a missing list":  {"arms:\n  - key: peer_support\n    name: Peer support with the workbook\n    visits: true\n", "", "arms: A service has one arm and a study has two."},
		"a missing entry in a list": {"  - key: wants_to_hear\n    text", "  - text",
			fmt.Sprintf("line %d, column 5, eligibility[3].key: A key is needed here.", line("- key: wants_to_hear"))},
		"words for a number": {"cadence_days: 7", "cadence_days: weekly",
			fmt.Sprintf("line %d, column 15, cadence_days: A whole number is needed here.", line("cadence_days"))},
		"half a session": {"sessions: 10", "sessions: 9.5", "sessions: A whole number is needed here."},
		"a word for a list": {"measures:\n  - qpr-15\n  - ucla-3\n  - goal-rating\n", "measures: qpr-15\n",
			"measures: A list is needed here"},
		"a list for a group": {"help:\n  pack: uk\n", "help:\n  - pack: uk\nlost:\n",
			"help: Settings are needed here"},
		"a word for true": {"visits: true", "visits: always", "arms[0].visits: Say true or false here."},
		"an alias of nothing": {"title: Peer support after a crisis", "titel: Peer\ntitle: *peer",
			"This can't be read:"},
		"a setting twice": {"workbook: moving-on\n", "workbook: moving-on\nworkbook: moving-off\n",
			"This can't be read:"},
		"broken YAML": {"eligibility:\n", "eligibility: [\n", "This can't be read:"},
	} {
		if strings.Count(good, c.old) == 0 {
			t.Fatalf("%s: %q isn't in the file", name, c.old)
		}
		got := flawsOf(t, strings.Replace(good, c.old, c.new, 1))
		if !strings.Contains(strings.Join(got, "\n"), c.want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, c.want)
		}
	}
	if got := flawsOf(t, good); len(got) != 0 {
		t.Error(got)
	}
}

func TestEveryFlawIsReportedInTheOrderOfLines(t *testing.T) {
	text := shipped(t, "programmes/crisis-peer-support.yaml")
	for _, change := range [][2]string{{"cadence_days: 7", "cadence_days: 7\ncolour: red\nsmell: none"},
		{"sessions: 10", "sessions: 0"}, {"released: 2026-11-23", "released: soon"}, {"pack: uk", "pack: atlantis"}} {
		text = strings.Replace(text, change[0], change[1], 1)
	}
	_, flaws, _ := CheckProgramme(strings.NewReader(text))
	var keys []string
	for i, f := range flaws {
		keys = append(keys, f.Key)
		if i > 0 && f.Line < flaws[i-1].Line {
			t.Errorf("line %d after line %d", f.Line, flaws[i-1].Line)
		}
	}
	want := []string{"content.date", "definition.number.range", "content.unknown", "content.unknown",
		"definition.adequate.many", "definition.pack_missing"}
	if diff := cmp.Diff(want, keys); diff != "" {
		t.Error(diff)
	}
}

func TestAnEmptyFileAndSeveralInOneAreRefused(t *testing.T) {
	for text, want := range map[string]string{"": "The file is empty.", "# nothing\n": "The file is empty.",
		"- a list\n": "Settings are needed here", "key: a\n---\nkey: b\n": "more than one document"} {
		if got := strings.Join(flawsOf(t, text), "\n"); !strings.Contains(got, want) {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func FuzzNoProgrammeFileBreaksTheReader(f *testing.F) {
	good, err := files.Files.ReadFile("programmes/crisis-peer-support.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(good))
	for _, s := range []string{"", "a: &a [*a]", "? [a]: b", "eligibility: {0: 1}", "released: 5", "eligibility: [[]]",
		"key: !!binary x", "<<: {key: a}", "arms: *x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, flaws, _ := CheckProgramme(strings.NewReader(text))
		for _, flaw := range flaws {
			if flaw.In(say.English()) == "" {
				t.Fatal("a flaw without words")
			}
		}
	})
}

func TestTheSameVersionTwiceIsRefused(t *testing.T) {
	from := fstest.MapFS{}
	for _, name := range []string{"pages/information-sheet-peer-support-1.md", "help/uk.yaml",
		"holidays/england-and-wales-1.yaml", "programmes/crisis-peer-support.yaml",
		"workbooks/moving-on-1/workbook.yaml", "workbooks/moving-on-1/keeping-well.yaml",
		"workbooks/moving-on-1/ups-and-downs.yaml"} {
		from[name] = &fstest.MapFile{Data: []byte(shipped(t, name))}
	}
	if _, err := load(from); err != nil {
		t.Fatal(err)
	}
	from["programmes/copy.yaml"] = from["programmes/crisis-peer-support.yaml"]
	if _, err := load(from); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("the same programme: %v", err)
	}
	delete(from, "programmes/copy.yaml")
	from["help/copy.yaml"] = from["help/uk.yaml"]
	if _, err := load(from); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("the same pack: %v", err)
	}
}

func TestEveryFlawHasWords(t *testing.T) {
	keys := []string{"content.flaw.line", "content.flaw.field", "content.date", "content.unknown", "content.empty",
		"content.several", "content.unreadable",
		"content.flaw.file", "content.workbook.cover_missing", "content.workbook.module_missing",
		"content.workbook.module_key", "content.workbook.stray"}
	for _, key := range needed {
		keys = append(keys, key)
	}
	for _, key := range keys {
		if !say.Has(key) {
			t.Errorf("the catalogue lacks %s", key)
		}
	}
}

func TestTheLatestVersionIsTheNewestReleasedOne(t *testing.T) {
	released := programme.Of(time.Unix(0, 0), time.UTC)
	l := library{programmes: []programme.Definition{
		{Key: "a", Version: 1, Released: released}, {Key: "a", Version: 2, Released: released}, {Key: "a", Version: 3},
		{Key: "b", Version: 9, Released: released},
	}}
	if d, err := l.latest("a"); err != nil || d.Version != 2 {
		t.Errorf("version %d, %v", d.Version, err)
	}
}
