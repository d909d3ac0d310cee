package authz

import (
	"slices"
	"testing"
)

// The index only saves time: whoever asks, the whole set would have answered
// the same, and for the same reasons.
func TestTheRulesThatAreAskedAnswerForAllOfThem(t *testing.T) {
	indexed := load(t)
	whole := &Policy{set: indexed.set}
	askers := []Actor{Visitor(here), invented(Participant), holding(Roles()...)}
	for _, name := range systems {
		askers = append(askers, System(name, here))
	}
	reasons := func(p *Policy, who Actor, a Action, res Resource) []string {
		return slices.Sorted(slices.Values(p.Because(who, a, res)))
	}
	for _, a := range Actions() {
		for _, kind := range kindsOf(a) {
			for _, who := range askers {
				for _, x := range probes(t, kind, who) {
					if got, want := reasons(indexed, who, a, x.thing), reasons(whole, who, a, x.thing); !slices.Equal(got, want) {
						t.Errorf("%s of a %s (%s): %v is asked, and of all rules %v", a, kind, x.word, got, want)
					}
				}
			}
		}
	}
}

// A group of actions is in no list of actions: its rule is asked of every one.
func TestARuleOfAnyActionOrOfAGroupIsAskedOfEach(t *testing.T) {
	for scope, of := range map[string][]string{
		`action`: nil, `action in Action::"a group"`: nil, `action in [Action::"know", Action::"a group"]`: nil,
		`action == Action::"know"`: {"know"}, `action in [Action::"know", Action::"person.see"]`: {"know", "person.see"},
	} {
		p, err := Parse([]byte("permit (principal, " + scope + ", resource);"))
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range Actions() {
			if asked := len(p.index[a.Name]) == 1; asked != (of == nil || slices.Contains(of, a.Name)) {
				t.Errorf("a rule of %q is asked of %s: %v", scope, a, asked)
			}
		}
	}
}
