package course

import (
	"reflect"
	"testing"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// What the GP reads of somebody in either arm is the same to the last letter:
// their decision to take somebody back is the outcome.
func TestInAStudyTheLetterToOthersIsTheSameInBothArms(t *testing.T) {
	d, err := content.Latest("crisis-peer-support-study")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	of := course.LetterWriter{
		Definition: d, Standing: pathway.Standing{TakesPart: true, Given: []string{course.LettersItem}}, Zone: time.UTC,
		Referral: pathway.Referral{GP: pathway.GP{Practice: "Bridge Practice"},
			Responsible: pathway.Responsible{Name: "Dr Mbeki"}},
		Identity: programme.Identity{GivenName: "Sam", FamilyName: "Okafor"}, Course: course.Course{Of: d.Sessions},
	}
	visited := of
	visited.Visits, visited.Worker = true, "Ash Murray"
	visited.Course = course.After(d, []course.Fact{{Planned: &course.PlannedAppointment{
		ID: id.Appointment("a"), Session: 1, Arrangement: course.Arrangement{Start: at, Minutes: 60},
	}}})
	for _, to := range []course.Recipient{course.ToGP, course.ToResponsible} {
		var views []letterView
		for _, w := range []course.LetterWriter{of, visited} {
			letter, err := appcare.LetterRecord{Writer: w, Sender: "Heron Vale"}.Letter(course.LetterStart, to)
			if err != nil {
				t.Fatal(err)
			}
			views = append(views, letterOf(say.English(), time.UTC, at, letter))
		}
		if !reflect.DeepEqual(views[0], views[1]) {
			t.Errorf("%s reads\n%+v\nor\n%+v", to, views[0], views[1])
		}
	}
}

func TestEveryEndingAndRecipientHasItsWordsInALetter(t *testing.T) {
	for _, k := range course.EndingKinds() {
		if !say.Has("letter.text.ending.kind." + string(k)) {
			t.Errorf("%s is not said", k)
		}
	}
}
