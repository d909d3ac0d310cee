package care

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
)

// A LifeRecord is how somebody stands, for entering what happened to them.
type LifeRecord struct {
	Person    programme.Person
	Life      life.Life
	Today     programme.Date
	SeePerson bool
	Joined    []JoinedLife // the other records of the same person, for anybody who sees records
	MayList   bool
	MaySee    bool        // the news of what is entered
	Back      bool        // of a death that is an error: they stand where they stood before it
	Visits    *LifeVisits // nil for anybody who may not know of visits

	Supervised bool // somebody supervises besides who is looking: they are told of what is entered, or ring the worker
	Led        bool // for a worker whom nobody supervises: somebody leads
}

// LifeVisits are the visits that an event has wait.
type LifeVisits struct {
	Worker  id.Account  // the worker who visits; empty while nobody does
	Planned int         // appointments to come
	Over    bool        // they have ended or are not wanted, or the programme brings them none
	Held    []time.Time // after the day of death
	Staff   map[id.Account]string
}

// A LifeNews is one event, for reading the news of it.
type LifeNews struct {
	LifeRecord
	News life.News
	On   programme.Date // the day; of a death, as it is known now
	Was  programme.Date // the day of death that was known before; none where that was right, and of any other event

	Mistaken *ledger.Received[life.Event]      // which says of the death that it was an error, if one did
	Undone   *ledger.Received[pathway.Undoing] // by which it was taken back, if it was
	History  []ledger.Received[life.Fact]
	Answers  []life.Answer // what the person looking can say
	Staff    map[id.Account]string
	With     *JoinedLife // the record by whose news everybody heard of it, for anybody who may read that
}

// Kinds lists what can happen from where they stand.
func (r LifeRecord) Kinds() []life.Kind {
	var list []life.Kind
	for _, k := range life.Kinds() {
		if k == life.MovingAhead {
			continue // it is moving away, on a day to come
		}
		if _, err := life.Next(r.Life.State, k); err == nil {
			list = append(list, k)
		}
	}
	return list
}

// AskLife shows how participant stands and what entering an event would call off.
func (c *Care) AskLife(ctx context.Context, who authz.Actor, participant id.Participant) (LifeRecord, error) {
	return kernel.View(ctx, c.Kernel, who, authz.AskLife, participant, func(tx *kernel.ReadTx) (LifeRecord,
		error) {
		r, err := lifeRecord(tx, participant)
		if err != nil {
			return r, err
		}
		if r.Supervised, err = holdsRung(tx, who.Account, safety.Supervisor); err != nil {
			return r, err
		}
		return r, visitsThere(tx, r.Joined)
	})
}

func lifeRecord(tx *kernel.ReadTx, participant id.Participant) (LifeRecord, error) {
	r := LifeRecord{
		Today: tx.Today, SeePerson: tx.May(authz.SeePerson), MayList: tx.May(authz.SupportLife),
		MaySee: tx.May(authz.SeeLife),
	}
	var err error
	if r.Person, err = recorded(tx, participant); err != nil {
		return LifeRecord{}, err
	}
	if r.Life, _, err = lifeOf(tx, participant); err != nil {
		return LifeRecord{}, err
	}
	if r.SeePerson && r.Person.Joined {
		if r.Joined, err = joinedLives(tx, participant); err != nil {
			return LifeRecord{}, err
		}
	}
	if r.Back, err = standsBackNow(tx, participant, r.Life); err != nil {
		return LifeRecord{}, err
	}
	if !tx.May(authz.SeeVisits) {
		return r, nil
	}
	history, err := tx.FindCourseHistory(tx.Course)
	if err != nil {
		return LifeRecord{}, err
	}
	staff, err := tx.ListStaffApart()
	if err != nil {
		return LifeRecord{}, err
	}
	over, err := noMoreVisits(tx, tx.Definition, r.Person)
	c := history.Course(tx.Definition)
	r.Visits = &LifeVisits{Worker: tx.Scope.Worker,
		Planned: len(c.CalledOff(life.Event{}, life.Paused, tx.Now, tx.Zone)),
		Over:    over, Staff: staff}
	if r.Life.State == life.Stopped {
		r.Visits.Held = c.HeldAfter(r.Life.Since, tx.Zone)
	}
	return r, err
}

// noMoreVisits tells whether p's visits have ended, or the programme d brings them none.
func noMoreVisits(tx *kernel.ReadTx, d programme.Definition, p programme.Person) (bool, error) {
	ending, err := tx.FindEndingHistory(p.CurrentCourse())
	if err != nil {
		return false, err
	}
	_, over := ending.Ending()
	has, err := hasVisits(tx, d, tx.Today, p)
	return over || !has, err
}

