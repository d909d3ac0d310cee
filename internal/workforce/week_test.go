package workforce

import (
	"testing"
	"time"

	"footbridge.org/footbridge/internal/programme"
)

// A visit at home takes its way and its notes too; one by telephone takes no way.
func TestAWeekCountsItsOwnVisitsWithTheWayAndTheNotes(t *testing.T) {
	visit := func(day string, state programme.AppointmentState, place programme.Place) programme.Booking {
		d, err := programme.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		return programme.Booking{State: state, Appointment: programme.Appointment{Arrangement: programme.Arrangement{Start: d.Time().Add(10 * time.Hour), Minutes: 60, Place: place}}}
	}
	visits := []programme.Booking{
		visit("2026-11-30", programme.AppointmentHeld, programme.PlaceHome),         // Monday
		visit("2026-12-06", programme.AppointmentPlanned, programme.PlaceTelephone), // Sunday
		visit("2026-12-02", programme.AppointmentCancelled, programme.PlaceHome),
		visit("2026-11-29", programme.AppointmentHeld, programme.PlaceHome),
		visit("2026-12-07", programme.AppointmentPlanned, programme.PlaceHome),
	}
	if got := Week(visits, aProgramme(), today, time.UTC); got != SupervisionMinutes+60+TravelMinutes+NotesMinutes+60+NotesMinutes {
		t.Errorf("%d minutes", got)
	}
}
