package course

import (
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// ClinicalNote returns the short text to copy into the organisation's clinical
// record about the visit that holds at an appointment of c: which visit, when
// and where, what came of it, the words of the visit's own note, and when the
// next is. It is composed by rule and adds nothing that isn't recorded. Of somebody who
// died it doesn't say that they can read it. It is a conflict where nothing is recorded.
func ClinicalNote(v say.Voice, d programme.Definition, c Course, a id.Appointment, worker string, died bool,
	zone *time.Location) (string, error) {
	b, found := c.Find(a)
	visit, recorded := b.Visit()
	if !found || !recorded {
		return "", fault.New(fault.Conflict, "clinical_note.nothing")
	}
	lines := []string{v.Say("clinical_note.head.missed", d.Title, v.Moment(b.Start.In(zone)))}
	if visit.Outcome.Attended() {
		lines[0] = v.Say("clinical_note.head.met", d.Title, c.VisitNumber(a), c.Of, v.Moment(visit.StartedAt.In(zone)))
		lines = append(lines, v.Say("clinical_note.lasted", visit.Minutes))
	}
	lines = append(lines, v.Say("appointment.place."+string(visit.Place))+".",
		v.Say("visit.outcome."+string(visit.Outcome))+".")
	if visit.Reason != "" {
		lines = append(lines, v.Say("visit.reason."+string(visit.Reason))+".")
	}
	if !fault.Blank(visit.WhatWeDid) {
		lines = append(lines, strings.TrimSpace(visit.WhatWeDid))
	}
	for _, next := range c.Open() {
		if next.Start.After(b.Begins()) { // one before it waits to be written up
			lines = append(lines, v.Say("clinical_note.next", v.Moment(next.Start.In(zone))))
			break
		}
	}
	foot := "clinical_note.foot"
	if died {
		foot = "clinical_note.foot_died"
	}
	return strings.Join(append(lines, v.Say(foot, worker)), "\n"), nil
}

// A NoteCopy is the fact that somebody has copied a visit's note into the
// clinical record.
type NoteCopy struct {
	ID          id.NoteCopy    `json:"id"`
	Participant id.Participant `json:"participant"`
	Visit       id.Visit       `json:"visit"`
	Number      int            `json:"number,omitempty"` // as which visit of the ten; 0 where that isn't known, or they didn't meet
	On          programme.Date `json:"on"`
	By          id.Account     `json:"by"`
}

// Check reports every rule that c breaks on the day today.
func (c NoteCopy) Check(today programme.Date) fault.Problems {
	var p fault.Problems
	p.If(c.ID == "", "id", "clinical_note.id.missing")
	p.If(c.Participant == "", "participant", "clinical_note.participant.missing")
	p.If(c.Visit == "", "visit", "clinical_note.visit.missing")
	p.If(c.On.IsZero(), "on", "clinical_note.on.missing")
	p.If(c.On.After(today), "on", "clinical_note.on.future")
	p.If(c.By == "", "by", "clinical_note.by.missing")
	return p
}

// LastCopy is the newest copy of the note about b, as it held then, and whether there is one;
// current tells whether it holds still: of the same entry, as the same visit of the ten. Once
// the note of what was no visit has been taken out there is none, and that holds.
func (c Course) LastCopy(b Appointment, copies []NoteCopy) (last NoteCopy, is, current bool) {
	holds := b.Noted()
	for _, n := range copies {
		if slices.ContainsFunc(b.Visits, func(v Visit) bool { return v.ID == n.Visit }) {
			last, is = n, true
		}
	}
	if slices.ContainsFunc(b.Visits, func(v Visit) bool { return v.InError && v.ID == last.Visit }) {
		return NoteCopy{}, false, last.Visit == holds.ID
	}
	return last, is, is && last.Visit == holds.ID && !c.Renumbers(last, b)
}

// Noted is what the clinical record is to say of a: the visit that holds, or the entry by
// which there was none.
func (a Appointment) Noted() Visit {
	v, recorded := a.Visit()
	if !recorded && len(a.Visits) > 0 {
		return a.Visits[len(a.Visits)-1]
	}
	return v
}

// Renumbers tells whether b is another visit of the ten than n says in the clinical record:
// one was held before it after all, or wasn't.
func (c Course) Renumbers(n NoteCopy, b Appointment) bool {
	return n.Number != 0 && n.Number != c.VisitNumber(b.ID)
}

// NotCopied returns the visits of c that hold and whose note nobody has copied yet as it is.
func (c Course) NotCopied(copies []NoteCopy) (list []Visit) {
	for _, b := range c.Appointments {
		list = append(list, c.NotCopiedOf(b, copies)...)
	}
	return list
}

// NotCopiedOf returns what holds of b, where nobody has copied its note yet as it is: one
// that was corrected, or counts as another visit now, is to be copied again, and of one that
// was no visit the note is to be taken out.
func (c Course) NotCopiedOf(b Appointment, copies []NoteCopy) []Visit {
	_, is, current := c.LastCopy(b, copies)
	if current {
		return nil
	}
	if now := b.Noted(); is && now.InError {
		return []Visit{now}
	}
	return CurrentVisits(b.Visits)
}
