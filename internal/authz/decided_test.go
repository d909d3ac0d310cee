package authz

import (
	"reflect"
	"testing"
	"time"
)

// What a policy remembers is found by its key: two questions that could be answered otherwise must
// not be one.
func TestEveryFieldOfWhoAsksAndOfTheThingIsInTheKey(t *testing.T) {
	known := map[string]string{decisionKey(Actor{}, Action{}, Resource{}): "nothing"}
	note := func(field, key string) {
		if other, is := known[key]; is {
			t.Errorf("%s makes the same key as %s", field, other)
		}
		known[key] = field
	}
	elsewhere := map[string]bool{"Session": true, "Since": true} // the policy knows of neither
	fields(t, func(field string, set func(reflect.Value)) {
		var who Actor
		set(reflect.ValueOf(&who).Elem())
		if !elsewhere[field] {
			note("Actor."+field, decisionKey(who, Action{}, Resource{}))
		} else if decisionKey(who, Action{}, Resource{}) != decisionKey(Actor{}, Action{}, Resource{}) {
			t.Errorf("Actor.%s makes another key", field)
		}
	}, reflect.TypeFor[Actor]())
	fields(t, func(field string, set func(reflect.Value)) {
		var res Resource
		set(reflect.ValueOf(&res).Elem())
		note("Resource."+field, decisionKey(Actor{}, Action{}, res))
	}, reflect.TypeFor[Resource]())
	note("Action.Name", decisionKey(Actor{}, Action{Name: "x"}, Resource{}))
	for _, grants := range [][]Grant{{{Role: Lead}}, {{Team: "x"}}, {{Role: Lead, Team: "x"}}, {{Role: Lead}, {Role: Lead}}} {
		note("a grant", decisionKey(Actor{Grants: grants}, Action{}, Resource{}))
	}
}

// fields calls each with a way to fill one field of a struct.
func fields(t *testing.T, each func(string, func(reflect.Value)), of reflect.Type) {
	t.Helper()
	for f := range of.Fields() {
		each(f.Name, func(whole reflect.Value) { fill(t, whole.FieldByName(f.Name)) })
	}
}

func fill(t *testing.T, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	case reflect.Struct:
		v.Set(reflect.ValueOf(time.Unix(1, 0)))
	default:
		t.Fatalf("a field is of a kind that this test can't fill: %s", v.Type())
	}
}

// The same asked again, and in another order, is answered as it was the first time.
func TestWhatIsRememberedIsWhatThePolicySays(t *testing.T) {
	p := load(t)
	askers := []Actor{Visitor(here), invented(Participant), holding(Roles()...)}
	for _, r := range Roles() {
		askers = append(askers, holding(r))
	}
	for range 2 {
		for _, a := range Actions() {
			for _, kind := range kindsOf(a) {
				for _, who := range askers {
					for _, x := range probes(t, kind, who) {
						if got, want := p.Allows(who, a, x.thing), p.decide(who, a, x.thing); got != want {
							t.Errorf("%s of a %s (%s): remembered %v, decided %v", a, kind, x.word, got, want)
						}
					}
				}
			}
		}
	}
}

func TestAPolicyRemembersNoMoreThanItHasRoomFor(t *testing.T) {
	p := load(t)
	for n := range 2 * decidedAtMost {
		p.Allows(Visitor(here), Know, Resource{Kind: onParticipant, ID: string(rune(n))})
	}
	if n := p.decided.Len(); n != decidedAtMost {
		t.Errorf("%d are remembered, not %d", n, decidedAtMost)
	}
}
