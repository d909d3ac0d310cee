package web_test

import (
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
)

// Whoever may look at something of a person's stands on that person's page of
// who can see what. A new look needs its words there: who_sees.can.ACTION.
func TestEveryLookThatStaffMayTakeIsToldToThePersonItIsAbout(t *testing.T) {
	policy, err := authz.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, look := range authz.Actions() {
		if look.Writes || look.On != id.Participant("").Kind() {
			continue
		}
		for _, role := range authz.Roles() {
			if key := "who_sees.can." + look.Name; len(policy.Reach(role, look)) > 0 && !say.Has(key) {
				t.Errorf("%s: %s may, and there is no %s in internal/say/en/sharing.yaml", look, role, key)
			}
		}
	}
}

// And once such a look was taken, the list of who has looked says what it was:
// a look without words, looks.did.ACTION, would be missing from it.
func TestEveryLookThatStaffMayTakeHasItsWordsInTheListOfWhoHasLooked(t *testing.T) {
	policy, err := authz.Load()
	if err != nil {
		t.Fatal(err)
	}
	// Asked of each line of feedback.list and referral.list, which are the looks that the trail holds.
	lines := map[string]bool{"feedback.hear": true, "referral.recognise": true}
	for _, look := range authz.Actions() {
		if look.Writes || look.On != id.Participant("").Kind() || lines[look.Name] {
			continue
		}
		for _, role := range authz.Roles() {
			own := role == authz.Participant
			if key := "looks.did." + look.Name; !own && len(policy.Reach(role, look)) > 0 && !say.Has(key) {
				t.Errorf("%s: %s may, and there is no %s in internal/say/en/looks.yaml", look, role, key)
			}
		}
	}
}
