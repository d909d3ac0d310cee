package care

import (
	"cmp"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// A JoinedLife is how the same person stands in another record of theirs.
type JoinedLife struct {
	programme.Person
	Life  life.Life
	Enter bool // who looks may record there what happened
	Back  bool // of a death that is an error: they stand there where they stood before it

	Visits *LifeVisits  // what waits there, for asking; nil for anybody who may not know of visits
	News   life.Event   // what the same act recorded there, for reading the news of it; none else
	Undone id.LifeEvent // what it recorded there, and was taken back there
}

// ChangedBy tells whether k, entered for o, would have it stand elsewhere. One that came to
// nothing, or that is over wholly, has nothing to wait; but that somebody has died, or lives,
// is of every record.
func (o JoinedLife) ChangedBy(k life.Kind) bool {
	if k.OfEveryRecord() {
		_, err := life.Next(o.Life.State, k)
		return err == nil
	}
	return !o.State.Left() && o.Life.ChangedBy(k)
}

// Records are those of the person that may be seen, this one among them.
func (r LifeRecord) Records() []programme.Person {
	list := []programme.Person{r.Person}
	for _, o := range r.Joined {
		list = append(list, o.Person)
	}
	return list
}

// Unchanged lists the other records that k, recorded in this one alone, would change too, unless
// it was taken back there. It is read from what both arms share.
func (r LifeRecord) Unchanged(k life.Kind) (list []JoinedLife) {
	for _, o := range r.Joined {
		if !k.OfEveryRecord() && o.ChangedBy(k) && o.Undone == "" {
			list = append(list, o)
		}
	}
	return list
}

// Also lists the other records that something of what can happen would change too, and in which
// who looks may record it at once.
func (r LifeRecord) Also() []JoinedLife {
	return slices.DeleteFunc(slices.Clone(r.Joined), func(o JoinedLife) bool {
		return !o.Enter || len(r.KindsFor(o)) == 0
	})
}

// KindsFor lists what can happen, and would change o too if who enters it says so.
func (r LifeRecord) KindsFor(o JoinedLife) []life.Kind {
	return slices.DeleteFunc(r.Kinds(), func(k life.Kind) bool { return k.OfEveryRecord() || !o.ChangedBy(k) })
}

// joinedLives lists participant's other records, with how they stand in each.
func joinedLives(tx *kernel.ReadTx, participant id.Participant) ([]JoinedLife, error) {
	others, err := kernel.OtherRecords(tx, participant)
	if err != nil {
		return nil, err
	}
	list := make([]JoinedLife, len(others))
	for i, o := range others {
		list[i] = JoinedLife{Person: o, Enter: kernel.MayOf(tx, authz.EnterLife, o)}
		if list[i].Life, err = tx.FindLife(o.ID); err != nil {
			return nil, err
		}
		if list[i].Back, err = standsBackNow(tx, o.ID, list[i].Life); err != nil {
			return nil, err
		}
	}
	return list, kernel.Shows(tx, authz.SeePerson, others)
}

// visitsThere adds to each of list what an event would have wait there, as far as who looks
// may know of it.
func visitsThere(tx *kernel.ReadTx, list []JoinedLife) error {
	if len(list) == 0 {
		return nil
	}
	staff, err := tx.ListStaffApart()
	if err != nil {
		return err
	}
	for i, o := range list {
		if !kernel.MayOf(tx, authz.SeeVisits, o) {
			continue
		}
		scope, err := tx.FindScope(o.ID.Kind(), string(o.ID), false)
		if err != nil {
			return err
		}
		history, d, err := theirHistory(tx, o.ID)
		if err != nil {
			return err
		}
		over, err := noMoreVisits(tx, d, o.Person)
		if err != nil {
			return err
		}
		list[i].Visits = &LifeVisits{Worker: scope.Worker, Staff: staff, Over: over,
			Planned: len(history.Course(d).CalledOff(life.Event{}, life.Paused, tx.Now, tx.Zone))}
	}
	return nil
}

// newsThere adds to each of list what the act recorded there that recorded of in participant's
// life, and what of it was taken back there.
func newsThere(tx *kernel.ReadTx, participant id.Participant, list []JoinedLife, of pathway.Entered) error {
	act, err := actOf(tx, participant, of)
	for i, o := range list {
		if err != nil {
			return err
		}
		if !kernel.MayOf(tx, authz.SeeLife, o) {
			continue
		}
		var events []ledger.Received[life.Event]
		if events, err = tx.ListLifeEvents(o.ID); err != nil {
			return err
		}
		for _, x := range events {
			if sameAct(act, enteredLife(x)) {
				list[i].News = x.Fact
			}
		}
		var undone []ledger.Received[pathway.Undoing]
		undone, err = tx.Undoings(o.ID, pathway.UndoLife).List()
		for _, u := range undone {
			if u.Fact.Of.Kind == pathway.UndoLife && sameAct(act, u.Fact.Of) {
				list[i].Undone = id.LifeEvent(u.Fact.Of.Fact)
			}
		}
	}
	return err
}

// holdsForJoined has what e says of whether somebody lives hold for every other record
// of theirs, and anything else for those that who entered it chose, who may enter it there.
// Each is asked of the policy, and named by the change. Their workers are
// told, but for one who hears of e itself; those who look after the service have heard of e
// by now, and hear of it once.
func holdsForJoined(tx *kernel.Tx, e life.Event, hears id.Account, heard map[id.Account]bool) error {
	if !e.Kind.OfEveryRecord() && len(e.Also) == 0 {
		return nil
	}
	others, err := kernel.OtherRecords(tx, e.Participant)
	if p := stillJoined(e.Also, others); err == nil && p.Any() {
		return p
	}
	told := []id.Account{"", hears}
	for _, p := range others {
		if err != nil {
			return err
		}
		action := authz.EnterLifeJoined
		if !e.Kind.OfEveryRecord() {
			if action = authz.EnterLife; !slices.Contains(e.Also, p.ID) {
				continue
			}
		}
		err = tx.AlsoFor(action, p.ID, func() error {
			defer func() { told = append(told, tx.Scope.Worker) }()
			return follow(tx, e, p.ID, slices.Contains(told, tx.Scope.Worker), heard)
		})
	}
	return err
}

// heardThere are those on the rungs of n whose time has come who heard of it when the news that
// the same act made in another record of theirs came to that rung: one message leads to both.
func heardThere(tx *kernel.Tx, n life.News) (map[id.Account]bool, error) {
	heard := map[id.Account]bool{}
	others, err := kernel.OtherRecords(tx, n.Fact.Participant)
	due, _ := life.NotificationsDue(n, tx.Now)
	for _, o := range others {
		there, _, is, err := newsOfAct(tx, o.ID, enteredLife(n.Received))
		if err != nil {
			return nil, err
		}
		for _, to := range due {
			if !is || to == life.ToWorker || !there.Told(to) {
				continue
			}
			list, err := newsRecipients(tx, n, to)
			if err != nil {
				return nil, err
			}
			for _, a := range list {
				heard[a.ID] = true
			}
		}
	}
	return heard, err
}

// toldWith finds, of news that everybody heard of by that of another record, this record with its
// news and what became of it, as far as who looks may read it: be the two joined still or not.
func toldWith(tx *kernel.ReadTx, n life.News) (*JoinedLife, []ledger.Received[life.Fact], error) {
	joined, err := kernel.OtherRecords(tx, n.Fact.Participant)
	if err != nil {
		return nil, nil, err
	}
	said, err := tx.ListSaidOf(n.Fact.Participant)
	if err != nil {
		return nil, nil, err
	}
	for _, o := range append(joined, said...) {
		if !kernel.MayOf(tx, authz.SeeLife, o) {
			continue
		}
		there, history, is, err := newsOfAct(tx, o.ID, enteredLife(n.Received))
		if err != nil {
			return nil, nil, err
		}
		if is && !there.ToldElsewhere() {
			return &JoinedLife{Person: o, News: there.Fact}, history,
				kernel.Shows(tx, authz.SeeLife, []programme.Person{o})
		}
	}
	return nil, nil, nil
}

// newsOfAct finds the news that an act made in participant's life, if it made any that holds.
func newsOfAct(tx lifeNewsFinder, participant id.Participant, act pathway.Entered) (n life.News,
	history []ledger.Received[life.Fact], is bool, err error) {
	events, err := tx.ListLifeEvents(participant)
	for _, x := range events {
		if sameAct(act, enteredLife(x)) {
			n, history, err = tx.FindLifeNews(participant, x.Fact.ID)
			return n, history, true, err
		}
	}
	return n, nil, false, err
}

// A lifeNewsFinder is a change or a look.
type lifeNewsFinder interface {
	ListLifeEvents(id.Participant) ([]ledger.Received[life.Event], error)
	FindLifeNews(id.Participant, id.LifeEvent) (life.News, []ledger.Received[life.Fact], error)
}

// stillJoined says that one of the records that somebody chose was taken apart from theirs meanwhile.
func stillJoined(also []id.Participant, others []programme.Person) (p fault.Problems) {
	p.If(slices.ContainsFunc(also, func(o id.Participant) bool { return !holds(others, o) }), "also", "life.also.apart")
	return p
}

// follow enters for participant, whom the change is about now, what e says in another
// record of theirs. Where no worker is left who hasn't been told of e itself, it is no
// news to anybody.
func follow(tx *kernel.Tx, e life.Event, participant id.Participant, known bool,
	heard map[id.Account]bool) error {
	before, err := tx.FindLife(participant)
	if err != nil {
		return err
	}
	kind, is := e.Following(before)
	if !is {
		return nil
	}
	of := "life_event/joined/" + string(e.ID) + "/" + string(participant)
	e.ID, e.Participant, e.Kind = id.From[id.LifeEvent]([16]byte(tx.Draw(of, 16))), participant, kind
	if e.Back = false; kind == life.DeathInError {
		person, err := tx.FindToldApart(participant)
		if err != nil {
			return err
		}
		if e.Back, err = standsBack(tx, person); err != nil {
			return err
		}
	}
	p, err := checkDay(tx, e, before)
	if !kind.OfEveryRecord() {
		p = append(p, e.CheckAfter(before)...)
	}
	if err != nil || p.Any() {
		return cmp.Or(err, p.Err())
	}
	now, err := leadsTo(tx, e, before)
	if err != nil {
		return err
	}
	if err := tx.LifeEvents(participant, tx.Scope.Worker).Add(tx.Tx, e); err != nil {
		return err
	}
	if _, err := halt(tx, e, before, now); err != nil {
		return err
	}
	if err := cmp.Or(overtake(tx, e), comesAhead(tx, e)); err != nil {
		return err
	}
	if e.Back {
		if err := movesStill(tx, participant); err != nil {
			return err
		}
	}
	entered := ledger.Received[life.Event]{Fact: e, At: tx.Now, By: tx.Actor.Name()}
	if known {
		return tx.SetLifeStanding(life.News{Received: entered, State: life.NewsSettled})
	}
	return tellLife(tx, life.NewsAfter(entered, tx.Scope.Worker, nil), heard)
}
