package authz

import "testing"

// Somebody who assesses or analyses had better not know who is in which arm, whichever of
// the two roles comes first.
func TestARoleByWhichArmsAreKnownMeetsOneInWhichTheyAreBetterUnknown(t *testing.T) {
	for _, c := range []struct {
		held  []Role
		given Role
		meets Role
	}{
		{nil, Analyst, ""}, {nil, Lead, ""},
		{[]Role{Lead}, Analyst, Analyst}, {[]Role{Analyst}, Lead, Analyst},
		{[]Role{PeerWorker}, Assessor, Assessor}, {[]Role{Assessor}, Supervisor, Assessor},
		{[]Role{Analyst}, Assessor, ""}, {[]Role{Coordinator}, Analyst, ""}, {[]Role{Lead}, Supervisor, ""},
		{[]Role{Lead, Analyst}, Governance, ""}, // these met before
	} {
		held := make([]Held, len(c.held))
		for i, r := range c.held {
			held[i] = Held{Grant: Grant{Role: r}}
		}
		if got, meets := Unblinded(held, c.given); meets != (c.meets != "") || meets && got != c.meets {
			t.Errorf("%s, given %s: %q, %t", c.held, c.given, got, meets)
		}
	}
}
