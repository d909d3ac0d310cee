package story

import (
	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/workforce"
)

// Matches chooses who visits p, from today on.
func (m *Staff) Matches(p *Person, worker *Staff) Answer {
	s := m.org.s
	return s.answer(s.Care.MakeMatch(s.ctx, m.Actor(), p.ID(), workforce.Match{ID: p.matchWith(worker),
		Worker: worker.ID, On: s.Today()}))
}

func (p *Person) matchWith(worker *Staff) id.Match {
	return ID[id.Match](p.org.s.seed, "match/"+p.name+"/"+worker.Name)
}

// matching is what m sees of who visits p.
func (m *Staff) matching(p *Person) care.MatchRecord {
	m.org.s.t.Helper()
	r, answer := m.OpensVisits(p)
	answer.OK()
	return r.Match
}

// TellsOfMatch writes down that p was told who visits, where the service could
// not tell them.
func (m *Staff) TellsOfMatch(p *Person, how workforce.TellingWay) {
	m.org.s.t.Helper()
	for _, n := range m.matching(p).News {
		if n.Party == workforce.ThePerson && !n.WasTold() && !n.OnWay {
			m.tells(p, n.MatchNews, how).OK()
		}
	}
}

// TellsOfMatchWith is TellsOfMatch, by somebody who has nothing to look up.
func (m *Staff) TellsOfMatchWith(p *Person, worker *Staff, how workforce.TellingWay) Answer {
	return m.tells(p, workforce.MatchNews{Match: p.matchWith(worker), Of: workforce.MatchBegins,
		Party: workforce.ThePerson}, how)
}

func (m *Staff) tells(p *Person, n workforce.MatchNews, how workforce.TellingWay) Answer {
	s := m.org.s
	return s.answer(s.Care.TellMatch(s.ctx, m.Actor(), p.ID(), workforce.MatchTold{
		ID: ID[id.MatchTold](s.seed, "told/"+string(n.Match)+"/"+string(n.Of)+"/"+string(n.Party)), MatchNews: n,
		How: how, On: s.Today(),
	}))
}

// EndsMatch says that worker visits p no longer. Said again, it is the same end.
func (m *Staff) EndsMatch(p *Person, worker *Staff, reason workforce.MatchEndReason) Answer {
	s := m.org.s
	match := p.matchWith(worker)
	return s.answer(s.Care.EndMatch(s.ctx, m.Actor(), p.ID(), workforce.MatchEnded{
		ID: ID[id.MatchEnd](s.seed, "end/"+string(match)), Match: match, On: s.Today(), Reason: reason,
	}))
}

// AsksForAnother asks for another worker. Sent again, it is the same asking.
func (p *Person) AsksForAnother() Answer {
	s := p.org.s
	return s.answer(s.Care.AskAnother(s.ctx, p.themselves(), ID[id.MatchAsk](s.seed, "another/"+p.name)))
}

// KeepsMatch says that m has talked with p, who had asked for another worker,
// and that it stays as it is.
func (m *Staff) KeepsMatch(p *Person) Answer {
	s := m.org.s
	asked := m.matching(p).Asked.Fact.ID
	return s.answer(s.Care.KeepMatch(s.ctx, m.Actor(), p.ID(), workforce.MatchKept{
		ID: ID[id.MatchKept](s.seed, "kept/"+string(asked)), Asked: asked, On: s.Today(),
	}))
}
