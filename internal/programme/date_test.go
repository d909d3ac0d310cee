package programme

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/fault"
)

func day(iso string) Date {
	d, err := ParseDate(iso)
	if err != nil {
		panic(iso + ": " + err.Error())
	}
	return d
}

var anyDate = rapid.Custom(func(t *rapid.T) Date {
	return day("2000-01-01").AddDays(rapid.IntRange(-30_000, 60_000).Draw(t, "days"))
})

func TestDatesAreReadAsPeopleTypeThem(t *testing.T) {
	for _, typed := range []string{"2026-11-27", "27/11/2026", "27 11 2026", "27.11.2026", " 27 / 11 / 2026 ",
		"27-11-2026", "27/11/26", "27 Nov 26", "27th november 2026", "27 NOVEMBER, 2026", "Friday 27 November 2026",
		"fri 27.11.26", "27\u00a0Nov\u00a02026", "\u200e27/11/2026\u200f", "27 \u2013 11 \u2013 2026", "2026/11/27"} {
		if got, err := ReadTypedDate(typed, day("2026-11-28")); err != nil || got.String() != "2026-11-27" {
			t.Errorf("%q: %v, %v", typed, got, err)
		}
	}
	if got, err := ReadTypedDate("1/2/2026", day("2026-11-28")); err != nil || got.String() != "2026-02-01" {
		t.Errorf("the day comes first: %s, %v", got, err)
	}
}

func TestAYearOfTwoDigitsIsTheNearest(t *testing.T) {
	for _, c := range []struct{ typed, near, want string }{
		{"2 Feb 84", "1966-11-28", "1984-02-02"}, // a date of birth
		{"2 Feb 26", "1966-11-28", "1926-02-02"}, // nobody of nine months leaves a crisis team
		{"2 Feb 27", "2026-11-28", "2027-02-02"},
		{"31 12 99", "2026-11-28", "1999-12-31"},
		{"29 2 00", "2026-11-28", "2000-02-29"}, // 1900 and 2100 have no such day
	} {
		if got, err := ReadTypedDate(c.typed, day(c.near)); err != nil || got.String() != c.want {
			t.Errorf("%q near %s: %v, %v; want %s", c.typed, c.near, got, err, c.want)
		}
	}
}

func TestDaysThatDoNotExistAreRefused(t *testing.T) {
	for typed, key := range map[string]string{
		"-1 11 2026": "date.unreadable", "1 -11 2026": "date.unreadable",
		"": "date.unreadable", "27/11/126": "date.unreadable", "tomorrow": "date.unreadable", "2 Feb": "date.unreadable",
		"27112026": "date.unreadable", "27 No 2026": "date.unreadable", "x 27 11 2026": "date.unreadable",
		"27 11 2026 10": "date.unreadable", "27 11 two": "date.unreadable", "November 27 2026": "date.unreadable",
		"31/11/2026": "date.unreal", "29/02/2027": "date.unreal", "29/02/27": "date.unreal", "00/01/2026": "date.unreal",
		"01/13/2026": "date.unreal", "01/01/0026": "date.early", "2200-01-01": "date.late",
		"Monday 27 November 2026": "date.other_weekday",
	} {
		if got, err := ReadTypedDate(typed, day("2026-11-28")); fault.KeyOf(err) != key || !got.IsZero() {
			t.Errorf("%q: %v, %v; want %s", typed, got, err, key)
		}
	}
	for _, stored := range []string{"27/11/2026", "2026-1-2", "2026-11-31", ""} {
		if got, err := ParseDate(stored); err == nil || !got.IsZero() {
			t.Errorf("%q is stored: %v", stored, got)
		}
	}
	if got := day("2028-02-29").String(); got != "2028-02-29" {
		t.Errorf("a leap day: %s", got)
	}
}

func TestABirthYearOfTwoDigitsIsTakenWhereItIsAGrownPersons(t *testing.T) {
	for typed, want := range map[string]string{
		"28/11/26": "", "1 1 26": "", "29 11 26": "1926-11-29", // a child of that day isn't born yet
		"1 1 12": "", "28 11 08": "2008-11-28", "29 11 08": "", "1 1 09": "", "1 1 27": "1927-01-01", "2 feb 84": "1984-02-02",
		"1 1 1926": "1926-01-01", "1 1 2026": "2026-01-01",
	} {
		got, err := ReadBirthday(typed, day("2026-11-28"))
		if got.String() != want || want == "" && fault.KeyOf(err) != "date.century" {
			t.Errorf("%q: %v, %v; want %s", typed, got, err, want)
		}
	}
}

