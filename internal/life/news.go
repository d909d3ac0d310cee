package life

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
)

// A Recipient is somebody who is told of a life event.
type Recipient string

const (
	ToWorker          Recipient = "worker" // the worker who visits the person
	ToSupervisor      Recipient = "supervisor"
	ToSupervisorAgain Recipient = "supervisor_again" // that it still waits for somebody
	ToLead            Recipient = "lead"
)

const (
	soon = 2 * time.Hour // after news of a death, true or wrong, nobody is left alone for longer
	aDay = 24 * time.Hour
)

// ladders are who hears of each kind, and when after it was entered.
var ladders = map[Kind]ledger.Ladder[Recipient]{
	Readmission:    inSteps(aDay),
	LossOfCapacity: inSteps(aDay),
	MovingAway:     inSteps(2 * aDay),
	MovingAhead:    inSteps(2 * aDay),
	GoingOn:        inSteps(2 * aDay),
	Death:          inSteps(soon),
	DeathInError:   inSteps(soon),
	DeathDay:       inSteps(aDay),
}

func inSteps(step time.Duration) ledger.Ladder[Recipient] {
	var l ledger.Ladder[Recipient]
	return l.At(0, ToWorker, ToSupervisor).At(step, ToSupervisorAgain).At(2*step, ToLead)
}

// NewsState is where the news of a life event stands.
type NewsState string

const (
	NewsEntered NewsState = "entered"
	NewsTold    NewsState = "told"    // to some, and the next rung is due at its time
	NewsUnread  NewsState = "unread"  // everybody was told and nobody has read it: it stands on every board
	NewsRead    NewsState = "read"    // of a death: somebody has still to be there for the worker
	NewsSettled NewsState = "settled" // read, and nobody is left alone with it

	NewsOvertaken NewsState = "overtaken" // a later event is the news now
)

// NewsEvent is what moves the news from one state to another.
type NewsEvent string

const (
	NewsTell     NewsEvent = "tell"
	NewsTellLast NewsEvent = "tell_last"
	NewsRest     NewsEvent = "read_and_rest" // where reading is enough
	NewsTaken    NewsEvent = "read"          // where the worker needs somebody, too
	NewsSupport  NewsEvent = "support"       // somebody has been in touch with the worker
)

// NewsMoves is every move of the news of a life event. No way leads to
// settled but through somebody's having read it, or having been with the worker.
func NewsMoves() ledger.Machine[NewsState, NewsEvent] {
	return ledger.Machine[NewsState, NewsEvent]{Start: NewsEntered, Arcs: []ledger.Arc[NewsState, NewsEvent]{
		{From: NewsEntered, On: NewsTell, To: NewsTold},
		{From: NewsTold, On: NewsTell, To: NewsTold},
		{From: NewsTold, On: NewsTellLast, To: NewsUnread},
		{From: NewsTold, On: NewsRest, To: NewsSettled},
		{From: NewsTold, On: NewsTaken, To: NewsRead},
		{From: NewsTold, On: NewsSupport, To: NewsSettled},
		{From: NewsUnread, On: NewsRest, To: NewsSettled},
		{From: NewsUnread, On: NewsTaken, To: NewsRead},
		{From: NewsUnread, On: NewsSupport, To: NewsSettled},
		{From: NewsRead, On: NewsTaken, To: NewsRead},
		{From: NewsRead, On: NewsTell, To: NewsRead},
		{From: NewsRead, On: NewsTellLast, To: NewsRead},
		{From: NewsRead, On: NewsSupport, To: NewsSettled},
	}}
}

// Answer is what somebody says who was told.
type Answer string

const (
	ReadIt   Answer = "read_it"   // the worker; where there is none, anybody else who was told
	ToldThem Answer = "told_them" // somebody else has told the worker in person
	InTouch  Answer = "in_touch"  // somebody has been there for the worker after a death
)

