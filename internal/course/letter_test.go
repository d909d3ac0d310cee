package course

import (
	"fmt"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/programme/programmetest"
)

func aWriter(d programme.Definition) LetterWriter {
	r := pathway.Referral{
		Identity: programme.Identity{GivenName: "Sam", FamilyName: "Example", BirthDate: programmetest.Day("1990-05-01"),
			NHSNumber: "9434765919", NumberStatus: programme.NumberUnverified},
		Responsible: pathway.Responsible{Name: "Dr Example", Role: "GP", Phone: "01632 960002"},
		GP:          pathway.GP{Practice: "Bridge Practice"},
	}
	return LetterWriter{
		Definition: d, Standing: pathway.Standing{Given: []string{LettersItem}}, Referral: r,
		Identity: r.Identity, Visits: true,
		Course: held(2), Worker: "Ash", RingName: "Peer support", RingPhone: "01632 960003", Zone: programmetest.London,
	}
}

func TestNobodyIsWrittenToWithoutConsent(t *testing.T) {
	w := aWriter(programmetest.Service())
	if got := Recipients(w.Definition, LetterStart, w.Standing, w.Referral); len(got) != 3 || got[1] != ToGP ||
		got[2] != ToResponsible {
		t.Errorf("with consent: %v", got)
	}
	w.Standing = pathway.Standing{}
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
	w := aWriter(programmetest.Service())
	l, err := w.Start(ToGP)
	if err != nil || l.Addressee != "Bridge Practice" || l.About != "Sam Example" || l.BirthDate.IsZero() ||
		l.Worker != "Ash" || l.Sessions != 10 || !l.FirstVisit.Equal(tuesday(1)) || l.RingPhone == "" {
		t.Errorf("%+v, %v", l, err)
	}
	plan := EndingPlan{ID: "x", Keeps: "walks by the river"}
	own, err := w.Ending(ToParticipant, Ending{Kind: EndedSooner, On: programmetest.Day("2026-12-20")}, plan)
	if err != nil || own.Plan != plan || own.Held != 2 || own.Of != 10 || own.First != programmetest.Day("2026-12-01") ||
		own.Last != programmetest.Day("2026-12-08") || own.NHSNumber != "" {
		t.Errorf("%+v, %v", own, err)
	}
	gp, err := w.Ending(ToGP, Ending{Kind: EndedSooner, Note: "said they had had enough"}, plan)
	if err != nil || gp.Plan != (EndingPlan{}) || strings.Contains(fmt.Sprint(gp), "enough") ||
		strings.Contains(fmt.Sprint(gp), "river") {
		t.Errorf("the GP's copy holds words of the person's, or a note: %+v, %v", gp, err)
	}
}

// A letter that named visits would tell the arm to those whose decision to take
// somebody back is the outcome.
func TestInAStudyNoLetterTellsTheArm(t *testing.T) {
	with, without := aWriter(programmetest.Study()), aWriter(programmetest.Study())
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
	if own, err := without.Start(ToParticipant); err != nil || own.Sessions != 0 || own.Worker != "" ||
		!own.FirstVisit.IsZero() {
		t.Errorf("the arm without visits sees a trace of them: %+v", own)
	}
	if _, err := without.Ending(ToParticipant, Ending{}, EndingPlan{}); fault.KeyOf(err) != "letter.no_visits" {
		t.Error(err)
	}
}

func TestEachFlawOfASentLetterIsNamedAtItsField(t *testing.T) {
	today := programmetest.Day("2026-12-01")
	l := SentLetter{ID: "l", Participant: "p", Kind: LetterStart, To: ToGP, On: today, By: "a"}
	if p := l.Check([]Recipient{ToParticipant, ToGP}, today, programme.InCourse); p.Any() {
		t.Error(p)
	}
	if p := l.Check([]Recipient{ToParticipant}, today, programme.InCourse); programmetest.
		Said(p)["to"] != "letter.not_agreed" {
		t.Error(p)
	}
	if p := (SentLetter{}).Check(nil, today, programme.InCourse); len(p) != 6 {
		t.Error(p)
	}
}
