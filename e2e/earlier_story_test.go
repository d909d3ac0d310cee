package e2e

import (
	"context"
	"time"

	"footbridge.org/footbridge/internal/app/admin"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/trial"
	"footbridge.org/footbridge/internal/workbook"
	"footbridge.org/footbridge/internal/workforce"
)

// earlierDay is a moment so many days after the story begins, a Monday.
func earlierDay(days int, clock string) time.Time {
	at, err := programme.ParseTimeOfDay(clock)
	if err != nil {
		panic(err)
	}
	return story.At(2026, time.November, 23+days, at.Hour(), at.Minute())
}

// An earlierStory fills the database: eleven people, and all that a service and
// a study write about them. With again it sends a second time what was sent, and
// leaves out what is done once: what reads first how things are would send
// something else, and somebody's first worker can't reach them any more.
type earlierStory struct {
	*story.Service
	again bool

	remi, lena, idris, ruth, mei, ash, bo *story.Staff
}

func (e *earlierStory) once(do func()) {
	if !e.again {
		do()
	}
}

// on moves the clock, and does what has fallen due meanwhile.
func (e *earlierStory) on(days int, clock string) {
	e.Clock.MoveTo(earlierDay(days, clock))
	e.once(e.Works)
}

func tellEarlier(s *story.Service, again bool) {
	e := &earlierStory{Service: s, again: again}
	e.hires()
	sam, jo, kit := s.Somebody("Sam Archer", 3), s.Somebody("Jo Baker", 3), s.Somebody("Kit Carver", 3)
	pat, quin := s.Somebody("Pat Dyer", 3), s.Somebody("Quin Elder", 3)
	roo, bea := s.Somebody("Roo Farmer", 3), s.Somebody("Bea Glover", 3)
	e.beforeTheVisits(sam, jo, kit, pat, quin, roo, bea)
	e.allocated(roo, bea)
	e.firstVisits(sam, jo, kit, pat, roo)
	e.workbookOf(sam)
	e.whatHappens(sam, jo, kit, pat, quin)
	e.restOfSams(sam)
	e.outcomes(roo, bea)
	e.once(e.looksAround)
}

// looksAround tells of a session, a search, and all of it verified.
func (e *earlierStory) looksAround() {
	e.SignIn(e.lena.Email)
	_, a := e.lena.Finds("Archer")
	a.OK()
	e.must((&admin.Admin{Kernel: e.Kernel}).AskVerification(context.Background(), e.Admin.Actor()))
	e.Works()
}

func (e *earlierStory) hires() {
	s := e.Service
	e.remi = s.Referrer("Remi Adebayo").InTeam(s.Team("North Home Treatment Team"))
	e.lena, e.idris, e.ruth = s.Lead("Lena Fairweather"), s.Coordinator("Idris Vaughan"), s.Supervisor("Ruth Castellano")
	e.mei = s.Assessor("Mei-Ling Carter")
	s.Analyst("Sunil Perera")
	s.Governance("Margaret Osei")
	e.ash, e.bo = s.PeerWorker("Ash Murray"), s.PeerWorker("Bo Lind")
	gone := s.Lead("Lowri Gone")
	e.lena.PreparesFully(e.bo)
	e.once(func() {
		s.Admin.TakesBack(authz.Lead, gone).OK()
		e.must((&admin.Admin{Kernel: s.Kernel}).SetHelpLine(context.Background(), s.Admin.Actor(), programme.CrisisLine{
			ID: earlierID[id.HelpLine]("help line"), Number: "01632 960111", Hours: "Day and night",
			ReviewBy: s.Today().AddDays(300),
		}))
		e.must(s.Study.OpenStudy(context.Background(), authz.System("setup", s.ID), trial.Study{
			ID: earlierID[id.Study]("study"), Name: "Peer support in Heron Vale",
			Definition: programme.Version{Programme: "crisis-peer-support-study", Number: 1},
			Primary:    "within_year", OpenedOn: s.Today(),
		}))
	})
}

func (e *earlierStory) must(err error) {
	if err != nil {
		panic(err)
	}
}

func earlierID[T ~string](name string) T { return story.ID[T](story.NewSeed(earlierSeed), name) }

