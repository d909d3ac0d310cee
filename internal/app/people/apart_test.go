package people_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/admin"
	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/trial"
)

// Whose account is closed and who is added anew knows what they knew.
func TestNobodyForgetsTheArmsInANewAccount(t *testing.T) {
	const own, another = "lena@example.org", "lena.two@example.org"
	for name, c := range map[string]struct {
		name, address string
		role          authz.Role
		sure          fault.Sure
		refused       string // for what; empty where it is taken
	}{
		"her name and address": {"Lena", own, authz.Assessor, "name role", "role.apart.was"},
		"her address alone":    {"Magdalena", own, authz.Analyst, "name role", "role.apart.was"},
		"her name alone":       {"lena", another, authz.Assessor, "name", "role.apart.namesake"},
		"her name, surely not": {"Lena", another, authz.Assessor, "name role", ""},
		"her name, as a lead":  {"Lena", another, authz.Lead, "", "account.name.again"},
		"somebody else":        {"Mei", another, authz.Assessor, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ctx, out := context.Background(), &notify.Outbox{Now: b.k.Now}
				b.ok((&study.Study{Kernel: b.k}).OpenStudy(ctx, authz.System("setup", b.org), trial.Study{
					ID: named[id.Study]("study"), Name: "A study", Primary: "after_course", Caveat: "None.",
					Definition: programme.Version{Programme: "crisis-peer-support-study", Number: 1},
					OpenedOn:   programme.Of(b.now, time.UTC)}))
				b.holds("Gus", authz.Governance)
				lena := b.holds("Lena", authz.Lead)
				b.now = b.now.Add(time.Hour)
				b.ok((&care.Care{Kernel: b.k}).EndAccount(ctx, b.ada, lena.Account, care.HandOver{Board: true}))
				b.delivers(&notify.Outbox{Now: b.k.Now})
				anew := identity.Account{ID: named[id.Account]("anew"), Name: c.name, Email: c.address}
				err := b.people.AddAccount(ctx, b.ada, anew, authz.Grant{Role: c.role}, c.sure)
				if keyOn(err) != c.refused {
					t.Errorf("answered %v", err)
				}
				b.delivers(out)
				watched := name == "her name, surely not"
				if told := len(sentTo(out, "gus@example.org", "message.granted")); told > 0 != watched {
					t.Errorf("governance is told %d times", told)
				}
				seen, err := (&admin.Admin{Kernel: b.k}).SeeGivenRoles(ctx, b.staff("Gus", authz.Governance), programme.Page{})
				b.ok(err)
				if listed := slices.ContainsFunc(seen.Namesakes, func(n admin.Namesakes) bool {
					return n.Holder == anew.ID && n.With.Account == lena.Account
				}); listed != watched {
					t.Errorf("governance reads %+v", seen.Namesakes)
				}
				b.whole()
			})
		})
	}
}

// Nor does it help to be given the other role first, in either account.
func TestARoleInOneAccountIsAskedAboutInAnotherOfTheSameName(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		b.holds("Mei", authz.Assessor)
		two := identity.Account{ID: named[id.Account]("two"), Name: "Mei", Email: "mei.two@example.org"}
		b.ok(b.people.AddAccount(ctx, b.ada, two, authz.Grant{Role: authz.Coordinator}, "name role"))
		err := b.people.GrantRole(ctx, b.ada, two.ID, authz.Grant{Role: authz.Supervisor}, "")
		if keyOn(err) != "role.apart.namesake" {
			t.Errorf("answered %v", err)
		}
		b.ok(b.people.GrantRole(ctx, b.ada, two.ID, authz.Grant{Role: authz.Supervisor}, fault.SureOf("role")))
		b.whole()
	})
}
