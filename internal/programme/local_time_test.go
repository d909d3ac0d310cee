package programme

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/fault"
)

var london = func() *time.Location {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err)
	}
	return zone
}()

func clock(s string) TimeOfDay {
	t, err := ParseTimeOfDay(s)
	if err != nil {
		panic(s + ": " + err.Error())
	}
	return t
}

var anyTime = rapid.Custom(func(t *rapid.T) TimeOfDay {
	at, _ := MakeTimeOfDay(rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute"))
	return at
})

func TestTimesAreReadAsPeopleTypeThem(t *testing.T) {
	for typed, want := range map[string]string{
		"10:00": "10:00", "9.30": "09:30", "2pm": "14:00", "2:15 PM": "14:15", "12am": "00:00", "12.30pm": "12:30",
		" 00:00 ": "00:00", "23:59": "23:59",
	} {
		if got, err := ParseTimeOfDay(typed); err != nil || got.String() != want {
			t.Errorf("%q: %v, %v", typed, got, err)
		}
	}
	for typed, key := range map[string]string{
		"": "date.time.unreadable", "2": "date.time.unreadable", "noon": "date.time.unreadable",
		"10:5":  "date.time.unreadable",
		"24:00": "date.time.unreal", "10:60": "date.time.unreal", "13pm": "date.time.unreal", "0am": "date.time.unreal",
	} {
		if got, err := ParseTimeOfDay(typed); fault.KeyOf(err) != key || !got.IsZero() {
			t.Errorf("%q: %v, %v; want %s", typed, got, err, key)
		}
	}
}

func TestATimeSurvivesBeingWrittenAndRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := anyTime.Draw(t, "time")
		text, _ := at.MarshalText()
		var back TimeOfDay
		if err := back.UnmarshalText(text); err != nil || back != at || back.IsZero() {
			t.Fatalf("%v became %v (%v)", at, back, err)
		}
	})
	none := clock("10:00")
	if err := none.UnmarshalText(nil); err != nil || !none.IsZero() || none.String() != "" {
		t.Error("no time is no time")
	}
}

func TestTheHourThatSpringLeavesOutDoesNotExist(t *testing.T) {
	spring, autumn := day("2027-03-28"), day("2026-10-25")
	if at, real := (LocalTime{spring, clock("01:30")}).In(london); real || !at.IsZero() {
		t.Errorf("01:30 on the last Sunday of March is %v", at)
	}
	if at, real := (LocalTime{spring, clock("02:00")}).In(london); !real ||
		!at.Equal(time.Date(2027, 3, 28, 1, 0, 0, 0, time.UTC)) {
		t.Errorf("02:00 on that day is %v", at)
	}
	if at, real := (LocalTime{autumn, clock("01:30")}).In(london); !real ||
		!at.Equal(time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC)) {
		t.Errorf("of the two 01:30 of October, %v", at)
	}
	if _, real := (LocalTime{At: clock("10:00")}).In(london); real {
		t.Error("a time without a day is a moment")
	}
}

func TestAMomentShowsTheClockThatItWasMadeFrom(t *testing.T) {
	zones := []*time.Location{london, time.UTC}
	for _, name := range []string{"America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		zones = append(zones, zone)
	}
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom(zones).Draw(t, "zone")
		local := LocalTime{day("1995-01-01").AddDays(rapid.IntRange(0, 15_000).Draw(t, "days")), anyTime.Draw(t, "time")}
		at, real := local.In(zone)
		if real && LocalTimeOf(at, zone) != local {
			t.Fatalf("%v in %v is %v, which shows %v", local, zone, at, LocalTimeOf(at, zone))
		}
		if real && LocalTimeOf(at.Add(-time.Hour), zone) == local {
			t.Fatalf("%v in %v: an hour before %v shows the same", local, zone, at)
		}
		if guess := time.Date(local.Date.Year(), local.Date.Month(), local.Date.Day(), local.At.Hour(), local.At.Minute(), 0,
			0, zone); !real && LocalTimeOf(guess, zone) == local {
			t.Fatalf("%v in %v exists: %v", local, zone, guess)
		}
	})
}
