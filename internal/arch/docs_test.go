package arch

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/safety"
	data "footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/workforce"
)

var update = flag.Bool("update", false, "write the generated parts of docs/architecture.md and docs/audit.md")

// What docs/architecture.md lists is generated here, so that it can't be untrue.
func TestTheArchitectureTellsTheTruth(t *testing.T) {
	holdDrawn(t, "docs/architecture.md", map[string]string{
		"rooms": drawRooms(t), "invariants": drawInvariants(), "states": drawStates(), "tables": drawTables(),
	})
}

// Somebody who writes a verifier by docs/audit.md has to know what the trail doesn't cover, and
// which rows it covers more than once.
func TestThePageForVerifiersNamesWhatIsNotCovered(t *testing.T) {
	holdDrawn(t, "docs/audit.md", map[string]string{"uncovered": drawUncovered(),
		"rewritten": strings.Join(ticked(data.Rewritten()), ", ") + "\n"})
}

// The verifier that follows the page names the same tables.
func TestTheIndependentVerifierKnowsWhichTablesAreUnlikeTheOthers(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "docs/audit/verify.py"))
	if err != nil {
		t.Fatal(err)
	}
	trail, apart := []string{}, []string{"goose_db_version"}
	for _, u := range data.Uncovered() {
		if strings.HasPrefix(u.Table, "entry") || u.Table == "chain" {
			trail = append(trail, u.Table)
		} else {
			apart = append(apart, u.Table)
		}
	}
	for name, want := range map[string][]string{"TRAIL": trail, "UNCOVERED": apart, "REWRITTEN": data.Rewritten()} {
		set := regexp.MustCompile(name + ` = (?:TRAIL \| )?\{([^}]*)\}`).FindStringSubmatch(string(text))
		if set == nil {
			t.Fatalf("it has no %s", name)
		}
		var found []string
		for _, table := range regexp.MustCompile(`"(\w+)"`).FindAllStringSubmatch(set[1], -1) {
			found = append(found, table[1])
		}
		slices.Sort(found)
		if slices.Sort(want); !slices.Equal(found, want) {
			t.Errorf("%s are %v, and in the tree %v", name, found, want)
		}
	}
}

// holdDrawn holds the generated parts of a document, by name, against what they are now.
func holdDrawn(t *testing.T, document string, parts map[string]string) {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(document))
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	now := string(text)
	for name, body := range parts {
		now = fill(t, now, name, body)
	}
	if now == string(text) {
		return
	}
	if !*update {
		t.Fatalf("%s is not what the tree says: go test ./internal/arch -update", document)
	}
	if err := os.WriteFile(path, []byte(now), 0o644); err != nil {
		t.Fatal(err)
	}
}

func fill(t *testing.T, text, name, body string) string {
	open, end := "<!-- "+name+": ", "<!-- /"+name+" -->"
	start := strings.Index(text, open)
	stop := strings.Index(text, end)
	if start < 0 || stop < start {
		t.Fatalf("there is no place for %s", name)
	}
	head := start + strings.Index(text[start:], "-->") + len("-->")
	return text[:head] + "\n" + body + text[stop:]
}

// aPath is what a document puts between back ticks that looks like a path of
// the tree: it begins with one of its folders.
var aPath = regexp.MustCompile("`((?:cmd|internal|content|e2e|bench|docs|tools|\\.ci)/[\\w./-]*)`")

// guide names files that it has its reader write, and is run by a test of its own.
const guide = "docs/howto/add-a-feature.md"

// Every path that a document names is there.
func TestEveryPathInTheDocumentsIsThere(t *testing.T) {
	found := 0
	for _, f := range readTree(t) {
		if !strings.HasSuffix(f.path, ".md") || !f.ours() || f.path == guide {
			continue
		}
		for _, m := range aPath.FindAllStringSubmatch(f.text, -1) {
			found++
			if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(m[1]))); err != nil {
				t.Errorf("%s names %s, which isn't there", f.path, m[1])
			}
		}
	}
	if found < 10 {
		t.Errorf("only %d paths were found", found)
	}
}

// The glossary can be searched by eye, and explains no word twice.
func TestTheGlossaryIsInOrder(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "docs/glossary.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rows, _ := strings.Cut(string(text), "|---|---|\n")
	last := ""
	for row := range strings.Lines(rows) {
		word := strings.ToLower(strings.TrimSpace(strings.Split(row, "|")[1]))
		if word <= last {
			t.Errorf("%q comes after %q", word, last)
		}
		last = word
	}
}

// A number of a migration that has no file is explained beside the files.
func TestTheMigrationsNumbersHaveAFileOrAReason(t *testing.T) {
	const folder = "internal/store/migrations/"
	files, reasons := map[int]int{}, map[int]int{}
	for _, f := range readTree(t) {
		name, in := strings.CutPrefix(f.path, folder)
		switch n, err := strconv.Atoi(name[:min(4, len(name))]); {
		case in && strings.HasSuffix(name, ".sql") && err == nil && n < 900: // the guide's own begin there
			files[n]++
		case in && name == "README.md":
			for _, m := range regexp.MustCompile(`(?m)^\| (\d{4}) \| \S`).FindAllStringSubmatch(f.text, -1) {
				n, _ := strconv.Atoi(m[1])
				reasons[n]++
			}
		}
	}
	for n := 1; n <= slices.Max(append(slices.Collect(maps.Keys(files)), slices.Collect(maps.Keys(reasons))...)); n++ {
		if files[n]+reasons[n] != 1 {
			t.Errorf("migration %04d: %d files, and %d reasons in %sREADME.md", n, files[n], reasons[n], folder)
		}
	}
}

