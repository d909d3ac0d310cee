package store

import (
	"strconv"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// lifeStandings is where the news of an event stands, as their list is ordered.
var lifeStandings = map[life.NewsState]int64{life.NewsRead: 1, life.NewsSettled: 2, life.NewsOvertaken: 3}

// untold is where an event stands that is no news to anybody: it is in no list of news.
const untold = 4

var lifeEvents = journal(Journal[id.Participant, life.Event]{
	Table:  "life_event",
	Undone: "undoing_of_visits", Noun: "LifeEvent", Key: func(e life.Event) string { return string(e.ID) },
	Beside: []string{"organisation_id", "standing", "worker_id"},
})

var lifeFacts = journal(Journal[id.Participant, life.Fact]{
	Table: "life_fact", Noun: "LifeFact", Key: func(f life.Fact) string { return string(f.ID) },
	Thread: Column[life.Fact]{"event_id", func(f life.Fact) any { return string(f.Event) }},
})

// LifeEvents are what happened in participant's life. Worker visits them when a
// new one comes, of which nobody has read yet.
func (t *ReadTx) LifeEvents(participant id.Participant, worker id.Account) Facts[life.Event] {
	return lifeEvents.facts(t, participant, string(t.org), int64(0), string(worker))
}

// UntoldLifeEvents are the same, of which nobody is told.
func (t *ReadTx) UntoldLifeEvents(participant id.Participant) Facts[life.Event] {
	return lifeEvents.facts(t, participant, string(t.org), int64(untold), "")
}

// LifeFacts are what became of telling what happened in participant's life.
func (t *ReadTx) LifeFacts(participant id.Participant) Facts[life.Fact] {
	return lifeFacts.facts(t, participant)
}

// SetLifeStanding says where the news of an event stands.
func (t *Tx) SetLifeStanding(n life.News) error {
	return busy(t.q.SetLifeStanding(t.ctx, rows.SetLifeStandingParams{
		ParticipantID: string(n.Fact.Participant), ID: string(n.Fact.ID), OrganisationID: string(t.org),
		Standing: lifeStandings[n.State],
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
	return lifeEvents.List(t, participant)
}

// A lifeEventRow is what a list of many people's lives reads of each event.
type lifeEventRow struct {
	ParticipantID string
	ID            string
	At            instant.Instant
	ByAccount     string
	Sealed        []byte
}

func (t *ReadTx) lifeEvent(row lifeEventRow) (ledger.Received[life.Event], error) {
	return lifeEvents.open(t, storedFact{
		owner: row.ParticipantID, id: row.ID, by: row.ByAccount, at: row.At, sealed: row.Sealed,
	})
}

// A LifeOf is how somebody stands, for the worker who visits them.
type LifeOf struct {
	life.Life
	Unread id.LifeEvent // the newest of which nobody has read the news, if any
}

// LivesOf finds how each of several people stands, as far as anything has
// happened. News of their own entering nobody needs to read: by is the person
// asking.
func (t *ReadTx) LivesOf(people []programme.Person, by id.Account) (map[id.Participant]LifeOf, error) {
	found, err := lifeEvents.of(t, participantsOf(people))
	lives := map[id.Participant]LifeOf{}
	for participant, list := range found {
		now := LifeOf{Life: lifeAfter(received(list))}
		var unread life.Kind
		for _, e := range list {
			if e.row.text("standing") != "0" || e.By == string(by) || unread == life.Death && e.Fact.Kind == life.DeathDay {
				continue // that they died comes before on which day, and says the right one
			}
			now.Unread, unread = e.Fact.ID, e.Fact.Kind
		}
		lives[participant] = now
	}
	return lives, err
}

func participantsOf(people []programme.Person) []id.Participant {
	list := make([]id.Participant, len(people))
	for i, p := range people {
		list[i] = p.ID
	}
	return list
}

// FindLifeNews finds an event of participant's and what became of telling it,
// with when and by whom, in the server's order.
func (t *ReadTx) FindLifeNews(
	participant id.Participant, event id.LifeEvent,
) (life.News, []ledger.Received[life.Fact], error) {
	entered, err := lifeEvents.find(t, participant, string(event))
	if err != nil {
		return life.News{}, nil, err
	}
	history, err := lifeFacts.ListOf(t, participant, string(event))
	worker := id.Account(entered.row.text("worker_id"))
	if err != nil {
		return life.News{}, nil, err
	}
	n := life.NewsAfter(entered.Received, worker, ledger.Facts(history))
	switch standing := entered.row.text("standing"); {
	case standing == strconv.FormatInt(lifeStandings[life.NewsOvertaken], 10):
		n.State = life.NewsOvertaken
	case standing == strconv.FormatInt(lifeStandings[life.NewsSettled], 10):
		n.State = life.NewsSettled // it may be that everybody knew, so that nobody was told
	}
	return n, history, nil
}

// ListLifeNews lists one page of what happened in the lives of an
// organisation's people, what nobody has read first and the newest of each kind,
// and counts all and those that still wait for somebody. A team narrows it, and so does
// where the news is.
func (t *ReadTx) ListLifeNews(page programme.Page) (list []life.Listed, all, open int, err error) {
	from, to := between(lifeStandings, page.Only.State, lifeStandings[life.NewsOvertaken])
	found, err := t.q.ListLifeNews(t.ctx, rows.ListLifeNewsParams{OrganisationID: string(t.org),
		Limit: int32(page.Limit()), Offset: int32(page.Offset()), Column4: string(page.Only.Team),
		Standing: from, Standing_2: to})
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
	n, err := t.q.CountLifeNews(t.ctx, rows.CountLifeNewsParams{OrganisationID: string(t.org),
		Column2: string(page.Only.Team), Standing: from, Standing_2: to})
	if err != nil {
		return nil, 0, 0, busy(err)
	}
	waiting, err := t.q.CountOpenLifeNews(t.ctx, rows.CountOpenLifeNewsParams{OrganisationID: string(t.org),
		Column2: string(page.Only.Team)})
	return list, int(n), int(waiting), busy(err)
}

func (t *ReadTx) lifeListed(row rows.ListLifeNewsRow) (life.Listed, error) {
	person, err := t.person(row.Person)
	if err != nil {
		return life.Listed{}, err
	}
	e, err := t.lifeEvent(lifeEventRow{ParticipantID: row.Person.ID, ID: row.EventID, At: row.At, ByAccount: row.ByAccount,
		Sealed: row.EventSealed})
	return life.Listed{Person: person, Event: e, Read: row.Standing > 0, Settled: row.Standing == 2,
		Overtaken: row.Standing > 2, Elsewhere: row.Standing == 2 && !row.Told}, err
}
