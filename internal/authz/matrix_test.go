package authz

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the matrix anew")

const goldenMatrix = "testdata/matrix.golden"

// A probe is a thing that somebody may be allowed to do something to, and what
// the matrix calls it.
type probe struct {
	word  string
	thing Resource
	near  bool
}

// words are what the matrix calls the cases that go by a longer name elsewhere.
var words = map[Case]string{ForAll: "organisation", ForOwnTeam: "team", ForOpenStudies: "open",
	ForClosedStudies: "closed"}

func wordFor(c Case) string { return cmp.Or(words[c], strings.ReplaceAll(string(c), "_", " ")) }

// probes are the things of one kind in the asker's own organisation: each way
// that the policy could tell one from another, but for those that cross the rest.
func probes(t testing.TB, kind string, who Actor) []probe {
	t.Helper()
	var list []probe
	for _, q := range questionsAbout(kind) {
		switch {
		case slices.ContainsFunc(crossing(kind), func(x crossed) bool { return x.is == q.is }):
			continue
		case q.is == ForSelf && (kind == onParticipant && who.Participant == "" || kind == onAccount && who.Account == ""):
			continue // nobody's self
		case q.is == ForSelf && kind == onAccount:
			q.res.Participant = who.Participant
		}
		list = append(list, probe{wordFor(q.is), q.res, q.is.near()})
	}
	if len(list) == 0 {
		t.Fatalf("the matrix knows nothing of the kind %q: give it an attribute", kind)
	}
	return list
}

// A crossed case is one that a thing can be in whatever else holds of it.
type crossed struct {
	standing
	yes, no string
}

// saidOf is how the matrix says that such a case must hold, or must not, where
// the case's own name won't do.
var saidOf = map[Case][2]string{ForInStudy: {"in a study", "in no study"},
	ForFollowed: {"followed up", "not followed up"}}

// crossing are those cases of one kind of thing.
func crossing(kind string) (list []crossed) {
	for _, a := range attributesOf(kind) {
		if !a.crosses() {
			continue
		}
		said, is := saidOf[a.cases[0].is]
		if !is {
			said = [2]string{wordFor(a.cases[0].is), "not " + wordFor(a.cases[0].is)}
		}
		list = append(list, crossed{a.cases[0], " (" + said[0] + ")", " (" + said[1] + ")"})
	}
	return list
}

// columns are everybody who can ask for anything, each with one role alone.
func columns() (names []string, actors []Actor) {
	add := func(name string, a Actor) { names, actors = append(names, name), append(actors, a) }
	add("visitor", Visitor(here))
	add("participant", invented(Participant))
	byCard := invented(Participant)
	byCard.ByCard = true
	add("participant by card", byCard)
	for _, r := range Roles() {
		add(string(r), invented(r))
	}
	for _, name := range systems {
		add("system:"+name, System(name, here))
	}
	return names, actors
}

// systems are the names under which the service acts for itself.
var systems = []string{"due", "setup", "backup"}

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

// holds tells whether who may do a to res, and whether only where one of the
// crossing cases holds or doesn't, as for people who take part in a study.
func holds(p *Policy, who Actor, a Action, res Resource) (also string, allowed bool) {
	plain := p.Allows(who, a, res)
	for _, x := range crossing(res.Kind) {
		brought := res
		x.bring(&brought)
		switch with := p.Allows(who, a, brought); {
		case plain && !with:
			return x.no, true
		case with && !plain:
			return x.yes, true
		}
	}
	return "", plain
}

// summed tells words as one where they are all that there are.
func summed(all []probe, words []string) string {
	others := slices.DeleteFunc(slices.Clone(all), func(x probe) bool { return slices.Contains(words, x.word) || x.near })
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
	type asked struct {
		role         Role
		action, kind string
	}
	each := map[asked][]string{} // what a role reaches alone, which every pair of it is held to
	for _, a := range actions {
		for _, kind := range kindsOf(a) {
			for _, r := range roles {
				each[asked{r, a.Name, kind}] = places(t, p, a, kind, r)
			}
		}
	}
	for i, r := range roles {
		for _, s := range roles[i+1:] {
			for _, a := range actions {
				for _, kind := range kindsOf(a) {
					alone := slices.Concat(each[asked{r, a.Name, kind}], each[asked{s, a.Name, kind}])
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
		for _, also := range crossing(kind) {
			res := x.thing
			also.bring(&res)
			if shown := !plain || also.is == ForInStudy; shown && p.Allows(who, a, res) {
				list = append(list, x.word+also.yes)
			}
		}
	}
	return list
}

func holding(roles ...Role) Actor {
	a := Actor{Account: asker, Organisation: here}
	for _, r := range roles {
		g := Grant{Role: r}
		if r.InTeam() {
			g.Team = ourTeam
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
	if diff := gocmp.Diff(string(want), got); diff != "" {
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
	if testing.Short() {
		t.Skip("it loads the policy anew without each of its rules: in the whole run")
	}
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
		if matrix(t, p, named) == matrix(t, whole, named) && slices.EqualFunc(mixed(t, p, named),
			mixed(t, whole, named), slices.Equal) {
			t.Errorf("without %s the matrix is the same: the rule does nothing, or the matrix does not see what it does", rule.id)
		}
	}
}

// anyone draws an actor with any roles at all, in our organisation.
func anyone(t *rapid.T) Actor {
	switch rapid.IntRange(0, 5).Draw(t, "sort") {
	case 0:
		return Visitor(here)
	case 1:
		return System(rapid.SampledFrom(systems).Draw(t, "system"), here)
	case 2:
		return invented(Participant)
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
			if x.thing.Organisation = there; kind == onOrganisation {
				x.thing.ID = string(there)
			}
			if allowedCrossed(p, who, a, x.thing) {
				return true
			}
		}
	}
	return false
}

// allowedCrossed tells whether who may do a to res as it is, or with every
// crossing case brought about.
func allowedCrossed(p *Policy, who Actor, a Action, res Resource) bool {
	if p.Allows(who, a, res) {
		return true
	}
	for _, x := range crossing(res.Kind) {
		x.bring(&res)
	}
	return p.Allows(who, a, res)
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
