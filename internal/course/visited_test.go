package course

import (
	"slices"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

func TestEndedVisitsRestOnceNothingIsLeftOfThem(t *testing.T) {
	today := programme.Of(time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC), time.UTC)
	ended := Situation{Stage: programme.Consented, Settled: today.AddDays(-restsAfter - 1)}
	ended.Standing.Is = programme.Ended
	for name, x := range map[string]struct {
		with func(s *Situation)
		rest bool
	}{
		"long over":                 {func(*Situation) {}, true},
		"of somebody who died":      {func(s *Situation) { s.Standing.Is = programme.Died }, true},
		"of somebody who stopped":   {func(s *Situation) { s.Stage = programme.WithoutVisits }, true},
		"going on":                  {func(s *Situation) { s.Standing.Is = programme.Stands(programme.Consented) }, false},
		"with something left":       {func(s *Situation) { s.Settled = programme.Date{} }, false},
		"over a fortnight ago":      {func(s *Situation) { s.Settled = today.AddDays(-restsAfter) }, false},
		"with something to tell":    {func(s *Situation) { s.ToTell = today.AddDays(-30) }, false},
		"to be told of until today": {func(s *Situation) { s.ToTell, s.ToTellLast = today.AddDays(-30), today }, false},
		"to be told of until yesterday": {func(s *Situation) {
			s.ToTell, s.ToTellLast = today.AddDays(-30), today.AddDays(-1)
		}, true},
	} {
		s := ended
		x.with(&s)
		if (Visited{RestsAfter: s.RestsAfter()}).Rests(today) != x.rest {
			t.Errorf("visits %s rest: %v", name, !x.rest)
		}
	}
}

func TestVisitsAreSettledOnceEachIsWrittenUpAndCopied(t *testing.T) {
	ten := time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC)
	first := programme.Of(ten, time.UTC)
	plan := func(name id.Appointment, session, days int) Step {
		return Step{Fact: Fact{Planned: &PlannedAppointment{ID: name, Session: session,
			Arrangement: Arrangement{Worker: "ash", Start: ten.AddDate(0, 0, days), Minutes: 60}}}}
	}
	h := History{plan("a", 1, 0), plan("b", 2, 7)}
	if days := h.VisitDays("ash"); !slices.Equal(days, []VisitDay{{"ash", first},
		{"ash", first.AddDays(7)}}) {
		t.Errorf("ash visits on %v", days)
	}
	if days := h.VisitDays("bo"); len(days) > 0 {
		t.Errorf("what ash left is on %v", days)
	}
	met := Step{Fact: Fact{Visited: &Visit{ID: "v", Appointment: "a", Outcome: Attended, StartedAt: ten, Minutes: 50}}}
	off := Step{Fact: Fact{Cancelled: &Cancellation{ID: "c", Appointment: "b", By: PartyService}}}
	copied := []NoteCopy{{ID: "n", Visit: "v", Number: 1}}
	for _, x := range []struct {
		history History
		copies  []NoteCopy
		on      programme.Date
	}{
		{nil, nil, programme.Date{}},
		{append(h, met), copied, programme.Date{}},
		{append(h, met, off), nil, programme.Date{}},
		{append(h, met, off), copied, first.AddDays(7)},
	} {
		if on := x.history.Settled(x.copies); on != x.on {
			t.Errorf("%d facts with %d copies are settled on %q, not %q", len(x.history), len(x.copies), on, x.on)
		}
	}
	if n := append(h, met).SessionsHeld(); n != 1 {
		t.Errorf("%d were held", n)
	}
}
