package web_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
)

// A world is a study of two people, one in each arm. Whoever is in the arm
// with visits has them: held, moved, called off, missed, and a worry. Two more, one in
// each arm, are back after a course that ran out, referred by another team.
type world struct {
	*story.Service
	t       *testing.T
	url     string
	again   func() // has it be as it was told, with everybody signed in
	server  http.Handler
	sam, jo *story.Person
	visited *story.Person
	ash     *story.Staff     // who visits them
	back    [2]*story.Person // in the course that they came back to
	before  id.Appointment   // of the one who was visited then
	worries [2]id.Worry      // the worker's, and the coordinator's about Sam
	visits  []id.Appointment
	asked   map[string]string // follow-ups, and the calls at them
	called  map[string]string
	held    map[string]string // roles, by who holds them
	only    string            // what addresses that are looked at begin with
	watched []*story.Staff    // those who may not learn who is in which arm
	pathOf  map[string]string // of what was asked
	tokens  map[string]string // of those who have signed in, by name
}

// tellOfTwo tells the same story whoever is in which arm: sam in the first.
func tellOfTwo(t *testing.T, url string, arms [2]string) *world {
	s := story.BeginStudy(t, "two worlds", url)
	north, south := s.Team("North"), s.Team("South")
	remi := s.Referrer("Remi Adebayo").InTeam(north)
	lena, idris, ash := s.Lead("Lena Fairweather"), s.Coordinator("Idris Vaughan"), s.PeerWorker("Ash Murray")
	w := &world{Service: s, t: t, url: url, asked: map[string]string{}, called: map[string]string{},
		held: map[string]string{}, tokens: map[string]string{}, pathOf: map[string]string{}}
	w.watched = []*story.Staff{
		remi, s.Referrer("Rhea South").InTeam(south), idris, s.Assessor("Mei-Ling Carter"), s.Analyst("Sunil Perera"),
		s.Governance("Margaret Osei"), s.Admin,
		s.Supervisor("Ruth, who assesses").HasBesides(authz.Assessor),
		s.Lead("Lars, who assesses").HasBesides(authz.Assessor),
		s.Coordinator("Cleo, who assesses").HasBesides(authz.Assessor),
		s.PeerWorker("Pat, who assesses").HasBesides(authz.Assessor),
		s.Referrer(everything).InTeam(north),
	}
	for _, r := range authz.Roles() {
		if noor := w.watched[len(w.watched)-1]; !r.InTeam() {
			noor.HasBesides(r)
		}
	}
	w.watchPairs(north)
	w.ash = ash
	lena.PreparesFully(ash)
	joins := func(p *story.Person, arm string) {
		remi.Refers(p).OK()
		lena.Accepts(p).OK()
		idris.Invites(p, pathway.InPerson).OK()
		idris.TakesConsent(p, pathway.OnPaper).OK()
		p.AllocatedTo(arm).OK()
	}
	w.comeBack(arms, joins, lena, ash, south)
	w.sam, w.jo = s.Somebody("Sam Archer", 3), s.Somebody("Jo Baker", 3)
	for i, p := range []*story.Person{w.sam, w.jo} {
		if joins(p, arms[i]); arms[i] == story.WithVisits {
			w.visited = p
		}
	}
	w.later(24 * time.Hour)
	lena.Matches(w.visited, ash).OK()
	ash.Plans(w.visited, s.Today().AddDays(1), "10:00").OK()
	ash.Sends(ash.WritesUp(w.visited.Session(1), story.Attended)).OK()
	ash.Moves(w.visited.Session(2), 24*time.Hour, course.PartyParticipant, "").OK()
	ash.Sends(ash.WritesUp(w.visited.Session(2), story.DidNotAttend)).OK()
	ash.CallsOff(w.visited.Session(3), course.PartyWorker, "a training day").OK()
	for i, worry := range []story.Worrying{
		ash.WorriesAbout(w.visited, safety.TalkOver, safety.Health, "She had not eaten."),
		idris.WorriesAbout(w.sam, safety.TalkOver, safety.AdultSafeguarding, "She sounded low when I rang."),
	} {
		[]*story.Staff{ash, idris}[i].Raises(worry).OK()
		w.worries[i] = worry.Worry.ID
	}
	record, a := lena.OpensVisits(w.visited)
	a.OK()
	for _, b := range record.Course.Appointments {
		w.visits = append(w.visits, b.ID)
	}
	w.comeIn()
	s.Works()
	w.later(time.Hour)
	service := s.Web("http://footbridge.example.org")
	service.Unlimited = true
	w.server = service.Handler()
	return w
}

