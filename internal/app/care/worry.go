package care

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
)

// heldBy is the role whose holders the service can tell. It has no role for
// the others yet: nobody is told on their rung, and its time passes on.
var heldBy = map[safety.Recipient]authz.Role{safety.Supervisor: authz.Supervisor, safety.ProgrammeLead: authz.Lead}

// A WorryForm is whom a worry is about, and whom to ring first when life is at
// risk.
type WorryForm struct {
	Person    programme.Person
	Help      programme.HelpPack
	SeePerson bool
	SeeVisits bool // all of them
	Service   programme.Phone
	Alone     bool    // nobody here could be told
	Hear      Helpers // who it goes to, once it is raised by somebody who can't see what becomes of it
}

// A WorryRecord is a worry and all that became of it.
type WorryRecord struct {
	WorryForm
	Standing safety.WorryStanding
	History  []ledger.Received[safety.WorryFact]
	Unheard  bool                  // nobody has taken it on, and nobody here can
	Since    []id.Account          // who was told after everybody's turn had passed, and can still open it
	Staff    map[id.Account]string // what staff are called
	Others   []identity.Account    // who else can take it on
	May      WorrySteps
}

// WorrySteps is what the person looking can do about it. Doing it asks again.
type WorrySteps struct{ Acknowledge, Close, List, HandOn, Add bool }

// AskWorry shows whom a worry is to be about, and whom to ring first when life
// is at risk.
func (c *Care) AskWorry(ctx context.Context, who authz.Actor, participant id.Participant) (WorryForm, error) {
	return kernel.View(ctx, c.Kernel, who, authz.AskWorry, participant, func(tx *kernel.ReadTx) (WorryForm,
		error) {
		if err := stillNear(tx, tx.Scope, tx.Course, who, tx.Now); err != nil {
			return WorryForm{}, err
		}
		r, err := worryAbout(tx, participant)
		if err != nil {
			return r, err
		}
		can, err := takers(tx, who.Account)
		r.Alone = len(can) == 0
		return r, err
	})
}

// SeeWhoHears shows somebody masked, who has raised a worry about participant, who it goes to: they
// can't see what becomes of it.
func (c *Care) SeeWhoHears(ctx context.Context, who authz.Actor, participant id.Participant) (WorryForm, error) {
	return kernel.View(ctx, c.Kernel, who, authz.AskWorry, participant, func(tx *kernel.ReadTx) (WorryForm, error) {
		r, err := worryAbout(tx, participant)
		if err != nil {
			return r, err
		}
		r.Hear, err = helpers(tx, "")
		return r, err
	})
}

func worryAbout(tx *kernel.ReadTx, participant id.Participant) (WorryForm, error) {
	var r WorryForm
	var err error
	if r.Person, err = tx.FindToldApart(participant); err != nil {
		return WorryForm{}, err
	}
	home, err := tx.FindOrganisation()
	if err != nil {
		return WorryForm{}, err
	}
	r.SeePerson, r.SeeVisits = tx.May(authz.SeePerson), tx.May(authz.SeeVisits)
	from, err := tx.FindSender()
	if err != nil {
		return WorryForm{}, err
	}
	r.Service = from.Phone
	r.Help, err = content.Help(home.Help)
	return r, err
}

// RaiseWorry stores that who is worried about participant, and tells everybody
// who has to hear of it at once. Sending it again is safe.
func (c *Care) RaiseWorry(ctx context.Context, who authz.Actor, participant id.Participant, v safety.Worry) error {
	return kernel.Change(ctx, c.Kernel, who, authz.RaiseWorry, participant, func(tx *kernel.Tx) error {
		v.Participant = participant
		if p := v.Check(); p.Any() {
			return p
		}
		return kernel.Record(tx, tx.Worries(participant), v, func() error {
			return stillNear(tx, tx.Scope, tx.Course, who, tx.Now)
		}, func() error {
			return tell(tx, safety.WorryAfter(ledger.Received[safety.Worry]{Fact: v, At: tx.Now, By: who.Name()}, nil))
		})
	})
}

// tell has everybody told whose time has come, and comes back for the next.
func tell(tx *kernel.Tx, s safety.WorryStanding) error {
	for {
		next := safety.NotificationsDue(s, tx.Now)
		for _, to := range next.Tell {
			var err error
			if s, err = tellOne(tx, s, to); err != nil {
				return err
			}
		}
		if len(next.Tell) > 0 {
			continue
		}
		if next.At.IsZero() {
			return nil
		}
		return tx.AddDue(jobs.TellWorry, string(s.Fact.Participant), string(s.Fact.ID), next.At)
	}
}

