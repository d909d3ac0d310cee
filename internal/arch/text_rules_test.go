package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"footbridge.org/footbridge/internal/say"
)

// saidInTemplate is a call of say with a key, in a template.
var saidInTemplate = regexp.MustCompile(`\bsay "([^"]+)"`)

// every key that is named has a sentence.
func keyRule(files []file) (broken []string) {
	for _, f := range files {
		var keys []keyed
		switch {
		case f.isGo() && !f.isTest() && !under(f.path, "tools") && !under(f.path, "bench"):
			keys = keysIn(f)
		case isTemplate(f):
			for _, m := range saidInTemplate.FindAllStringSubmatch(f.text, -1) {
				keys = append(keys, keyed{m[1], f.path})
			}
		}
		for _, k := range keys {
			if !say.Has(k.key) {
				broken = append(broken, fmt.Sprintf("%s: no sentence for %q in internal/say/en", k.where, k.key))
			}
		}
	}
	return broken
}

func isTemplate(f file) bool {
	return under(f.path, "internal/web/templates") && strings.HasSuffix(f.path, ".html")
}

// notInTemplates is what our content policy refuses, or what blinds the checker.
var notInTemplates = []struct {
	pattern *regexp.Regexp
	instead string
}{
	{regexp.MustCompile(`\{\{[^}]*\bdict\b`), "dict: a component is a struct with a partial"},
	{regexp.MustCompile(`(?i)<[^>]*\sstyle\s*=`), "an inline style: write a class"},
	{regexp.MustCompile(`(?i)<[^>]*\son[a-z]+\s*=`), "an inline handler: the client finds its elements itself"},
	{regexp.MustCompile(`(?i)<style\b`), "a style element: write a class"},
	{regexp.MustCompile(`(?i)<script\b[^>]*>\s*[^<\s]`), "a script with a body: put it in the client"},
	{regexp.MustCompile(`(?i)href\s*=\s*["']?javascript:`), "a javascript: address"},
}

// templates hold no style, no script and no maps.
func templateRule(files []file) (broken []string) {
	for _, f := range files {
		if !isTemplate(f) {
			continue
		}
		text := actions.ReplaceAllStringFunc(f.text, blank) // an action's quotes and brackets are not the page's
		for _, n := range notInTemplates {
			in := text
			if strings.HasPrefix(n.instead, "dict") {
				in = f.text
			}
			if n.pattern.MatchString(in) {
				broken = append(broken, f.path+" holds "+n.instead)
			}
		}
	}
	return broken
}

var actions = regexp.MustCompile(`(?s)\{\{.*?\}\}`)

func blank(s string) string { return strings.Repeat("x", len(s)) }

// longFiles may be longer than 500 lines, each for its reason.
var longFiles = map[string]string{
	"internal/authz/policy.cedar": "who may do what is read in one piece, from top to bottom, by people who don't program",
}

const longest = 500

// a file that nobody can hold in their head is two files.
func lengthRule(files []file) (broken []string) {
	for _, f := range files {
		switch path.Ext(f.path) {
		case ".go", ".sql", ".html", ".ts", ".js", ".mjs", ".scss", ".sh", ".cedar":
		default:
			continue
		}
		lines := strings.Count(f.text, "\n")
		if f.ours() && lines > longest && longFiles[f.path] == "" {
			broken = append(broken, fmt.Sprintf("%s has %d lines: split it, or give longFiles a reason", f.path, lines))
		}
	}
	return broken
}

// widest is how many characters a line of Go has at the most, a tab being one.
const widest = 120

// unbroken is how long a string is that a wide line may hold: it is wide
// by itself, and reads worse in pieces.
const unbroken = 75

// a line that a reader has to scroll along is two lines, except a row of a
// table in a test, a struct's tag, and one that is wide by its string.
func widthRule(files []file) (broken []string) {
	for _, f := range files {
		if !f.isGo() || !f.ours() {
			continue
		}
		may := f.wideLines()
		for i, line := range strings.Split(f.text, "\n") {
			if n := utf8.RuneCountInString(line); n > widest && !may[i+1] {
				broken = append(broken, fmt.Sprintf("%s:%d has %d characters: wrap it at %d", f.path, i+1, n, widest))
			}
		}
	}
	return broken
}

// wideLines are the numbers of the lines that may be wide.
func (f file) wideLines() map[int]bool {
	may := map[int]bool{}
	line := func(at token.Pos) int { return f.fset.Position(at).Line }
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			for i, text := range strings.Split(n.Value, "\n") { // a raw string has lines of its own
				if n.Kind == token.STRING && utf8.RuneCountInString(text) > unbroken {
					may[line(n.Pos())+i] = true
				}
			}
		case *ast.Field:
			if n.Tag != nil {
				may[line(n.Tag.Pos())] = true
			}
		case *ast.CompositeLit:
			for _, row := range n.Elts {
				if f.isTest() && line(row.Pos()) == line(row.End()) && isRow(row) {
					may[line(row.Pos())] = true
				}
			}
		}
		return true
	})
	return may
}

// isRow tells whether a value of a list or map is itself a list of values, or
// stands beside a key that is written out.
func isRow(e ast.Expr) bool {
	if pair, ok := e.(*ast.KeyValueExpr); ok {
		_, literal := pair.Key.(*ast.BasicLit)
		return literal
	}
	row, ok := e.(*ast.CompositeLit)
	return ok && row.Type == nil
}

// The hosts and words are put together here, so that this file does not hold them.
var (
	registries = regexp.MustCompile(`(proxy|sum)\.` + `golang\.org|goproxy\.` + `(io|cn)|registry\.` +
		`(npmjs|yarnpkg)\.(org|com)|files\.` + `pythonhosted\.org|(deb|security)\.` + `debian\.org`)
	promises = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)
)

// where a build fetches from is the builder's setting, not the project's text.
func registryRule(files []file) (broken []string) {
	for _, f := range files {
		if host := registries.FindString(f.text); host != "" {
			broken = append(broken, f.path+" names "+host+": leave the registry to each builder's own settings")
		}
	}
	return broken
}

// what is not done is an issue, not a comment.
func promiseRule(files []file) (broken []string) {
	for _, f := range files {
		if word := promises.FindString(f.text); word != "" && f.ours() {
			broken = append(broken, f.path+" holds a "+word+": do it, or write an issue")
		}
	}
	return broken
}