// comeBack tells of two people, one in each arm, whose time for visits passes and whom
// the south refers again. Of one of them nobody decides; the other takes part again.
func (w *world) comeBack(arms [2]string, joins func(*story.Person, string), lena, ash *story.Staff, south *story.Team) {
	idris, rhea := w.watched[2], w.watched[1]
	names := []string{"Kim Ellis", "Lee Farrow"}
	var first [2]*story.Person
	for i, name := range names {
		first[i] = w.Somebody(name, 3)
		joins(first[i], arms[i])
	}
	w.later(24 * time.Hour)
	for i, p := range first {
		if arms[i] != story.WithVisits {
			continue
		}
		lena.Matches(p, ash).OK()
		ash.Plans(p, w.Today().AddDays(1), "12:00").OK()
		ash.Sends(ash.WritesUp(p.Session(1), story.Attended)).OK()
		record, a := lena.OpensVisits(p)
		a.OK()
		w.before = record.Course.Appointments[0].ID
	}
	w.later(150 * 24 * time.Hour)
	w.Works()
	for i, p := range first {
		again, a := rhea.RefersAgain(p, south, 3)
		a.OK()
		w.back[i] = again
	}
	for _, p := range w.back {
		lena.Accepts(p).OK()
		idris.Invites(p, pathway.InPerson).OK()
		idris.TakesConsent(p, pathway.OnPaper).OK()
	}
}

// aYearLater goes on until the assessor has called both.
func (w *world) aYearLater() {
	w.later(400 * 24 * time.Hour)
	w.Works()
	mei := w.watched[3]
	for _, p := range []*story.Person{w.sam, w.jo} {
		name := map[*story.Person]string{w.sam: "Sam", w.jo: "Jo"}[p]
		mei.Calls(p, "within_year", outcome.CallNoAnswer, programme.Date{}, "").OK()
		f, a := mei.FollowsUp(p)
		a.OK()
		for _, x := range f.FollowUps {
			w.asked[name+"'s "+x.Outcome] = string(x.ID)
			for _, c := range x.Calls {
				w.called[name] = string(c.Fact.ID)
			}
		}
	}
	w.later(time.Hour)
}

func (w *world) later(d time.Duration) { w.Clock.MoveTo(w.Clock.Now().Add(d)) }

// paths fills a route's address in every way that this world has something for.
// The names, unlike the ids, are the same in both worlds.
func (w *world) paths(pattern string) map[string]string {
	values := map[string]map[string]string{
		"team": {}, "participant": {"Sam": string(w.sam.ID()), "Jo": string(w.jo.ID()),
			"Kim": string(w.back[0].ID()), "Lee": string(w.back[1].ID())},
		"account": {"Mei-Ling": string(w.watched[3].ID), "Ash": string(w.ash.ID)}, "grant": w.held,
		"study": {"study": string(w.TheStudy())}, "appointment": {"one": string(w.visits[8]), "before": string(w.before)},
		"worry":     {"Ash's": string(w.worries[0]), "Idris's": string(w.worries[1])},
		"programme": {"study": "crisis-peer-support-study"}, "sheet": {"1": "1"}, "module": {"well": "keeping-well"},
		"page":      {"well": "me-when-well"},
		"follow_up": w.asked, "call": w.called,
	}
	for _, who := range w.watched[:2] {
		values["team"][who.Name] = string(who.Grants[0].Team)
	}
	filled := map[string]string{"": pattern}
	for _, m := range param.FindAllStringSubmatch(pattern, -1) {
		of, known := values[m[1]]
		if !known {
			of = map[string]string{"none": strings.Repeat("0", id.Length)}
		}
		next := map[string]string{}
		for name, path := range filled {
			for called, value := range of {
				next[name+" "+called] = strings.Replace(path, m[0], value, 1)
			}
		}
		filled = next
	}
	return filled
}

