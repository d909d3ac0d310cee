package programme

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

// keysUsed returns every message key that the package's source names: the third
// argument of If and the second of fault.New.
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
		"person.number_status": texts(NumberStatuses()), "contact.safe": texts(SafeAnswers()), "contact.channel": texts(Channels()),
		"referral.reply": texts(Replies()), "referral.state": texts(States()), "screening.verdict": texts(Verdicts()),
		"consent.way": texts(Ways()), "consent.taking": texts(Takings()), "consent.scope": texts(Scopes()),
		"episode.kind": texts(EpisodeKinds()), "episode.source": texts(Sources()), "episode.certainty": texts(Certainties()),
		"outcome.from": texts(Clocks()), "help.kind": texts(WayKinds()),
		"date.weekday": texts(Weekdays()), "appointment.place": texts(Places()), "appointment.party": texts(Parties()),
		"appointment.state": texts(AppointmentMoves().States()), "visit.session_state": texts(SessionMoves().States()),
		"visit.outcome": texts(VisitOutcomes()), "visit.reason": texts(MissedReasons()),
		"ending.stage": texts(EndingStages()), "ending.kind": texts(EndingKinds()),
		"letter.kind": texts(LetterKinds()), "letter.to": texts([]Recipient{ToParticipant, ToGP, ToResponsible, ToCareCoordinator}),
		"life.kind": texts(LifeKinds()), "life.worker": texts(LifeKinds()), "life.state": texts(LifeMoves().States()), "life.flow": texts([]Flow{Flows, Waits, Stopped}),
		"call.result": texts(CallResults()), "call.state": texts(FollowUpMoves().States()),
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
