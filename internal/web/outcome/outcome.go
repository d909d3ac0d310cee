// Package outcome owns the pages on which people are followed up: whom to call,
// what came of it, and the acute care that is known of. Who uses them is masked: it
// refuses whatever reveals an arm, and rules: it reads what was sent, calls one use
// case of app/study, and says what to show.
package outcome

import (
	"footbridge.org/footbridge/internal/app/kernel"
	appstudy "footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/route"
)

// handlers are what the routes share.
type handlers struct {
	study  *appstudy.Study
	kernel *kernel.Kernel
}

// Routes are the addresses of this area.
func Routes(k *kernel.Kernel, s *appstudy.Study) []route.Route {
	h := &handlers{s, k}
	routes := []route.Route{
		route.Get(followUpsPath, authz.ListFollowUps, h.getFollowUps),
		route.Post(followUpsPath, authz.ListFollowUps, h.postFindFollowUps),
		route.Get("/follow-up/{participant}", authz.SeeFollowUp, h.getFollowUp),
	}
	return append(routes, form.Routes(h.callForm(), h.callCorrection(), h.episodeForm(), h.episodeCorrection())...)
}

func followUpPath(participant id.Participant) string {
	return followUpsPath + "/" + string(participant)
}
func episodeFormPath(participant id.Participant) string {
	return followUpPath(participant) + "/episodes/new"
}
func correctionPath(participant id.Participant, e id.Episode) string {
	return followUpPath(participant) + "/episodes/" + string(e) + "/correct"
}
