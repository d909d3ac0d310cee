package authz

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the matrix anew")

const goldenMatrix = "testdata/matrix.golden"

// A probe is a thing that somebody may be allowed to do something to, and what
// the matrix calls it.
type probe struct {
	word  string
	thing Resource
}

// probes are the things of one kind in the asker's own organisation: each way
// that the policy could tell one from another.
func probes(t testing.TB, kind string, who Actor) []probe {
	t.Helper()
	things := map[string][]probe{
		onOrganisation: {{"organisation", Resource{}}},
		onTeam:         {{"team", Resource{ID: "mine", Team: "mine"}}, {"other teams", Resource{ID: "theirs", Team: "theirs"}}},
		onParticipant: {
			{"self", Resource{ID: "me", Team: "theirs"}},
			{"team", Resource{ID: "sam", Team: "mine"}}, {"other teams", Resource{ID: "lee", Team: "theirs"}},
			{"matched", Resource{ID: "kit", Team: "theirs", Worker: "me"}},
		},
		onAccount: {
			{"self", Resource{ID: "me", Participant: who.Participant}},
			{"staff", Resource{ID: "staff"}}, {"participants", Resource{ID: "sam", Participant: "sam"}},
		},
		onStudy: {{"open", Resource{}}, {"closed", Resource{Closed: true}}},
	}[kind]
	if things == nil {
		t.Fatalf("the matrix knows nothing of the kind %q: give it probes", kind)
	}
	var list []probe
	for _, p := range things {
		p.thing.Kind, p.thing.Organisation = kind, "one"
		if p.thing.ID == "" {
			p.thing.ID = "one"
		}
		if kind == onParticipant && p.word == "self" && who.Participant == "" || kind == onAccount && p.word == "self" && who.Account == "" {
			continue // nobody's self
		}
		list = append(list, p)
	}
	return list
}

// columns are everybody who can ask for anything, each with one role alone.
func columns() (names []string, actors []Actor) {
	add := func(name string, a Actor) { names, actors = append(names, name), append(actors, a) }
	add("visitor", Visitor("one"))
	add("participant", Actor{Account: "me", Organisation: "one", Participant: "me"})
	for _, r := range Roles() {
		add(string(r), holding(r))
	}
	for _, name := range systems {
		add("system:"+name, System(name, "one"))
	}
	return names, actors
}

// systems are the names under which the service acts for itself.
var systems = []string{"due", "setup"}

// cell says where who may do a, in the matrix's words.
func cell(t testing.TB, p *Policy, who Actor, a Action, kind string) string {
	all := probes(t, kind, who)
	where := map[string][]string{} // by what else must be so
	for _, x := range all {
		if also, allowed := holds(p, who, a, x.thing); allowed {
			where[also] = append(where[also], x.word)
		}
	}
	var parts []string
	for _, also := range slices.Sorted(maps.Keys(where)) {
		parts = append(parts, summed(all, where[also])+also)
	}
	if len(parts) == 0 {
		return "·"
	}
	return strings.Join(parts, "; ")
}

// holds tells whether who may do a to res, and whether only to people who take
// part in a study or are followed up, or who do not.
func holds(p *Policy, who Actor, a Action, res Resource) (also string, allowed bool) {
	plain := p.Allows(who, a, res)
	if res.Kind != onParticipant {
		return "", plain
	}
	res.Study = true
	switch study := p.Allows(who, a, res); {
	case plain && !study:
		return " (in no study)", true
	case study && !plain:
		return " (in a study)", true
	}
	res.Study, res.Followed = false, true
	switch followed := p.Allows(who, a, res); {
	case plain && !followed:
		return " (not followed up)", true
	case followed && !plain:
		return " (followed up)", true
	}
	return "", plain
}

// summed tells words as one where they are all that there are.
func summed(all []probe, words []string) string {
	others := slices.DeleteFunc(slices.Clone(all), func(x probe) bool { return slices.Contains(words, x.word) || x.word == "self" || x.word == "matched" })
	if len(others) == 0 {
		return "organisation"
	}
	return strings.Join(words, ", ")
}

// kindsOf are the kinds of thing that an action is asked about.
func kindsOf(a Action) []string {
	if a.On != "" {
		return []string{a.On}
	}
	return []string{onAccount, onOrganisation, onParticipant, onStudy, onTeam}
}

func matrix(t testing.TB, p *Policy, actions []Action) string {
	names, actors := columns()
	table := [][]string{append([]string{"action", "asked about"}, names...)}
	for _, a := range actions {
		for _, kind := range kindsOf(a) {
			line := []string{a.Name, kind}
			for _, who := range actors {
				line = append(line, cell(t, p, who, a, kind))
			}
			table = append(table, line)
		}
	}
	return aligned(table)
}

