package admin

import (
	"context"
	"net/http"
	"slices"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// sure asks once before something is ended, and says what happens. Its words
// stand under key: "account.take" has the title account.take_title.
func sure(f *form.Fields, key string, about ...any) form.View {
	title := f.Voice.Say(key + "_title")
	return form.View{
		Window: title, Title: title, Above: []ui.Control{ui.Text(f.Voice.Say(key+"_text", about...))},
		Save:  ui.Button{Label: f.Voice.Say(key + "_button"), Kind: ui.Warning},
		Leave: ui.Link{Label: f.Voice.Say("account.keep")},
	}
}

// refused is v without its button: it says why somebody can't do it to themselves.
func refused(f *form.Fields, v form.View, own memberAsked) form.View {
	v.Above, v.Closed = []ui.Control{ui.Text(f.Voice.Say(whyOwn(own)))}, true
	return v
}

// A grantKey is which role of whose an address names.
type grantKey struct {
	account id.Account
	grant   id.Grant
}

// endRole takes a role back. One that is not held any more is not asked about.
func (h *handlers) endRole() form.Step[grantKey, grantAsked, appcare.HandOver] {
	return form.Step[grantKey, grantAsked, appcare.HandOver]{
		Path: "/accounts/{account}/roles/{grant}/end", Noun: "account", Looks: authz.SeeAccount, Sends: authz.EndRole,
		About: func(r *http.Request, _ authz.Actor) (grantKey, error) {
			account, err := route.ID[id.Account](r, "account")
			if err != nil {
				return grantKey{}, err
			}
			grant, err := route.ID[id.Grant](r, "grant")
			return grantKey{account, grant}, err
		},
		Home: func(k grantKey) string { return accountPath(k.account) },
		Look: func(ctx context.Context, who authz.Actor, k grantKey) (grantAsked, error) {
			m, err := h.member(ctx, who, k.account)
			i := slices.IndexFunc(m.Grants, func(g authz.Held) bool { return g.ID == k.grant })
			if err != nil || i < 0 {
				return grantAsked{memberAsked: m}, err
			}
			d, err := h.care.SeeClosing(ctx, who, k.account, k.grant)
			return grantAsked{m, m.Grants[i].Grant, true, d}, err
		},
		Draw: func(f *form.Fields, g grantAsked) form.View {
			v := sure(f, "account.take", g.Name, roleIn(f.Voice, g.role, teamNames(g.teams)))
			if g.ID == f.Who.Account && g.role.Role == authz.Administrator {
				return refused(f, v, g.memberAsked)
			}
			return handsOver(f, v, g.touched, g.teams)
		},
		Read: readHandOver[grantKey],
		Send: func(ctx context.Context, who authz.Actor, k grantKey, o appcare.HandOver) error {
			return h.care.EndRole(ctx, who, k.account, k.grant, o)
		},
		Then: func(_ authz.Actor, k grantKey, _ appcare.HandOver) ui.Response {
			return ui.Redirect(accountPath(k.account)).Saying("account.taken")
		},
		Instead: func(_ *form.Fields, g grantAsked, err error) (ui.Response, bool) {
			return ui.Redirect(accountPath(g.ID)), err == nil && !g.held // taken back already
		},
	}
}

// A grantAsked is a role of a member of staff's, and whether they hold it.
type grantAsked struct {
	memberAsked
	role    authz.Grant
	held    bool
	touched appcare.Departure
}

// nothing is what a form sends that asks nothing.
func nothing[K any](K, *form.Sent) struct{} { return struct{}{} }

type accountEnd = form.Step[id.Account, memberAsked, struct{}]

// signOut ends wherever somebody is signed in.
func (h *handlers) signOut() accountEnd {
	return h.ofAccount("sign-out", "account.out", accountEnd{
		Sends: authz.EndElsewhere,
		Send: func(ctx context.Context, who authz.Actor, a id.Account, _ struct{}) error {
			return h.people.SignOutAccount(ctx, who, a)
		},
		Then: func(_ authz.Actor, a id.Account, _ struct{}) ui.Response {
			return ui.Redirect(accountPath(a)).Saying("account.outed")
		},
	})
}

// A closingAsked is a member of staff, with whom it touches when they go.
type closingAsked struct {
	memberAsked
	touched appcare.Departure
}

// closeAccount closes an account.
func (h *handlers) closeAccount() form.Step[id.Account, closingAsked, appcare.HandOver] {
	return form.Step[id.Account, closingAsked, appcare.HandOver]{
		Path: "/accounts/{account}/close", Noun: "account", Looks: authz.SeeAccount, Sends: authz.EndAccount,
		About: form.In[id.Account]("account"), Home: accountPath, Read: readHandOver[id.Account],
		Look: func(ctx context.Context, who authz.Actor, a id.Account) (closingAsked, error) {
			m, err := h.member(ctx, who, a)
			if err != nil {
				return closingAsked{}, err
			}
			d, err := h.care.SeeClosing(ctx, who, a, "")
			return closingAsked{m, d}, err
		},
		Draw: func(f *form.Fields, m closingAsked) form.View {
			v := sure(f, "account.close", m.Name)
			if m.ID == f.Who.Account {
				return refused(f, v, m.memberAsked)
			}
			return handsOver(f, v, m.touched, m.teams)
		},
		Send: func(ctx context.Context, who authz.Actor, a id.Account, o appcare.HandOver) error {
			return h.care.EndAccount(ctx, who, a, o)
		},
		Then: func(authz.Actor, id.Account, appcare.HandOver) ui.Response {
			return ui.Redirect("/accounts").Saying("account.closed")
		},
	}
}

func (h *handlers) ofAccount(last, key string, s accountEnd) accountEnd {
	s.Path, s.Noun, s.Looks, s.Look = "/accounts/{account}/"+last, "account", authz.SeeAccount, h.member
	s.About, s.Home, s.Read = form.In[id.Account]("account"), accountPath, nothing[id.Account]
	s.Draw = func(f *form.Fields, m memberAsked) form.View { return sure(f, key, m.Name) }
	return s
}