// lifeOf is how participant stands, and the newest event that brought them there.
func lifeOf(tx *kernel.ReadTx, participant id.Participant) (life.Life, id.LifeEvent, error) {
	events, err := tx.ListLifeEvents(participant)
	history := make([]life.Event, len(events))
	var newest id.LifeEvent
	for i, e := range events {
		history[i], newest = e.Fact, e.Fact.ID
	}
	return life.After(history), newest, err
}

// EnterLife stores what happened to participant. In the same moment the service
// calls off the visits to come, the worker who visits them is told, and after a
// death nobody signs in as them any more. Sure is asked for a death alone.
// Sending it again is safe.
func (c *Care) EnterLife(ctx context.Context, who authz.Actor, participant id.Participant, e life.Event,
	sure bool) error {
	return kernel.Change(ctx, c.Kernel, who, authz.EnterLife, participant, func(tx *kernel.Tx) error {
		e.Participant = participant
		facts := tx.LifeEvents(participant, tx.Scope.Worker)
		first, is, err := facts.Earlier(e)
		if err != nil {
			return err
		}
		if e = e.Dated(tx.Today); is && first.Kind == life.MovingAhead && e.Kind == life.MovingAway {
			e.Kind = first.Kind // sent again once the day has come
		}
		person, err := tx.FindToldApart(participant)
		if err != nil {
			return err
		}
		if e.Back = is && first.Back; !is && e.Kind == life.DeathInError {
			if e.Back, err = standsBack(tx, person); err != nil {
				return err
			}
		}
		if p := e.Check(tx.Today, person.SinceBirth()); p.Any() {
			return p
		}
		var before, now life.Life
		heard := map[id.Account]bool{}
		return kernel.Record(tx, facts, e, func() (err error) {
			if before, err = tx.FindLife(participant); err != nil {
				return err
			}
			if now.State, err = leadsTo(tx, e, before); err != nil {
				return err
			}
			p, err := checkDay(tx, e, before)
			if p = append(p, e.CheckAfter(before)...); err == nil {
				err = askDay(tx, person, e, before, &p)
			}
			p.If(!p.Any() && e.Kind == life.Death && !sure, "sure", "life.sure.missing")
			return cmp.Or(err, p.Err())
		}, func() error {
			_, err := halt(tx, e, before, now.State)
			return cmp.Or(err, overtake(tx, e))
		}, func() error { return comesAhead(tx, e) }, func() error {
			entered := ledger.Received[life.Event]{Fact: e, At: tx.Now, By: who.Name()}
			return tellLife(tx, life.NewsAfter(entered, tx.Scope.Worker, nil), heard)
		}, func() error {
			if !e.Back {
				return nil
			}
			return movesStill(tx, participant)
		}, func() error { return holdsForJoined(tx, e, tx.Scope.Worker, heard) })
	})
}

// comesAhead has a move on a day to come be seen to on that day.
func comesAhead(tx *kernel.Tx, e life.Event) error {
	if e.Kind != life.MovingAhead {
		return nil
	}
	return tx.AddDue(jobs.MoveAway, string(e.Participant), string(e.ID), e.On.Morning(tx.Zone))
}

// halt calls off, for the service, what e has wait now that life is in that state, and
// after a death it ends where they were signed in; once that was an error they hear of what
// was called off. It tells how many it called off.
func halt(tx *kernel.Tx, e life.Event, before life.Life, now life.State) (int, error) {
	history, err := tx.FindCourseHistory(tx.Course)
	if err != nil {
		return 0, err
	}
	c := history.Course(tx.Definition)
	if err := askAgain(tx, e, c, history.Unsaid(c, e, tx.Zone)); err != nil {
		return 0, err
	}
	off := c.CalledOff(e, now, tx.Now, tx.Zone)
	if len(off) > 0 {
		person, err := tx.FindPerson(e.Participant)
		if err != nil {
			return 0, err
		}
		o := callingOff{By: course.PartyService, Why: string(e.ID), Life: true}
		if err := callOffEach(tx, tx.Course, person, off, o); err != nil {
			return 0, err
		}
	}
	if err := cmp.Or(tellOfErrorOff(tx, e, before), tellWhoVisited(tx, e)); err != nil || now != life.Stopped {
		return len(off), err
	}
	return len(off), signOut(tx, e.Participant)
}

