package arch

import (
	"go/ast"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/say"
)

var (
	quotedPart = regexp.MustCompile(`["']([._]?[a-z][a-z0-9_.]*)["']`)
	partShape  = regexp.MustCompile(`^[._]?[a-z][a-z0-9_.]*$`)
)

// literals are the texts of the program that may name a message, or a part of
// one's name.
func literals(files []file) map[string]bool {
	found := map[string]bool{}
	for _, f := range files {
		inside := strings.HasPrefix(f.path, "internal/") || strings.HasPrefix(f.path, "cmd/")
		switch {
		case !inside || f.isTest() || !f.ours():
		case f.isGo():
			ast.Inspect(f.syntax, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					if text, err := strconv.Unquote(lit.Value); err == nil && partShape.MatchString(text) {
						found[text] = true
					}
				}
				return true
			})
		case strings.HasSuffix(f.path, ".html") || strings.HasSuffix(f.path, ".ts"):
			for _, m := range quotedPart.FindAllStringSubmatch(f.text, -1) {
				found[m[1]] = true
			}
		}
	}
	return found
}

// named tells whether key is written whole, or is put together: of a beginning
// that ends with a dot or an underscore and anything, of two parts that are both
// written, of a noun and a field, which have labels, hints and choices, or of a
// noun, something between two dots, and anything.
func named(key string, written map[string]bool) bool {
	if written[key] {
		return true
	}
	for i := 1; i < len(key)-1; i++ {
		if key[i] != '.' && key[i] != '_' {
			continue
		}
		noun, rest := key[:i], key[i:]
		if written[noun+rest[:1]] || written[noun] && (written[rest] || written[rest[1:]]) {
			return true
		}
		end := strings.LastIndex(rest, ".")
		if end > 0 && written[noun] && (written[rest[1:end]] || written[rest[:end+1]]) {
			return true
		}
	}
	return false
}

func TestEveryMessageIsSaidSomewhere(t *testing.T) {
	written := literals(readTree(t))
	for _, key := range slices.Sorted(maps.Keys(say.Keys())) {
		if !named(key, written) {
			t.Errorf("nothing says %s: take it out of the catalogue", key)
		}
	}
}

func TestAMessageThatNothingSaysIsFound(t *testing.T) {
	written := literals([]file{source("internal/web/x.go",
		"package web\nvar a = say(\"visit.saved\", \"visit.state.\"+s, \"life\" + \".title\", fields(\"visit\").input(\"place\"))")})
	for key, want := range map[string]bool{
		"visit.saved": true, "visit.state.held": true, "life.title": true, "visit.place.hint": true, "visit.lost": false,
		"life.lost.title": false,
	} {
		if named(key, written) != want {
			t.Errorf("%s: %v", key, !want)
		}
	}
}
