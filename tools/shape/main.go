// Command shape measures the tree: the lines that people wrote in each room, how
// long functions and files are, how much test there is to the source, and what
// a noun costs: the files that bear its name, and the lines in them. It refuses
// to judge; internal/arch does that.
//
//	go run -C tools ./shape            the whole tree
//	go run -C tools ./shape feedback   what bears a noun's name
package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	var err error
	if len(os.Args) > 1 {
		err = noun(os.Args[1])
	} else {
		err = whole()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// written are the endings of what people write.
var written = []string{".go", ".html", ".sql", ".cedar", ".yaml", ".ts", ".scss"}

// A file is one that somebody wrote, with its path from the root.
type file struct {
	path  string
	text  []byte
	lines int
}

func (f file) test() bool { return strings.HasSuffix(f.path, "_test.go") }

// read finds what people wrote: no generated code, no fixtures, no build's result.
func read() ([]file, error) {
	var list []file
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		short := strings.TrimPrefix(filepath.ToSlash(name), "../")
		if d.IsDir() {
			if slices.Contains([]string{".git", "node_modules", "testdata", "files"}, d.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		if !slices.Contains(written, path.Ext(short)) {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil || bytes.Contains(text[:min(len(text), 300)], []byte("DO NOT EDIT")) {
			return err
		}
		list = append(list, file{short, text, bytes.Count(text, []byte("\n"))})
		return nil
	})
	return list, err
}

// room is the folder of f, templates and words and migrations being rooms too.
func room(f file) string { return path.Dir(f.path) }

func whole() error {
	files, err := read()
	if err != nil {
		return err
	}
	source, tests := map[string]int{}, map[string]int{}
	var long, functions []int
	for _, f := range files {
		if f.test() {
			tests[room(f)] += f.lines
			continue
		}
		source[room(f)] += f.lines
		if path.Ext(f.path) == ".go" {
			long = append(long, f.lines)
			lengths, err := lengths(f)
			if err != nil {
				return err
			}
			functions = append(functions, lengths...)
		}
	}
	rooms := slices.Sorted(maps.Keys(source))
	for dir := range tests {
		if source[dir] == 0 {
			rooms = append(rooms, dir)
		}
	}
	all, held := 0, 0
	fmt.Printf("%-34s %7s %7s\n", "room", "source", "tests")
	for _, dir := range rooms {
		fmt.Printf("%-34s %7d %7d\n", dir, source[dir], tests[dir])
		all, held = all+source[dir], held+tests[dir]
	}
	fmt.Printf("%-34s %7d %7d, %.2f of test to one of source\n", "all", all, held, float64(held)/float64(all))
	fmt.Println("functions", spread(functions))
	fmt.Println("files    ", spread(long))
	return nil
}

// lengths lists how many lines each function of f has.
func lengths(f file) (list []int, err error) {
	set := token.NewFileSet()
	syntax, err := parser.ParseFile(set, f.path, f.text, 0)
	if err != nil {
		return nil, err
	}
	for _, d := range syntax.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			list = append(list, set.Position(fn.End()).Line-set.Position(fn.Pos()).Line+1)
		}
	}
	return list, nil
}

func spread(list []int) string {
	if len(list) == 0 {
		return "none"
	}
	slices.Sort(list)
	return fmt.Sprintf("%d: median %d lines, ninetieth %d, longest %d", len(list), list[len(list)/2], list[len(list)*9/10],
		list[len(list)-1])
}

// noun lists the files that bear a name, and counts them and their lines.
func noun(name string) error {
	files, err := read()
	if err != nil {
		return err
	}
	n, lines := 0, 0
	for _, f := range files {
		base := path.Base(f.path)
		if base != name && !strings.HasPrefix(base, name+".") && !strings.HasPrefix(base, name+"_") &&
			!strings.Contains(base, "_"+name+".") {
			continue
		}
		fmt.Printf("%5d %s\n", f.lines, f.path)
		n, lines = n+1, lines+f.lines
	}
	fmt.Printf("%d files, %d lines\n", n, lines)
	return nil
}
