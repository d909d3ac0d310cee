package authz

import (
	"slices"
	"strings"
	"testing"
)

// everyRole is somebody who holds every role that can be given.
func everyRole() Actor { return holding(Roles()...) }

// allowedAnywhere tells whether who may do a to anything of their organisation:
// in a study or not, to be followed up or not.
func allowedAnywhere(t testing.TB, p *Policy, who Actor, a Action) bool {
	t.Helper()
	for _, kind := range kindsOf(a) {
		for _, x := range probes(t, kind, who) {
			if allowedCrossed(p, who, a, x.thing) {
				return true
			}
		}
	}
	return false
}

func TestNobodyMaskedDoesWhatCanRevealAnArm(t *testing.T) {
	p := load(t)
	if !everyRole().Masked() || !slices.Contains(MaskedRoles(), Assessor) {
		t.Fatal("nobody is masked")
	}
	for _, masked := range MaskedRoles() {
		for _, other := range Roles() {
			for _, a := range Actions() {
				if who := holding(masked, other); a.RevealsArm() && allowedAnywhere(t, p, who, a) {
					t.Errorf("whoever is %s and %s may do %s", masked, other, a)
				}
			}
		}
	}
	for _, a := range Actions() {
		if a.RevealsArm() && allowedAnywhere(t, p, everyRole(), a) {
			t.Errorf("whoever holds every role may do %s", a)
		}
	}
}

// Masking takes nothing else away: what leaves both arms alike is still done by
// somebody who holds a masked role beside the one that permits it.
func TestWhoeverIsMaskedStillDoesWhatRevealsNoArm(t *testing.T) {
	p := load(t)
	for _, r := range Roles() {
		for _, a := range Actions() {
			alone := allowedAnywhere(t, p, holding(r), a)
			if both := allowedAnywhere(t, p, holding(r, Assessor), a); alone && !both && !a.RevealsArm() {
				t.Errorf("%s may do %s, and not when they assess too", r, a)
			}
		}
	}
}

// An action that nobody has thought about is refused to whoever is masked.
func TestAnActionThatDoesNotSayCountsAsRevealing(t *testing.T) {
	p, err := Parse([]byte(Text() + `permit (principal, action == Action::"new.see", resource);`))
	if err != nil {
		t.Fatal(err)
	}
	a := Action{Name: "new.see", On: onOrganisation}
	res := Resource{Kind: onOrganisation, ID: string(here), Organisation: here}
	if !p.Allows(holding(Lead), a, res) {
		t.Fatal("the rule of this test permits nothing")
	}
	if p.Allows(holding(Lead, Assessor), a, res) {
		t.Error("whoever is masked may do what doesn't say whether it can reveal an arm")
	}
	defer func() {
		if recover() == nil {
			t.Error("an action was declared that doesn't say")
		}
	}()
	looks("new.see", onOrganisation, "")
}

// One rule and one list say who is masked. A rule of its own for a role would
// be one more thing that a new noun has to remember.
func TestTheOnlyRuleThatMasksReadsTheOneList(t *testing.T) {
	for _, r := range rules(t) {
		if strings.Contains(r.text, "forbid") && strings.Contains(r.text, "roles.contains") {
			t.Errorf("%s forbids something to a role by name", r.id)
		}
	}
	for _, r := range Roles() {
		if holding(r).Masked() != slices.Contains(MaskedRoles(), r) {
			t.Errorf("%s is masked, and not in the list, or the other way about", r)
		}
	}
	if Visitor(here).Masked() || System("due", here).Masked() {
		t.Error("somebody without a role is masked")
	}
}

// coordinatorMay is what the coordinator does about somebody in a study although
// it can reveal an arm, each with the reason why it is theirs all the same.
var coordinatorMay = map[string]string{
	"consent.list":        "who is to be invited, and who is thinking about it: nobody has an arm yet",
	"consent.see":         "the consents are theirs to keep; they are shown no stop of the visits alone",
	"consent.invite":      "comes before any arm",
	"consent.record":      "comes before any arm",
	"consent.record_no":   "comes before any arm",
	"consent.record_stop": "they take down what the person tells them; it is never refused for the arm",
	"worry.add":           "to their own worries alone",
	"worry.see":           "their own worries alone: anybody else's is absent for them",
	"life.ask":            "whoever hears of a death enters it at once; the form says nothing of visits to them",
	"life.enter":          "likewise; who is told of it they don't read",
	"life.enter_joined":   "likewise, for another record of the same person, of which they read nothing",
	"card.give":           "they give people access; the person reads who gave it, and a masked one gives none",
	"access.see":          "which cards and phones open their own pages, which are alike in both arms",
	"card.stop":           "likewise; the person reads who did it",
	"session.end_all":     "likewise",
	"number.take_back":    "likewise",
	"account.invite":      "goes to the person's own address",
	"correction.ask":      "as putting it right: what was referred, and no word of visits",
	"correction.make":     "who they are is no arm's; a new address is told to the old one",
	"study.report":        "figures by arm of a closed study, when everybody's follow-up is over; nobody is named",
}

// untoldMay is the same for the other roles that are not told of arms.
var untoldMay = map[Role]map[string]string{
	Coordinator: coordinatorMay,
	Referrer: {"correction.make": coordinatorMay["correction.make"],
		"correction.ask": coordinatorMay["correction.ask"]},
	Analyst: {"study.report": coordinatorMay["study.report"]},
	Administrator: {
		"policy.see":    "names nobody",
		"match.pass_on": "a worker's people go to another with the worker's account: it says how many, and not who",
	},
	Governance: {
		"study.report":   coordinatorMay["study.report"],
		"policy.see":     "names nobody",
		"role.see_given": "who may know of arms, and whose they are it doesn't say",
		"trail.see":      "says that there was a visit and not whose: nobody is named in it",
		"trail.find":     "finds one person by their number or name, to ask who looked at them; it says nothing else of them",
		"trail.person":   "who looked at somebody can't be answered without who, whatever they looked at: asked of one person, by name, and told to them",
		"trail.staff":    "what one colleague did: the people in it are not named",
	},
}

func TestWhoIsNotToldOfArmsDoesAboutAStudyOnlyWhatIsListed(t *testing.T) {
	p := load(t)
	for _, r := range Roles() {
		listed, untold := untoldMay[r]
		if known := untold || slices.Contains(armsKnown, r) || holding(r).Masked(); !known {
			t.Errorf("is %s told of arms, not told, or masked?", r)
		}
		if !untold {
			continue
		}
		for _, a := range Actions() {
			may := a.RevealsArm() && inAStudy(t, p, holding(r), a)
			switch _, reason := listed[a.Name]; {
			case may && !reason:
				t.Errorf("%s may do %s about somebody in a study, which can reveal their arm", r, a)
			case !may && reason:
				t.Errorf("%s is listed as what %s may do, and isn't", a, r)
			}
		}
	}
}

// inAStudy tells whether who may do a to what belongs to a study.
func inAStudy(t testing.TB, p *Policy, who Actor, a Action) bool {
	t.Helper()
	return slices.ContainsFunc(probes(t, a.On, who), func(x probe) bool {
		x.thing.Study = a.On == onParticipant
		return p.Allows(who, a, x.thing)
	})
}
