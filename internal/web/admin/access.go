package admin

import (
	"net/http"
	"strings"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// An accessView is who may see what, told by asking the policy.
type accessView struct {
	Title, Text string
	Roles       ui.Tabs
	Because     ui.Link
	Given       ui.Link // who was given which role, for governance
	Legend      ui.SummaryList
	LegendTitle string
	Looks       ui.Table
	Changes     ui.Table
	Others      ui.Table
	OthersText  string
	OthersMore  ui.Details
	Rules       ui.Table
	RulesMore   ui.Details
	Policy      ui.Details
	PolicyText  string
}

var accessPage = ui.NewPage[accessView]("access")

// shown are the roles that the page tells of, a participant's own among them.
func shown() []authz.Role { return append(authz.Roles(), authz.Participant) }

// getAccess handles GET /access: every role, or the one in ?role=.
func (h *handlers) getAccess(r *http.Request, who authz.Actor) (ui.Response, error) {
	policy, err := h.admin.SeePolicy(r.Context(), who)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	one := authz.Role(r.URL.Query().Get("role"))
	roles := shown()
	for _, role := range shown() {
		if role == one {
			roles = []authz.Role{role}
		}
	}
	view := accessView{
		Title: v.Say("access.title"), Text: v.Say("access.lead"), Roles: roleTabs(v, roles),
		Because:     ui.Link{Label: v.Say("access.because"), Path: "/access/why"},
		LegendTitle: v.Say("access.legend"), Legend: legend(v),
		Looks:   accessTable(v, policy, roles, v.Say("access.looks"), func(a authz.Action) bool { return !a.Writes }),
		Changes: accessTable(v, policy, roles, v.Say("access.changes"), func(a authz.Action) bool { return a.Writes }),
		Others:  othersTable(v, policy), OthersMore: ui.Details{Label: v.Say("access.others")},
		OthersText: v.Say("access.others_text"),
		Rules:      rulesTable(v, policy.Rules()), RulesMore: ui.Details{Label: v.Say("access.rules")},
		Policy: ui.Details{Label: v.Say("access.text")}, PolicyText: authz.Text(),
	}
	if who.Has(authz.Governance) {
		view.Given = ui.Link{Label: v.Say("access.given"), Path: "/access/roles"}
	}
	return accessPage.Render(view, view.Title), nil
}

func roleTabs(v say.Voice, chosen []authz.Role) ui.Tabs {
	t := ui.Tabs{Label: v.Say("access.role"),
		Links: []ui.Link{{Label: v.Say("access.everybody"), Path: "/access", Current: len(chosen) > 1}}}
	for _, role := range shown() {
		here := len(chosen) == 1 && chosen[0] == role
		t.Links = append(t.Links, ui.Link{Label: v.Say("role." + string(role)),
			Path: at("/access", "role", string(role)), Current: here})
	}
	return t
}

func legend(v say.Voice) ui.SummaryList {
	var list ui.SummaryList
	for _, c := range authz.Cases() {
		if key := "access.meaning." + string(c); say.Has(key) {
			list.Lines = append(list.Lines, ui.SummaryLine{Key: v.Say("access.reach." + string(c)), Value: v.Say(key)})
		}
	}
	list.Lines = append(list.Lines, ui.SummaryLine{Key: v.Say("access.never"), Value: v.Say("access.legend_never")})
	return list
}

// accessTable tells how far each of roles may do each action that any of them
// may do at all.
func accessTable(v say.Voice, policy *authz.Policy, roles []authz.Role, caption string,
	wanted func(authz.Action) bool) ui.Table {
	t := ui.Table{Caption: caption, Quiet: true, Columns: []ui.Column{{Label: v.Say("access.action")}}}
	for _, role := range roles {
		t.Columns = append(t.Columns, ui.Column{Label: v.Say("role." + string(role))})
	}
	for _, action := range told(policy, roles) {
		if !wanted(action) {
			continue
		}
		row := ui.Row{Cells: []ui.Cell{{Link: ui.Link{Label: v.Say("action." + action.Name),
			Path: at("/access/why", "action", action.Name)}}}}
		for _, role := range roles {
			row.Cells = append(row.Cells, reachCell(v, policy.Reach(role, action)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// told are the actions that somebody with one of roles may do.
func told(policy *authz.Policy, roles []authz.Role) []authz.Action {
	var list []authz.Action
	for _, action := range authz.Actions() {
		for _, role := range roles {
			if len(policy.Reach(role, action)) > 0 {
				list = append(list, action)
				break
			}
		}
	}
	return list
}

func reachCell(v say.Voice, cases []authz.Case) ui.Cell {
	if len(cases) == 0 {
		return ui.Cell{None: v.Say("access.never")}
	}
	return ui.Cell{Text: howFar(v, cases)}
}

func howFar(v say.Voice, cases []authz.Case) string {
	var words []string
	for _, c := range cases {
		words = append(words, v.Say("access.reach."+string(c)))
	}
	return strings.Join(words, ", ")
}

// othersTable tells what is done by nobody who holds a role.
func othersTable(v say.Voice, policy *authz.Policy) ui.Table {
	t := ui.Table{Caption: v.Say("access.others"), Quiet: true, Columns: []ui.Column{{Label: v.Say("access.action")},
		{Label: v.Say("access.done_by")}}}
	for _, action := range authz.Actions() {
		var by []string
		for _, name := range policy.DoneBy(action) {
			by = append(by, actorWords(v, name))
		}
		if len(by) > 0 {
			t.Rows = append(t.Rows, ui.Texts(v.Say("action."+action.Name), strings.Join(by, "; ")))
		}
	}
	return t
}

// actorWords names somebody without an account: the visitor, or a part of the service.
func actorWords(v say.Voice, name string) string {
	part, system := authz.SystemPart(name)
	switch key := "access.by_system." + part; {
	case system && say.Has(key):
		return v.Say(key)
	case system:
		return v.Say("trail.system_actor")
	}
	return v.Say("access.visitor")
}

func rulesTable(v say.Voice, rules []authz.Rule) ui.Table {
	t := ui.Table{Caption: v.Say("access.rules"), Quiet: true, Columns: []ui.Column{{Label: v.Say("access.why_rule")},
		{Label: v.Say("access.effect")}}}
	for _, rule := range rules {
		tag := ui.Tag{Label: v.Say("access.permits"), State: ui.Done}
		if rule.Forbids {
			tag = ui.Tag{Label: v.Say("access.forbids"), State: ui.Stopped}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: rule.Why, Note: rule.ID}, {Tag: tag}}})
	}
	return t
}
