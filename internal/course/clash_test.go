package course

import (
	"testing"
	"time"

	"footbridge.org/footbridge/internal/id"
)

func TestTwoVisitsClashWhereTheyOverlapOrLeaveNoTimeForTheWay(t *testing.T) {
	ten := time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC)
	visit := func(name string, after time.Duration, minutes int) Appointment {
		return Appointment{PlannedAppointment: PlannedAppointment{ID: id.Appointment(name),
			Arrangement: Arrangement{Start: ten.Add(after), Minutes: minutes}}}
	}
	taken := []Appointment{visit("later", 5*time.Hour, 60), visit("ten", 0, 60), visit("own", 2*time.Hour, 60)}
	for _, x := range []struct {
		after   time.Duration
		minutes int
		way     time.Duration
		want    id.Appointment
	}{
		{0, 60, 0, "ten"},
		{-time.Hour, 60, 0, ""},
		{-time.Hour, 61, 0, "ten"},
		{30 * time.Minute, 5, 0, "ten"},
		{time.Hour, 60, 0, ""},
		{2 * time.Hour, 60, 0, ""}, // its own old time
		{-time.Hour, 480, 0, "ten"},
		{time.Hour, 60, BetweenVisits, "ten"},
		{2 * time.Hour, 60, BetweenVisits, ""},
		{2 * time.Hour, 121, BetweenVisits, "later"},
	} {
		a := visit("own", x.after, x.minutes).Arrangement
		if b, clash := a.Clash("own", taken, x.way); b.ID != x.want || clash != (x.want != "") {
			t.Errorf("%v after ten, %d minutes, %v on the way: %q and not %q", x.after, x.minutes, x.way, b.ID, x.want)
		}
	}
}

func TestASeriesClashesFirstWhereItDoesSoEarliest(t *testing.T) {
	ten := time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC)
	at := func(name string, weeks int) PlannedAppointment {
		return PlannedAppointment{ID: id.Appointment(name),
			Arrangement: Arrangement{Start: ten.AddDate(0, 0, 7*weeks), Minutes: 60}}
	}
	series := []PlannedAppointment{at("c", 2), at("b", 1), at("a", 0)}
	taken := []Appointment{{PlannedAppointment: at("third", 2)}, {PlannedAppointment: at("second", 1)}}
	if b, clash := FirstClash(series, taken); !clash || b.ID != "second" {
		t.Errorf("it clashes with %q", b.ID)
	}
	if b, clash := FirstClash(series, nil); clash {
		t.Errorf("it clashes with %q, and nothing is taken", b.ID)
	}
}
