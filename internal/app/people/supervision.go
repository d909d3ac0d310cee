package people

import (
	"context"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// A SupervisionList is one page of an organisation's group supervision, and
// how it goes.
type SupervisionList struct {
	Entries   []workforce.SupervisionEntry
	Count     int
	Standing  workforce.SupervisionStanding
	Staff     map[id.Account]string // what staff are called, those who have left included
	Today     programme.Date
	MayRecord bool
}

// ListSupervision lists the sessions that were held, the newest first, with who
// came. Entries that were corrected or taken back stay in it.
func (p *People) ListSupervision(ctx context.Context, who authz.Actor, page programme.Page) (SupervisionList, error) {
	return kernel.View(ctx, p.Kernel, who, authz.ListSupervision, who.Organisation,
		func(tx *kernel.ReadTx) (SupervisionList, error) {
			l := SupervisionList{Today: tx.Today, MayRecord: tx.May(authz.RecordSupervision)}
			var err error
			if l.Entries, l.Count, err = tx.ListSupervisions(page); err != nil {
				return SupervisionList{}, err
			}
			if l.Standing, err = supervised(tx, tx.Definition, tx.Zone, tx.Today); err != nil {
				return SupervisionList{}, err
			}
			l.Staff, err = tx.ListStaffApart()
			return l, err
		})
}

// A supervisionReader is a change or a look.
type supervisionReader interface {
	FindFirstWorkerFact() (time.Time, error)
	ListSupervisionsHeld(atMost int) ([]workforce.Supervision, error)
}

// enoughSessions is more than are held in as long as the standing looks back.
const enoughSessions = 100

// supervised is how group supervision goes. It is due from the day on which
// something was first recorded of a worker.
func supervised(tx supervisionReader, d programme.Definition, zone *time.Location,
	today programme.Date) (workforce.SupervisionStanding, error) {
	first, err := tx.FindFirstWorkerFact()
	if err != nil || first.IsZero() {
		return workforce.SupervisionStanding{}, err
	}
	all, err := tx.ListSupervisionsHeld(enoughSessions)
	return workforce.SupervisionAfter(d, all, programme.Of(first, zone), today), err
}

// A SupervisionForm is what the forms need: whom there is to choose from, and
// the entry that is corrected, if it still holds.
type SupervisionForm struct {
	Leaders []identity.Account
	Workers []identity.Account
	Entry   workforce.Supervision // zero for a new one, and where somebody was first
	Staff   map[id.Account]string
}

// AskSupervision shows what there is to choose from, and the entry that is to
// be corrected; of none when entry is empty.
func (p *People) AskSupervision(ctx context.Context, who authz.Actor, entry id.Supervision) (SupervisionForm, error) {
	return kernel.View(ctx, p.Kernel, who, authz.AskSupervision, who.Organisation,
		func(tx *kernel.ReadTx) (SupervisionForm, error) {
			f, err := supervisionForm(tx, entry)
			if err != nil {
				return SupervisionForm{}, err
			}
			f.Staff, err = tx.ListStaffApart()
			return f, err
		})
}

// A supervisionFinder is a change or a look.
type supervisionFinder interface {
	ListInRole(role string) ([]identity.Account, error)
	FindSupervision(id.Supervision) (workforce.Supervision, error)
	SupervisionHolds(id.Supervision) (bool, error)
}

// leading are the roles in which somebody leads a session.
var leading = []authz.Role{authz.Supervisor, authz.Lead}

func supervisionForm(tx supervisionFinder, entry id.Supervision) (f SupervisionForm, err error) {
	if f.Workers, err = tx.ListInRole(string(authz.PeerWorker)); err != nil {
		return f, err
	}
	for _, role := range leading {
		holders, err := tx.ListInRole(string(role))
		if err != nil {
			return f, err
		}
		f.Leaders = append(f.Leaders,
			slices.DeleteFunc(holders, func(a identity.Account) bool { return has(f.Leaders, a.ID) })...)
	}
	if entry == "" {
		return f, nil
	}
	f.Entry, err = standingEntry(tx, entry)
	return f, err
}

// standingEntry is an entry that still counts; the zero entry when there is
// none, or another stands in its place.
func standingEntry(tx supervisionFinder, entry id.Supervision) (workforce.Supervision, error) {
	s, err := tx.FindSupervision(entry)
	if fault.Of(err) == fault.NotFound || err == nil && s.InError {
		return workforce.Supervision{}, nil
	}
	if err != nil {
		return workforce.Supervision{}, err
	}
	holds, err := tx.SupervisionHolds(entry)
	if err != nil || !holds {
		return workforce.Supervision{}, err
	}
	return s, nil
}

// RecordSupervision stores that a session was held, or a correction of one, and
// when somebody is to be told that the next is late. Sending it again is safe.
func (p *People) RecordSupervision(ctx context.Context, who authz.Actor, s workforce.Supervision) error {
	return kernel.Change(ctx, p.Kernel, who, authz.RecordSupervision, who.Organisation, func(tx *kernel.Tx) error {
		if problems := s.Check(tx.Today); problems.Any() {
			return problems
		}
		if err := tx.SentSupervision(s); err != nil {
			return err
		}
		form, err := supervisionForm(tx, s.Replaces)
		if err != nil {
			return err
		}
		if s.Replaces != "" && form.Entry.ID == "" {
			return fault.New(fault.Conflict, "supervision.moved")
		}
		if problems := form.knows(s); problems.Any() {
			return problems
		}
		if err := ledByThen(tx, s, form.Entry); err != nil {
			return err
		}
		if err := tx.AddSupervision(s); err != nil {
			return err
		}
		return awaitSupervision(tx)
	})
}

// knows reports anybody who is named in s and cannot be: neither in their role now
// nor named in the entry that s corrects.
func (f SupervisionForm) knows(s workforce.Supervision) fault.Problems {
	var p fault.Problems
	p.If(s.Led != "" && s.Led != f.Entry.Led && !has(f.Leaders, s.Led), "led", "supervision.led.unknown")
	p.If(slices.ContainsFunc(s.Came, func(a id.Account) bool {
		return !slices.Contains(f.Entry.Came, a) &&
			!has(f.Workers, a)
	}), "came", "supervision.came.unknown")
	return p
}

// ledByThen reports that who led s had no role yet in which somebody does. What the entry before
// it says already, a correction may leave.
func ledByThen(tx *kernel.Tx, s, before workforce.Supervision) error {
	if s.InError || s.Led == before.Led && s.On == before.On {
		return nil
	}
	tenures, err := tx.ListTenuresOfStaff()
	if err != nil {
		return err
	}
	var began programme.Date
	for _, t := range tenures[s.Led] {
		if !slices.Contains(leading, t.Role) {
			continue
		}
		if on := programme.Of(t.GrantedAt, tx.Zone); began.IsZero() || on.Before(began) {
			began = on
		}
	}
	var p fault.Problems
	programme.InWork.From(began, "date.before.role").CheckAs("on", s.On, tx.Today, &p)
	return p.Err()
}

func has(list []identity.Account, a id.Account) bool {
	return slices.ContainsFunc(list, func(x identity.Account) bool { return x.ID == a })
}

// awaitSupervision writes down when to look whether the next session was held:
// at once, when it is late already.
func awaitSupervision(tx *kernel.Tx) error {
	s, err := supervised(tx, tx.Definition, tx.Zone, tx.Today)
	if err != nil || s.Due.IsZero() {
		return err
	}
	at, r := tx.Now, workforce.RemindOfSupervision(tx.Definition, s, tx.Today)
	if !r.Supervisor {
		at = r.Next.Morning(tx.Zone)
	}
	return tx.AddDue(jobs.RemindSupervision, string(tx.Organisation()), "", at)
}

// Works are the bodies of the due work that people asks for, but for messages.
func (p *People) Works() map[string]kernel.Work {
	return map[string]kernel.Work{jobs.RemindSupervision: p.remindSupervision, jobs.DropDraft: p.dropDraft,
		jobs.AnswerAttempt: p.answerAttempt, jobs.DropAttempts: p.dropAttempts}
}

// remindSupervision has everybody who must hear of it told that a session is late.
// When one was held in the meantime nobody is: what recorded it looks again.
func (p *People) remindSupervision(ctx context.Context, d jobs.Due) error {
	return kernel.Change(ctx, p.Kernel, authz.System("due", d.Organisation), authz.RemindSupervision, d.Organisation,
		func(tx *kernel.Tx) error {
			if err := tx.FinishDue(d.ID); err != nil {
				return err
			}
			s, err := supervised(tx, tx.Definition, tx.Zone, tx.Today)
			if err != nil {
				return err
			}
			r := workforce.RemindOfSupervision(tx.Definition, s, tx.Today)
			for _, step := range []struct {
				role authz.Role
				told bool
			}{{authz.Supervisor, r.Supervisor}, {authz.Lead, r.Lead}} {
				if !step.told {
					continue
				}
				if err := tx.NoticeOnce(step.role, jobs.NoticeSupervision, s.Due.String()); err != nil {
					return err
				}
			}
			if !r.Supervisor || r.Next.IsZero() {
				return nil
			}
			return tx.AddDue(jobs.RemindSupervision, string(tx.Organisation()), "", r.Next.Morning(tx.Zone))
		})
}
