package care

import (
	"cmp"
	"context"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// A LetterRecord is which letters about somebody may go to whom now, and which
// went.
type LetterRecord struct {
	Person     programme.Person
	Definition programme.Definition
	Writer     course.LetterWriter // what a letter is drawn from
	Ending     course.Ending       // the zero ending while the visits go on
	Plan       course.EndingPlan
	Sent       []ledger.Received[course.SentLetter]
	Staff      map[id.Account]string // what staff are called
	Sender     string                // what the organisation is called
	From       programme.Sender      // its address and telephone; the zero sender when it has set none
	Crisis     programme.CrisisLine  // its own line; the zero line when it has none
	Help       programme.HelpPack
	Today      programme.Date
	May        LetterSteps
	GoingOn
	Earlier []EarlierOf[LetterRecord] // of courses before, for the person themselves
}

// LetterSteps is what the person looking can do besides. Doing it asks again.
type LetterSteps struct{ List, SeePerson, SeeVisits bool }

// Recipients lists to whom a letter of kind may go now. There is none before
// somebody takes part, no start letter once the visits have ended or are not wanted, no ending
// summary before they have, none after a death, when somebody rings, and none while another
// record goes on: who reads that something begins or has ended takes it to be of the person.
func (r LetterRecord) Recipients(kind course.LetterKind) []course.Recipient {
	w, ended := r.Writer, r.Ending.ID != ""
	if !w.Standing.TakesPart || r.Person.Standing.Died() || r.Instead {
		return nil
	}
	if kind == course.LetterEnding && (!w.Visits || !ended || r.Ending.Kind == course.EndedDeath) {
		return nil
	}
	if kind == course.LetterStart && (ended || r.Person.State == programme.WithoutVisits) {
		return nil
	}
	return course.Recipients(w.Definition, kind, w.Standing, w.Referral)
}

// A Letter is one letter as it stands now, or as it was sent.
type Letter struct {
	Record LetterRecord
	Kind   course.LetterKind
	To     course.Recipient
	course.Said
}

// Letter is the letter of kind to the recipient as it stands now. One that may not
// go is a conflict.
func (r LetterRecord) Letter(kind course.LetterKind, to course.Recipient) (Letter, error) {
	l := Letter{Record: r, Kind: kind, To: to, Said: course.Said{
		Sender: r.Sender, From: r.From.Written(), Phone: r.From.Phone, Crisis: r.crisis(),
		Address: course.Address(to, r.Writer.Referral, r.Person.Contact),
	}}
	if r.Person.Standing.Died() {
		return Letter{}, fault.New(fault.Conflict, "letter.died")
	}
	if r.Instead {
		return Letter{}, fault.New(fault.Conflict, "same_person.goes_on")
	}
	if !slices.Contains(r.Recipients(kind), to) {
		return Letter{}, fault.New(fault.Conflict, "letter.not_agreed")
	}
	if to == course.ToParticipant {
		l.Urgent = r.Help.Lines[:min(2, len(r.Help.Lines))]
	}
	var err error
	if kind == course.LetterEnding {
		l.Said.Ending, err = r.Writer.Ending(to, r.Ending, r.Plan)
		return l, err
	}
	l.Said.Start, err = r.Writer.Start(to)
	return l, err
}

// crisis is the organisation's own line, or the one of its help pack.
func (r LetterRecord) crisis() programme.HelpLine {
	if !r.Crisis.Number.Blank() {
		return r.Crisis.Line("", "")
	}
	for _, l := range r.Help.Lines {
		if l.Key == "crisis_line" {
			return l
		}
	}
	return programme.HelpLine{}
}

// SeeLetters shows staff which letters may go to whom, and which went.
func (c *Care) SeeLetters(ctx context.Context, who authz.Actor, participant id.Participant) (LetterRecord, error) {
	return kernel.View(ctx, c.Kernel, who, authz.ListLetters, participant, func(tx *kernel.ReadTx) (LetterRecord,
		error) {
		return letters(tx, participant)
	})
}

// SeeOwnLetters shows participant, who asks, which letters about them went, and
// which may go.
func (c *Care) SeeOwnLetters(ctx context.Context, who authz.Actor) (LetterRecord, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeOwnLetters, who.Participant,
		func(tx *kernel.ReadTx) (LetterRecord, error) {
			r, err := letters(tx, who.Participant)
			if err != nil {
				return r, err
			}
			r.Earlier, err = ownLettersBefore(tx, r.Person)
			return r, err
		})
}

