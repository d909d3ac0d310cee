package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
)

var doubts = journal(Journal[id.Participant, pathway.Doubt]{
	Table: "doubt", Noun: "Doubt", Key: func(d pathway.Doubt) string { return string(d.ID) },
	Beside: []string{"organisation_id", "settled"}, Unnumbered: true,
})

var doubtAnswers = journal(Journal[id.Participant, pathway.DoubtAnswer]{
	Table: "doubt_answer", Noun: "DoubtAnswer", Key: func(a pathway.DoubtAnswer) string { return string(a.ID) },
})

// Doubts are those about what is known of participant. A new one is open.
func (t *ReadTx) Doubts(participant id.Participant) Facts[pathway.Doubt] {
	return doubts.facts(t, participant, string(t.org), false)
}

// DoubtAnswers are what settled them.
func (t *ReadTx) DoubtAnswers(participant id.Participant) Facts[pathway.DoubtAnswer] {
	return doubtAnswers.facts(t, participant)
}

// KnownDoubts lists participant's, each with what answers it.
func (t *ReadTx) KnownDoubts(participant id.Participant) ([]pathway.KnownDoubt, error) {
	all, err := doubts.List(t, participant)
	if err != nil {
		return nil, err
	}
	answers, err := doubtAnswers.List(t, participant)
	return pathway.WithAnswers(all, answers), err
}

// KnownDoubtsOf lists those of each of several people.
func (t *ReadTx) KnownDoubtsOf(people []id.Participant) (map[id.Participant][]pathway.KnownDoubt, error) {
	all, err := doubts.Of(t, people)
	if err != nil {
		return nil, err
	}
	answers, err := doubtAnswers.Of(t, people)
	known := map[id.Participant][]pathway.KnownDoubt{}
	for of, list := range all {
		known[of] = pathway.WithAnswers(list, answers[of])
	}
	return known, err
}

// SettleDoubts takes those that a settles off the list, or puts them on it again. The
// caller adds a.
func (t *Tx) SettleDoubts(participant id.Participant, a pathway.DoubtAnswer) error {
	for _, d := range a.Doubts {
		err := t.q.SettleDoubt(t.ctx, rows.SettleDoubtParams{
			ParticipantID: string(participant), ID: string(d), OrganisationID: string(t.org),
			Settled: !a.Again,
		})
		if err != nil {
			return busy(err)
		}
	}
	return nil
}

// ListOpenDoubts lists one page of the organisation's open doubts, the oldest
// first, and how many there are.
func (t *ReadTx) ListOpenDoubts(page programme.Page) ([]pathway.ListedDoubt, int, error) {
	found, err := t.q.ListOpenDoubts(t.ctx, rows.ListOpenDoubtsParams{OrganisationID: string(t.org),
		Limit: int32(page.Limit()), Offset: int32(page.Offset()), Column4: string(page.Only.Team)})
	if err != nil {
		return nil, 0, busy(err)
	}
	list := make([]pathway.ListedDoubt, len(found))
	for i, row := range found {
		if list[i], err = t.listedDoubt(row); err != nil {
			return nil, 0, err
		}
	}
	count, err := t.q.CountOpenDoubts(t.ctx, rows.CountOpenDoubtsParams{OrganisationID: string(t.org),
		Column2: string(page.Only.Team)})
	return list, int(count), busy(err)
}

// CountDoubted counts the people of whom something is still to be put right.
func (t *ReadTx) CountDoubted() (int, error) {
	count, err := t.q.CountDoubtedPeople(t.ctx, string(t.org))
	return int(count), busy(err)
}

// ListSettledDoubts lists one page of those that were settled, the newest first, and how
// many there are.
func (t *ReadTx) ListSettledDoubts(page programme.Page) ([]pathway.ListedDoubt, int, error) {
	found, err := t.q.ListSettledDoubts(t.ctx, rows.ListSettledDoubtsParams{OrganisationID: string(t.org),
		Limit: int32(page.Limit()), Offset: int32(page.Offset()), Column4: string(page.Only.Team)})
	if err != nil {
		return nil, 0, busy(err)
	}
	list := make([]pathway.ListedDoubt, len(found))
	for i, row := range found {
		if list[i], err = t.listedDoubt(rows.ListOpenDoubtsRow(row)); err != nil {
			return nil, 0, err
		}
		list[i].Settled = true
	}
	count, err := t.q.CountSettledDoubts(t.ctx, rows.CountSettledDoubtsParams{OrganisationID: string(t.org),
		Column2: string(page.Only.Team)})
	return list, int(count), busy(err)
}

func (t *ReadTx) listedDoubt(row rows.ListOpenDoubtsRow) (pathway.ListedDoubt, error) {
	person, err := t.person(row.Person)
	if err != nil {
		return pathway.ListedDoubt{}, err
	}
	l := pathway.ListedDoubt{Person: person}
	l.Doubt.At, l.Doubt.By = row.At.Time, row.ByAccount
	k, err := t.keyFor(row.Person.ID)
	if err != nil {
		return pathway.ListedDoubt{}, err
	}
	return l, open(k, "doubt", row.DoubtID, row.DoubtSealed, &l.Doubt.Fact)
}
