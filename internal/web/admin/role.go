package admin

import (
	"net/http"

	appadmin "footbridge.org/footbridge/internal/app/admin"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A rolesView is who was given which role.
type rolesView struct {
	Back        ui.Link
	Title, Text string
	Apart       ui.Table
	Last        ui.Table
}

var rolesPage = ui.NewPage[rolesView]("roles")

// getRoles handles GET /access/roles.
func (h *handlers) getRoles(r *http.Request, who authz.Actor) (ui.Response, error) {
	given, err := h.admin.SeeGivenRoles(r.Context(), who)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := rolesView{
		Back:  ui.Link{Label: v.Say("access.why.back"), Path: "/access"},
		Title: v.Say("access.roles.title"), Text: v.Say("access.roles.text"),
		Apart: apartTable(r, given), Last: givenTable(r, given),
	}
	return rolesPage.Render(view, view.Title), nil
}

// apartTable tells of roles that somebody has from before they were kept apart.
func apartTable(r *http.Request, given appadmin.GivenRoles) ui.Table {
	v, zone := route.Voice(r), route.Zone(r)
	t := ui.Table{Caption: v.Say("access.roles.apart"), Quiet: true,
		Columns: []ui.Column{{Label: v.Say("access.roles.who")}, {Label: v.Say("access.roles.both")}},
		Empty:   ui.Empty{Text: v.Say("access.roles.apart_none")}}
	for _, c := range given.Apart {
		with := v.Say("role." + string(c.With.Role))
		why := v.Say("role.apart."+c.Why, with)
		if !c.Since.IsZero() {
			why = v.Say("role.apart.was", with, v.ShortDay(c.With.Until.In(zone)))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: given.Staff[c.With.Account]},
			{Text: v.Say("role.in_team", v.Say("role."+string(c.Role)), with), Note: why}}})
	}
	return t
}

// givenTable tells which roles were given last, those first that open most.
func givenTable(r *http.Request, given appadmin.GivenRoles) ui.Table {
	v, zone := route.Voice(r), route.Zone(r)
	t := ui.Table{Caption: v.Say("access.roles.last"), Quiet: true,
		Columns: []ui.Column{{Label: v.Say("access.roles.who")}, {Label: v.Say("access.roles.role")},
			{Label: v.Say("access.roles.when")}},
		Empty: ui.Empty{Text: v.Say("access.roles.last_none")}}
	for _, g := range given.Last {
		by := given.Staff[id.Account(g.By)]
		if by == "" {
			by = actorWords(v, g.By)
		}
		note := v.Say("access.roles.by", by)
		if !g.Until.IsZero() {
			note = v.Say("access.roles.until", by, v.ShortDay(g.Until.In(zone)))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: given.Staff[g.Account]},
			{Text: v.Say("role." + string(g.Role)), Note: given.Teams[g.Team]},
			{Text: v.Moment(g.GrantedAt.In(zone)), Note: note}}})
	}
	return t
}
