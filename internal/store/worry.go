package store

import (
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// worryStandings is where a worry stands, as the list of worries is ordered.
var worryStandings = map[safety.WorryState]int64{safety.Acknowledged: 1, safety.Closed: 2}

// AddWorry stores v. The same worry again is fault.Unchanged.
func (t *Tx) AddWorry(v safety.Worry) error {
	participant := string(v.Participant)
	k, err := t.keyFor(participant)
	if err != nil {
		return err
	}
	digest, err := body(k, v)
	if err != nil {
		return err
	}
	row, err := t.q.FindWorry(t.ctx, rows.FindWorryParams{ParticipantID: participant, ID: string(v.ID)})
	if err := known(row.Body, digest, err); err != nil {
		return err
	}
	sealed, err := seal(k, "worry", string(v.ID), v)
	if err != nil {
		return err
	}
	return busy(t.q.AddWorry(t.ctx, rows.AddWorryParams{
		ParticipantID: participant, ID: string(v.ID), OrganisationID: string(t.org), At: instant.At(t.now), ByAccount: t.by, Sealed: sealed, Body: digest,
	}))
}

// FindWorryFact answers fault.Unchanged when f is there already under key, a
// conflict when key stands for something else, and nothing when it is new.
func (t *Tx) FindWorryFact(participant id.Participant, key string, f safety.WorryFact) error {
	stored, err := t.q.FindWorryFactBody(t.ctx, rows.FindWorryFactBodyParams{ParticipantID: string(participant), ID: key})
	return t.sentAgain(string(participant), f, stored, err)
}

// AddWorryFact stores f, which is new, under key, after all that is there, and
// that the worry now stands as s tells.
func (t *Tx) AddWorryFact(s safety.WorryStanding, key string, f safety.WorryFact) error {
	participant, worry := string(s.Fact.Participant), string(s.Fact.ID)
	k, err := t.keyFor(participant)
	if err != nil {
		return err
	}
	digest, err := body(k, f)
	if err != nil {
		return err
	}
	sealed, err := seal(k, "worry_fact", key, f)
	if err != nil {
		return err
	}
	before, err := t.q.CountWorryFacts(t.ctx, rows.CountWorryFactsParams{ParticipantID: participant, WorryID: worry})
	if err != nil {
		return busy(err)
	}
	err = t.q.AddWorryFact(t.ctx, rows.AddWorryFactParams{
		ParticipantID: participant, ID: key, WorryID: worry, At: instant.At(t.now), ByAccount: t.by, Step: before + 1, Sealed: sealed, Body: digest,
	})
	if err != nil || f.Told != nil {
		return busy(err)
	}
	return busy(t.q.SetWorryStanding(t.ctx, rows.SetWorryStandingParams{
		ParticipantID: participant, ID: worry, OrganisationID: string(t.org), Standing: worryStandings[s.State],
	}))
}

// FindWorry finds a worry about participant, and its history in the server's
// order.
func (t *ReadTx) FindWorry(participant id.Participant, worry id.Worry) (ledger.Received[safety.Worry], []ledger.Received[safety.WorryFact], error) {
	var w ledger.Received[safety.Worry]
	row, err := t.q.FindWorry(t.ctx, rows.FindWorryParams{ParticipantID: string(participant), ID: string(worry)})
	if err != nil {
		return w, nil, absent(err)
	}
	k, err := t.keyFor(string(participant))
	if err != nil {
		return w, nil, err
	}
	w.At, w.By = row.At.Time, row.ByAccount
	if err := open(k, "worry", row.ID, row.Sealed, &w.Fact); err != nil {
		return w, nil, err
	}
	history, err := t.worryFacts(k, participant, worry)
	return w, history, err
}

func (t *ReadTx) worryFacts(k *crypt.Person, participant id.Participant, worry id.Worry) ([]ledger.Received[safety.WorryFact], error) {
	found, err := t.q.ListWorryFacts(t.ctx, rows.ListWorryFactsParams{ParticipantID: string(participant), WorryID: string(worry)})
	list := make([]ledger.Received[safety.WorryFact], len(found))
	for i, row := range found {
		list[i].At, list[i].By = row.At.Time, row.ByAccount
		if err := open(k, "worry_fact", row.ID, row.Sealed, &list[i].Fact); err != nil {
			return nil, err
		}
	}
	return list, busy(err)
}

// ListWorries lists one page of the organisation's worries, those that nobody
// has taken on first and the newest of each kind, and counts all and those.
func (t *ReadTx) ListWorries(page programme.Page) (list []safety.Listed, all, open int, err error) {
	found, err := t.q.ListWorries(t.ctx, rows.ListWorriesParams{OrganisationID: string(t.org), Limit: int32(page.Limit()), Offset: int32(page.Offset())})
	if err != nil {
		return nil, 0, 0, busy(err)
	}
	for _, row := range found {
		l, err := t.listed(row)
		if err != nil {
			return nil, 0, 0, err
		}
		list = append(list, l)
	}
	n, err := t.q.CountWorries(t.ctx, string(t.org))
	if err != nil {
		return nil, 0, 0, busy(err)
	}
	waiting, err := t.q.CountOpenWorries(t.ctx, string(t.org))
	return list, int(n), int(waiting), busy(err)
}

func (t *ReadTx) listed(row rows.ListWorriesRow) (safety.Listed, error) {
	person, err := t.person(rows.FindParticipantRow{
		ID: row.ID, OrganisationID: row.OrganisationID, TeamID: row.TeamID, DefinitionKey: row.DefinitionKey, DefinitionVersion: row.DefinitionVersion,
		Stage: row.Stage, DischargedOn: row.DischargedOn, ReferredAt: row.ReferredAt, ReferredBy: row.ReferredBy, Study: row.Study,
		IdentityID: row.IdentityID, Sealed: row.Sealed, Wrapped: row.Wrapped, TeamName: row.TeamName,
	})
	if err != nil {
		return safety.Listed{}, err
	}
	l := safety.Listed{Person: person, Taken: row.Standing > 0, Closed: row.Standing > 1}
	l.Worry.At, l.Worry.By = row.At.Time, row.ByAccount
	k, err := t.keyFor(row.ID)
	if err != nil {
		return safety.Listed{}, err
	}
	return l, open(k, "worry", row.WorryID, row.WorrySealed, &l.Worry.Fact)
}
