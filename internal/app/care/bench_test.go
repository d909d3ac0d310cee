package care_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"testing"
	"time"

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
	"footbridge.org/footbridge/internal/store/storetest"
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
	storetest.EachMigrated(t, migrated, func(t *testing.T, url string) { do(t, open(t, url)) })
}

func migrated(url string) error {
	k, err := kernel.Open(kernel.Config{Database: url, Secret: derived("secret", 32)})
	if err != nil {
		return err
	}
	defer k.Close()
	return k.Migrate(context.Background())
}

func open(t testing.TB, url string) *bench {
	t.Helper()
	b := &bench{t: t, now: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC), org: named[id.Organisation]("org"),
		team: named[id.Team]("team")}
	k, err := kernel.Open(kernel.Config{Database: url, Secret: derived("secret", 32),
		Now: func() time.Time { return b.now }})
	b.ok(err)
	t.Cleanup(func() { b.ok(k.Close()) })
	b.k, b.care = k, &care.Care{Kernel: k}
	p := &people.People{Kernel: k, Base: "http://localhost"}
	admin := identity.Account{ID: named[id.Account]("Ada"), Name: "Ada", Email: "ada@example.org"}
	o := identity.Organisation{ID: b.org, Name: "Wey Valley", Zone: "Europe/London",
		Programme: "crisis-peer-support", Help: "demo"}
	_, err = p.SetUp(context.Background(), o, admin)
	b.ok(err)
	who := authz.Actor{Account: admin.ID, Organisation: b.org, Grants: []authz.Grant{{Role: authz.Administrator}}}
	b.ok(p.AddTeam(context.Background(), who, identity.Team{ID: b.team, Name: "North"}))
	b.ok(p.AddAccount(context.Background(), who, identity.Account{ID: named[id.Account]("Cora"), Name: "Cora",
		Email: "cora@example.org"}, authz.Grant{Role: authz.Coordinator}))
	return b
}

// staff is somebody with a role: in the team if it is one held there.
func (b *bench) staff(name string, r authz.Role) authz.Actor {
	g := authz.Grant{Role: r}
	if r.InTeam() {
		g.Team = b.team
	}
	return authz.Actor{Account: named[id.Account](name), Organisation: b.org, Grants: []authz.Grant{g}}
}

// referred is somebody whom the team has put forward, unlike others in what
// change does to the referral.
func (b *bench) referred(name string, change ...func(*pathway.Referral)) id.Participant {
	b.t.Helper()
	d, err := content.Latest("crisis-peer-support")
	b.ok(err)
	r := pathway.Referral{
		ID: named[id.Referral](name), Participant: named[id.Participant](name), Team: b.team,
		Identity: programme.Identity{GivenName: name, FamilyName: "Example", BirthDate: date("1990-02-28"),
			NumberStatus: programme.NumberNone},
		Contact: programme.Contact{
			AddressLines: []string{"12 Example Road"}, Phone: "01632 960123", LeaveVoicemail: programme.SafeNo,
			SafeToWrite: programme.SafeYes,
			SafeToText:  programme.SafeYes, SafeToEmail: programme.SafeNo, PreferredChannel: programme.ChannelPhone,
		},
		DischargeDate: date("2026-11-20"),
		Responsible:   pathway.Responsible{Name: "Dr Mbeki", Phone: "01632 960200"},
	}
	for _, line := range d.Eligibility {
		r.Eligibility = append(r.Eligibility, pathway.Answer{Line: line.Key, Reply: line.Required})
	}
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
	if err != nil {
		b.t.Fatal(err)
	}
}

// fails holds err to its kind.
func (b *bench) fails(err error, kind fault.Kind) {
	b.t.Helper()
	if err == nil || fault.Of(err) != kind {
		b.t.Errorf("%v, and not of kind %d", err, kind)
	}
}

// whole holds every row against the trail.
func (b *bench) whole() {
	b.t.Helper()
	v, err := b.k.Verify(context.Background(), nil)
	b.ok(err)
	if !v.Whole() {
		b.t.Errorf("not whole: %v", v.Faults)
	}
}

func derived(name string, n int) []byte {
	var b []byte
	for i := 0; len(b) < n; i++ {
		sum := sha256.Sum256(fmt.Appendf(nil, "%d/%s", i, name))
		b = append(b, sum[:]...)
	}
	return b[:n]
}

func named[T ~string](name string) T { return id.From[T]([16]byte(derived(name, 16))) }

func date(s string) programme.Date {
	d, err := programme.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}
