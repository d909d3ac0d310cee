package course_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/web/webtest"
)

// covered is a bench on which Bo makes the first of Sam's visits, of today at ten, in
// Ash's place.
type covered struct {
	*webtest.Bench
	ash, bo, sam webtest.Member
	person       id.Participant
	at, first    string // Sam's record, the first visit
	asBo         string // the same visit as Bo sees it
}

func coveredVisit(t *testing.T) covered {
	t.Helper()
	b := covered{Bench: webtest.Open(t)}
	b.ash, b.bo = b.Works("Ash Murray", authz.PeerWorker), b.Works("Bo Lind", authz.PeerWorker)
	b.person = b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(b.person)
	b.Matches(b.person, b.ash)
	b.Plans(b.person, b.ash)
	b.sam = b.Arrives(b.person)
	b.at = "/people/" + string(b.person)
	a := string(b.Course(b.person).Open()[0].ID)
	b.first, b.asBo = b.at+"/visits/"+a, b.at+"/covering/"+a
	b.Sends()
	b.gives(b.ash, b.bo)
	return b
}

// gives has somebody say who makes the first visit this time, twice.
func (b covered) gives(by, to webtest.Member) {
	form := b.Form(by, b.first+"/cover")
	form.Set("to", string(to.Actor.Account))
	form.Set("reason", "Ash has a cold.")
	b.Twice(by, b.first+"/cover", form, b.first)
}

// Only the visit itself changes hands: whoever covers sees it with what it takes to get
// there, and nothing else of the person's.
func TestWhoCoversSeesThatVisitAndNothingElse(t *testing.T) {
	b := coveredVisit(t)
	b.Get(b.bo, "/visits").Is(http.StatusOK).Once("In place of Ash Murray. ").Says("Sam", "How to get in", "Call Sam")
	b.Get(b.ash, "/visits").Is(http.StatusOK).Says("No visits today", "Next: Monday 23 November 2026, 10:00, with Bo Lind")
	b.Get(b.bo, b.asBo).Is(http.StatusOK).Says("Ash has a cold.", "In place of", "I can't make this visit")
	b.Get(b.bo, b.at+"/home-note").Is(http.StatusOK)
	b.Get(b.bo, b.at+"/worry").Is(http.StatusOK).Says("My visits")
	second := b.at + "/covering/" + string(b.Course(b.person).Open()[1].ID)
	for _, path := range []string{second, b.at, b.at + "/visits", b.first, b.first + "/move", b.first + "/cancel",
		b.first + "/cover", b.first + "/record", b.at + "/ending", b.at + "/shared", b.at + "/letters"} {
		b.Get(b.bo, path).Is(http.StatusNotFound)
	}
	b.Get(b.Works("Cy Ode", authz.PeerWorker), b.asBo).Is(http.StatusNotFound)
	b.Verify()
}

// Written up, the visit counts once, and only what they wrote stays with who covered.
func TestWhoCoveredKeepsTheirOwnNoteAndNoMore(t *testing.T) {
	b := coveredVisit(t)
	b.Now = b.Now.Add(3 * time.Hour)
	form := b.Opens(b.bo, b.asBo+"/record")
	form.Set("outcome", "attended")
	form.Set("what_we_did", "We planted bulbs.")
	b.Twice(b.bo, b.asBo+"/record", form, "/visits")
	b.Get(b.bo, b.asBo).Is(http.StatusOK).Says("We planted bulbs.").KeepsFrom("Ash has a cold.", "07700 900")
	b.Get(b.bo, "/visits").Is(http.StatusOK).Says("Visits I made for colleagues")
	b.Get(b.bo, b.at+"/home-note").Is(http.StatusNotFound)
	b.Get(b.bo, b.asBo).Says("I'm worried about this person")
	b.Get(b.bo, b.at+"/worry").Is(http.StatusOK).Says("My visits")
	b.Get(b.bo, b.at+"/wrong-details").Is(http.StatusOK).Says("My visits")
	b.Get(b.ash, "/visits").Is(http.StatusOK).Says("1 of 10 visits held").KeepsFrom("We planted bulbs.")
	b.Get(b.ash, b.first).Is(http.StatusOK).Says("We planted bulbs.", "Bo Lind")
	copied := b.Form(b.bo, b.asBo)
	b.Post(b.bo, b.asBo+"/copied", copied).To(b.asBo)
	b.Verify()
}