// A Notification says that the service told somebody.
type Notification struct {
	To     Recipient `json:"to"`
	Names  string    `json:"names,omitempty"`
	Nobody bool      `json:"nobody,omitempty"` // nobody holds that role, so nobody was told
}

// A Fact is one entry of what became of the news: somebody was told, or
// somebody answered.
type Fact struct {
	ID     id.LifeFact   `json:"id"`
	Event  id.LifeEvent  `json:"event"`
	Told   *Notification `json:"told,omitempty"`
	Answer Answer        `json:"answer,omitempty"`
}

// News is a life event and what became of telling it.
type News struct {
	ledger.Received[Event]            // At is when the server had it
	Worker                 id.Account // who visited the person then; empty when nobody did
	State                  NewsState
	Facts                  []Fact

	Left bool // the worker's account is closed: nobody waits for them, nor can tell them
}

// NewsAfter returns what holds of the news of an event after history, which
// the caller brings in the server's order. What Take refuses changes nothing.
func NewsAfter(entered ledger.Received[Event], worker id.Account, history []Fact) News {
	n := News{Received: entered, Worker: worker, State: NewsEntered}
	for _, f := range history {
		n, _ = n.Take(f)
	}
	return n
}

// Overtakes tells whether e, which came after earlier in the same life, is the news in its
// stead, so that nobody need read it any more: e puts it right, says the like anew or ends
// what it began. A day of death that was put right leaves the death itself to be told, and
// that somebody lives after all is told until it is read, or until they die.
func (e Event) Overtakes(earlier Event) bool {
	of := earlier.Kind
	switch {
	case of == ReferredAgain:
		return false // it is no news
	case e.Kind == Death:
		return true
	case e.Kind == DeathInError:
		return of.DatesDeath()
	case e.Kind == DeathDay, e.Kind == MovingAhead:
		return of == e.Kind
	case e.Kind.Holds():
		return of == e.Kind || of == GoingOn || e.Kind == MovingAway && of == MovingAhead && e.On != earlier.On
	}
	return of.Holds() || of == GoingOn || of == MovingAhead && !earlier.On.After(e.On)
}

// Among returns n as it is among all events of that life, in the server's order: overtaken
// by a later one, or as what became of telling it says.
func (n News) Among(all []Event) News {
	i := slices.IndexFunc(all, func(e Event) bool { return e.ID == n.Fact.ID })
	if slices.ContainsFunc(all[i+1:], func(e Event) bool { return e.Overtakes(n.Fact) }) {
		n.State = NewsOvertaken
		return n
	}
	return NewsAfter(n.Received, n.Worker, n.Facts)
}

// WorkerUnaware tells whether there is a worker who does not know yet: the
// person who entered the event themselves does.
func (n News) WorkerUnaware() bool { return n.Worker != "" && string(n.Worker) != n.By }

// NeedsSupport tells whether somebody has to be there for the worker.
func (n News) NeedsSupport() bool { return n.Fact.Kind == Death && n.Worker != "" }

// ToldElsewhere tells whether nobody was told of n, nor has to read it: everybody heard of it by
// other news, be it of another record of the same person.
func (n News) ToldElsewhere() bool { return n.State == NewsSettled && len(n.Facts) == 0 }

// Told tells whether the service came to a rung of n, whoever was on it.
func (n News) Told(to Recipient) bool {
	return slices.ContainsFunc(n.Facts, func(f Fact) bool { return f.Told != nil && f.Told.To == to })
}

// Open tells whether it still waits for somebody.
func (n News) Open() bool { return n.State != NewsSettled && n.State != NewsOvertaken }

// Answers lists what by can say as things stand, the most pressing first.
// Nobody answers what they entered themselves, unless by having told the worker.
func (n News) Answers(by id.Account) []Answer {
	var list []Answer
	if !n.Open() {
		return nil
	}
	other := by != n.Worker
	unread := n.State != NewsRead
	if unread && n.reads(by) {
		list = append(list, ReadIt)
	}
	if n.NeedsSupport() && other {
		list = append(list, InTouch)
	}
	if unread && n.WorkerUnaware() && !n.Left && other {
		list = append(list, ToldThem)
	}
	return list
}

