package course

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/programme/programmetest"
)

func aSeries(from, weekday, at string) Series {
	return Series{Participant: "p", Worker: "w", From: programmetest.Day(from), Weekday: programme.Weekday(weekday),
		At: programmetest.Time(at), Minutes: 60, Place: PlaceHome}
}

var anyClock = rapid.Custom(func(t *rapid.T) programme.TimeOfDay {
	at, _ := programme.MakeTimeOfDay(rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute"))
	return at
})

func upTo(n int) []int {
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = i + 1
	}
	return numbers
}

func days(slots []Slot) []string {
	var list []string
	for _, slot := range slots {
		list = append(list, slot.Local.Date.String())
	}
	return list
}

func TestAVisitAtTenStaysAtTenAcrossTheClockChange(t *testing.T) {
	for _, c := range []struct{ from, before, after string }{
		{"2026-10-20", "2026-10-20T09:00:00Z", "2026-10-27T10:00:00Z"},
		{"2027-03-23", "2027-03-23T10:00:00Z", "2027-03-30T09:00:00Z"},
	} {
		slots := PlanSeries(programmetest.Service(), aSeries(c.from, "tuesday", "10:00"), upTo(2), programmetest.London, nil)
		if len(slots) != 2 || slots[0].Start.Format(time.RFC3339) != c.before ||
			slots[1].Start.Format(time.RFC3339) != c.after {
			t.Errorf("from %s: %v", c.from, slots)
		}
	}
}

func TestASeriesBeginsOnItsWeekdayAndCrossesTheLeapDay(t *testing.T) {
	slots := PlanSeries(programmetest.Service(), aSeries("2028-02-16", "tuesday", "10:00"), upTo(3),
		programmetest.London, nil)
	if diff := cmp.Diff([]string{"2028-02-22", "2028-02-29", "2028-03-07"}, days(slots)); diff != "" {
		t.Error(diff)
	}
}

func TestAVisitOnABankHolidayGivesWay(t *testing.T) {
	for _, c := range []struct {
		situation, from, weekday, at string
		avoid                        []string
		want                         []string
	}{
		{"the day after is free", "2027-05-03", "monday", "10:00", []string{"2027-05-03"},
			[]string{"2027-05-04", "2027-05-10"}},
		{"before Christmas when the days after are taken, too", "2026-12-18", "friday", "10:00",
			[]string{"2026-12-25", "2026-12-28"}, []string{"2026-12-18", "2026-12-24"}},
		{"the weekend is not offered", "2026-04-03", "friday", "10:00", []string{"2026-04-03", "2026-04-06"},
			[]string{"2026-04-10", "2026-04-17"}},
		{"a whole week off is left out", "2026-12-21", "wednesday", "10:00", []string{"2026-12-28", "2026-12-29",
			"2026-12-30", "2026-12-31", "2027-01-01"}, []string{"2026-12-23", "2027-01-06"}},
		{"not on the heels of the visit before", "2026-12-01", "tuesday", "10:00", []string{"2026-12-01", "2026-12-02",
			"2026-12-03", "2026-12-08", "2026-12-09"}, []string{"2026-12-04", "2026-12-10"}},
		{"an hour that doesn't exist goes to another day", "2027-03-21", "sunday", "01:30", nil,
			[]string{"2027-03-21", "2027-03-29"}},
	} {
		var avoid []programme.Date
		for _, d := range c.avoid {
			avoid = append(avoid, programmetest.Day(d))
		}
		slots := PlanSeries(programmetest.Service(), aSeries(c.from, c.weekday, c.at), upTo(2), programmetest.London, avoid)
		if diff := cmp.Diff(c.want, days(slots)); diff != "" {
			t.Errorf("%s:\n%s", c.situation, diff)
		}
	}
}

func TestEverySeriesIsAboutWeeklyAtTheSameHourAndOnNoDayToAvoid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := aSeries("2026-01-01", string(rapid.SampledFrom(programme.Weekdays()).Draw(t, "weekday")), "10:00")
		s.From, s.At = s.From.AddDays(rapid.IntRange(0, 3000).Draw(t, "from")), anyClock.Draw(t, "at")
		var avoid []programme.Date
		for _, n := range rapid.SliceOfN(rapid.IntRange(0, 80), 0, 30).Draw(t, "avoid") {
			avoid = append(avoid, s.From.AddDays(n))
		}
		d, sessions := programmetest.Service(), upTo(rapid.IntRange(1, 10).Draw(t, "sessions"))
		slots := PlanSeries(d, s, sessions, programmetest.London, avoid)
		if len(slots) != len(sessions) {
			t.Fatalf("%d slots for %d sessions", len(slots), len(sessions))
		}
		for i, slot := range slots {
			on := slot.Local.Date
			if slot.Session != sessions[i] ||
				programme.LocalTimeOf(slot.Start, programmetest.London) != (programme.LocalTime{Date: on, At: s.At}) {
				t.Fatalf("%v is not at %v", slot, s.At)
			}
			if on.Before(s.From) || slices.Contains(avoid, on) {
				t.Fatalf("%v is too early, or to be avoided", on)
			}
			if slot.Usual != (programme.WeekdayOf(on) == s.Weekday) {
				t.Fatalf("%v is a %s", slot, programme.WeekdayOf(on))
			}
			if slot.Usual != slot.Instead.IsZero() || !slot.Usual && programme.WeekdayOf(slot.Instead) != s.Weekday {
				t.Fatalf("%v gave way on %v", slot, slot.Instead)
			}
			if !slot.Usual && programme.WeekdayOf(on).Weekend() && !s.Weekday.Weekend() {
				t.Fatalf("%v is at a weekend", on)
			}
			if i > 0 {
				gap := on.Sub(slots[i-1].Local.Date)
				if gap < 4 || len(avoid) == 0 && (gap < 6 || gap > 8) {
					t.Fatalf("%d days from visit to visit", gap)
				}
			}
		}
	})
}

