package content

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// A Flaw is something wrong with a file, and where. Line and Column begin at 1;
// they are 0 when the flaw is with the file as a whole.
type Flaw struct {
	Line, Column int
	Field        string // such as eligibility[2].key, or empty
	Key          string
	Args         []any
	File         string // where the content is several files
}

// In puts f in plain words, with the file, the line and the setting that it is about.
func (f Flaw) In(v say.Voice) string {
	if f.File != "" {
		return v.Say("content.flaw.file", f.File, f.place(v))
	}
	return f.place(v)
}

func (f Flaw) place(v say.Voice) string {
	words := v.Say(f.Key, f.Args...)
	switch {
	case f.Line == 0:
		return words
	case f.Field == "":
		return v.Say("content.flaw.line", f.Line, f.Column, words)
	}
	return v.Say("content.flaw.field", f.Line, f.Column, f.Field, words)
}

type checked interface{ Check() fault.Problems }

func read[T checked](text []byte) (T, []Flaw) {
	return readWith(text, func(v T) fault.Problems { return v.Check() })
}

// readWith reads one YAML document into a T and holds it to check. All that is
// wrong is reported, except that a file that can't be parsed, or whose values
// are of the wrong sort, is not checked further.
func readWith[T any](text []byte, check func(T) fault.Problems) (T, []Flaw) {
	r := parse[T](text)
	if r.whole {
		r.hold(check(r.value))
	}
	return r.value, r.flaws
}

// A reading is one file as far as it could be read. Unless it is whole, there
// is no value that could be checked.
type reading[T any] struct {
	value T
	file  *ast.File
	flaws []Flaw
	whole bool
}

func parse[T any](text []byte) reading[T] {
	var r reading[T]
	file, err := parser.ParseBytes(text, 0)
	switch {
	case err != nil:
		r.flaws = []Flaw{unreadable(err)}
		return r
	case len(file.Docs) == 0 || file.Docs[0].Body == nil:
		r.flaws = []Flaw{{Key: "content.empty"}}
		return r
	case len(file.Docs) > 1:
		r.flaws = []Flaw{{Key: "content.several"}}
		return r
	}
	r.file, r.flaws = file, strange(file.Docs[0].Body, reflect.TypeFor[T](), "")
	if err := yaml.NodeToValue(file.Docs[0].Body, &r.value, lenient); err != nil {
		misfit := func(f Flaw) bool { return strings.HasPrefix(f.Key, "content.needs.") }
		if !slices.ContainsFunc(r.flaws, misfit) {
			r.flaws = append(r.flaws, unreadable(err))
		}
		return r
	}
	r.whole = true
	return r
}

