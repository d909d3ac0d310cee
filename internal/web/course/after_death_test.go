package course_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/web/webtest"
)

// What is owed of the days before a death stays on the list of work, and nobody is
// asked how they will say goodbye.
func TestAfterADeathTheNotesAreStillOwedAndNoGoodbyeIsPlanned(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Now = b.Now.Add(2 * time.Hour)
	b.WritesUp(ash, sam, b.Course(sam).Appointments[0].ID, "Tea.")
	at := "/people/" + string(sam)
	plan := url.Values{"id": {b.Get(ash, at+"/ending").Is(http.StatusOK).Says("How will you say goodbye?").Hidden("id.ending.plan")},
		"replaces": {""}, "helped": {"The radio"}}
	owed := func(when string) {
		t.Helper()
		b.Get(ash, "/visits").Is(http.StatusOK).Says("Not in the clinical record yet.")
		if t.Failed() {
			t.Log(when)
		}
	}
	owed("before the death")
	form := b.Form(b.Lena, at+"/life")
	form.Set("kind", "death")
	form.Set("sure", "yes")
	webtest.Day(form, "on", "23", "11", "2026")
	b.Post(b.Lena, at+"/life", form).Is(http.StatusSeeOther)
	owed("after the death")
	visit := b.Get(ash, at+"/visits/"+string(b.Course(sam).Appointments[0].ID)).Is(http.StatusOK).
		Says("Peer support worker: Ash Murray.", "Copy this note").KeepsFrom("can read")
	if strings.Contains(visit.Body, "can read") {
		t.Error("a note says that somebody who has died can read it")
	}
	b.Get(ash, at+"/ending").Is(http.StatusOK).KeepsFrom("goodbye")
	if code := b.Post(ash, at+"/ending/plan", plan).Code; code != http.StatusConflict {
		t.Errorf("a goodbye is planned after a death: %d", code)
	}
	form = b.Form(b.Lena, at+"/life")
	form.Set("kind", "death_in_error")
	webtest.Day(form, "on", "23", "11", "2026")
	b.Post(b.Lena, at+"/life", form).Is(http.StatusSeeOther)
	owed("once they are alive after all")
}

// says has somebody enter an event in a life, on a day of November or December.
func says(b *webtest.Bench, who webtest.Member, of id.Participant, kind, d, m, why string) webtest.Answer {
	at := "/people/" + string(of) + "/life"
	form := b.Form(who, at)
	form.Set("kind", kind)
	form.Set("sure", "yes")
	form.Set("note", why)
	webtest.Day(form, "on", d, m, "2026")
	return b.Post(who, at, form)
}

// visitedWeekly is Sam with a visit a week by Ash from 23 November at ten, and the bench
// on 11 December: three of them lie behind.
func visitedWeekly(t *testing.T, b *webtest.Bench) (sam id.Participant, ash webtest.Member) {
	t.Helper()
	ash, sam = b.Works("Ash Murray", authz.PeerWorker), b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Now = time.Date(2026, 12, 11, 9, 30, 0, 0, time.UTC)
	b.Lena.Token, ash.Token = b.SignIn("lena@example.org"), b.SignIn(ashMail)
	return sam, ash
}

const ashMail = "ash.murray@example.org"

// writes has ash say what came of a visit, at its time where they met.
func writes(b *webtest.Bench, ash webtest.Member, sam id.Participant, a id.Appointment, outcome string) {
	path := "/people/" + string(sam) + "/visits/" + string(a) + "/record"
	form := b.Get(ash, path).Is(http.StatusOK).Filled()
	form.Set("outcome", outcome)
	form.Set("what_we_did", "We talked.")
	if outcome == "did_not_attend" {
		form.Set("reason", "unknown")
	}
	b.Post(ash, path, form).Is(http.StatusSeeOther)
}