// mixed lists where somebody with two roles may do more or less than somebody
// with the one and somebody with the other.
func mixed(t testing.TB, p *Policy, actions []Action) [][]string {
	table := [][]string{{"roles", "action", "asked about", "change"}}
	roles := Roles()
	for i, r := range roles {
		for _, s := range roles[i+1:] {
			for _, a := range actions {
				for _, kind := range kindsOf(a) {
					alone := append(places(t, p, a, kind, r), places(t, p, a, kind, s)...)
					both := places(t, p, a, kind, r, s)
					for _, x := range both {
						if !slices.Contains(alone, x) {
							table = append(table, []string{string(r) + ", " + string(s), a.Name, kind, "gains " + x})
						}
					}
					slices.Sort(alone)
					for _, x := range slices.Compact(alone) {
						if !slices.Contains(both, x) {
							table = append(table, []string{string(r) + ", " + string(s), a.Name, kind, "loses " + x})
						}
					}
				}
			}
		}
	}
	return table
}

// places are where somebody with these roles may do a.
func places(t testing.TB, p *Policy, a Action, kind string, roles ...Role) (list []string) {
	who := holding(roles...)
	for _, x := range probes(t, kind, who) {
		plain := p.Allows(who, a, x.thing)
		if plain {
			list = append(list, x.word)
		}
		if kind != onParticipant {
			continue
		}
		if x.thing.Study = true; p.Allows(who, a, x.thing) {
			list = append(list, x.word+" (in a study)")
		}
		x.thing.Study, x.thing.Followed = false, true
		if !plain && p.Allows(who, a, x.thing) {
			list = append(list, x.word+" (followed up)")
		}
	}
	return list
}

func holding(roles ...Role) Actor {
	a := Actor{Account: "me", Organisation: "one"}
	for _, r := range roles {
		g := Grant{Role: r}
		if r.InTeam() {
			g.Team = "mine"
		}
		a.Grants = append(a.Grants, g)
	}
	return a
}

const heldTogether = `
Two roles held together allow what each allows alone, but for this:

`

const legend = `Who may do what, and where: generated from policy.cedar and the registered
actions by "go test ./internal/authz -update", and read by a person before it
is committed. Nobody is allowed anything in an organisation other than their own.

  ·             never
  self          their own account, or the record of the participant they are
  team          their own team, or people whom it referred
  organisation  everything of that kind in their own organisation

`

func aligned(table [][]string) string {
	widths := make([]int, len(table[0]))
	for _, line := range table {
		for i, c := range line {
			widths[i] = max(widths[i], len([]rune(c)))
		}
	}
	var b strings.Builder
	for _, line := range table {
		var text strings.Builder
		for i, c := range line {
			text.WriteString(c + strings.Repeat(" ", widths[i]-len([]rune(c))+2))
		}
		b.WriteString(strings.TrimRight(text.String(), " ") + "\n")
	}
	return b.String()
}

