package backup

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func london(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func at(t *testing.T, zone *time.Location, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// nightly are backups of each night, at an hour of the wall clock, up to a day.
func nightly(t *testing.T, zone *time.Location, until string, nights int) (list []time.Time) {
	last := at(t, zone, until)
	for n := range nights {
		day := last.AddDate(0, 0, -n)
		list = append(list, day)
	}
	return list
}

func TestDaysWeeksAndMonthsAreKeptOnTheOrganisationsClock(t *testing.T) {
	zone := london(t)
	for _, one := range []struct{ name, until, kept string }{
		{"over the clock change of March 2026", "2026-04-05 00:30", // a Sunday; 00:30 was 23:30 UTC of the day before
			"2026-04-05 2026-04-04 2026-04-03 2026-04-02 2026-04-01 2026-03-31 2026-03-30 2026-03-29 2026-03-28 " +
				"2026-03-27 2026-03-26 2026-03-25 2026-03-24 2026-03-23 2026-03-22 2026-03-15 2026-03-08 2026-03-01 " +
				"2026-02-28 2026-02-22 2026-02-15 2026-01-31 2025-12-31 2025-11-30"},
		{"over the clock change of October 2026", "2026-10-27 00:30",
			"2026-10-27 2026-10-26 2026-10-25 2026-10-24 2026-10-23 2026-10-22 2026-10-21 2026-10-20 2026-10-19 " +
				"2026-10-18 2026-10-17 2026-10-16 2026-10-15 2026-10-14 2026-10-11 2026-10-04 2026-09-30 2026-09-27 " +
				"2026-09-20 2026-09-13 2026-08-31 2026-07-31 2026-06-30 2026-05-31"},
		{"over a leap day", "2028-03-05 03:00",
			"2028-03-05 2028-03-04 2028-03-03 2028-03-02 2028-03-01 2028-02-29 2028-02-28 2028-02-27 2028-02-26 " +
				"2028-02-25 2028-02-24 2028-02-23 2028-02-22 2028-02-21 2028-02-20 2028-02-13 2028-02-06 2028-01-31 " +
				"2028-01-30 2028-01-23 2028-01-16 2027-12-31 2027-11-30 2027-10-31"},
	} {
		t.Run(one.name, func(t *testing.T) {
			var days []string
			kept := Kept(nightly(t, zone, one.until, 400), zone)
			for when := range kept {
				days = append(days, when.In(zone).Format("2006-01-02"))
			}
			slices.Sort(days)
			slices.Reverse(days)
			if got := strings.Join(days, " "); got != one.kept {
				t.Errorf("kept\n%s\nwant\n%s", got, one.kept)
			}
		})
	}
}

func TestPruningEveryNightKeepsAsMuchAsPruningOnce(t *testing.T) {
	zone := london(t)
	var there []time.Time
	all := nightly(t, zone, "2028-03-05 01:30", 500)
	for _, night := range slices.Backward(all) {
		kept := Kept(append(there, night), zone)
		there = there[:0]
		for when := range kept {
			there = append(there, when)
		}
	}
	if once := Kept(all, zone); len(there) != len(once) {
		t.Errorf("%d are left of pruning each night, and %d of pruning once", len(there), len(once))
	}
}

func TestWhileNoBackupIsMadeNoneIsRemoved(t *testing.T) {
	zone := london(t)
	old := nightly(t, zone, "2020-02-29 03:00", 14)
	if kept := Kept(old, zone); len(kept) != 14 {
		t.Errorf("%d are kept", len(kept))
	}
	if kept := Kept(nil, zone); len(kept) != 0 {
		t.Errorf("%d of none", len(kept))
	}
}

func TestABackupIsDueOnceADayAtTheOrganisationsHour(t *testing.T) {
	zone := london(t)
	for _, one := range []struct {
		hour, minute           int
		made, failed, now, why string
		due                    bool
	}{
		{3, 0, "", "", "2026-11-30 12:00", "there is none", true},
		{3, 0, "2026-11-30 03:01", "", "2026-11-30 23:59", "made today", false},
		{3, 0, "2026-11-30 03:01", "", "2026-12-01 02:59", "made, and the hour hasn't come", false},
		{3, 0, "2026-11-30 03:01", "", "2026-12-01 03:00", "the hour has come", true},
		{3, 0, "2026-11-28 03:01", "2026-11-30 03:01", "2026-11-30 03:59", "failed within the hour", false},
		{3, 0, "2026-11-28 03:01", "2026-11-30 03:01", "2026-11-30 04:01", "failed an hour ago", true},
		{3, 0, "2026-03-28 03:00", "", "2026-03-29 02:59", "the night is an hour shorter", false},
		{3, 0, "2026-03-28 03:00", "", "2026-03-29 03:00", "the hour after the clocks went forward", true},
		{1, 30, "2026-03-28 01:30", "", "2026-03-29 02:30", "the hour that isn't there", true},
		{1, 30, "2026-03-29 02:31", "", "2026-03-29 23:00", "made in its place", false},
		{3, 0, "2026-10-24 03:00", "", "2026-10-25 03:00", "the clocks went back", true},
		{0, 30, "2026-06-30 00:31", "", "2026-07-01 00:45", "it is still yesterday in UTC", true},
		{3, 0, "2028-02-28 03:00", "", "2028-02-29 03:00", "the leap day has one of its own", true},
		{3, 0, "2028-02-29 03:00", "", "2028-03-01 02:59", "and only one", false},
	} {
		s := Schedule{Hour: one.hour, Minute: one.minute, Zone: zone}
		var made, failed time.Time
		if one.made != "" {
			made = at(t, zone, one.made)
		}
		if one.failed != "" {
			failed = at(t, zone, one.failed)
		}
		if due := s.Due(made, failed, at(t, zone, one.now)); due != one.due {
			t.Errorf("%s, at %s: due %t", one.why, one.now, due)
		}
	}
}
