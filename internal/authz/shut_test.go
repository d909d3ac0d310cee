package authz

import (
	"slices"
	"testing"

	"footbridge.org/footbridge/internal/say"
)

// narrowedTo are the few things that a masked role closes of a role that goes on.
var narrowedTo = map[Role][]string{
	Referrer: {"correction.ask", "correction.make"}, Analyst: {"study.report"},
	Administrator: {"match.pass_on", "policy.see"},
}

// What is said to be closed when somebody is given a masked role is what the policy refuses
// them from then on, and the page has a sentence for each role of which anything is.
func TestTheRolesThatAMaskedOneClosesAreThoseOfWhichThePolicyRefusesSomething(t *testing.T) {
	p := load(t)
	for _, masked := range MaskedRoles() {
		for _, r := range Roles() {
			var lost []string
			for _, a := range Actions() {
				if allowedAnywhere(t, p, holding(r), a) && !allowedAnywhere(t, p, holding(r, masked), a) {
					lost = append(lost, a.Name)
				}
			}
			one := Held{Grant: Grant{Role: r}}
			if closed := slices.Contains(ClosedAmong([]Held{one, {Grant: Grant{Role: masked}}}), one); closed != (len(lost) > 0) {
				t.Errorf("%s closes %v of %s, and it is said that it does: %t", masked, lost, r, closed)
			}
			few, is := narrowedTo[r]
			slices.Sort(lost)
			if is && !slices.Equal(lost, few) || r.ShutByMask() == is && len(lost) > 0 {
				t.Errorf("%s closes %v of %s, whose work is shut: %t", masked, lost, r, r.ShutByMask())
			}
			if len(lost) > 0 != say.Has("departure.shut."+string(r)) {
				t.Errorf("the page says nothing of %s, or something that isn't so", r)
			}
			held := []Held{one, {Grant: Grant{Role: masked}}}
			if in := InForce(held); slices.Contains(in, one) == r.ShutByMask() {
				t.Errorf("beside %s there are in force %v", masked, in)
			}
		}
	}
}