func load(t testing.TB) *Policy {
	t.Helper()
	p, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWhoMayDoWhatIsAsTheMatrixSays(t *testing.T) {
	got := legend + matrix(t, load(t), Actions()) + heldTogether + aligned(mixed(t, load(t), Actions()))
	if *update {
		if err := os.WriteFile(goldenMatrix, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(goldenMatrix)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("who may do what has changed; if it should have, run go test ./internal/authz -update and read what it writes:\n%s", diff)
	}
}

// actionsIn are those that a rule names, by themselves or by their group, which
// are all that it changes; a rule that names none is of all.
func actionsIn(rule string) []Action {
	group := strings.Contains(rule, `"`+armGroup+`"`)
	named := slices.DeleteFunc(Actions(), func(a Action) bool {
		return !strings.Contains(rule, `"`+a.Name+`"`) && !(group && a.RevealsArm())
	})
	if len(named) == 0 {
		return Actions()
	}
	return named
}

func TestTheMatrixShowsEveryRuleThatIsTakenOut(t *testing.T) {
	whole := load(t)
	for _, rule := range rules(t) {
		if rule.id == "own-organisation-only" {
			continue // the tests below are of that one
		}
		p, err := Parse([]byte(strings.Replace(Text(), rule.text, "", 1)))
		if err != nil {
			t.Fatalf("%s: %v", rule.id, err)
		}
		named := actionsIn(rule.text)
		if matrix(t, p, named) == matrix(t, whole, named) && slices.EqualFunc(mixed(t, p, named), mixed(t, whole, named), slices.Equal) {
			t.Errorf("without %s the matrix is the same: the rule does nothing, or the matrix does not see what it does", rule.id)
		}
	}
}

// anyone draws an actor with any roles at all, in organisation one.
func anyone(t *rapid.T) Actor {
	switch rapid.IntRange(0, 5).Draw(t, "sort") {
	case 0:
		return Visitor("one")
	case 1:
		return System(rapid.SampledFrom(systems).Draw(t, "system"), "one")
	case 2:
		return Actor{Account: "me", Organisation: "one", Participant: "me"}
	}
	var roles []Role
	for _, r := range Roles() {
		if rapid.Bool().Draw(t, string(r)) {
			roles = append(roles, r)
		}
	}
	return holding(roles...)
}

// reachesOut tells whether p lets who do a to something of another
// organisation, even if every id is one that they know.
func reachesOut(t testing.TB, p *Policy, who Actor, a Action) bool {
	for _, kind := range kindsOf(a) {
		for _, x := range probes(t, kind, who) {
			if kind == onAccount && x.word == "self" {
				continue // nobody's own account is elsewhere
			}
			for _, also := range []bool{false, true} {
				x.thing.Organisation, x.thing.Study, x.thing.Followed = "two", also, also
				if kind == onOrganisation {
					x.thing.ID = "two"
				}
				if p.Allows(who, a, x.thing) {
					return true
				}
			}
		}
	}
	return false
}

func TestNoMixtureOfRolesReachesIntoAnotherOrganisation(t *testing.T) {
	p := load(t)
	_, actors := columns()
	for _, who := range actors {
		for _, a := range Actions() {
			if reachesOut(t, p, who, a) {
				t.Fatalf("%+v may do %s in another organisation", who, a)
			}
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		who, a := anyone(rt), rapid.SampledFrom(Actions()).Draw(rt, "action")
		if reachesOut(t, p, who, a) {
			rt.Fatalf("%+v may do %s in another organisation", who, a)
		}
	})
}

func TestWithoutItsOneRuleOrganisationsWouldNotBeApart(t *testing.T) {
	p, err := Parse([]byte(strings.Replace(Text(), "principal.organisation == resource.organisation", "true", 1)))
	if err != nil {
		t.Fatal(err)
	}
	_, actors := columns()
	reached := 0
	for _, who := range actors {
		for _, a := range Actions() {
			if reachesOut(t, p, who, a) {
				reached++
			}
		}
	}
	if reached == 0 {
		t.Error("the tests above cannot fail")
	}
}

// A rule is one of the policy's, as it is written.
type rule struct{ id, why, text string }

var (
	ruleShape   = regexp.MustCompile(`(?ms)^((?:@\w+\("[^"]*"\)\s*)*)(?:permit|forbid)\s*\(.*?;$`)
	actionNamed = regexp.MustCompile(`Action::"([^"]*)"`)
	idShape     = regexp.MustCompile(`@id\("([a-z0-9-]+)"\)`)
	whyShape    = regexp.MustCompile(`@why\("([^"]+\.)"\)`)
)

func rules(t testing.TB) (list []rule) {
	t.Helper()
	for _, m := range ruleShape.FindAllStringSubmatch(Text(), -1) {
		r := rule{text: m[0]}
		if x := idShape.FindStringSubmatch(m[1]); x != nil {
			r.id = x[1]
		}
		if x := whyShape.FindStringSubmatch(m[1]); x != nil {
			r.why = x[1]
		}
		list = append(list, r)
	}
	return list
}

func TestEveryRuleHasANameOfItsOwnAndSaysWhy(t *testing.T) {
	seen := map[string]bool{}
	list := rules(t)
	for _, r := range list {
		if r.id == "" || r.why == "" || seen[r.id] {
			t.Errorf("this rule needs an @id of its own and a @why that is a sentence:\n%s", r.text)
		}
		seen[r.id] = true
	}
	held := 0
	for range load(t).set.All() {
		held++
	}
	if held != len(list) || held == 0 {
		t.Errorf("the policy holds %d rules and this test read %d", held, len(list))
	}
}

func TestThePolicyAndTheProgramNameTheSameActions(t *testing.T) {
	registered := map[string]bool{armGroup: true}
	for _, a := range Actions() {
		if registered[a.Name] {
			t.Errorf("%s is registered twice", a.Name)
		}
		registered[a.Name] = true
	}
	for _, m := range actionNamed.FindAllStringSubmatch(Text(), -1) {
		if !registered[m[1]] {
			t.Errorf("the policy names %s, which nothing asks", m[1])
		}
	}
	p := load(t)
	_, actors := columns()
	for _, a := range Actions() {
		if a.Name != Know.Name && !slices.ContainsFunc(actors, func(who Actor) bool { return somewhere(t, p, who, a) }) {
			t.Errorf("nobody may do %s", a)
		}
	}
}

func somewhere(t testing.TB, p *Policy, who Actor, a Action) bool {
	return slices.ContainsFunc(kindsOf(a), func(kind string) bool { return cell(t, p, who, a, kind) != "·" })
}

func TestWhyIsAnsweredWithTheRuleThatAllowedIt(t *testing.T) {
	lead := Actor{Account: "me", Organisation: "one", Grants: []Grant{{Role: Lead}}}
	got := load(t).Because(lead, SeePerson, Resource{Kind: onParticipant, ID: "sam", Organisation: "one", Team: "t"})
	if fmt.Sprint(got) != "[lead-screens]" {
		t.Errorf("because of %v", got)
	}
}
