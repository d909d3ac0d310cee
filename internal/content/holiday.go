package content

import (
	"fmt"
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
)

// Holidays returns the newest released version of a calendar of bank holidays,
// or fault.Absent.
func Holidays(key string) (programme.Calendar, error) { return shelf().holidays(key) }

func (l library) holidays(key string) (programme.Calendar, error) {
	var newest programme.Calendar
	for _, c := range l.calendars {
		if c.Key == key && !c.Released.IsZero() && c.Version > newest.Version {
			newest = c
		}
	}
	if newest.Key == "" {
		return programme.Calendar{}, fault.Absent
	}
	return newest, nil
}

// HolidaysFor returns the bank holidays where a help pack is for: a pack that
// names no calendar has none.
func HolidaysFor(pack string) (programme.Calendar, error) {
	h, err := Help(pack)
	if err != nil || h.Holidays == "" {
		return programme.Calendar{}, err
	}
	return Holidays(h.Holidays)
}

func (l *library) takeCalendar(name string, text []byte) error {
	c, flaws := read[programme.Calendar](text)
	if err := asError(flaws); err != nil {
		return err
	}
	if want := fmt.Sprintf("%s-%d.yaml", c.Key, c.Version); name != want {
		return fmt.Errorf("this file holds version %d of %s and should be %s", c.Version, c.Key, want)
	}
	l.calendars = append(slices.Clip(l.calendars), c)
	return nil
}
