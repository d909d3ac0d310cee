package admin

import (
	"context"
	"net/http"
	"slices"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A maskKey is which masked role is given to whom.
type maskKey struct {
	account id.Account
	role    authz.Role
}

func maskPath(a id.Account, r authz.Role) string {
	return accountPath(a) + "/roles/" + string(r) + "/give"
}

// giveMaskedRole gives somebody a masked role, once it is said what it closes to them, and
// asked who does their work.
func (h *handlers) giveMaskedRole() form.Step[maskKey, closingAsked, appcare.HandOver] {
	return form.Step[maskKey, closingAsked, appcare.HandOver]{
		Path: "/accounts/{account}/roles/{role}/give", Noun: "account", Looks: authz.SeeAccount, Sends: authz.GrantRole,
		About: func(r *http.Request, _ authz.Actor) (maskKey, error) {
			account, err := route.ID[id.Account](r, "account")
			k := maskKey{account, authz.Role(r.PathValue("role"))}
			if err == nil && !slices.Contains(authz.MaskedRoles(), k.role) {
				err = fault.Absent
			}
			return k, err
		},
		Home: func(k maskKey) string { return accountPath(k.account) },
		Look: func(ctx context.Context, who authz.Actor, k maskKey) (closingAsked, error) {
			m, err := h.member(ctx, who, k.account)
			if err != nil {
				return closingAsked{}, err
			}
			d, err := h.care.SeeMasking(ctx, who, k.account, k.role)
			return closingAsked{m, d}, err
		},
		Draw: func(f *form.Fields, m closingAsked) form.View {
			v := sure(f, "account.mask", m.Name)
			if _, knows := authz.Unblinded(m.Grants, authz.Assessor); knows {
				v.Above = append(v.Above, ui.Text(f.Words("mask_knows")))
			}
			for _, g := range m.touched.Closed {
				v.Above = append(v.Above, ui.Text(f.Voice.Say("departure.shut."+string(g.Role))))
			}
			return handsOver(f, v, m.touched, m.teams)
		},
		Read: readHandOver[maskKey],
		Send: func(ctx context.Context, who authz.Actor, k maskKey, o appcare.HandOver) error {
			return h.care.GiveMaskedRole(ctx, who, k.account, k.role, o)
		},
		Then: func(_ authz.Actor, k maskKey, _ appcare.HandOver) ui.Response {
			return ui.Redirect(accountPath(k.account)).Saying("account.given")
		},
	}
}
