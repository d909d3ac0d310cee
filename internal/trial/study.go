// Package trial owns studies: what one asks, who is in it and in which arm,
// whose follow-up is over, and the count by arm that answers it. It refuses to
// put anybody into an arm (allocations come with the data), to compare what it
// has counted (stats does), and to leave anybody out: everybody allocated is
// counted in the arm they were allocated to.
package trial

import (
	"strings"
	"unicode/utf8"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// A Study compares the two arms of one version of a programme. It is closed
// when everybody's follow-up is over and somebody has signed that off; until
// then no figure by arm exists for anybody.
type Study struct {
	ID           id.Study
	Organisation id.Organisation
	Name         string
	Definition   programme.Version // whose arms and outcomes it compares
	Primary      string            // the key of the outcome that answers it, chosen before it opened
	Caveat       string            // what anybody who reads its figures has to be told first
	OpenedOn     programme.Date
	ClosedOn     programme.Date // none while it is open
}

// Closed tells whether the figures by arm may be seen.
func (s Study) Closed() bool { return !s.ClosedOn.IsZero() }

// Resource is what the policy asks about a study.
func (s Study) Resource() id.Scope {
	return id.Scope{Kind: s.ID.Kind(), ID: string(s.ID), Organisation: s.Organisation, Closed: s.Closed()}
}

// maxCaveat is a short paragraph.
const maxCaveat = 1000

// Check reports every rule that a study breaks when it is opened on the day
// today, under the definition it names.
func (s Study) Check(d programme.Definition, today programme.Date) fault.Problems {
	var p fault.Problems
	_, known := d.Outcome(s.Primary)
	p.If(s.ID == "", "id", "study.id.missing")
	p.If(strings.TrimSpace(s.Name) == "", "name", "study.name.missing")
	p.If(utf8.RuneCountInString(s.Name) > programme.MaxName, "name", "person.line.long", programme.MaxName)
	p.If(utf8.RuneCountInString(s.Caveat) > maxCaveat, "caveat", "person.note.long", maxCaveat)
	p.If(s.Definition != d.Ref() || len(d.Arms) != 2, "definition", "study.definition.arms")
	p.If(!known, "primary", "study.primary.unknown")
	p.If(s.OpenedOn.IsZero(), "opened_on", "study.opened_on.missing")
	p.If(s.OpenedOn.After(today), "opened_on", "study.opened_on.future")
	p.If(s.Closed(), "closed_on", "study.closed_on.early")
	return p
}

// Outcomes lists the definitions that d counts by, the study's own first.
func (s Study) Outcomes(d programme.Definition) []programme.OutcomeDefinition {
	var first, rest []programme.OutcomeDefinition
	for _, o := range d.Outcomes {
		if o.Key == s.Primary {
			first = append(first, o)
		} else {
			rest = append(rest, o)
		}
	}
	return append(first, rest...)
}

// An Allocation says which arm somebody is in, and since when. It is a fact
// that comes with the data, and nothing takes it back.
type Allocation struct {
	ID          id.Allocation  `json:"id"`
	Participant id.Participant `json:"participant"`
	Study       id.Study       `json:"study"`
	Arm         string         `json:"arm"` // a key of the definition's arms
	On          programme.Date `json:"on"`  // the day from which the clock runs, in both arms
}

// Check reports every rule that a breaks in study s, under its definition d,
// on the day today.
func (a Allocation) Check(s Study, d programme.Definition, today programme.Date) fault.Problems {
	var p fault.Problems
	_, known := d.Arm(a.Arm)
	p.If(a.ID == "", "id", "study.allocation.id.missing")
	p.If(a.Participant == "", "participant", "study.allocation.participant.missing")
	p.If(!known, "arm", "study.allocation.arm.unknown")
	p.If(a.On.IsZero(), "on", "study.allocation.on.missing")
	p.If(a.On.Before(s.OpenedOn), "on", "study.allocation.on.early")
	p.If(a.On.After(today), "on", "study.allocation.on.future")
	p.If(s.Closed(), "study", "study.allocation.closed")
	return p
}

// MayJoin tells whether somebody who stands at state may be in a study: those
// who agreed to take part, whatever they chose later.
func MayJoin(state programme.State) bool {
	return state.TakesPart() || state == programme.Withdrawn
}
