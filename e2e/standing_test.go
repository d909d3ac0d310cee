package e2e

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/e2e/walk"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/workforce"
)

// FullName is what everybody reads.
func (p standsThere) FullName() string { return p.Referral.Identity.FullName() }

// A standsThere is somebody of whom one standing holds, and who visits them.
type standsThere struct {
	*story.Person
	now    programme.Standing
	worker *story.Staff
}

// oneOfEach tells of somebody in each standing that can follow a first visit. Of
// each, the fourth visit was called off and planned again, and the fifth called off.
func oneOfEach(s *story.Service, remi, lead *story.Staff) []standsThere {
	var list []standsThere
	for _, x := range []struct {
		name string
		is   programme.Stands
		then func(*story.Person, *story.Staff)
	}{
		{"Dora Finch", programme.Died, func(p *story.Person, _ *story.Staff) { lead.Enters(p, life.Death, "").OK() }},
		{"Paul Reed", programme.Paused, func(p *story.Person, _ *story.Staff) { lead.Enters(p, life.Readmission, "").OK() }},
		{"Alma Stone", programme.Away, func(p *story.Person, _ *story.Staff) { lead.Enters(p, life.MovingAway, "").OK() }},
		{"Enid Marsh", programme.Ended, func(p *story.Person, w *story.Staff) { w.Ends(p, course.EndedSooner, "").OK() }},
		{"Wanda Lowe", "without_visits", func(p *story.Person, _ *story.Staff) {
			lead.HearsStop(p, pathway.FromVisitsOnly, "").OK()
		}},
		{"Will Dray", "withdrawn", func(p *story.Person, _ *story.Staff) { lead.HearsStop(p, pathway.Wholly, "").OK() }},
		{"Tess Hale", programme.TakingPart, func(*story.Person, *story.Staff) {}},
	} {
		p := s.Somebody(x.name, 7)
		remi.Refers(p).OK()
		worker := s.PeerWorker("Ash, for " + strings.Fields(x.name)[0]).MatchedTo(p)
		worker.Sends(worker.WritesUp(p.Session(1), story.Attended)).OK()
		worker.CallsOff(p.Session(4), course.PartyWorker, "a training day").OK()
		worker.PlansAnew(p, s.Today().AddDays(75), "16:00").OK()
		worker.CallsOff(p.Session(5), course.PartyWorker, "a training day").OK()
		_, given := lead.GivesCard(p)
		given.OK()
		x.then(p, worker)
		since := s.Today()
		if x.is == programme.TakingPart {
			since = programme.Date{}
		}
		list = append(list, standsThere{p, programme.Standing{Is: x.is, Since: since}, worker})
	}
	return list
}

// oneBefore tells of somebody in each standing that can come before anybody visits:
// with the referral, once it is accepted, and while they think about it.
func oneBefore(s *story.Service, remi, lead *story.Staff) []standsThere {
	var list []standsThere
	for _, x := range []struct {
		name string
		is   programme.Stands
		then func(*story.Person)
	}{
		{"Rhoda Quill", programme.Died, func(p *story.Person) { lead.Enters(p, life.Death, "").OK() }},
		{"Abel Thorn", programme.Died, func(p *story.Person) {
			lead.Accepts(p).OK()
			lead.Enters(p, life.Death, "").OK()
		}},
		{"Ines Vale", programme.Paused, func(p *story.Person) {
			lead.Accepts(p).OK()
			lead.Invites(p, pathway.InPerson).OK()
			lead.Enters(p, life.Readmission, "").OK()
		}},
		{"Cleo Marr", programme.Died, func(p *story.Person) {
			lead.Accepts(p).OK()
			lead.Invites(p, pathway.InPerson).OK()
			lead.TakesConsent(p, pathway.OnPaper).OK()
			lead.Enters(p, life.Death, "").OK()
		}},
		{"Moss Avery", programme.Away, func(p *story.Person) {
			lead.Accepts(p).OK()
			lead.Enters(p, life.MovingAway, "").OK()
		}},
	} {
		p := s.Somebody(x.name, 7)
		remi.Refers(p).OK()
		x.then(p)
		list = append(list, standsThere{p, programme.Standing{Is: x.is, Since: s.Today()}, nil})
	}
	return list
}

