// Package webtest stands the service up as browsers see it, for the tests of its
// pages, and takes people through it on the forms. It is for tests only.
package webtest

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
	"strconv"
	"strings"
	"sync"
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

// A Bench is the service as browsers see it: one organisation with two teams,
// somebody who refers in each, and a lead.
type Bench struct {
	K            *kernel.Kernel
	Care         *appcare.Care
	People       *apppeople.People
	Server       http.Handler
	Now          time.Time
	Org          id.Organisation
	North, South id.Team
	Remi, Rhea   Member // refer from north, from south
	Lena         Member // the lead
	Both         Member // refers from either
	Idle         bool   // nobody uses their pages while the time of the bench passes

	t           *testing.T
	out         *notify.Outbox
	service     *web.Service
	programmeOf string
	stays       map[string]stay // by the token that a session began with
}

// A Member is somebody who has signed in.
type Member struct {
	Actor   authz.Actor
	Token   string
	Cookies []*http.Cookie // of a browser that has not signed in on the bench
}

// Open opens a bench of a service that visits people.
func Open(t *testing.T) *Bench { return OpenWith(t, "crisis-peer-support") }

// OpenWith opens a bench of a service in which a programme is followed.
func OpenWith(t *testing.T, programmeOf string) *Bench {
	t.Helper()
	f, _ := foundations.LoadOrStore(programmeOf, &foundation{})
	return f.(*foundation).open(t, programmeOf)
}

// A foundation is a bench on which nothing has happened yet. Two hundred tests begin with
// one, so that it is laid once and copied.
type foundation struct{ bench Bench }

var foundations sync.Map // by programme

func (f *foundation) open(t *testing.T, programmeOf string) *Bench {
	t.Helper()
	url := storetest.SQLiteLike(t, programmeOf, func(url string) error {
		f.bench = Bench{Now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), programmeOf: programmeOf}
		if err := story.Migrated(url); err != nil {
			return err
		}
		f.bench.start(t, url)
		f.bench.settle()
		return f.bench.K.Close() // its last writes are in the file then
	})
	b := f.bench
	b.start(t, url)
	return &b
}

// start starts the service on a database.
func (b *Bench) start(t *testing.T, database string) {
	t.Helper()
	b.t, b.stays = t, map[string]stay{}
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	k, err := kernel.Open(kernel.Config{
		Database: database, Secret: bytes.Repeat([]byte{5}, 32), Now: func() time.Time { return b.Now }, Log: quiet,
	})
	b.Ok(err)
	t.Cleanup(func() { _ = k.Close() })
	b.K, b.Care = k, &appcare.Care{Kernel: k}
	b.People, b.out = &apppeople.People{Kernel: k, Base: "http://footbridge.example.org"},
		&notify.Outbox{Now: func() time.Time { return b.Now }}
	b.service = &web.Service{
		Kernel: k, Care: b.Care, People: b.People, Study: &appstudy.Study{Kernel: k}, Mailer: b.out, Log: quiet,
		Base: b.People.Base, Help: "demo", Unlimited: true,
	}
	b.Server = b.service.Handler()
}

// ReachedAt has people reach the service at another address.
func (b *Bench) ReachedAt(base string) {
	b.service.Base = base
	b.Server = b.service.Handler()
}

// Ok fails the test on an error.
func (b *Bench) Ok(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *Bench) settle() {
	ctx := context.Background()
	b.Org = kernel.NewID[id.Organisation](b.K, "org")
	admin := identity.Account{ID: kernel.NewID[id.Account](b.K, "ada"), Name: "Ada", Email: "ada@example.org"}
	o := identity.Organisation{ID: b.Org, Name: "Wey Valley", Zone: "Europe/London",
		Programme: b.programmeOf, Help: "demo"}
	_, err := b.People.SetUp(ctx, o, admin)
	b.Ok(err)
	root := authz.Actor{Account: admin.ID, Organisation: b.Org, Grants: []authz.Grant{{Role: authz.Administrator}}}
	b.North, b.South = kernel.NewID[id.Team](b.K, "north"), kernel.NewID[id.Team](b.K, "south")
	b.Ok(b.People.AddTeam(ctx, root, identity.Team{ID: b.North, Name: "North team"}))
	b.Ok(b.People.AddTeam(ctx, root, identity.Team{ID: b.South, Name: "South team"}))
	b.Remi = b.Staff(root, "Remi", authz.Grant{Role: authz.Referrer, Team: b.North})
	b.Rhea = b.Staff(root, "Rhea", authz.Grant{Role: authz.Referrer, Team: b.South})
	b.Lena = b.Staff(root, "Lena", authz.Grant{Role: authz.Lead})
	b.Both = b.Staff(root, "Bo", authz.Grant{Role: authz.Referrer, Team: b.North},
		authz.Grant{Role: authz.Referrer, Team: b.South})
}

