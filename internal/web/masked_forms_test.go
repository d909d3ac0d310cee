package web_test

import (
	"context"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
)

// masked are members of o who hold a masked role beside each other: what they send leads them
// to a page that they may read, too.
func (h *house) masked(o organisation) (list []member) {
	ctx := context.Background()
	root := authz.Actor{Account: drawn[id.Account](h, "root"), Organisation: o.id,
		Grants: []authz.Grant{{Role: authz.Administrator}}}
	for _, mask := range authz.MaskedRoles() {
		for _, role := range authz.Roles() {
			if role.InTeam() || role == mask {
				continue
			}
			who := identity.Account{ID: drawn[id.Account](h, "masked"), Name: "Masked " + string(role),
				Email: string(mask) + "." + string(role) + "@example.org"}
			h.ok(h.people.AddAccount(ctx, root, who, authz.Grant{Role: role}, ""))
			h.ok(apptest.HasBesides(h.people.Kernel, root, who.ID, mask))
			list = append(list, member{who.Name, authz.Actor{Account: who.ID, Organisation: o.id,
				Grants: []authz.Grant{{Role: role}, {Role: mask}}}, h.signIn(who.Email)})
		}
	}
	return list
}
