package workforce

import (
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
)

// A Match is a worker's being chosen for somebody. It is never edited: it ends,
// and another begins.
type Match struct {
	ID          id.Match       `json:"id"` // drawn by the form, so that a retry is harmless
	Participant id.Participant `json:"participant"`
	Worker      id.Account     `json:"worker"`
	On          programme.Date `json:"on"`
}

// Check reports every rule that m breaks on the day today.
func (m Match) Check(today programme.Date, within programme.Span) fault.Problems {
	var p fault.Problems
	p.If(m.ID == "", "id", "matching.id.missing")
	p.If(m.Participant == "", "participant", "matching.participant.missing")
	p.If(m.Worker == "", "worker", "matching.worker.missing")
	p.If(m.On.IsZero(), "on", "matching.on.missing")
	p.If(m.On.After(today), "on", "matching.on.future")
	within.CheckAs("on", m.On, today, &p)
	return p
}

// MatchEndReason is why a match ended. The empty reason is none given.
type MatchEndReason string

const (
	AskedForAnother MatchEndReason = "asked_for_another" // the person did, and need not explain
	VisitsOver      MatchEndReason = "visits_over"
	WorkerAway      MatchEndReason = "worker_away" // for long, or for good
	KnowEachOther   MatchEndReason = "know_each_other"
	AnotherReason   MatchEndReason = "another_reason"
)

// MatchEndReasons lists the reasons in the order a form offers them.
func MatchEndReasons() []MatchEndReason {
	return []MatchEndReason{AskedForAnother, VisitsOver, WorkerAway, KnowEachOther, AnotherReason}
}

// Valid tells whether r is one of the reasons.
func (r MatchEndReason) Valid() bool { return slices.Contains(MatchEndReasons(), r) }

// A MatchEnded is a match's end. It has no room for words: who asks for
// another worker is not written about, and neither is the worker.
type MatchEnded struct {
	ID          id.MatchEnd    `json:"id"` // drawn by the form, so that a retry is harmless
	Match       id.Match       `json:"match"`
	Participant id.Participant `json:"participant"`
	On          programme.Date `json:"on"`
	Reason      MatchEndReason `json:"reason,omitempty"`
}

// Check reports every rule that e breaks on the day today, as the end of m.
func (e MatchEnded) Check(m Match, today programme.Date) fault.Problems {
	var p fault.Problems
	p.If(e.ID == "", "id", "matching.id.missing")
	p.If(e.Match == "" || e.Match != m.ID, "match", "matching.match.missing")
	p.If(e.Participant == "" || e.Participant != m.Participant, "participant", "matching.participant.missing")
	p.If(e.On.IsZero(), "on", "matching.end.on.missing")
	p.If(e.On.After(today), "on", "matching.end.on.future")
	p.If(e.On.Before(m.On), "on", "matching.end.on.early")
	p.If(e.Reason != "" && !e.Reason.Valid(), "reason", "matching.end.reason.unknown")
	return p
}

// MatchState is where somebody stands with their worker.
type MatchState string

const (
	Unmatched MatchState = "unmatched"
	Matched   MatchState = "matched"
)

// MatchEvent is what moves somebody from one to the other.
type MatchEvent string

const (
	MatchBegins MatchEvent = "begin"
	MatchEnds   MatchEvent = "end"
)

// MatchMoves is every move: one worker at a time.
func MatchMoves() ledger.Machine[MatchState, MatchEvent] {
	return ledger.Machine[MatchState, MatchEvent]{Start: Unmatched, Arcs: []ledger.Arc[MatchState, MatchEvent]{
		{From: Unmatched, On: MatchBegins, To: Matched},
		{From: Matched, On: MatchEnds, To: Unmatched},
	}}
}
