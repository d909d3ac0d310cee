package workforce

import (
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// Party is one of the two who are matched.
type Party string

const (
	ThePerson Party = "person"
	TheWorker Party = "worker"
)

// Parties lists the two, in the order a form offers them.
func Parties() []Party { return []Party{ThePerson, TheWorker} }

// TellingWay is how somebody was told.
type TellingWay string

const (
	ToldByPhone  TellingWay = "phone"
	ToldInPerson TellingWay = "in_person"
	ToldByText   TellingWay = "text"
	ToldByEmail  TellingWay = "email"
	ToldByLetter TellingWay = "letter"
	ToldAnother  TellingWay = "another_way"
)

// TellingWays lists the ways in the order a form offers them.
func TellingWays() []TellingWay {
	return []TellingWay{ToldByPhone, ToldInPerson, ToldByText, ToldByEmail, ToldByLetter, ToldAnother}
}

// Valid tells whether w is one of the ways.
func (w TellingWay) Valid() bool { return slices.Contains(TellingWays(), w) }

// A MatchNews is something that one of the two is to hear: that a match has
// begun, or that it has ended.
type MatchNews struct {
	Match id.Match   `json:"match"`
	Of    MatchEvent `json:"of"`
	Party Party      `json:"party"`
}

// A MatchTold is that one of the two was told. The service tells by e-mail,
// where that is safe; everything else is told by staff, who say so here.
type MatchTold struct {
	ID          id.MatchTold   `json:"id"` // drawn by the form, so that a retry is harmless
	Participant id.Participant `json:"participant"`
	MatchNews
	How TellingWay     `json:"how"`
	On  programme.Date `json:"on"`
}

// Check reports every rule that v breaks on the day today, as news of m.
func (v MatchTold) Check(m Matches, today programme.Date) fault.Problems {
	var p fault.Problems
	began, known := m.newsFrom(v.MatchNews)
	p.If(v.ID == "", "id", "matching.id.missing")
	p.If(v.Participant == "", "participant", "matching.participant.missing")
	p.If(!known, "news", "matching.told.news.missing")
	p.If(!v.How.Valid(), "how", "matching.told.how.missing")
	p.If(v.On.IsZero(), "on", "matching.told.on.missing")
	p.If(v.On.After(today), "on", "matching.told.on.future")
	p.If(known && !v.On.IsZero() && v.On.Before(began), "on", "matching.told.on.early")
	return p
}

// newsFrom returns the day that n is news from, and whether there is such news.
func (m Matches) newsFrom(n MatchNews) (programme.Date, bool) {
	if !slices.Contains(Parties(), n.Party) {
		return programme.Date{}, false
	}
	switch n.Of {
	case MatchBegins:
		for _, x := range m.All {
			if x.ID == n.Match {
				return x.On, true
			}
		}
	case MatchEnds:
		for _, x := range m.Ends {
			if x.Match == n.Match {
				return x.On, true
			}
		}
	}
	return programme.Date{}, false
}

// News lists what the two are to hear of somebody's matches now, told or not:
// that the last match has ended, or that one holds now, and of the one before
// it, what nobody has told the worker yet. The person hears what has changed since they
// were told last.
func (m Matches) News() []MatchNews {
	var list []MatchNews
	untold := m.newsToThePerson()
	add := func(match id.Match, of MatchEvent, told bool) {
		for _, party := range Parties() {
			n := MatchNews{Match: match, Of: of, Party: party}
			_, was := m.Told(n)
			if told && was || slices.Contains(untold, n) || party == TheWorker && !was {
				list = append(list, n)
			}
		}
	}
	now, has := m.Current()
	if n := len(m.Ends); n > 0 {
		last := m.Ends[n-1].Match
		if len(untold) > 0 && untold[0].Of == MatchEnds && untold[0].Match != last {
			list = append(list, untold[0])
		}
		add(last, MatchEnds, !has)
	}
	if has {
		add(now.ID, MatchBegins, true)
	}
	return list
}

// Heard returns the match of which the person was told last that it has begun, and whether
// there is one: none where they were told that it has ended. Of two that were recorded, the
// later match is what they know.
func (m Matches) Heard() (heard Match, hears bool) {
	for _, x := range m.All {
		if _, told := m.Told(MatchNews{Match: x.ID, Of: MatchBegins, Party: ThePerson}); told {
			heard, hears = x, true
		}
		if _, told := m.Told(MatchNews{Match: x.ID, Of: MatchEnds, Party: ThePerson}); told {
			heard, hears = Match{}, false
		}
	}
	return heard, hears
}

// newsToThePerson is how who visits them now differs from what they were told last: none of
// what was between, of which they never heard.
func (m Matches) newsToThePerson() (list []MatchNews) {
	heard, hears := m.Heard()
	now, has := m.Current()
	if hears == has && heard.Worker == now.Worker {
		return nil
	}
	if hears {
		list = append(list, MatchNews{Match: heard.ID, Of: MatchEnds, Party: ThePerson})
	}
	if has {
		list = append(list, MatchNews{Match: now.ID, Of: MatchBegins, Party: ThePerson})
	}
	return list
}

// Told returns how and when somebody was told, and whether they were.
func (m Matches) Told(n MatchNews) (MatchTold, bool) {
	i := slices.IndexFunc(m.Tells, func(x MatchTold) bool { return x.MatchNews == n })
	if i < 0 {
		return MatchTold{}, false
	}
	return m.Tells[i], true
}

// UntoldTo lists the news that nobody has told one of the two yet.
func (m Matches) UntoldTo(party Party) []MatchNews {
	return slices.DeleteFunc(m.Untold(), func(n MatchNews) bool { return n.Party != party })
}

// Untold lists the news that nobody has told yet.
func (m Matches) Untold() []MatchNews {
	return slices.DeleteFunc(m.News(), func(n MatchNews) bool {
		_, was := m.Told(n)
		return was
	})
}
