package admin

import (
	"net/http"
	"strings"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A teamsView is the organisation's teams, and a way to add one.
type teamsView struct {
	Problems    ui.ErrorSummary
	Title, Text string
	Teams       ui.Table
	Heading     string
	Form        ui.Form
	Name        ui.Input
}

var teamsPage = ui.NewPage[teamsView]("teams")

// getTeams handles GET /teams.
func (h *handlers) getTeams(r *http.Request, who authz.Actor) (ui.Response, error) {
	view, err := h.teams(r, who, identity.Team{ID: h.newTeam()}, nil)
	return teamsPage.Render(view, view.Title), err
}

func (h *handlers) newTeam() id.Team {
	return kernel.NewID[id.Team](h.people.Kernel, "team/"+h.people.Kernel.Now().String())
}

func (h *handlers) teams(r *http.Request, who authz.Actor, typed identity.Team, problems fault.Problems) (teamsView, error) {
	teams, err := h.people.ListTeams(r.Context(), who)
	v := route.Voice(r)
	f := ui.NewFields(v, "team", problems)
	view := teamsView{
		Problems: f.Summary(), Title: v.Say("team.title"), Text: v.Say("team.text"), Heading: v.Say("team.new"),
		Form: ui.Form{Hidden: []ui.Hidden{{Name: "team", Value: string(typed.ID)}}, Buttons: []ui.Button{{Label: v.Say("team.add")}}},
		Name: f.Input("name", typed.Name).Complete("off"),
		Teams: ui.Table{
			Caption: v.Say("team.list"), Quiet: true, Columns: []ui.Column{{Label: v.Say("account.team.label")}},
			Empty: ui.Empty{Title: v.Say("team.none.title"), Text: v.Say("team.none.text")},
		},
	}
	for _, t := range teams {
		view.Teams.Rows = append(view.Teams.Rows, ui.Texts(t.Name))
	}
	return view, err
}

// postTeam handles POST /teams.
func (h *handlers) postTeam(r *http.Request, who authz.Actor) (ui.Response, error) {
	team := identity.Team{Name: strings.TrimSpace(r.PostForm.Get("name"))}
	var err error
	if team.ID, err = id.Parse[id.Team](r.PostForm.Get("team")); err != nil {
		team.ID = h.newTeam()
	}
	err = h.people.AddTeam(r.Context(), who, team)
	if problems, ok := fault.AsProblems(err); ok {
		view, err := h.teams(r, who, team, problems)
		return teamsPage.Invalid(view, view.Title), err
	}
	return ui.Redirect("/teams").Saying("team.added"), err
}
