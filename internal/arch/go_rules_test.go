package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// clocks are the places that may ask what time it is, and why.
var clocks = map[string]string{
	"internal/app/kernel":      "the default clock",
	"cmd":                      "starts the program",
	"internal/store/storetest": "waits for a server, in tests",
	"e2e/browser":              "waits for a browser, in tests",
	"tools":                    "is not in the program",
	"bench":                    "is not in the program",
}

// time is injected, so that a story can live a year in a second.
func clockRule(files []file) (broken []string) {
	for _, f := range files {
		if !f.isGo() || f.isTest() || allowed(clocks, f.path) {
			continue
		}
		name := f.called("time")
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if ok && (selects(e, name, "Now") || selects(e, name, "Since") || selects(e, name, "Until")) {
				broken = append(broken, f.line(e.Pos())+" asks the machine for the time: take now as an argument")
			}
			return true
		})
	}
	return broken
}

func allowed(list map[string]string, p string) bool {
	for dir := range list {
		if under(p, dir) {
			return true
		}
	}
	return false
}

// nothing secret or repeatable may hang on math/rand.
func randomRule(files []file) (broken []string) {
	for _, f := range files {
		for _, p := range f.imports() {
			if under(p, "math/rand") && !f.isTest() {
				broken = append(broken, f.path+" imports "+p+": draw from crypto/rand, or derive from the story's seed")
			}
		}
	}
	return broken
}

var emptyNames = []string{"util", "utils", "common", "models", "model", "helpers", "helper", "misc", "shared", "base"}

// names say what a thing is.
func nameRule(files []file) (broken []string) {
	for _, f := range files {
		if !f.isGo() || f.generated() {
			continue
		}
		if slices.Contains(emptyNames, strings.TrimSuffix(f.syntax.Name.Name, "_test")) {
			broken = append(broken, f.path+": package "+f.syntax.Name.Name+" says nothing of what it holds")
		}
		for _, d := range f.syntax.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && startsGet(fn.Name.Name) {
				broken = append(broken,
					f.line(fn.Pos())+" "+fn.Name.Name+": a query is named for what it does (FindVisit, ListVisits, Name)")
			}
		}
	}
	return broken
}

func startsGet(name string) bool {
	rest, ok := strings.CutPrefix(name, "Get")
	return ok && rest != "" && unicode.IsUpper(rune(rest[0])) // Get alone is HTTP's
}

var sentence = regexp.MustCompile(`[.!?:](\s|$)`)

// every package says what it owns and what it refuses.
func docRule(files []file) (broken []string) {
	docs, where := map[string]string{}, map[string]file{}
	for _, f := range files {
		if !f.isGo() || f.isTest() || f.generated() || !under(f.path, "internal") && !under(f.path, "e2e") {
			continue
		}
		where[f.dir()] = f
		if f.syntax.Doc != nil {
			docs[f.dir()] += f.syntax.Doc.Text()
		}
	}
	for dir := range where {
		if len(sentence.FindAllString(docs[dir], -1)) < 2 {
			broken = append(broken, dir+" needs a package doc of two sentences or more: what it owns, what it refuses")
		}
	}
	return broken
}

// looseFields are the fields of type any that a page does not hold.
var looseFields = map[string]string{
	"internal/web/ui/page.go Registered.View": "the test of all pages must hold any of them",
}

// a field of type any in what a template is given blinds the template checker.
func looseFieldRule(files []file) (broken []string) {
	for _, f := range files {
		if !f.isGo() || f.isTest() || !under(f.path, "internal/web") {
			continue
		}
		for name, s := range f.structs() {
			for _, field := range s.Fields.List {
				if !isLoose(field.Type) {
					continue
				}
				for _, n := range field.Names {
					if looseFields[f.path+" "+name+"."+n.Name] == "" {
						broken = append(broken, f.line(field.Pos())+" "+name+"."+n.Name+" is any: give it its type")
					}
				}
			}
		}
	}
	return broken
}

func (f file) structs() map[string]*ast.StructType {
	found := map[string]*ast.StructType{}
	for _, d := range f.syntax.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.TYPE {
			continue
		}
		for _, s := range g.Specs {
			if t := s.(*ast.TypeSpec); t != nil {
				if s, ok := t.Type.(*ast.StructType); ok {
					found[t.Name.Name] = s
				}
			}
		}
	}
	return found
}

func isLoose(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name == "any"
	case *ast.InterfaceType:
		return len(e.Methods.List) == 0
	case *ast.ArrayType:
		return isLoose(e.Elt)
	case *ast.MapType:
		return isLoose(e.Value)
	case *ast.StarExpr:
		return isLoose(e.X)
	}
	return false
}

// A keyed is a message key written in the code, and where.
type keyed struct{ key, where string }

// keysIn finds the message keys that f's Go names: fault.New and fault.Wrap's,
// a problem's, and what is said.
func keysIn(f file) (keys []keyed) {
	faults := f.called(module + "internal/fault")
	add := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			keys = append(keys, keyed{strings.Trim(lit.Value, "\"`"), f.line(lit.Pos())})
		}
	}
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			s, method := n.Fun.(*ast.SelectorExpr)
			switch {
			case (selects(n.Fun, faults, "New") || selects(n.Fun, faults, "Wrap")) && len(n.Args) >= 2:
				add(n.Args[1])
			case method && s.Sel.Name == "If" && len(n.Args) >= 3:
				add(n.Args[2])
			case method && (s.Sel.Name == "Say" || s.Sel.Name == "Saying") && len(n.Args) >= 1:
				add(n.Args[0])
			}
		case *ast.CompositeLit:
			if selects(n.Type, faults, "Problem") {
				for _, e := range n.Elts {
					if kv, ok := e.(*ast.KeyValueExpr); ok && fmt.Sprint(kv.Key) == "Key" {
						add(kv.Value)
					}
				}
			}
		}
		return true
	})
	return keys
}
