package course

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/programme/programmetest"
)

func checked(v Visit) fault.Problems {
	return v.Check(programmetest.Now, programmetest.London, programme.InCourse)
}

func TestEachFlawOfAVisitIsNamedAtItsField(t *testing.T) {
	good := aVisit("v", "a", programmetest.Now.Add(-time.Hour))
	noShow := *missed("v", "a").Visited
	if p := append(checked(good), checked(noShow)...); p.Any() {
		t.Error(p)
	}
	type change func(*Visit)
	for key, c := range map[string]struct {
		field  string
		visit  Visit
		change change
	}{
		"visit.id.missing":          {"id", good, func(v *Visit) { v.ID = "" }},
		"visit.appointment.missing": {"appointment", good, func(v *Visit) { v.Appointment = "" }},
		"visit.outcome.missing":     {"outcome", good, func(v *Visit) { v.Outcome = "" }},
		"visit.started_at.missing":  {"started_at", good, func(v *Visit) { v.StartedAt = time.Time{} }},
		"visit.started_at.future": {"started_at", good,
			func(v *Visit) { v.StartedAt = programmetest.Now.Add(time.Second) }},
		"visit.minutes.range":        {"minutes", good, func(v *Visit) { v.Minutes = 0 }},
		"visit.what_we_did.missing":  {"what_we_did", good, func(v *Visit) { v.WhatWeDid = " " }},
		"visit.reason.not_asked":     {"reason", good, func(v *Visit) { v.Reason = MissedForgot }},
		"appointment.place.missing":  {"place", good, func(v *Visit) { v.Place = "" }},
		"appointment.where.missing":  {"where", good, func(v *Visit) { v.Place = PlaceElsewhere }},
		"visit.replaces.itself":      {"replaces", good, func(v *Visit) { v.Replaces = v.ID }},
		"visit.in_error.of_nothing":  {"in_error", good, func(v *Visit) { v.InError = true }},
		"visit.reason.missing":       {"reason", noShow, func(v *Visit) { v.Reason = "" }},
		"visit.reason.note":          {"what_we_did", noShow, func(v *Visit) { v.Reason = MissedOther }},
		"visit.started_at.not_asked": {"started_at", noShow, func(v *Visit) { v.StartedAt = programmetest.Now }},
		"visit.minutes.not_asked":    {"minutes", noShow, func(v *Visit) { v.Minutes = 5 }},
	} {
		v := c.visit
		c.change(&v)
		if p := checked(v); len(p) != 1 || p[0].Field != c.field || p[0].Key != key {
			t.Errorf("%s: %v", key, p)
		}
	}
	back := Visit{ID: "w", Appointment: "a", Replaces: "v", InError: true}
	if p := checked(back); p.Any() {
		t.Errorf("taking a visit back asks for no more: %v", p)
	}
	if p := checked(Visit{}); len(p) != 4 {
		t.Errorf("an empty visit: %v", p)
	}
}

func TestThatTheyDidNotMeetIsSaidOnceItHasBegunAndOfADayCalledOffOnThatDay(t *testing.T) {
	b := anAppointment("a", 1)
	for _, c := range []struct {
		outcome VisitOutcome
		before  time.Duration
		key     string
	}{
		{DidNotAttend, time.Minute, "visit.outcome.not_begun"},
		{TooLateToMeet, time.Minute, "visit.outcome.not_begun"},
		{DidNotAttend, 0, ""},
		{TooLateToMeet, -time.Hour, ""},
		{CalledOffByParticipant, 24 * time.Hour, "visit.outcome.before_its_day"},
		{CalledOffByWorker, 7 * 24 * time.Hour, "visit.outcome.before_its_day"},
		{CalledOffByParticipant, time.Minute, ""},
		{CalledOffByWorker, -48 * time.Hour, ""},
		{Attended, 24 * time.Hour, ""}, // they met earlier
	} {
		p := Visit{Outcome: c.outcome}.CheckBegun(Appointment{PlannedAppointment: b}, b.Start.Add(-c.before),
			programmetest.London)
		if programmetest.Said(p)["outcome"] != c.key {
			t.Errorf("%s, %s before it begins: %v", c.outcome, c.before, p)
		}
	}
	undone := Visit{Outcome: DidNotAttend, InError: true}
	if p := undone.CheckBegun(Appointment{PlannedAppointment: b}, b.Start.Add(-time.Hour), programmetest.London); p.Any() {
		t.Error("it can't be taken back")
	}
}

