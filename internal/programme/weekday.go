package programme

import "slices"

// Weekday is a day of the week. (time.Weekday's zero would be a Sunday.)
type Weekday string

var weekdays = []Weekday{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// Weekdays lists the days in the order a form offers them.
func Weekdays() []Weekday { return slices.Clone(weekdays) }

// Valid tells whether w is a day of the week.
func (w Weekday) Valid() bool { return slices.Contains(weekdays, w) }

// Weekend tells whether w is a Saturday or a Sunday.
func (w Weekday) Weekend() bool { return w == "saturday" || w == "sunday" }

// WeekdayOf returns the day of the week that d is.
func WeekdayOf(d Date) Weekday { return weekdays[(int(d.Time().Weekday())+6)%7] }
