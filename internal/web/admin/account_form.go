package admin

import (
	"context"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// accountForms are members of staff, their roles, and teams.
func (h *handlers) accountForms() []route.Route {
	return append(form.Routes(h.accountForm(), h.correctAccount(), h.giveRole(), h.endRole(),
		h.signOut(), h.closeAccount(), h.teams(), h.handOver()),
		form.Page("/accounts/{account}", authz.SeeAccount, form.In[id.Account]("account"), h.showAccount))
}

// An accountSent is a new member of staff, with the first role that they hold.
type accountSent struct {
	account identity.Account
	role    authz.Grant
	sure    fault.Sure // that it is nobody who is here already
}

// accountForm asks for a new member of staff.
func (h *handlers) accountForm() form.Step[struct{}, []identity.Team, accountSent] {
	return form.Step[struct{}, []identity.Team, accountSent]{
		Path: "/accounts/new", Noun: "account", Draws: form.Draws(h.kernel, "account").As("account"), Looks: authz.ListTeams,
		Sends: authz.AddAccount,
		About: form.Here, Home: func(struct{}) string { return "/accounts" },
		Look: func(ctx context.Context, who authz.Actor, _ struct{}) ([]identity.Team, error) {
			return h.people.ListTeams(ctx, who)
		},
		Draw: func(f *form.Fields, teams []identity.Team) form.View {
			return form.View{
				Window: f.Words("new"), Title: f.Words("new"), Lead: f.Words("new_text"), Stays: true,
				Back: ui.Link{Label: f.Words("back"), Path: "/accounts"}, Save: ui.Button{Label: f.Words("add")},
				Fields: append([]ui.Control{f.Input("name", "").Complete("off"), f.Input("email", "").Email().Complete("off")},
					askRole(f, teams)...),
			}
		},
		Read: func(_ struct{}, s *form.Sent) accountSent {
			return accountSent{identity.Account{ID: id.Account(s.ID), Name: s.Text("name"), Email: s.Text("email")}, readRole(s),
				s.Sure()}
		},
		Send: func(ctx context.Context, who authz.Actor, _ struct{}, a accountSent) error {
			return h.people.AddAccount(ctx, who, a.account, a.role, a.sure)
		},
		Then: func(authz.Actor, struct{}, accountSent) ui.Response {
			return ui.Redirect("/accounts").Saying("account.added")
		},
	}
}

// askRole asks for a role, and for the team of one that is held in a team.
func askRole(f *form.Fields, teams []identity.Team) []ui.Control {
	roles := f.Radios("role", "")
	for _, r := range authz.Roles() {
		roles.Options = append(roles.Options, ui.Option{Value: string(r), Label: f.Voice.Say("role." + string(r)),
			Hint: f.Voice.Say("role.about." + string(r))})
	}
	var options []ui.Option
	for _, t := range teams {
		options = append(options, ui.Option{Value: string(t.ID), Label: t.Name})
	}
	return []ui.Control{roles, f.Select("team", "", options...)}
}

func readRole(s *form.Sent) authz.Grant {
	return authz.Grant{Role: authz.Role(s.Text("role")), Team: id.Team(s.Text("team"))}
}
