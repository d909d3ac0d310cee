package content

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
)

// easter is the Sunday by the Gregorian computus (Meeus, Astronomical
// Algorithms, chapter 8).
func easter(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	month, day := (h+l-7*m+114)/31, (h+l-7*m+114)%31+1
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

// monday is the first of a month, or the last.
func monday(year int, month time.Month, last bool) time.Time {
	if last {
		end := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC)
		return end.AddDate(0, 0, -int(end.Weekday()+6)%7)
	}
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, int(8-first.Weekday())%7)
}

// The Banking and Financial Dealings Act 1971, schedule 1, and the substitute
// days that go with it: what falls on a weekend goes to the next weekday.
func byLaw(year int) []string {
	days := []time.Time{time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), easter(year).AddDate(0, 0, -2),
		easter(year).AddDate(0, 0, 1),
		monday(year, 5, false), monday(year, 5, true), monday(year, 8, true), time.Date(year, 12, 25, 0, 0, 0, 0, time.UTC),
		time.Date(year, 12, 26, 0, 0, 0, 0, time.UTC)}
	var list []string
	taken := map[time.Time]bool{}
	for _, day := range days {
		for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday || taken[day] {
			day = day.AddDate(0, 0, 1)
		}
		taken[day] = true
		list = append(list, day.Format(time.DateOnly))
	}
	return list
}

func TestTheBankHolidaysOfEnglandAndWalesAreThoseOfTheLaw(t *testing.T) {
	c, err := Holidays("england-and-wales")
	if err != nil {
		t.Fatal(err)
	}
	got := map[int][]string{}
	for _, h := range c.Days {
		got[h.On.Year()] = append(got[h.On.Year()], h.On.String())
		if substitute := strings.Contains(h.Name, "substitute"); substitute != (h.On.String()[5:] != "01-01" &&
			strings.HasPrefix(h.Name, "New Year") ||
			strings.HasPrefix(h.Name, "Christmas") && h.On.Day() != 25 || strings.HasPrefix(h.Name, "Boxing") &&
			h.On.Day() != 26) {
			t.Errorf("%s is called %s", h.On, h.Name)
		}
	}
	for year := c.From.Year(); year <= c.Until.Year(); year++ {
		want := byLaw(year)
		if diff := cmp.Diff(want, got[year]); diff != "" {
			t.Errorf("%d:\n%s", year, diff)
		}
	}
}

func TestAPackNamesItsCalendarAndOneThatNamesNoneHasNoHolidays(t *testing.T) {
	for _, pack := range []string{"uk", "demo"} {
		if c, err := HolidaysFor(pack); err != nil || len(c.Days) == 0 {
			t.Errorf("%s: %v", pack, err)
		}
	}
	l := library{calendars: []programme.Calendar{{Key: "a", Version: 1, Released: programme.Of(time.Unix(0, 0), time.UTC)},
		{Key: "a", Version: 2}}}
	if c, err := l.holidays("a"); err != nil || c.Version != 1 {
		t.Errorf("a draft is used: %+v, %v", c, err)
	}
	if _, err := Holidays("nowhere"); fault.Of(err) != fault.NotFound {
		t.Error(err)
	}
}

func TestAFlawedCalendarIsRefused(t *testing.T) {
	good := shipped(t, "holidays/england-and-wales-1.yaml")
	for name, change := range map[string][2]string{
		"a day twice":         {"on: 2024-03-29", "on: 2024-01-01"},
		"a day out of order":  {"on: 2024-03-29", "on: 2024-09-29"},
		"a day of no year":    {"on: 2024-01-01", "on: 2023-01-01"},
		"years the wrong way": {"until: 2028-12-31", "until: 2023-12-31"},
		"no version":          {"version: 1", "version: 0"},
		"a day without name":  {"name: Good Friday", "name: \"\""},
		"a setting unknown":   {"title:", "titel:"},
	} {
		l := library{}
		if err := l.takeCalendar("england-and-wales-1.yaml",
			[]byte(strings.Replace(good, change[0], change[1], 1))); err == nil {
			t.Errorf("%s, and nothing was said", name)
		}
	}
	l := library{}
	if err := l.takeCalendar("england-and-wales-2.yaml", []byte(good)); err == nil {
		t.Error("the file's name and its version differ")
	}
}
