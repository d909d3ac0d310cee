package webtest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/web/people"
	"footbridge.org/footbridge/internal/workforce"
)

// Works is somebody hired for a role.
func (b *Bench) Works(name string, r authz.Role) Member {
	b.t.Helper()
	m := b.Hires(name, r)
	if r == authz.PeerWorker {
		b.Trains(m)
	}
	return m
}

// Hires is somebody with a role, of whose training nothing is on record.
func (b *Bench) Hires(name string, r authz.Role, more ...authz.Role) Member {
	root := authz.Actor{Account: kernel.NewID[id.Account](b.K, "root of "+name), Organisation: b.Org,
		Grants: []authz.Grant{{Role: authz.Administrator}}}
	a := identity.Account{ID: kernel.NewID[id.Account](b.K, name), Name: name,
		Email: strings.ReplaceAll(strings.ToLower(name), " ", ".") + "@example.org"}
	b.Ok(b.People.AddAccount(context.Background(), root, a, authz.Grant{Role: r}, ""))
	who := Member{Actor: authz.Actor{Account: a.ID, Organisation: b.Org, Grants: []authz.Grant{{Role: r}}}}
	for _, r := range more {
		if !who.Actor.Has(r) {
			b.hasBesides(root, a.ID, r)
			who.Actor.Grants = append(who.Actor.Grants, authz.Grant{Role: r})
		}
	}
	who.Token = b.SignIn(a.Email)
	return who
}

// hasBesides gives somebody a role whether or not it goes with theirs, as an earlier build did.
func (b *Bench) hasBesides(root authz.Actor, to id.Account, r authz.Role) {
	b.Ok(kernel.Change(context.Background(), b.K, root, authz.GrantRole, to, func(tx *kernel.Tx) error {
		return tx.AddGrant(authz.Held{ID: kernel.NewID[id.Grant](b.K, string(r)), Account: to, Grant: authz.Grant{Role: r}})
	}))
}

// Trains puts everything on record that ash needs before a first visit.
func (b *Bench) Trains(ash Member) {
	b.t.Helper()
	d, today := b.Definition(), programme.Of(b.Now, time.UTC)
	record := func(f workforce.WorkerFact) {
		b.Ok(b.People.RecordWorker(context.Background(), b.Lena.Actor, ash.Actor.Account, f))
	}
	record(workforce.WorkerFact{Details: &workforce.Details{ID: kernel.NewID[id.Details](b.K, "d"),
		Worker: workforce.Worker{
			Districts: []workforce.District{"GU2"}, ContractedMinutes: 20 * 60,
		}}})
	for _, asked := range d.Workers.Clearances {
		record(workforce.WorkerFact{Clearance: &workforce.Clearance{ID: kernel.NewID[id.Clearance](b.K, asked.Key),
			Key: asked.Key, Issued: today}})
	}
	for i := range d.Workers.CourseDays {
		record(workforce.WorkerFact{Training: &workforce.Training{ID: kernel.NewID[id.Training](b.K, "t"),
			Kind: workforce.CourseDay, On: today.AddDays(-i)}})
	}
}

// Decides has the lead decide through the form, twice, as a second tap does.
func (b *Bench) Decides(participant id.Participant, form url.Values) {
	b.t.Helper()
	form.Set("id", b.Get(b.Lena, DecisionPath(participant)).Is(http.StatusOK).Hidden("id"))
	b.Post(b.Lena, DecisionPath(participant), form).To("/people/" + string(participant))
	b.Post(b.Lena, DecisionPath(participant), form).To("/people/" + string(participant))
}

// Accepts has Sam referred and accepted.
func (b *Bench) Accepts(given string) id.Participant {
	b.t.Helper()
	participant := b.Refers(b.Remi, b.North, given)
	b.Decides(participant, url.Values{"verdict": {"accept"}})
	return participant
}

// Invites has the lead invite participant through the form, twice, as a second tap does.
func (b *Bench) Invites(participant id.Participant) {
	b.t.Helper()
	form := b.Form(b.Lena, ConsentPath(participant, "invite"))
	form.Set("how", "in_person")
	b.Twice(b.Lena, ConsentPath(participant, "invite"), form, ConsentPath(participant, ""))
}

// Agrees takes somebody from a referral to their yes.
func (b *Bench) Agrees(participant id.Participant) {
	b.t.Helper()
	ctx, d := context.Background(), b.Definition()
	b.Ok(b.Care.Screen(ctx, b.Lena.Actor, participant, pathway.Decision{ID: kernel.NewID[id.Decision](b.K, "d"),
		Verdict: pathway.Accept}))
	b.Ok(b.Care.Invite(ctx, b.Lena.Actor, participant, pathway.Invitation{ID: kernel.NewID[id.Invitation](b.K, "i"),
		On: programme.Of(b.Now, time.UTC), How: pathway.InPerson, SheetVersion: d.InformationSheet.Version}))
	c := pathway.Consent{ID: kernel.NewID[id.Consent](b.K, "c"), How: pathway.OnPaper, At: b.Now}
	for _, item := range d.Consent {
		c.Items = append(c.Items, pathway.ItemAnswer{Item: item.Key, Version: item.Version, Given: true})
	}
	b.Ok(b.Care.RecordConsent(ctx, b.Lena.Actor, participant, c))
}

