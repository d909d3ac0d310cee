package say

import "time"

// Day puts a date in words, as in "Tuesday 1 December 2026". The words are the
// English ones; another language brings its own (ADR 0007).
func (v Voice) Day(t time.Time) string { return t.Format("Monday 2 January 2006") }

// Month puts a month in words.
func (v Voice) Month(t time.Time) string { return t.Format("January 2006") }

// Months are those from one day to another, as in "January to April 2026".
func (v Voice) Months(from, until time.Time) string {
	switch {
	case v.Month(from) == v.Month(until):
		return v.Month(from)
	case from.Year() == until.Year():
		return from.Format("January") + " to " + v.Month(until)
	}
	return v.Month(from) + " to " + v.Month(until)
}

// ShortDay is the date without its weekday, as in "1 December 2026".
func (v Voice) ShortDay(t time.Time) string { return t.Format("2 January 2006") }

// Days are several days in their order, as in 30 April, 3 and 10 May 2026.
func (v Voice) Days(list []time.Time) string {
	var words string
	for i, t := range list {
		layout := "2 January 2006"
		if i+1 < len(list) {
			switch next := list[i+1]; {
			case next.Year() != t.Year():
			case next.Month() != t.Month():
				layout = "2 January"
			default:
				layout = "2"
			}
		}
		switch day := t.Format(layout); {
		case i == 0:
			words = day
		case i+1 < len(list):
			words = v.Say("date.list", words, day)
		default:
			words = v.Say("date.list_last", words, day)
		}
	}
	return words
}

// Clock is the time of day, as in "10:00".
func (v Voice) Clock(t time.Time) string { return t.Format("15:04") }

// Moment is the day and the time, as in "Tuesday 1 December 2026, 10:00".
// The caller puts t in the organisation's zone first.
func (v Voice) Moment(t time.Time) string { return v.Day(t) + ", " + v.Clock(t) }
