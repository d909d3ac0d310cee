package care_test

import (
	"context"
	"slices"
	"testing"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// ada is the administrator.
func (b *bench) ada() authz.Actor { return b.staff("Ada", authz.Administrator) }

// grantOf is the one role that somebody holds.
func (b *bench) grantOf(who authz.Actor) id.Grant {
	b.t.Helper()
	p := &people.People{Kernel: b.k}
	m, _, err := p.SeeAccount(context.Background(), b.ada(), who.Account)
	b.ok(err)
	if len(m.Grants) != 1 {
		b.t.Fatalf("%d roles", len(m.Grants))
	}
	return m.Grants[0].ID
}

// hires gives somebody an account with a role.
func (b *bench) hires(name string, r authz.Role) authz.Actor {
	b.t.Helper()
	p := &people.People{Kernel: b.k, Base: "http://localhost"}
	a := identity.Account{ID: named[id.Account](name), Name: name, Email: name + "@example.org"}
	b.ok(p.AddAccount(context.Background(), b.ada(), a, authz.Grant{Role: r}))
	return b.staff(name, r)
}

// waiting are those on the board.
func (b *bench) waiting(who authz.Actor) (list []id.Participant) {
	b.t.Helper()
	board, err := b.care.SeeBoard(context.Background(), who, programme.Page{})
	b.ok(err)
	for _, w := range board.Waiting {
		list = append(list, w.ID)
	}
	return list
}

const handedOver = "A colleague's work needs your attention"

// roads are every use case that ends a worker's account or role, or their visits.
func (b *bench) roads(ash authz.Actor) map[string]func(care.HandOver) error {
	ctx := context.Background()
	return map[string]func(care.HandOver) error{
		"the account": func(h care.HandOver) error { return b.care.EndAccount(ctx, b.ada(), ash.Account, h) },
		"the role":    func(h care.HandOver) error { return b.care.EndRole(ctx, b.ada(), ash.Account, b.grantOf(ash), h) },
		"long leave": func(h care.HandOver) error {
			return b.care.HandOver(ctx, b.staff("Lena", authz.Lead), ash.Account, h)
		},
	}
}

func TestNoRoadLeavesSomebodyWithAWorkerWhoWontCome(t *testing.T) {
	for _, road := range []string{"the account", "the role", "long leave"} {
		t.Run(road, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ash, lena := b.worker("Ash"), b.staff("Lena", authz.Lead)
				sam := b.planned("Sam", ash)
				end := b.roads(ash)[road]
				b.says(end(care.HandOver{}), "to", "departure.to.missing")
				b.says(end(care.HandOver{To: ash.Account}), "to", "departure.to.missing")
				if m := b.whoVisits(lena, sam); m.Match == "" {
					t.Fatal("a refused change ended the match")
				}
				b.ok(end(care.HandOver{Board: true}))
				b.ok(b.care.HandOver(context.Background(), lena, ash.Account, care.HandOver{Board: true})) // nobody is left
				m := b.whoVisits(lena, sam)
				if m.Match != "" || len(m.Past) != 1 || m.Past[0].Reason != workforce.WorkerAway {
					t.Errorf("still matched: %+v", m)
				}
				if c := b.visits(lena, sam); c.Planned() != 0 || len(c.ToPlan()) != 10 {
					t.Errorf("%d visits are still to come", c.Planned())
				}
				if w := b.waiting(lena); !slices.Equal(w, []id.Participant{sam}) {
					t.Errorf("on the board: %v", w)
				}
				b.whole()
			})
		})
	}
}

func TestAWorkerWhoLeavesHandsOverTheirPeopleAndVisitsAtOnce(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), outbox()
		b.hires("Lena", authz.Lead)
		ash, bo := b.worker("Ash"), b.worker("Bo")
		sam, kim := b.planned("Sam", ash, byEmail("sam@example.org")), b.plannedAt(11, "Kim", ash)
		b.signsIn(sam)
		b.mails(out)
		d, err := b.care.SeeClosing(ctx, b.ada(), ash.Account, "")
		b.ok(err)
		if v := d.Visits; v.People != 2 || v.Planned != 20 || v.Next.IsZero() || len(d.Others) != 1 {
			t.Errorf("it touches %+v", d)
		}
		b.ok(b.care.EndAccount(ctx, b.ada(), ash.Account, care.HandOver{To: bo.Account}))
		b.ok(b.care.EndAccount(ctx, b.ada(), ash.Account, care.HandOver{To: bo.Account})) // the second tap
		planned := 0
		for _, x := range []id.Participant{sam, kim} {
			for _, v := range b.visits(bo, x).Open() {
				planned++
				if v.Worker != bo.Account {
					t.Error("a visit to come is still of somebody who has left")
				}
			}
		}
		if planned != 10 {
			t.Errorf("%d visits are planned, of two people whose times leave none for the way", planned)
		}
		got := b.mails(out)
		if len(got[newNews]) != 1 || len(got[newVisit]) != 4 || len(got[handedOver]) != 1 || len(got[oneFewer]) != 0 {
			t.Errorf("told: %v", got)
		}
		b.whole()
	})
}

func TestNobodyWhoIsMaskedEndsAWorkerOrLearnsWhomTheyVisit(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		b.matched("Sam", ash)
		masked := b.ada()
		masked.Grants = append(masked.Grants, authz.Grant{Role: authz.Assessor})
		d, err := b.care.SeeClosing(ctx, masked, ash.Account, "")
		b.ok(err)
		if !d.Hidden || d.Visits.People != 0 || len(d.Others) != 0 {
			t.Errorf("a masked administrator reads %+v", d)
		}
		b.fails(b.care.EndAccount(ctx, masked, ash.Account, care.HandOver{Board: true}), fault.Conflict)
	})
}

func TestTheLastHolderOfARoleIsNamedWithWhatWaits(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		ruth := b.hires("Ruth", authz.Supervisor)
		b.worker("Ash")
		d, err := b.care.SeeClosing(ctx, b.ada(), ruth.Account, "")
		b.ok(err)
		if len(d.Only) != 1 || d.Only[0].Role != authz.Supervisor || d.Only[0].Waiting != 1 {
			t.Errorf("only: %+v", d.Only)
		}
		b.hires("Lena", authz.Lead)
		b.ok(b.care.EndAccount(ctx, b.ada(), b.hires("Remi", authz.Assessor).Account, care.HandOver{}))
		out := outbox()
		if got := b.mails(out); len(got[handedOver]) != 2 {
			t.Errorf("of the last assessor were told: %v", got)
		}
		b.hires("Rhys", authz.Supervisor)
		if d, err = b.care.SeeClosing(ctx, b.ada(), ruth.Account, b.grantOf(ruth)); err != nil || len(d.Only) != 0 {
			t.Errorf("with another: %+v, %v", d.Only, err)
		}
	})
}

func TestAWorkerWithPeopleIsGivenNoRoleThatClosesTheirRecords(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, p, ash := context.Background(), &people.People{Kernel: b.k}, b.worker("Ash")
		sam, assessor := b.matched("Sam", ash), authz.Grant{Role: authz.Assessor}
		b.says(p.GrantRole(ctx, b.ada(), ash.Account, assessor), "role", "role.masked")
		b.ok(b.care.HandOver(ctx, b.staff("Lena", authz.Lead), ash.Account, care.HandOver{Board: true}))
		b.ok(p.GrantRole(ctx, b.ada(), ash.Account, assessor))
		if w := b.waiting(b.staff("Lena", authz.Lead)); !slices.Equal(w, []id.Participant{sam}) {
			t.Errorf("on the board: %v", w)
		}
	})
}
