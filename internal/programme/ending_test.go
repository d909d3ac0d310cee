package programme

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/say"
)

func held(n int) Course {
	var history []CourseFact
	for i := 1; i <= n; i++ {
		name := fmt.Sprint(i)
		history = append(history, planned(name, i), met("v"+name, name, tuesday(i)))
	}
	return CourseAfter(aService(), history)
}

func TestTheEndingPlanIsBegunAtTheSeventhVisitOfTen(t *testing.T) {
	for n, want := range map[int]EndingStage{0: EndingAhead, 5: EndingAhead, 6: EndingToPlan, 8: EndingToPlan, 9: EndingGoodbye, 10: EndingReached} {
		if got := EndingStageOf(aService(), held(n)); got != want {
			t.Errorf("after %d visits: %s", n, got)
		}
	}
	short := aService()
	if short.Sessions = 2; EndingPlanFrom(short) != 1 || EndingPlanFrom(aService()) != 7 {
		t.Error("the plan is begun at the wrong visit")
	}
}

func TestEachFlawOfAnEndingIsNamedAtItsField(t *testing.T) {
	today := day("2027-03-01")
	e := Ending{ID: "e", Participant: "p", Kind: EndedAllHeld, On: today}
	if p := e.Check(held(10), today); p.Any() {
		t.Error(p)
	}
	if p := e.Check(held(9), today); said(p)["kind"] != "ending.kind.not_all" || p[0].Args[0] != 9 {
		t.Errorf("nine are not all: %v", p)
	}
	e.Kind = EndedSooner
	if p := e.Check(held(3), today); p.Any() {
		t.Errorf("sooner is a good ending, too: %v", p)
	}
	open := CourseAfter(aService(), []CourseFact{planned("a", 1)})
	if p := e.Check(open, today); said(p)["kind"] != "ending.planned" {
		t.Errorf("somebody would wait at a door: %v", p)
	}
	if p := (Ending{}).Check(held(1), today); len(p) != 4 {
		t.Errorf("an empty ending: %v", p)
	}
	if p := (EndingPlan{ID: "x", Participant: "p", Keeps: "walks"}).Check(); p.Any() {
		t.Error(p)
	}
	if p := (EndingPlan{ID: "x", Participant: "p", Keeps: " "}).Check(); said(p)["helped"] != "ending.plan.empty" {
		t.Error(p)
	}
}

func TestTheFirstOfTwoCorrectionsHolds(t *testing.T) {
	first := Ending{ID: "1", Kind: EndedSooner}
	if got, ok := CurrentEnding([]Ending{first, {ID: "2", Kind: EndedLife, Replaces: "1"}, {ID: "3", Kind: EndedWindow, Replaces: "1"}, first}); !ok || got.ID != "2" {
		t.Errorf("%v %v", got, ok)
	}
	if got, ok := CurrentEnding([]Ending{first, {ID: "2", Replaces: "1", InError: true}, first}); ok {
		t.Errorf("taken back, and yet %v", got)
	}
	if got, ok := CurrentEnding([]Ending{first, {ID: "2", Replaces: "1", InError: true}, {ID: "3", Kind: EndedLife}}); !ok || got.ID != "3" {
		t.Errorf("ended anew: %v %v", got, ok)
	}
	if got, ok := CurrentEndingPlan([]EndingPlan{{ID: "1"}, {ID: "2", Replaces: "1"}}); !ok || got.ID != "2" {
		t.Errorf("%v %v", got, ok)
	}
	if _, ok := CurrentEndingPlan(nil); ok {
		t.Error("a plan from nothing")
	}
}

func aWriter(d Definition) Writer {
	r := aReferral()
	r.GP.Practice = "Bridge Practice"
	return Writer{
		Definition: d, Standing: Standing{Given: []string{LettersItem}}, Referral: r, Identity: r.Identity, Visits: true,
		Course: held(2), Worker: "Ash", RingName: "Peer support", RingPhone: "01632 960003", Zone: london,
	}
}

func TestNobodyIsWrittenToWithoutConsent(t *testing.T) {
	w := aWriter(aService())
	if got := Recipients(w.Definition, LetterStart, w.Standing, w.Referral); len(got) != 3 || got[1] != ToGP || got[2] != ToResponsible {
		t.Errorf("with consent: %v", got)
	}
	w.Standing = Standing{}
	if got := Recipients(w.Definition, LetterStart, w.Standing, w.Referral); len(got) != 1 || got[0] != ToParticipant {
		t.Errorf("without consent: %v", got)
	}
	for _, to := range []Recipient{ToGP, ToResponsible, ToCareCoordinator} {
		_, err := w.Start(to)
		_, err2 := w.Ending(to, Ending{}, EndingPlan{})
		if fault.KeyOf(err) != "letter.not_agreed" || fault.KeyOf(err2) != "letter.not_agreed" {
			t.Errorf("%s: %v, %v", to, err, err2)
		}
	}
	if _, err := w.Start(ToParticipant); err != nil {
		t.Error(err)
	}
}

