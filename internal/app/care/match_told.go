package care

import (
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// A MatchRecord is what may be known, by the person looking, of who visits
// somebody: what they may not read isn't in it.
type MatchRecord struct {
	Match id.Match // the one that holds; empty while nobody visits them
	Asked ledger.Received[workforce.MatchAsked]
	News  []MatchNews
	Past  []PastMatch
	Began bool // there is or was somebody
	May   MatchSteps
}

// MatchSteps is what the person looking can do about it. Doing it asks again.
type MatchSteps struct{ End, Keep, Tell, Ask bool }

// MatchNews is what one of the two is to hear, and whether they have. Nothing is
// told before it is.
type MatchNews struct {
	workforce.MatchNews
	Worker id.Account // whose match it is
	Told   ledger.Received[workforce.MatchTold]
	Back   ledger.Received[pathway.Undoing] // that they know, where it was recorded by mistake
	May    bool                             // take it back
	OnWay  bool                             // an e-mail is to go out at once
}

// Waits tells whether they are still to be told by somebody: no e-mail does.
func (n MatchNews) Waits() bool { return !n.WasTold() && !n.OnWay }

// WasTold tells whether somebody has told them.
func (n MatchNews) WasTold() bool { return n.Told.Fact.ID != "" }

// WasBack tells whether that they know was taken back.
func (n MatchNews) WasBack() bool { return n.Back.By != "" }

// A PastMatch is one that has ended.
type PastMatch struct {
	Worker      id.Account
	From, Until programme.Date
	Reason      workforce.MatchEndReason
}

// noticesOf are the messages that tell the two of a match.
var noticesOf = map[workforce.MatchEvent]map[workforce.Party]string{
	workforce.MatchBegins: {workforce.TheWorker: jobs.NoticeMatch, workforce.ThePerson: jobs.NoticeOwnMatch},
	workforce.MatchEnds:   {workforce.TheWorker: jobs.NoticeMatchEnd, workforce.ThePerson: jobs.NoticeOwnMatchEnd},
}

// tellOfMatch has both told that a match begins or ends: the worker, and the
// person where e-mail is safe. Where it isn't, staff tell them, and say so.
func tellOfMatch(tx *kernel.Tx, person programme.Person, worker id.Account, of workforce.MatchEvent) error {
	if err := tellWorkerOfMatch(tx, person, worker, of); err != nil {
		return err
	}
	return tellPersonOfMatch(tx, person, of)
}

func tellWorkerOfMatch(tx *kernel.Tx, person programme.Person, worker id.Account, of workforce.MatchEvent) error {
	return tx.AddDue(noticesOf[of][workforce.TheWorker], string(worker), string(person.ID), tx.Now)
}

func tellPersonOfMatch(tx *kernel.Tx, person programme.Person, of workforce.MatchEvent) error {
	account, err := emailed(tx, person)
	if err != nil || account == "" {
		return err
	}
	return tx.AddDue(noticesOf[of][workforce.ThePerson], string(account), string(person.ID), tx.Now)
}

// knowsWorker puts on record that whoever was visited by their worker knows who visits them,
// where nobody has told them.
func knowsWorker(tx *kernel.Tx, b course.Appointment, f course.Fact) error {
	if v := f.Visited; v == nil || v.InError || !v.Outcome.Attended() || b.Worker != tx.Scope.Worker {
		return nil
	}
	m, err := matchesOf(tx, tx.Course)
	if err != nil {
		return err
	}
	return addTold(tx, tx.Course, m.UntoldTo(workforce.ThePerson), workforce.MatchTold{Participant: tx.Course.Participant,
		How: workforce.ToldInPerson, On: programme.Of(f.Visited.StartedAt, tx.Zone)}, f.Key())
}

// A matchFinder is a change or a look.
type matchFinder interface {
	FindMatchHistory(programme.CourseOfSupport) ([]ledger.Received[workforce.MatchFact], error)
}

// matchesOf is who visits somebody, and who did.
func matchesOf(tx matchFinder, of programme.CourseOfSupport) (workforce.Matches, error) {
	history, err := tx.FindMatchHistory(of)
	return workforce.MatchesIn(history), err
}

func matchRecord(tx *kernel.ReadTx, person programme.Person) (MatchRecord, error) {
	history, err := tx.FindMatchHistory(tx.Course)
	if err != nil || len(history) == 0 {
		return MatchRecord{}, err
	}
	m := workforce.MatchesIn(history)
	now, has := m.Current()
	asking, open := m.Asking()
	waits := open && person.StaysVisited() // else there is nothing to choose any more
	untold, err := stillUntold(tx, person, m)
	if err != nil {
		return MatchRecord{}, err
	}
	r := MatchRecord{Match: now.ID, Began: true, May: MatchSteps{
		End:  has && !person.Standing.Died() && tx.May(authz.EndMatch),
		Keep: waits && tx.May(authz.KeepMatch),
		Tell: len(untold) > 0 && tx.May(authz.TellMatch),
		Ask:  has && !open && person.State == programme.Consented && tx.May(authz.AskAnother),
	}}
	if waits && (r.May.Keep || tx.May(authz.AskAnother)) {
		r.Asked = received(history, func(f workforce.MatchFact) *workforce.MatchAsked { return f.Asked },
			func(a workforce.MatchAsked) bool { return a.ID == asking.ID })
	}
	if tx.May(authz.TellMatch) {
		r.Past = pastMatches(m, tx.Actor.Account)
	}
	if tx.May(authz.SeeVisits) {
		r.News, err = newsOf(tx, person, m, history, untold)
	}
	return r, err
}

// received finds a fact of one kind, with when it came.
func received[T any](history []ledger.Received[workforce.MatchFact], of func(workforce.MatchFact) *T,
	is func(T) bool) ledger.Received[T] {
	for _, x := range history {
		if f := of(x.Fact); f != nil && is(*f) {
			return ledger.Received[T]{Fact: *f, At: x.At, By: x.By}
		}
	}
	return ledger.Received[T]{}
}

// pastMatches are those that have ended. Why is not for the worker of then: nobody
// reads here that somebody wished for another than them.
func pastMatches(m workforce.Matches, reader id.Account) []PastMatch {
	var list []PastMatch
	for _, e := range m.Ends {
		i := slices.IndexFunc(m.All, func(x workforce.Match) bool { return x.ID == e.Match })
		past := PastMatch{Worker: m.All[i].Worker, From: m.All[i].On, Until: e.On, Reason: e.Reason}
		if past.Worker == reader {
			past.Reason = ""
		}
		list = append(list, past)
	}
	return list
}

// stillUntold is what the two are still to hear of person's matches, as person stands now.
// Of visits that are over nobody hears who made them, and who is no worker any more can't be
// told by anybody here: a message may still reach them.
func stillUntold(tx roleFinder, person programme.Person, m workforce.Matches) ([]workforce.MatchNews, error) {
	untold := slices.DeleteFunc(m.Untold(), func(n workforce.MatchNews) bool {
		if n.Party == workforce.ThePerson {
			return !person.HearsWhoVisits()
		}
		return !person.StaysVisited()
	})
	toWorker := func(n workforce.MatchNews) bool { return n.Party == workforce.TheWorker }
	if !slices.ContainsFunc(untold, toWorker) {
		return untold, nil
	}
	works, err := whoVisits(tx)
	return slices.DeleteFunc(untold, func(n workforce.MatchNews) bool {
		with := func(x workforce.Match) bool { return x.ID == n.Match && works(x.Worker) }
		return toWorker(n) && !slices.ContainsFunc(m.All, with)
	}), err
}

// newsOf is what the two are to hear, or have heard. What became of a match before is for
// the people who arrange the visits.
func newsOf(tx *kernel.ReadTx, person programme.Person, m workforce.Matches,
	history []ledger.Received[workforce.MatchFact], untold []workforce.MatchNews) ([]MatchNews, error) {
	open, err := tx.ListOpenDue(string(person.ID))
	if err != nil {
		return nil, err
	}
	var list []MatchNews
	for _, n := range m.News() {
		_, told := m.Told(n)
		if !told && !slices.Contains(untold, n) || n.Of == workforce.MatchEnds && !tx.May(authz.TellMatch) {
			continue
		}
		i := slices.IndexFunc(m.All, func(x workforce.Match) bool { return x.ID == n.Match })
		news := MatchNews{MatchNews: n, Worker: m.All[i].Worker, OnWay: slices.Contains(open, noticesOf[n.Of][n.Party]) ||
			n.Party == workforce.ThePerson && slices.Contains(open, jobs.NoticeOwnMatch)}
		news.Told = received(history, func(f workforce.MatchFact) *workforce.MatchTold { return f.Told },
			func(v workforce.MatchTold) bool { return v.MatchNews == n })
		list = append(list, news)
	}
	return list, nil
}

// addToldOfMatch adds to r which of what the two know of the match can be taken back by the
// person looking, and what was. What was told with visits stands with these.
func addToldOfMatch(tx *kernel.ReadTx, r *VisitRecord) error {
	if !r.Match.Began || !tx.May(authz.TellMatch) || !tx.May(authz.Undo) {
		return nil
	}
	for i, n := range r.Match.News {
		r.Match.News[i].May = n.WasTold() && toldByItself(n.Told, r.Told) && !r.History.AttendedSince(n.Told.At.Add(-1)) &&
			theirsToUndo(tx.Actor, pathway.Entered{Kind: pathway.UndoToldOfMatch, By: n.Told.By})
	}
	back, err := tx.Undoings(tx.Course.Participant, pathway.UndoToldOfMatch).List()
	for _, u := range back {
		if err != nil || u.Fact.Of.Kind != pathway.UndoToldOfMatch ||
			slices.ContainsFunc(r.Told, func(v ToldOfVisits) bool { return v.Back.At.Equal(u.At) }) {
			continue
		}
		err = addBack(tx, r, u)
	}
	return err
}

func addBack(tx *kernel.ReadTx, r *VisitRecord, u ledger.Received[pathway.Undoing]) error {
	was, is, err := tx.MatchFacts(tx.Course, "").Earlier(workforce.MatchFact{Told: &workforce.MatchTold{
		ID: id.MatchTold(u.Fact.Of.Fact)}})
	if err != nil || !is {
		return err
	}
	m, _, err := tx.Matches(tx.Course).Earlier(workforce.Match{ID: was.Told.Match})
	r.Match.News = append(r.Match.News, MatchNews{MatchNews: was.Told.MatchNews, Worker: m.Worker, Back: u,
		Told: ledger.Received[workforce.MatchTold]{Fact: *was.Told, At: u.Fact.Of.At, By: u.Fact.Of.By}})
	return err
}

// TellMatch stores that staff have told one of the two. Sending it again is safe.
func (c *Care) TellMatch(ctx context.Context, who authz.Actor, participant id.Participant,
	v workforce.MatchTold) error {
	return kernel.Change(ctx, c.Kernel, who, authz.TellMatch, participant, func(tx *kernel.Tx) error {
		v.Participant = participant
		return addMatchFact(tx, workforce.MatchFact{Told: &v},
			func(m workforce.Matches) fault.Problems { return v.Check(m, tx.Today) })
	})
}

// addMatchFact stores f if it keeps its rules and can still happen.
func addMatchFact(tx *kernel.Tx, f workforce.MatchFact, check func(workforce.Matches) fault.Problems) error {
	m, err := matchesOf(tx, tx.Course)
	if err != nil {
		return err
	}
	return kernel.Record(tx, tx.MatchFacts(tx.Course, m.About(f)), f, func() error {
		if p := check(m); p.Any() {
			return p
		}
		_, err := m.Take(f)
		return err
	})
}
