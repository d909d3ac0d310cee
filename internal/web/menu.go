package web

import (
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/people"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// A place is one entry of the menu. What a role is offered here decides
// nothing: the policy is asked when the page is.
type place struct {
	key   string // of its label
	path  string
	group string // the key of what it stands under; empty stands for itself
	roles []authz.Role
	own   func(authz.OwnPlaces) bool // of a participant: whether they have it
	kept  bool                       // only for somebody of whose words some are kept, or were handed over
	arm   bool                       // may show an arm: nothing for anybody who is masked
}

// The groups of the menu, by what people come for.
const (
	groupToday    = "menu.group.today"
	groupPeople   = "menu.group.people"
	groupTeam     = "menu.group.team"
	groupFigures  = "menu.group.figures"
	groupSettings = "menu.group.settings"
)

var (
	participants = []authz.Role{authz.Participant}
	arrange      = []authz.Role{authz.Lead, authz.Supervisor}
)

// places are the main pages. The first of a group stands for the group.
var places = []place{
	{key: "menu.home", path: "/home", roles: participants},
	{key: "menu.own_visits", path: "/my-visits", roles: participants,
		own: func(o authz.OwnPlaces) bool { return o.Visits }},
	{key: "menu.workbook", path: "/workbook", roles: participants,
		own: func(o authz.OwnPlaces) bool { return o.Workbook }},
	{key: "menu.help", path: ui.HelpPath, roles: participants},
	{key: "menu.referrals", path: "/referrals", roles: []authz.Role{authz.Referrer}},
	{key: "menu.visits", path: "/visits", arm: true, roles: []authz.Role{authz.PeerWorker}},
	{key: "menu.board", path: "/board", arm: true, group: groupToday, roles: arrange},
	{key: "menu.worries", path: person.WorryListPath, arm: true, group: groupToday, roles: arrange},
	{key: "menu.life", path: "/life", arm: true, group: groupToday, roles: arrange},
	{key: "draft.handed.title", path: people.HandedPath, arm: true, group: groupToday,
		roles: []authz.Role{authz.Lead}},
	{key: "menu.feedback_list", path: "/feedback/all", arm: true, group: groupToday, roles: arrange},
	{key: "menu.find", path: "/people", group: groupPeople,
		roles: []authz.Role{authz.Lead, authz.Coordinator, authz.Supervisor}},
	{key: "menu.screening", path: "/screening", group: groupPeople, roles: []authz.Role{authz.Lead}},
	{key: "menu.consent", path: "/consent", arm: true, group: groupPeople,
		roles: []authz.Role{authz.Coordinator, authz.Lead}},
	{key: "doubt.list.title", path: "/wrong-details", group: groupPeople,
		roles: []authz.Role{authz.Lead, authz.Coordinator}},
	{key: "menu.caseloads", path: "/caseloads", arm: true, group: groupPeople, roles: arrange},
	{key: "menu.workers", path: "/workers", arm: true, group: groupTeam, roles: arrange},
	{key: "menu.supervision", path: "/supervision", group: groupTeam, roles: arrange},
	{key: "support.list.title", path: "/support-requests", arm: true, group: groupTeam, roles: arrange},
	{key: "lone_working.title", path: "/lone-working", group: groupTeam, roles: arrange},
	{key: "support.own.title", path: "/my-support", arm: true, roles: []authz.Role{authz.PeerWorker}},
	{key: "menu.my_training", path: "/my-training", arm: true, roles: []authz.Role{authz.PeerWorker}},
	{key: "menu.follow_up", path: "/follow-up", roles: []authz.Role{authz.Assessor}},
	{key: "menu.service_report", path: "/service-report", group: groupFigures,
		roles: []authz.Role{authz.Analyst, authz.Lead, authz.Governance}},
	{key: "menu.studies", path: "/studies", group: groupFigures,
		roles: []authz.Role{authz.Analyst, authz.Lead, authz.Coordinator, authz.Governance}},
	{key: "menu.access", path: "/access", arm: true, roles: []authz.Role{authz.Governance}},
	{key: "menu.trail", path: "/trail", arm: true, roles: []authz.Role{authz.Governance}},
	{key: "menu.accounts", path: "/accounts", roles: []authz.Role{authz.Administrator}},
	{key: "menu.teams", path: "/teams", roles: []authz.Role{authz.Administrator}},
	{key: "menu.help_line", path: "/help-line", group: groupSettings, roles: []authz.Role{authz.Administrator}},
	{key: "menu.sender", path: "/sender", group: groupSettings, roles: []authz.Role{authz.Administrator}},
	{key: "menu.system", path: "/system", group: groupSettings, roles: []authz.Role{authz.Administrator}},
}

// ownPlaces are those under somebody's name.
var ownPlaces = []place{
	{key: "menu.consents", path: "/my-consents", roles: participants},
	{key: "menu.looks", path: "/who-has-looked", roles: participants},
	{key: "draft.title", path: people.KeptPath, kept: true},
	{key: "menu.devices", path: "/devices"},
}

func (p place) offeredTo(who authz.Guest) bool {
	switch {
	case p.kept && len(who.Drafts) == 0 && !who.Given:
		return false
	case len(p.roles) == 0:
		return true
	case !slices.ContainsFunc(p.roles, who.Actor.Has) || p.arm && who.Actor.Masked():
		return false
	}
	return p.own == nil || p.own(who.Own)
}

// holds tells whether path is p's page or one below it.
func (p place) holds(path string) bool { return path == p.path || strings.HasPrefix(path, p.path+"/") }

func offered(list []place, who authz.Guest) []place {
	return slices.DeleteFunc(slices.Clone(list), func(p place) bool { return !p.offeredTo(who) })
}

// A menuView is what a page's frame offers.
type menuView struct{ main, below, own []ui.Link }

// menu is what who is offered on the page at path: the places and groups, what
// stands in the group that path is in, and what stands under their name.
func menu(v say.Voice, who authz.Guest, path string) menuView {
	var m menuView
	if who.Actor.Account == "" {
		return m
	}
	list := offered(places, who)
	for _, in := range grouped(list) {
		here := slices.ContainsFunc(in, func(p place) bool { return p.holds(path) })
		link := ui.Link{Label: v.Say(in[0].key), Path: in[0].path, Current: here}
		if len(in) > 1 {
			link.Label = v.Say(in[0].group)
		}
		m.main = append(m.main, link)
		if here && len(in) > 1 {
			m.below = links(v, in, path)
		}
	}
	m.own = links(v, offered(ownPlaces, who), path)
	return m
}

// grouped puts what stands under one group together, where its first stands.
func grouped(list []place) [][]place {
	var all [][]place
	at := map[string]int{}
	for _, p := range list {
		if i, there := at[p.group]; there && p.group != "" {
			all[i] = append(all[i], p)
			continue
		}
		at[p.group] = len(all)
		all = append(all, []place{p})
	}
	return all
}

func links(v say.Voice, list []place, path string) []ui.Link {
	var all []ui.Link
	for _, p := range list {
		all = append(all, ui.Link{Label: v.Say(p.key), Path: p.path, Current: p.holds(path)})
	}
	return all
}

// start is the page that who begins on.
func start(who authz.Actor) string {
	list := offered(places, authz.Guest{Actor: who})
	switch {
	case who.Account == "":
		return "/sign-in"
	case len(list) == 0:
		return "/devices"
	}
	return list[0].path
}
