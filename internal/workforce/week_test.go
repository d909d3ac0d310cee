package workforce

import (
	"testing"
	"time"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/programme"
)

// A visit at home takes its way and its notes too; one by telephone takes no way.
func TestAWeekCountsItsOwnVisitsWithTheWayAndTheNotes(t *testing.T) {
	visit := func(day string, state course.AppointmentState, place course.Place) course.Appointment {
		d, err := programme.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		return course.Appointment{State: state,
			PlannedAppointment: course.PlannedAppointment{Arrangement: course.Arrangement{Start: d.Time().Add(10 * time.Hour),
				Minutes: 60, Place: place}}}
	}
	visits := []course.Appointment{
		visit("2026-11-30", course.AppointmentHeld, course.PlaceHome),         // Monday
		visit("2026-12-06", course.AppointmentPlanned, course.PlaceTelephone), // Sunday
		visit("2026-12-02", course.AppointmentCancelled, course.PlaceHome),
		visit("2026-11-29", course.AppointmentHeld, course.PlaceHome),
		visit("2026-12-07", course.AppointmentPlanned, course.PlaceHome),
	}
	if got := Week(visits, aProgramme(), today, time.UTC); got != SupervisionMinutes+60+TravelMinutes+
		NotesMinutes+60+NotesMinutes {
		t.Errorf("%d minutes", got)
	}
}