// unnumbered is a page of the trail without what tells two people apart there,
// whom it doesn't name: the ends of their ids.
func (w *world) unnumbered(page string) string {
	for _, p := range append([]*story.Person{w.sam, w.jo}, w.back[:]...) {
		page = strings.ReplaceAll(page, string(p.ID()), "one of the two")
		page = strings.ReplaceAll(page, string(p.ID())[id.Length-6:], "one of the two")
	}
	return page
}

// everything is somebody who holds every role, a masked one among them: they
// open every page that leaves both arms alike.
const everything = "Noor, who does everything"

// mayRead are the tables that reveal an arm and are read all the same for
// somebody who isn't told of arms, each with the reason why that reveals none.
// Whoever is masked is no exception to anything.
var mayRead = map[authz.Role]map[string]string{
	authz.Coordinator: {
		"withdrawal": "who stops everything tells the coordinator, who keeps the consents; visits alone they aren't told of",
		"worry":      "to show them their own, and no other", "worry_fact": "likewise",
		"life_event": "to show how life stands, which is no arm's",
	},
	authz.Governance: {"entry": "the trail, in which nobody is named", "entry_row": "likewise",
		"entry_person": "likewise"},
}

// An armRead is what store.ReadsArm says of a query.
type armRead struct {
	what    string
	reveals bool
}

// armsRead holds that of each query that was seen.
var armsRead sync.Map

// readsArm names what who reads in a query that may reveal an arm to them.
func readsArm(who *story.Staff, query string) (what string, reveals bool) {
	if who.Actor().Masked() && store.ReadsForPolicy(query) {
		return "who visits them, for the policy", true
	}
	known, found := armsRead.Load(query)
	if !found {
		what, reveals = store.ReadsArm(query)
		known, _ = armsRead.LoadOrStore(query, armRead{what, reveals})
	}
	if what, reveals = known.(armRead).what, known.(armRead).reveals; !reveals || who.Actor().Masked() {
		return what, reveals
	}
	for _, g := range who.Grants {
		if _, may := mayRead[g.Role][what]; may {
			return "", false
		}
	}
	return what, true
}

// sees is every answer that somebody gets, to every question that there is.
func (w *world) sees(who *story.Staff, watch func(path, query string)) map[string]string {
	w.t.Helper()
	seen := map[string]string{}
	ask := func(called, method, path string, form url.Values) {
		r := request(method, path, form, w.signedIn(who))
		blank := method == http.MethodPost && len(form) == 0             // its answer is compared, not what it reads
		counts := strings.HasPrefix(path, "/accounts/"+string(w.ash.ID)) // how many a worker visits, and not whom
		// A service's report is of a service: its queries leave people of a study out.
		if !blank && !counts && !strings.HasPrefix(path, "/service-report") {
			r = r.WithContext(store.Watching(r.Context(), func(query string) { watch(path, query) }))
		}
		at := who.Name + " " + method + " " + called
		seen[at], w.pathOf[at] = w.answers(r), path
	}
	for _, rt := range w.Web("http://footbridge.example.org").Routes() {
		if rt.Pattern == "/trail/people/{participant}" && who.Actor().Has(authz.Governance) && !who.Actor().Masked() {
			continue // who looked at one person, whatever at: authz's untoldMay has the reason
		}
		if rt.Method == http.MethodGet && strings.HasPrefix(rt.Pattern, w.only) {
			paths := w.paths(rt.Pattern)
			for _, called := range slices.Sorted(maps.Keys(paths)) { // the trail has looks in the order they came
				ask(rt.Pattern+called, rt.Method, strings.TrimSuffix(paths[called], "{$}"), nil)
			}
		}
	}
	if who.Actor().Masked() {
		w.sendsAll(ask)
	}
	for _, name := range []string{"sam archer", "jo", "baker"} {
		ask("find "+name, http.MethodPost, "/people", url.Values{"find": {name}})
	}
	return seen
}

