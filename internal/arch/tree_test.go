package arch

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// A file is one text file of the tree, by its path from the root.
type file struct {
	path   string
	text   string
	syntax *ast.File // nil unless it is Go
	fset   *token.FileSet
}

func (f file) dir() string     { return path.Dir(f.path) }
func (f file) isGo() bool      { return f.syntax != nil }
func (f file) isTest() bool    { return strings.HasSuffix(f.path, "_test.go") }
func (f file) generated() bool { return f.isGo() && ast.IsGenerated(f.syntax) }

// ours tells whether a person wrote the file: not a build's result, nor a fixture.
func (f file) ours() bool {
	return !f.generated() && !under(f.path, "internal/web/static/files") &&
		!strings.Contains(f.path, "/testdata/") && path.Base(f.path) != "go.sum" && path.Base(f.path) != "package-lock.json"
}

func (f file) line(at token.Pos) string {
	return f.path + ":" + strconv.Itoa(f.fset.Position(at).Line)
}

// under tells whether p is the folder dir, or in it.
func under(p, dir string) bool { return p == dir || strings.HasPrefix(p, dir+"/") }

// source is a file that a counter-test makes up.
func source(path, text string) file {
	f := file{path: path, text: text}
	if strings.HasSuffix(path, ".go") {
		f.fset = token.NewFileSet()
		syntax, err := parser.ParseFile(f.fset, path, text, parser.ParseComments)
		if err != nil {
			panic(err)
		}
		f.syntax = syntax
	}
	return f
}

const root = "../.."

// elsewhere is what lies in a working copy and is not the project's text.
var elsewhere = map[string]bool{".git": true, "data": true, "tmp": true}

var tree = sync.OnceValues(func() ([]file, error) {
	var files []file
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, _ := filepath.Rel(root, name)
		relative = filepath.ToSlash(relative)
		if d.IsDir() {
			if elsewhere[relative] || d.Name() == "node_modules" {
				return fs.SkipDir
			}
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil || bytes.IndexByte(text, 0) >= 0 || bytes.Contains(text[:min(len(text), 512)], []byte("wOF2")) {
			return err
		}
		files = append(files, source(relative, string(text)))
		return nil
	})
	return files, err
})

func readTree(t *testing.T) []file {
	t.Helper()
	files, err := tree()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// imports lists what f imports.
func (f file) imports() []string {
	if !f.isGo() {
		return nil
	}
	var paths []string
	for _, i := range f.syntax.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		paths = append(paths, p)
	}
	return paths
}

// called is the name by which f knows an imported package, "" when it doesn't.
func (f file) called(importPath string) string {
	for _, i := range f.syntax.Imports {
		if p, _ := strconv.Unquote(i.Path.Value); p == importPath {
			if i.Name != nil {
				return i.Name.Name
			}
			return path.Base(importPath)
		}
	}
	return ""
}

// selects tells whether e is pkg.name, for a package that f imports as pkg.
func selects(e ast.Expr, pkg, name string) bool {
	s, ok := e.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != name {
		return false
	}
	x, ok := s.X.(*ast.Ident)
	return ok && pkg != "" && x.Name == pkg
}