// Of a visit that the first day of death called off after its time, nobody has said
// whether it was held: once the day is a later one, that is asked again.
func TestAVisitBeforeTheRightDayOfDeathIsToBeWrittenUp(t *testing.T) {
	for kind, d := range map[string]string{"death_day": "8", "death_in_error": "11"} {
		b := webtest.Open(t)
		sam, ash := visitedWeekly(t, b)
		says(b, b.Lena, sam, "death", "24", "11", "").Is(http.StatusSeeOther)
		open := b.Course(sam).Open()
		if len(open) != 1 {
			t.Fatalf("%d visits are to be written up", len(open))
		}
		says(b, b.Lena, sam, kind, d, "12", "His sister rang").Is(http.StatusSeeOther)
		if open = b.Course(sam).Open(); len(open) != 3 {
			t.Fatalf("after %s %d visits are to be written up", kind, len(open))
		}
		list := b.Get(ash, "/visits").Is(http.StatusOK)
		for _, a := range open {
			visit := "/people/" + string(sam) + "/visits/" + string(a.ID)
			if !strings.Contains(list.Body, visit+"/record") {
				t.Errorf("after %s nothing leads to %s", kind, a.Start)
			}
		}
		visit := "/people/" + string(sam) + "/visits/" + string(open[2].ID)
		b.Get(ash, visit).Is(http.StatusOK).Says("Not cancelled after all")
		writes(b, ash, sam, open[2].ID, "attended")
		writes(b, ash, sam, open[1].ID, "did_not_attend")
		if c := b.Course(sam); len(c.Open()) != 1 || c.SessionsHeld() != 1 {
			t.Errorf("after %s %d are open, %d held", kind, len(c.Open()), c.SessionsHeld())
		}
		b.Verify()
	}
}

// A visit that was called off before its time was not held: it stays so.
func TestAVisitCalledOffBeforeItsTimeStaysCalledOff(t *testing.T) {
	b := webtest.Open(t)
	sam, _ := visitedWeekly(t, b)
	says(b, b.Lena, sam, "death", "10", "12", "").Is(http.StatusSeeOther)
	b.Now = b.Now.AddDate(0, 0, 7)
	b.Lena.Token = b.SignIn("lena@example.org")
	says(b, b.Lena, sam, "death_in_error", "17", "12", "").Is(http.StatusSeeOther)
	if open := b.Course(sam).Open(); len(open) != 3 {
		t.Errorf("%d visits are to be written up", len(open))
	}
}

// Nobody dies before a visit that was held: the day is wrong, or the visit.
func TestADeathIsNotBeforeVisitsThatWereHeld(t *testing.T) {
	b := webtest.Open(t)
	sam, ash := visitedWeekly(t, b)
	held := b.Course(sam).Open()[:3]
	writes(b, ash, sam, held[1].ID, "attended")
	writes(b, ash, sam, held[2].ID, "attended")
	const says2 = "Visits are recorded as held on 30 November and 7 December 2026. Check the day."
	says(b, b.Lena, sam, "death", "29", "11", "").Is(http.StatusUnprocessableEntity).Says(says2)
	says(b, b.Lena, sam, "death", "1", "12", "").Is(http.StatusUnprocessableEntity).
		Says("A visit is recorded as held on 7 December 2026. Check the day.")
	says(b, b.Lena, sam, "death", "8", "12", "").Is(http.StatusSeeOther)
	says(b, b.Lena, sam, "death_day", "29", "11", "Sure").Is(http.StatusUnprocessableEntity).Says(says2)

	// Who may know of no visits isn't told of any; who may is, and puts them right.
	cora := b.Hires("Cora Dean", authz.Coordinator)
	to := says(b, cora, sam, "death_day", "29", "11", "Sure").Is(http.StatusSeeOther).Header.Get("Location")
	if strings.Contains(to, "/life/") {
		t.Errorf("a coordinator reads %s", to)
	}
	news := b.Get(b.Lena, b.Get(b.Lena, "/life").Link("/people/"+string(sam)+"/life/"))
	news.Is(http.StatusOK).Says("Visits are recorded as held on 30 November and 7 December 2026")
	for _, a := range held[1:] {
		writes(b, ash, sam, a.ID, "did_not_attend")
	}
	b.Get(b.Lena, b.Get(b.Lena, "/life").Link("/people/"+string(sam)+"/life/")).KeepsFrom("recorded as held")
	b.Verify()
}

