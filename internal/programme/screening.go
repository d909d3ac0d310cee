package programme

import (
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
)

// Verdict is what the programme lead decides about a referral.
type Verdict string

const (
	Accept  Verdict = "accept"
	Decline Verdict = "decline"
)

// Verdicts lists the verdicts in the order a form offers them.
func Verdicts() []Verdict { return []Verdict{Accept, Decline} }

// Valid tells whether v is one of the verdicts.
func (v Verdict) Valid() bool { return slices.Contains(Verdicts(), v) }

// Event is the move that v makes.
func (v Verdict) Event() Event {
	if v == Accept {
		return EventAccept
	}
	return EventDecline
}

// A Decision is the outcome of screening. Settled holds the eligibility lines
// that the screener asked about again; they outweigh the referral's answers.
type Decision struct {
	ID       id.Decision `json:"id"`
	Referral id.Referral `json:"referral"`
	Verdict  Verdict     `json:"verdict"`
	Reason   string      `json:"reason,omitempty"` // a key of the definition's decline reasons
	Note     string      `json:"note,omitempty"`
	Settled  []Answer    `json:"settled,omitempty"`
}

// Check reports every rule that v breaks for a referral with the given answers,
// under definition d. Nobody is accepted while a line is unmet or unsure.
func (v Decision) Check(d Definition, answers []Answer) fault.Problems {
	var p fault.Problems
	p.If(v.ID == "", "id", "screening.id.missing")
	p.If(v.Referral == "", "referral", "screening.referral.missing")
	p.If(!v.Verdict.Valid(), "verdict", "screening.verdict.missing")
	p.If(tooLong(v.Note, MaxNote), "note", "person.note.long", MaxNote)
	v.checkReason(d, &p)
	v.checkSettled(d, answers, &p)
	return p
}

func (v Decision) checkReason(d Definition, p *fault.Problems) {
	if v.Verdict != Decline {
		p.If(v.Reason != "", "reason", "screening.reason.not_asked")
		return
	}
	reason, known := d.DeclineReason(v.Reason)
	p.If(v.Reason == "", "reason", "screening.reason.missing")
	p.If(v.Reason != "" && !known, "reason", "screening.reason.unknown")
	p.If(known && reason.NeedsNote && blank(v.Note), "note", "screening.note.missing")
}

func (v Decision) checkSettled(d Definition, answers []Answer, p *fault.Problems) {
	for _, a := range v.Settled {
		_, known := d.Line(a.Line)
		p.If(!known, "eligibility."+a.Line, "referral.eligibility.unknown")
		p.If(!a.Reply.Valid(), "eligibility."+a.Line, "referral.eligibility.missing")
		p.If(tooLong(a.Note, MaxNote), "eligibility."+a.Line, "person.note.long", MaxNote)
	}
	if v.Verdict == Accept {
		for _, key := range Unmet(d, slices.Concat(answers, v.Settled)) {
			p.If(true, "eligibility."+key, "screening.eligibility.unmet")
		}
	}
}

// DaysSince returns the whole days from the discharge to today: 0 on the day
// itself, negative while the discharge is still ahead.
func DaysSince(discharge, today Date) int { return today.Sub(discharge) }

// LastWorkableStart returns the last day on which the first session can be held
// so that, at the programme's cadence, the last one falls inside the window:
//
//	start + (sessions − 1) × cadence ≤ discharge + window
//
// Ten weekly sessions in 91 days must so begin by day 91 − 9 × 7 = 28.
func LastWorkableStart(d Definition, discharge Date) Date {
	return discharge.AddDays(d.WindowDays - (d.Sessions-1)*d.CadenceDays)
}

// StartBy returns the day by which the programme wants the first session: the
// last workable start, or the programme's own limit where that is earlier.
// Neither cuts anybody off; both are for showing whose time is short.
func StartBy(d Definition, discharge Date) Date {
	workable := LastWorkableStart(d, discharge)
	limit := discharge.AddDays(d.StartWithinDays)
	if d.StartWithinDays > 0 && limit.Before(workable) {
		return limit
	}
	return workable
}

// PlannedEnd returns the day on which the planned course is over, counted from
// a start that everybody has (allocation, or discharge in a service): sessions
// × cadence later, ten weeks in the source. Visits that were held move it not.
func PlannedEnd(d Definition, start Date) Date {
	return start.AddDays(d.Sessions * d.CadenceDays)
}