// ownLettersBefore are the letters about person, who asks, in earlier courses. None of
// them is to be sent any more. A course without any is left out.
func ownLettersBefore(tx *kernel.ReadTx, person programme.Person) ([]EarlierOf[LetterRecord], error) {
	all, err := before(tx, person, func(was programme.Person, d programme.Definition) (LetterRecord, error) {
		var err error
		if was.State, _, err = tx.FindStage(was.CurrentCourse()); err != nil {
			return LetterRecord{}, err
		}
		return lettersIn(tx, was, d, "")
	})
	return slices.DeleteFunc(all, func(e EarlierOf[LetterRecord]) bool {
		return len(e.Of.Sent) == 0 && len(e.Of.Recipients(course.LetterStart))+len(e.Of.Recipients(course.LetterEnding)) == 0
	}), err
}

// letterActions are what is asked for opening and sending each kind.
var letterActions = map[course.LetterKind]struct{ open, send authz.Action }{
	course.LetterStart:  {authz.OpenLetter, authz.SendLetter},
	course.LetterEnding: {authz.OpenSummary, authz.SendSummary},
}

// OpenLetter shows staff a letter about participant as it stands now. One that
// participant hasn't agreed to is a conflict.
func (c *Care) OpenLetter(ctx context.Context, who authz.Actor, participant id.Participant, kind course.LetterKind,
	to course.Recipient) (Letter, error) {
	return c.openLetter(ctx, who, letterActions[kind].open, participant, kind, to,
		func(tx *kernel.ReadTx, participant id.Participant) (LetterRecord, error) {
			r, err := letters(tx, participant)
			if err != nil {
				return r, err
			}
			return r, doubted(tx, &r.Person)
		})
}

// OpenOwnLetter shows participant, who asks, a letter about them: their own
// copy, or what others get to read.
func (c *Care) OpenOwnLetter(ctx context.Context, who authz.Actor, kind course.LetterKind,
	to course.Recipient) (Letter, error) {
	return c.openLetter(ctx, who, authz.SeeOwnLetters, who.Participant, kind, to, letters)
}

// OpenEarlierLetter shows participant, who asks, a letter of a course of theirs before.
func (c *Care) OpenEarlierLetter(ctx context.Context, who authz.Actor, of id.Course, kind course.LetterKind,
	to course.Recipient) (Letter, error) {
	return c.openLetter(ctx, who, authz.SeeOwnLetters, who.Participant, kind, to,
		func(tx *kernel.ReadTx, participant id.Participant) (LetterRecord, error) {
			person, err := tx.FindPerson(participant)
			if err != nil {
				return LetterRecord{}, err
			}
			all, err := ownLettersBefore(tx, person)
			for _, e := range all {
				if e.Of.Person.Course == of {
					return e.Of, nil
				}
			}
			return LetterRecord{}, cmp.Or(err, fault.Absent)
		})
}

func (c *Care) openLetter(ctx context.Context, who authz.Actor, action authz.Action, participant id.Participant,
	kind course.LetterKind, to course.Recipient, find func(*kernel.ReadTx, id.Participant) (LetterRecord, error),
) (Letter, error) {
	return kernel.View(ctx, c.Kernel, who, action, participant, func(tx *kernel.ReadTx) (Letter, error) {
		r, err := find(tx, participant)
		if err != nil {
			return Letter{}, err
		}
		return r.Letter(kind, to)
	})
}

// SendLetter stores that a letter about participant went out, or was handed over,
// with what it says. Sending it again is safe: it still says what it said then.
func (c *Care) SendLetter(ctx context.Context, who authz.Actor, participant id.Participant, l course.SentLetter) error {
	return kernel.Change(ctx, c.Kernel, who, letterActions[l.Kind].send, participant, func(tx *kernel.Tx) error {
		l.Participant, l.By, l.Said = participant, who.Account, nil
		first, is, err := tx.Letters(tx.Course).Earlier(l)
		if err != nil {
			return err
		}
		if is {
			l.Said = first.Said
			return kernel.Record(tx, tx.Letters(tx.Course), l, nil)
		}
		person, err := tx.FindPerson(participant)
		if err != nil {
			return err
		}
		r, err := written(tx, person, tx.Definition, tx.Scope.Worker, tx.Today, tx.Zone)
		if err != nil {
			return err
		}
		if slices.Contains(r.Recipients(l.Kind), l.To) {
			says, err := r.Letter(l.Kind, l.To)
			if err != nil {
				return err
			}
			l.Said = &says.Said
		}
		return kernel.Record(tx, tx.Letters(tx.Course), l, func() error {
			if err := mayGoOn(tx); err != nil {
				return err
			}
			within, err := agreedSpanOf(tx, participant)
			if err != nil {
				return err
			}
			return l.Check(r.Recipients(l.Kind), tx.Today, within).Err()
		})
	})
}

