package authz

import (
	"cmp"
	"slices"
	"sync"

	"github.com/cedar-policy/cedar-go"

	"footbridge.org/footbridge/internal/id"
)

// A Case is how the person asking stands to what they ask about: the part of an
// organisation that a permission reaches.
type Case string

const (
	ForAll            Case = "all"             // everything of its kind in the organisation
	ForOutsideStudies Case = "outside_studies" // the same, but for people who take part in a study
	ForSelf           Case = "self"            // their own record, their own account
	ForOwnTeam        Case = "own_team"        // of the team that they refer for
	ForOtherTeams     Case = "other_teams"     // and of no other than the others
	ForInStudy        Case = "in_study"        // people who take part in a study
	ForFollowed       Case = "followed"        // people whom there is to follow up
	ForMatched        Case = "matched"         // people whom they visit
	ForOnceOwnTeam    Case = "once_team"       // people whom the team that they refer for referred before
	ForOnceMatched    Case = "once_matched"    // people whom they visited when these were here before
	ForCovering       Case = "covering"        // people to whom they go once, in a colleague's place
	ForCovered        Case = "covered"         // these, and those to whom they were to go
	ForStaff          Case = "staff"           // accounts of people who work there
	ForParticipants   Case = "participants"    // accounts of participants
	ForOpenStudies    Case = "open_study"
	ForClosedStudies  Case = "closed_study"
	ForElsewhere      Case = "elsewhere" // in another organisation: this must never be
)

// Cases lists them.
func Cases() []Case {
	list := []Case{ForAll, ForOutsideStudies, ForSelf}
	for _, a := range attributes {
		for _, s := range a.cases {
			list = append(list, s.is)
		}
	}
	return append(list, ForElsewhere)
}

// near tells whether c is of one thing, or few, that are the asker's own: it is no
// part of everything that there is.
func (c Case) near() bool { return c == ForSelf || c == ForMatched }

// A question is an invented thing that stands in a case to an invented asker.
type question struct {
	is  Case
	res Resource
}

const (
	here, there        = id.Organisation("here"), id.Organisation("there")
	ourTeam, otherTeam = id.Team("ours"), id.Team("theirs")
	asker, ownRecord   = id.Account("asker"), id.Participant("own")
	someone            = "someone"
)

// own is the asker's own thing of a kind, where there is such a thing.
var own = map[string]string{onParticipant: string(ownRecord), onAccount: string(asker)}

// questionsAbout are the cases of one kind of thing, in our organisation.
func questionsAbout(kind string) []question {
	thing := Resource{Kind: kind, ID: someone, Organisation: here}
	switch kind {
	case onOrganisation:
		thing.ID = string(here)
		return []question{{ForAll, thing}}
	case onParticipant:
		thing.Team = otherTeam
	}
	var list []question
	if self, is := own[kind]; is {
		mine := thing
		mine.ID = self
		list = append(list, question{ForSelf, mine})
	}
	for _, a := range attributesOf(kind) {
		for _, s := range a.cases {
			res := thing
			s.bring(&res)
			if kind == onTeam {
				res.ID = string(res.Team) // a team's team is itself
			}
			list = append(list, question{s.is, res})
		}
	}
	return list
}

// asked lists what an action is asked about, each in our organisation and then
// once more in another.
func (a Action) asked() []question {
	list := questionsAbout(a.On)
	for _, q := range questionsAbout(a.On) {
		if q.is == ForSelf {
			continue // nobody's own is elsewhere
		}
		q.res.Organisation, q.is = there, ForElsewhere
		list = append(list, q)
	}
	return list
}

// invented is somebody who holds r and nothing else.
func invented(r Role) Actor {
	who := Actor{Account: asker, Organisation: here}
	switch {
	case r == Participant:
		who.Participant = ownRecord
	case r.InTeam():
		who.Grants = []Grant{{Role: r, Team: ourTeam}}
	default:
		who.Grants = []Grant{{Role: r}}
	}
	return who
}

// Reach tells how far r may do what: the cases in which the policy allows it,
// in as few words as they can be told. It is empty when r may not at all. It is
// found by asking the policy, so it cannot say other than what the policy does.
func (p *Policy) Reach(r Role, what Action) []Case {
	type question struct {
		r    Role
		what Action
	}
	return slices.Clone(kept(&p.reach, question{r, what}, func() []Case {
		return told(what.On, p.allowed(invented(r), what))
	}))
}