// hold adds the problems that the file's value has, each at its place, and
// puts all flaws in the order of the lines.
func (r *reading[T]) hold(problems fault.Problems) {
	bad := map[string]bool{}
	for _, f := range r.flaws {
		bad[f.Field] = f.Key == "content.date"
	}
	for _, p := range problems {
		if !bad[p.Field] {
			r.flaws = append(r.flaws, place(r.file, p))
		}
	}
	slices.SortStableFunc(r.flaws, func(a, b Flaw) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// unreadable keeps the parser's own words: they are the only ones there are.
func unreadable(err error) Flaw {
	var located yaml.Error
	if !errors.As(err, &located) {
		return Flaw{Key: "content.unreadable", Args: []any{err.Error()}}
	}
	f := Flaw{Key: "content.unreadable", Args: []any{located.GetMessage()}}
	if t := located.GetToken(); t != nil && t.Position != nil {
		f.Line, f.Column = t.Position.Line, t.Position.Column
	}
	return f
}

var dateType = reflect.TypeFor[programme.Date]()

// strange walks node beside the type that it will be read into. It reports
// every setting that the type doesn't know, every value of another sort and
// every date that is none: the decoder would stop at the first, or say nothing.
func strange(node ast.Node, t reflect.Type, path string) []Flaw {
	if t == dateType {
		return strangeDate(node, path)
	}
	if sort := sortOf(node); sort != reflect.Invalid && sort != t.Kind() {
		return []Flaw{at(node.GetToken(), path, needed[t.Kind()])}
	}
	switch node := node.(type) {
	case *ast.MappingNode:
		return strangeIn(node.Values, t, path)
	case *ast.MappingValueNode:
		return strangeIn([]*ast.MappingValueNode{node}, t, path)
	case *ast.SequenceNode:
		return strangeAmong(node.Values, t, path)
	}
	return nil
}

// sortOf is the kind of Go value that node is written as. The decoder would
// take 1.5 for the number 1 and 0800 for a text without its zero. Invalid is
// what only the decoder can tell, such as an alias.
func sortOf(node ast.Node) reflect.Kind {
	switch node.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return reflect.Struct
	case *ast.SequenceNode:
		return reflect.Slice
	case *ast.StringNode, *ast.LiteralNode:
		return reflect.String
	case *ast.IntegerNode:
		return reflect.Int
	case *ast.BoolNode:
		return reflect.Bool
	case *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return reflect.Float64
	}
	return reflect.Invalid
}

var needed = map[reflect.Kind]string{
	reflect.Int: "content.needs.number", reflect.Bool: "content.needs.truth", reflect.String: "content.needs.text",
	reflect.Slice: "content.needs.list", reflect.Struct: "content.needs.group",
}

// strangeDate says, with its place, what the decoder passes over: see lenient.
func strangeDate(node ast.Node, path string) []Flaw {
	if readDate(new(programme.Date), []byte(node.String())) != nil {
		return []Flaw{at(node.GetToken(), path, "content.date")}
	}
	return nil
}

// lenient reads what is no date as none, so that the rest is read and checked.
var lenient = yaml.CustomUnmarshaler(func(d *programme.Date, text []byte) error {
	if readDate(d, text) != nil {
		*d = programme.Date{}
	}
	return nil
})

func readDate(d *programme.Date, text []byte) error {
	var s string
	if err := yaml.Unmarshal(text, &s); err != nil {
		return err
	}
	return d.UnmarshalText([]byte(s))
}

func strangeIn(values []*ast.MappingValueNode, t reflect.Type, path string) []Flaw {
	var flaws []Flaw
	for _, v := range values {
		name := v.Key.GetToken().Value
		field, known := settings(t)[name]
		if !known {
			flaws = append(flaws, at(v.Key.GetToken(), path, "content.unknown", name))
			continue
		}
		flaws = append(flaws, strange(v.Value, field, strings.TrimPrefix(path+"."+name, "."))...)
	}
	return flaws
}

func strangeAmong(values []ast.Node, t reflect.Type, path string) []Flaw {
	var flaws []Flaw
	for i, v := range values {
		flaws = append(flaws, strange(v, t.Elem(), fmt.Sprintf("%s[%d]", path, i))...)
	}
	return flaws
}

func settings(t reflect.Type) map[string]reflect.Type {
	known := map[string]reflect.Type{}
	for i := range t.NumField() {
		known[t.Field(i).Tag.Get("yaml")] = t.Field(i).Type
	}
	return known
}

func at(t *token.Token, field, key string, args ...any) Flaw {
	return Flaw{Line: t.Position.Line, Column: t.Position.Column, Field: field, Key: key, Args: args}
}

// place finds where the field of a problem stands. A setting that is missing
// is reported where it should be: at what holds it.
func place(file *ast.File, p fault.Problem) Flaw {
	f := Flaw{Line: 1, Column: 1, Field: p.Field, Key: p.Key, Args: p.Args}
	for path := p.Field; path != ""; path = parent(path) {
		query, err := yaml.PathString("$." + path)
		if err != nil {
			continue
		}
		node, err := query.FilterFile(file)
		if err == nil && node != nil {
			at := start(node)
			f.Line, f.Column = at.Line, at.Column
			return f
		}
	}
	return f
}

// start is where a node begins: a mapping's own token is its first colon.
func start(node ast.Node) *token.Position {
	switch node := node.(type) {
	case *ast.MappingNode:
		if len(node.Values) > 0 && !node.IsFlowStyle {
			return start(node.Values[0])
		}
	case *ast.MappingValueNode:
		return node.Key.GetToken().Position
	}
	return node.GetToken().Position
}

func parent(path string) string { return path[:max(0, strings.LastIndexAny(path, ".["))] }
