package e2e

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/e2e/walk"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/person"
)

// A standsThere is somebody of whom one standing holds, and who visits them.
type standsThere struct {
	*story.Person
	now    programme.Standing
	worker *story.Staff
}

// FullName is what everybody reads.
func (p standsThere) FullName() string { return p.Referral.Identity.FullName() }

// oneOfEach is somebody for each standing that can follow a first visit. Of
// each, the fourth visit was called off and planned again, and the fifth called off.
func oneOfEach(t *testing.T, s *story.Service, remi, lead *story.Staff) (list []standsThere) {
	enters := func(k life.Kind) func(standsThere) error {
		return func(p standsThere) error { return lead.Enters(p.Person, k, "").Err }
	}
	stops := func(from pathway.Scope) func(standsThere) error {
		return func(p standsThere) error { return lead.HearsStop(p.Person, from, "").Err }
	}
	for _, x := range []struct {
		name   string
		is     programme.Stands
		happen func(standsThere) error
	}{
		{"Enid Marsh", programme.Ended, func(p standsThere) error {
			return p.worker.Ends(p.Person, course.EndedSooner, "").Err
		}},
		{"Dora Finch", programme.Died, enters(life.Death)},
		{"Paul Reed", programme.Paused, enters(life.Readmission)},
		{"Alma Stone", programme.Away, enters(life.MovingAway)},
		{"Wanda Lowe", programme.Stands(programme.WithoutVisits), stops(pathway.FromVisitsOnly)},
		{"Will Dray", programme.Stands(programme.Withdrawn), stops(pathway.Wholly)},
		{"Mabel North", programme.TakingPart, func(p standsThere) error { // moves, but not yet
			return lead.EntersFor(p.Person, life.MovingAway, s.Today().AddDays(40)).Err
		}},
		{"Tess Hale", programme.TakingPart, nil},
	} {
		p := s.Somebody(x.name, 7)
		remi.Refers(p).OK()
		worker := s.PeerWorker("Ash, for " + strings.Fields(x.name)[0]).MatchedTo(p)
		worker.Sends(worker.WritesUp(p.Session(1), story.Attended)).OK()
		worker.CallsOff(p.Session(4), course.PartyWorker, "a training day").OK()
		worker.PlansAnew(p, s.Today().AddDays(75), "16:00").OK()
		worker.CallsOff(p.Session(5), course.PartyWorker, "a training day").OK()
		worker.Raises(worker.WorriesAbout(p, safety.TalkOver, safety.Health, "They had not eaten.")).OK()
		worker.Doubts(p, pathway.WrongPhone, "It rings at a garage.").OK()
		_, given := lead.GivesCard(p)
		given.OK()
		list = append(list, standsThere{p, programme.Standing{Is: x.is}, worker}.since(t, s, x.happen))
	}
	return list
}

// oneBefore is somebody for each standing that can come before anybody visits: with the
// referral, once it is accepted, and while they think about it. The last
// two are records of one person.
func oneBefore(t *testing.T, s *story.Service, remi, lead *story.Staff) (list []standsThere) {
	accepted := func(p *story.Person) { lead.Accepts(p).OK() }
	invited := func(p *story.Person) { accepted(p); lead.Invites(p, pathway.InPerson).OK() }
	agreed := func(p *story.Person) { invited(p); lead.TakesConsent(p, pathway.OnPaper).OK() }
	referred := func(*story.Person) {}
	enters := func(k life.Kind) func(standsThere) error {
		return func(p standsThere) error { return lead.Enters(p.Person, k, "").Err }
	}
	for _, x := range []struct {
		name   string
		is     programme.Stands
		comes  func(*story.Person)
		happen func(standsThere) error
	}{
		{"Rhoda Quill", programme.Died, referred, enters(life.Death)},
		{"Abel Thorn", programme.Died, accepted, enters(life.Death)},
		{"Cleo Marr", programme.Died, agreed, enters(life.Death)},
		{"Ines Vale", programme.Paused, invited, enters(life.Readmission)},
		{"Moss Avery", programme.Away, accepted, enters(life.MovingAway)},
		{"Ada Rook", programme.Away, referred, enters(life.MovingAway)},
		{"Noel Birch", programme.Stands(programme.Declined), referred, func(p standsThere) error {
			return lead.Declines(p.Person, "out_of_area", "").Err
		}},
		{"Bella Croft", programme.Stands(programme.TakenBack), referred, func(p standsThere) error {
			return s.Care.TakeBackReferral(t.Context(), remi.Actor(), p.ID(),
				pathway.TakingBack(id.From[id.Decision]([16]byte{1}), "It was for somebody else."))
		}},
		{"Neil Shaw", programme.Stands(programme.NotConsented), invited, func(p standsThere) error {
			return lead.HearsNo(p.Person, "").Err
		}},
		{"Jean Alder", programme.Died, referred, nil},
		{"Jeanne Alder", programme.Died, accepted, func(p standsThere) error {
			other := list[len(list)-1]
			join := pathway.Joining(id.From[id.SamePerson]([16]byte{2}), p.ID(), other.ID(), false)
			return cmp.Or(s.Care.JoinRecords(t.Context(), lead.Actor(), p.ID(), join, false), enters(life.Death)(p))
		}},
	} {
		p := s.Somebody(x.name, 7)
		remi.RefersSurely(p).OK()
		x.comes(p)
		list = append(list, standsThere{p, programme.Standing{Is: x.is}, nil}.since(t, s, x.happen))
	}
	list[len(list)-2].now = list[len(list)-1].now
	return list
}

