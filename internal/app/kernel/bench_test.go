package kernel_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/app/post"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/store/storetest"
)

// A bench is a kernel with one organisation, a team, a referrer and a lead.
type bench struct {
	t        testing.TB
	url      string
	k        *kernel.Kernel
	care     *care.Care
	people   *people.People
	out      *notify.Outbox
	now      time.Time
	log      *logged
	org      id.Organisation
	team     id.Team
	admin    authz.Actor
	referrer authz.Actor
	lead     authz.Actor
	raw      *sql.DB // the database itself, past the kernel
}

// logged keeps what is logged.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) bytes() []byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	return bytes.Clone(l.text.Bytes())
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

func migrate(url string) error {
	k, err := kernel.Open(kernel.Config{Database: url, Secret: derived("secret", 32)})
	if err != nil {
		return err
	}
	return errors.Join(k.Migrate(context.Background()), k.Close())
}

// each runs do on a fresh database of either engine, with an organisation in it.
func each(t *testing.T, do func(t *testing.T, b *bench)) {
	t.Helper()
	storetest.EachMigrated(t, migrate, func(t *testing.T, url string) { do(t, open(t, url)) })
}

func open(t testing.TB, url string) *bench {
	t.Helper()
	b := beside(t, url)
	b.settle()
	return b
}

// beside opens a database in which an organisation is settled, or will be: a
// second one is a second copy of the service.
func beside(t testing.TB, url string) *bench {
	t.Helper()
	b := &bench{t: t, url: url, log: &logged{}, now: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC),
		org: named[id.Organisation]("org"), team: named[id.Team]("team")}
	b.out = &notify.Outbox{Now: func() time.Time { return b.now }}
	b.raw = openRaw(t, url)
	b.use(b.kernel(nil))
	b.admin = b.actor("Ada", authz.Grant{Role: authz.Administrator})
	b.referrer = b.actor("Remi", authz.Grant{Role: authz.Referrer, Team: b.team})
	b.lead = b.actor("Lena", authz.Grant{Role: authz.Lead})
	return b
}

// kernel opens a copy of the service on the bench's database, under a policy
// of its own if one is given.
func (b *bench) kernel(policy *authz.Policy) *kernel.Kernel {
	b.t.Helper()
	k, err := kernel.Open(kernel.Config{
		Database: b.url, Secret: derived("secret", 32), Now: func() time.Time { return b.now },
		Policy: policy, Log: slog.New(slog.NewTextHandler(b.log, nil)),
	})
	ok(b.t, err)
	b.t.Cleanup(func() {
		if err := k.Close(); err != nil {
			b.t.Error(err)
		}
	})
	return k
}

func (b *bench) use(k *kernel.Kernel) {
	b.k, b.care = k, &care.Care{Kernel: k}
	b.people = &people.People{Kernel: k, Base: "http://localhost"}
}

// close closes the bench before its test is over.
func (b *bench) close() {
	b.t.Helper()
	ok(b.t, errors.Join(b.k.Close(), b.raw.Close()))
}

func (b *bench) settle() {
	ctx := context.Background()
	o := identity.Organisation{ID: b.org, Name: "Wey Valley", Zone: "Europe/London",
		Programme: "crisis-peer-support", Help: "demo"}
	_, err := b.people.SetUp(ctx, o, identity.Account{ID: b.admin.Account, Name: "Ada", Email: "ada@example.org"})
	ok(b.t, err)
	ok(b.t, b.people.AddTeam(ctx, b.admin, identity.Team{ID: b.team, Name: "North"}))
	b.staff("Remi", b.referrer.Grants[0])
	b.staff("Lena", b.lead.Grants[0])
}

// elsewhere settles a second organisation and returns its lead.
func (b *bench) elsewhere() authz.Actor {
	b.t.Helper()
	ctx, org := context.Background(), named[id.Organisation]("elsewhere")
	o := identity.Organisation{ID: org, Name: "Loddon", Zone: "Europe/London",
		Programme: "crisis-peer-support", Help: "demo"}
	admin := identity.Account{ID: named[id.Account]("Abel"), Name: "Abel", Email: "abel@example.org"}
	_, err := b.people.SetUp(ctx, o, admin)
	ok(b.t, err)
	return authz.Actor{Account: admin.ID, Organisation: org, Grants: []authz.Grant{{Role: authz.Administrator},
		{Role: authz.Lead}}}
}

