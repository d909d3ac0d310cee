package admin

import (
	"context"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/ui"
)

// A teamsView is the organisation's teams, and a way to add one.
type teamsView struct {
	Problems    ui.ErrorSummary
	Title, Text string
	Teams       ui.Table
	Heading     string
	Add         ui.Questions
}

var teamsPage = ui.NewPage[teamsView]("teams")

// addTeam adds a team. It stands on the page that lists them.
func (h *handlers) addTeam() form.Post[struct{}, []identity.Team, identity.Team] {
	return form.Post[struct{}, []identity.Team, identity.Team]{
		Path: "/teams", Noun: "team", Draws: form.Draws(h.kernel, "team").As("team"), Sends: authz.AddTeam,
		About: form.Here, Home: func(struct{}) string { return "/teams" }, Show: h.showTeams,
		Draw: func(f *form.Fields, _ []identity.Team) form.View {
			return form.View{Save: ui.Button{Label: f.Words("add")}, Fields: []ui.Control{f.Input("name", "").Complete("off")}}
		},
		Read: func(_ struct{}, s *form.Sent) identity.Team {
			return identity.Team{ID: id.Team(s.ID), Name: s.Text("name")}
		},
		Send: func(ctx context.Context, who authz.Actor, _ struct{}, t identity.Team) error {
			return h.people.AddTeam(ctx, who, t)
		},
		Then: func(authz.Actor, struct{}, identity.Team) ui.Response {
			return ui.Redirect("/teams").Saying("team.added")
		},
	}
}

func (h *handlers) showTeams(q form.Request[struct{}]) (ui.Response, error) {
	teams, err := h.people.ListTeams(q.Context(), q.Who)
	if err != nil {
		return ui.Response{}, err
	}
	v, add := q.Voice(), h.addTeam().Part(q, teams)
	view := teamsView{
		Problems: form.Problems(q, add), Title: v.Say("team.title"), Text: v.Say("team.text"), Heading: v.Say("team.new"),
		Add: add.Questions,
		Teams: ui.Table{
			Caption: v.Say("team.list"), Quiet: true, Columns: []ui.Column{{Label: v.Say("account.team.label")}},
			Empty: ui.Empty{Title: v.Say("team.none.title"), Text: v.Say("team.none.text")},
		},
	}
	for _, t := range teams {
		view.Teams.Rows = append(view.Teams.Rows, ui.Texts(t.Name))
	}
	return form.Show(q, teamsPage, view, view.Title, add), nil
}