// Matches has the lead choose ash for participant, on the form.
func (b *Bench) Matches(participant id.Participant, ash Member) {
	b.t.Helper()
	path := "/people/" + string(participant) + "/match"
	form := url.Values{"id": {b.Get(b.Lena, path).Is(http.StatusOK).Hidden("id")}, "worker": {string(ash.Actor.Account)}}
	Day(form, "on", "23", "11", "2026")
	b.Post(b.Lena, path, form).To("/people/" + string(participant) + "/visits")
	b.Post(b.Lena, path, form).To("/people/" + string(participant) + "/visits")
}

// Plans has ash plan all ten, on Mondays at ten, from today.
func (b *Bench) Plans(participant id.Participant, ash Member) {
	b.t.Helper()
	b.PlansAt("10am", participant, ash)
}

// PlansAt is Plans at another time of the day: a worker is in one place at a time.
func (b *Bench) PlansAt(at string, participant id.Participant, ash Member) {
	b.t.Helper()
	path := "/people/" + string(participant) + "/visits/plan"
	form := url.Values{"id": {b.Get(ash, path).Is(http.StatusOK).Says("10 visits are planned in one go").Hidden("id")},
		"minutes": {"sixty"}, "place": {"home"}, "at": {"25:00"}}
	Day(form, "from", "23", "11", "2026")
	b.Post(ash, path, form).Is(http.StatusUnprocessableEntity).Says("Choose the day of the week.")
	if page := b.Post(ash, path, form); !strings.Contains(page.Body, `value="25:00"`) ||
		!strings.Contains(page.Body, `value="sixty"`) {
		b.t.Error("what was typed is lost")
	}
	form.Set("weekday", "monday")
	form.Set("at", at)
	form.Set("minutes", "60")
	b.Post(ash, path, form).To("/people/" + string(participant) + "/visits")
	b.Post(ash, path, form).To("/people/" + string(participant) + "/visits")
}

func (b *Bench) Course(participant id.Participant) course.Course {
	b.t.Helper()
	r, err := b.Care.SeeVisits(context.Background(), b.Lena.Actor, participant)
	b.Ok(err)
	return r.Course
}

// WritesUp has ash say what came of an appointment.
func (b *Bench) WritesUp(ash Member, participant id.Participant, a id.Appointment, did string) {
	b.t.Helper()
	path := "/people/" + string(participant) + "/visits/" + string(a) + "/record"
	page := b.Get(ash, path).Is(http.StatusOK)
	form := url.Values{"id": {page.Hidden("id")}, "replaces": {page.Hidden("replaces")}, "outcome": {"attended"},
		"at": {"10:00"}, "minutes": {"50"}, "place": {"home"}, "what_we_did": {did}}
	Day(form, "started_at", "23", "11", "2026")
	b.Post(ash, path, form).To("/visits")
}

// Sends has every message sent that is due.
func (b *Bench) Sends() {
	b.t.Helper()
	_, err := b.K.RunDue(context.Background(), b.service.Works())
	b.Ok(err)
}

// Form opens a page and takes over what its hidden fields hold, with today
// where a day is asked.
func (b *Bench) Form(who Member, path string) url.Values {
	b.t.Helper()
	page, form := b.Get(who, path).Is(http.StatusOK), url.Values{}
	for _, m := range HiddenField.FindAllStringSubmatch(page.Body, -1) {
		form.Set(m[1], m[2])
	}
	for _, name := range []string{"on", "at"} {
		if strings.Contains(page.Body, `name="`+name+`.day"`) {
			Day(form, name, "23", "11", "2026")
		}
	}
	return form
}

func (b *Bench) Twice(who Member, path string, form url.Values, to string) {
	b.t.Helper()
	b.Post(who, path, form).To(to)
	b.Post(who, path, form).To(to)
}

// Insists has who send a form that is asked about, and send it once more as it is.
func (b *Bench) Insists(who Member, path string, form url.Values) Answer {
	b.t.Helper()
	asked := b.Post(who, path, form).Is(http.StatusUnprocessableEntity).Says("If it is right")
	form.Set("sure_of", asked.Hidden("sure_of"))
	return b.Post(who, path, form)
}

// Answers says yes to what is needed and to those in also, no to the others.
func (b *Bench) Answers(form url.Values, also ...string) url.Values {
	for _, item := range b.Definition().Consent {
		form.Set("items."+item.Key, "no")
		if item.Required || strings.Contains(strings.Join(also, " "), item.Key) {
			form.Set("items."+item.Key, "yes")
		}
	}
	return form
}

// Cost counts the queries of a page.
func (b *Bench) Cost(who Member, path string) int64 {
	var n store.Cost
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r = r.WithContext(store.Counting(r.Context(), &n))
	r.AddCookie(&http.Cookie{Name: people.SessionCookie(false), Value: who.Token})
	b.Server.ServeHTTP(httptest.NewRecorder(), r)
	return n.Queries.Load()
}

func ConsentPath(participant id.Participant, step string) string {
	return strings.TrimSuffix("/people/"+string(participant)+"/consent/"+step, "/")
}

func Discharged(d, m string) func(url.Values) {
	return func(f url.Values) { Day(f, "discharge_date", d, m, "2026") }
}

func DecisionPath(participant id.Participant) string {
	return "/people/" + string(participant) + "/screening"
}

// Verify checks that everything is as it was written.
func (b *Bench) Verify() {
	b.t.Helper()
	v, err := b.K.Verify(context.Background(), nil)
	b.Ok(err)
	if !v.Whole() {
		b.t.Errorf("not whole: %v", v.Faults)
	}
}