// beforeTheVisits tells of referrals, screening and consent.
func (e *earlierStory) beforeTheVisits(sam, jo, kit, pat, quin, roo, bea *story.Person) {
	s := e.Service
	nia, oli := s.Somebody("Nia Hewer", 4), s.Somebody("Oli Ironside", 5)
	tess, uma := s.Somebody("Tess Joiner", 6), s.Somebody("Uma Keeler", 1)
	sam.Referral.HomeNote = pathway.HomeNote{
		Text: "The dog barks and is kind.", Source: "Dr Salma Qureshi", ReviewBy: s.Today().AddDays(60),
	}
	for _, p := range []*story.Person{sam, jo, kit, pat, quin, roo, bea, nia, oli, tess, uma} {
		e.remi.Refers(p).OK()
	}
	e.lena.Declines(nia, "no_room", "Nobody has an hour free before spring.").OK()
	for _, p := range []*story.Person{oli, tess, quin, roo, bea} {
		e.lena.Accepts(p).OK()
		e.idris.Invites(p, pathway.InPerson).OK()
	}
	e.ash.MatchedTo(sam)
	for i, p := range []*story.Person{kit, pat} {
		clock := []string{"07:00", "05:00"}[i]
		if e.again { // when Ash could still be in three places
			clock = "10:00"
		}
		e.ash.MatchedToAt(p, clock)
	}
	e.once(func() { e.ash.MatchedToAt(jo, "03:00") }) // whom somebody else visits later on
	e.once(func() { _, a := e.idris.GivesCard(sam); a.OK() })
	e.once(func() { _, a := e.idris.GivesCard(bea); a.OK() })
	e.once(e.Works)

	e.on(0, "15:00")
	oli.SaysNo().OK()
	e.idris.HearsNo(tess, "Has enough going on.").OK()
	for _, p := range []*story.Person{quin, roo, bea} {
		p.Agrees("quotes").OK()
	}
}

// allocated tells what chance decided about two, and of the first visit of one.
func (e *earlierStory) allocated(roo, bea *story.Person) {
	study := earlierID[id.Study]("study")
	roo.AllocatedIn(study, story.WithVisits).OK()
	bea.AllocatedIn(study, story.WorkbookAlone).OK()
	e.lena.Matches(roo, e.bo).OK()
	e.lena.TellsOfMatchWith(roo, e.bo, workforce.ToldByPhone).OK()
	e.bo.Plans(roo, e.Today().AddDays(1), "14:00").OK()
}

// firstVisits tells of the first weeks of those who are visited.
func (e *earlierStory) firstVisits(sam, jo, kit, pat, roo *story.Person) {
	e.once(func() { e.idris.SendsLetters(sam, course.LetterStart) })
	for _, p := range []*story.Person{sam, kit, pat} {
		e.ash.Sends(e.ash.WritesUp(p.Session(1), story.Attended)).OK()
	}
	e.once(func() { e.ash.Sends(e.ash.WritesUp(jo.Session(1), story.Attended)).OK() })
	e.ash.CopiesNote(sam.Session(1)).OK()
	e.bo.Sends(e.bo.WritesUp(roo.Session(1), course.AttendedLate)).OK()

	e.on(5, "18:00")
	e.once(func() {
		e.ash.Moves(sam.Session(3), 24*time.Hour, course.PartyParticipant, "The plumber was to come that day.").OK()
		sam.TelephonesInstead(6, "My sister is here that week.").OK()
		sam.MovesOwn(7, 2*time.Hour, "I have the dentist at ten.").OK()
	})
	e.ash.CallsOff(sam.Session(5), course.PartyWorker, "I am on a training day.").OK()
	sam.CallsOffOwn(8, "I am away.").OK()
	e.ruth.HoldsSupervision(e.Today().AddDays(-1), e.ash, e.bo).OK()
	e.ruth.HoldsSupervision(e.Today().AddDays(-2), e.ash).OK()
	e.ruth.TakesBackSupervision(e.Today().AddDays(-2)).OK()

	e.on(8, "11:30")
	e.once(func() { // a correction changes what would be written up again
		e.ash.Sends(e.ash.WritesUp(sam.Session(2), story.Attended)).OK()
		e.ash.CopiesNote(sam.Session(2)).OK()
		e.ash.Corrects(sam.Session(2), 40).OK()
	})
	e.once(func() { e.ash.Sends(e.ash.WritesUp(jo.Session(2), story.DidNotAttend)).OK() })
}

// workbookOf tells of somebody's workbook, what they share of it, and what they
// say of the service.
func (e *earlierStory) workbookOf(sam *story.Person) {
	const page = "keeping-well/me-when-well"
	e.on(9, "20:00")
	e.once(func() {
		sam.Writes(page, story.Says{
			"well_words": workbook.Text("Tidy, warm, stubborn"), "well_seen": workbook.List{"I hum", "I ring people back"},
		})
		here, there := sam.OpensPage(page), sam.OpensPage(page)
		_, a := here.Says(story.Says{"well_words": workbook.Text("Tidy and warm")}).Saves()
		a.OK()
		_, _ = there.Says(story.Says{"well_words": workbook.Text("Stubborn")}).Saves() // kept beside the other
		seen := sam.OpensPage(page)
		seen.Keeps("well_words", seen.Page.Kept["well_words"].Others[0].From).OK()
		sam.Writes("ups-and-downs/how-today", story.Says{
			"today": workbook.Dial{Given: true, Value: 6, On: e.Today()}, "today_words": workbook.Text("Slept till six."),
		})
	})
	sam.Shares(page).OK()
	sam.Shares("ups-and-downs/how-today").OK()
	sam.StopsSharing("ups-and-downs/how-today").OK()
	e.once(func() { _, a := e.ash.ReadsShared(sam, page); a.OK() })
	first := sam.Says("Nobody looks at the clock.", workforce.QuoteYes)
	first.Sends().OK()
	second := sam.Says("Nobody looks at the clock, and there is tea.", workforce.QuoteYes).InPlaceOf(first)
	second.Sends().OK()
	other := sam.Says("The day was moved twice.", workforce.QuoteNo)
	other.Sends().OK()
	sam.TakesBack(other).Sends().OK()
}

