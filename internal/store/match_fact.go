package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/workforce"
)

// FindMatchFact answers fault.Unchanged when f is there already, a conflict
// when its id stands for another fact of participant's, and nothing when it is
// new.
func (t *Tx) FindMatchFact(participant id.Participant, f workforce.MatchFact) error {
	if f.Ended != nil {
		return t.FindMatchEnd(*f.Ended)
	}
	stored, err := t.q.FindMatchFactBody(t.ctx, rows.FindMatchFactBodyParams{ParticipantID: string(participant), ID: f.Key()})
	return t.sentAgain(string(participant), f, stored, err)
}

// AddMatchFact stores f, which is new and about match, after all that is there.
func (t *Tx) AddMatchFact(participant id.Participant, match id.Match, f workforce.MatchFact) error {
	if f.Ended != nil {
		return t.AddMatchEnd(*f.Ended)
	}
	k, err := t.keyFor(string(participant))
	if err != nil {
		return err
	}
	digest, err := body(k, f)
	if err != nil {
		return err
	}
	sealed, err := seal(k, "match_fact", f.Key(), f)
	if err != nil {
		return err
	}
	before, err := t.q.CountMatchFacts(t.ctx, string(participant))
	if err != nil {
		return busy(err)
	}
	return busy(t.q.AddMatchFact(t.ctx, rows.AddMatchFactParams{
		ParticipantID: string(participant), ID: f.Key(), MatchID: string(match), Kind: f.Kind(),
		At: instant.At(t.now), ByAccount: t.by, Step: before + 1, Sealed: sealed, Body: digest,
	}))
}

// FindMatchHistory finds all that became of who visits participant: the matches
// in the server's order, each with what became of it, and its end before who
// was told of it.
func (t *ReadTx) FindMatchHistory(participant id.Participant) ([]ledger.Received[workforce.MatchFact], error) {
	matches, err := t.ListMatches(participant)
	if err != nil || len(matches) == 0 {
		return nil, err
	}
	ends, err := t.listMatchEnds(participant)
	if err != nil {
		return nil, err
	}
	facts, err := t.listMatchFacts(participant)
	if err != nil {
		return nil, err
	}
	var history []ledger.Received[workforce.MatchFact]
	for _, m := range matches {
		history = append(history, ledger.Received[workforce.MatchFact]{Fact: workforce.MatchFact{Matched: &m.Fact}, At: m.At, By: m.By})
		during, after := facts.of(m.Fact.ID)
		history = append(history, during...)
		for _, e := range ends {
			if e.Fact.Match == m.Fact.ID {
				history = append(history, ledger.Received[workforce.MatchFact]{Fact: workforce.MatchFact{Ended: &e.Fact}, At: e.At, By: e.By})
			}
		}
		history = append(history, after...)
	}
	return history, nil
}

// matchFacts are those of one person, by match, in the server's order.
type matchFacts map[id.Match][]ledger.Received[workforce.MatchFact]

// of are the facts of a match: those from while it held, and who was told that
// it no longer does.
func (m matchFacts) of(match id.Match) (during, after []ledger.Received[workforce.MatchFact]) {
	for _, f := range m[match] {
		if told := f.Fact.Told; told != nil && told.Of == workforce.MatchEnds {
			after = append(after, f)
		} else {
			during = append(during, f)
		}
	}
	return during, after
}

func (t *ReadTx) listMatchFacts(participant id.Participant) (matchFacts, error) {
	found, err := t.q.ListMatchFacts(t.ctx, string(participant))
	if err != nil || len(found) == 0 {
		return nil, busy(err)
	}
	k, err := t.keyFor(string(participant))
	if err != nil {
		return nil, err
	}
	facts := matchFacts{}
	for _, row := range found {
		f := ledger.Received[workforce.MatchFact]{At: row.At.Time, By: row.ByAccount}
		if err := open(k, "match_fact", row.ID, row.Sealed, &f.Fact); err != nil {
			return nil, err
		}
		facts[id.Match(row.MatchID)] = append(facts[id.Match(row.MatchID)], f)
	}
	return facts, nil
}