func letters(tx *kernel.ReadTx, participant id.Participant) (LetterRecord, error) {
	person, err := tx.FindPerson(participant)
	if err != nil {
		return LetterRecord{}, err
	}
	r, err := lettersIn(tx, person, tx.Definition, tx.Scope.Worker)
	if err != nil {
		return LetterRecord{}, err
	}
	r.GoingOn, err = showGoingOn(tx, person)
	return r, err
}

// lettersIn are those of the course that person is in, under d, and visited by worker.
func lettersIn(tx *kernel.ReadTx, person programme.Person, d programme.Definition,
	worker id.Account) (LetterRecord, error) {
	r, err := written(tx, person, d, worker, tx.Today, tx.Zone)
	if err != nil {
		return LetterRecord{}, err
	}
	r.May = LetterSteps{List: tx.May(authz.ListLetters), SeePerson: tx.May(authz.SeePerson),
		SeeVisits: tx.May(authz.SeeVisits)}
	r.Sent, err = tx.Letters(person.CurrentCourse()).List()
	return r, err
}

// written is what is drawn, with what the letters say today.
func written(tx letterWriter, person programme.Person, d programme.Definition, worker id.Account,
	today programme.Date, zone *time.Location) (LetterRecord, error) {
	r, err := drawn(tx, person, d, worker)
	if err != nil {
		return LetterRecord{}, err
	}
	if r.Staff, err = tx.ListStaffNames(); err != nil {
		return LetterRecord{}, err
	}
	home, err := tx.FindOrganisation()
	if err != nil {
		return LetterRecord{}, err
	}
	if r.Crisis, err = tx.FindHelpLine(); err != nil {
		return LetterRecord{}, err
	}
	if r.From, err = tx.FindSender(); err != nil {
		return LetterRecord{}, err
	}
	r.Sender, r.Today = home.Name, today
	r.Writer.Worker, r.Writer.RingName, r.Writer.RingPhone,
		r.Writer.Zone = r.Staff[visitor(worker, r.Writer.Course)], home.Name, r.Crisis.Number, zone
	r.Help, err = content.Help(home.Help)
	return r, err
}

// visitor is who visits somebody, or who did so last.
func visitor(worker id.Account, c course.Course) id.Account {
	if held := c.Held(); worker == "" && len(held) > 0 {
		return held[len(held)-1].Worker
	}
	return worker
}

// A letterFinder is a change or a look.
type letterFinder interface {
	FindReferral(programme.CourseOfSupport) (ledger.Received[pathway.Referral], error)
	FindConsentHistory(programme.CourseOfSupport) (pathway.History, error)
	FindCourseHistory(programme.CourseOfSupport) (course.History, error)
	FindEndingHistory(programme.CourseOfSupport) (course.EndingHistory, error)
}

// A letterWriter reads besides what letters say.
type letterWriter interface {
	letterFinder
	ListStaffNames() (map[id.Account]string, error)
	FindOrganisation() (identity.Organisation, error)
	FindHelpLine() (programme.CrisisLine, error)
	FindSender() (programme.Sender, error)
}

// drawn reads what decides which letters about person may go to whom. Who has agreed
// to letters once and has taken it back hasn't agreed.
func drawn(tx letterFinder, person programme.Person, d programme.Definition,
	worker id.Account) (LetterRecord, error) {
	of, r := person.CurrentCourse(), LetterRecord{Person: person, Definition: d}
	referral, err := tx.FindReferral(of)
	if err != nil {
		return LetterRecord{}, err
	}
	consents, err := tx.FindConsentHistory(of)
	if err != nil {
		return LetterRecord{}, err
	}
	c, err := tx.FindCourseHistory(of)
	if err != nil {
		return LetterRecord{}, err
	}
	ending, err := tx.FindEndingHistory(of)
	r.Ending, _ = ending.Ending()
	r.Plan, _ = ending.Plan()
	r.Writer = course.LetterWriter{
		Definition: d, Standing: consents.StandingIn(d, r.Person.State), Referral: referral.Fact, Identity: r.Person.Identity,
		Visits: worker != "" || len(c) > 0, Course: c.Course(d),
	}
	return r, err
}
