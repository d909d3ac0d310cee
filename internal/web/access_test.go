package web_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	apppeople "footbridge.org/footbridge/internal/app/people"
	appstudy "footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/trial"
	"footbridge.org/footbridge/internal/web"
	"footbridge.org/footbridge/internal/web/people"
	"footbridge.org/footbridge/internal/web/route"
)

// A house is a service with two organisations. In each, somebody holds every
// role, in each of two teams where the role is held in a team, and each team
// has referred one person who can sign in.
type house struct {
	t      *testing.T
	k      *kernel.Kernel
	web    *web.Service
	people *apppeople.People
	care   *appcare.Care
	out    *notify.Outbox
	now    time.Time
	server http.Handler
	orgs   []organisation

	answers map[bool]int // that were held, by whether the policy allows them
}

type organisation struct {
	id    id.Organisation
	teams [2]id.Team
	study id.Study // an open one
	sams  [2]id.Participant
	cast  []member
}

type member struct {
	name  string
	actor authz.Actor
	token string
}

func drawn[T ~string](h *house, name string) T {
	return kernel.NewID[T](h.k, name)
}

func build(t *testing.T, url string) *house {
	t.Helper()
	h := &house{t: t, answers: map[bool]int{}, now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	k, err := kernel.Open(kernel.Config{
		Database: url, Secret: bytes.Repeat([]byte{3}, 32), Now: func() time.Time { return h.now },
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	h.ok(err)
	t.Cleanup(func() { _ = k.Close() })
	h.k, h.out = k, &notify.Outbox{Now: func() time.Time { return h.now }}
	h.people = &apppeople.People{Kernel: k, Base: "http://footbridge.example.org"}
	h.care = &appcare.Care{Kernel: k}
	h.web = &web.Service{
		Kernel: k, Care: h.care, Study: &appstudy.Study{Kernel: k}, People: h.people, Mailer: h.out,
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Base: h.people.Base, Help: "demo",
		Unlimited: true,
	}
	h.server = h.web.Handler()
	for _, name := range []string{"one", "two"} {
		h.orgs = append(h.orgs, h.organisation(name))
	}
	return h
}

func (h *house) ok(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) organisation(name string) organisation {
	ctx := context.Background()
	o := organisation{id: drawn[id.Organisation](h, name)}
	admin := identity.Account{ID: drawn[id.Account](h, name), Name: "Ada " + name, Email: "ada." + name + "@example.org"}
	_, err := h.people.SetUp(ctx, identity.Organisation{ID: o.id, Name: name, Zone: "Europe/London",
		Programme: "crisis-peer-support", Help: "demo"}, admin)
	h.ok(err)
	root := authz.Actor{Account: admin.ID, Organisation: o.id, Grants: []authz.Grant{{Role: authz.Administrator}}}
	for i := range o.teams {
		o.teams[i] = drawn[id.Team](h, "team")
		h.ok(h.people.AddTeam(ctx, root, identity.Team{ID: o.teams[i], Name: fmt.Sprint("Team ", name, i)}))
	}
	for _, role := range authz.Roles() {
		teams := []id.Team{""}
		if role.InTeam() {
			teams = o.teams[:]
		}
		for i, team := range teams {
			who := identity.Account{ID: drawn[id.Account](h, "x"), Name: string(role),
				Email: fmt.Sprintf("%s%d.%s@example.org", role, i, name)}
			g := authz.Grant{Role: role, Team: team}
			h.ok(h.people.AddAccount(ctx, root, who, g, fault.SureOf("name")))
			o.cast = append(o.cast, member{fmt.Sprintf("%s %d of %s", role, i, name),
				authz.Actor{Account: who.ID, Organisation: o.id, Grants: []authz.Grant{g}}, h.signIn(who.Email)})
		}
	}
	o.study = drawn[id.Study](h, "study")
	h.ok(h.web.Study.OpenStudy(ctx, authz.System("setup", o.id), trial.Study{
		ID: o.study, Name: "Study of " + name, Primary: "within_year",
		Definition: programme.Version{Programme: "crisis-peer-support-study", Number: 1}, OpenedOn: day(h.t, "2026-11-01"),
	}))
	for i := range o.teams {
		o.sams[i] = h.refer(o, i, name)
	}
	return o
}

// refer has team i of o refer somebody, who is then given a card.
func (h *house) refer(o organisation, i int, name string) id.Participant {
	return h.refers(o, i, programme.Identity{GivenName: fmt.Sprint("Sam", i), FamilyName: "Of" + name,
		BirthDate: day(h.t, "1990-02-28"), NumberStatus: programme.NumberNone})
}

func (h *house) refers(o organisation, i int, who programme.Identity) id.Participant {
	ctx := context.Background()
	d, err := content.Latest("crisis-peer-support")
	h.ok(err)
	r := pathway.Referral{
		ID: drawn[id.Referral](h, "r"), Participant: drawn[id.Participant](h, "p"), Team: o.teams[i],
		Identity: who,
		Contact: programme.Contact{NoFixedAddress: true, Phone: "01632 960123", LeaveVoicemail: programme.SafeNo,
			SafeToWrite: programme.SafeNo, SafeToText: programme.SafeYes, SafeToEmail: programme.SafeNo,
			PreferredChannel: programme.ChannelPhone},
		DischargeDate: day(h.t, "2026-11-20"), Responsible: pathway.Responsible{Name: "Dr Mbeki", Phone: "01632 960200"},
	}
	for _, line := range d.Eligibility {
		r.Eligibility = append(r.Eligibility, pathway.Answer{Line: line.Key, Reply: line.Required})
	}
	referrer := authz.Actor{Account: o.cast[i].actor.Account, Organisation: o.id,
		Grants: []authz.Grant{{Role: authz.Referrer, Team: o.teams[i]}}}
	h.ok(h.care.MakeReferral(ctx, referrer, r, true))
	return r.Participant
}

func day(t *testing.T, s string) programme.Date {
	d, err := programme.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var signInCode = regexp.MustCompile(`\b\d{5} \d{5}\b`)

// signIn signs in with the code that was sent to email.
func (h *house) signIn(email string) string {
	ctx := context.Background()
	h.ok(h.people.AskCode(ctx, email, identity.Browser{Mark: "mark " + email, Source: email}))
	_, err := h.k.RunDue(ctx, h.web.Works())
	h.ok(err)
	for _, m := range h.out.List() {
		if code := signInCode.FindString(m.Text); m.To == email && code != "" {
			signed, err := h.people.EnterCode(ctx, code, identity.Browser{Mark: "mark " + email, Device: "test"})
			h.ok(err)
			return signed.Token
		}
	}
	h.t.Fatalf("no code was sent to %s", email)
	return ""
}

// ask sends a request as the holder of token and returns what came back.
func (h *house) ask(method, path, token string, form url.Values) (int, string, http.Header) {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if token != "" {
		r.AddCookie(&http.Cookie{Name: people.SessionCookie(false), Value: token})
	}
	w := httptest.NewRecorder()
	h.server.ServeHTTP(w, r)
	return w.Code, w.Body.String(), w.Header()
}

var param = regexp.MustCompile(`\{(\w+)\}`)

// A target is one way to fill in a route's address, with what the policy is
// then asked about.
type target struct {
	name string
	path string
	res  authz.Resource
}

// targets fills a route's address with what o has, of team i.
func (h *house) targets(rt route.Route, o organisation, i int, who authz.Actor) target {
	values := map[string]string{
		"team": string(o.teams[i]), "participant": string(o.sams[i]),
		"account": string(o.cast[len(o.cast)-1-i].actor.Account),
		"episode": strings.Repeat("0", id.Length), "follow_up": strings.Repeat("0", id.Length),
		"call": strings.Repeat("0", id.Length), "feedback": strings.Repeat("0", id.Length), "study": string(o.study),
		"version": "1", "sheet": "1",
		"appointment": strings.Repeat("0", id.Length), "worry": strings.Repeat("0", id.Length),
		"life_event": strings.Repeat("0", id.Length), "support_request": strings.Repeat("0", id.Length),
		"grant": strings.Repeat("0", id.Length), "course": strings.Repeat("0", id.Length),
		"module": "keeping-well", "page": "me-when-well", "letter": "start", "to": "participant",
		"sent": strings.Repeat("0", id.Length), "role": string(authz.Assessor),
	}
	path := param.ReplaceAllStringFunc(rt.Pattern, func(p string) string {
		v, ok := values[p[1:len(p)-1]]
		if !ok {
			h.t.Fatalf("the access test does not know what %s is, in %s", p, rt.Pattern)
		}
		return v
	})
	res := authz.Resource{Kind: rt.Action.On, Organisation: o.id}
	switch rt.Action.On {
	case "organisation":
		res.Organisation, res.ID = who.Organisation, string(who.Organisation)
	case "team":
		res.ID, res.Team = values["team"], o.teams[i]
	case "participant":
		res.ID, res.Team = values["participant"], o.teams[i]
	case "study":
		res.ID = values["study"]
	case "account":
		res.ID = values["account"]
		if !strings.Contains(rt.Pattern, "{account}") {
			res.ID, res.Organisation = string(who.Account), who.Organisation
		}
	}
	return target{fmt.Sprintf("team %d", i), path, res}
}

// Every role asks every route about its own team's, the other team's and the
// other organisation's people. What the policy does not allow is refused, and
// what lies in another organisation is answered exactly as what is not there.
func TestEveryRouteAnswersAsThePolicySays(t *testing.T) {
	storetest.InTheWholeRun(t)
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, url string) {
		h := build(t, url)
		policy, err := authz.Load()
		h.ok(err)
		nowhere := map[string]string{} // what each is shown of what is not there
		for _, who := range h.orgs[0].cast {
			_, nowhere[who.name], _ = h.ask(http.MethodGet, "/nowhere", who.token, nil)
		}
		for _, rt := range h.web.Routes() {
			if rt.Open != "" {
				continue
			}
			h.visitor(rt)
			for _, who := range h.orgs[0].cast {
				asked := map[string]bool{} // an address without a team in it is one address
				for _, o := range h.orgs {
					for i := range o.teams {
						at := h.targets(rt, o, i, who.actor)
						if !asked[at.path] {
							h.hold(rt, who, at, policy, nowhere[who.name])
						}
						asked[at.path] = true
					}
				}
			}
		}
		if h.answers[true] < 600 || h.answers[false] < 5000 {
			t.Errorf("only so many answers were held, by whether the policy allows them: %v", h.answers)
		}
		v, err := h.k.Verify(context.Background(), nil)
		h.ok(err)
		if !v.Whole() {
			t.Error(v.Faults)
		}
	})
}

// files are the kinds of file that addresses are answered with, in place of a page: exports,
// calendars, feeds. There is none. One that comes says here what it is, and each role that the
// policy doesn't let have it is refused as it is a page.
var files = map[string][]string{}

// visitor holds that nobody gets in without signing in.
func (h *house) visitor(rt route.Route) {
	at := h.targets(rt, h.orgs[0], 0, authz.Actor{})
	code, _, header := h.ask(rt.Method, at.path, "", nil)
	if code != http.StatusSeeOther || header.Get("Location") != "/sign-in" {
		h.t.Errorf("%s %s lets a visitor in: %d", rt.Method, rt.Pattern, code)
	}
}

func (h *house) hold(rt route.Route, who member, at target, policy *authz.Policy, nowhere string) {
	h.t.Helper()
	if rt.Pattern == "/sign-out" || strings.HasPrefix(rt.Pattern, "/devices/end") ||
		strings.Contains(rt.Pattern, "sign-out") || rt.Pattern == "/accounts/{account}/close" {
		return // would end the session that the other questions need; tried by itself
	}
	if rt.Action.On == "participant" && !strings.Contains(rt.Pattern, "{participant}") {
		at.res = authz.Resource{Kind: "participant", ID: "none",
			Organisation: who.actor.Organisation} // their own record, and staff have none
	}
	allowed := policy.Allows(who.actor, rt.Action, at.res)
	if allowed && rt.Method == http.MethodPost && strings.HasSuffix(rt.Pattern, "/roles/{role}/give") {
		return // would mask whoever asks the other questions; tried by itself
	}
	h.answers[allowed]++
	code, body, header := h.ask(rt.Method, at.path, who.token, nil)
	what := fmt.Sprintf("%s %s, %s, about %s of %s", rt.Method, rt.Pattern, who.name, at.name, at.res.Organisation)
	if header.Get("Cache-Control") != "no-store" {
		h.t.Errorf("%s may be cached", what)
	}
	if kind, _, _ := strings.Cut(header.Get("Content-Type"), ";"); code == http.StatusOK &&
		(kind != "text/html" || header.Get("Content-Disposition") != "") && !slices.Contains(files[rt.Pattern], kind) {
		h.t.Errorf("%s is answered with a file, %s, and no list says so", what, kind)
	}
	switch {
	case code == http.StatusInternalServerError:
		h.t.Errorf("%s: 500", what)
	case allowed && (code == http.StatusForbidden || code == http.StatusNotFound &&
		!strings.Contains(rt.Pattern, "{episode}") && !strings.Contains(rt.Pattern, "{appointment}") &&
		!strings.Contains(rt.Pattern, "{worry}") && !strings.Contains(rt.Pattern, "{sent}") &&
		!strings.Contains(rt.Pattern, "{support_request}") && !strings.Contains(rt.Pattern, "{grant}") &&
		!strings.Contains(rt.Pattern, "{life_event}")):
		h.t.Errorf("%s: the policy allows it, and it answers %d", what, code)
	case !allowed && code != http.StatusForbidden && code != http.StatusNotFound:
		h.t.Errorf("%s: the policy refuses it, and it answers %d", what, code)
	case at.res.Organisation != who.actor.Organisation && (code != http.StatusNotFound || body != nowhere):
		h.t.Errorf("%s: another organisation's is told from what is not there (%d)", what, code)
	}
}
