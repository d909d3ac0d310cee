package authz

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	"github.com/cedar-policy/cedar-go"
)

// An index lists, by the name of an action, the rules that can speak of it.
// Cedar puts a question to every rule of a set, and nearly all of them name
// other actions: asking these few answers the same, many times faster.
type index map[string]ruleList

// A ruleList is a list of rules as Cedar reads one.
type ruleList []listedRule

type listedRule struct {
	id   cedar.PolicyID
	rule *cedar.Policy
}

// All is what Cedar goes through.
func (l ruleList) All() iter.Seq2[cedar.PolicyID, *cedar.Policy] {
	return func(yield func(cedar.PolicyID, *cedar.Policy) bool) {
		for _, r := range l {
			if !yield(r.id, r.rule) {
				return
			}
		}
	}
}

func newIndex(set *cedar.PolicySet) (index, error) {
	x := index{}
	for id, rule := range set.All() {
		names, err := actionsNamed(rule)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", id, err)
		}
		for _, a := range actions {
			if len(names) == 0 || slices.Contains(names, a.Name) {
				x[a.Name] = append(x[a.Name], listedRule{id, rule})
			}
		}
	}
	return x, nil
}

// about lists the rules to ask of what: all of them, if nobody has declared it.
func (p *Policy) about(what Action) cedar.PolicyIterator {
	if list, ok := p.index[what.Name]; ok {
		return list
	}
	return p.set
}

// actionsNamed are the actions that a rule's scope names. None means that it
// may speak of any, as it also may when it names a group of them.
func actionsNamed(rule *cedar.Policy) ([]string, error) {
	type entity struct{ Type, ID string }
	var scope struct {
		Action struct {
			Entity   *entity
			Entities []entity
		}
	}
	text, err := rule.MarshalJSON()
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &scope); err != nil {
		return nil, err
	}
	if scope.Action.Entity != nil {
		scope.Action.Entities = append(scope.Action.Entities, *scope.Action.Entity)
	}
	var names []string
	for _, e := range scope.Action.Entities {
		if !slices.ContainsFunc(actions, func(a Action) bool { return a.Name == e.ID }) {
			return nil, nil
		}
		names = append(names, e.ID)
	}
	return names, nil
}
