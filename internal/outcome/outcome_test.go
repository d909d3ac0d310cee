package outcome

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/programme/programmetest"
)

func within(d programme.Definition, key string) programme.OutcomeDefinition {
	o, ok := d.Outcome(key)
	if !ok {
		panic(key)
	}
	return o
}

func stay(from, to string) Episode {
	e := Episode{ID: id.Episode(from), Kind: programme.HospitalAdmission, StartedOn: programmetest.Day(from),
		Certainty: Confirmed}
	if to != "" {
		e.EndedOn = programmetest.Day(to)
	}
	return e
}

// Allocated on 1 December 2026: the year runs to 1 December 2027; the planned
// ten weeks end on 9 February 2027, and six months later is 9 August.
func TestWhatCountsAsRelapse(t *testing.T) {
	d := programmetest.Study()
	for name, c := range map[string]struct {
		outcome  string
		episodes []Episode
		on       string // "" for no relapse
		days     int
	}{
		"nothing":                           {"year", nil, "", 0},
		"admitted on the day of allocation": {"year", []Episode{stay("2026-12-01", "2026-12-05")}, "2026-12-01", 0},
		"under way at allocation":           {"year", []Episode{stay("2026-11-30", "2027-01-15")}, "", 0},
		"still under way a year on":         {"year", []Episode{stay("2026-11-30", "")}, "", 0},
		"on the last day of the year":       {"year", []Episode{stay("2027-12-01", "")}, "2027-12-01", 365},
		"the day after the year":            {"year", []Episode{stay("2027-12-02", "")}, "", 0},
		"the first of two": {"year",
			[]Episode{stay("2027-06-01", ""), stay("2027-03-01", "2027-03-04")}, "2027-03-01", 90},
		"over before the planned end": {"after_course", []Episode{stay("2027-01-05", "2027-02-08")}, "", 0},
		"left on the day of the planned end": {"after_course",
			[]Episode{stay("2027-01-05", "2027-02-09")}, "2027-02-09", 0},
		"in hospital across the planned end": {"after_course",
			[]Episode{stay("2027-02-01", "2027-03-01")}, "2027-02-09", 0},
		"never left since before allocation":        {"after_course", []Episode{stay("2026-11-01", "")}, "", 0},
		"on the first day after the planned course": {"after_course", []Episode{stay("2027-02-09", "")}, "2027-02-09", 0},
		"on the last day of the six months":         {"after_course", []Episode{stay("2027-08-09", "")}, "2027-08-09", 181},
		"the day after the six months":              {"after_course", []Episode{stay("2027-08-10", "")}, "", 0},
	} {
		r, err := ResultFor(within(d, c.outcome), programmetest.Day("2026-12-01"),
			programmetest.Day("2026-11-20"), d, c.episodes)
		if err != nil {
			t.Fatal(err)
		}
		if r.Relapsed != (c.on != "") || r.On.String() != c.on || r.DaysIn != c.days || r.Pending {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func TestTheWindowsEndAtMonthEndsAndLeapDays(t *testing.T) {
	d := programmetest.Study()
	for _, c := range []struct{ outcome, allocated, from, until string }{
		{"year", "2027-02-28", "2027-02-28", "2028-02-28"},
		{"year", "2028-02-29", "2028-02-29", "2029-02-28"},
		{"year", "2027-03-01", "2027-03-01", "2028-03-01"},
		{"after_course", "2027-06-22", "2027-08-31", "2028-02-29"}, // 31 August and six months, in a leap year
		{"after_course", "2026-06-22", "2026-08-31", "2027-02-28"},
		{"after_course", "2026-09-01", "2026-11-10", "2027-05-10"}, // across both clock changes
	} {
		r, err := ResultFor(within(d, c.outcome), programmetest.Day(c.allocated), programme.Date{}, d, nil)
		if err != nil || r.From != programmetest.Day(c.from) || r.Until != programmetest.Day(c.until) {
			t.Errorf("%+v: %v to %v, %v", c, r.From, r.Until, err)
		}
		if r.Over(programmetest.Day(c.until)) || !r.Over(programmetest.Day(c.until).AddDays(1)) {
			t.Errorf("%+v: over on the wrong day", c)
		}
	}
}

func TestAServiceCountsFromDischargeAndAStudyNeverDoesForWantOfAllocation(t *testing.T) {
	d := programmetest.Study()
	r, err := ResultFor(within(d, "after_course"), programme.Date{}, programmetest.Day("2026-12-01"), d, nil)
	if err != nil || r.From != programmetest.Day("2027-02-09") {
		t.Errorf("a service: %+v, %v", r, err)
	}
	if _, err := ResultFor(within(d, "year"), programme.Date{}, programmetest.Day("2026-12-01"), d,
		nil); fault.KeyOf(err) != "outcome.clock.missing" {
		t.Errorf("no allocation: %v", err)
	}
	discharge := programme.OutcomeDefinition{From: programme.FromDischarge, WithinDays: 30,
		Kinds: programme.EpisodeKinds()}
	r, err = ResultFor(discharge, programmetest.Day("2026-12-10"), programmetest.Day("2026-12-01"), d,
		[]Episode{stay("2026-12-31", "")})
	if err != nil || !r.Relapsed || r.DaysIn != 30 {
		t.Errorf("thirty days from discharge: %+v, %v", r, err)
	}
}

func TestOnlyTheKindsOfTheDefinitionCount(t *testing.T) {
	d := programmetest.Study()
	o := within(d, "year")
	o.Kinds = []programme.EpisodeKind{programme.CrisisHouse}
	r, _ := ResultFor(o, programmetest.Day("2026-12-01"), programme.Date{}, d, []Episode{stay("2027-01-01", "")})
	if r.Relapsed {
		t.Errorf("%+v", r)
	}
}

func TestAnUnconfirmedEpisodeWaitsAndACorrectedOneIsGone(t *testing.T) {
	d := programmetest.Study()
	hearsay := stay("2027-01-05", "")
	hearsay.Certainty = Unconfirmed
	known := stay("2027-03-01", "")
	wrong := stay("2027-01-10", "")
	right := Episode{ID: "right", Kind: programme.HospitalAdmission, StartedOn: programmetest.Day("2026-11-10"),
		Certainty: Confirmed, Replaces: wrong.ID}
	never := Episode{ID: "never", Kind: programme.HospitalAdmission, StartedOn: programmetest.Day("2027-03-01"),
		Certainty: Confirmed, Replaces: known.ID, InError: true}
	for name, c := range map[string]struct {
		episodes          []Episode
		relapsed, pending bool
	}{
		"hearsay alone":             {[]Episode{hearsay}, false, true},
		"earlier than what's known": {[]Episode{known, hearsay}, true, true},
		"later than what's known":   {[]Episode{stay("2026-12-20", ""), hearsay}, true, false},
		"corrected to before":       {[]Episode{wrong, right}, false, false},
		"entered in error":          {[]Episode{never, known}, false, false},
	} {
		r, _ := ResultFor(within(d, "year"), programmetest.Day("2026-12-01"), programme.Date{}, d, c.episodes)
		if r.Relapsed != c.relapsed || r.Pending != c.pending {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

var anyDay = rapid.Custom(func(t *rapid.T) programme.Date {
	return programmetest.Day("2000-01-01").AddDays(rapid.IntRange(-30_000, 60_000).Draw(t, "days"))
})

var anyEpisodes = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Episode {
	start := anyDay.Draw(t, "start")
	e := Episode{Kind: rapid.SampledFrom(programme.EpisodeKinds()).Draw(t, "kind"), StartedOn: start,
		Certainty: rapid.SampledFrom(Certainties()).Draw(t, "certainty")}
	if rapid.Bool().Draw(t, "ended") {
		e.EndedOn = start.AddDays(rapid.IntRange(0, 200).Draw(t, "stay"))
	}
	return e
}), 0, 8)

// Episodes drawn near the window, so that most matter.
func near(d programme.Date, episodes []Episode) []Episode {
	for i := range episodes {
		length := episodes[i].EndedOn.Sub(episodes[i].StartedOn)
		episodes[i].ID = id.Episode(rune('a' + i))
		episodes[i].StartedOn = d.AddDays(episodes[i].StartedOn.Day()*17 - 100)
		if !episodes[i].EndedOn.IsZero() {
			episodes[i].EndedOn = episodes[i].StartedOn.AddDays(length)
		}
	}
	return episodes
}

func TestARelapseLiesInItsWindowWhateverTheOrderOfEpisodes(t *testing.T) {
	d := programmetest.Study()
	rapid.Check(t, func(t *rapid.T) {
		o := rapid.SampledFrom(d.Outcomes).Draw(t, "outcome")
		allocated := anyDay.Draw(t, "allocated")
		episodes := near(allocated, anyEpisodes.Draw(t, "episodes"))
		r, err := ResultFor(o, allocated, programme.Date{}, d, episodes)
		if err != nil {
			t.Fatal(err)
		}
		if r.Relapsed && (r.On.Before(r.From) || r.On.After(r.Until) || r.DaysIn != r.On.Sub(r.From)) {
			t.Fatalf("%+v", r)
		}
		shuffled := rapid.Permutation(episodes).Draw(t, "order")
		again, _ := ResultFor(o, allocated, programme.Date{}, d, shuffled)
		if diff := cmp.Diff(r, again); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestOneMoreConfirmedEpisodeNeverTakesARelapseAway(t *testing.T) {
	d := programmetest.Study()
	rapid.Check(t, func(t *rapid.T) {
		o := rapid.SampledFrom(d.Outcomes).Draw(t, "outcome")
		allocated := anyDay.Draw(t, "allocated")
		episodes := near(allocated, anyEpisodes.Draw(t, "episodes"))
		all, _ := ResultFor(o, allocated, programme.Date{}, d, episodes)
		for i := range episodes {
			fewer, _ := ResultFor(o, allocated, programme.Date{}, d, episodes[:i])
			if fewer.Relapsed && (!all.Relapsed || all.On.After(fewer.On)) {
				t.Fatalf("with %d: %+v, with all: %+v", i, fewer, all)
			}
		}
	})
}
