package admin

import (
	"context"
	"net/http"
	"slices"

	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
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
	Change   ui.Button
	Changed  ui.SummaryList
	Roles    ui.Table
	Open     bool // not closed: the rest is there
	Give     ui.Details
	Role     ui.Questions
	Endings  []ui.Button
	Wrong    ui.Table // codes
	Own      string   // why there is less to do about one's own account
}

var accountPage = ui.NewPage[accountView]("account")

// A memberAsked is a member of staff, with what the teams are called.
type memberAsked struct {
	apppeople.Member
	teams []identity.Team
}

func (h *handlers) member(ctx context.Context, who authz.Actor, a id.Account) (memberAsked, error) {
	m, teams, err := h.people.SeeAccount(ctx, who, a)
	return memberAsked{m, teams}, err
}

// A roleSent is one role more.
type roleSent struct {
	authz.Grant
	sure fault.Sure // that nobody of the same name has another that doesn't go with it
}

// giveRole gives somebody one role more.
func (h *handlers) giveRole() form.Post[id.Account, memberAsked, roleSent] {
	return form.Post[id.Account, memberAsked, roleSent]{
		Path: "/accounts/{account}/roles", Noun: "account", Sends: authz.GrantRole, About: form.In[id.Account]("account"),
		Home: accountPath,
		Show: h.showAccount,
		Send: func(ctx context.Context, who authz.Actor, to id.Account, r roleSent) error {
			return h.people.GrantRole(ctx, who, to, r.Grant, r.sure)
		},
		Draw: func(f *form.Fields, m memberAsked) form.View {
			return form.View{
				Action: accountPath(m.ID) + "/roles", Save: ui.Button{Label: f.Words("give_button"), Kind: ui.Secondary},
				Fields: askRole(f, m.teams),
			}
		},
		Read: func(_ id.Account, s *form.Sent) roleSent { return roleSent{readRole(s), s.Sure()} },
		Then: func(_ authz.Actor, a id.Account, _ roleSent) ui.Response {
			return ui.Redirect(accountPath(a)).Saying("account.given")
		},
	}
}

func (h *handlers) showAccount(q form.Request[id.Account]) (ui.Response, error) {
	m, err := h.member(q.Context(), q.Who, q.Key)
	if err != nil {
		return ui.Response{}, err
	}
	v, give := q.Voice(), h.giveRole().Part(q, m)
	view := accountView{
		Problems: form.Problems(q, give), Back: ui.Link{Label: v.Say("account.back"), Path: "/accounts"}, Title: m.Name,
		Facts: accountFacts(q.Request, m.Member), Open: m.EndedAt.IsZero(), Changed: correctedOf(q, m),
		Change: ui.Button{Label: v.Say("account.change"), Path: accountPath(m.ID) + "/change", Kind: ui.Secondary},
		Roles:  rolesTable(q.Request, q.Who, m.Member, m.teams),
		Role:   give.Questions, Wrong: person.WrongCodes(v, q.Zone(), m.Guesses),
	}
	view.Endings = []ui.Button{{Label: v.Say("account.out"), Path: accountPath(m.ID) + "/sign-out", Kind: ui.Secondary}}
	if m.ID == q.Who.Account {
		view.Own = v.Say(whyOwn(m))
	} else {
		view.Give = ui.Details{Label: v.Say("account.give"), Open: give.Again}
		view.Endings = append(view.Endings, ui.Button{Label: v.Say("account.close"), Path: accountPath(m.ID) + "/close",
			Kind: ui.Warning})
	}
	return form.Show(q, accountPage, view, view.Title, give), nil
}

// whyOwn is why somebody who looks at their own account can't give it a role or end it, nor
// that they are an administrator. Where there is no other one, nobody else could be asked.
func whyOwn(m memberAsked) string {
	if m.Only {
		return "account.own_only"
	}
	return "account.own"
}

func accountFacts(r *http.Request, m apppeople.Member) ui.SummaryList {
	v := route.Voice(r)
	state := ui.SummaryLine{Key: v.Say("account.state"), Tag: ui.Tag{Label: v.Say("account.open"), State: ui.Done}}
	if !m.EndedAt.IsZero() {
		state.Tag = ui.Tag{Label: v.Say("account.closed_on", v.ShortDay(m.EndedAt.In(route.Zone(r)))), State: ui.Stopped}
	}
	list := ui.SummaryList{Lines: []ui.SummaryLine{{Key: v.Say("account.col.email"), Value: m.Email}}}
	if !m.Phone.Blank() {
		list.Lines = append(list.Lines, phoneFact(v.Say("account.phone.label"), m.Phone))
	}
	list.Lines = append(list.Lines, state)
	return list
}

func rolesTable(r *http.Request, who authz.Actor, m apppeople.Member, teams []identity.Team) ui.Table {
	v, names := route.Voice(r), teamNames(teams)
	t := ui.Table{
		Caption: v.Say("account.roles"), Quiet: true,
		Columns: []ui.Column{{Label: v.Say("account.col.roles")}, {Label: v.Say("account.take")}},
		Empty:   ui.Empty{Text: v.Say("account.roles_none")},
	}
	closed := authz.ClosedAmong(m.Grants)
	for _, g := range m.Grants {
		role := roleIn(v, g.Grant, names)
		cells := []ui.Cell{{Text: role, Note: v.Say("account.since", v.ShortDay(g.GrantedAt.In(route.Zone(r))))}, {}}
		if !slices.Contains(authz.InForce(m.Grants), g) {
			cells[0].Note += ". " + v.Say("account.shut")
		}
		if slices.Contains(closed, g) {
			cells[0].Note += ". " + v.Say("departure.shut."+string(g.Role))
		}
		if m.ID != who.Account || g.Role != authz.Administrator {
			cells[1].Link = ui.Link{Label: v.Say("account.take"), Hidden: role, Path: endRolePath(m.ID, g.ID)}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: cells})
	}
	return t
}
