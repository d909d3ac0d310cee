package authz

import (
	"slices"
	"sync"
	"testing"
)

// Every request asks the one policy, which remembers what it has found.
func TestTwentyAskThePolicyAtOnce(t *testing.T) {
	p, err := Parse(policyText) // one that remembers nothing yet
	if err != nil {
		t.Fatal(err)
	}
	mine := Resource{Kind: onAccount, ID: string(asker), Organisation: here}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if got := p.Reach(Lead, SeePerson); !slices.Equal(got, []Case{ForAll}) {
				t.Errorf("the lead sees %v", got)
			}
			if p.Allows(Actor{}, EndSession, mine) {
				t.Error("somebody unknown ends another's session")
			}
		})
	}
	all.Wait()
}
