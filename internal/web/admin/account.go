package admin

import (
	"net/http"

	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// An accountView is one member of staff: who they are, what they may do, and
// what can be done about it.
type accountView struct {
	Problems ui.ErrorSummary
	Back     ui.Link
	Title    string
	Facts    ui.SummaryList
	Roles    ui.Table
	Open     bool // not closed: the rest is there
	Give     ui.Details
	Form     ui.Form
	Role     roleFields
	Endings  []ui.Button
	Own      string // why there is less to do about one's own account
}

var accountPage = ui.NewPage[accountView]("account")

// getAccount handles GET /accounts/{account}.
func (h *handlers) getAccount(r *http.Request, who authz.Actor) (ui.Response, error) {
	view, err := h.account(r, who, authz.Grant{}, nil)
	return accountPage.Render(view, view.Title), err
}

func (h *handlers) account(r *http.Request, who authz.Actor, typed authz.Grant, problems fault.Problems) (accountView, error) {
	m, teams, err := h.member(r, who)
	if err != nil {
		return accountView{}, err
	}
	v := route.Voice(r)
	f := ui.NewFields(v, "account", problems)
	view := accountView{
		Problems: f.Summary(), Back: ui.Link{Label: v.Say("account.back"), Path: "/accounts"}, Title: m.Name,
		Facts: accountFacts(r, m), Open: m.EndedAt.IsZero(), Roles: rolesTable(r, who, m, teams),
		Give: ui.Details{Label: v.Say("account.give"), Open: problems.Any()},
		Form: ui.Form{Action: accountPath(m.ID) + "/roles", Buttons: []ui.Button{{Label: v.Say("account.give_button"), Kind: ui.Secondary}}},
		Role: askRole(v, f, typed, teams),
	}
	view.Endings = []ui.Button{{Label: v.Say("account.out"), Path: accountPath(m.ID) + "/sign-out", Kind: ui.Secondary}}
	if m.ID == who.Account {
		view.Own = v.Say("account.own")
		return view, nil
	}
	view.Endings = append(view.Endings, ui.Button{Label: v.Say("account.close"), Path: accountPath(m.ID) + "/close", Kind: ui.Warning})
	return view, nil
}

func (h *handlers) member(r *http.Request, who authz.Actor) (apppeople.Member, []identity.Team, error) {
	a, err := route.ID[id.Account](r, "account")
	if err != nil {
		return apppeople.Member{}, nil, err
	}
	return h.people.SeeAccount(r.Context(), who, a)
}

func accountFacts(r *http.Request, m apppeople.Member) ui.SummaryList {
	v := route.Voice(r)
	state := ui.SummaryLine{Key: v.Say("account.state"), Tag: ui.Tag{Label: v.Say("account.open"), State: ui.Done}}
	if !m.EndedAt.IsZero() {
		state.Tag = ui.Tag{Label: v.Say("account.closed_on", v.ShortDay(m.EndedAt.In(route.Zone(r)))), State: ui.Stopped}
	}
	return ui.SummaryList{Lines: []ui.SummaryLine{{Key: v.Say("account.col.email"), Value: m.Email}, state}}
}

func rolesTable(r *http.Request, who authz.Actor, m apppeople.Member, teams []identity.Team) ui.Table {
	v, names := route.Voice(r), teamNames(teams)
	t := ui.Table{
		Caption: v.Say("account.roles"), Quiet: true,
		Columns: []ui.Column{{Label: v.Say("account.col.roles")}, {Label: v.Say("account.take")}},
		Empty:   ui.Empty{Text: v.Say("account.roles_none")},
	}
	for _, g := range m.Grants {
		role := roleIn(v, g.Grant, names)
		cells := []ui.Cell{{Text: role, Note: v.Say("account.since", v.ShortDay(g.GrantedAt.In(route.Zone(r))))}, {}}
		if m.ID != who.Account || g.Role != authz.Administrator {
			cells[1].Link = ui.Link{Label: v.Say("account.take"), Hidden: role, Path: endRolePath(m.ID, g.ID)}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: cells})
	}
	return t
}

// postRole handles POST /accounts/{account}/roles.
func (h *handlers) postRole(r *http.Request, who authz.Actor) (ui.Response, error) {
	a, err := route.ID[id.Account](r, "account")
	if err != nil {
		return ui.Response{}, err
	}
	typed := readRole(r)
	err = h.people.GrantRole(r.Context(), who, a, typed)
	if problems, ok := fault.AsProblems(err); ok {
		view, err := h.account(r, who, typed, problems)
		return accountPage.Invalid(view, view.Title), err
	}
	return ui.Redirect(accountPath(a)).Saying("account.given"), err
}

// A sureView asks once, before something is ended, and says what happens.
type sureView struct {
	Problems ui.ErrorSummary
	Title    string
	Text     string
	Form     ui.Form
}

var surePage = ui.NewPage[sureView]("account_sure")

// sure asks about an ending: "account.take" has the title account.take_title.
func sure(v say.Voice, a id.Account, key string, problems fault.Problems, about ...any) sureView {
	return sureView{
		Problems: ui.Summary(v, problems), Title: v.Say(key + "_title"), Text: v.Say(key+"_text", about...),
		Form: ui.Form{
			Buttons: []ui.Button{{Label: v.Say(key + "_button"), Kind: ui.Warning}},
			Leave:   ui.Link{Label: v.Say("account.keep"), Path: accountPath(a)},
		},
	}
}