func TestWhatStandsInTheLetters(t *testing.T) {
	w := aWriter(aService())
	l, err := w.Start(ToGP)
	if err != nil || l.Addressee != "Bridge Practice" || l.About != "Sam Example" || l.BirthDate.IsZero() || l.Worker != "Ash" || l.Sessions != 10 || !l.FirstVisit.Equal(tuesday(1)) || l.RingPhone == "" {
		t.Errorf("%+v, %v", l, err)
	}
	plan := EndingPlan{ID: "x", Keeps: "walks by the river"}
	own, err := w.Ending(ToParticipant, Ending{Kind: EndedSooner, On: day("2026-12-20")}, plan)
	if err != nil || own.Plan != plan || own.Held != 2 || own.Of != 10 || own.First != day("2026-12-01") || own.Last != day("2026-12-08") || own.NHSNumber != "" {
		t.Errorf("%+v, %v", own, err)
	}
	gp, err := w.Ending(ToGP, Ending{Kind: EndedSooner, Note: "said they had had enough"}, plan)
	if err != nil || gp.Plan != (EndingPlan{}) || strings.Contains(fmt.Sprint(gp), "enough") || strings.Contains(fmt.Sprint(gp), "river") {
		t.Errorf("the GP's copy holds words of the person's, or a note: %+v, %v", gp, err)
	}
}

// A letter that named visits would tell the arm to those whose decision to take
// somebody back is the outcome.
func TestInAStudyNoLetterTellsTheArm(t *testing.T) {
	with, without := aWriter(aStudy()), aWriter(aStudy())
	without.Visits, without.Course, without.Worker = false, Course{Of: 10}, ""
	for _, to := range []Recipient{ToGP, ToResponsible} {
		a, errA := with.Start(to)
		b, errB := without.Start(to)
		if a != b || errA != nil || errB != nil || !a.Study {
			t.Errorf("%s: %+v and %+v", to, a, b)
		}
		_, err := with.Ending(to, Ending{}, EndingPlan{})
		_, err2 := without.Ending(to, Ending{}, EndingPlan{})
		if err == nil || fault.KeyOf(err) != fault.KeyOf(err2) {
			t.Errorf("%s: %v and %v", to, err, err2)
		}
	}
	if own, err := without.Start(ToParticipant); err != nil || own.Sessions != 0 || own.Worker != "" || !own.FirstVisit.IsZero() {
		t.Errorf("the arm without visits sees a trace of them: %+v", own)
	}
	if _, err := without.Ending(ToParticipant, Ending{}, EndingPlan{}); fault.KeyOf(err) != "letter.no_visits" {
		t.Error(err)
	}
}

func TestEachFlawOfASentLetterIsNamedAtItsField(t *testing.T) {
	today := day("2026-12-01")
	l := SentLetter{ID: "l", Participant: "p", Kind: LetterStart, To: ToGP, On: today, By: "a"}
	if p := l.Check([]Recipient{ToParticipant, ToGP}, today); p.Any() {
		t.Error(p)
	}
	if p := l.Check([]Recipient{ToParticipant}, today); said(p)["to"] != "letter.not_agreed" {
		t.Error(p)
	}
	if p := (SentLetter{}).Check(nil, today); len(p) != 6 {
		t.Error(p)
	}
}

func TestTheClinicalNoteSaysWhatIsRecordedAndNoMore(t *testing.T) {
	c := CourseAfter(aService(), []CourseFact{
		planned("a", 1), met("v1", "a", tuesday(1)), planned("b", 2), missed("v2", "b"), planned("c", 3),
	})
	note, err := ClinicalNote(say.English(), aService(), c, "a", "Ash", london)
	want := "Example: visit 1 of 10, Tuesday 1 December 2026, 10:00\n55 minutes.\nAt home.\nMet.\nWe talked about sleep.\n" +
		"Next visit: Tuesday 15 December 2026, 10:00.\nPeer support worker: Ash. The person can read this note."
	if err != nil || note != want {
		t.Errorf("%s (%v)", note, err)
	}
	note, err = ClinicalNote(say.English(), aService(), c, "b", "Ash", london)
	if err != nil || !strings.HasPrefix(note, "Example: appointment on Tuesday 8 December 2026, 10:00\nAt home.\nDid not meet, and no word beforehand.\nIt was forgotten.\n") {
		t.Errorf("%s (%v)", note, err)
	}
	if _, err := ClinicalNote(say.English(), aService(), c, "c", "Ash", london); fault.KeyOf(err) != "clinical_note.nothing" {
		t.Error(err)
	}
}

func TestACorrectedVisitIsToBeCopiedAgain(t *testing.T) {
	first := aVisit("v1", "a", tuesday(1))
	copied := []NoteCopy{{ID: "c", Participant: "p", Visit: "v1", On: Of(now, time.UTC), By: "w"}}
	if p := copied[0].Check(Of(now, time.UTC)); p.Any() {
		t.Error(p)
	}
	if left := NotCopied([]Visit{first}, copied); len(left) != 0 {
		t.Errorf("%v", left)
	}
	second := aVisit("v2", "a", tuesday(1))
	second.Replaces = "v1"
	if left := NotCopied([]Visit{first, second}, copied); len(left) != 1 || left[0].ID != "v2" {
		t.Errorf("%v", left)
	}
	if p := (NoteCopy{}).Check(day("2026-12-01")); len(p) != 5 {
		t.Error(p)
	}
}
