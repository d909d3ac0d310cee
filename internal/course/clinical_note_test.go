package course

import (
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/programme/programmetest"
	"footbridge.org/footbridge/internal/say"
)

// The next visit is the one that comes after, not one that waits to be written up.
func TestTheNoteNamesTheNextVisitAndNotOneBefore(t *testing.T) {
	start := time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC)
	d := programme.Definition{Title: "Peer support", Sessions: 10}
	c := Course{Of: 10}
	for i, name := range []id.Appointment{"a", "b", "c"} {
		c.Appointments = append(c.Appointments,
			Appointment{State: AppointmentPlanned, PlannedAppointment: PlannedAppointment{ID: name, Session: i + 1,
				Arrangement: Arrangement{Start: start.AddDate(0, 0, 7*i), Minutes: 60, Place: PlaceHome}}})
	}
	c.Appointments[1].State = AppointmentHeld
	c.Appointments[1].Visits = []Visit{{ID: "v", Appointment: "b", Outcome: Attended, StartedAt: start.AddDate(0, 0, 7),
		Minutes: 55, Place: PlaceHome, WhatWeDid: "Tea."}}
	text, err := ClinicalNote(say.English(), d, c, "b", "Ash", false, time.UTC)
	if err != nil || !strings.Contains(text, "Next visit: Tuesday 15 December 2026, 10:00.") ||
		!strings.Contains(text, "Tea.") {
		t.Errorf("%v: %s", err, text)
	}
	if _, err := ClinicalNote(say.English(), d, c, "a", "Ash", false, time.UTC); err == nil {
		t.Error("there is a note of what nobody has recorded")
	}
}

func TestTheClinicalNoteSaysWhatIsRecordedAndNoMore(t *testing.T) {
	c := After(programmetest.Service(), []Fact{
		planned("a", 1), met("v1", "a", tuesday(1)), planned("b", 2), missed("v2", "b"), planned("c", 3),
	})
	note, err := ClinicalNote(say.English(), programmetest.Service(), c, "a", "Ash", false,
		programmetest.London)
	want := "Example: visit 1 of 10, Tuesday 1 December 2026, 10:00\n55 minutes.\nAt home.\nMet.\nWe talked about sleep.\n" +
		"Next visit: Tuesday 15 December 2026, 10:00.\nPeer support worker: Ash. The person can read this note."
	if err != nil || note != want {
		t.Errorf("%s (%v)", note, err)
	}
	note, err = ClinicalNote(say.English(), programmetest.Service(), c, "b", "Ash", false,
		programmetest.London)
	if err != nil || !strings.HasPrefix(note, "Example: appointment on Tuesday 8 December 2026, 10:00\nAt home.\nDid not meet, and no word beforehand.\nIt was forgotten.\n") {
		t.Errorf("%s (%v)", note, err)
	}
	if _, err := ClinicalNote(say.English(), programmetest.Service(), c, "c", "Ash", false,
		programmetest.London); fault.KeyOf(err) != "clinical_note.nothing" {
		t.Error(err)
	}
}

func TestACorrectedVisitIsToBeCopiedAgain(t *testing.T) {
	first := aVisit("v1", "a", tuesday(1))
	copied := []NoteCopy{{ID: "c", Participant: "p", Visit: "v1", On: programmetest.Day("2026-11-27"), By: "w"}}
	if p := copied[0].Check(programmetest.Day("2026-11-27")); p.Any() {
		t.Error(p)
	}
	at := Appointment{PlannedAppointment: PlannedAppointment{ID: "a"}, State: AppointmentHeld, Visits: []Visit{first}}
	c := Course{Of: 10, Appointments: []Appointment{at}}
	if left := c.NotCopied(copied); len(left) != 0 {
		t.Errorf("%v", left)
	}
	second := aVisit("v2", "a", tuesday(1))
	second.Replaces = "v1"
	c.Appointments[0].Visits = []Visit{first, second}
	if left := c.NotCopied(copied); len(left) != 1 || left[0].ID != "v2" {
		t.Errorf("%v", left)
	}
	if p := (NoteCopy{}).Check(programmetest.Day("2026-12-01")); len(p) != 5 {
		t.Error(p)
	}
}
