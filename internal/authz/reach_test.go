package authz

import (
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/say"
)

func loaded(t *testing.T) *Policy {
	t.Helper()
	p, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestReachIsToldInTheFewestWords(t *testing.T) {
	p := loaded(t)
	for _, c := range []struct {
		role Role
		what Action
		want []Case
	}{
		{Lead, SeePerson, []Case{ForAll}},
		{Referrer, MakeReferral, []Case{ForOwnTeam}},
		{Referrer, SeeReferral, []Case{ForOwnTeam}},
		{Participant, SeeHome, []Case{ForSelf}},
		{Administrator, SeePerson, nil},
		{Administrator, EndElsewhere, []Case{ForStaff}},
		{Participant, EndSession, []Case{ForSelf}},
		{Governance, SeeTrail, []Case{ForAll}},
		{Assessor, SeeTrail, nil},
		{Coordinator, ListLetters, []Case{ForOutsideStudies}},
		{Lead, ListLetters, []Case{ForAll}},
	} {
		if got := p.Reach(c.role, c.what); !slices.Equal(got, c.want) {
			t.Errorf("%s may do %s to %v, not %v", c.role, c.what, got, c.want)
		}
	}
}

func TestThePageWouldSayIfAnybodyReachedElsewhere(t *testing.T) {
	p := loaded(t)
	for _, role := range append(Roles(), Participant) {
		for _, what := range Actions() {
			if slices.Contains(p.Reach(role, what), ForElsewhere) {
				t.Errorf("%s may do %s in another organisation", role, what)
			}
		}
	}
}

func TestAPolicyWithoutItsFirstRuleIsSeenToReachElsewhere(t *testing.T) {
	_, rest, found := strings.Cut(Text(), "// --- The door")
	if !found {
		t.Fatal("the policy's first part has moved")
	}
	p, err := Parse([]byte("// --- The door" + rest))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(p.Reach(Lead, SeePerson), ForElsewhere) {
		t.Error("the page would not show that the organisations have run together")
	}
}

func TestEveryRuleHasANameAndAReasonAndIsListedInItsOrder(t *testing.T) {
	at := -1
	for _, r := range loaded(t).Rules() {
		place := strings.Index(Text(), `@id("`+r.ID+`")`)
		if place <= at {
			t.Errorf("%s is out of its place, or has no name", r.ID)
		}
		at = place
		if r.Why == "" || !strings.Contains(r.Text, "(") {
			t.Errorf("%s does not say why", r.ID)
		}
	}
	if at < 0 {
		t.Error("no rules are listed")
	}
}

func TestWhatARuleAllowsIsExplainedByIt(t *testing.T) {
	p := loaded(t)
	for _, role := range append(Roles(), Participant) {
		for _, what := range Actions() {
			reaches, rules := len(p.Reach(role, what)) > 0, p.Why(role, what)
			if reaches != (len(rules) > 0) {
				t.Errorf("%s, %s: allowed is %v, and %d rules say so", role, what, reaches, len(rules))
			}
		}
	}
	if rules := p.Why(Referrer, MakeReferral); len(rules) != 1 || rules[0].ID != "referrer-own-team" {
		t.Errorf("a referrer refers because of %v", rules)
	}
}

func TestEveryActionIsSomebodys(t *testing.T) {
	p := loaded(t)
	for _, what := range Actions() {
		somebody := what == Know || len(p.DoneBy(what)) > 0 // nobody asks to know: the kernel does, beside other questions
		for _, role := range append(Roles(), Participant) {
			somebody = somebody || len(p.Reach(role, what)) > 0
		}
		if !somebody {
			t.Errorf("nobody may do %s: is its rule missing?", what)
		}
	}
}

func TestEveryActionRoleAndCaseHasWordsOfItsOwn(t *testing.T) {
	said := map[string]string{}
	for _, what := range Actions() {
		words := say.English().Say("action." + what.Name)
		if other, taken := said[words]; taken {
			t.Errorf("%s and %s are called the same: %q", other, what.Name, words)
		}
		said[words] = what.Name
		if !say.Has("action." + what.Name) {
			t.Errorf("internal/say/en/action.yaml has no words for %s", what)
		}
	}
	for _, role := range append(Roles(), Participant) {
		for _, key := range []string{"role." + string(role), "role.about." + string(role)} {
			if !say.Has(key) {
				t.Errorf("internal/say/en/roles.yaml has no %s", key)
			}
		}
	}
	for _, c := range Cases() {
		if !say.Has("access.reach." + string(c)) {
			t.Errorf("internal/say/en/access.yaml has no words for %s", c)
		}
	}
	for _, kind := range []string{onOrganisation, onTeam, onParticipant, onAccount, onStudy} {
		if !say.Has("trail.kind." + kind) {
			t.Errorf("internal/say/en/trail.yaml has no words for %s", kind)
		}
	}
}
