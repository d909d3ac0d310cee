package admin_test

import (
	"bytes"
	"context"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/language"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web"
	"footbridge.org/footbridge/internal/web/people"
	"footbridge.org/footbridge/internal/web/ui/uitest"
)

// A bench is the service as browsers see it: one organisation with one team,
// and somebody in each role that these pages are about.
type bench struct {
	t       *testing.T
	url     string
	k       *kernel.Kernel
	care    *appcare.Care
	people  *apppeople.People
	out     *notify.Outbox
	service *web.Service
	now     time.Time
	org     id.Organisation
	team    id.Team

	ada  member // the first administrator
	amir member // another one
	remi member // refers
	lena member // the lead
	gwen member // governance
}

type member struct {
	name  string
	actor authz.Actor
	token string
}

// secret is the master secret of every bench.
var secret = bytes.Repeat([]byte{9}, 32)

func open(t *testing.T) *bench { return openWith(t, kernel.Config{}) }

// openWith opens a bench with what c says: another policy than the embedded one, or the room on
// its disk.
func openWith(t *testing.T, c kernel.Config) *bench {
	t.Helper()
	b := &bench{t: t, url: storetest.SQLiteMigrated(t, story.Migrated), now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	var err error
	c.Database, c.Secret, c.Log, c.Now = b.url, secret, quiet, func() time.Time { return b.now }
	b.k, err = kernel.Open(c)
	b.ok(err)
	t.Cleanup(func() { _ = b.k.Close() })
	b.care, b.out = &appcare.Care{Kernel: b.k}, &notify.Outbox{Now: func() time.Time { return b.now }}
	b.people = &apppeople.People{Kernel: b.k, Base: "http://footbridge.example.org"}
	b.service = &web.Service{Kernel: b.k, Care: b.care, People: b.people, Mailer: b.out, Log: quiet, Base: b.people.Base,
		Help: "demo", Version: "v0.1-test", Unlimited: true}
	b.settle()
	return b
}

func (b *bench) ok(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) settle() {
	ctx := context.Background()
	b.org, b.team = kernel.NewID[id.Organisation](b.k, "org"), kernel.NewID[id.Team](b.k, "north")
	b.ada = member{name: "Ada Admin", actor: authz.Actor{Account: kernel.NewID[id.Account](b.k, "ada"),
		Organisation: b.org, Grants: []authz.Grant{{Role: authz.Administrator}}}}
	o := identity.Organisation{ID: b.org, Name: "Wey Valley", Zone: "Europe/London",
		Programme: "crisis-peer-support", Help: "demo"}
	_, err := b.people.SetUp(ctx, o, identity.Account{ID: b.ada.actor.Account, Name: b.ada.name, Email: "ada@example.org"})
	b.ok(err)
	b.ada.token = b.signIn("ada@example.org")
	b.ok(b.people.AddTeam(ctx, b.ada.actor, identity.Team{ID: b.team, Name: "North team"}))
	b.amir = b.staff("Amir Admin", authz.Grant{Role: authz.Administrator})
	b.remi = b.staff("Remi Refer", authz.Grant{Role: authz.Referrer, Team: b.team})
	b.lena = b.staff("Lena Lead", authz.Grant{Role: authz.Lead})
	b.gwen = b.staff("Gwen Govern", authz.Grant{Role: authz.Governance})
}

// staff adds somebody whose address is the first of their names.
func (b *bench) staff(name string, g authz.Grant) member {
	b.t.Helper()
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	a := identity.Account{ID: kernel.NewID[id.Account](b.k, name), Name: name, Email: first + "@example.org"}
	b.ok(b.people.AddAccount(context.Background(), b.ada.actor, a, g, ""))
	return member{name, authz.Actor{Account: a.ID, Organisation: b.org, Grants: []authz.Grant{g}}, b.signIn(a.Email)}
}

var signInCode = regexp.MustCompile(`\b\d{5} \d{5}\b`)

// signIn signs in with the code that was sent.
func (b *bench) signIn(email string) string {
	b.t.Helper()
	ctx := context.Background()
	b.ok(b.people.AskCode(ctx, email, identity.Browser{Mark: "mark " + email, Source: email}))
	b.works()
	for _, m := range b.out.List() {
		if code := signInCode.FindString(m.Text); m.To == email && code != "" {
			signed, err := b.people.EnterCode(ctx, code, identity.Browser{Mark: "mark " + email, Device: "test"})
			b.ok(err)
			return signed.Token
		}
	}
	b.t.Fatalf("no code was sent to %s", email)
	return ""
}

// works does what is due.
func (b *bench) works() {
	b.t.Helper()
	_, err := b.k.RunDue(context.Background(), b.service.Works())
	b.ok(err)
}

// refer has Remi refer somebody called name.
func (b *bench) refer(name string, contact programme.Contact) id.Participant {
	b.t.Helper()
	d, err := content.Latest("crisis-peer-support")
	b.ok(err)
	r := pathway.Referral{
		ID: kernel.NewID[id.Referral](b.k, name), Participant: kernel.NewID[id.Participant](b.k, name), Team: b.team,
		Identity: programme.Identity{GivenName: name, FamilyName: "Quillfeather", NumberStatus: programme.NumberNone},
		Contact:  contact, Responsible: pathway.Responsible{Name: "Dr Mbeki", Phone: "01632 960200"},
	}
	r.Identity.BirthDate, err = programme.ParseDate("1990-02-28")
	b.ok(err)
	r.DischargeDate, err = programme.ParseDate("2026-11-20")
	b.ok(err)
	for _, line := range d.Eligibility {
		r.Eligibility = append(r.Eligibility, pathway.Answer{Line: line.Key, Reply: line.Required})
	}
	b.ok(b.care.MakeReferral(context.Background(), b.remi.actor, r, true))
	return r.Participant
}

// byPhone is somebody who may be rung, and nothing else.
func byPhone() programme.Contact {
	return programme.Contact{
		NoFixedAddress: true, Phone: "01632 960123", LeaveVoicemail: programme.SafeNo, SafeToWrite: programme.SafeNo,
		SafeToText: programme.SafeYes, SafeToEmail: programme.SafeNo, PreferredChannel: programme.ChannelPhone,
	}
}

// An answer is what came back, its text without entities.
type answer struct {
	code     int
	text     string
	raw      string
	location string
	cookies  []*http.Cookie
}

func (b *bench) ask(method, path string, who member, form url.Values) answer {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if who.token != "" {
		r.AddCookie(&http.Cookie{Name: people.SessionCookie(false), Value: who.token})
	}
	w := httptest.NewRecorder()
	b.service.Handler().ServeHTTP(w, r)
	body := w.Body.String()
	return answer{w.Code, html.UnescapeString(body), body, w.Header().Get("Location"), w.Result().Cookies()}
}

func (b *bench) get(path string, who member) answer { return b.ask(http.MethodGet, path, who, nil) }

// post sends pairs of name and value.
func (b *bench) post(path string, who member, pairs ...string) answer {
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return b.ask(http.MethodPost, path, who, form)
}

// page is a look that must succeed; its HTML must be whole.
func (b *bench) page(path string, who member) answer {
	b.t.Helper()
	a := b.get(path, who)
	if a.code != http.StatusOK {
		b.t.Fatalf("%s answers %s with %d", path, who.name, a.code)
	}
	for _, fault := range uitest.Faults(a.raw) {
		b.t.Errorf("%s: %s", path, fault)
	}
	return a
}

func (a answer) has(t *testing.T, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(a.text, w) {
			t.Errorf("%q is not on the page", w)
		}
	}
}

func (a answer) hasNot(t *testing.T, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(a.text, w) {
			t.Errorf("%q is on the page", w)
		}
	}
}

var hiddenField = regexp.MustCompile(`<input type="hidden" name="(\w+)" value="(\w+)">`)

// hidden is what a form carries unseen under name.
func (a answer) hidden(t *testing.T, name string) string {
	t.Helper()
	for _, m := range hiddenField.FindAllStringSubmatch(a.raw, -1) {
		if m[1] == name {
			return m[2]
		}
	}
	t.Fatalf("no hidden field %s", name)
	return ""
}

func accountPath(m member) string { return "/accounts/" + string(m.actor.Account) }

func (b *bench) verify() {
	b.t.Helper()
	v, err := b.k.Verify(context.Background(), nil)
	b.ok(err)
	if !v.Whole() {
		b.t.Error(v.Faults)
	}
}

func inMarks(b *bench) { b.service.Lang = language.MustParse("en-XA") }
