package authz

import (
	"slices"
	"testing"

	"footbridge.org/footbridge/internal/id"
)

// Whoever covers a visit has what it takes until it is written up, then their own note
// and, for a time that is looked up, their worries and doubts; and never what is the
// person's worker's. Masked, they have nothing.
func TestWhoCoversAVisitReachesThatVisitForItsTime(t *testing.T) {
	p, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	bo := Actor{Account: "bo", Organisation: "one", Grants: []Grant{{Role: PeerWorker}}}
	masked := bo
	masked.Grants = append(slices.Clone(bo.Grants), Grant{Role: Assessor})
	sam := Resource{Kind: "participant", ID: "sam", Organisation: "one", Team: "t", Worker: "ash"}
	asked, wrote, other := sam, sam, sam
	asked.Covering, asked.Covered = []id.Account{"bo"}, []id.Account{"bo"}
	wrote.Covered = asked.Covered
	other.Covering, other.Covered = []id.Account{"cy"}, []id.Account{"cy"}
	always := []Action{SeeCoveredVisit, RecordCoveredVisit, GiveBackVisit, CopyCoveredNote}
	// These often come to mind on the way home.
	worries := []Action{AskWorry, RaiseWorry, SeeWorry, AddToWorry, AskDoubt, RaiseDoubt}
	until := []Action{SeeHomeNote}
	for _, what := range Actions() {
		if what.On != sam.Kind || what == EnterLifeJoined {
			continue // the change itself finds whose record is joined with one of the worker's own
		}
		this := func(a Action) bool { return a.Name == what.Name }
		own := slices.ContainsFunc(always, this)
		stays := own || slices.ContainsFunc(worries, this)
		is := stays || slices.ContainsFunc(until, this)
		if p.Allows(bo, what, asked) != is {
			t.Errorf("asked to cover, %s is allowed: %v", what.Name, !is)
		}
		if p.Allows(bo, what, wrote) != stays {
			t.Errorf("after writing it up, %s is allowed: %v", what.Name, !stays)
		}
		if p.Allows(bo, what, sam) || p.Allows(bo, what, other) {
			t.Errorf("%s is allowed to somebody else", what.Name)
		}
		if own && p.Allows(masked, what, asked) {
			t.Errorf("masked, %s is allowed", what.Name)
		}
	}
}
