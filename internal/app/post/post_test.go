package post_test

import (
	"context"
	"errors"
	"strings"
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
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// kind is the due work that asks for the messages of these tests.
const kind = "test.notice"

// A bench is an organisation with a lead and with Sam, who can sign in.
type bench struct {
	t        *testing.T
	k        *kernel.Kernel
	people   *people.People
	out      *outbox
	now      time.Time
	org      id.Organisation
	root     authz.Actor // keeps the accounts
	lena     authz.Actor
	sam      id.Participant
	accounts map[string]id.Account
}

// An outbox keeps what is sent, and can be told to fail.
type outbox struct {
	sent []notify.Message
	deaf bool
}

func (o *outbox) Send(_ context.Context, m notify.Message) error {
	if o.deaf {
		return errors.New("no line")
	}
	o.sent = append(o.sent, m)
	return nil
}

func onEachEngine(t *testing.T, do func(b *bench)) {
	apptest.OnEachEngine(t, func(t *testing.T, url string) { do(open(t, url)) })
}

func open(t *testing.T, url string) *bench {
	b := &bench{t: t, out: &outbox{}, org: named[id.Organisation]("org")}
	b.now = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
	b.k = apptest.Open(t, url, &b.now)
	b.people = &people.People{Kernel: b.k, Base: "http://localhost"}
	b.settle()
	return b
}

func (b *bench) settle() {
	ctx := context.Background()
	ada := identity.Account{ID: named[id.Account]("Ada"), Name: "Ada", Email: "ada@example.org"}
	o := identity.Organisation{
		ID: b.org, Name: "Wey Valley", Zone: "Europe/London", Programme: "crisis-peer-support", Help: "demo",
	}
	_, err := b.people.SetUp(ctx, o, ada)
	b.ok(err)
	b.root = authz.Actor{Account: ada.ID, Organisation: b.org, Grants: []authz.Grant{{Role: authz.Administrator}}}
	team := identity.Team{ID: named[id.Team]("North"), Name: "North"}
	b.ok(b.people.AddTeam(ctx, b.root, team))
	a := identity.Account{ID: named[id.Account]("Lena"), Name: "Lena", Email: "lena@example.org"}
	b.lena = authz.Actor{Account: a.ID, Organisation: b.org, Grants: []authz.Grant{{Role: authz.Lead}}}
	b.ok(b.people.AddAccount(ctx, b.root, a, authz.Grant{Role: authz.Lead}, ""))
	b.sam = b.referred(team.ID)
	_, err = b.people.GiveCard(ctx, b.lena, b.sam)
	b.ok(err)
	b.accounts = map[string]id.Account{"Lena": a.ID, "Sam": b.accountOf(b.sam)}
}

// referred is Sam, to whom an e-mail is safe.
func (b *bench) referred(team id.Team) id.Participant {
	d, err := content.Latest("crisis-peer-support")
	b.ok(err)
	r := pathway.Referral{
		ID: named[id.Referral]("Sam"), Participant: named[id.Participant]("Sam"), Team: team,
		Identity: programme.Identity{
			GivenName: "Sam", FamilyName: "Example", BirthDate: date("1990-02-28"), NumberStatus: programme.NumberNone,
		},
		Contact: programme.Contact{
			NoFixedAddress: true, Phone: "01632 960123", Email: "sam@example.org", LeaveVoicemail: programme.SafeNo,
			SafeToWrite: programme.SafeNo, SafeToText: programme.SafeNo, SafeToEmail: programme.SafeYes,
			PreferredChannel: programme.ChannelEmail,
		},
		DischargeDate: date("2026-11-20"), Responsible: pathway.Responsible{Name: "Dr Mbeki", Phone: "01632 960200"},
	}
	for _, line := range d.Eligibility {
		r.Eligibility = append(r.Eligibility, pathway.Answer{Line: line.Key, Reply: line.Required})
	}
	remi := authz.Actor{Account: named[id.Account]("Remi"), Organisation: b.org}
	remi.Grants = []authz.Grant{{Role: authz.Referrer, Team: team}}
	b.ok((&care.Care{Kernel: b.k}).MakeReferral(context.Background(), remi, r, true))
	return r.Participant
}

// accountOf is the account that somebody signs in with.
func (b *bench) accountOf(p id.Participant) (a id.Account) {
	b.t.Helper()
	b.change(func(tx *kernel.Tx) (err error) {
		a, err = tx.FindAccountOfParticipant(p)
		return err
	})
	return a
}

// change writes with do, as the service does at the machine itself.
func (b *bench) change(do func(*kernel.Tx) error) {
	b.t.Helper()
	b.ok(kernel.Change(context.Background(), b.k, authz.System("setup", b.org), authz.AddTeam, b.org, do))
}

// asks has a message asked for, to somebody.
func (b *bench) asks(to string) {
	b.t.Helper()
	b.change(func(tx *kernel.Tx) error { return tx.AddDue(kind, string(b.accounts[to]), "item", b.now) })
}

// delivers does what is due, and returns what was sent of it.
func (b *bench) delivers(m post.Message) []notify.Message {
	b.t.Helper()
	before := len(b.out.sent)
	p := &post.Post{Kernel: b.k, Mailer: b.out, Base: "http://localhost"}
	m.Kind = kind
	_, err := b.k.RunDue(context.Background(), p.Works(m))
	b.ok(err)
	return b.out.sent[before:]
}

// left is how many of these messages are still to be sent.
func (b *bench) left(to string) (n int) {
	b.t.Helper()
	b.change(func(tx *kernel.Tx) error {
		due, err := tx.ListDue(b.now.AddDate(1, 0, 0), 100)
		for _, d := range due {
			if d.Kind == kind && d.Subject == string(b.accounts[to]) {
				n++
			}
		}
		return err
	})
	return n
}

// happens enters that something happened in Sam's life.
func (b *bench) happens(k life.Kind) {
	b.t.Helper()
	e := life.Event{ID: named[id.LifeEvent](string(k)), Kind: k, On: date("2026-11-22"), Sure: fault.SureOf("on")}
	b.ok((&care.Care{Kernel: b.k}).EnterLife(context.Background(), b.lena, b.sam, e, true))
}

func (b *bench) ok(err error) {
	b.t.Helper()
	apptest.OK(b.t, err)
}

func named[T ~string](name string) T { return apptest.Named[T](name) }

func date(s string) programme.Date { return apptest.Date(s) }

// aNotice is a message as an area declares one.
var aNotice = post.Message{Key: "message.visit", Page: "/visits"}

func TestAMessageIsSentOnceInTheCataloguesWords(t *testing.T) {
	onEachEngine(t, func(b *bench) {
		b.asks("Lena")
		sent := b.delivers(aNotice)
		if len(sent) != 1 || len(b.delivers(aNotice)) > 0 || b.left("Lena") > 0 {
			b.t.Fatalf("sent %v, and %d are left", sent, b.left("Lena"))
		}
		m := sent[0]
		if m.To != "lena@example.org" || m.ID == "" || m.Subject != say.English().Say("message.visit.subject") {
			b.t.Errorf("sent %+v", m)
		}
		if !strings.Contains(m.Text, "\nhttp://localhost/visits") {
			b.t.Errorf("it doesn't lead to the page: %s", m.Text)
		}
	})
}

func TestWhatAMessageIsToldStandsAfterItsPage(t *testing.T) {
	onEachEngine(t, func(b *bench) {
		b.asks("Lena")
		sent := b.delivers(post.Message{Key: "message.life.worker", Page: "/visits", Told: func(d post.Draft) ([]any, error) {
			return []any{"whoever has " + d.Due.Item}, nil
		}})
		if len(sent) != 1 {
			b.t.Fatalf("sent %v", sent)
		}
		for _, words := range []string{"http://localhost/visits\n", "You can ring whoever has item first"} {
			if !strings.Contains(sent[0].Text, words) {
				b.t.Errorf("it doesn't say %q: %s", words, sent[0].Text)
			}
		}
	})
}

func TestAMessageThatIsOwedNoMoreIsDoneWithoutSending(t *testing.T) {
	onEachEngine(t, func(b *bench) {
		b.asks("Lena")
		m := aNotice
		m.Owed = func(post.Draft) (bool, error) { return false, nil }
		m.Sent = func(*kernel.Tx, jobs.Due) error { return errors.New("nothing was sent") }
		if sent := b.delivers(m); len(sent) > 0 || b.left("Lena") > 0 {
			b.t.Errorf("sent %v, and %d are left", sent, b.left("Lena"))
		}
	})
}

func TestAMessageThatDoesNotLeaveIsSentLaterUnderTheSameID(t *testing.T) {
	onEachEngine(t, func(b *bench) {
		b.asks("Lena")
		var noted []string
		m := aNotice
		m.Sent = func(_ *kernel.Tx, d jobs.Due) error {
			noted = append(noted, d.ID)
			return nil
		}
		b.out.deaf = true
		if sent := b.delivers(m); len(sent) > 0 || len(noted) > 0 || b.left("Lena") != 1 {
			b.t.Fatalf("sent %v, noted %v, and %d are left", sent, noted, b.left("Lena"))
		}
		b.out.deaf = false
		b.now = b.now.Add(jobs.After(1))
		if sent := b.delivers(m); len(sent) != 1 || len(noted) != 1 || sent[0].ID != noted[0] || b.left("Lena") > 0 {
			b.t.Errorf("sent %v, noted %v, and %d are left", sent, noted, b.left("Lena"))
		}
	})
}

func TestNothingIsSentToAnAccountThatIsClosed(t *testing.T) {
	onEachEngine(t, func(b *bench) {
		b.asks("Lena")
		b.ok((&care.Care{Kernel: b.k}).EndAccount(context.Background(), b.root, b.accounts["Lena"], care.HandOver{}))
		if sent := b.delivers(aNotice); len(sent) > 0 || b.left("Lena") > 0 {
			b.t.Errorf("sent %v, and %d are left", sent, b.left("Lena"))
		}
	})
}

// What they asked for themselves is sent as well as what the service tells them,
// while life goes on; while it has things wait, only that; after a death, neither.
func TestLifeDecidesWhatSomebodyIsSent(t *testing.T) {
	asked := aNotice
	asked.Holds = true
	for _, c := range []struct {
		name          string
		happened      []life.Kind
		notice, asked int
	}{
		{"life goes on", nil, 1, 1},
		{"crisis care again", []life.Kind{life.Readmission}, 0, 1},
		{"it goes on after that", []life.Kind{life.Readmission, life.GoingOn}, 1, 1},
		{"a death", []life.Kind{life.Death}, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			onEachEngine(t, func(b *bench) {
				for _, k := range c.happened {
					b.happens(k)
				}
				b.asks("Sam")
				if got := len(b.delivers(aNotice)); got != c.notice {
					b.t.Errorf("%d notices were sent, not %d", got, c.notice)
				}
				b.asks("Sam")
				if got := len(b.delivers(asked)); got != c.asked {
					b.t.Errorf("of what they asked for %d were sent, not %d", got, c.asked)
				}
				if b.left("Sam") > 0 {
					b.t.Errorf("%d are left", b.left("Sam"))
				}
			})
		})
	}
}
