// Package authz owns who may do what: the actions, the actors, the roles, and
// policy.cedar, which somebody who does not program can read. It refuses to
// look anything up: the kernel hands it the actor and the resource.
package authz

import (
	"cmp"
	"slices"
)

// An Action is something that the policy allows or does not. A route asks
// exactly one, and the trail records it. Its words are in say under
// "action." and its name.
type Action struct {
	Name string // dotted: referral.make
	On   string // the kind of thing it is asked about: team, participant …
	// Writes tells a change from a look; kernel.Change takes only the one and
	// kernel.View only the other.
	Writes bool
}

func (a Action) String() string { return a.Name }

var actions []Action

func looks(name, on string) Action {
	a := Action{Name: name, On: on}
	actions = append(actions, a)
	return a
}

func changes(name, on string) Action {
	a := Action{Name: name, On: on, Writes: true}
	actions = append(actions, a)
	return a
}

// Actions returns every action, by name.
func Actions() []Action {
	return slices.SortedFunc(slices.Values(actions), func(a, b Action) int { return cmp.Compare(a.Name, b.Name) })
}

// The kinds of thing that an action is asked about.
const (
	onOrganisation = "organisation"
	onTeam         = "team"
	onParticipant  = "participant"
	onAccount      = "account"
	onStudy        = "study"
)

// Know asks whether somebody may learn that a thing exists at all: the kernel
// answers "no" to it as it answers for a thing that is absent (invariant 3).
var Know = looks("know", "")