// seenByAll is that of all who may not learn the arms, with what they were sent.
func (w *world) seenByAll(but ...string) map[string]string {
	w.settle()
	all := map[string]string{}
	for _, who := range w.watched {
		if slices.Contains(but, who.Name) {
			continue
		}
		maps.Copy(all, w.sees(who, func(path, query string) {
			if what, reveals := readsArm(who, query); reveals {
				w.t.Errorf("%s of %s reads %s in\n%s", path, who.Name, what, query)
			}
		}))
		for i, m := range w.Outbox.List() {
			if m.To == who.Email {
				all[fmt.Sprint(who.Name, " is sent ", i)] = m.Subject + "\n" + signInCode.ReplaceAllString(m.Text, "")
			}
		}
	}
	return all
}

var (
	asGiven = [2]string{story.WithVisits, story.WorkbookAlone}
	swapped = [2]string{story.WorkbookAlone, story.WithVisits}
)

// Two worlds differ in nothing but who is in which arm, and so has visits. To
// whoever may not know the arms everything is the same to the byte: every
// page, every refusal, every address, every message, every answer to a form that is
// taken or isn't, and to a card or a code. And no page has the arms or the visits so
// much as read.
func TestTwoWorldsAreTheSameToWhoeverMayNotKnowTheArms(t *testing.T) {
	storetest.InTheWholeRun(t)
	differ(t, inBoth(t, func(w *world) map[string]string {
		seen := w.seenByAll()
		w.opensAllAlike(seen)
		sent := w.sendsForms(seen)
		w.takesEveryForm(sent, func(pattern string) bool { return !takenLater[pattern] })
		maps.Copy(seen, sent)
		w.comesToTheDoor(seen)
		return seen
	}), 1000)
}

// inBoth has the story be told in both worlds at once, and returns what was seen in each.
func inBoth(t *testing.T, look func(*world) map[string]string) []map[string]string {
	t.Helper()
	seen := make([]map[string]string, 2)
	t.Run("both", func(t *testing.T) {
		for i, arms := range [][2]string{asGiven, swapped} {
			t.Run(arms[0], func(t *testing.T) {
				t.Parallel()
				seen[i] = look(tellOfTwo(t, storetest.SQLiteMigrated(t, story.Migrated), arms))
			})
		}
	})
	return seen
}

// opensAllAlike holds that somebody masked has opened a page of every action
// that says it leaves both arms alike: what it then read was watched.
func (w *world) opensAllAlike(seen map[string]string) {
	w.t.Helper()
	opened := map[authz.Action]bool{
		authz.Know: true, authz.Recognise: true, // nobody's pages
		authz.SeeLikely: true, authz.SeeLikelyOther: true, // what a form that is sent is answered with
		authz.SeeScreening: true, // is over before there is an arm, and the page then leads elsewhere
	}
	masked := map[string]bool{}
	for _, who := range w.watched {
		masked[who.Name] = who.Actor().Masked()
	}
	actions := map[string]authz.Action{}
	for _, rt := range w.Web("http://footbridge.example.org").Routes() {
		actions[rt.Method+" "+rt.Pattern] = rt.Action
	}
	for at, answer := range seen {
		if who, page := whoAsked(at); masked[who] && strings.HasPrefix(answer, "200 ") {
			opened[actions[page]] = true
		}
	}
	for _, a := range authz.Actions() {
		if !a.Writes && !a.RevealsArm() && !opened[a] {
			w.t.Errorf("nobody masked opens a page for %s, so nothing holds that it leaves both arms alike", a)
		}
	}
}

// whoAsked takes apart who asked for which page, as sees keeps answers.
func whoAsked(at string) (who, page string) {
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		if who, rest, is := strings.Cut(at, " "+method+" "); is {
			pattern, _, _ := strings.Cut(rest, " ")
			return who, method + " " + pattern
		}
	}
	return "", ""
}