func (b *Bench) Staff(root authz.Actor, name string, grants ...authz.Grant) Member {
	ctx := context.Background()
	a := identity.Account{ID: kernel.NewID[id.Account](b.K, name), Name: name,
		Email: strings.ToLower(name) + "@example.org"}
	b.Ok(b.People.AddAccount(ctx, root, a, grants[0], ""))
	for _, g := range grants[1:] {
		b.Ok(b.People.GrantRole(ctx, root, a.ID, g, ""))
	}
	return Member{Actor: authz.Actor{Account: a.ID, Organisation: b.Org, Grants: grants}, Token: b.SignIn(a.Email)}
}

var signInCode = regexp.MustCompile(`\b\d{5} \d{5}\b`)

// Sent is the text of the last message to an address, once what is due is done.
func (b *Bench) Sent(to string) string {
	b.t.Helper()
	_, err := b.K.RunDue(context.Background(), b.service.Works())
	b.Ok(err)
	for _, m := range b.out.List() { // the newest first
		if m.To == to {
			return m.Text
		}
	}
	return ""
}

// SentAll sends what is due, and returns all that was ever sent to an address, the
// newest first.
func (b *Bench) SentAll(to string) (texts []string) {
	b.t.Helper()
	b.Sent(to)
	for _, m := range b.out.List() {
		if m.To == to {
			texts = append(texts, m.Text)
		}
	}
	return texts
}

// SignIn signs in with the code that was sent.
func (b *Bench) SignIn(email string) string {
	b.t.Helper()
	ctx := context.Background()
	b.Ok(b.People.AskCode(ctx, email, identity.Browser{Mark: "mark " + email, Source: email}))
	_, err := b.K.RunDue(ctx, b.service.Works())
	b.Ok(err)
	for _, m := range b.out.List() {
		if code := signInCode.FindString(m.Text); m.To == email && code != "" {
			signed, err := b.People.EnterCode(ctx, code, identity.Browser{Mark: "mark " + email, Device: "test"})
			b.Ok(err)
			return signed.Token
		}
	}
	b.t.Fatalf("no code was sent to %s", email)
	return ""
}

// Arrives signs a participant in by a card that the lead gave them, and has them choose a
// number of their own, or give it.
func (b *Bench) Arrives(participant id.Participant) Member {
	b.t.Helper()
	ctx, m := context.Background(), b.ByCard(participant)
	now, err := b.People.SeeOwnNumber(ctx, m.Actor)
	b.Ok(err)
	if now.MustGive() {
		_, err = b.People.GiveNumber(ctx, m.Actor, OwnNumber, false)
	} else if now.MayChoose() {
		_, err = b.People.ChooseNumber(ctx, m.Actor, apppeople.Choice{Number: OwnNumber, Again: OwnNumber})
	}
	b.Ok(err)
	m.Actor.ByCard = !now.MustGive() && !now.MayChoose()
	return m
}

// OwnNumber is what whoever arrives chooses.
const OwnNumber = "482913"

// ByCard signs a participant in by a card that the lead gave them, and no more.
func (b *Bench) ByCard(participant id.Participant) Member {
	b.t.Helper()
	card, err := b.People.GiveCard(context.Background(), b.Lena.Actor, participant)
	b.Ok(err)
	signed, err := b.People.UseCard(context.Background(), card.Code, identity.Browser{Device: "test"})
	b.Ok(err)
	guest, err := b.K.Authenticate(context.Background(), signed.Token)
	b.Ok(err)
	return Member{Actor: guest.Actor, Token: signed.Token}
}

// An answer is what came back.
type Answer struct {
	Code   int
	Body   string
	Header http.Header

	t *testing.T
}

func (b *Bench) Send(who Member, method, path string, form url.Values) Answer {
	b.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if who.Token != "" {
		r.AddCookie(&http.Cookie{Name: people.SessionCookie(false), Value: b.stayed(who.Token)})
	}
	for _, c := range who.Cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	b.Server.ServeHTTP(w, r)
	a := Answer{w.Code, w.Body.String(), w.Header(), b.t}
	b.keepStamp(who.Token, a)
	if w.Code != http.StatusSeeOther {
		for _, fault := range uitest.Faults(a.Body) {
			b.t.Errorf("%s %s: %s", method, path, fault)
		}
	}
	if said := ofWhatWasSent.FindString(Words(a.Body)); said != "" && method == http.MethodGet && a.Code >= 400 {
		b.t.Errorf("GET %s, which sends nothing, says %q", path, said)
	}
	return a
}

// ofWhatWasSent is what an error page may say only of a form that was sent.
var ofWhatWasSent = regexp.MustCompile(
	`[Nn]othing you (sent|entered)|[Nn]othing has been saved|[Ww]hat you (just )?(sent|typed)|since you opened`)

// Get opens a page.
func (b *Bench) Get(who Member, path string) Answer {
	b.t.Helper()
	return b.Send(who, http.MethodGet, path, nil)
}

// Post sends a form.
func (b *Bench) Post(who Member, path string, form url.Values) Answer {
	b.t.Helper()
	return b.Send(who, http.MethodPost, path, form)
}