// A correction is told once, with the right day wherever the first one was; the same day
// again is no news.
func TestACorrectedDayOfDeathIsToldOnce(t *testing.T) {
	b := webtest.Open(t)
	sam, ash := visitedWeekly(t, b)
	first := says(b, b.Lena, sam, "death", "8", "12", "").Is(http.StatusSeeOther).Header.Get("Location")
	before := len(b.SentAll(ashMail))
	says(b, b.Lena, sam, "death_day", "8", "12", "Sure").Is(http.StatusUnprocessableEntity).
		Says("That day is already recorded")
	if n := len(b.SentAll(ashMail)); n != before {
		t.Errorf("the same day again was told %d times", n-before)
	}
	says(b, b.Lena, sam, "death_day", "9", "12", "His sister rang").Is(http.StatusSeeOther)
	if n := len(b.SentAll(ashMail)); n != before+1 {
		t.Errorf("the right day was told %d times", n-before)
	}
	b.Get(b.Lena, first).Is(http.StatusOK).Says("Day 9 December 2026", "Day recorded before 8 December 2026")
	// Who hasn't read of the death reads of it, and not that it was another day.
	b.Get(ash, b.Get(ash, "/visits").Link("/people/"+string(sam)+"/life/")).Is(http.StatusOK).
		Says("We have very sad news", "Day 9 December 2026")
	b.Verify()
}

// asIfLiving is what no page about somebody says once they have died.
var asIfLiving = []string{"Taking part", "Waiting for a decision", "What they agree to now", "Ask before a first visit",
	"Ask again by", "hasn't agreed to", "isn't taking part", "Stay with them", "The person can read what you write",
	"choose who visits instead", "are paused because", "to plan", "It was changed while", "They had what they needed"}

var aboutThem = regexp.MustCompile(`href="(/(?:people|referrals|follow-up)/[^"#]*)"`)

// Every page about somebody who has died, whoever opens it, and every form that says it
// is too late, reads as if they had.
func TestNoPageReadsAsIfSomebodyWhoHasDiedLived(t *testing.T) {
	storetest.InTheWholeRun(t)
	for _, programmeOf := range []string{"crisis-peer-support", "crisis-peer-support-study"} {
		b := webtest.OpenWith(t, programmeOf)
		service := programmeOf == "crisis-peer-support"
		ash := b.Works("Ash Murray", authz.PeerWorker)
		roles := []webtest.Member{b.Lena, b.Remi, ash, b.Hires("Ruth Hale", authz.Supervisor),
			b.Hires("Cora Dean", authz.Coordinator), b.Hires("Ari Poole", authz.Assessor)}
		waits, sam := b.Refers(b.Remi, b.North, "Kim"), b.Refers(b.Remi, b.North, "Sam")
		b.Agrees(sam)
		if service {
			b.Matches(sam, ash)
			b.Plans(sam, ash)
		}
		b.Now = b.Now.Add(2 * time.Hour)
		worry := "/people/" + string(sam) + "/worry"
		raised := b.Form(b.Lena, worry)
		raised.Set("urgency", "now")
		raised.Set("about", "own_safety")
		b.Post(b.Lena, worry, raised).Is(http.StatusSeeOther)
		says(b, b.Lena, waits, "death", "23", "11", "").Is(http.StatusSeeOther)
		says(b, b.Lena, sam, "death", "23", "11", "").Is(http.StatusSeeOther)
		for _, of := range []id.Participant{waits, sam} {
			at := "/people/" + string(of)
			for _, who := range roles {
				readsAsDied(t, b, who, string(of), at, "/referrals/"+string(of), "/follow-up/"+string(of), at+"/screening",
					at+"/consent/record", at+"/consent/invite", at+"/consent/stop", at+"/consent/paper", at+"/home-note",
					at+"/letters", at+"/letters/start/gp", at+"/letters/start/participant", at+"/match", at+"/match/end",
					at+"/visits/plan", at+"/visits", at+"/ending", at+"/worry", at+"/put-right/care", at+"/put-right/identity")
			}
		}
	}
}