// Everybody who may not learn arms is among those whose pages are compared: each
// role that isn't told of them, and each role together with each masked one.
func TestEverybodyWhoMayNotKnowTheArmsIsWatched(t *testing.T) {
	policy, err := authz.Load()
	if err != nil {
		t.Fatal(err)
	}
	told := func(r authz.Role) bool { return len(policy.Reach(r, authz.SeeVisits)) > 0 }
	w := tellOfTwo(t, storetest.SQLiteMigrated(t, story.Migrated), asGiven)
	watched := func(roles ...authz.Role) bool {
		return slices.ContainsFunc(w.watched, func(m *story.Staff) bool {
			return !slices.ContainsFunc(roles, func(r authz.Role) bool { return !m.Actor().Has(r) })
		})
	}
	for _, r := range authz.Roles() {
		alone := func(m *story.Staff) bool { return len(m.Grants) == 1 && m.Actor().Has(r) }
		if !told(r) && !slices.ContainsFunc(w.watched, alone) {
			t.Errorf("nobody is watched who is %s and nothing else", r)
		}
		for _, masked := range authz.MaskedRoles() {
			if !r.InTeam() && !watched(r, masked) {
				t.Errorf("nobody is watched who is %s and %s", r, masked)
			}
		}
		for _, other := range authz.Roles() {
			both := func(m *story.Staff) bool { return len(m.Grants) == 2 && m.Actor().Has(r) && m.Actor().Has(other) }
			if r != other && !told(r) && !told(other) && authz.Apart(r, other) == "" && !slices.ContainsFunc(w.watched, both) {
				t.Errorf("nobody is watched who is %s and %s and nothing else", r, other)
			}
		}
	}
}

// Whoever is in the arm with visits wants no more of them, and says so themselves. Somebody
// in the other arm cannot: so not even the coordinator reads it, who keeps the consents.
func TestWantingNoMoreVisitsTellsNobodyTheArm(t *testing.T) {
	storetest.InTheWholeRun(t)
	differ(t, inBoth(t, func(w *world) map[string]string {
		w.visited.Stops(pathway.FromVisitsOnly).OK()
		w.later(time.Hour)
		return w.seenByAll()
	}), 1000)
}

// The assessor follows both up: to whoever may not know the arms the list, the
// pages, the forms and the messages are the same, whoever is in which arm.
func TestFollowUpsAYearLaterAreTheSameToWhoeverMayNotKnowTheArms(t *testing.T) {
	storetest.InTheWholeRun(t)
	seen := inBoth(t, func(w *world) map[string]string {
		w.aYearLater()
		w.only = "/follow-up"
		seen := w.seenByAll()
		sent := w.sendsForms(seen)
		w.takesEveryForm(sent, func(pattern string) bool { return takenLater[pattern] })
		maps.Copy(seen, sent)
		return seen
	})
	for _, at := range []string{"", " Sam", " Jo Jo's within_year", " Sam Sam"} {
		found := slices.ContainsFunc(slices.Sorted(maps.Keys(seen[0])), func(key string) bool {
			return strings.HasPrefix(key, "Mei-Ling Carter GET /follow-up") && strings.HasSuffix(key, at) &&
				strings.HasPrefix(seen[0][key], "200")
		})
		if !found {
			t.Errorf("nothing of the assessor's ends in %q", at)
		}
	}
	differ(t, seen, 250)
}

// And the comparison can fail: to the supervisor, who arranges visits, the
// worlds differ, and what watches does see the tables when they are read.
func TestTheSupervisorIsShownWhoHasVisits(t *testing.T) {
	storetest.InTheWholeRun(t)
	var seen []map[string]string
	read := map[string]bool{}
	for _, arms := range [][2]string{asGiven, swapped} {
		w := tellOfTwo(t, storetest.SQLiteMigrated(t, story.Migrated), arms)
		seen = append(seen, w.sees(w.Supervisor("Ruth Castellano"), func(_, query string) {
			if what, reveals := store.ReadsArm(query); reveals {
				read[what] = true
			}
		}))
	}
	at := "Ruth Castellano GET /people/{participant} Sam"
	if seen[0][at] == "" || seen[0][at] == seen[1][at] || !read["allocation"] || !read["course_fact"] {
		t.Errorf("the record is the same, or of the tables only %v are read", read)
	}
}
