package programme

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/fault"
)

// A TimeOfDay is what a clock on the wall shows, to the minute. The zero
// TimeOfDay means none; midnight is a time.
type TimeOfDay struct{ counted int16 } // minutes since midnight, and one

// MakeTimeOfDay returns the time, or a fault when no clock shows it.
func MakeTimeOfDay(hour, minute int) (TimeOfDay, error) {
	if hour < 0 || hour > 23 || minute < 0 || minute > 59 {
		return TimeOfDay{}, fault.New(fault.Invalid, "date.time.unreal")
	}
	return TimeOfDay{int16(hour*60 + minute + 1)}, nil
}

var timeShape = regexp.MustCompile(`^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$`)

// ParseTimeOfDay reads 10:00, or a time as people type it: 9.30, 2pm, 2:15 pm.
// A bare number needs am or pm, because 2 may be either.
func ParseTimeOfDay(s string) (TimeOfDay, error) {
	m := timeShape.FindStringSubmatch(strings.ToLower(strings.TrimSpace(s)))
	if m == nil || m[2] == "" && m[3] == "" {
		return TimeOfDay{}, fault.New(fault.Invalid, "date.time.unreadable")
	}
	hour, _ := strconv.Atoi(m[1]) // the shape lets through digits alone
	minute, _ := strconv.Atoi(m[2])
	if m[3] != "" {
		if hour < 1 || hour > 12 {
			return TimeOfDay{}, fault.New(fault.Invalid, "date.time.unreal")
		}
		hour %= 12
	}
	if m[3] == "pm" {
		hour += 12
	}
	return MakeTimeOfDay(hour, minute)
}

// IsZero tells whether t is no time at all.
func (t TimeOfDay) IsZero() bool { return t.counted == 0 }

// Hour and Minute are what the clock shows; both zero for no time.
func (t TimeOfDay) Hour() int   { return max(0, int(t.counted)-1) / 60 }
func (t TimeOfDay) Minute() int { return max(0, int(t.counted)-1) % 60 }

// Hours are from when until when on a day something is done, by the clock on the wall.
type Hours struct{ From, Until int }

// Hold tells whether what begins at t and takes so many minutes is within h.
func (h Hours) Hold(t TimeOfDay, minutes int) bool {
	begins := t.Hour()*60 + t.Minute()
	return begins >= h.From*60 && begins+minutes <= h.Until*60
}

// String is the 24-hour form, 09:30, or nothing for no time.
func (t TimeOfDay) String() string {
	if t.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", t.Hour(), t.Minute())
}

// MarshalText writes the 24-hour form.
func (t TimeOfDay) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (t *TimeOfDay) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*t = TimeOfDay{}
		return nil
	}
	parsed, err := ParseTimeOfDay(string(text))
	if err == nil {
		*t = parsed
	}
	return err
}

// A LocalTime is a day and a time on the wall of some place, which the caller
// knows. Not every one exists: in spring an hour is left out.
type LocalTime struct {
	Date Date
	At   TimeOfDay
}

// LocalTimeOf returns what calendar and clock show at t in the given place.
func LocalTimeOf(t time.Time, place *time.Location) LocalTime {
	local := t.In(place)
	return LocalTime{Of(t, place), TimeOfDay{int16(local.Hour()*60 + local.Minute() + 1)}}
}

// IsZero tells whether the day or the time is lacking.
func (l LocalTime) IsZero() bool { return l.Date.IsZero() || l.At.IsZero() }

// In returns the moment, in UTC, and whether there is one: false for an hour
// that the spring change leaves out. Of an hour that the autumn change has
// twice it is the first.
func (l LocalTime) In(place *time.Location) (time.Time, bool) {
	if l.IsZero() {
		return time.Time{}, false
	}
	face := l.Date.Time().Add(time.Duration(l.At.Hour())*time.Hour + time.Duration(l.At.Minute())*time.Minute)
	// The offset is that of the day before or of the day after, whichever
	// makes the clock show l; the larger offset is the earlier moment.
	_, before := face.AddDate(0, 0, -1).In(place).Zone()
	_, after := face.AddDate(0, 0, 1).In(place).Zone()
	for _, offset := range []int{max(before, after), min(before, after)} {
		t := face.Add(-time.Duration(offset) * time.Second)
		if LocalTimeOf(t, place) == l {
			return t, true
		}
	}
	return time.Time{}, false
}