func TestThePersonIsToldPlainlyWhoComes(t *testing.T) {
	b := coveredVisit(t)
	for _, page := range []string{"/home", "/my-visits"} {
		b.Get(b.sam, page).Is(http.StatusOK).Says("Ash can't come this time. Bo will come instead. Ash has a cold.")
	}
	b.Get(b.sam, "/my-visits").Says("Bo Lind comes instead of Ash Murray. Ash has a cold.")
	b.Get(b.sam, "/my-visits/"+strings.TrimPrefix(b.first, b.at+"/visits/")+"/cancel").
		Says("you can plan it again with Ash").KeepsFrom("again with Bo")
	b.Get(b.Lena, "/to-tell").Is(http.StatusOK)
	b.Sends()
	for to, says := range map[string]string{
		"bo.lind@example.org": "You are asked to make a visit in place of a colleague: Monday 23 November 2026, 10:00.",
		"lena@example.org":    "A visit has a different worker this time",
	} {
		if got := strings.Join(b.SentAll(to), "\n"); strings.Count(got, says) != 1 {
			t.Errorf("%s was sent %q", to, got)
		}
	}
	b.Get(b.Lena, b.at+"/visits").Is(http.StatusOK).Says("At home. Bo Lind comes instead of Ash Murray.")
	b.Get(b.Lena, "/caseloads").Is(http.StatusOK).Says("Next: Monday 23 November 2026, 10:00, with Bo Lind this time.")
	cancel := "/my-visits/" + strings.TrimPrefix(b.first, b.at+"/visits/") + "/cancel"
	b.Post(b.sam, cancel, b.Form(b.sam, cancel)).To("/my-visits")
	b.Get(b.sam, "/my-visits").KeepsFrom("comes instead", "will come instead")
	b.Get(b.Lena, b.at+"/visits").KeepsFrom("comes instead")
}

func TestNobodyIsInTwoPlacesByCovering(t *testing.T) {
	b := coveredVisit(t)
	jo := b.Refers(b.Remi, b.North, "Jo")
	b.Agrees(jo)
	b.Matches(jo, b.bo)
	form := b.Form(b.bo, "/people/"+string(jo)+"/visits/plan")
	for k, v := range map[string]string{"minutes": "60", "place": "home", "at": "10:30", "weekday": "monday"} {
		form.Set(k, v)
	}
	webtest.Day(form, "from", "23", "11", "2026")
	b.Post(b.bo, "/people/"+string(jo)+"/visits/plan", form).Is(http.StatusUnprocessableEntity).
		Says("Bo Lind visits somebody else on Monday 23 November 2026 from 10:00 to 11:00.")
	b.Get(b.ash, b.first+"/cover").Is(http.StatusOK).Says("Ash Murray, who usually visits them")
	form.Set("at", "13:00")
	b.Post(b.bo, "/people/"+string(jo)+"/visits/plan", form).Is(http.StatusSeeOther)
	b.gives(b.Lena, b.ash) // Ash is well again
	b.Get(b.bo, "/visits").Is(http.StatusOK).KeepsFrom("Sam")
	b.Get(b.bo, b.asBo).Is(http.StatusNotFound)
	b.Get(b.ash, b.first+"/cover").Is(http.StatusOK).Says("Bo Lind")
	b.Verify()
}