// reads tells whether by's reading is the one that is waited for. Where there was nobody to tell,
// it is that of who entered it, too: else nobody might ever be able to say so.
func (n News) reads(by id.Account) bool {
	if n.WorkerUnaware() && !n.Left {
		return by == n.Worker
	}
	return string(by) != n.By || n.State == NewsUnread && n.toldNobody()
}

// toldNobody tells whether on no rung there was anybody.
func (n News) toldNobody() bool {
	return !slices.ContainsFunc(n.Facts, func(f Fact) bool { return f.Told != nil && !f.Told.Nobody })
}

// Check reports every rule that f, an answer of by's to n, breaks.
func (f Fact) Check(n News, by id.Account) fault.Problems {
	var p fault.Problems
	p.If(f.ID == "", "id", "life.id.missing")
	p.If(f.Event == "", "event", "life.event.missing")
	p.If(f.Told != nil, "answer", "life.answer.missing")
	p.If(n.Open() && !slices.Contains(n.Answers(by), f.Answer), "answer", "life.answer.not_yours")
	return p
}

// Take returns the news with one more fact. A fact that is there already, or
// the telling of somebody who was told, is fault.Unchanged; one that the table
// of moves doesn't allow is a conflict. Then n itself is returned. It is never
// altered in place.
func (n News) Take(f Fact) (News, error) {
	if f.Told != nil && n.Told(f.Told.To) || slices.ContainsFunc(n.Facts, func(g Fact) bool { return g.ID == f.ID }) {
		return n, fault.Unchanged
	}
	next, ok := NewsMoves().Next(n.State, n.Event(f))
	if !ok {
		return n, fault.New(fault.Conflict, "life.move.refused")
	}
	n.State, n.Facts = next, append(slices.Clip(n.Facts), f)
	return n, nil
}

// Event is the move that f makes in n; none for somebody who isn't to be told.
func (n News) Event(f Fact) NewsEvent {
	switch {
	case f.Told != nil:
		return n.telling(f.Told.To)
	case f.Answer == InTouch && n.NeedsSupport():
		return NewsSupport
	case f.Answer != ReadIt && f.Answer != ToldThem:
		return ""
	case n.NeedsSupport():
		return NewsTaken
	}
	return NewsRest
}

func (n News) telling(to Recipient) NewsEvent {
	switch awaited, last := n.escalation().Awaits(to); {
	case last:
		return NewsTellLast
	case awaited:
		return NewsTell
	}
	return ""
}

// Ladder lists who is told of n and when, in that order. Where no worker is
// left to hear of it, it begins with the supervisor.
func (n News) Ladder() ledger.Ladder[Recipient] {
	if !n.WorkerUnaware() {
		return ladders[n.Fact.Kind].Without(ToWorker)
	}
	return ladders[n.Fact.Kind]
}

func (n News) escalation() ledger.Escalation[Recipient] {
	told := map[Recipient]bool{}
	for _, f := range n.Facts {
		if f.Told != nil {
			told[f.Told.To] = !f.Told.Nobody
		}
	}
	return ledger.Escalation[Recipient]{Ladder: n.Ladder(), Since: n.At, Over: !n.Open(), Told: told}
}

// NotificationsDue returns who the service tells at now, in this order, and when to
// look again if it still waits for somebody then; zero for never.
func NotificationsDue(n News, now time.Time) (tell []Recipient, again time.Time) {
	return n.escalation().Next(now)
}

// A Listed event is one line of the list that those read who look after
// the service.
type Listed struct {
	programme.Person
	Event   ledger.Received[Event]
	Read    bool
	Settled bool

	Overtaken bool // by a later event
	Elsewhere bool // everybody heard of it by other news
}
