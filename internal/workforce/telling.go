package workforce

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
)

// A ToTell is that somebody has to be told by staff that visits of theirs were
// planned, changed or called off, because no e-mail can.
type ToTell struct {
	ID          id.ToTell        `json:"id"`
	Participant id.Participant   `json:"participant"`
	Visits      []id.Appointment `json:"visits"`
	From        programme.Date   `json:"from"` // when it is on the board: the worker who did it has a day to tell them

	Instead []id.ToTell `json:"instead,omitempty"` // of these, of which nobody has to hear any more
	Ends    bool        `json:"ends,omitempty"`    // an ending called the visits off: to be told though they are over
}

// A Telling is that staff have told somebody, of visits, of who visits them, or both.
type Telling struct {
	ID          id.Telling     `json:"id"` // drawn by the form, so that a retry is harmless
	Participant id.Participant `json:"participant"`
	Of          []id.ToTell    `json:"of,omitempty"`
	Match       []MatchNews    `json:"match,omitempty"`
	How         TellingWay     `json:"how"`
	On          programme.Date `json:"on"`
}

// Check reports every rule that v breaks on the day today, for what is still to be
// told of a match and of visits. Since is the day of the last that v tells of.
func (v Telling) Check(news []MatchNews, open []ToTell, since, today programme.Date,
	within programme.Span) fault.Problems {
	var p fault.Problems
	known := func(want id.ToTell) bool {
		return slices.ContainsFunc(open, func(o ToTell) bool { return o.ID == want })
	}
	p.If(v.ID == "", "id", "matching.id.missing")
	p.If(v.Participant == "", "participant", "matching.participant.missing")
	p.If(len(v.Of)+len(v.Match) == 0, "news", "matching.told.news.missing")
	for _, o := range v.Of {
		p.If(!known(o), "news", "matching.told.already")
	}
	for _, n := range v.Match {
		p.If(!slices.Contains(news, n) || n.Party != ThePerson, "news", "matching.told.already")
	}
	p.If(!v.How.Valid(), "how", "matching.told.how.missing")
	p.If(v.On.IsZero(), "on", "matching.told.on.missing")
	p.If(v.On.After(today), "on", "matching.told.on.future")
	within.CheckAs("on", v.On, today, &p)
	p.If(!p.Any() && v.On.Before(since), "on", "matching.told.on.early")
	return p
}

// Since is the first day on which somebody could be told all that v tells: when a match
// that it tells of began or ended, and when history has each of the others.
func (v Telling) Since(m Matches, history []ledger.Received[TellingFact], zone *time.Location) (day programme.Date) {
	var days []programme.Date
	for _, n := range v.Match {
		if from, known := m.newsFrom(n); known {
			days = append(days, from)
		}
	}
	for _, x := range history {
		if x.Fact.ToTell != nil && slices.Contains(v.Of, x.Fact.ToTell.ID) {
			days = append(days, programme.Of(x.At, zone))
		}
	}
	for i, d := range days {
		if i == 0 || d.After(day) {
			day = d
		}
	}
	return day
}

// A TellingFact is one entry of what staff tell somebody of visits. One of the two is
// there.
type TellingFact struct {
	ToTell *ToTell  `json:"to_tell,omitempty"`
	Told   *Telling `json:"told,omitempty"`
}

// Key is the fact's own id.
func (f TellingFact) Key() string {
	switch {
	case f.ToTell != nil:
		return string(f.ToTell.ID)
	case f.Told != nil:
		return string(f.Told.ID)
	}
	return ""
}

// StillToTell lists what nobody has told yet, in the server's order.
func StillToTell(history []TellingFact) []ToTell {
	var open []ToTell
	for _, f := range history {
		switch {
		case f.ToTell != nil:
			open = slices.DeleteFunc(open, func(o ToTell) bool { return slices.Contains(f.ToTell.Instead, o.ID) })
			if len(f.ToTell.Visits) > 0 {
				open = append(open, *f.ToTell)
			}
		case f.Told != nil:
			open = slices.DeleteFunc(open, func(o ToTell) bool { return slices.Contains(f.Told.Of, o.ID) })
		}
	}
	return open
}

// TellFrom is from when on something is to be told; no day when nothing is. Once visits
// are over, that is what their ending called off.
func TellFrom(history []TellingFact, over bool) (from programme.Date) {
	for _, o := range StillToTell(history) {
		if over && !o.Ends {
			continue
		}
		if from.IsZero() || o.From.Before(from) {
			from = o.From
		}
	}
	return from
}
