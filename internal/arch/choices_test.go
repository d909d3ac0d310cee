package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	domain "footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// keysUsed returns every message key that the rooms of a programme name: the
// third argument of If and the second of fault.New.
func keysUsed(t *testing.T) map[string]bool {
	var files []string
	for _, room := range []string{"programme", "pathway", "life", "course", "outcome"} {
		found, err := filepath.Glob("../" + room + "/*.go")
		if err != nil || len(found) == 0 {
			t.Fatal(room, err)
		}
		files = append(files, found...)
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
		collectKeys(tree, keys)
	}
	return keys
}

func collectKeys(tree ast.Node, keys map[string]bool) {
	place := map[string]int{"If": 2, "New": 1}
	ast.Inspect(tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		method, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || place[method.Sel.Name] == 0 || len(call.Args) <= place[method.Sel.Name] {
			return true
		}
		if text, ok := call.Args[place[method.Sel.Name]].(*ast.BasicLit); ok {
			key, _ := strconv.Unquote(text.Value)
			keys[key] = true
		}
		return true
	})
}

func TestEveryProblemHasWords(t *testing.T) {
	keys := keysUsed(t)
	if len(keys) < 90 {
		t.Fatalf("only %d keys were found in the source", len(keys))
	}
	for key := range keys {
		if !say.Has(key) {
			t.Errorf("%s has no words", key)
		}
	}
}

func TestEveryChoiceHasWords(t *testing.T) {
	wanted := map[string][]string{
		"person.number_status": texts(domain.NumberStatuses()), "contact.safe": texts(domain.SafeAnswers()),
		"contact.channel": texts(domain.Channels()),
		"referral.reply":  texts(domain.Replies()), "referral.state": texts(domain.States()),
		"screening.verdict": texts(pathway.Verdicts()),
		"consent.way":       texts(pathway.InvitationMethods()), "consent.taking": texts(pathway.ConsentMethods()),
		"consent.scope": texts(pathway.Scopes()),
		"episode.kind":  texts(domain.EpisodeKinds()), "episode.source": texts(outcome.Sources()),
		"episode.certainty": texts(outcome.Certainties()),
		"outcome.from":      texts(domain.Clocks()), "help.kind": texts(domain.WayKinds()),
		"date.weekday": texts(domain.Weekdays()), "appointment.place": texts(course.Places()),
		"appointment.party": texts(course.Parties()),
		"appointment.state": texts(course.AppointmentMoves().States()),
		"visit.outcome":     texts(course.VisitOutcomes()), "visit.reason": texts(course.MissedReasons()),
		"ending.kind": texts(course.EndingKinds()),
		"letter.kind": texts(course.LetterKinds()), "letter.to": texts([]course.Recipient{course.ToParticipant, course.ToGP,
			course.ToResponsible, course.ToCareCoordinator}),
		"life.kind": texts(life.Kinds()), "life.worker": texts(life.Kinds()), "life.state": texts(life.Moves().States()),
		"call.result": texts(outcome.CallResults()), "call.state": texts(outcome.FollowUpMoves().States()),
	}
	for prefix, choices := range wanted {
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
