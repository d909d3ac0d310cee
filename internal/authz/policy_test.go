package authz

import "testing"

func TestThePolicyLoadsAndKeepsOrganisationsApart(t *testing.T) {
	p, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	lead := Actor{Account: "a", Organisation: "one", Grants: []Grant{{Role: Lead}}}
	sam := Resource{Kind: "participant", ID: "sam", Organisation: "one", Team: "t"}
	if !p.Allows(lead, SeePerson, sam) {
		t.Error("the lead cannot see their own people")
	}
	sam.Organisation = "two"
	if p.Allows(lead, SeePerson, sam) {
		t.Error("the lead sees another organisation's people")
	}
}
