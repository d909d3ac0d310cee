package web_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/app/post"
	"footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web"
)

// kindsOfWork are the kinds of due work, as jobs declares them.
func kindsOfWork(t *testing.T) (kinds []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../jobs/jobs.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, is := n.(*ast.ValueSpec)
		if !is || len(spec.Values) != 1 {
			return true
		}
		if text, is := spec.Values[0].(*ast.BasicLit); is && text.Kind == token.STRING {
			kind, _ := strconv.Unquote(text.Value)
			kinds = append(kinds, kind)
		}
		return true
	})
	return kinds
}

func TestEveryKindOfDueWorkIsDoneBySomebody(t *testing.T) {
	service := &web.Service{Care: &care.Care{}, People: &people.People{}, Study: &study.Study{}}
	works, kinds := service.Works(), kindsOfWork(t)
	for _, kind := range kinds {
		if works[kind] == nil {
			t.Errorf("nobody does %s", kind)
		}
	}
	if len(kinds) != len(works) || len(kinds) == 0 {
		t.Errorf("%d kinds are declared in jobs, and %d are done", len(kinds), len(works))
	}
}

func TestEveryMessageHasItsWordsAndNoOtherAreaSendsIt(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range slices.Concat[[]post.Message](care.Messages(), people.Messages(), study.Messages()) {
		if !say.Has(m.Key+".subject") || !say.Has(m.Key+".text") {
			t.Errorf("internal/say/en/message.yaml has no words for %s", m.Key)
		}
		if seen[m.Kind] {
			t.Errorf("%s is sent twice", m.Kind)
		}
		seen[m.Kind] = true
	}
}