// tellOne turns to everybody on one rung: each gets a message of their own,
// as due work. Whom it was is kept with the worry, by name.
func tellOne(tx *kernel.Tx, s safety.WorryStanding, to safety.Recipient) (safety.WorryStanding, error) {
	recipients, err := toldOn(tx, s, to)
	if err != nil {
		return s, err
	}
	names, err := namesOf(tx, recipients)
	if err != nil {
		return s, err
	}
	told := safety.Notification{
		ID: id.From[id.Notification]([16]byte(tx.Draw(tellingOf(s, to), 16))), Worry: s.Fact.ID, To: to,
		Name: names, Service: true, Nobody: len(recipients) == 0,
	}
	f := safety.WorryFact{Told: &told}
	if s, err = s.Take(f, tx.Now); err != nil {
		return s, err
	}
	if err := tellEach(tx, jobs.NoticeWorry, recipients, string(s.Fact.ID)); err != nil {
		return s, err
	}
	return s, tx.WorryFacts(s.Fact.Participant).Add(tx.Tx, f)
}

// recipientsOf are those who do the work of one of the rungs, each once, in the order of
// the rungs: nobody who is masked. The person who raised the worry knows of it already,
// and it would have reached nobody.
func recipientsOf(tx roleFinder, raiser id.Account, rungs ...safety.Recipient) ([]identity.Account, error) {
	var holders []identity.Account
	for _, to := range rungs {
		role, is := heldBy[to]
		if !is {
			continue
		}
		list, err := tx.ListInRole(string(role))
		if err != nil {
			return nil, err
		}
		for _, a := range list {
			if !slices.ContainsFunc(holders, func(o identity.Account) bool { return o.ID == a.ID }) {
				holders = append(holders, a)
			}
		}
	}
	return slices.DeleteFunc(holders, func(a identity.Account) bool { return a.ID == raiser }), nil
}

// tellEach puts a message to each of the list on the way.
func tellEach(tx *kernel.Tx, kind string, list []identity.Account, item string) error {
	for _, a := range list {
		if err := tx.AddDue(kind, string(a.ID), item, tx.Now); err != nil {
			return err
		}
	}
	return nil
}

// namesOf is what they are called, told apart, as many as there is room for.
func namesOf(tx *kernel.Tx, list []identity.Account) (string, error) {
	if len(list) == 0 {
		return "", nil
	}
	apart, err := tx.ListStaffApart()
	var names []string
	room := programme.MaxName
	for _, a := range list {
		if room -= utf8.RuneCountInString(apart[a.ID]) + 2; room < 0 {
			break
		}
		names = append(names, apart[a.ID])
	}
	return strings.Join(names, ", "), err
}

// Works are the bodies of the due work that care asks for, but for messages.
func (c *Care) Works() map[string]kernel.Work {
	return map[string]kernel.Work{jobs.TellWorry: c.tellWorry, jobs.TellLife: c.tellMoreOfLife,
		jobs.MoveAway: c.moveAway, jobs.ReleaseWorries: c.releaseAll,
		jobs.TellNewcomer: c.tellNewcomer}
}

// tellWorry tells the next of a worry that nobody has taken on. Done twice, it
// tells nobody twice: what was told stands beside the worry.
func (c *Care) tellWorry(ctx context.Context, d jobs.Due) error {
	participant := id.Participant(d.Subject)
	return kernel.Change(ctx, c.Kernel, authz.System("due", d.Organisation), authz.TellWorry, participant,
		func(tx *kernel.Tx) error {
			if err := tx.FinishDue(d.ID); err != nil {
				return err
			}
			s, _, err := worryStanding(tx, participant, id.Worry(d.Item))
			if err != nil {
				return err
			}
			return tell(tx, s)
		})
}

// A worryFinder is a change or a look.
type worryFinder interface {
	FindWorry(id.Participant, id.Worry) (ledger.Received[safety.Worry], []ledger.Received[safety.WorryFact], error)
}

func worryStanding(tx worryFinder, participant id.Participant, worry id.Worry) (safety.WorryStanding,
	[]ledger.Received[safety.WorryFact], error) {
	raised, history, err := tx.FindWorry(participant, worry)
	if err != nil {
		return safety.WorryStanding{}, nil, err
	}
	return safety.WorryAfter(raised, history), history, nil
}