func TestACoveredVisitIsGivenBackOrGoesToAThird(t *testing.T) {
	b := coveredVisit(t)
	form := b.Form(b.bo, b.asBo+"/give-back")
	form.Set("reason", "Bo has a cold too.")
	b.Twice(b.bo, b.asBo+"/give-back", form, "/visits")
	b.Get(b.sam, "/my-visits").Is(http.StatusOK).Says("The visit is with Ash again. Bo has a cold too.").
		KeepsFrom("Ash has a cold")
	b.Get(b.bo, b.asBo).Is(http.StatusNotFound)
	b.Get(b.ash, "/visits").Is(http.StatusOK).Says("This visit is yours again").KeepsFrom("No visits today")
	cy := b.Works("Cy Ode", authz.PeerWorker)
	b.gives(b.Lena, b.bo)
	stale := b.Form(b.ash, b.first+"/cover")
	b.gives(b.Lena, cy)
	stale.Set("to", string(b.ash.Actor.Account))
	b.Post(b.ash, b.first+"/cover", stale).Is(http.StatusConflict) // they saw Bo there
	b.Get(b.bo, b.asBo).Is(http.StatusNotFound)
	b.Get(cy, b.asBo).Is(http.StatusOK)
	b.Sends()
	if got := strings.Join(b.SentAll("bo.lind@example.org"), "\n"); !strings.Contains(got,
		"You don't need to make this visit in place of a colleague any more") {
		t.Errorf("Bo was sent %q", got)
	}
	b.Verify()
}

// What ends or moves the visits ends and moves the covered one too.
func TestACoveredVisitIsCalledOffWithTheRest(t *testing.T) {
	storetest.InTheWholeRun(t)
	for name, off := range map[string]func(b covered){
		"the match ends": func(b covered) {
			b.Post(b.Lena, b.at+"/match/end", b.Form(b.Lena, b.at+"/match/end")).Is(http.StatusSeeOther)
		},
		"in hospital again": func(b covered) {
			form := b.Form(b.Lena, b.at+"/life")
			form.Set("kind", "readmission")
			b.Post(b.Lena, b.at+"/life", form).Is(http.StatusSeeOther)
		},
		"visits end": func(b covered) {
			form := b.Form(b.Lena, b.at+"/ending")
			form.Set("kind", "sooner")
			form.Set("calls_off", "yes")
			b.Post(b.Lena, b.at+"/ending", form).Is(http.StatusSeeOther)
		},
		"cancelled by the person": func(b covered) {
			a := strings.TrimPrefix(b.first, b.at+"/visits/")
			b.Post(b.sam, "/my-visits/"+a+"/cancel", b.Form(b.sam, "/my-visits/"+a+"/cancel")).Is(http.StatusSeeOther)
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := coveredVisit(t)
			b.Sends()
			before := len(b.SentAll("bo.lind@example.org"))
			off(b)
			b.Get(b.bo, b.asBo).Is(http.StatusNotFound)
			b.Get(b.bo, "/visits").Is(http.StatusOK).KeepsFrom("Sam")
			b.Sends()
			sent := b.SentAll("bo.lind@example.org")
			if len(sent) != before+1 || !strings.Contains(strings.Join(sent, "\n"), "You don't need to make this visit") {
				t.Errorf("Bo was sent %q", sent)
			}
			b.Verify()
		})
	}
}