// since has happen make p stand where they do, on a day of their own.
func (p standsThere) since(t *testing.T, s *story.Service, happen func(standsThere) error) standsThere {
	t.Helper()
	s.Clock.MoveTo(s.Clock.Now().AddDate(0, 0, 1))
	if happen == nil {
		return p
	}
	if err := happen(p); err != nil {
		t.Fatalf("%s: %v", p.FullName(), err)
	}
	if say.Has("standing." + string(p.now.Is)) {
		p.now.Since = s.Today()
	}
	return p
}

// Wherever somebody is named, their standing is said, and nobody else's; and nothing is
// offered or asked for that can't be meant any more.
func TestEveryPageSaysWhereSomebodyStandsAndOffersNothingElse(t *testing.T) {
	storetest.InTheWholeRun(t)
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		remi, lead := s.Referrer("Remi Adebayo").InTeam(s.Team("North")), s.Lead("Lena Fairweather")
		people := append(oneOfEach(t, s, remi, lead), oneBefore(t, s, remi, lead)...)
		looking := map[string]string{
			"referrer": remi.Email, "lead": lead.Email, "coordinator": s.Coordinator("Idris Vaughan").Email,
			"supervisor": s.Supervisor("Ruth Castellano").Email, "assessor": s.Assessor("Mei-Ling Carter").Email,
			"administrator": s.Admin.Email, "governance": s.Governance("Gwen Pryce").Email,
			"analyst": s.Analyst("Anton Weir").Email,
		}
		for _, p := range people {
			if p.worker == nil {
				continue
			}
			looking["worker of "+p.FullName()] = p.worker.Email
			if p.now.Is != programme.Died {
				looking["themselves, "+p.FullName()] = p.Email()
			}
		}
		listed := map[string]bool{}
		for _, who := range slices.Sorted(maps.Keys(looking)) {
			b := signedIn(t, s, looking[who])
			pages := b.Walk("/", leavesOthers)
			for _, path := range narrowed {
				pages[path] = b.Get(path)
			}
			for _, p := range people {
				for _, list := range []string{"/people", "/caseloads"} {
					if found := b.Post(list, "find", p.FullName()); found.Status == 200 {
						pages["POST "+list+" for "+p.FullName()] = found
					}
				}
			}
			for _, path := range slices.Sorted(maps.Keys(pages)) {
				standings{t, who, path, people, listed}.hold(pages[path])
			}
		}
		for _, path := range lists {
			if !listed[path] {
				t.Errorf("nobody is on %s", path)
			}
		}
	})
}

func leavesOthers(path string) bool { return strings.HasPrefix(path, "/static/") }

// narrowed are lists that no link leads to: they are chosen in a form.
var narrowed = []string{"/caseloads?state=paused", "/caseloads?state=away", "/consent?state=away",
	"/consent/thinking?state=paused"}

// lists are those on which somebody has to be, or this proves little of them.
var lists = []string{"/board", "/screening", "/consent", "/consent?state", "/consent/thinking?state", "/caseloads",
	"/caseloads?state", "/visits", "/to-tell", "/life", "/teams/{id}/referrals", "/follow-up?list", "/worries",
	"/wrong-details",
	"POST /people", "POST /caseloads"}

