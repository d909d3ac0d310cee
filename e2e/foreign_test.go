package e2e

import (
	"context"
	"database/sql"
	"html"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footbridge.org/footbridge/e2e/walk"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/people"
)

// A route needs no test of what is said here: whatever id of another organisation is in an
// address, or is sent in a form, the answer is that to an id that there isn't, to the last
// byte, and no more is written. Several roles of the demonstration's second organisation ask, of
// what the pages of the first show.
func TestAnIDOfAnotherOrganisationIsAnsweredAsOneThatIsNot(t *testing.T) {
	pages, at := walked(t), storetest.SQLiteMigrated(t, told)
	d := demonstration(t, at)
	d.GoLive(func() time.Time { return noon }, random)
	raw, err := sql.Open("sqlite", "file:"+strings.TrimPrefix(at, "sqlite:"))
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	service := d.Web("http://footbridge.example.org")
	service.Unlimited = true
	f := &foreigner{t: t, raw: raw, service: service.Handler(), theirs: map[string][]string{}, own: map[string][]string{}}
	for _, rt := range service.Routes() {
		f.routes, f.patterns = append(f.routes, rt.Pattern), append(f.patterns, pattern(rt.Pattern))
	}
	for key, p := range pages {
		f.learn(p.Body, strings.HasPrefix(key, "elsewhere"))
	}
	f.tokens = f.signIn(d)
	tried := map[string]bool{}
	for _, rt := range service.Routes() {
		for _, m := range param.FindAllString(rt.Pattern, -1) {
			for _, their := range f.some(f.theirs, m) {
				tried[m] = true
				f.same(rt.Method, f.fill(rt.Pattern, m), their, nil)
			}
		}
	}
	for _, kind := range []string{"{participant}", "{account}", "{appointment}", "{worry}", "{life_event}", "{team}",
		"{study}"} {
		if !tried[kind] {
			t.Errorf("no id of another organisation's was tried as %s", kind)
		}
	}
	f.sendsThem(pages)
}

// A foreigner asks for what is another organisation's.
type foreigner struct {
	t           *testing.T
	raw         *sql.DB
	service     http.Handler
	tokens      map[string]string
	routes      []string
	patterns    []*regexp.Regexp    // of the routes
	theirs, own map[string][]string // ids by what a route, or a field, calls them
}

// Ids of nothing: one that is asked for, and one beside it.
const unheardOf, besides = "zzzzzzzzzzzzzzzzzzzzzzzzzw", "yyyyyyyyyyyyyyyyyyyyyyyyyw"

var (
	param   = regexp.MustCompile(`\{\w+\}`)
	idForm  = regexp.MustCompile(`^[0-9a-hjkmnp-tv-z]{26}$`)
	leadsTo = regexp.MustCompile(`(?:href|action|formaction)="(/[^"#?]*)`)
	carries = regexp.MustCompile(`<input[^>]* name="([\w.]+)"[^>]* value="([0-9a-hjkmnp-tv-z]{26})"`)
	offers  = regexp.MustCompile(`(?s)<select[^>]* name="([\w.]+)".*?<option value="([0-9a-hjkmnp-tv-z]{26})"`)
	formOn  = regexp.MustCompile(`(?s)<form [^>]*method="post" action="([^"]*)"[^>]*>(.*?)</form>`)
	fields  = regexp.MustCompile(`<input[^>]* name="([\w.]+)"(?:[^>]* value="([^"]*)")?`)
)

// pattern matches the addresses of a route, with a group for each of its parameters.
func pattern(of string) *regexp.Regexp {
	return regexp.MustCompile("^" + param.ReplaceAllStringFunc(of, func(p string) string {
		return "(?P<" + strings.Trim(p, "{}") + ">[^/]+)"
	}) + "$")
}

// learn takes the ids from a page, by what they are called.
func (f *foreigner) learn(body string, own bool) {
	into := f.theirs
	if own {
		into = f.own
	}
	add := func(name, value string) {
		if idForm.MatchString(value) && !slices.Contains(into[name], value) {
			into[name] = append(into[name], value)
		}
	}
	for _, m := range leadsTo.FindAllStringSubmatch(body, -1) {
		for _, p := range f.patterns {
			if found := p.FindStringSubmatch(m[1]); found != nil {
				for i, name := range p.SubexpNames()[1:] {
					add("{"+name+"}", found[i+1])
				}
			}
		}
	}
	for _, m := range slices.Concat(carries.FindAllStringSubmatch(body, -1), offers.FindAllStringSubmatch(body, -1)) {
		add(m[1], m[2])
	}
}

// signIn has somebody in several roles of the second organisation, signed in.
func (f *foreigner) signIn(d *story.Demo) map[string]string {
	ctx, tokens := context.Background(), map[string]string{}
	var lead authz.Actor
	for _, r := range d.Cast {
		if r.Key == "elsewhere-lead" {
			signed, err := d.SignInAs(ctx, r.Email, "test")
			f.ok(err)
			lead, err = d.Actor(signed.Token)
			f.ok(err)
			tokens["lead"] = signed.Token
		}
	}
	for _, role := range []authz.Role{authz.Coordinator, authz.Assessor, authz.Administrator} {
		a := identity.Account{ID: kernel.NewID[id.Account](d.Kernel, string(role)), Name: string(role),
			Email: string(role) + ".foreign@example.org"}
		grant, who := authz.Grant{Role: role}, authz.System("setup", lead.Organisation)
		f.ok(d.People.AddAccount(ctx, who, a, grant, ""))
		card, err := d.People.GiveStaffCard(ctx, who, a.ID)
		f.ok(err)
		signed, err := d.People.UseLink(ctx, card.Token, identity.Browser{Device: "test"})
		f.ok(err)
		tokens[string(role)] = signed.Token
	}
	return tokens
}

