package care_test

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

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	apppeople "footbridge.org/footbridge/internal/app/people"
	appstudy "footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web"
	"footbridge.org/footbridge/internal/web/people"
	"footbridge.org/footbridge/internal/web/ui/uitest"
)

// A bench is the service as browsers see it: one organisation with two teams,
// somebody who refers in each, and a lead.
type bench struct {
	t           *testing.T
	k           *kernel.Kernel
	care        *appcare.Care
	people      *apppeople.People
	out         *notify.Outbox
	service     *web.Service
	server      http.Handler
	now         time.Time
	org         id.Organisation
	north       id.Team
	south       id.Team
	remi, rhea  member // refer from north, from south
	lena        member // the lead
	both        member // refers from either
	programmeOf string
}

type member struct {
	actor authz.Actor
	token string
}

func open(t *testing.T) *bench { return openWith(t, "crisis-peer-support") }

func openWith(t *testing.T, programmeOf string) *bench {
	t.Helper()
	b := &bench{t: t, now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), programmeOf: programmeOf}
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	k, err := kernel.Open(kernel.Config{
		Database: storetest.SQLiteMigrated(t, story.Migrated), Secret: bytes.Repeat([]byte{5}, 32),
		Now: func() time.Time { return b.now }, Log: quiet,
	})
	b.ok(err)
	t.Cleanup(func() { _ = k.Close() })
	b.k, b.care = k, &appcare.Care{Kernel: k}
	b.people, b.out = &apppeople.People{Kernel: k, Base: "http://footbridge.example.org"},
		&notify.Outbox{Now: func() time.Time { return b.now }}
	b.service = &web.Service{
		Kernel: k, Care: b.care, People: b.people, Study: &appstudy.Study{Kernel: k}, Mailer: b.out, Log: quiet,
		Base: b.people.Base, Help: "demo",
	}
	b.server = b.service.Handler()
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
	b.org = kernel.NewID[id.Organisation](b.k, "org")
	admin := identity.Account{ID: kernel.NewID[id.Account](b.k, "ada"), Name: "Ada", Email: "ada@example.org"}
	o := identity.Organisation{ID: b.org, Name: "Wey Valley", Zone: "Europe/London",
		Programme: b.programmeOf, Help: "demo"}
	_, err := b.people.SetUp(ctx, o, admin)
	b.ok(err)
	root := authz.Actor{Account: admin.ID, Organisation: b.org, Grants: []authz.Grant{{Role: authz.Administrator}}}
	b.north, b.south = kernel.NewID[id.Team](b.k, "north"), kernel.NewID[id.Team](b.k, "south")
	b.ok(b.people.AddTeam(ctx, root, identity.Team{ID: b.north, Name: "North team"}))
	b.ok(b.people.AddTeam(ctx, root, identity.Team{ID: b.south, Name: "South team"}))
	b.remi = b.staff(root, "Remi", authz.Grant{Role: authz.Referrer, Team: b.north})
	b.rhea = b.staff(root, "Rhea", authz.Grant{Role: authz.Referrer, Team: b.south})
	b.lena = b.staff(root, "Lena", authz.Grant{Role: authz.Lead})
	b.both = b.staff(root, "Bo", authz.Grant{Role: authz.Referrer, Team: b.north},
		authz.Grant{Role: authz.Referrer, Team: b.south})
}

func (b *bench) staff(root authz.Actor, name string, grants ...authz.Grant) member {
	ctx := context.Background()
	a := identity.Account{ID: kernel.NewID[id.Account](b.k, name), Name: name,
		Email: strings.ToLower(name) + "@example.org"}
	b.ok(b.people.AddAccount(ctx, root, a, grants[0]))
	for _, g := range grants[1:] {
		b.ok(b.people.GrantRole(ctx, root, a.ID, g))
	}
	return member{authz.Actor{Account: a.ID, Organisation: b.org, Grants: grants}, b.signIn(a.Email)}
}

var sixDigits = regexp.MustCompile(`\b\d{6}\b`)

// signIn signs in with the code that was sent.
func (b *bench) signIn(email string) string {
	b.t.Helper()
	ctx := context.Background()
	b.ok(b.people.AskCode(ctx, email, "mark "+email))
	_, err := b.k.RunDue(ctx, b.service.Works())
	b.ok(err)
	for _, m := range b.out.List() {
		if code := sixDigits.FindString(m.Text); m.To == email && code != "" {
			signed, err := b.people.EnterCode(ctx, code, "mark "+email, "test")
			b.ok(err)
			return signed.Token
		}
	}
	b.t.Fatalf("no code was sent to %s", email)
	return ""
}

