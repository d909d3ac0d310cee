package care_test

import (
	"context"
	"maps"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/app/post"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// A bench is the use cases on a fresh database, with one organisation and one
// team in it. Ids are derived from names, so that a test can speak of "Sam".
type bench struct {
	t    testing.TB
	k    *kernel.Kernel
	care *care.Care
	now  time.Time
	org  id.Organisation
	team id.Team
}

func onEachEngine(t *testing.T, do func(t *testing.T, b *bench)) {
	apptest.OnEachEngine(t, func(t *testing.T, url string) { do(t, open(t, url)) })
}

func open(t testing.TB, url string) *bench {
	t.Helper()
	b := &bench{t: t, now: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC), org: named[id.Organisation]("org"),
		team: named[id.Team]("team")}
	k := apptest.Open(t, url, &b.now)
	b.k, b.care = k, &care.Care{Kernel: k}
	p := &people.People{Kernel: k, Base: "http://localhost"}
	admin := identity.Account{ID: named[id.Account]("Ada"), Name: "Ada", Email: "ada@example.org"}
	o := identity.Organisation{ID: b.org, Name: "Wey Valley", Zone: "Europe/London",
		Programme: "crisis-peer-support", Help: "demo"}
	_, err := p.SetUp(context.Background(), o, admin)
	b.ok(err)
	who := authz.Actor{Account: admin.ID, Organisation: b.org, Grants: []authz.Grant{{Role: authz.Administrator}}}
	b.ok(p.AddTeam(context.Background(), who, identity.Team{ID: b.team, Name: "North"}))
	b.ok(p.AddAccount(context.Background(), who, identity.Account{ID: named[id.Account]("Cora"), Name: "Cora",
		Email: "cora@example.org"}, authz.Grant{Role: authz.Coordinator}, ""))
	return b
}

// staff is somebody with a role: in the team if it is one held there.
func (b *bench) staff(name string, r authz.Role) authz.Actor {
	return apptest.Staff(b.org, b.team, name, r)
}

// referred is somebody whom the team has put forward, unlike others in what
// change does to the referral.
func (b *bench) referred(name string, change ...func(*pathway.Referral)) id.Participant {
	b.t.Helper()
	d, err := content.Latest("crisis-peer-support")
	b.ok(err)
	r := apptest.Referral(name, b.team, d, date("2026-11-20"))
	for _, c := range change {
		c(&r)
	}
	b.ok(b.care.MakeReferral(context.Background(), b.staff("Remi", authz.Referrer), r, true))
	return r.Participant
}

// accepted is somebody whom the lead has accepted.
func (b *bench) accepted(name string, change ...func(*pathway.Referral)) id.Participant {
	b.t.Helper()
	sam := b.referred(name, change...)
	v := pathway.Decision{ID: named[id.Decision](name), Verdict: pathway.Accept}
	b.ok(b.care.Screen(context.Background(), b.staff("Lena", authz.Lead), sam, v))
	return sam
}

// themselves is sam, signed in.
func (b *bench) themselves(sam id.Participant) authz.Actor {
	return authz.Actor{Account: named[id.Account](string(sam)), Organisation: b.org, Participant: sam}
}

// delivers does all due work, and sends what it asks for to out.
func (b *bench) delivers(out notify.Mailer) {
	b.t.Helper()
	p := &post.Post{Kernel: b.k, Mailer: out, Base: "http://localhost"}
	works := p.Works(append(people.Messages(), care.Messages()...)...)
	maps.Copy(works, b.care.Works())
	maps.Copy(works, (&people.People{Kernel: b.k}).Works())
	_, err := b.k.RunDue(context.Background(), works)
	b.ok(err)
}

func (b *bench) ok(err error) {
	b.t.Helper()
	apptest.OK(b.t, err)
}

func (b *bench) fails(err error, kind fault.Kind) {
	b.t.Helper()
	apptest.Fails(b.t, err, kind)
}

func (b *bench) whole() {
	b.t.Helper()
	apptest.Whole(b.t, b.k)
}

func named[T ~string](name string) T { return apptest.Named[T](name) }

func date(s string) programme.Date { return apptest.Date(s) }
