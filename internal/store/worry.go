package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// worryStandings is where a worry stands, as the list of worries is ordered.
var worryStandings = map[safety.WorryState]int64{safety.Acknowledged: 1, safety.Closed: 2}

var worryFacts = journal(Journal[id.Participant, safety.WorryFact]{
	Table: "worry_fact", Noun: "WorryFact", Key: safety.WorryFact.Key,
	Thread: Column[safety.WorryFact]{"worry_id", func(f safety.WorryFact) any { return string(f.Worry()) }},
})

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

// WorryFactSent answers fault.Unchanged when f is there already, a conflict when
// its id stands for something else, and nothing when it is new.
func (t *Tx) WorryFactSent(participant id.Participant, f safety.WorryFact) error {
	return worryFacts.Sent(t.ReadTx, participant, f)
}

// AddWorryFact appends f, and says that the worry now stands as s tells. The
// caller has checked that it isn't a repeat.
func (t *Tx) AddWorryFact(s safety.WorryStanding, f safety.WorryFact) error {
	if err := worryFacts.Add(t, s.Fact.Participant, f); err != nil || f.Told != nil {
		return err
	}
	return busy(t.q.SetWorryStanding(t.ctx, rows.SetWorryStandingParams{
		ParticipantID: string(s.Fact.Participant), ID: string(s.Fact.ID), OrganisationID: string(t.org), Standing: worryStandings[s.State],
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
	history, err := worryFacts.ListOf(t, participant, string(worry))
	return w, history, err
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
	person, err := t.person(row.Person)
	if err != nil {
		return safety.Listed{}, err
	}
	l := safety.Listed{Person: person, Taken: row.Standing > 0, Closed: row.Standing > 1}
	l.Worry.At, l.Worry.By = row.At.Time, row.ByAccount
	k, err := t.keyFor(row.Person.ID)
	if err != nil {
		return safety.Listed{}, err
	}
	return l, open(k, "worry", row.WorryID, row.WorrySealed, &l.Worry.Fact)
}
