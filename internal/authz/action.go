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
	arms   arms // see RevealsArm
}

func (a Action) String() string { return a.Name }

// RevealsArm tells whether doing a can reveal who is in which arm of a study.
// Anybody who is masked is refused all such actions by one rule of the policy.
func (a Action) RevealsArm() bool { return a.arms != bothArmsAlike }

// arms is what an action can reveal of the arms. Every declaration says it, so
// that nobody adds an action without having thought about it.
type arms string

const (
	// revealsArm: what the action shows, refuses or says can differ by the arm
	// that somebody is in. That there are visits, a worker, a letter, a worry or
	// a life event told to a worker reveals it as surely as the arm itself.
	revealsArm arms = "reveals"

	// bothArmsAlike: the action by itself shows the same, refuses the same and
	// says the same whichever arm anybody is in. A part of its page that doesn't
	// is asked for under an action of its own, as visits are in a record.
	bothArmsAlike arms = "alike"
)

var actions []Action

// looks declares an action that reads. on is the kind of thing that it is asked about.
func looks(name, on string, reveals arms) Action {
	return declared(Action{Name: name, On: on, arms: reveals})
}

// changes declares an action that writes.
func changes(name, on string, reveals arms) Action {
	return declared(Action{Name: name, On: on, Writes: true, arms: reveals})
}

func declared(a Action) Action {
	if a.arms != revealsArm && a.arms != bothArmsAlike {
		panic("authz: " + a.Name + " doesn't say whether it can reveal an arm")
	}
	actions = append(actions, a)
	return a
}

// Actions returns every action, by name.
func Actions() []Action {
	return slices.SortedFunc(slices.Values(actions), func(a, b Action) int { return cmp.Compare(a.Name, b.Name) })
}

// AboutSomebody is the action of that name, where it is asked about a participant.
func AboutSomebody(name string) (Action, bool) {
	i := slices.IndexFunc(actions, func(a Action) bool { return a.Name == name && a.On == onParticipant })
	if i < 0 {
		return Action{}, false
	}
	return actions[i], true
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
var Know = looks("know", "", bothArmsAlike)