// What came of a visit is for who made it to say, or for who leads: not for who was to.
func TestOnlyWhoMadeACoveredVisitWritesItUp(t *testing.T) {
	b := coveredVisit(t)
	b.gives(b.Lena, b.ash)
	stale := b.Opens(b.ash, b.first+"/record")
	stale.Set("outcome", "attended")
	stale.Set("what_we_did", "We did what Ash says.")
	b.gives(b.Lena, b.bo)
	b.Now = b.Now.Add(3 * time.Hour)
	b.Post(b.ash, b.first+"/record", stale).Is(http.StatusConflict)
	b.Get(b.ash, b.first+"/record").Is(http.StatusConflict)
	b.Get(b.ash, b.first).Is(http.StatusOK).KeepsFrom(b.first + "/record")
	b.Get(b.ash, b.at+"/visits").Is(http.StatusOK).KeepsFrom(b.first + "/record")
	form := b.Opens(b.bo, b.asBo+"/record")
	form.Set("outcome", "attended")
	form.Set("what_we_did", "We planted bulbs.")
	b.Post(b.bo, b.asBo+"/record", form).Is(http.StatusSeeOther)
	b.Get(b.ash, b.first).Is(http.StatusOK).Says("We planted bulbs.").KeepsFrom(b.first + "/record")
	stale.Set("replaces", string(b.Course(b.person).MadeBy(b.bo.Actor.Account)[0].Visits[0].ID))
	b.Post(b.ash, b.first+"/record", stale).Is(http.StatusConflict)
	form = b.Opens(b.bo, b.asBo+"/record")
	form.Set("what_we_did", "We planted tulips.")
	b.Post(b.bo, b.asBo+"/record", form).Is(http.StatusSeeOther)
	const again = "It was corrected, so please copy the note again."
	b.Get(b.bo, "/visits").Says("Not in the clinical record yet.").KeepsFrom(again) // nobody ever copied it
	b.Post(b.bo, b.asBo+"/copied", b.Form(b.bo, b.asBo)).To(b.asBo)
	form = b.Opens(b.bo, b.asBo+"/record")
	form.Set("what_we_did", "We planted roses.")
	b.Post(b.bo, b.asBo+"/record", form).Is(http.StatusSeeOther)
	b.Get(b.bo, "/visits").Says(again)
	form = b.Opens(b.Lena, b.first+"/record")
	form.Set("what_we_did", "They planted tulips.")
	b.Post(b.Lena, b.first+"/record", form).Is(http.StatusSeeOther)
	b.Verify()
}

// Whoever can't give a visit back hears what they can do, not to choose a time that they
// aren't asked for.
func TestAVisitIsNotGivenBackToAWorkerWhoIsBusy(t *testing.T) {
	b := coveredVisit(t)
	jo := b.Refers(b.Remi, b.North, "Jo")
	b.Agrees(jo)
	b.Matches(jo, b.ash)
	form := b.Form(b.ash, "/people/"+string(jo)+"/visits/plan")
	for k, v := range map[string]string{"minutes": "60", "place": "home", "at": "13:00", "weekday": "monday"} {
		form.Set(k, v)
	}
	webtest.Day(form, "from", "23", "11", "2026")
	b.Post(b.ash, "/people/"+string(jo)+"/visits/plan", form).Is(http.StatusSeeOther)
	move := "/people/" + string(jo) + "/visits/" + string(b.Course(jo).Open()[0].ID) + "/move"
	form = b.Opens(b.ash, move)
	form.Set("at", "10:30")
	form.Set("by", "worker")
	b.Post(b.ash, move, form).Is(http.StatusSeeOther)
	b.Post(b.bo, b.asBo+"/give-back", b.Form(b.bo, b.asBo+"/give-back")).Is(http.StatusUnprocessableEntity).
		Says("Ash Murray isn't free then", "Please ring Lena").KeepsFrom("Choose another day or time")
	b.Verify()
}

// hands gives the people of a worker to another, who is told of it with the rest.
func (b covered) hands(from, to webtest.Member) {
	path := "/workers/" + string(from.Actor.Account) + "/hand-over"
	form := b.Form(b.Lena, path)
	form.Set("to", string(to.Actor.Account))
	b.Post(b.Lena, path, form).Is(http.StatusSeeOther)
}

