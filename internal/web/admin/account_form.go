package admin

import (
	"net/http"
	"strings"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// An accountFormView asks for a new member of staff.
type accountFormView struct {
	Problems    ui.ErrorSummary
	Back        ui.Link
	Title, Text string
	Form        ui.Form
	Name, Email ui.Input
	Role        roleFields
}

// roleFields ask for a role, and for the team of one that is held in a team.
type roleFields struct {
	Role ui.Radios
	Team ui.Select
}

var accountFormPage = ui.NewPage[accountFormView]("account_form")

// An accountForm is what was typed.
type accountForm struct {
	id          id.Account
	name, email string
	role        authz.Grant
}

// readAccountForm keeps what was typed. A form that lost the id which the
// server drew for it gets another.
func (h *handlers) readAccountForm(r *http.Request) accountForm {
	f := accountForm{name: strings.TrimSpace(r.PostForm.Get("name")), email: strings.TrimSpace(r.PostForm.Get("email")), role: readRole(r)}
	drawn, err := id.Parse[id.Account](r.PostForm.Get("account"))
	if err != nil {
		drawn = h.newAccount()
	}
	f.id = drawn
	return f
}

func readRole(r *http.Request) authz.Grant {
	return authz.Grant{Role: authz.Role(r.PostForm.Get("role")), Team: id.Team(r.PostForm.Get("team"))}
}

func (h *handlers) newAccount() id.Account {
	return kernel.NewID[id.Account](h.people.Kernel, "account/"+h.people.Kernel.Now().String())
}

// getAccountForm handles GET /accounts/new.
func (h *handlers) getAccountForm(r *http.Request, who authz.Actor) (ui.Response, error) {
	view, err := h.accountForm(r, who, accountForm{id: h.newAccount()}, nil)
	return accountFormPage.Render(view, view.Title), err
}

func (h *handlers) accountForm(r *http.Request, who authz.Actor, typed accountForm, problems fault.Problems) (accountFormView, error) {
	teams, err := h.people.ListTeams(r.Context(), who)
	v := route.Voice(r)
	f := ui.NewFields(v, "account", problems)
	return accountFormView{
		Problems: f.Summary(), Back: ui.Link{Label: v.Say("account.back"), Path: "/accounts"},
		Title: v.Say("account.new"), Text: v.Say("account.new_text"),
		Form: ui.Form{
			Hidden:  []ui.Hidden{{Name: "account", Value: string(typed.id)}},
			Buttons: []ui.Button{{Label: v.Say("account.add")}},
		},
		Name:  f.Input("name", typed.name).Complete("off"),
		Email: f.Input("email", typed.email).Email().Complete("off"),
		Role:  askRole(v, f, typed.role, teams),
	}, err
}

// askRole asks for a role and a team.
func askRole(v say.Voice, f ui.Fields, typed authz.Grant, teams []identity.Team) roleFields {
	fields := roleFields{Role: f.Radios("role", string(typed.Role))}
	for _, r := range authz.Roles() {
		fields.Role.Options = append(fields.Role.Options, ui.Option{Value: string(r), Label: v.Say("role." + string(r)), Hint: v.Say("role.about." + string(r))})
	}
	var options []ui.Option
	for _, t := range teams {
		options = append(options, ui.Option{Value: string(t.ID), Label: t.Name})
	}
	fields.Team = f.Select("team", string(typed.Team), options...)
	return fields
}

// postAccount handles POST /accounts/new.
func (h *handlers) postAccount(r *http.Request, who authz.Actor) (ui.Response, error) {
	typed := h.readAccountForm(r)
	err := h.people.AddAccount(r.Context(), who, identity.Account{ID: typed.id, Name: typed.name, Email: typed.email}, typed.role)
	if problems, ok := fault.AsProblems(err); ok {
		view, err := h.accountForm(r, who, typed, problems)
		return accountFormPage.Invalid(view, view.Title), err
	}
	return ui.Redirect("/accounts").Saying("account.added"), err
}
