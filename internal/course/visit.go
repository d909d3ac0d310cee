package course

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
)

// VisitOutcome is what became of an appointment on the day.
type VisitOutcome string

const (
	Attended               VisitOutcome = "attended"
	AttendedLate           VisitOutcome = "attended_late"
	DidNotAttend           VisitOutcome = "did_not_attend"
	TooLateToMeet          VisitOutcome = "too_late_to_meet"
	CalledOffByParticipant VisitOutcome = "called_off_by_participant" // at the door, or on the line
	CalledOffByWorker      VisitOutcome = "called_off_by_worker"      // at the door, or on the line
)

// VisitOutcomes lists the outcomes in the order a form offers them.
func VisitOutcomes() []VisitOutcome {
	return []VisitOutcome{Attended, AttendedLate, DidNotAttend, TooLateToMeet, CalledOffByParticipant, CalledOffByWorker}
}

// Valid tells whether o is one of the outcomes.
func (o VisitOutcome) Valid() bool { return slices.Contains(VisitOutcomes(), o) }

// Attended tells whether the two met, on time or late. Only then is a session used.
func (o VisitOutcome) Attended() bool { return o == Attended || o == AttendedLate }

// MissedReason is why the two did not meet. None of them blames.
type MissedReason string

const (
	MissedUnwell      MissedReason = "unwell"
	MissedForgot      MissedReason = "forgot"
	MissedOtherThings MissedReason = "other_things" // something else came up
	MissedNotNow      MissedReason = "not_now"      // didn't want a visit that day
	MissedAway        MissedReason = "away"
	MissedAcuteCare   MissedReason = "acute_care"
	MissedNoAnswer    MissedReason = "no_answer"
	MissedWorker      MissedReason = "worker" // could not come, was held up, did not go in
	MissedUnknown     MissedReason = "unknown"
	MissedOther       MissedReason = "other" // as the note says
)

// MissedReasons lists the reasons in the order a form offers them.
func MissedReasons() []MissedReason {
	return []MissedReason{MissedUnwell, MissedForgot, MissedOtherThings, MissedNotNow, MissedAway,
		MissedAcuteCare, MissedNoAnswer, MissedWorker, MissedUnknown, MissedOther}
}

// Valid tells whether r is one of the reasons.
func (r MissedReason) Valid() bool { return slices.Contains(MissedReasons(), r) }

// A Visit is what happened at an appointment. Visits are never edited: a
// correction is another Visit whose Replaces names the one it corrects, and
// InError says that nothing has happened at that appointment after all.
type Visit struct {
	ID          id.Visit       `json:"id"` // drawn by the device or the form, so that a retry is harmless
	Appointment id.Appointment `json:"appointment"`
	Outcome     VisitOutcome   `json:"outcome"`
	Reason      MissedReason   `json:"reason,omitempty"` // only when they did not meet
	StartedAt   time.Time      `json:"started_at"`       // zero when they did not meet
	Minutes     int            `json:"minutes,omitempty"`
	Place       Place          `json:"place"` // where they met, or were to meet
	Where       string         `json:"where,omitempty"`
	WhatWeDid   string         `json:"what_we_did,omitempty"` // written so that the person may read it, and they can
	Replaces    id.Visit       `json:"replaces,omitempty"`    // none unless this corrects an earlier one
	InError     bool           `json:"in_error,omitempty"`    // only with Replaces
	Sure        fault.Sure     `json:"-"`                     // of unusual hours

	From time.Time `json:"-"` // when the visit was to be, as who writes saw it; zero where nobody said
}

// Check reports every rule that v breaks at now. Of an entry that takes back
// another, no more is asked than which.
func (v Visit) Check(now time.Time, zone *time.Location, within programme.Span) fault.Problems {
	var p fault.Problems
	p.If(v.ID == "", "id", "visit.id.missing")
	p.If(v.Appointment == "", "appointment", "visit.appointment.missing")
	p.If(v.ID != "" && v.Replaces == v.ID, "replaces", "visit.replaces.itself")
	p.If(v.InError && v.Replaces == "", "in_error", "visit.in_error.of_nothing")
	if v.InError {
		return p
	}
	p.If(!v.Outcome.Valid(), "outcome", "visit.outcome.missing")
	checkPlace(v.Place, v.Where, &p)
	p.If(fault.TooLong(v.WhatWeDid, programme.MaxNote), "what_we_did", "person.note.long", programme.MaxNote)
	switch {
	case v.Outcome.Attended():
		v.checkMeeting(&p, now)
		within.CheckMomentAs("started_at", v.StartedAt, now, zone, &p)
	case v.Outcome.Valid():
		v.checkMissed(&p)
	}
	return p
}

func (v Visit) checkMeeting(p *fault.Problems, now time.Time) {
	p.If(v.StartedAt.IsZero(), "started_at", "visit.started_at.missing")
	p.If(v.StartedAt.After(now), "started_at", "visit.started_at.future")
	p.If(v.Minutes < 1 || v.Minutes > LongestMinutes, "minutes", "visit.minutes.range", LongestMinutes)
	p.If(fault.Blank(v.WhatWeDid), "what_we_did", "visit.what_we_did.missing")
	p.If(v.Reason != "", "reason", "visit.reason.not_asked")
}

func (v Visit) checkMissed(p *fault.Problems) {
	p.If(!v.Reason.Valid(), "reason", "visit.reason.missing")
	p.If(v.Reason == MissedOther && fault.Blank(v.WhatWeDid), "what_we_did", "visit.reason.note")
	p.If(!v.StartedAt.IsZero(), "started_at", "visit.started_at.not_asked")
	p.If(v.Minutes != 0, "minutes", "visit.minutes.not_asked")
}

// CheckBegun reports that v says of b, before it could, that they did not meet: until it
// has begun they may still meet, and what is called off before its day is a cancellation.
func (v Visit) CheckBegun(b Appointment, now time.Time, zone *time.Location) fault.Problems {
	var p fault.Problems
	switch {
	case v.InError || v.Outcome.Attended():
	case v.Outcome == CalledOffByParticipant, v.Outcome == CalledOffByWorker:
		p.If(programme.Of(b.Start, zone).After(programme.Of(now, zone)), "outcome", "visit.outcome.before_its_day")
	default:
		p.If(b.Start.After(now), "outcome", "visit.outcome.not_begun")
	}
	return p
}

// CheckHours asks about a visit that was held in hours in which there are none as a rule,
// unless b was planned for them.
func (v Visit) CheckHours(b Appointment, zone *time.Location) fault.Problems {
	var p fault.Problems
	if !v.InError && v.Outcome.Attended() && !v.StartedAt.Equal(b.Start) {
		askHours(&p, v.StartedAt, v.Minutes, zone, v.Sure, "visit.started_at.hours")
	}
	return p
}

// CurrentVisits returns the visits that hold: those that no other replaces and
// that weren't entered in error. Their order is kept.
func CurrentVisits(visits []Visit) []Visit {
	return ledger.Current(visits, func(v Visit) (own, replaces id.Visit, inError bool) {
		return v.ID,
			v.Replaces, v.InError
	})
}

// HeldAt is when v was held, or was to be held by its appointment.
func (v Visit) HeldAt(b Appointment) time.Time {
	if v.Outcome.Attended() {
		return v.StartedAt
	}
	return b.Start
}

// DayField is the field of a form that says on which day that was.
func (v Visit) DayField() string {
	if v.Outcome.Attended() {
		return "started_at"
	}
	return "outcome"
}