// sayStanding are the pages about somebody that say where they stand. The others are
// forms, and single facts of somebody's.
var sayStanding = []string{
	"/people/{id}", "/people/{id}/visits", "/people/{id}/consent", "/referrals/{id}",
}

// A standings is what who reads at path, and where everybody stands.
type standings struct {
	*testing.T
	who, path string
	people    []standsThere
	listed    map[string]bool // the shapes of the lists on which somebody was
}

// hold holds what a page says of everybody whom it names.
func (s standings) hold(page walk.Page) {
	s.Helper()
	text := page.Text()
	for _, p := range s.people {
		words := person.StandingWords(say.English(), p.now)
		about := strings.Contains(s.path, string(p.ID())) && !s.trail() || s.who == "themselves, "+p.FullName()
		if about && slices.Contains(sayStanding, walk.Shape(s.path)) && strings.Contains(text, p.FullName()) &&
			!strings.Contains(text, words) {
			s.Errorf("%s reads of %s on %s, and not that %q", s.who, p.FullName(), s.path, words)
		}
		if about {
			s.never(p, page.Body, text)
		}
	}
	if s.trail() {
		return
	}
	for _, line := range lineOfList.FindAllString(page.Body, -1) {
		words := walk.Page{Body: line}.Text()
		for _, p := range s.people {
			if strings.Contains(words, p.FullName()) {
				s.line(p, line, words)
			}
		}
	}
}

// trail tells whether it is the trail, which tells what was.
func (s standings) trail() bool { return strings.HasPrefix(s.path, "/trail") }

var lineOfList = regexp.MustCompile(`(?s)<li class="fb-board__line.*?</li>|<tr role="row">.*?</tr>|` +
	`<section class="fb-card.*?</section>`)

var ids = regexp.MustCompile(`[0-9a-z]{26}`)

// line holds that a line of a list that names p says where p stands, and where nobody else
// does, unless p goes on, or is on the way: that goes without saying. An assessor follows up
// all alike, and reads of what happens in a life alone.
func (s standings) line(p standsThere, line, words string) {
	s.Helper()
	v := say.English()
	list, _, _ := strings.Cut(s.path, " for")
	list, _, _ = strings.Cut(list, "=")
	s.listed[ids.ReplaceAllString(list, "{id}")] = true
	own := person.StandingWords(v, p.now)
	if person.Mark(v, p.now).Label != "" && (p.now.OfLife() || s.who != "assessor") && !strings.Contains(words, own) {
		s.Errorf("%s reads on %s, and not that %q: %s", s.who, s.path, own, words)
	}
	for _, q := range s.people {
		if other := person.StandingWords(v, q.now); !strings.Contains(own, other) && strings.Contains(words, other) {
			s.Errorf("%s reads %q on %s of %s, who is at %q", s.who, other, s.path, p.FullName(), own)
		}
	}
	s.never(p, line, words)
}

// never holds that nothing is said or offered that can't be meant of p.
func (s standings) never(p standsThere, body, text string) {
	s.Helper()
	for _, never := range p.never() {
		if never == "to plan" && strings.HasPrefix(s.path, "/workbook") {
			continue // it is about their own plans
		}
		if strings.Contains(text, never) || strings.Contains(body, never) {
			s.Errorf("%s reads %q on %s of %s, who stands %s", s.who, never, s.path, p.FullName(), p.now.Is)
		}
	}
}

// never is what no page and no line about them says.
func (p standsThere) never() []string {
	list := []string{"past the last start", "left to start"}
	if p.now.GoesOn() {
		return list
	}
	list = append(list, "to plan", "lan it again", "Plan the", "Choose who visits")
	waits := p.now.Is == programme.Paused || p.now.Is == programme.Away
	if !waits { // theirs can be, once they go on
		list = append(list, "lanned again")
	}
	if p.worker != nil {
		list = append(list, p.worker.Name+" visits them from now on")
		if !waits {
			list = append(list, p.worker.Name+" visits them.")
		}
	}
	switch p.now.Is {
	case programme.Died:
		list = append(list, `href="tel:`+p.Referral.Contact.Phone.Numbers()[0].Dial, "/consent/", "/letters/start",
			"/letters/ending", "/cancel", "/match/told", "How to get in", "What to know before going in")
	case programme.Ended, "withdrawn":
		list = append(list, "Ask for another worker", "/letters/start", "/match/told", "before the visit")
	case "without_visits":
		list = append(list, "Ask for another worker")
	}
	return list
}