// Cookies are those that the answer sets.
func (a Answer) Cookies() []*http.Cookie { return (&http.Response{Header: a.Header}).Cookies() }

// Is holds that the answer has a status.
func (a Answer) Is(code int) Answer {
	a.t.Helper()
	if a.Code != code {
		a.t.Fatalf("answered %d, not %d:\n%s", a.Code, code, Words(a.Body))
	}
	return a
}

// To holds that the answer leads to path.
func (a Answer) To(path string) {
	a.t.Helper()
	if a.Code != http.StatusSeeOther || a.Header.Get("Location") != path {
		a.t.Fatalf("answered %d to %q, not to %q:\n%s", a.Code, a.Header.Get("Location"), path, Words(a.Body))
	}
}

// Says holds that each text is read aloud on the page.
func (a Answer) Says(texts ...string) Answer {
	a.t.Helper()
	for _, text := range texts {
		if !strings.Contains(Words(a.Body), text) {
			a.t.Errorf("%q is not said in:\n%s", text, Words(a.Body))
		}
	}
	return a
}

// Once holds that each text is read aloud on the page, and no more than once.
func (a Answer) Once(texts ...string) Answer {
	a.t.Helper()
	for _, text := range texts {
		if n := strings.Count(Words(a.Body), text); n != 1 {
			a.t.Errorf("%q is said %d times in:\n%s", text, n, Words(a.Body))
		}
	}
	return a
}

// Link is the first address on the page that begins with path.
func (a Answer) Link(path string) string {
	a.t.Helper()
	_, rest, is := strings.Cut(a.Body, `href="`+path)
	if !is {
		a.t.Fatalf("nothing leads to %s on:\n%s", path, Words(a.Body))
	}
	rest, _, _ = strings.Cut(rest, `"`)
	return path + rest
}

// KeepsFrom holds that none of the texts is on the page.
func (a Answer) KeepsFrom(texts ...string) Answer {
	a.t.Helper()
	body := html.UnescapeString(a.Body)
	for _, text := range texts {
		in := body
		if len(text) < id.Length && strings.Contains(in, text) {
			in = anID.ReplaceAllString(in, "")
		}
		if strings.Contains(in, text) {
			a.t.Errorf("%q is on the page", text)
		}
	}
	return a
}

// anID is drawn at random, and spells a short word once in a while.
var anID = regexp.MustCompile(`\b[0-9a-z]{` + strconv.Itoa(id.Length) + `}\b`)

var tag = regexp.MustCompile(`(?s)<span [^>]*aria-hidden="true">[^<]*</span>|<[^>]*>`)

// Words is what a page reads aloud, with its markup taken out.
func Words(body string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tag.ReplaceAllString(body, " "))), " ")
}

var HiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// Hidden reads the hidden fields of the page's last form that is not signing out.
func (a Answer) Hidden(name string) string {
	a.t.Helper()
	for _, m := range HiddenField.FindAllStringSubmatch(a.Body, -1) {
		if m[1] == name {
			return html.UnescapeString(m[2])
		}
	}
	a.t.Fatalf("no hidden field is called %s", name)
	return ""
}

// Typed is a referral as a nurse would type it, with the ids of the form that
// page holds.
func (b *Bench) Typed(page Answer, given string) url.Values {
	form := url.Values{
		"id": {page.Hidden("id")}, "participant": {page.Hidden("participant")},
		"identity.given_name": {given}, "identity.family_name": {"Okafor"},
		"contact.phone": {"01632 960123"}, "contact.leave_voicemail": {"no"}, "contact.safe_to_text": {"yes"},
		"contact.no_fixed_address": {"yes"},
		"responsible.name":         {"Dr Mbeki"}, "responsible.phone": {"01632 960200"},
	}
	Day(form, "identity.birth_date", "28", "2", "1990")
	Day(form, "discharge_date", "20", "11", "2026")
	for _, line := range b.Definition().Eligibility {
		form.Set("eligibility."+line.Key, string(line.Required))
	}
	return form
}

// Definition is the programme that is followed.
func (b *Bench) Definition() programme.Definition {
	d, err := content.Latest(b.programmeOf)
	b.Ok(err)
	return d
}

// Day types a day.
func Day(form url.Values, name, d, m, y string) {
	form.Set(name+".day", d)
	form.Set(name+".month", m)
	form.Set(name+".year", y)
}

// NewReferralPath is where somebody is referred from a team.
func NewReferralPath(team id.Team) string { return "/teams/" + string(team) + "/referrals/new" }

// Refers has somebody referred through the form, changed before it is sent,
// and returns whom.
func (b *Bench) Refers(who Member, team id.Team, given string, change ...func(url.Values)) id.Participant {
	b.t.Helper()
	form := b.Typed(b.Get(who, NewReferralPath(team)).Is(http.StatusOK), given)
	form.Set("sure", "1") // that this is nobody who is here: names in tests are much alike
	for _, c := range change {
		c(form)
	}
	b.Post(who, NewReferralPath(team), form).To("/referrals/" + form.Get("participant"))
	return id.Participant(form.Get("participant"))
}