func TestEachFlawOfAnAppointmentIsNamedAtItsField(t *testing.T) {
	d := programmetest.Service()
	if p := anAppointment("a", 1).Check(d, programmetest.Now); p.Any() {
		t.Error(p)
	}
	for field, c := range map[string]struct {
		key    string
		change func(*PlannedAppointment)
	}{
		"id":          {"appointment.id.missing", func(a *PlannedAppointment) { a.ID = "" }},
		"participant": {"appointment.participant.missing", func(a *PlannedAppointment) { a.Participant = "" }},
		"session":     {"appointment.session.range", func(a *PlannedAppointment) { a.Session = 11 }},
		"worker":      {"appointment.worker.missing", func(a *PlannedAppointment) { a.Worker = "" }},
		"start":       {"appointment.start.far", func(a *PlannedAppointment) { a.Start = programmetest.Now.AddDate(2, 0, 0) }},
		"minutes":     {"appointment.minutes.range", func(a *PlannedAppointment) { a.Minutes = 4 }},
		"place":       {"appointment.place.missing", func(a *PlannedAppointment) { a.Place = "" }},
		"where":       {"appointment.where.missing", func(a *PlannedAppointment) { a.Place = PlaceElsewhere }},
	} {
		a := anAppointment("a", 1)
		c.change(&a)
		if p := a.Check(d, programmetest.Now); len(p) != 1 || p[0].Field != field || p[0].Key != c.key {
			t.Errorf("%s: %v", field, p)
		}
	}
	if got := programmetest.Said(PlannedAppointment{}.Check(d,
		programmetest.Now)); got["start"] != "appointment.start.missing" || len(got) != 7 {
		t.Errorf("an empty appointment: %v", got)
	}
}

func TestWhoMovesOrCancelsSaysSoAndThePersonNeedNoReason(t *testing.T) {
	m := *moved("m", "a", tuesday(1), tuesday(2)).Moved
	if p := m.Check(programmetest.Now); p.Any() {
		t.Error(p)
	}
	empty := programmetest.Said(Move{}.Check(programmetest.Now))
	for field, key := range map[string]string{"id": "appointment.id.missing",
		"appointment": "appointment.appointment.missing", "from": "appointment.from.missing", "by": "appointment.by.missing",
		"to.start": "appointment.start.missing", "to.worker": "appointment.worker.missing"} {
		if empty[field] != key {
			t.Errorf("%s: %s", field, empty[field])
		}
	}
	c := Cancellation{ID: "c", Appointment: "a", From: tuesday(1), By: PartyParticipant}
	if p := c.Check(); p.Any() {
		t.Errorf("without a reason: %v", p)
	}
	c.By = PartyWorker
	if p := c.Check(); programmetest.Said(p)["reason"] != "appointment.reason.missing" {
		t.Errorf("a worker without a reason: %v", p)
	}
	if p := (Cancellation{}).Check(); len(p) != 4 {
		t.Errorf("an empty cancellation: %v", p)
	}
	w := Window{Closes: programmetest.Day("2026-12-05")}
	if m.CheckWindow(w, programmetest.London).Any() {
		t.Error("the person is asked why they move past the window")
	}
	if m.By = PartyService; !m.CheckWindow(w, programmetest.London).Any() {
		t.Error("the service moves past the window without a reason")
	}
}

func TestCurrentVisitsAreThoseThatNothingReplaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Course{Of: 3}
		for range rapid.IntRange(1, 40).Draw(t, "length") {
			c, _ = c.Take(anyFact(t, c))
		}
		for _, b := range c.Appointments {
			v, recorded := b.Visit()
			want := map[AppointmentState]bool{AppointmentHeld: true, AppointmentMissed: true}[b.State]
			if recorded != want || recorded && v.Outcome.Attended() != (b.State == AppointmentHeld) ||
				len(CurrentVisits(b.Visits)) > 1 {
				t.Fatalf("%s with %v", b.State, b.Visits)
			}
		}
	})
}
