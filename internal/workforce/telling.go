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

	Off     bool        `json:"ends,omitempty"`    // they were cancelled, now or while nobody could tell them
	On      bool        `json:"on,omitempty"`      // that they were cancelled was a mistake: visits go on
	Instead []id.ToTell `json:"instead,omitempty"` // as builds before wrote: nobody has to hear of these any more
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

// Check reports every rule that v breaks on the day today, after the matches m and what
// staff were to tell and have told until now. What has come since the form was drawn is
// still to be told; of what was overtaken meanwhile they may have been told all the same.
func (v Telling) Check(m Matches, history []ledger.Received[TellingFact], today programme.Date, zone *time.Location,
	within programme.Span) fault.Problems {
	var p fault.Problems
	open := OpenToTell(history)
	p.If(v.ID == "", "id", "matching.id.missing")
	p.If(v.Participant == "", "participant", "matching.participant.missing")
	p.If(len(v.Of)+len(v.Match) == 0, "news", "matching.told.news.missing")
	for _, want := range v.Of {
		p.If(!slices.ContainsFunc(open, func(o ToTell) bool { return o.ID == want }), "news", "matching.told.already")
	}
	for _, n := range v.Match {
		_, known := m.newsFrom(n)
		_, told := m.Told(n)
		p.If(!known || told || n.Party != ThePerson, "news", "matching.told.already")
	}
	p.If(!v.How.Valid(), "how", "matching.told.how.missing")
	p.If(v.On.IsZero(), "on", "matching.told.on.missing")
	p.If(v.On.After(today), "on", "matching.told.on.future")
	within.CheckAs("on", v.On, today, &p)
	p.If(!p.Any() && v.On.Before(v.since(m, history, zone)), "on", "matching.told.on.early")
	return p
}

// since is the first day on which somebody could be told all that v tells: when a match
// that it tells of began or ended, and when history has each of the others.
func (v Telling) since(m Matches, history []ledger.Received[TellingFact], zone *time.Location) (day programme.Date) {
	for _, n := range v.Match {
		if from, known := m.newsFrom(n); known && (day.IsZero() || from.After(day)) {
			day = from
		}
	}
	for _, x := range history {
		if x.Fact.ToTell == nil || !slices.Contains(v.Of, x.Fact.ToTell.ID) {
			continue
		}
		if on := programme.Of(x.At, zone); day.IsZero() || on.After(day) {
			day = on
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