// arrives signs a participant in by a card that the lead gave them.
func (b *bench) arrives(sam id.Participant) member {
	b.t.Helper()
	card, err := b.people.GiveCard(context.Background(), b.lena.actor, sam)
	b.ok(err)
	signed, err := b.people.UseCard(context.Background(), card.Code, "test")
	b.ok(err)
	guest, err := b.k.Authenticate(context.Background(), signed.Token)
	b.ok(err)
	return member{guest.Actor, signed.Token}
}

// An answer is what came back.
type answer struct {
	t      *testing.T
	code   int
	body   string
	header http.Header
}

func (b *bench) send(who member, method, path string, form url.Values) answer {
	b.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.AddCookie(&http.Cookie{Name: people.SessionCookie(false), Value: who.token})
	w := httptest.NewRecorder()
	b.server.ServeHTTP(w, r)
	a := answer{b.t, w.Code, w.Body.String(), w.Header()}
	if w.Code != http.StatusSeeOther {
		for _, fault := range uitest.Faults(a.body) {
			b.t.Errorf("%s %s: %s", method, path, fault)
		}
	}
	return a
}

func (b *bench) get(who member, path string) answer {
	b.t.Helper()
	return b.send(who, http.MethodGet, path, nil)
}

func (b *bench) post(who member, path string, form url.Values) answer {
	b.t.Helper()
	return b.send(who, http.MethodPost, path, form)
}

func (a answer) is(code int) answer {
	a.t.Helper()
	if a.code != code {
		a.t.Fatalf("answered %d, not %d:\n%s", a.code, code, words(a.body))
	}
	return a
}

// to holds that the answer leads to path.
func (a answer) to(path string) {
	a.t.Helper()
	if a.code != http.StatusSeeOther || a.header.Get("Location") != path {
		a.t.Fatalf("answered %d to %q, not to %q:\n%s", a.code, a.header.Get("Location"), path, words(a.body))
	}
}

func (a answer) says(texts ...string) answer {
	a.t.Helper()
	for _, text := range texts {
		if !strings.Contains(words(a.body), text) {
			a.t.Errorf("%q is not said in:\n%s", text, words(a.body))
		}
	}
	return a
}

func (a answer) keepsFrom(texts ...string) answer {
	a.t.Helper()
	for _, text := range texts {
		if strings.Contains(html.UnescapeString(a.body), text) {
			a.t.Errorf("%q is on the page", text)
		}
	}
	return a
}

var tag = regexp.MustCompile(`(?s)<span [^>]*aria-hidden="true">[^<]*</span>|<[^>]*>`)

// words is what a page reads aloud, with its markup taken out.
func words(body string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tag.ReplaceAllString(body, " "))), " ")
}

var hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// hidden reads the hidden fields of the page's last form that is not signing out.
func (a answer) hidden(name string) string {
	a.t.Helper()
	for _, m := range hiddenField.FindAllStringSubmatch(a.body, -1) {
		if m[1] == name {
			return html.UnescapeString(m[2])
		}
	}
	a.t.Fatalf("no hidden field is called %s", name)
	return ""
}

// typed is a referral as a nurse would type it, with the ids of the form that
// page holds.
func (b *bench) typed(page answer, given string) url.Values {
	form := url.Values{
		"id": {page.hidden("id")}, "participant": {page.hidden("participant")},
		"identity.given_name": {given}, "identity.family_name": {"Okafor"},
		"contact.phone": {"01632 960123"}, "contact.leave_voicemail": {"no"}, "contact.safe_to_text": {"yes"},
		"contact.no_fixed_address": {"yes"},
		"responsible.name":         {"Dr Mbeki"}, "responsible.phone": {"01632 960200"},
	}
	day(form, "identity.birth_date", "28", "2", "1990")
	day(form, "discharge_date", "20", "11", "2026")
	for _, line := range b.definition().Eligibility {
		form.Set("eligibility."+line.Key, string(line.Required))
	}
	return form
}

func (b *bench) definition() programme.Definition {
	d, err := content.Latest(b.programmeOf)
	b.ok(err)
	return d
}

func day(form url.Values, name, d, m, y string) {
	form.Set(name+".day", d)
	form.Set(name+".month", m)
	form.Set(name+".year", y)
}

func newPath(team id.Team) string { return "/teams/" + string(team) + "/referrals/new" }

// refers has somebody referred through the form, changed before it is sent,
// and returns whom.
func (b *bench) refers(who member, team id.Team, given string, change ...func(url.Values)) id.Participant {
	b.t.Helper()
	form := b.typed(b.get(who, newPath(team)).is(http.StatusOK), given)
	for _, c := range change {
		c(form)
	}
	b.post(who, newPath(team), form).to("/referrals/" + form.Get("participant"))
	return id.Participant(form.Get("participant"))
}