// SeeWorry shows a worry about participant to anybody who can take it on, and to
// the person who raised it. For anybody else there is none.
func (c *Care) SeeWorry(ctx context.Context, who authz.Actor, participant id.Participant,
	worry id.Worry) (WorryRecord, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeWorry, participant, func(tx *kernel.ReadTx) (WorryRecord, error) {
		asked, err := worryAbout(tx, participant)
		if err != nil {
			return WorryRecord{}, err
		}
		r := WorryRecord{WorryForm: asked}
		raised, history, err := tx.FindWorry(participant, worry)
		if err != nil {
			return WorryRecord{}, err
		}
		r.History = worryAsMayBeKnown(tx, asked.Person, history)
		r.Standing = safety.WorryAfter(raised, r.History)
		own, takes := r.Standing.By == who.Name(), tx.May(authz.AcknowledgeWorry)
		if !own && !takes {
			return WorryRecord{}, fault.Absent
		}
		r.May.Acknowledge = takes && !own && r.Standing.Open()
		r.May.Close = r.Standing.State == safety.Acknowledged && tx.May(authz.CloseWorry)
		r.May.List = takes
		if err := r.reaches(tx, takes); err != nil {
			return WorryRecord{}, err
		}
		r.Staff, err = tx.ListStaffApart()
		return r, err
	})
}

// worryAsMayBeKnown is what became of a worry about p, as far as the person who looks may know of
// it: what colleagues wrote may come from a visit.
func worryAsMayBeKnown(tx *kernel.ReadTx, p programme.Person,
	history []ledger.Received[safety.WorryFact]) []ledger.Received[safety.WorryFact] {
	if !p.Study || mayKnowOfVisits(tx) {
		return history
	}
	for i, x := range history {
		if x.By != tx.Actor.Name() {
			history[i].Fact = x.Fact.WithoutWords()
		}
	}
	return history
}

// AcknowledgeWorry stores that who has taken a worry on: from then on nobody
// else is told. Sending it again is safe.
func (c *Care) AcknowledgeWorry(ctx context.Context, who authz.Actor, participant id.Participant,
	v safety.Acknowledgement) error {
	return c.answers(ctx, who, authz.AcknowledgeWorry, participant, v.Worry, safety.WorryFact{Acknowledged: &v},
		func(_ *kernel.Tx, s safety.WorryStanding) error {
			return v.Check(id.Account(s.By), who.Account).Err()
		})
}

// CloseWorry stores what was done, once somebody had taken the worry on.
// Sending it again is safe.
func (c *Care) CloseWorry(ctx context.Context, who authz.Actor, participant id.Participant, v safety.Closing) error {
	return c.answers(ctx, who, authz.CloseWorry, participant, v.Worry, safety.WorryFact{Closed: &v},
		func(*kernel.Tx, safety.WorryStanding) error { return v.Check().Err() })
}

// answers stores one fact about a worry, if it keeps its rules and the worry
// still stands where such a thing can happen to it.
func (c *Care) answers(ctx context.Context, who authz.Actor, action authz.Action, participant id.Participant,
	worry id.Worry, f safety.WorryFact, check func(*kernel.Tx, safety.WorryStanding) error,
	then ...func(*kernel.Tx, safety.WorryStanding) error) error {
	return kernel.Change(ctx, c.Kernel, who, action, participant, func(tx *kernel.Tx) error {
		s, _, err := worryStanding(tx, participant, worry)
		if err != nil {
			return err
		}
		return kernel.Record(tx, tx.WorryFacts(participant), f, func() error {
			if err := check(tx, s); err != nil {
				return err
			}
			s, err = s.Take(f, tx.Now)
			return err
		}, func() error { return tx.SetWorryStanding(s) }, func() error {
			for _, step := range then {
				if err := step(tx, s); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// A WorryBoard is one page of an organisation's worries.
type WorryBoard struct {
	Lines       []safety.Listed
	Count, Open int
	Teams       []identity.Team // that it can be narrowed to
}

// ListWorries shows the worries of an organisation, those that nobody has
// taken on first.
func (c *Care) ListWorries(ctx context.Context, who authz.Actor, page programme.Page) (WorryBoard, error) {
	return kernel.View(ctx, c.Kernel, who, authz.ListWorries, who.Organisation,
		func(tx *kernel.ReadTx) (WorryBoard, error) {
			var b WorryBoard
			var err error
			if b.Lines, b.Count, b.Open, err = tx.ListWorries(page); err != nil {
				return WorryBoard{}, err
			}
			safety.MostUrgentFirst(b.Lines)
			if b.Teams, err = tx.ListTeams(); err != nil {
				return WorryBoard{}, err
			}
			return b, kernel.Shows(tx, authz.SeeWorry, b.Lines)
		})
}
