package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/store/rows"
)

// worryStandings is where a worry stands, as the list of worries is ordered.
var worryStandings = map[safety.WorryState]int64{safety.Acknowledged: 1, safety.Closed: 2}

var worryFacts = journal(Journal[id.Participant, safety.WorryFact]{
	Table: "worry_fact", Noun: "WorryFact", Key: safety.WorryFact.Key,
	Thread: Column[safety.WorryFact]{"worry_id", func(f safety.WorryFact) any { return string(f.Worry()) }},
})

var worries = journal(Journal[id.Participant, safety.Worry]{
	Table: "worry", Noun: "RaisedWorry", Key: func(v safety.Worry) string { return string(v.ID) },
	Beside: []string{"organisation_id", "standing"}, Unnumbered: true,
})

// Worries are those about participant. Nobody has taken a new one on.
func (t *ReadTx) Worries(participant id.Participant) Facts[safety.Worry] {
	return worries.facts(t, participant, string(t.org), int64(0))
}

// WorryFacts are what became of the worries about participant.
func (t *ReadTx) WorryFacts(participant id.Participant) Facts[safety.WorryFact] {
	return worryFacts.facts(t, participant)
}

// SetWorryStanding says where a worry stands.
func (t *Tx) SetWorryStanding(s safety.WorryStanding) error {
	return busy(t.q.SetWorryStanding(t.ctx, rows.SetWorryStandingParams{
		ParticipantID: string(s.Fact.Participant), ID: string(s.Fact.ID), OrganisationID: string(t.org),
		Standing: worryStandings[s.State],
	}))
}

// FindWorry finds a worry about participant, and its history in the server's
// order.
func (t *ReadTx) FindWorry(
	participant id.Participant, worry id.Worry,
) (ledger.Received[safety.Worry], []ledger.Received[safety.WorryFact], error) {
	w, err := worries.find(t, participant, string(worry))
	if err != nil {
		return w.Received, nil, err
	}
	history, err := worryFacts.ListOf(t, participant, string(worry))
	return w.Received, history, err
}

// A WorryOf names a worry, and whom it is about.
type WorryOf struct {
	Participant id.Participant
	Worry       id.Worry
}

// ListOpenWorries lists those that nobody has taken on, the oldest first.
func (t *ReadTx) ListOpenWorries() ([]WorryOf, error) {
	found, err := t.q.ListOpenWorries(t.ctx, string(t.org))
	return worriesOf(found), busy(err)
}

func worriesOf[R rows.ListOpenWorriesRow | rows.ListTakenWorriesRow](found []R) []WorryOf {
	list := make([]WorryOf, len(found))
	for i, row := range found {
		w := rows.ListOpenWorriesRow(row)
		list[i] = WorryOf{id.Participant(w.ParticipantID), id.Worry(w.ID)}
	}
	return list
}

// ListTakenWorries lists those that somebody has taken on, that aren't closed, and about
// which by did anything, the oldest first: who has one took it on.
func (t *ReadTx) ListTakenWorries(by id.Account) ([]WorryOf, error) {
	found, err := t.q.ListTakenWorries(t.ctx, rows.ListTakenWorriesParams{
		OrganisationID: string(t.org), ByAccount: string(by)})
	return worriesOf(found), busy(err)
}

// ListWorries lists one page of the organisation's worries, those that nobody
// has taken on first and the newest of each kind, and counts all and those. A team
// narrows it, and so does whether somebody has taken them on or they are closed.
func (t *ReadTx) ListWorries(page programme.Page) (list []safety.Listed, all, open int, err error) {
	from, to := between(worryStandings, page.Only.State, worryStandings[safety.Closed])
	found, err := t.q.ListWorries(t.ctx, rows.ListWorriesParams{OrganisationID: string(t.org), Limit: int32(page.Limit()),
		Offset: int32(page.Offset()), Column4: string(page.Only.Team), Standing: from, Standing_2: to})
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
	n, err := t.q.CountWorries(t.ctx, rows.CountWorriesParams{OrganisationID: string(t.org),
		Column2: string(page.Only.Team), Standing: from, Standing_2: to})
	if err != nil {
		return nil, 0, 0, busy(err)
	}
	waiting, err := t.q.CountOpenWorries(t.ctx, rows.CountOpenWorriesParams{OrganisationID: string(t.org),
		Column2: string(page.Only.Team)})
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