// kept is what was found for a question before, else what find finds.
func kept[Q comparable, A any](in *sync.Map, of Q, find func() A) A {
	found, known := in.Load(of)
	if !known {
		found, _ = in.LoadOrStore(of, find())
	}
	return found.(A)
}

// ReachesThis tells whether somebody who holds r may do what to this very thing:
// some referrer of its team, say, or a worker who visits this person.
func (p *Policy) ReachesThis(r Role, what Action, res Resource) bool {
	who := invented(r)
	who.Organisation = res.Organisation
	for i := range who.Grants {
		if who.Grants[i].Team != "" {
			who.Grants[i].Team = res.Team
		}
	}
	if p.Allows(who, what, res) {
		return true
	}
	return slices.ContainsFunc(append(slices.Clone(res.Covered), res.Worker), func(a id.Account) bool {
		who.Account = a
		return a != "" && p.Allows(who, what, res)
	})
}

// told sums cases up: everything of its kind is ForAll, or ForOutsideStudies, whatever else
// was found.
func told(kind string, found []Case) []Case {
	holds := func(c Case) bool { return slices.Contains(found, c) }
	var lacks []Case
	for _, q := range questionsAbout(kind) {
		if !q.is.near() && !holds(q.is) {
			lacks = append(lacks, q.is)
		}
	}
	var short []Case
	switch {
	case len(found) == 0:
		return nil
	case len(lacks) == 0:
		short = []Case{ForAll}
	case slices.Equal(lacks, []Case{ForInStudy}):
		short = []Case{ForOutsideStudies}
	}
	summed := len(short) > 0
	for _, c := range found {
		kept := c == ForElsewhere || !summed && (c != ForSelf || !holds(ForStaff))
		if kept && !slices.Contains(short, c) {
			short = append(short, c)
		}
	}
	return short
}

func (p *Policy) allowed(who Actor, what Action) []Case {
	var found []Case
	for _, q := range what.asked() {
		res := q.res
		if q.is == ForSelf && what.On == onAccount {
			res.Participant = who.Participant
		}
		if p.Allows(who, what, res) {
			found = append(found, q.is)
		}
	}
	return found
}

// DoneBy lists who does what besides people with a role: "visitor" for somebody
// at the door, and the service's own parts by name.
func (p *Policy) DoneBy(what Action) []string {
	return slices.Clone(kept(&p.doneBy, what, func() (names []string) {
		for _, who := range []Actor{Visitor(here), System("due", here), System("setup", here), System("backup", here)} {
			if len(p.allowed(who, what)) > 0 {
				names = append(names, who.Name())
			}
		}
		return names
	}))
}

// A Rule is one rule of the policy, as people tell it.
type Rule struct {
	ID, Why string
	Forbids bool
	Text    string // in Cedar
}

// Rules lists the policy's rules in the order in which they are written.
func (p *Policy) Rules() []Rule { return slices.Clone(p.rules()) }

func (p *Policy) readRules() []Rule {
	type placed struct {
		Rule
		at int
	}
	var list []placed
	for key, rule := range p.set.All() {
		r := Rule{ID: string(key), Forbids: rule.Effect() == cedar.Forbid, Text: string(rule.MarshalCedar())}
		notes := rule.Annotations()
		if name, ok := notes["id"]; ok {
			r.ID = string(name)
		}
		r.Why = string(notes["why"])
		list = append(list, placed{r, rule.Position().Offset})
	}
	slices.SortFunc(list, func(a, b placed) int { return cmp.Compare(a.at, b.at) })
	rules := make([]Rule, len(list))
	for i, r := range list {
		rules[i] = r.Rule
	}
	return rules
}

// Why lists the rules by which r may do what, in any case.
func (p *Policy) Why(r Role, what Action) []Rule {
	who := invented(r)
	var names []string
	for _, q := range what.asked() {
		if p.Allows(who, what, q.res) {
			names = append(names, p.Because(who, what, q.res)...)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return slices.DeleteFunc(p.Rules(), func(r Rule) bool { return !slices.Contains(names, r.ID) })
}
