package course

import (
	"testing"
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

func TestAMoveOfOnesOwnHoldsAtOnceWhenItKeepsTheRulesAndElseSaysWhichItBreaks(t *testing.T) {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	at := func(day, clock string) time.Time {
		d, err := programme.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		c, err := programme.ParseTimeOfDay(clock)
		if err != nil {
			t.Fatal(err)
		}
		start, _ := programme.LocalTime{Date: d, At: c}.In(zone)
		return start
	}
	visit := func(name string, start time.Time) Appointment {
		return Appointment{PlannedAppointment: PlannedAppointment{ID: id.Appointment(name), Arrangement: Arrangement{
			Worker: "ash",
			Start:  start, Minutes: 60, Place: PlaceHome}}}
	}
	b := visit("own", at("2026-12-01", "10:00")) // a Tuesday
	taken := []Appointment{b, visit("another", at("2026-12-03", "12:00"))}
	now := at("2026-11-30", "12:00")
	closes, _ := programme.ParseDate("2027-02-20")
	christmas, _ := programme.ParseDate("2026-12-25")
	holidays := []programme.Date{christmas}
	for _, x := range []struct {
		day, clock string
		place      Place
		field, key string
	}{
		{"2026-12-02", "14:00", PlaceHome, "", ""},
		{"2026-12-02", "08:00", PlaceHome, "", ""},
		{"2026-12-02", "17:00", PlaceHome, "", ""},
		{"2026-12-01", "10:30", PlaceHome, "", ""}, // its own old time is in nobody's way
		{"2026-12-01", "10:00", PlaceTelephone, "", ""},
		{"2026-12-01", "10:00", PlaceHome, "to.start", "own_visit.same"},
		{"2026-11-30", "11:00", PlaceHome, "to.start", "own_visit.past"},
		{"2026-11-30", "13:59", PlaceHome, "to.start", "own_visit.soon"},
		{"2026-11-30", "14:00", PlaceHome, "", ""},
		{"2027-02-19", "10:00", PlaceHome, "", ""},
		{"2027-02-22", "10:00", PlaceHome, "to.start", "own_visit.window"},
		{"2026-12-05", "10:00", PlaceHome, "to.start", "own_visit.weekend"},
		{"2026-12-25", "10:00", PlaceHome, "to.start", "own_visit.holiday"},
		{"2026-12-25", "10:00", PlaceTelephone, "to.start", "own_visit.holiday"},
		{"2026-12-02", "07:59", PlaceHome, "at", "own_visit.hours"},
		{"2026-12-02", "17:01", PlaceHome, "at", "own_visit.hours"},
		{"2026-12-02", "23:30", PlaceHome, "at", "own_visit.hours"},
		{"2026-12-03", "10:00", PlaceHome, "", ""},
		{"2026-12-03", "10:01", PlaceHome, "to.start", "own_visit.taken"},
		{"2026-12-03", "13:59", PlaceHome, "to.start", "own_visit.taken"},
		{"2026-12-03", "14:00", PlaceHome, "", ""},
	} {
		m := Move{ID: "m", Appointment: b.ID, From: b.Start, To: b.Arrangement, By: PartyParticipant}
		m.To.Start, m.To.Place = at(x.day, x.clock), x.place
		p := m.CheckOwn(b, Window{Closes: closes}, holidays, taken, now, zone)
		if found, said := p.On(x.field); x.key == "" && p.Any() || x.key != "" &&
			(!said || found.Key != x.key || len(p) != 1) {
			t.Errorf("to %s, %s, %s: %v, not %q", x.day, x.clock, x.place, p, x.key)
		}
	}
	saturday := b
	saturday.Start = at("2026-12-05", "10:00")
	m := Move{From: saturday.Start, To: saturday.Arrangement}
	m.To.Start = at("2026-12-06", "10:00")
	if p := m.CheckOwn(saturday, Window{Closes: closes}, nil, nil, now, zone); p.Any() {
		t.Errorf("who is visited at weekends moves to another: %v", p)
	}
}

func TestWhatHasBegunOrIsOffIsNotChangedBeforehand(t *testing.T) {
	now := time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC)
	b := Appointment{PlannedAppointment: PlannedAppointment{Arrangement: Arrangement{Start: now.Add(time.Minute)}},
		State: AppointmentPlanned}
	if !b.Changeable(now) || b.Changeable(b.Start) {
		t.Error("what is to come can be changed, and what has begun can't")
	}
	b.State = AppointmentCancelled
	if b.Changeable(now) {
		t.Error("what is called off can be changed")
	}
}
