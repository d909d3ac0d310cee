package store

import (
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

var matchEnds = journal(Journal[programme.CourseOfSupport, workforce.MatchEnded]{
	Table: "match_end", Noun: "MatchEnd", Key: func(e workforce.MatchEnded) string { return string(e.ID) },
	Unnumbered: true,
})

// MatchEnds are the ends of matches.
func (t *ReadTx) MatchEnds(of programme.CourseOfSupport) Facts[workforce.MatchEnded] {
	return matchEnds.facts(t, of)
}