// drawRooms lists the rooms that stand, ring by ring, each with the first
// sentence of its package's own words.
func drawRooms(t *testing.T) string {
	var b strings.Builder
	b.WriteString("```mermaid\nflowchart RL\n")
	byRing := map[int][]string{}
	for _, r := range standing(t) {
		byRing[r.ring] = append(byRing[r.ring], r.path)
	}
	names := []string{"ring 0: words, ids, faults", "ring 1: the domain, pure", "ring 2: what the domain needs",
		"ring 3: use cases", "ring 4: pages and wires", "ring 5: told lives", "ring 6: the program",
		"ring 7: what checks the rest"}
	for ring := range names {
		fmt.Fprintf(&b, "  subgraph r%d[\"%s\"]\n    n%d[\"%s\"]\n  end\n", ring, names[ring], ring,
			strings.Join(byRing[ring], "<br>"))
	}
	for ring := range len(names) - 1 {
		fmt.Fprintf(&b, "  r%d --> r%d\n", ring+1, ring)
	}
	b.WriteString("```\n\n| room | ring | in its own words |\n|---|---|---|\n")
	for _, r := range standing(t) {
		fmt.Fprintf(&b, "| `%s` | %d | %s |\n", r.path, r.ring, packageWords(t, r.path))
	}
	return b.String()
}

// standing lists the rooms that there are. A row of the table that is no
// package itself stands for the folders in it, as app does.
func standing(t *testing.T) []room {
	var list []room
	listed := map[string]bool{}
	add := func(path string, ring int) {
		if !listed[path] && packageWords(t, path) != "" {
			listed[path] = true
			list = append(list, room{path: path, ring: ring})
		}
	}
	for _, r := range rooms {
		listed[r.path] = packageWords(t, r.path) == ""
	}
	for _, r := range rooms {
		if !listed[r.path] {
			add(r.path, r.ring)
			continue
		}
		inside, err := filepath.Glob(filepath.Join("../..", r.path, "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range inside {
			add(strings.TrimPrefix(filepath.ToSlash(path), "../../"), r.ring)
		}
	}
	return list
}

// packageWords is the first sentence of a folder's package doc, or nothing.
func packageWords(t *testing.T, folder string) string {
	files, err := filepath.Glob(filepath.Join("../..", folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") && folder != "e2e" && folder != "internal/arch" {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), f, nil, parser.ParseComments|parser.PackageClauseOnly)
		if err != nil {
			t.Fatal(err)
		}
		if tree.Doc != nil {
			return firstSentence(tree.Doc)
		}
	}
	return ""
}

func firstSentence(doc *ast.CommentGroup) string {
	text := strings.Join(strings.Fields(doc.Text()), " ")
	if i := strings.Index(text, ". "); i >= 0 {
		text = text[:i+1]
	}
	return strings.ReplaceAll(text, "|", "\\|")
}

// drawStates draws every table of moves.
func drawStates() string {
	var b strings.Builder
	for _, drawn := range []struct{ title, diagram string }{
		{"A referral", pathway.Moves().Diagram()},
		{"An appointment", course.AppointmentMoves().Diagram()},
		{"A session, one of the ten", course.SessionMoves().Diagram()},
		{"Somebody's life", life.Moves().Diagram()},
		{"The news of a life event", life.NewsMoves().Diagram()},
		{"A follow-up", outcome.FollowUpMoves().Diagram()},
		{"A worry", safety.WorryMoves().Diagram()},
		{"A match, somebody's worker", workforce.MatchMoves().Diagram()},
	} {
		fmt.Fprintf(&b, "\n### %s\n\n```mermaid\n%s\n```\n", drawn.title, strings.TrimSpace(drawn.diagram))
	}
	return b.String()
}

func drawTables() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Covered: %s.\n\nNot covered:\n\n%s", strings.Join(ticked(data.Tables()), ", "), drawUncovered())
	b.WriteString("\nReveal who is in which arm of a study, so that nothing a masked role asks may read them:\n\n")
	for _, x := range data.ArmTables() {
		fmt.Fprintf(&b, "- `%s`: %s\n", x.Table, x.Why)
	}
	return b.String()
}

func drawUncovered() string {
	var b strings.Builder
	for _, u := range data.Uncovered() {
		fmt.Fprintf(&b, "- `%s`: %s\n", u.Table, u.Why)
	}
	return b.String()
}

func ticked(names []string) []string {
	out := slices.Clone(names)
	for i := range out {
		out[i] = "`" + out[i] + "`"
	}
	return out
}

func drawInvariants() string {
	var b strings.Builder
	b.WriteString("| | what holds | where | the test that fails without it |\n|---|---|---|---|\n")
	for _, v := range invariants {
		tests := make([]string, len(v.tests))
		for i, name := range v.tests {
			tests[i] = "`" + name + "`"
		}
		fmt.Fprintf(&b, "| %d | %s | `%s` in `%s` | %s |\n", v.number, v.says, v.function, v.file, strings.Join(tests, ", "))
	}
	return b.String()
}
