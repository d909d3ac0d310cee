package people_test

import (
	"context"
	"maps"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/app/post"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/programme"
)

// A bench is the use cases on a fresh database, with one organisation and its
// administrator in it.
type bench struct {
	t      *testing.T
	k      *kernel.Kernel
	people *people.People
	now    time.Time
	org    id.Organisation
	ada    authz.Actor // the administrator
}

func onEachEngine(t *testing.T, do func(t *testing.T, b *bench)) {
	apptest.OnEachEngine(t, func(t *testing.T, url string) { do(t, open(t, url)) })
}

func open(t *testing.T, url string) *bench {
	t.Helper()
	b := &bench{t: t, now: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC), org: named[id.Organisation]("org")}
	b.k = apptest.Open(t, url, &b.now)
	b.people, b.ada = &people.People{Kernel: b.k, Base: "http://localhost"}, b.staff("Ada", authz.Administrator)
	o := identity.Organisation{
		ID: b.org, Name: "Wey Valley", Zone: "Europe/London", Programme: "crisis-peer-support", Help: "demo",
	}
	ada := identity.Account{ID: b.ada.Account, Name: "Ada", Email: "ada@example.org"}
	_, err := b.people.SetUp(context.Background(), o, ada)
	b.ok(err)
	b.holds("Cora", authz.Coordinator)
	return b
}

// staff is somebody with a role, whether or not they have an account.
func (b *bench) staff(name string, r authz.Role) authz.Actor {
	return authz.Actor{Account: named[id.Account](name), Organisation: b.org, Grants: []authz.Grant{{Role: r}}}
}

// holds gives somebody an account with a role.
func (b *bench) holds(name string, r authz.Role) authz.Actor {
	b.t.Helper()
	a := identity.Account{ID: named[id.Account](name), Name: name, Email: strings.ToLower(name) + "@example.org"}
	b.ok(b.people.AddAccount(context.Background(), b.ada, a, authz.Grant{Role: r}, ""))
	return b.staff(name, r)
}

// hired is a peer support worker of whom nothing is on record.
func (b *bench) hired(name string) authz.Actor { return b.holds(name, authz.PeerWorker) }

// worker is one who may visit.
func (b *bench) worker(name string) authz.Actor {
	b.t.Helper()
	ash := b.hired(name)
	b.records(ash.Account, apptest.Trained(name)...)
	return ash
}

// delivers does all due work, and sends what it asks for to out.
func (b *bench) delivers(out notify.Mailer) {
	b.t.Helper()
	p := &post.Post{Kernel: b.k, Mailer: out, Base: "http://localhost"}
	works := p.Works(people.Messages()...)
	maps.Copy(works, b.people.Works())
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
