package programme

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"footbridge.org/footbridge/internal/fault"
)

// A Date is a day of the Gregorian calendar, with no time and no zone. The
// zero Date means none. Dates may be compared with == and used as map keys.
type Date struct {
	year  int16
	month int8
	day   int8
}

// Forever is the last day there is.
var Forever = Date{year: 2199, month: 12, day: 31}

// MakeDate returns the date, or a fault when there is no such day. Years run
// from 1900 to 2199: anything else in a health record is a slip of the finger.
func MakeDate(year int, month time.Month, day int) (Date, error) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	switch real := t.Year() == year && t.Month() == month && t.Day() == day; {
	case !real:
		return Date{}, fault.New(fault.Invalid, "date.unreal")
	case year < 1900:
		return Date{}, fault.New(fault.Invalid, "date.early")
	case year > 2199:
		return Date{}, fault.New(fault.Invalid, "date.late")
	}
	return fromUTC(t), nil
}

// Of returns the day that it is at t in the given place.
func Of(t time.Time, place *time.Location) Date { return fromUTC(t.In(place)) }

func fromUTC(t time.Time) Date {
	return Date{year: int16(t.Year()), month: int8(t.Month()), day: int8(t.Day())}
}

var isoShape = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})$`)

// ParseDate reads a date as it is stored: 2026-11-27. What people type is for
// ReadTypedDate. An empty string is a fault here.
func ParseDate(s string) (Date, error) {
	m := isoShape.FindStringSubmatch(s)
	if m == nil {
		return Date{}, fault.New(fault.Invalid, "date.unreadable")
	}
	year, _ := strconv.Atoi(m[1]) // the shape lets through digits alone
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	return MakeDate(year, time.Month(month), day)
}

// IsZero tells whether d is no date at all.
func (d Date) IsZero() bool { return d == Date{} }

// Year, Month and Day are the parts of the date; all zero for no date.
func (d Date) Year() int         { return int(d.year) }
func (d Date) Month() time.Month { return time.Month(d.month) }
func (d Date) Day() int          { return int(d.day) }

// Time is midnight UTC at the start of d: for say, which puts dates in words,
// and never a moment at which something happened.
func (d Date) Time() time.Time {
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC)
}

// AddDays returns the date n days later, or earlier when n is negative. No
// date stays no date. Days are counted on the calendar, so the clock change
// makes no difference.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	return fromUTC(d.Time().AddDate(0, 0, n))
}

// AddMonths returns the same day of the month n months later. Where that month
// is too short it is the month's last day: a month after 31 January is 28 (or
// 29) February, and a year after 29 February is 28 February.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() {
		return d
	}
	first := time.Date(d.Year(), d.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return fromUTC(first.AddDate(0, 0, min(d.Day(), last)-1))
}

// Sub returns the number of days from e to d: negative when d is the earlier.
// It is 0 when either is no date.
func (d Date) Sub(e Date) int {
	if d.IsZero() || e.IsZero() {
		return 0
	}
	return int(d.Time().Sub(e.Time()) / (24 * time.Hour))
}

// Before tells whether d is an earlier day than e. No date is neither before
// nor after any other.
func (d Date) Before(e Date) bool { return d.Sub(e) < 0 }

// After tells whether d is a later day than e.
func (d Date) After(e Date) bool { return d.Sub(e) > 0 }

// Equal tells whether d and e are the same day, or both none.
func (d Date) Equal(e Date) bool { return d == e }

// AgeOn returns the completed years from d, a date of birth, to day. Somebody
// born on 29 February is a year older on 1 March of a year that has none.
func (d Date) AgeOn(day Date) int {
	if d.IsZero() || day.IsZero() {
		return 0
	}
	age := day.Year() - d.Year()
	if day.Month() < d.Month() || day.Month() == d.Month() && day.Day() < d.Day() {
		age--
	}
	return age
}

// String is the ISO 8601 form, 2026-11-27, or nothing for no date. It sorts
// as the dates do.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// MarshalText writes the ISO form, so that JSON and YAML hold text.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO form alone: stored dates have one spelling.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// Begins is midnight on d in zone; no day has none.
func (d Date) Begins(zone *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, zone)
}

// Morning is nine o'clock on d in zone, when what is due on a day begins,
// whichever way the clocks have gone.
func (d Date) Morning(zone *time.Location) time.Time {
	return time.Date(d.Year(), d.Month(), d.Day(), 9, 0, 0, 0, zone)
}

func Later(d, e Date) Date {
	if e.After(d) {
		return e
	}
	return d
}

func Earlier(d, e Date) Date {
	if e.Before(d) {
		return e
	}
	return d
}