// Wherever somebody is named, their standing is said; and nothing is offered or
// asked for that can't be meant any more.
func TestEveryPageSaysWhereSomebodyStandsAndOffersNothingElse(t *testing.T) {
	storetest.InTheWholeRun(t)
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		remi, lead := s.Referrer("Remi Adebayo").InTeam(s.Team("North")), s.Lead("Lena Fairweather")
		people := append(oneOfEach(s, remi, lead), oneBefore(s, remi, lead)...)
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
		for _, who := range slices.Sorted(maps.Keys(looking)) {
			b := signedIn(t, s, looking[who])
			pages := b.Walk("/", leavesOthers)
			for _, p := range people {
				if found := b.Post("/people", "find", p.FullName()); found.Status == 200 {
					pages["POST /people for "+p.FullName()] = found
				}
			}
			for _, path := range slices.Sorted(maps.Keys(pages)) {
				for _, p := range people {
					p.stands(t, who, path, pages[path])
				}
			}
		}
	})
}

func leavesOthers(path string) bool {
	return strings.HasPrefix(path, "/static/") || strings.HasPrefix(path, "/workbook")
}

// stands holds that a page that names somebody says where they stand.
func (p standsThere) stands(t *testing.T, who, path string, page walk.Page) {
	t.Helper()
	about := strings.Contains(path, string(p.ID())) && !strings.HasPrefix(path, "/trail/") || // which tells what was
		who == "themselves, "+p.FullName()
	words := person.StandingWords(say.English(), p.now)
	saysSo := slices.Contains(sayStanding, walk.Shape(path)) || strings.HasPrefix(path, "POST")
	if p.now.GoesOn() && (path == "/visits" || path == "/caseloads") {
		saysSo = false // it goes without saying
	}
	if saysSo && page.Has(p.FullName()) && !page.Has(words) {
		t.Errorf("%s reads of %s on %s, and not that %q", who, p.FullName(), path, words)
	}
	if !about {
		return
	}
	for _, never := range p.never() {
		if page.Has(never) || strings.Contains(page.Body, never) {
			t.Errorf("%s reads %q on %s of somebody who stands %s", who, never, path, p.now.Is)
		}
	}
}

// sayStanding are the pages that say where those whom they name stand: records and
// lists. The others are forms, and single facts of somebody's.
var sayStanding = []string{
	"/people/{id}", "/people/{id}/visits", "/people/{id}/consent", "/referrals/{id}", "/teams/{id}/referrals", "/visits",
	"/caseloads",
}

// never is what no page about them says.
func (p standsThere) never() []string {
	if p.now.GoesOn() {
		return nil
	}
	list := []string{"past the last start", "left to start", "to plan", "lan it again", "Plan the", "Choose who visits"}
	if p.now.Is != programme.Paused && p.now.Is != programme.Away { // theirs can be, once they go on
		list = append(list, "lanned again")
		if p.worker != nil {
			list = append(list, p.worker.Name+" visits them.")
		}
	}
	switch p.now.Is {
	case programme.Died:
		list = append(list, `href="tel:`+p.Referral.Contact.Phone.Numbers()[0].Dial, "/consent/", "/letters/start",
			"/letters/ending", "/cancel", "/match/told", "How to get in", "What to know before going in")
	case programme.Ended, "withdrawn":
		list = append(list, "Ask for another worker", "/letters/start", "/match/told")
	case "without_visits":
		list = append(list, "Ask for another worker")
	}
	return list
}

// A death is entered a day late: what was planned for the days after it is called
// off, nothing can be recorded of them, and the visit before it is written up.
func TestAfterADeathNothingIsRecordedForALaterDayAndWhatWasBeforeIsWrittenUp(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := s.Participant("discharged last week")
		ash, lead := s.PeerWorker("Ash Murray").MatchedTo(sam), s.Lead("Lena Fairweather")
		ash.Moves(sam.Session(2), -6*24*time.Hour, course.PartyParticipant, "").OK() // the day after the first
		_, given := lead.GivesCard(sam)
		given.OK()
		before := ash.WritesUp(sam.Session(1), story.Attended)
		after := ash.WritesUp(sam.Session(2), story.Attended)
		lead.EntersFor(sam, life.Death, sam.Referral.Identity.BirthDate.AddDays(-1)).Is(fault.Invalid)
		lead.EntersFor(sam, life.Death, s.Today().AddDays(-1)).OK()

		ash.Sends(after).Is(fault.Invalid)
		ash.Sends(before).OK()
		lead.HearsStop(sam, pathway.Wholly, "").Is(fault.Invalid)
		record, a := lead.OpensVisits(sam)
		a.OK()
		if record.Course.Planned() != 0 || len(record.Course.ToWriteUp(record.Now)) != 0 {
			t.Errorf("%d visits are planned, %d to write up", record.Course.Planned(),
				len(record.Course.ToWriteUp(record.Now)))
		}
		sent := s.Outbox.Count()
		lead.EndsMatch(sam, ash, workforce.WorkerAway).OK()
		s.Works()
		for _, m := range s.Outbox.List()[:s.Outbox.Count()-sent] { // the newest first
			if m.To == sam.Email() {
				t.Errorf("a message went to somebody who has died: %s", m.Text)
			}
		}
		letters, a := lead.OpensLetters(sam)
		a.OK()
		if n := len(letters.Recipients(course.LetterStart)); n > 0 {
			t.Errorf("a start letter may go to %d", n)
		}
		if p := signedIn(t, s, lead.Email).Get("/caseloads"); p.Has("Sam Okoro") || !p.Has("Nobody is being visited") {
			t.Errorf("somebody who has died is being visited: %s", p.Text())
		}
	})
}

