package backup

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// How many backups are kept: of each of the last fourteen days that have one the newest,
// likewise of eight weeks and of six months. What was erased from the database is gone
// from the backups, too, half a year later.
const (
	days   = 14
	weeks  = 8
	months = 6
)

// Kept tells which backups of a folder are kept. Days, weeks (from Monday) and months are
// those of the organisation's clock. Those that have a backup are counted, not those that
// passed: while none is made, none is removed.
func Kept(there []time.Time, zone *time.Location) map[time.Time]bool {
	there = slices.Clone(there)
	slices.SortFunc(there, func(a, b time.Time) int { return cmp.Compare(b.UnixNano(), a.UnixNano()) })
	kept := map[time.Time]bool{}
	for _, each := range []struct {
		many int
		of   func(time.Time) string
	}{
		{days, func(t time.Time) string { return t.Format("2006-01-02") }},
		{weeks, func(t time.Time) string { year, week := t.ISOWeek(); return fmt.Sprint(year, "W", week) }},
		{months, func(t time.Time) string { return t.Format("2006-01") }},
	} {
		seen := map[string]bool{}
		for _, at := range there {
			span := each.of(at.In(zone))
			if seen[span] || len(seen) == each.many {
				continue
			}
			seen[span] = true
			kept[at] = true
		}
	}
	return kept
}

// A Schedule is when a backup is made each day, on the organisation's clock.
type Schedule struct {
	Hour, Minute int
	Zone         *time.Location
}

// again is how long after one that failed the next is tried.
const again = time.Hour

// Due tells whether a backup is to be made at now: none was since the hour last came, and
// none failed within the hour before. The times are zero where there is none.
func (s Schedule) Due(made, failed, now time.Time) bool {
	return made.Before(s.last(now)) && !now.Before(failed.Add(again))
}

// last is when the hour last came. On the day on which the clocks go forward past it, it
// comes an hour later.
func (s Schedule) last(now time.Time) time.Time {
	day := now.In(s.Zone)
	at := time.Date(day.Year(), day.Month(), day.Day(), s.Hour, s.Minute, 0, 0, s.Zone)
	if at.After(now) {
		at = time.Date(day.Year(), day.Month(), day.Day()-1, s.Hour, s.Minute, 0, 0, s.Zone)
	}
	return at
}
