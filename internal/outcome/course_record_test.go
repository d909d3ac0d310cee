package outcome

import (
	"testing"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/programme/programmetest"
)

// On which day visits are over is known beforehand, whatever happened in their lives.
func TestVisitsAreOverFromTheDayOnThatIsReported(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, discharged := programmetest.Service(), programmetest.Day("2026-11-02")
		var events []life.Event
		for i := range rapid.IntRange(0, 8).Draw(t, "events") {
			events = append(events, life.Event{ID: id.LifeEvent(rune('a' + i)), Participant: "p",
				Kind: rapid.SampledFrom(life.Kinds()).Draw(t, "kind"),
				On:   discharged.AddDays(rapid.IntRange(-20, 150).Draw(t, "on"))})
		}
		now := life.After(events)
		r := CourseRecord{Discharged: discharged, State: programme.Consented}.AfterLife(d, now)
		for range 10 {
			today := discharged.AddDays(rapid.IntRange(-30, 500).Draw(t, "today"))
			over := course.Course{Of: d.Sessions}.Over(false, course.WindowFor(d, discharged, now, today), today)
			if from := r.EndsOn(); over != (!from.IsZero() && !today.Before(from)) {
				t.Fatalf("on %v they are over: %v, and reported from %v on, of %+v", today, over, from, now)
			}
		}
	})
}
