package workbook

import (
	"slices"
	"testing"

	"footbridge.org/footbridge/internal/authz"
)

// In a study, whoever has the workbook alone must not learn that others are
// visited.
func TestWhoHasNothingToDoWithVisitsIsToldOfNone(t *testing.T) {
	policy, err := authz.Load()
	if err != nil {
		t.Fatal(err)
	}
	sees := func(c circumstances) map[authz.Role][]authz.Action {
		all := map[authz.Role][]authz.Action{}
		for _, r := range readers(policy, c) {
			all[r.Role] = r.Sees
		}
		return all
	}
	alone := sees(circumstances{study: true, followed: true})
	for role, looks := range alone {
		if role == authz.PeerWorker || slices.ContainsFunc(looks, func(a authz.Action) bool { return slices.Contains(ofVisits, a) }) {
			t.Errorf("%s sees %v", role, looks)
		}
	}
	if !slices.Contains(alone[authz.Assessor], authz.SeeFollowUp) {
		t.Error("the assessor follows people of a study up")
	}
	service := sees(circumstances{visited: true, visits: true})
	if len(service[authz.Assessor]) > 0 || !slices.Contains(service[authz.PeerWorker], authz.SeeShared) || !slices.Contains(service[authz.Lead], authz.SeeVisits) {
		t.Errorf("%v", service)
	}
	if followed := sees(circumstances{visited: true, visits: true, followed: true}); !slices.Equal(followed[authz.Assessor], []authz.Action{authz.SeeFollowUp}) {
		t.Errorf("the assessor of whoever is followed up sees %v", followed[authz.Assessor])
	}
	for role, looks := range service {
		if role != authz.PeerWorker && slices.Contains(looks, authz.SeeShared) {
			t.Errorf("%s opens shared pages", role)
		}
	}
}