// overtake closes the news that e overtakes: e is the news now. Once e is taken back, what
// nobody has read by then is told again.
func overtake(tx *kernel.Tx, e life.Event) error {
	events, err := tx.ListLifeEvents(e.Participant)
	if err != nil {
		return err
	}
	all := ledger.Facts(events)
	for _, x := range all {
		if x.ID == e.ID || !e.Overtakes(x) {
			continue
		}
		n, _, err := tx.FindLifeNews(e.Participant, x.ID)
		if err != nil {
			return err
		}
		if n = n.Among(all); n.State == life.NewsEntered {
			n.State = life.NewsSettled // everybody knew, so that nobody was told
		}
		if err := cmp.Or(tx.SetLifeStanding(n), tellLife(tx, n, map[id.Account]bool{})); err != nil {
			return err
		}
	}
	return nil
}

// signOut ends wherever participant is signed in, and forgets their phones.
func signOut(tx *kernel.Tx, participant id.Participant) error {
	account, err := tx.FindAccountOfParticipant(participant)
	if err != nil {
		return fault.UnlessAbsent(err)
	}
	if _, err := tx.EndSessions(account, identity.EverySession); err != nil {
		return err
	}
	_, err = tx.EndPhones(account, identity.EveryPhone)
	return err
}

// tellLife has everybody told whose time has come, and comes back for the next.
// Somebody who stands on two rungs at once gets one message; and so do those who look after
// the service of what holds for several records: they have heard of it by this change.
func tellLife(tx *kernel.Tx, n life.News, heard map[id.Account]bool) error {
	told := map[id.Account]bool{}
	for {
		list, again := life.NotificationsDue(n, tx.Now)
		for _, to := range list {
			var err error
			if n, err = tellLifeTo(tx, n, to, told, heard); err != nil {
				return err
			}
		}
		if len(list) > 0 {
			continue
		}
		if again.IsZero() {
			return nil
		}
		return tx.AddDue(jobs.TellLife, string(n.Fact.Participant), string(n.Fact.ID), again)
	}
}

func tellLifeTo(tx *kernel.Tx, n life.News, to life.Recipient, told, heard map[id.Account]bool) (life.News, error) {
	recipients, err := newsRecipients(tx, n, to)
	if err != nil {
		return n, err
	}
	names, err := namesOf(tx, recipients)
	if err != nil {
		return n, err
	}
	f := life.Fact{
		ID:    id.From[id.LifeFact]([16]byte(tx.Draw(fmt.Sprintf("life_fact/%s/%s", n.Fact.ID, to), 16))),
		Event: n.Fact.ID, Told: &life.Notification{To: to, Names: names, Nobody: len(recipients) == 0},
	}
	if n, err = n.Take(f); err != nil {
		return n, err
	}
	kind, item := jobs.NoticeLife, string(n.Fact.ID)
	if to == life.ToWorker {
		if kind, item, err = noticeToWorker(tx, n); err != nil {
			return n, err
		}
	}
	for _, a := range recipients {
		if told[a.ID] || to != life.ToWorker && heard[a.ID] {
			continue
		}
		told[a.ID], heard[a.ID] = true, heard[a.ID] || to != life.ToWorker
		if err := tx.AddDue(kind, string(a.ID), item, tx.Now); err != nil {
			return n, err
		}
	}
	return n, tx.LifeFacts(n.Fact.Participant).Add(tx.Tx, f)
}

// newsRecipients are those on one rung. The person who entered the event knows
// of it, and anybody who assesses outcomes may not.
func newsRecipients(tx *kernel.Tx, n life.News, to life.Recipient) ([]identity.Account, error) {
	switch to {
	case life.ToWorker:
		a, err := tx.FindAccount(n.Worker)
		if err != nil || !a.EndedAt.IsZero() {
			return nil, err
		}
		return []identity.Account{a}, nil
	case life.ToLead:
		return recipientsOf(tx, id.Account(n.By), safety.ProgrammeLead)
	}
	return recipientsOf(tx, id.Account(n.By), safety.Supervisor)
}

// tellMoreOfLife tells the next of news that still waits for somebody. Done
// twice, it tells nobody twice.
func (c *Care) tellMoreOfLife(ctx context.Context, d jobs.Due) error {
	participant := id.Participant(d.Subject)
	return kernel.Change(ctx, c.Kernel, authz.System("due", d.Organisation), authz.TellLife, participant,
		func(tx *kernel.Tx) error {
			if err := tx.FinishDue(d.ID); err != nil {
				return err
			}
			undone, err := tx.IsUndone(participant, pathway.UndoLife, d.Item)
			if err != nil || undone {
				return err
			}
			n, _, err := tx.FindLifeNews(participant, id.LifeEvent(d.Item))
			if err != nil {
				return err
			}
			heard, err := heardThere(tx, n)
			if err != nil {
				return err
			}
			return tellLife(tx, n, heard)
		})
}

