package programme

import (
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
)

// The next visit is the one that comes after, not one that waits to be written up.
func TestTheNoteNamesTheNextVisitAndNotOneBefore(t *testing.T) {
	start := time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC)
	d := Definition{Title: "Peer support", Sessions: 10}
	c := Course{Of: 10}
	for i, name := range []id.Appointment{"a", "b", "c"} {
		c.Appointments = append(c.Appointments, Booking{State: AppointmentPlanned, Appointment: Appointment{ID: name, Session: i + 1, Arrangement: Arrangement{Start: start.AddDate(0, 0, 7*i), Minutes: 60, Place: PlaceHome}}})
	}
	c.Appointments[1].State = AppointmentHeld
	c.Appointments[1].Visits = []Visit{{ID: "v", Appointment: "b", Outcome: Attended, StartedAt: start.AddDate(0, 0, 7), Minutes: 55, Place: PlaceHome, WhatWeDid: "Tea."}}
	text, err := ClinicalNote(say.English(), d, c, "b", "Ash", time.UTC)
	if err != nil || !strings.Contains(text, "Next visit: Tuesday 15 December 2026, 10:00.") || !strings.Contains(text, "Tea.") {
		t.Errorf("%v: %s", err, text)
	}
	if _, err := ClinicalNote(say.English(), d, c, "a", "Ash", time.UTC); err == nil {
		t.Error("there is a note of what nobody has recorded")
	}
}