// readsAsDied opens pages, and whatever they lead to that is about them.
func readsAsDied(t *testing.T, b *webtest.Bench, who webtest.Member, of string, paths ...string) {
	t.Helper()
	seen := map[string]bool{}
	for len(paths) > 0 {
		path := paths[0]
		paths = paths[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		a := b.Get(who, path)
		if a.Code != http.StatusOK && a.Code != http.StatusConflict {
			continue
		}
		for _, m := range aboutThem.FindAllStringSubmatch(a.Body, -1) {
			if strings.Contains(m[1], of) {
				paths = append(paths, m[1])
			}
		}
		for _, words := range asIfLiving {
			if strings.Contains(webtest.Words(a.Body), words) {
				t.Errorf("%s says %q", strings.ReplaceAll(path, of, "X"), words)
			}
		}
		_, form, _ := strings.Cut(a.Body, "<main")
		if strings.Contains(form, "<form") && !strings.Contains(a.Body, " died") && !strings.Contains(a.Body, "Died on") {
			t.Errorf("the form on %s doesn't say it", strings.ReplaceAll(path, of, "X"))
		}
	}
}

// Whoever opens the news of a death that was an error reads that it was, and no condolence.
func TestADeathThatWasAnErrorIsAnnouncedNoMore(t *testing.T) {
	b := webtest.Open(t)
	sam, ash := visitedWeekly(t, b)
	says(b, b.Lena, sam, "death", "11", "12", "").Is(http.StatusSeeOther)
	news := b.Get(b.Lena, "/life").Is(http.StatusOK).Says("Died on 11 December 2026").
		Link("/people/" + string(sam) + "/life/")
	b.Get(ash, news).Is(http.StatusOK).Says("We have very sad news.")
	says(b, b.Lena, sam, "death_in_error", "11", "12", "").Is(http.StatusSeeOther)
	b.Get(ash, news).Is(http.StatusOK).Says("This was entered in error. They are alive.").
		KeepsFrom("sad news", "has died")
	b.Get(b.Lena, "/life").Is(http.StatusOK).Says("Newer news since", "A death that was entered in error",
		"1 life event needs attention.").KeepsFrom("Died on")
	b.Get(b.Lena, news).Is(http.StatusOK).Says("Entered in error").KeepsFrom("I have been in touch", "in person")
	b.Get(ash, news).Is(http.StatusOK).KeepsFrom("I have read", "You are not alone")
	b.Verify()
}

// Each correction of the day puts the one before it right: the newest alone is open, and
// the death itself.
func TestOnlyTheNewestDayOfDeathIsNews(t *testing.T) {
	b := webtest.Open(t)
	sam, ash := visitedWeekly(t, b)
	says(b, b.Lena, sam, "death", "11", "12", "").Is(http.StatusSeeOther)
	news := b.Get(b.Lena, "/life").Is(http.StatusOK).Link("/people/" + string(sam) + "/life/")
	says(b, b.Lena, sam, "death_day", "10", "12", "His sister rang").Is(http.StatusSeeOther)
	says(b, b.Lena, sam, "death_day", "9", "12", "The coroner").Is(http.StatusSeeOther)
	b.Get(b.Lena, "/life").Is(http.StatusOK).Says("2 life events need attention.", "Newer news since")
	b.Get(ash, news).Is(http.StatusOK).Says("Day 9 December 2026", "Day recorded before 11 December 2026")
}

// A death was on no day after the one on which it was told.
func TestADayOfDeathIsNotAfterItWasRecorded(t *testing.T) {
	b := webtest.Open(t)
	sam, _ := visitedWeekly(t, b)
	says(b, b.Lena, sam, "death", "10", "12", "").Is(http.StatusSeeOther)
	b.Now = b.Now.AddDate(0, 0, 3)
	b.Lena.Token = b.SignIn("lena@example.org")
	says(b, b.Lena, sam, "death_day", "12", "12", "A slip").Is(http.StatusUnprocessableEntity).
		Says("Their death was recorded on 11 December 2026. Enter that day or one before it.")
	says(b, b.Lena, sam, "death_day", "11", "12", "A slip").Is(http.StatusSeeOther)
}

// Nobody visits somebody who has died, nor are they told anything.
func TestAfterADeathNobodyVisitsAndThePersonIsToldNothing(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) { f.Del("contact.email") })
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	rings(b, ash, "01632 960003")
	at := "/people/" + string(sam)
	visit := at + "/visits/" + string(b.Course(sam).Open()[0].ID)
	b.Get(b.Lena, at+"/visits").Is(http.StatusOK).Says("Not told yet", "Sam, about their visits")
	b.Get(b.Lena, visit).Is(http.StatusOK).Says("Ash Murray, who visits them")
	says(b, b.Lena, sam, "death", "23", "11", "").Is(http.StatusSeeOther)
	b.Get(b.Lena, at+"/visits").Is(http.StatusOK).KeepsFrom("Not told yet", "about their visits")
	for _, page := range []string{visit, at} {
		b.Get(b.Lena, page).Is(http.StatusOK).KeepsFrom("who visits them")
	}
}
