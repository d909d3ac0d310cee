package workforce

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/say"
)

// keyAt is which argument of a call is a message key.
var keyAt = map[string]int{"If": 2, "New": 1, "sentence": 0, "add": 1}

func keysUsed(t *testing.T) map[string]bool {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				collectKey(call, keys)
			}
			return true
		})
	}
	return keys
}

func collectKey(call *ast.CallExpr, keys map[string]bool) {
	name := ""
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		name = f.Sel.Name
	case *ast.Ident:
		name = f.Name
	}
	place, ok := keyAt[name]
	if !ok || len(call.Args) <= place {
		return
	}
	if text, ok := call.Args[place].(*ast.BasicLit); ok {
		key, _ := strconv.Unquote(text.Value)
		keys[key] = true
	}
}

func TestEveryProblemAndReasonHasWords(t *testing.T) {
	keys := keysUsed(t)
	if len(keys) < 60 {
		t.Fatalf("only %d keys were found in the source", len(keys))
	}
	for key := range keys {
		if !say.Has(key) {
			t.Errorf("%s has no words", key)
		}
	}
}

func TestEveryChoiceHasWords(t *testing.T) {
	var names []string
	for _, r := range rules {
		names = append(names, r.name)
	}
	for prefix, choices := range map[string][]string{
		"worker.gender": texts(Genders()), "worker.training": texts(TrainingKinds()),
		"worker.missing":      texts(TrainingKinds()),
		"matching.end.reason": texts(MatchEndReasons()),
		"matching.ahead":      append(names, "same"),
		"feedback.quote":      texts(Quotes()),
	} {
		for _, choice := range choices {
			if !say.Has(prefix + "." + choice) {
				t.Errorf("%s.%s has no words", prefix, choice)
			}
		}
	}
}

func texts[T ~string](choices []T) []string {
	var all []string
	for _, c := range choices {
		all = append(all, string(c))
	}
	return all
}

func TestASentencePutsDatesInWords(t *testing.T) {
	for want, s := range map[string]Sentence{
		"":                                     {},
		"Expired on 1 December 2026: A check.": sentence("worker.missing.ran_out", "A check", today),
	} {
		if got := s.In(english); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
