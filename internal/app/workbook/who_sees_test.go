package workbook

import (
	"slices"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
)

// In a study, whoever has the workbook alone must not learn that others are
// visited.
func TestWhoHasNothingToDoWithVisitsIsToldOfNone(t *testing.T) {
	policy, err := authz.Load()
	if err != nil {
		t.Fatal(err)
	}
	person := authz.Resource{Kind: id.Participant("").Kind(), ID: "p", Organisation: "o", Team: "t"}
	inStudy, visited, followed := person, person, person
	inStudy.Study, inStudy.Followed = true, true
	visited.Worker = "w"
	followed.Worker, followed.Followed = "w", true
	sees := func(of authz.Resource, visits bool) map[authz.Role][]authz.Action {
		all := map[authz.Role][]authz.Action{}
		for _, r := range readers(policy, of, visits, false) {
			all[r.Role] = r.Sees
		}
		return all
	}
	alone := sees(inStudy, false)
	for role, looks := range alone {
		if role == authz.PeerWorker ||
			slices.ContainsFunc(looks, func(a authz.Action) bool {
				return a == authz.SeeEarlierVisits || slices.Contains(ofVisits, a)
			}) {
			t.Errorf("%s sees %v", role, looks)
		}
	}
	if !slices.Contains(alone[authz.Assessor], authz.SeeFollowUp) {
		t.Error("the assessor follows people of a study up")
	}
	service := sees(visited, true)
	if len(service[authz.Assessor]) > 0 || !slices.Contains(service[authz.PeerWorker], authz.SeeShared) ||
		!slices.Contains(service[authz.Lead], authz.SeeVisits) {
		t.Errorf("%v", service)
	}
	if assessor := sees(followed, true)[authz.Assessor]; !slices.Equal(assessor,
		[]authz.Action{authz.AskDoubt, authz.SeeFollowUp}) {
		t.Errorf("the assessor of whoever is followed up sees %v", assessor)
	}
	for role, looks := range service {
		if role != authz.PeerWorker && slices.Contains(looks, authz.SeeShared) {
			t.Errorf("%s opens shared pages", role)
		}
	}
}
