package pathway

import (
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// Verdict is what the programme lead decides about a referral.
type Verdict string

const (
	Accept  Verdict = "accept"
	Decline Verdict = "decline"
)

// TakeBack is no verdict of the lead's: the team that referred takes its referral back
// before there is one.
const TakeBack Verdict = "take_back"

// TakesPartAlready is the key of the reason for which another referral of somebody says nothing
// of them: the time before is theirs.
const TakesPartAlready = "already_taking_part"

// Verdicts lists the verdicts in the order a form offers them.
func Verdicts() []Verdict { return []Verdict{Accept, Decline} }

// Valid tells whether v is one of the verdicts.
func (v Verdict) Valid() bool { return slices.Contains(Verdicts(), v) }

// Event is the move that v makes.
func (v Verdict) Event() Event {
	switch v {
	case Accept:
		return EventAccept
	case TakeBack:
		return EventTakeBack
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

// TakingBack is a referral taken back by its team, which says why.
func TakingBack(which id.Decision, why string) Decision {
	return Decision{ID: which, Verdict: TakeBack, Note: why}
}

// CheckBack reports every rule that v breaks, of a referral that is taken back.
func (v Decision) CheckBack() fault.Problems {
	var p fault.Problems
	p.If(v.ID == "", "id", "screening.id.missing")
	p.If(fault.Blank(v.Note), "why", "referral.back.why.missing")
	p.If(fault.TooLong(v.Note, programme.MaxNote), "why", "person.note.long", programme.MaxNote)
	return p
}

// Check reports every rule that v breaks for a referral with the given answers,
// under definition d. Nobody is accepted while a line is unmet or unsure.
func (v Decision) Check(d programme.Definition, answers []Answer) fault.Problems {
	var p fault.Problems
	p.If(v.ID == "", "id", "screening.id.missing")
	p.If(v.Referral == "", "referral", "screening.referral.missing")
	p.If(!v.Verdict.Valid(), "verdict", "screening.verdict.missing")
	p.If(fault.TooLong(v.Note, programme.MaxNote), "note", "person.note.long", programme.MaxNote)
	v.checkReason(d, &p)
	v.checkSettled(d, answers, &p)
	return p
}

func (v Decision) checkReason(d programme.Definition, p *fault.Problems) {
	if v.Verdict != Decline {
		p.If(v.Reason != "", "reason", "screening.reason.not_asked")
		return
	}
	reason, known := d.DeclineReason(v.Reason)
	p.If(v.Reason == "", "reason", "screening.reason.missing")
	p.If(v.Reason != "" && !known, "reason", "screening.reason.unknown")
	p.If(known && reason.NeedsNote && fault.Blank(v.Note), "note", "screening.note.missing")
}

func (v Decision) checkSettled(d programme.Definition, answers []Answer, p *fault.Problems) {
	for _, a := range v.Settled {
		_, known := d.Line(a.Line)
		p.If(!known, "eligibility."+a.Line, "referral.eligibility.unknown")
		p.If(!a.Reply.Valid(), "eligibility."+a.Line, "referral.eligibility.missing")
		p.If(fault.TooLong(a.Note, programme.MaxNote), "eligibility."+a.Line, "person.note.long", programme.MaxNote)
	}
	if v.Verdict == Accept {
		for _, key := range UnmetCriteria(d, slices.Concat(answers, v.Settled)) {
			p.If(true, "eligibility."+key, "screening.eligibility.unmet")
		}
	}
}