// The strip and the list number a visit alike, and what was planned again asks
// nobody to plan it; no time ahead is past.
func TestAVisitPlannedAgainIsNumberedAlikeEverywhereAndAsksForNothing(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := s.Participant("discharged last week")
		ash, lead := s.PeerWorker("Ash Murray").MatchedTo(sam), s.Lead("Lena Fairweather")
		_, given := lead.GivesCard(sam)
		given.OK()
		s.Clock.MoveTo(s.Clock.Now().AddDate(0, 0, 1))
		ash.CallsOff(sam.Session(4), course.PartyWorker, "a training day").OK()
		ash.PlansAnew(sam, s.Today().AddDays(75), "16:00").OK()
		ash.CallsOff(sam.Session(5), course.PartyWorker, "a training day").OK()

		visits := signedIn(t, s, ash.Email).Get("/people/" + string(sam.ID()) + "/visits")
		wants(t, visits, 200, "9 planned", "10 to plan", "Cancelled visit", "Visit 9 of 10")
		if visits.Has("4 to plan") || visits.Has("Session 4") {
			t.Errorf("the fourth place is to plan, though nine are planned: %s", visits.Text())
		}
		own := signedIn(t, s, sam.Email()).Get("/my-visits")
		wants(t, own, 200, "Still to come", "Cancelled visit")
		if _, past, _ := strings.Cut(own.Text(), "Past visits"); strings.Contains(past, "Cancelled") {
			t.Errorf("a day to come is past: %s", past)
		}
	})
}

// In a study, that visits ended or aren't wanted would tell that there were some:
// those who may not know the arms read that both take part, and no day.
func TestWhoMayNotKnowTheArmsReadsThatBothTakePart(t *testing.T) {
	onEachEngineFrom(t, story.BeginStudy, func(t *testing.T, s *story.Service) {
		remi, lead := s.Referrer("Remi Adebayo").InTeam(s.Team("North")), s.Lead("Lena Fairweather")
		mei, ash := s.Assessor("Mei-Ling Carter"), s.PeerWorker("Ash Murray")
		lead.PreparesFully(ash)
		var people []*story.Person
		for _, name := range []string{"Enid Marsh", "Wanda Lowe"} {
			p := s.Somebody(name, 3)
			remi.Refers(p).OK()
			lead.Accepts(p).OK()
			lead.Invites(p, pathway.InPerson).OK()
			lead.TakesConsent(p, pathway.OnPaper).OK()
			p.AllocatedTo(story.WithVisits).OK()
			lead.Matches(p, ash).OK()
			people = append(people, p)
		}
		ash.Ends(people[0], course.EndedSooner, "").OK()
		lead.HearsStop(people[1], pathway.FromVisitsOnly, "").OK()

		for email, from := range map[string]string{remi.Email: "/referrals", mei.Email: "/follow-up"} {
			for path, page := range signedIn(t, s, email).Walk(from, leavesOthers) {
				for _, never := range []string{"ended on", "without visits", "Visits ended"} {
					if page.Has(never) {
						t.Errorf("%q is on %s", never, path)
					}
				}
			}
		}
		team := signedIn(t, s, remi.Email).Get("/referrals")
		if n := strings.Count(team.Text(), "Taking part They said yes."); n != 2 {
			t.Errorf("%d of two take part: %s", n, team.Text())
		}
		if p := signedIn(t, s, ash.Email).Get("/visits"); !p.Has("Visits ended on") {
			t.Errorf("the worker isn't told: %s", p.Text())
		}
	})
}
