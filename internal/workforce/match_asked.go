package workforce

import (
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// A MatchAsked is a person's asking for another worker. It has no room for
// words: nobody has to explain it.
type MatchAsked struct {
	ID          id.MatchAsk    `json:"id"` // drawn by the form, so that a retry is harmless
	Match       id.Match       `json:"match"`
	Participant id.Participant `json:"participant"`
}

// A MatchKept is that somebody talked with a person who had asked for another
// worker, and that the two stay matched.
type MatchKept struct {
	ID          id.MatchKept   `json:"id"` // drawn by the form, so that a retry is harmless
	Asked       id.MatchAsk    `json:"asked"`
	Participant id.Participant `json:"participant"`
	On          programme.Date `json:"on"` // when they talked
}

// Check reports every rule that k breaks on the day today.
func (k MatchKept) Check(today programme.Date, within programme.Span) fault.Problems {
	var p fault.Problems
	p.If(k.ID == "", "id", "matching.id.missing")
	p.If(k.Asked == "", "asked", "matching.match.missing")
	p.If(k.Participant == "", "participant", "matching.participant.missing")
	p.If(k.On.IsZero(), "on", "matching.kept.on.missing")
	p.If(k.On.After(today), "on", "matching.kept.on.future")
	within.CheckAs("on", k.On, today, &p)
	return p
}

// Asking returns the asking that waits for an answer, and whether there is one:
// it is answered when the match ends, or when the two stay matched.
func (m Matches) Asking() (MatchAsked, bool) {
	now, has := m.Current()
	for _, a := range slices.Backward(m.Asks) {
		kept := slices.ContainsFunc(m.Keeps, func(k MatchKept) bool { return k.Asked == a.ID })
		if has && a.Match == now.ID && !kept {
			return a, true
		}
	}
	return MatchAsked{}, false
}

// takeWord takes a fact that moves nobody, and tells whether f is one.
func (m Matches) takeWord(f MatchFact) (next Matches, is bool, err error) {
	asking, open := m.Asking()
	switch {
	case f.Asked != nil:
		now, has := m.Current()
		if open {
			return m, true, fault.Unchanged // asking twice is asking
		}
		if !has || f.Asked.Match != now.ID {
			return m, true, fault.New(fault.Conflict, "matching.move.refused")
		}
		m.Asks = append(slices.Clip(m.Asks), *f.Asked)
	case f.Kept != nil:
		if !open || f.Kept.Asked != asking.ID {
			return m, true, fault.New(fault.Conflict, "matching.kept.already")
		}
		m.Keeps = append(slices.Clip(m.Keeps), *f.Kept)
	case f.Told != nil:
		_, known := m.newsFrom(f.Told.MatchNews)
		if _, was := m.Told(f.Told.MatchNews); was || !known {
			return m, true, fault.New(fault.Conflict, "matching.told.already")
		}
		m.Tells = append(slices.Clip(m.Tells), *f.Told)
	default:
		return m, false, nil
	}
	return m, true, nil
}
