package programme

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"footbridge.org/footbridge/internal/clean"
	"footbridge.org/footbridge/internal/fault"
)

// ReadTypedDate reads a day as people type or paste it: 27 11 2026, 27/11/26,
// 2nd Feb 84, "Tuesday 2 February 2027", 2027-02-02. A year of two digits is the
// one that brings the day nearest to near. The order is the British one, day
// first. A day of the week is held to the date: one that belongs to another day
// is a fault, like a day that doesn't exist and text that is no date.
func ReadTypedDate(s string, near Date) (Date, error) {
	d, _, err := readTyped(s, near)
	return d, err
}

// ReadBirthday reads the day on which a grown person was born, as ReadTypedDate does. A
// year of two digits is asked for in full where it is that of a child or of somebody who
// is a hundred: it could mean the one or the other.
func ReadBirthday(s string, today Date) (Date, error) {
	d, short, err := readTyped(s, today.AddMonths(-12*60))
	if age := d.AgeOn(today); err == nil && short && (age < 18 || age > 99) {
		return Date{}, fault.New(fault.Invalid, "date.century")
	}
	return d, err
}

// readTyped is ReadTypedDate, and whether the year had two digits.
func readTyped(s string, near Date) (d Date, short bool, err error) {
	if minus.MatchString(s) {
		return Date{}, false, fault.New(fault.Invalid, "date.unreadable")
	}
	words := dateWords(s)
	weekday, named := time.Weekday(0), false
	if len(words) == 4 {
		if weekday, named = weekdayOf(words[0]); named {
			words = words[1:]
		}
	}
	if len(words) != 3 {
		return Date{}, false, fault.New(fault.Invalid, "date.unreadable")
	}
	if len(words[0]) == 4 && yearForm.MatchString(words[0]) { // year first, as machines write it
		words[0], words[2] = words[2], words[0]
	}
	day, isDay := shortNumber(ordinal.ReplaceAllString(words[0], "$1"))
	month, isMonth := monthOf(words[1])
	year, isYear := yearOf(words[2])
	short = len(words[2]) == 2
	if !isDay || !isMonth || !isYear || short && near.IsZero() {
		return Date{}, short, fault.New(fault.Invalid, "date.unreadable")
	}
	d, err = makeNear(year, short, month, day, near)
	if err == nil && named && d.Time().Weekday() != weekday {
		return Date{}, short, fault.New(fault.Invalid, "date.other_weekday")
	}
	return d, short, err
}

// makeNear takes a year of two digits for the nearest that ends so and has the day.
func makeNear(year int, short bool, month time.Month, day int, near Date) (Date, error) {
	if !short {
		return MakeDate(year, month, day)
	}
	var found Date
	err := fault.New(fault.Invalid, "date.unreal")
	for century := 1900; century <= 2100; century += 100 {
		d, unreal := MakeDate(century+year, month, day)
		if unreal != nil {
			continue
		}
		if found.IsZero() || max(d.Sub(near), near.Sub(d)) < max(found.Sub(near), near.Sub(found)) {
			found, err = d, nil
		}
	}
	return found, err
}

// dateWords are the parts of a date in small letters, whatever stands between them.
func dateWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(clean.Line(s)), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || strings.ContainsRune("/.,-", r)
	})
}

var (
	ordinal  = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th)$`)
	onlyTwo  = regexp.MustCompile(`^\d{1,2}$`)
	minus    = regexp.MustCompile(`(?:^|\s)\p{Pd}\d`) // no dash between two parts
	yearForm = regexp.MustCompile(`^(?:\d{2}|\d{4})$`)
)

func shortNumber(s string) (int, bool) {
	n, _ := strconv.Atoi(s)
	return n, onlyTwo.MatchString(s)
}

func yearOf(s string) (int, bool) {
	n, _ := strconv.Atoi(s)
	return n, yearForm.MatchString(s)
}

// monthOf reads a month's number, or its name or the beginning of it.
func monthOf(s string) (time.Month, bool) {
	if n, is := shortNumber(s); is {
		return time.Month(n), true
	}
	for m := time.January; m <= time.December; m++ {
		if begins(m.String(), s) {
			return m, true
		}
	}
	return 0, false
}

// weekdayOf reads the name of a day of the week, or the beginning of it.
func weekdayOf(s string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if begins(d.String(), s) {
			return d, true
		}
	}
	return 0, false
}

// begins tells whether s is name, or its first three letters or more.
func begins(name, s string) bool { return len(s) >= 3 && strings.HasPrefix(strings.ToLower(name), s) }
