package workforce

import (
	"maps"
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
	Off     bool        `json:"ends,omitempty"`    // they were cancelled: to be told though visits are over, or wait
	New     bool        `json:"new,omitempty"`     // they were planned: until that is told, nobody has heard of them
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

// StillToTell lists what nobody has told yet, in the server's order. Once visits are over,
// and while life has them wait, that is which of them were cancelled.
func StillToTell(history []TellingFact, over bool) []ToTell {
	var open []ToTell
	unheard := map[id.Appointment]id.ToTell{} // by what says that they were planned
	for _, f := range history {
		switch {
		case f.ToTell != nil:
			open = slices.DeleteFunc(open, func(o ToTell) bool { return slices.Contains(f.ToTell.Instead, o.ID) })
			if len(f.ToTell.Visits) > 0 {
				open = append(open, *f.ToTell)
			}
			for _, v := range f.ToTell.Visits {
				if f.ToTell.New {
					unheard[v] = f.ToTell.ID
				}
			}
		case f.Told != nil:
			told := func(o id.ToTell) bool { return slices.Contains(f.Told.Of, o) }
			open = slices.DeleteFunc(withoutUnheard(open, unheard), func(o ToTell) bool { return told(o.ID) })
			maps.DeleteFunc(unheard, func(_ id.Appointment, by id.ToTell) bool { return told(by) })
		}
	}
	return slices.DeleteFunc(withoutUnheard(open, unheard), func(o ToTell) bool { return over && !o.Off })
}

// withoutUnheard leaves out of open the cancelled visits that nobody has heard of, where it
// tells of others that are planned: these say all. They are told as soon.
func withoutUnheard(open []ToTell, unheard map[id.Appointment]id.ToTell) []ToTell {
	off := map[id.Appointment]bool{}
	for _, o := range open {
		for _, v := range o.Visits {
			off[v] = off[v] || o.Off
		}
	}
	planned := func(o ToTell) bool {
		return o.New && slices.ContainsFunc(o.Visits, func(v id.Appointment) bool { return !off[v] })
	}
	if !slices.ContainsFunc(open, planned) {
		return open
	}
	var left []ToTell
	var from programme.Date
	for _, o := range open {
		o.Visits = slices.DeleteFunc(slices.Clone(o.Visits), func(v id.Appointment) bool {
			_, is := unheard[v]
			return is && off[v]
		})
		if len(o.Visits) > 0 {
			left = append(left, o)
		} else if from.IsZero() || o.From.Before(from) {
			from = o.From
		}
	}
	for i, o := range left {
		if planned(o) && !from.IsZero() && from.Before(o.From) {
			left[i].From = from
		}
	}
	return left
}

// TellFrom is from when on something is to be told; no day when nothing is.
func TellFrom(history []TellingFact, over bool) (from programme.Date) {
	for _, o := range StillToTell(history, over) {
		if from.IsZero() || o.From.Before(from) {
			from = o.From
		}
	}
	return from
}
