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
	Namesakes   ui.Table
	Last        ui.Table
	Pages       ui.Pagination
}

var rolesPage = ui.NewPage[rolesView]("roles")

// getRoles handles GET /access/roles.
func (h *handlers) getRoles(r *http.Request, who authz.Actor) (ui.Response, error) {
	page := route.Page(r)
	given, err := h.admin.SeeGivenRoles(r.Context(), who, page)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := rolesView{
		Back:  ui.Link{Label: v.Say("access.why.back"), Path: "/access"},
		Title: v.Say("access.roles.title"), Text: v.Say("access.roles.text"),
		Apart: apartTable(r, given), Namesakes: namesakesTable(r, given), Last: givenTable(r, given),
		Pages: ui.Paginate(v, r.URL.Path, page, given.Count),
	}
	view.Last.Empty = view.Pages.InPlaceOf(view.Last.Empty)
	return rolesPage.Render(view, view.Title), nil
}

// apartTable tells of roles that somebody has from before they were kept apart.
func apartTable(r *http.Request, given appadmin.GivenRoles) ui.Table {
	v := route.Voice(r)
	t := ui.Table{Caption: v.Say("access.roles.apart"), Quiet: true,
		Columns: []ui.Column{{Label: v.Say("access.roles.who")}, {Label: v.Say("access.roles.both")}},
		Empty:   ui.Empty{Text: v.Say("access.roles.apart_none")}}
	for _, c := range given.Apart {
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: given.Staff[c.With.Account]}, clashCell(r, c)}})
	}
	return t
}

func clashCell(r *http.Request, c authz.Clash) ui.Cell {
	v := route.Voice(r)
	with := v.Say("role." + string(c.With.Role))
	why := v.Say("role.apart."+c.Why, with)
	if !c.Since.IsZero() {
		why = v.Say("role.apart.was", with, v.ShortDay(c.With.Until.In(route.Zone(r))))
	}
	return ui.Cell{Text: v.Say("role.in_team", v.Say("role."+string(c.Role)), with), Note: why}
}

// namesakesTable tells of such roles in two accounts of one name.
func namesakesTable(r *http.Request, given appadmin.GivenRoles) ui.Table {
	v := route.Voice(r)
	t := ui.Table{Caption: v.Say("access.roles.namesakes"), Quiet: true,
		Columns: []ui.Column{{Label: v.Say("access.roles.who")}, {Label: v.Say("access.roles.both")}}}
	for _, n := range given.Namesakes {
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: given.Staff[n.Holder],
			Note: v.Say("access.roles.other", given.Staff[n.With.Account])}, clashCell(r, n.Clash)}})
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