func (b *bench) actor(name string, g authz.Grant) authz.Actor {
	return authz.Actor{Account: named[id.Account](name), Organisation: b.org, Grants: []authz.Grant{g}}
}

func (b *bench) staff(name string, g authz.Grant) authz.Actor {
	a := identity.Account{ID: named[id.Account](name), Name: name, Email: name + "@example.org"}
	ok(b.t, b.people.AddAccount(context.Background(), b.admin, a, g, ""))
	return b.actor(name, g)
}

func (b *bench) referral(name string) pathway.Referral {
	d, err := content.Latest("crisis-peer-support")
	ok(b.t, err)
	r := pathway.Referral{
		ID: named[id.Referral](name), Participant: named[id.Participant](name), Team: b.team,
		Identity: programme.Identity{
			GivenName: name, FamilyName: "O’Brien-Łukasz", BirthDate: date("1990-02-28"), NumberStatus: programme.NumberNone,
		},
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
	return r
}

// refer makes a referral of somebody called name and returns it.
func (b *bench) refer(name string) pathway.Referral {
	b.t.Helper()
	r := b.referral(name)
	ok(b.t, b.care.MakeReferral(context.Background(), b.referrer, r, true))
	return r
}

// works sends the messages that are due.
func (b *bench) works() map[string]kernel.Work {
	out := &post.Post{Kernel: b.k, Mailer: b.out, Base: "http://localhost"}
	works := out.Works(people.Messages()...)
	maps.Copy(works, b.people.Works())
	return works
}

// code asks for a sign-in code in the browser with this mark, and reads it in the mail.
func (b *bench) code(email, mark string) (code string) {
	b.t.Helper()
	ctx := context.Background()
	ok(b.t, b.people.AskCode(ctx, email, identity.Browser{Mark: mark}))
	_, err := b.k.RunDue(ctx, b.works())
	ok(b.t, err)
	for _, mail := range b.out.List() {
		if said, is := strings.CutPrefix(mail.Text, "Your code is "); is && mail.To == email {
			return said[:identity.CodeDigits+1]
		}
	}
	b.t.Fatalf("no code was sent to %s", email)
	return ""
}

func date(s string) programme.Date {
	d, err := programme.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (b *bench) verify() {
	b.t.Helper()
	v, err := b.k.Verify(context.Background(), nil)
	ok(b.t, err)
	if !v.Whole() {
		b.t.Errorf("not whole: %v", v.Faults)
	}
}

func openRaw(t testing.TB, url string) *sql.DB {
	t.Helper()
	driver, address := "pgx", url
	if path, is := strings.CutPrefix(url, "sqlite:"); is {
		driver, address = "sqlite", "file:"+path+"?_pragma=busy_timeout(10000)"
	}
	db, err := sql.Open(driver, address)
	ok(t, err)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// count counts the rows of a table, or those that a condition picks.
func (b *bench) count(from string, values ...any) (n int) {
	b.t.Helper()
	ok(b.t, b.raw.QueryRow("SELECT count(*) FROM "+from, values...).Scan(&n))
	return n
}

// entries counts the entries of the bench's organisation for an action.
func (b *bench) entries(action string) int {
	b.t.Helper()
	return b.count("entry WHERE organisation_id = $1 AND action = $2 AND refused = FALSE", string(b.org), action)
}

// held counts the rows of every table that the trail covers, and of the trail.
func (b *bench) held() map[string]int {
	b.t.Helper()
	n := map[string]int{}
	for _, table := range append(store.Tables(), "entry", "entry_row", "entry_person", "chain", "due", "lookup",
		"standing", "visiting", "waiting") {
		n[table] = b.count(table)
	}
	return n
}

// holds checks how many there are of something.
func (b *bench) holds(want, got int, what string) {
	b.t.Helper()
	if got != want {
		b.t.Errorf("%s: %d, not %d", what, got, want)
	}
}
