package admin

import (
	"context"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/ui"
)

// teams lists the organisation's teams, with a form to add one.
func (h *handlers) teams() form.Step[struct{}, []identity.Team, identity.Team] {
	return form.Step[struct{}, []identity.Team, identity.Team]{
		Path: "/teams", Noun: "team", Draws: form.Draws(h.kernel, "team").As("team"),
		Looks: authz.ListTeams, Sends: authz.AddTeam,
		About: form.Here,
		Look: func(ctx context.Context, who authz.Actor, _ struct{}) ([]identity.Team, error) {
			return h.people.ListTeams(ctx, who)
		},
		Draw: func(f *form.Fields, teams []identity.Team) form.View {
			table := ui.Table{
				Caption: f.Words("list"), Quiet: true, Columns: []ui.Column{{Label: f.Voice.Say("account.team.label")}},
				Empty: ui.Empty{Title: f.Words("none.title"), Text: f.Words("none.text")},
			}
			for _, t := range teams {
				table.Rows = append(table.Rows, ui.Texts(t.Name))
			}
			return form.View{
				Title: f.Words("title"), Lead: f.Words("text"), Above: []ui.Control{table, ui.Heading(f.Words("new"))},
				Fields: []ui.Control{f.Input("name", "").Complete("off")}, Save: ui.Button{Label: f.Words("add")},
			}
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
