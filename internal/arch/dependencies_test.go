package arch

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A dependency is one row of docs/dependencies.md, under its heading.
type dependency struct {
	module, section string
	cells           int // that say something
}

const agreed = "Agreed, not used yet"

var row = regexp.MustCompile("^\\| `([^`]+)` \\|")

func dependenciesIn(text string) (rows []dependency) {
	section := ""
	for line := range strings.Lines(text) {
		if heading, ok := strings.CutPrefix(line, "## "); ok {
			section = strings.TrimSpace(heading)
		}
		if m := row.FindStringSubmatch(line); m != nil {
			cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
			cells = slices.DeleteFunc(cells, func(c string) bool { return strings.TrimSpace(c) == "" })
			rows = append(rows, dependency{m[1], section, len(cells)})
		}
	}
	return rows
}

// asked lists the modules that a file asks for itself: a go.mod's direct
// requirements and its tools' modules, or a package.json's dependencies. there
// lists those it holds at all.
func asked(f file) (direct, there []string, err error) {
	if strings.HasSuffix(f.path, "package.json") {
		var p struct{ Dependencies, DevDependencies map[string]string }
		err = json.Unmarshal([]byte(f.text), &p)
		for _, deps := range []map[string]string{p.Dependencies, p.DevDependencies} {
			for name := range deps {
				direct = append(direct, name)
			}
		}
		return direct, direct, err
	}
	var tools []string
	for line := range strings.Lines(f.text) {
		words := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		switch {
		case len(words) == 1 && strings.Contains(words[0], "/"):
			tools = append(tools, words[0])
		case len(words) == 2 && words[0] == "tool" && words[1] != "(":
			tools = append(tools, words[1])
		case len(words) >= 2 && strings.HasPrefix(words[1], "v"):
			there = append(there, words[0])
			if !strings.Contains(line, "// indirect") {
				direct = append(direct, words[0])
			}
		}
	}
	for _, m := range there {
		if slices.ContainsFunc(tools, func(t string) bool { return under(t, m) }) && !slices.Contains(direct, m) {
			direct = append(direct, m)
		}
	}
	return direct, there, nil
}

func dependencyRule(list string, files []file) (broken []string) {
	rows := dependenciesIn(list)
	var everywhere []string
	for _, f := range files {
		direct, there, err := asked(f)
		if err != nil {
			broken = append(broken, f.path+": "+err.Error())
		}
		everywhere = append(everywhere, there...)
		for _, m := range direct {
			i := slices.IndexFunc(rows, func(d dependency) bool { return d.module == m })
			switch {
			case i < 0:
				broken = append(broken,
					fmt.Sprintf("%s asks for %s: give it a row in docs/dependencies.md, or do without", f.path, m))
			case rows[i].section == agreed:
				broken = append(broken, fmt.Sprintf("%s asks for %s: move its row out of %q", f.path, m, agreed))
			}
		}
	}
	for _, d := range rows {
		if d.cells < 5 {
			broken = append(broken, d.module+"'s row in docs/dependencies.md leaves something unsaid")
		}
		if d.section != agreed && !slices.Contains(everywhere, d.module) {
			broken = append(broken, d.module+" has a row in docs/dependencies.md and nobody asks for it")
		}
	}
	return broken
}

func TestEveryDependencyHasARowThatSaysWhy(t *testing.T) {
	var list string
	var files []file
	for _, f := range readTree(t) {
		switch f.path {
		case "docs/dependencies.md":
			list = f.text
		case "go.mod", "tools/go.mod", "bench/pocketbase/go.mod", "tools/look/package.json",
			"internal/web/client/package.json":
			files = append(files, f)
		}
	}
	if len(files) < 3 {
		t.Fatal("go.mod, tools/go.mod and tools/look/package.json were not all found")
	}
	for _, problem := range dependencyRule(list, files) {
		t.Error(problem)
	}
}

func TestDependencyWithoutARowIsFound(t *testing.T) {
	good := "## In the program\n| `example.org/x` | to do x | y | somebody | MIT |\n"
	requires := func(lines string) []file { return []file{{path: "go.mod", text: "require (\n" + lines + ")\n"}} }
	if problems := dependencyRule(good,
		requires("\texample.org/x v1.0.0\n\texample.org/z v1.0.0 // indirect\n")); len(problems) > 0 {
		t.Errorf("a good list is refused: %q", problems)
	}
	for name, problems := range map[string][]string{
		"no row": dependencyRule(good, requires("\texample.org/x v1.0.0\n\texample.org/y v1.0.0\n")),
		"a tool's, no row": dependencyRule(good,
			[]file{{path: "tools/go.mod",
				text: "tool example.org/y/cmd/y\nrequire (\n\texample.org/x v1.0.0\n\texample.org/y v1.0.0 // indirect\n)\n"}}),
		"npm's, no row": dependencyRule("", []file{{path: "package.json", text: `{"devDependencies": {"left-pad": "1"}}`}}),
		"a stale row":   dependencyRule(good, requires("")),
		"an empty cell": dependencyRule("| `example.org/x` | to do x |  | somebody | MIT |\n",
			requires("\texample.org/x v1.0.0\n")),
		"only agreed": dependencyRule("## "+agreed+"\n"+good[len("## In the program\n"):],
			requires("\texample.org/x v1.0.0\n")),
	} {
		if len(problems) != 1 {
			t.Errorf("%s: %q", name, problems)
		}
	}
}
