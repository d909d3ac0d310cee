package care_test

import (
	"context"
	"slices"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// The least time left comes first among all, and names among those of one worker or team.
func TestACaseloadComesByNameAndAllByTheTimeLeft(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash, bo := b.worker("Ash"), b.worker("Bo")
		for _, of := range []struct {
			name, discharged string
			by               authz.Actor
		}{{"Zoe", "2026-11-02", ash}, {"Kim", "2026-11-09", bo}, {"Adam", "2026-11-16", ash}} {
			b.matched(of.name, of.by, func(r *pathway.Referral) { r.DischargeDate = date(of.discharged) })
		}
		for _, of := range []struct {
			only programme.Only
			want []string
		}{
			{programme.Only{}, []string{"Zoe", "Kim", "Adam"}},
			{programme.Only{ByName: true}, []string{"Adam", "Kim", "Zoe"}},
			{programme.Only{Worker: ash.Account}, []string{"Adam", "Zoe"}},
			{programme.Only{Worker: bo.Account}, []string{"Kim"}},
			{programme.Only{Team: b.team}, []string{"Adam", "Kim", "Zoe"}},
			{programme.Only{Worker: bo.Account, Stands: programme.Paused}, nil},
		} {
			found, err := b.care.ListCaseloads(context.Background(), b.staff("Lena", authz.Lead), programme.Page{Only: of.only})
			b.ok(err)
			var names []string
			for _, p := range found.People {
				names = append(names, p.Person.Identity.GivenName)
			}
			if !slices.Equal(names, of.want) || found.Count != len(of.want) || found.ByName != (of.only != programme.Only{}) {
				t.Errorf("%+v: %v of %d, by name %v", of.only, names, found.Count, found.ByName)
			}
		}
	})
}