func (f *foreigner) ok(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

// some is one of the ids that go by a name, if there is any.
func (f *foreigner) some(of map[string][]string, name string) []string {
	list := slices.Sorted(slices.Values(of[name]))
	return list[:min(1, len(list))]
}

// fill is an address with this organisation's own ids, where it has some, but for the
// parameter called open.
func (f *foreigner) fill(pattern, open string) string {
	return param.ReplaceAllStringFunc(pattern, func(p string) string {
		switch own := f.some(f.own, p); {
		case p == open:
			return "ASKED"
		case len(own) > 0:
			return own[0]
		case p == "{role}":
			return string(authz.Lead)
		}
		return besides
	})
}

// same holds that everybody is told the same of an id of theirs and of none, wherever ASKED is.
func (f *foreigner) same(method, path, their string, form url.Values) {
	f.t.Helper()
	for _, who := range slices.Sorted(maps.Keys(f.tokens)) {
		if ends(path) {
			return
		}
		none := f.ask(who, method, path, unheardOf, form)
		if got := f.ask(who, method, path, their, form); got != none {
			f.t.Errorf("%s %s %v tells the %s an id of another organisation's from none: %d %q, %d entries; %d %q, %d\n%s",
				method, path, form, who, got.status, got.leads, got.entries, none.status, none.leads, none.entries,
				cmp.Diff(none.body, got.body))
		}
	}
}

// ends tells whether what is sent there ends the session that the other questions need.
func ends(path string) bool {
	return strings.Contains(path, "sign-out") || strings.HasPrefix(path, "/devices")
}

// answered is all that somebody could tell two answers apart by, and whoever reads their trail.
type answered struct {
	status  int
	entries int
	leads   string
	body    string
}

func (f *foreigner) ask(who, method, path, asked string, form url.Values) answered {
	f.t.Helper()
	var before, after int
	f.ok(f.raw.QueryRow("SELECT count(*) FROM entry").Scan(&before))
	body := strings.ReplaceAll(form.Encode(), "ASKED", asked)
	r := httptest.NewRequest(method, strings.ReplaceAll(path, "ASKED", asked), strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: people.SessionCookie(false), Value: f.tokens[who]})
	w := httptest.NewRecorder()
	f.service.ServeHTTP(w, r)
	f.ok(f.raw.QueryRow("SELECT count(*) FROM entry").Scan(&after))
	plain := func(s string) string { return drawnID.ReplaceAllString(strings.ReplaceAll(s, asked, "ASKED"), "DRAWN") }
	return answered{w.Code, after - before, plain(w.Header().Get("Location")), plain(w.Body.String())}
}

// drawnID is what each showing of a form draws anew.
var drawnID = regexp.MustCompile(`\b[0-9a-hjkmnp-tv-z]{26}\b`)

// sendsThem sends the forms of all pages, to where this organisation has the like, with an id of
// theirs in place of each that they carry.
func (f *foreigner) sendsThem(pages map[string]walk.Page) {
	tried := map[string]bool{}
	for _, key := range slices.Sorted(maps.Keys(pages)) {
		for _, m := range formOn.FindAllStringSubmatch(pages[key].Body, -1) {
			to, sent := f.here(html.UnescapeString(m[1]), strings.HasPrefix(key, "elsewhere")), url.Values{}
			for _, field := range slices.Concat(fields.FindAllStringSubmatch(m[2], -1), offers.FindAllStringSubmatch(m[2], -1)) {
				if field[2] != "" || !sent.Has(field[1]) {
					sent.Set(field[1], html.UnescapeString(field[2]))
				}
			}
			for _, name := range slices.Sorted(maps.Keys(sent)) {
				if name == "id" || strings.HasPrefix(name, "id.") {
					continue // drawn for what is new: the first to be taken is taken
				}
				their := f.some(f.theirs, name)
				if what := to + " " + name; !ends(to) && !tried[what] && len(their) > 0 && idForm.MatchString(sent.Get(name)) {
					tried[what] = true
					with := maps.Clone(sent)
					with.Set(name, "ASKED")
					f.same(http.MethodPost, to, their[0], with)
				}
			}
		}
	}
	if len(tried) < 8 {
		f.t.Errorf("only %d fields with an id were tried: %v", len(tried), slices.Sorted(maps.Keys(tried)))
	}
}

// here is where a form of a page is sent with this organisation's own ids in the address.
func (f *foreigner) here(to string, own bool) string {
	i := slices.IndexFunc(f.patterns, func(p *regexp.Regexp) bool { return p.MatchString(to) })
	if own || i < 0 {
		return to
	}
	return f.fill(f.routes[i], "")
}
