package workforce

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

func missingTexts(m []Missing) []string {
	return spoken(m, func(m Missing) Sentence { return m.Sentence })
}

func TestANewWorkerIsToldEverythingThatIsMissing(t *testing.T) {
	ok, missing := Ready(Facts{}, aProgramme(), today)
	want := []string{
		"Not on record: Enhanced check.", "Not on record: Lone working agreed.",
		"5 days of the introductory course left to do.", "2 top-up days left to do.",
		"1 site visit left to do.",
	}
	if diff := cmp.Diff(want, missingTexts(missing)); ok || diff != "" {
		t.Errorf("ready %v, -want +got\n%s", ok, diff)
	}
}

// Top-up days and site visits come while somebody works (programme, section 3).
func TestWhatComesWhileWorkingStopsNobody(t *testing.T) {
	ok, missing := Ready(trained(), aProgramme(), today)
	stops := slices.ContainsFunc(missing, func(m Missing) bool { return m.Stops })
	if !ok || stops || len(missing) != 2 {
		t.Errorf("ready %v with %v", ok, missingTexts(missing))
	}
}

func TestAClearanceHoldsThroughItsLastDay(t *testing.T) {
	f := trained()
	last := f.Clearances[0].Expires
	if ok, _ := Ready(f, aProgramme(), last); !ok {
		t.Error("not ready on the last day")
	}
	ok, missing := Ready(f, aProgramme(), last.AddDays(1))
	if want := "Expired on 5 January 2028: Enhanced check."; ok || missingTexts(missing)[0] != want {
		t.Errorf("the day after: ready %v, %v", ok, missingTexts(missing))
	}
}

func TestAClearanceEndedEarlyOrInErrorNoLongerHolds(t *testing.T) {
	for what, c := range map[string]Clearance{
		"ended": {ID: "c3", Worker: "ash", Key: "dbs", Issued: day("2026-01-05"), Expires: today.AddDays(-1),
			Correction: Correction[id.Clearance]{Replaces: "c1"}},
		"error": {ID: "c3", Worker: "ash", Correction: Correction[id.Clearance]{Replaces: "c1", InError: true}},
	} {
		f := trained()
		f.Clearances = append(f.Clearances, c)
		if ok, _ := Ready(f, aProgramme(), today); ok {
			t.Errorf("%s: still ready", what)
		}
	}
}

func TestTheSameDayTwiceIsOneDayOfTheCourse(t *testing.T) {
	f := trained()
	f.Trainings[4].On = f.Trainings[3].On
	if ok, missing := Ready(f, aProgramme(), today); ok ||
		missingTexts(missing)[0] != "1 day of the introductory course left to do." {
		t.Errorf("ready %v: %v", ok, missingTexts(missing))
	}
}

func TestAnAdjustedCourseIsCompleteWithFewerDays(t *testing.T) {
	f := trained()
	f.Trainings = f.Trainings[:3]
	if ok, _ := Ready(f, aProgramme(), today); ok {
		t.Error("ready after three days of five")
	}
	f.Trainings[2].Completes = true
	if ok, missing := Ready(f, aProgramme(), today); !ok {
		t.Errorf("not ready with the agreed adjustment: %v", missingTexts(missing))
	}
}

func TestWhatRunsOutSoonIsShownUntilItIsRenewed(t *testing.T) {
	f := trained()
	last := f.Clearances[0].Expires
	if soon := Expiring(f, aProgramme(), last.AddDays(-WarningDays-1)); soon != nil {
		t.Errorf("warned early: %v", soon)
	}
	if soon := Expiring(f, aProgramme(), last.AddDays(-WarningDays)); len(soon) != 1 {
		t.Errorf("warned late: %v", soon)
	}
	soon := Expiring(f, aProgramme(), last.AddDays(-1))
	texts := spoken(soon, func(e Expiry) Sentence { return e.Sentence })
	if diff := cmp.Diff([]string{"Expires in 1 day, on 5 January 2028: Enhanced check."}, texts); diff != "" {
		t.Error(diff)
	}
	f.Clearances = append(f.Clearances, Clearance{ID: "c3", Worker: "ash", Key: "dbs", Issued: last.AddDays(-30),
		Expires: last.AddMonths(24)})
	if soon := Expiring(f, aProgramme(), last.AddDays(-1)); soon != nil {
		t.Errorf("warned of what is renewed: %v", soon)
	}
}

func TestWhatRunsOutFirstComesFirst(t *testing.T) {
	f := trained()
	f.Clearances[0].Expires, f.Clearances[1].Expires = today.AddDays(20), today.AddDays(10)
	soon := Expiring(f, aProgramme(), today)
	if len(soon) != 2 || soon[0].Key != "lone" || soon[1].Key != "dbs" {
		t.Errorf("%+v", soon)
	}
}

// Ready says nothing that its list doesn't, whatever the order of the facts.
func TestReadyIsWhatNothingStops(t *testing.T) {
	clearances := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Clearance {
		return Clearance{ID: id.Clearance(rapid.StringN(26, 26, -1).Draw(t, "id")), Worker: "ash",
			Key: rapid.SampledFrom([]string{"dbs", "lone", "other"}).Draw(t, "key"), Issued: someDay.Draw(t, "issued"),
			Expires: rapid.OneOf(rapid.Just(programme.Date{}), someDay).Draw(t, "expires")}
	}))
	trainings := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Training {
		return aTraining(rapid.SampledFrom(TrainingKinds()).Draw(t, "kind"), someDay.Draw(t, "on"))
	}))
	rapid.Check(t, func(t *rapid.T) {
		f := Facts{clearances.Draw(t, "clearances"), trainings.Draw(t, "trainings")}
		if rapid.Bool().Draw(t, "has had the course") {
			f.Trainings = append(f.Trainings, trained().Trainings...)
		}
		d := aProgramme()
		ok, missing := Ready(f, d, today)
		holds := true
		for _, asked := range d.Workers.Clearances {
			holds = holds && slices.ContainsFunc(f.Clearances,
				func(c Clearance) bool { return c.Key == asked.Key && c.ValidOn(today) })
		}
		days := map[programme.Date]bool{}
		for _, x := range f.Trainings {
			if x.Kind == CourseDay && !x.On.After(today) {
				days[x.On] = true
			}
		}
		if ok != (holds && len(days) >= 5) {
			t.Errorf("ready %v, though clearances hold %v and the course has %d days", ok, holds, len(days))
		}
		slices.Reverse(f.Clearances)
		slices.Reverse(f.Trainings)
		if again, same := Ready(f, d, today); again != ok || !cmp.Equal(missingTexts(missing), missingTexts(same)) {
			t.Error("another order of the facts says something else")
		}
	})
}