// SeeLife shows the news of an event of participant's.
func (c *Care) SeeLife(ctx context.Context, who authz.Actor, participant id.Participant,
	event id.LifeEvent) (LifeNews, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeLife, participant, func(tx *kernel.ReadTx) (LifeNews, error) {
		record, err := lifeRecord(tx, participant)
		if err != nil {
			return LifeNews{}, err
		}
		r := LifeNews{LifeRecord: record}
		if record.Visits != nil {
			r.Staff = record.Visits.Staff
		} else if r.Staff, err = tx.ListStaffApart(); err != nil {
			return LifeNews{}, err
		}
		if r.News, r.History, err = tx.FindLifeNews(participant, event); err != nil {
			return LifeNews{}, err
		}
		if r.News.Left, err = hasLeft(tx, r.News.Worker); err != nil {
			return LifeNews{}, err
		}
		if err := sayWhomToRing(tx, who.Account, &r); err != nil {
			return LifeNews{}, err
		}
		if r.News.ToldElsewhere() {
			if r.With, r.History, err = toldWith(tx, r.News); err != nil {
				return LifeNews{}, err
			}
		}
		if err := newsThere(tx, participant, r.Joined, enteredLife(r.News.Received)); err != nil {
			return LifeNews{}, err
		}
		if r.Was, r.On, err = deathDays(tx, r.News.Fact); err != nil {
			return LifeNews{}, err
		}
		if r.Undone, err = undoingOf(tx, participant, pathway.UndoLife, string(event)); err != nil || r.Undone != nil {
			return r, err
		}
		if r.News.Fact.Kind == life.DeathInError {
			r.Back = r.News.Fact.Back
			for i, o := range r.Joined {
				r.Joined[i].Back = o.News.Back
			}
		}
		if r.Mistaken, err = errorSince(tx, r.News.Fact); err != nil {
			return LifeNews{}, err
		}
		for _, a := range r.News.Answers(who.Account) {
			if a == life.InTouch && tx.May(authz.SupportLife) || a != life.InTouch && tx.May(authz.AcknowledgeLife) {
				r.Answers = append(r.Answers, a)
			}
		}
		return r, nil
	})
}

// AcknowledgeLife stores that the news was read, or told to the worker in
// person. Sending it again is safe.
func (c *Care) AcknowledgeLife(ctx context.Context, who authz.Actor, participant id.Participant, f life.Fact) error {
	return c.answersLife(ctx, who, authz.AcknowledgeLife, participant, f)
}

// SupportLife stores that somebody has been there for the worker after a
// death. Sending it again is safe.
func (c *Care) SupportLife(ctx context.Context, who authz.Actor, participant id.Participant, f life.Fact) error {
	f.Answer = life.InTouch
	return c.answersLife(ctx, who, authz.SupportLife, participant, f)
}

func (c *Care) answersLife(ctx context.Context, who authz.Actor, action authz.Action, participant id.Participant,
	f life.Fact) error {
	return kernel.Change(ctx, c.Kernel, who, action, participant, func(tx *kernel.Tx) error {
		if action == authz.AcknowledgeLife && f.Answer == life.InTouch {
			return fault.Problems{{Field: "answer", Key: "life.answer.not_yours"}}
		}
		n, _, err := tx.FindLifeNews(participant, f.Event)
		if err != nil {
			return err
		}
		if n.Left, err = hasLeft(tx, n.Worker); err != nil {
			return err
		}
		return kernel.Record(tx, tx.LifeFacts(participant), f, func() error {
			if p := f.Check(n, who.Account); p.Any() {
				return p
			}
			n, err = n.Take(f)
			return err
		}, func() error { return tx.SetLifeStanding(n) })
	})
}

// A LifeBoard is one page of what happened in the lives of an organisation's people.
type LifeBoard struct {
	Lines       []life.Listed
	Count, Open int
	Teams       []identity.Team // that it can be narrowed to
}

// ListLife shows what happened in people's lives, what nobody has read first.
func (c *Care) ListLife(ctx context.Context, who authz.Actor, page programme.Page) (LifeBoard, error) {
	return kernel.View(ctx, c.Kernel, who, authz.ListLife, who.Organisation, func(tx *kernel.ReadTx) (LifeBoard, error) {
		var b LifeBoard
		var err error
		if b.Lines, b.Count, b.Open, err = tx.ListLifeNews(page); err != nil {
			return LifeBoard{}, err
		}
		if b.Teams, err = tx.ListTeams(); err != nil {
			return LifeBoard{}, err
		}
		return b, kernel.Shows(tx, authz.SeeLife, b.Lines)
	})
}