// whatHappens tells of worries, of life, and of those who stop.
func (e *earlierStory) whatHappens(sam, jo, kit, pat, quin *story.Person) {
	e.on(10, "10:00")
	low := e.ash.WorriesAbout(sam, safety.TalkOver, safety.Health, "He had not eaten since Saturday.")
	e.ash.Raises(low).OK()
	e.once(e.Works)
	e.ruth.TakesOn(low, "I have rung his care coordinator.").OK()
	e.must(e.Care.CloseWorry(context.Background(), e.ruth.Actor(), sam.ID(), safety.Closing{
		ID: earlierID[id.Closing]("closing"), Worry: low.Worry.ID, Words: "He eats again.",
	}))
	heard := e.lena.WorriesAbout(jo, safety.Today, safety.AdultSafeguarding, "Somebody took the phone from her.")
	e.lena.Raises(heard).OK()
	e.on(10, "13:00") // long enough for the next to be told

	jo.AsksForAnother().OK()
	e.once(func() { e.lena.KeepsMatch(jo).OK() })
	e.lena.Enters(jo, life.Readmission, "Rang from the ward.").OK()
	e.lena.Enters(kit, life.Death, "").OK()
	e.once(e.Works)
	e.once(func() { e.ash.Reads(jo, life.Readmission).OK() })
	e.ash.Reads(kit, life.Death).OK()
	e.ruth.IsThere(kit, life.Death).OK()
	e.idris.HearsStop(pat, pathway.FromVisitsOnly, "Would rather do it alone.").OK()
	quin.Stops(pathway.Wholly).OK()

	e.on(24, "10:00")
	e.lena.Enters(jo, life.GoingOn, "").OK()
	e.lena.EndsMatch(jo, e.ash, workforce.AskedForAnother).OK()
	e.lena.Matches(jo, e.bo).OK()
	e.lena.TellsOfMatchWith(jo, e.bo, workforce.ToldInPerson).OK()
	e.bo.PlansAnew(jo, e.Today().AddDays(2), "11:00").OK()
}

// restOfSams tells of the later visits and of how they end.
func (e *earlierStory) restOfSams(sam *story.Person) {
	e.ash.Sends(e.ash.WritesUp(sam.Session(3), story.Attended)).OK()
	e.ash.Sends(e.ash.WritesUp(sam.Session(4), story.DidNotAttend)).OK()
	e.ash.Sends(e.ash.WritesUp(sam.Session(6), story.Attended)).OK()
	e.ash.Sends(e.ash.WritesUp(sam.Session(7), course.AttendedLate)).OK()
	e.on(45, "10:00")
	e.once(func() {
		e.ash.PlansEnding(sam, course.EndingPlan{Helped: "Walking to the library.", StillOpen: "The flat."}).OK()
		e.ash.PlansEnding(sam, course.EndingPlan{Helped: "Walking to the library.", WhereToTurn: "My sister."}).OK()
	})
	e.ash.Ends(sam, course.EndedSooner, "They had had enough, and said so.").OK()
	e.lena.SendsLetter(sam, course.LetterEnding, course.ToGP).OK()
}

// outcomes tells of acute care after the course, and of calls about it.
func (e *earlierStory) outcomes(roo, bea *story.Person) {
	e.on(120, "11:00")
	stay := outcome.Episode{
		ID: earlierID[id.Episode]("stay"), Participant: bea.ID(), Kind: programme.HospitalAdmission,
		StartedOn: e.Today().AddDays(-20), EndedOn: e.Today().AddDays(-9),
		Source: outcome.SourceRecord, Certainty: outcome.Confirmed,
	}
	e.must(e.Study.RecordEpisode(context.Background(), e.mei.Actor(), bea.ID(), stay))
	wrong := stay
	wrong.ID, wrong.Kind = earlierID[id.Episode]("wrong"), programme.CrisisHouse
	wrong.Sure = fault.SureOf("started_on")
	e.must(e.Study.RecordEpisode(context.Background(), e.mei.Actor(), bea.ID(), wrong))
	wrong.Replaces, wrong.InError, wrong.ID = wrong.ID, true, earlierID[id.Episode]("wrong, in error")
	e.must(e.Study.CorrectEpisode(context.Background(), e.mei.Actor(), bea.ID(), wrong))

	e.on(262, "11:00")
	e.once(func() {
		e.mei.Calls(bea, "after_course", outcome.CallNoAnswer, programme.Date{}, "").OK()
		e.mei.Calls(roo, "after_course", outcome.CallAnswered, programme.Date{}, "").OK()
		e.mei.TakesBackTheCall(roo, "after_course").OK()
		e.mei.Calls(roo, "after_course", outcome.CallLater, e.Today().AddDays(6), "After ten is best.").OK()
	})
}
