package admin

import (
	"net/http"
	"slices"

	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

const accountsPath = "/accounts"

// getAccounts handles GET /accounts.
func (h *handlers) getAccounts(r *http.Request, who authz.Actor) (ui.Response, error) {
	n, page := form.Narrow(r, who, h.kernel.Now(), accountsPath), route.Page(r)
	only := identity.StaffOnly{Role: string(form.ChosenOf(n, "role", authz.Roles()...)),
		Team: form.ChosenID[id.Team](n, "team"), Account: form.ChosenOf(n, "account", accountStates...)}
	page.Only.ByName = true
	staff, err := h.people.ListStaff(r.Context(), who, page, only)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	var roles []ui.Option
	for _, role := range authz.Roles() {
		if role != authz.Participant {
			roles = append(roles, ui.Option{Value: string(role), Label: v.Say("role." + string(role))})
		}
	}
	n.Offer("role", roles...)
	n.Offer("team", person.TeamOptions(staff.Teams)...)
	n.OfferKeys("account", accountStates...)
	table := staffTable(v, staff)
	if n.Narrows() {
		table.Empty = person.NobodyOf(v)
	}
	page, _ = page.InOrder(staff.Count)
	parts := []ui.Control{ui.Button{Label: v.Say("account.new"), Path: "/accounts/new"}, accountSearch(v, ""),
		n.Filter(), table, ui.Paginate(v, n.Path(), page, staff.Count)}
	if !staff.Led {
		parts = slices.Insert(parts, 0, ui.Control(ui.Callout{Title: v.Say("account.no_lead.title"),
			Texts: []string{v.Say("account.no_lead.text")}}))
	}
	return ui.ListPage{Title: v.Say("account.title"), Lead: v.Say("account.text"), Parts: parts}.Render(), nil
}

// postFindAccounts handles POST /accounts: who is sought among the staff. What was searched
// for stands in no address.
func (h *handlers) postFindAccounts(r *http.Request, who authz.Actor) (ui.Response, error) {
	typed := r.PostForm.Get("find")
	if fault.Blank(typed) {
		return h.getAccounts(r, who)
	}
	staff, err := h.people.FindStaff(r.Context(), who, typed)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	table := staffTable(v, staff)
	table.Empty = ui.Empty{Title: v.Say("account.find.none"), Text: v.Say("account.find.none_text")}
	page := ui.ListPage{Title: v.Say("account.title"), Parts: []ui.Control{
		accountSearch(v, typed), ui.Link{Label: v.Say("filter.clear"), Path: accountsPath}, table,
	}}
	if shown := len(staff.Members); shown < staff.Count {
		page.Lead = v.Say("account.find.more", staff.Count, shown)
	}
	return page.Render(), nil
}

func accountSearch(v say.Voice, typed string) ui.SearchBox {
	return ui.SearchBox{
		Action: accountsPath, Name: "find", Value: typed,
		Label: v.Say("account.find.label"), Hint: v.Say("account.find.hint"), Button: v.Say("person.find.button"),
	}
}

// accountStates are whether an account is open.
var accountStates = []string{identity.AccountOpen, identity.AccountClosed}

func staffTable(v say.Voice, staff apppeople.Staff) ui.Table {
	t := ui.Table{
		Caption: v.Say("account.count", staff.Count),
		Columns: []ui.Column{{Label: v.Say("account.col.name")}, {Label: v.Say("account.col.roles")},
			{Label: v.Say("account.col.email")}},
	}
	teams := teamNames(staff.Teams)
	for _, m := range staff.Members {
		name := ui.Cell{Link: ui.Link{Label: m.Name, Path: accountPath(m.ID)}}
		if !m.EndedAt.IsZero() {
			name.Tag = ui.Tag{Label: v.Say("account.ended"), State: ui.Stopped}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{name, {Text: rolesOf(v, m.Grants, teams)}, {Text: m.Email}}})
	}
	return t
}

func teamNames(teams []identity.Team) map[id.Team]string {
	names := make(map[id.Team]string, len(teams))
	for _, t := range teams {
		names[t.ID] = t.Name
	}
	return names
}

// rolesOf puts what somebody may do in one line.
func rolesOf(v say.Voice, held []authz.Held, teams map[id.Team]string) string {
	line := ""
	for i, g := range held {
		if i > 0 {
			line += "; "
		}
		line += roleIn(v, g.Grant, teams)
	}
	if line == "" {
		return v.Say("account.no_role")
	}
	return line
}

func roleIn(v say.Voice, g authz.Grant, teams map[id.Team]string) string {
	role := v.Say("role." + string(g.Role))
	if g.Team == "" {
		return role
	}
	return v.Say("role.in_team", role, teams[g.Team])
}
