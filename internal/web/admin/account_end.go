package admin

import (
	"net/http"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// getEndRole handles GET /accounts/{account}/roles/{grant}/end.
func (h *handlers) getEndRole(r *http.Request, who authz.Actor) (ui.Response, error) {
	view, err := h.sureOfRole(r, who, nil)
	if view.Title == "" {
		return ui.Redirect(accountPath(id.Account(r.PathValue("account")))), err // taken back already
	}
	return surePage.Render(view, view.Title), err
}

// sureOfRole asks about a role that is held; of one that is not, it has no title.
func (h *handlers) sureOfRole(r *http.Request, who authz.Actor, problems fault.Problems) (sureView, error) {
	grant, err := route.ID[id.Grant](r, "grant")
	if err != nil {
		return sureView{}, err
	}
	m, teams, err := h.member(r, who)
	for _, g := range m.Grants {
		if g.ID == grant {
			v := route.Voice(r)
			return sure(v, m.ID, "account.take", problems, m.Name, roleIn(v, g.Grant, teamNames(teams))), err
		}
	}
	return sureView{}, err
}

// postEndRole handles POST /accounts/{account}/roles/{grant}/end.
func (h *handlers) postEndRole(r *http.Request, who authz.Actor) (ui.Response, error) {
	a, err := route.ID[id.Account](r, "account")
	if err != nil {
		return ui.Response{}, err
	}
	grant, err := route.ID[id.Grant](r, "grant")
	if err != nil {
		return ui.Response{}, err
	}
	err = h.people.EndRole(r.Context(), who, a, grant)
	if problems, ok := fault.AsProblems(err); ok {
		view, err := h.sureOfRole(r, who, problems)
		return surePage.Invalid(view, view.Title), err
	}
	return ui.Redirect(accountPath(a)).Saying("account.taken"), err
}

// getSignOut handles GET /accounts/{account}/sign-out.
func (h *handlers) getSignOut(r *http.Request, who authz.Actor) (ui.Response, error) {
	return h.sureOfAccount(r, who, "account.out", nil)
}

// postSignOut handles POST /accounts/{account}/sign-out.
func (h *handlers) postSignOut(r *http.Request, who authz.Actor) (ui.Response, error) {
	a, err := route.ID[id.Account](r, "account")
	if err != nil {
		return ui.Response{}, err
	}
	err = h.people.SignOutAccount(r.Context(), who, a)
	return ui.Redirect(accountPath(a)).Saying("account.outed"), err
}

// getClose handles GET /accounts/{account}/close.
func (h *handlers) getClose(r *http.Request, who authz.Actor) (ui.Response, error) {
	return h.sureOfAccount(r, who, "account.close", nil)
}

// postClose handles POST /accounts/{account}/close.
func (h *handlers) postClose(r *http.Request, who authz.Actor) (ui.Response, error) {
	a, err := route.ID[id.Account](r, "account")
	if err != nil {
		return ui.Response{}, err
	}
	err = h.people.EndAccount(r.Context(), who, a)
	if problems, ok := fault.AsProblems(err); ok {
		return h.sureOfAccount(r, who, "account.close", problems)
	}
	return ui.Redirect("/accounts").Saying("account.closed"), err
}

func (h *handlers) sureOfAccount(r *http.Request, who authz.Actor, key string, problems fault.Problems) (ui.Response, error) {
	m, _, err := h.member(r, who)
	view := sure(route.Voice(r), m.ID, key, problems, m.Name)
	if problems.Any() {
		return surePage.Invalid(view, view.Title), err
	}
	return surePage.Render(view, view.Title), err
}