func TestMonthsEndWhereTheCalendarLetsThem(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2026-01-31", 1, "2026-02-28"}, {"2028-01-31", 1, "2028-02-29"}, {"2028-02-29", 12, "2029-02-28"},
		{"2027-02-28", 12, "2028-02-28"}, {"2026-08-31", 6, "2027-02-28"}, {"2026-12-15", 1, "2027-01-15"},
		{"2026-03-31", -1, "2026-02-28"}, {"2026-01-15", -13, "2024-12-15"}, {"2026-05-31", 0, "2026-05-31"},
	} {
		if got := day(c.from).AddMonths(c.months).String(); got != c.want {
			t.Errorf("%s and %d months: %s, want %s", c.from, c.months, got, c.want)
		}
	}
}

func TestTheClockChangeMovesNoDate(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	// Clocks went back on 25 October 2026 at 01:00 UTC: 23:30 UTC on the 24th is
	// half past midnight on the 25th in London; a day later it is not.
	if got := Of(time.Date(2026, 10, 24, 23, 30, 0, 0, time.UTC), london); got != day("2026-10-25") {
		t.Errorf("in summer time: %v", got)
	}
	if got := Of(time.Date(2026, 10, 25, 23, 30, 0, 0, time.UTC), london); got != day("2026-10-25") {
		t.Errorf("after the change: %v", got)
	}
	if got := day("2026-10-20").AddDays(7); got != day("2026-10-27") {
		t.Errorf("a week across the change: %v", got)
	}
	if got := day("2026-10-26").Sub(day("2026-10-25")); got != 1 {
		t.Errorf("the long day is one day: %d", got)
	}
}

func TestAgeTurnsOnTheBirthday(t *testing.T) {
	for _, c := range []struct {
		born, on string
		age      int
	}{
		{"2008-11-27", "2026-11-26", 17}, {"2008-11-27", "2026-11-27", 18}, {"2008-02-29", "2026-02-28", 17},
		{"2008-02-29", "2026-03-01", 18}, {"2008-02-29", "2028-02-29", 20},
	} {
		if got := day(c.born).AgeOn(day(c.on)); got != c.age {
			t.Errorf("born %s, on %s: %d, want %d", c.born, c.on, got, c.age)
		}
	}
}

func TestNoDateIsNeitherBeforeNorAfter(t *testing.T) {
	d := day("2026-11-27")
	if (Date{}).Before(d) || d.Before(Date{}) || (Date{}).After(d) || d.After(Date{}) {
		t.Error("no date has an order")
	}
	if !(Date{}).AddDays(7).IsZero() || !(Date{}).AddMonths(1).IsZero() || (Date{}).String() != "" {
		t.Error("no date does not stay none")
	}
}

func TestADateSurvivesJSONAndOnlyItsOneSpelling(t *testing.T) {
	type record struct {
		On   Date `json:"on"`
		None Date `json:"none"`
	}
	text, err := json.Marshal(record{On: day("2028-02-29")})
	if err != nil || string(text) != `{"on":"2028-02-29","none":""}` {
		t.Fatalf("%s, %v", text, err)
	}
	var back record
	if err := json.Unmarshal(text, &back); err != nil || back.On != day("2028-02-29") || !back.None.IsZero() {
		t.Fatalf("%v, %v", back, err)
	}
	if err := json.Unmarshal([]byte(`{"on":"29/02/2028"}`), &back); err == nil {
		t.Error("a second spelling was read")
	}
}

func TestAddingAndSubtractingDaysAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate.Draw(t, "date"), rapid.IntRange(-5000, 5000).Draw(t, "n")
		later := d.AddDays(n)
		if later.Sub(d) != n || d.Sub(later) != -n || later.AddDays(-n) != d {
			t.Fatalf("%v and %d days: %v", d, n, later)
		}
		if later.Before(d) != (n < 0) || (later.String() < d.String()) != (n < 0) {
			t.Fatalf("%v and %v are out of order", d, later)
		}
		if back, err := ParseDate(later.String()); err != nil || back != later {
			t.Fatalf("%v does not survive its text", later)
		}
	})
}

func TestAMonthLaterIsInTheNextMonthOnTheSameDayOrItsLast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate.Draw(t, "date"), rapid.IntRange(-40, 40).Draw(t, "n")
		got := d.AddMonths(n)
		months := (got.Year()*12 + int(got.Month())) - (d.Year()*12 + int(d.Month()))
		if months != n {
			t.Fatalf("%v and %d months: %v", d, n, got)
		}
		if got.Day() != d.Day() && (got.Day() > d.Day() || got.AddDays(1).Day() != 1) {
			t.Fatalf("%v and %d months: %v is neither the same day nor the last", d, n, got)
		}
	})
}

func FuzzReadingADateNeverMakesUpADay(f *testing.F) {
	for _, s := range []string{"2026-11-27", "27/11/2026", "31 2 2026", "", "9999-99-99", "tue 2 feb 84"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ReadTypedDate(s, day("2026-11-28"))
		if (err == nil) == d.IsZero() {
			t.Fatalf("%q: %v, %v", s, d, err)
		}
	})
}
