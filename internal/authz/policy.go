package authz

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/cedar-policy/cedar-go"
	lru "github.com/hashicorp/golang-lru/v2"
)

//go:embed policy.cedar
var policyText []byte

// Text is the policy as people read it.
func Text() string { return string(policyText) }

// A Policy answers whether an actor may do something.
type Policy struct {
	set     *cedar.PolicySet
	index   index
	decided *lru.Cache[string, bool] // lately, by decisionKey

	// What pages tell of the policy, for they tell of every role and action.
	reach, doneBy sync.Map      // what was found, by what was asked
	rules         func() []Rule // once
}

var embedded = sync.OnceValues(func() (*Policy, error) { return Parse(policyText) })

// Load returns the embedded policy, which is read once.
func Load() (*Policy, error) { return embedded() }

// Parse reads a policy from Cedar text. Tests use it to take a rule out.
func Parse(text []byte) (*Policy, error) {
	set, err := cedar.NewPolicySetFromBytes("policy.cedar", text)
	if err != nil {
		return nil, fmt.Errorf("policy.cedar: %w", err)
	}
	x, err := newIndex(set)
	if err != nil {
		return nil, fmt.Errorf("policy.cedar: %w", err)
	}
	decided, err := lru.New[string, bool](decidedAtMost)
	if err != nil {
		return nil, err
	}
	p := &Policy{set: set, index: x, decided: decided}
	p.rules = sync.OnceValue(p.readRules)
	return p, nil
}

// Allows tells whether who may do what to res. A policy that errs on the way
// allows nothing.
func (p *Policy) Allows(who Actor, what Action, res Resource) bool {
	key := decisionKey(who, what, res)
	allowed, known := p.decided.Get(key)
	if !known {
		allowed = p.decide(who, what, res)
		p.decided.Add(key, allowed)
	}
	return allowed
}

func (p *Policy) decide(who Actor, what Action, res Resource) bool {
	principal := who.entity()
	resource := resourceEntity(res)
	action := what.entity()
	decision, diagnostic := cedar.Authorize(p.about(what), together(principal, action, resource), cedar.Request{
		Principal: principal.UID,
		Action:    action.UID,
		Resource:  resource.UID,
		Context:   cedar.NewRecord(cedar.RecordMap{}),
	})
	return decision == cedar.Allow && len(diagnostic.Errors) == 0
}

// Because returns the ids of the rules that allowed it, for the question "why
// could they see this?".
func (p *Policy) Because(who Actor, what Action, res Resource) []string {
	principal, action, resource := who.entity(), what.entity(), resourceEntity(res)
	_, diagnostic := cedar.Authorize(p.about(what), together(principal, action, resource), cedar.Request{
		Principal: principal.UID,
		Action:    action.UID,
		Resource:  resource.UID,
	})
	var names []string
	for _, r := range diagnostic.Reasons {
		name := string(r.PolicyID)
		if rule := p.set.Get(r.PolicyID); rule != nil {
			if n, ok := rule.Annotations()["id"]; ok {
				name = string(n)
			}
		}
		names = append(names, name)
	}
	return names
}

// together lists the entities of a question. Somebody who asks about their own
// account is principal and resource at once, with what is known of either.
func together(principal, action, resource cedar.Entity) cedar.EntityMap {
	if principal.UID == resource.UID {
		both := cedar.RecordMap{}
		for _, e := range []cedar.Entity{resource, principal} {
			for name, value := range e.Attributes.All() {
				both[name] = value
			}
		}
		resource.Attributes = cedar.NewRecord(both)
	}
	return cedar.EntityMap{principal.UID: principal, action.UID: action, resource.UID: resource}
}

// armGroup is the group of all actions that can reveal an arm, as the policy
// names it.
const armGroup = "reveals_arm"

// inArmGroup is made once: it is in every question about such an action.
var inArmGroup = cedar.NewEntityUIDSet(uid("Action", armGroup))

// entity is a as the policy sees it: in the group of what can reveal an arm,
// unless its declaration says that both arms are alike.
func (a Action) entity() cedar.Entity {
	e := cedar.Entity{UID: uid("Action", a.Name)}
	if a.RevealsArm() {
		e.Parents = inArmGroup
	}
	return e
}

func (a Actor) entity() cedar.Entity {
	attributes := cedar.RecordMap{
		"organisation": uid("Organisation", string(a.Organisation)),
		"masked":       cedar.Boolean(a.Masked()),
		"by_card":      cedar.Boolean(a.ByCard),
	}
	var roles, refersFor []cedar.Value
	for _, g := range a.Grants {
		if g.Role.InTeam() {
			refersFor = append(refersFor, uid("Team", string(g.Team)))
			continue
		}
		roles = append(roles, cedar.String(g.Role))
	}
	attributes["roles"] = cedar.NewSet(roles...)
	attributes["refers_for"] = cedar.NewSet(refersFor...)
	if a.Participant != "" {
		attributes["participant"] = uid("Participant", string(a.Participant))
	}
	return cedar.Entity{UID: a.uid(), Attributes: cedar.NewRecord(attributes)}
}

func (a Actor) uid() cedar.EntityUID {
	switch {
	case a.System != "":
		return uid("System", a.System)
	case a.Account != "":
		return uid("Account", string(a.Account))
	}
	return uid("Visitor", "door")
}

func uid(kind cedar.EntityType, name string) cedar.EntityUID {
	return cedar.NewEntityUID(kind, cedar.String(name))
}