// Where nothing of a visit differs but who comes, that is said, and no move.
func TestAVisitThatChangesHandsIsNotToldAsMoved(t *testing.T) {
	b := coveredVisit(t)
	cy := b.Works("Cy Ode", authz.PeerWorker)
	b.hands(b.ash, cy)
	b.Get(cy, "/visits").Is(http.StatusOK).
		Says("You make this visit from now on: Monday 30 November 2026, 10:00. The day and time stay the same.").
		KeepsFrom("Still on Monday", "Moved from")
	b.Get(b.Lena, b.at+"/visits").Is(http.StatusOK).KeepsFrom("Moved")
	b.Get(b.sam, "/my-visits").Is(http.StatusOK).KeepsFrom("Moved")
	second := b.at + "/visits/" + string(b.Course(b.person).Open()[1].ID)
	b.Get(b.Lena, second).Is(http.StatusOK).Says("Who comes", "Cy Ode.").KeepsFrom("Moved", "To Monday")
	b.Sends()
	b.Post(b.bo, b.asBo+"/give-back", b.Form(b.bo, b.asBo+"/give-back")).Is(http.StatusSeeOther)
	b.Get(cy, "/visits").Is(http.StatusOK).
		Says("You make this visit from now on: Monday 23 November 2026, 10:00.").KeepsFrom("yours again")
	b.Sends()
	if got := strings.Join(b.SentAll("cy.ode@example.org"), "\n"); strings.Contains(got, "yours again") ||
		!strings.Contains(got, "A visit that a colleague had taken on is yours now: Monday 23 November 2026, 10:00.") {
		t.Errorf("Cy was sent %q", got)
	}
	b.Verify()
}

// A colleague can be asked to make a visit until it begins. Then it is for whoever was
// to make it to say what came of it.
func TestAVisitThatHasBegunIsNotGivenAway(t *testing.T) {
	b := coveredVisit(t)
	b.gives(b.Lena, b.ash)
	stale := b.Form(b.Lena, b.first+"/cover")
	stale.Set("to", string(b.bo.Actor.Account))
	b.Now = b.Now.Add(3 * time.Hour)
	b.Get(b.Lena, b.first).Is(http.StatusOK).KeepsFrom("Somebody else visits this time")
	const says = "This visit has begun, so nobody else can be asked to make it."
	b.Post(b.Lena, b.first+"/cover", stale).Is(http.StatusConflict).Says(says)
	b.Get(b.Lena, b.first+"/cover").Is(http.StatusConflict)
	b.Verify()
}

// Whoever covered a visit can say for a fortnight that they are worried or that a number is
// wrong; then what they wrote is all that is theirs. Who gave it back can say neither.
func TestWhoCoveredCanSayForAFortnightThatTheyAreWorried(t *testing.T) {
	b := coveredVisit(t)
	b.Now = b.Now.Add(3 * time.Hour)
	form := b.Opens(b.bo, b.asBo+"/record")
	form.Set("outcome", "attended")
	form.Set("what_we_did", "We planted bulbs.")
	b.Post(b.bo, b.asBo+"/record", form).To("/visits")
	both := []string{b.at + "/worry", b.at + "/wrong-details"}
	later := func(days int) authz.Actor {
		b.Now = b.Now.AddDate(0, 0, days)
		return b.bo.Actor
	}
	say := func(who authz.Actor) []error {
		_, worry := b.Care.AskWorry(context.Background(), who, b.person)
		_, doubt := b.Care.AskDoubt(context.Background(), who, b.person)
		return []error{worry, doubt,
			b.Care.RaiseDoubt(context.Background(), who, b.person, pathway.Doubt{ID: kernel.NewID[id.Doubt](b.K, b.Now.String()),
				About: pathway.WrongPhone})}
	}
	b.Get(b.bo, b.asBo).Says("I'm worried about this person", "A number or an address is wrong")
	for _, path := range both {
		b.Get(b.bo, path).Is(http.StatusOK)
	}
	for _, err := range say(later(13)) {
		b.Ok(err)
	}
	for i, err := range say(later(2)) {
		if fault.Of(err) != fault.NotFound {
			t.Errorf("after a fortnight, %d: %v", i, err)
		}
	}
	r, _, err := b.Care.SeeCoveredVisit(context.Background(), b.bo.Actor, b.person, b.Course(b.person).Held()[0].ID)
	if b.Ok(err); r.May.Worry || r.May.Doubt {
		t.Error("the page still offers it")
	}
	b.Verify()
}
