package web

import (
	"strings"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

// A place is one entry of the menu. What a role is offered here decides
// nothing: the policy is asked when the page is.
type place struct {
	key   string // of its label
	path  string
	roles []authz.Role
}

// places are the main pages, in the order of the pathway.
var places = []place{
	{"menu.home", "/home", []authz.Role{authz.Participant}},
	{"menu.consents", "/my-consents", []authz.Role{authz.Participant}},
	{"menu.looks", "/who-has-looked", []authz.Role{authz.Participant}},
	{"menu.referrals", "/referrals", []authz.Role{authz.Referrer}},
	{"menu.visits", "/visits", []authz.Role{authz.PeerWorker}},
	{"menu.board", "/board", []authz.Role{authz.Lead, authz.Supervisor}},
	{"menu.screening", "/screening", []authz.Role{authz.Lead}},
	{"menu.consent", "/consent", []authz.Role{authz.Coordinator, authz.Lead}},
	{"doubt.list.title", "/wrong-details", []authz.Role{authz.Lead, authz.Coordinator}},
	{"menu.find", "/people", []authz.Role{authz.Lead, authz.Coordinator, authz.Supervisor}},
	{"menu.caseloads", "/caseloads", []authz.Role{authz.Lead, authz.Supervisor}},
	{"menu.workers", "/workers", []authz.Role{authz.Lead, authz.Supervisor}},
	{"menu.supervision", "/supervision", []authz.Role{authz.Lead, authz.Supervisor}},
	{"menu.my_training", "/my-training", []authz.Role{authz.PeerWorker}},
	{"menu.worries", "/worries", []authz.Role{authz.Lead, authz.Supervisor}},
	{"menu.life", "/life", []authz.Role{authz.Lead, authz.Supervisor}},
	{"menu.feedback_list", "/feedback/all", []authz.Role{authz.Lead, authz.Supervisor}},
	{"menu.follow_up", "/follow-up", []authz.Role{authz.Assessor}},
	{"menu.studies", "/studies", []authz.Role{authz.Analyst, authz.Lead, authz.Coordinator, authz.Governance}},
	{"menu.service_report", "/service-report", []authz.Role{authz.Analyst, authz.Lead, authz.Governance}},
	{"menu.access", "/access", []authz.Role{authz.Governance}},
	{"menu.trail", "/trail", []authz.Role{authz.Governance}},
	{"menu.accounts", "/accounts", []authz.Role{authz.Administrator}},
	{"menu.teams", "/teams", []authz.Role{authz.Administrator}},
	{"menu.help_line", "/help-line", []authz.Role{authz.Administrator}},
	{"menu.system", "/system", []authz.Role{authz.Administrator}},
	{"menu.devices", "/devices", nil},
}

func (p place) offeredTo(who authz.Actor) bool {
	for _, r := range p.roles {
		if who.Has(r) {
			return true
		}
	}
	return len(p.roles) == 0
}

// menu lists the places that who is offered; nobody, when nobody has signed in.
func menu(v say.Voice, who authz.Actor, path string) []ui.Link {
	if who.Account == "" {
		return nil
	}
	var links []ui.Link
	for _, p := range places {
		if p.offeredTo(who) {
			here := path == p.path || strings.HasPrefix(path, p.path+"/")
			links = append(links, ui.Link{Label: v.Say(p.key), Path: p.path, Current: here})
		}
	}
	return links
}

// start is the page that who begins on.
func start(who authz.Actor) string {
	for _, p := range places {
		if p.offeredTo(who) {
			return p.path
		}
	}
	return "/sign-in"
}
