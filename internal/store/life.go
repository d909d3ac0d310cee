package store

import (
	"database/sql"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// lifeStandings is where the news of an event stands, as their list is ordered.
var lifeStandings = map[life.NewsState]int64{life.NewsRead: 1, life.NewsSettled: 2}

// FindLifeEvent answers fault.Unchanged when e is there already, a conflict
// when its id stands for another, and nothing when it is new.
func (t *Tx) FindLifeEvent(e life.Event) error {
	stored, err := t.q.FindLifeEventBody(t.ctx, rows.FindLifeEventBodyParams{ParticipantID: string(e.Participant), ID: string(e.ID)})
	return t.sentAgain(string(e.Participant), e, stored, err)
}

// AddLifeEvent stores e, which is new, after all that is there: worker visits
// them now.
func (t *Tx) AddLifeEvent(e life.Event, worker id.Account) error {
	participant := string(e.Participant)
	k, err := t.keyFor(participant)
	if err != nil {
		return err
	}
	digest, err := body(k, e)
	if err != nil {
		return err
	}
	sealed, err := seal(k, "life_event", string(e.ID), e)
	if err != nil {
		return err
	}
	before, err := t.ListLifeEvents(e.Participant)
	if err != nil {
		return err
	}
	return busy(t.q.AddLifeEvent(t.ctx, rows.AddLifeEventParams{
		ParticipantID: participant, ID: string(e.ID), OrganisationID: string(t.org), At: instant.At(t.now), ByAccount: t.by,
		Step: int64(len(before) + 1), WorkerID: string(worker), Sealed: sealed, Body: digest,
	}))
}

// FindLife finds how far life leaves participant room for the programme.
func (t *ReadTx) FindLife(participant id.Participant) (life.Life, error) {
	events, err := t.ListLifeEvents(participant)
	return lifeAfter(events), err
}

func lifeAfter(events []ledger.Received[life.Event]) life.Life {
	return life.After(ledger.Facts(events))
}

// ListLifeEvents lists what happened in participant's life, in the server's
// order.
func (t *ReadTx) ListLifeEvents(participant id.Participant) ([]ledger.Received[life.Event], error) {
	found, err := t.q.ListLifeEvents(t.ctx, string(participant))
	if err != nil {
		return nil, busy(err)
	}
	list := make([]ledger.Received[life.Event], len(found))
	for i, row := range found {
		if list[i], err = t.lifeEvent(row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (t *ReadTx) lifeEvent(row rows.ListLifeEventsRow) (ledger.Received[life.Event], error) {
	e := ledger.Received[life.Event]{At: row.At.Time, By: row.ByAccount}
	k, err := t.keyFor(row.ParticipantID)
	if err != nil {
		return e, err
	}
	return e, open(k, "life_event", row.ID, row.Sealed, &e.Fact)
}

// A LifeOf is how somebody stands, for whoever visits them.
type LifeOf struct {
	life.Life
	Unread id.LifeEvent // the newest of which nobody has read the news, if any
}

// ListLivesOfWorker finds how those stand whom a worker is matched with, as far
// as anything has happened. Their keys come with the list of these people.
func (t *ReadTx) ListLivesOfWorker(worker id.Account) (map[id.Participant]LifeOf, error) {
	found, err := t.q.ListLifeEventsOfWorker(t.ctx, rows.ListLifeEventsOfWorkerParams{
		OrganisationID: string(t.org), WorkerID: sql.NullString{String: string(worker), Valid: true},
	})
	if err != nil {
		return nil, busy(err)
	}
	events, unread := map[id.Participant][]ledger.Received[life.Event]{}, map[id.Participant]id.LifeEvent{}
	for _, row := range found {
		e, err := t.lifeEvent(rows.ListLifeEventsRow{ParticipantID: row.ParticipantID, ID: row.ID, At: row.At, ByAccount: row.ByAccount, Sealed: row.Sealed})
		if err != nil {
			return nil, err
		}
		participant := id.Participant(row.ParticipantID)
		events[participant] = append(events[participant], e)
		if row.Standing == 0 && row.ByAccount != string(worker) {
			unread[participant] = id.LifeEvent(row.ID)
		}
	}
	lives := map[id.Participant]LifeOf{}
	for participant, list := range events {
		lives[participant] = LifeOf{lifeAfter(list), unread[participant]}
	}
	return lives, nil
}

// FindLifeNews finds an event of participant's and what became of telling it,
// with when and by whom, in the server's order.
func (t *ReadTx) FindLifeNews(participant id.Participant, event id.LifeEvent) (life.News, []ledger.Received[life.Fact], error) {
	row, err := t.q.FindLifeEvent(t.ctx, rows.FindLifeEventParams{ParticipantID: string(participant), ID: string(event)})
	if err != nil {
		return life.News{}, nil, absent(err)
	}
	entered, err := t.lifeEvent(rows.ListLifeEventsRow{ParticipantID: row.ParticipantID, ID: row.ID, At: row.At, ByAccount: row.ByAccount, Sealed: row.Sealed})
	if err != nil {
		return life.News{}, nil, err
	}
	history, err := t.lifeFacts(participant, event)
	facts := ledger.Facts(history)
	return life.NewsAfter(entered, id.Account(row.WorkerID), facts), history, err
}

func (t *ReadTx) lifeFacts(participant id.Participant, event id.LifeEvent) ([]ledger.Received[life.Fact], error) {
	found, err := t.q.ListLifeFacts(t.ctx, rows.ListLifeFactsParams{ParticipantID: string(participant), EventID: string(event)})
	if err != nil {
		return nil, busy(err)
	}
	k, err := t.keyFor(string(participant))
	if err != nil {
		return nil, err
	}
	list := make([]ledger.Received[life.Fact], len(found))
	for i, row := range found {
		list[i].At, list[i].By = row.At.Time, row.ByAccount
		if err := open(k, "life_fact", row.ID, row.Sealed, &list[i].Fact); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// FindLifeFact answers fault.Unchanged when f is there already, a conflict
// when its id stands for something else, and nothing when it is new.
func (t *Tx) FindLifeFact(participant id.Participant, f life.Fact) error {
	stored, err := t.q.FindLifeFactBody(t.ctx, rows.FindLifeFactBodyParams{ParticipantID: string(participant), ID: string(f.ID)})
	return t.sentAgain(string(participant), f, stored, err)
}

// AddLifeFact stores f, which is new, after all that is there, and that the
// news now stands as n tells.
func (t *Tx) AddLifeFact(n life.News, f life.Fact) error {
	participant, event := string(n.Fact.Participant), string(n.Fact.ID)
	k, err := t.keyFor(participant)
	if err != nil {
		return err
	}
	digest, err := body(k, f)
	if err != nil {
		return err
	}
	sealed, err := seal(k, "life_fact", string(f.ID), f)
	if err != nil {
		return err
	}
	before, err := t.q.CountLifeFacts(t.ctx, rows.CountLifeFactsParams{ParticipantID: participant, EventID: event})
	if err != nil {
		return busy(err)
	}
	err = t.q.AddLifeFact(t.ctx, rows.AddLifeFactParams{
		ParticipantID: participant, ID: string(f.ID), EventID: event, At: instant.At(t.now), ByAccount: t.by, Step: before + 1, Sealed: sealed, Body: digest,
	})
	if err != nil || f.Told != nil {
		return busy(err)
	}
	return busy(t.q.SetLifeStanding(t.ctx, rows.SetLifeStandingParams{
		ParticipantID: participant, ID: event, OrganisationID: string(t.org), Standing: lifeStandings[n.State],
	}))
}

// ListLifeNews lists one page of what happened in the lives of an
// organisation's people, what nobody has read first and the newest of each kind,
// and counts all and those that still wait for somebody.
func (t *ReadTx) ListLifeNews(page programme.Page) (list []life.Listed, all, open int, err error) {
	found, err := t.q.ListLifeNews(t.ctx, rows.ListLifeNewsParams{OrganisationID: string(t.org), Limit: int32(page.Limit()), Offset: int32(page.Offset())})
	if err != nil {
		return nil, 0, 0, busy(err)
	}
	for _, row := range found {
		l, err := t.lifeListed(row)
		if err != nil {
			return nil, 0, 0, err
		}
		list = append(list, l)
	}
	n, err := t.q.CountLifeNews(t.ctx, string(t.org))
	if err != nil {
		return nil, 0, 0, busy(err)
	}
	waiting, err := t.q.CountOpenLifeNews(t.ctx, string(t.org))
	return list, int(n), int(waiting), busy(err)
}

func (t *ReadTx) lifeListed(row rows.ListLifeNewsRow) (life.Listed, error) {
	person, err := t.person(row.Person)
	if err != nil {
		return life.Listed{}, err
	}
	e, err := t.lifeEvent(rows.ListLifeEventsRow{ParticipantID: row.Person.ID, ID: row.EventID, At: row.At, ByAccount: row.ByAccount, Sealed: row.EventSealed})
	return life.Listed{Person: person, Event: e, Read: row.Standing > 0, Settled: row.Standing > 1}, err
}