func TestTenWeeklyVisitsFitTheWindowFromTheLastWorkableStart(t *testing.T) {
	d, discharge := programmetest.Service(), programmetest.Day("2026-11-02")
	w := WindowFor(d, discharge, life.Life{State: life.GoesOn}, discharge)
	last := LastWorkableStart(d, discharge)
	if w.LastStart != last || w.Overrun(last) || w.Closes != programmetest.Day("2027-02-01") {
		t.Fatal(w)
	}
	s := aSeries(last.String(), string(programme.WeekdayOf(last)), "10:00")
	slots := PlanSeries(d, s, upTo(10), programmetest.London, nil)
	if p := s.CheckWindow(w, slots); p.Any() || slots[9].Local.Date != w.Closes {
		t.Errorf("from the last workable start: %v, ends %v", p, slots[9].Local.Date)
	}
	if w.SessionsThatFit(d, last, 10) != 10 || w.SessionsThatFit(d, last.AddDays(1), 10) != 9 ||
		w.SessionsThatFit(d, w.Closes.AddDays(1), 10) != 0 {
		t.Error("the sessions that fit are counted wrongly")
	}
}

func TestOverrunningNeedsAReasonAndIsNeverCutOff(t *testing.T) {
	d, discharge := programmetest.Service(), programmetest.Day("2026-11-02")
	w := WindowFor(d, discharge, life.Life{State: life.GoesOn}, discharge)
	late := LastWorkableStart(d, discharge).AddDays(14)
	s := aSeries(late.String(), string(programme.WeekdayOf(late)), "10:00")
	slots := PlanSeries(d, s, upTo(10), programmetest.London, nil)
	if p := s.CheckWindow(w, slots); len(slots) != 10 ||
		programmetest.Said(p)["overrun"] != "appointment.series.overrun" || p[0].Args[0] != 2 {
		t.Errorf("%d slots, %v", len(slots), p)
	}
	s.Overrun = "there was no worker until December"
	if p := s.CheckWindow(w, slots); p.Any() {
		t.Error(p)
	}
	ids := make([]id.Appointment, 10)
	for i := range ids {
		ids[i] = id.Appointment(rune('a' + i))
	}
	for i, a := range s.Appointments(w, slots, ids) {
		if a.Session != i+1 || a.ID != ids[i] || (a.Overrun != "") != (i >= 8) {
			t.Errorf("%d: %+v", i, a)
		}
		if p := append(a.Check(d, programmetest.Now), a.CheckWindow(w, programmetest.London)...); p.Any() {
			t.Error(p)
		}
		a.Overrun = ""
		if got := a.CheckWindow(w, programmetest.London).Any(); got != (i >= 8) {
			t.Errorf("%d without a reason: %v", i, got)
		}
	}
}

func TestEachFlawOfASeriesIsNamedAtItsField(t *testing.T) {
	today := programmetest.Day("2026-11-23")
	if p := aSeries("2026-11-24", "tuesday", "10:00").Check(today); p.Any() {
		t.Error(p)
	}
	for field, c := range map[string]struct {
		key    string
		change func(*Series)
	}{
		"participant": {"appointment.participant.missing", func(s *Series) { s.Participant = "" }},
		"worker":      {"appointment.worker.missing", func(s *Series) { s.Worker = "" }},
		"from":        {"appointment.series.from.past", func(s *Series) { s.From = today.AddDays(-1) }},
		"weekday":     {"appointment.series.weekday.missing", func(s *Series) { s.Weekday = "someday" }},
		"at":          {"appointment.series.at.missing", func(s *Series) { s.At = programme.TimeOfDay{} }},
		"minutes":     {"appointment.minutes.range", func(s *Series) { s.Minutes = 0 }},
		"place":       {"appointment.place.missing", func(s *Series) { s.Place = "" }},
		"where":       {"appointment.where.missing", func(s *Series) { s.Place = PlaceElsewhere }},
	} {
		s := aSeries("2026-11-24", "tuesday", "10:00")
		c.change(&s)
		if p := s.Check(today); len(p) != 1 || p[0].Field != field || p[0].Key != c.key {
			t.Errorf("%s: %v", field, p)
		}
	}
	if PlanSeries(programmetest.Service(), Series{}, upTo(10), programmetest.London, nil) != nil {
		t.Error("an empty series was planned")
	}
}
