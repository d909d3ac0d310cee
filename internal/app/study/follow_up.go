package study

import (
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/trial"
)

// Works are the bodies of the due work that studies ask for, but for messages.
func (s *Study) Works() map[string]kernel.Work {
	return map[string]kernel.Work{jobs.FallDue: s.fallDue}
}

// FollowUps is one page of one of the lists of follow-ups, of open studies and of
// the service, the longest overdue first.
type FollowUps struct {
	List   trial.CallList
	Lines  []trial.FollowUpLine
	Counts map[trial.CallList]int
	Teams  []identity.Team // that the list can be narrowed to
	Today  programme.Date
	Found  programme.Matches // where they were sought
}

// ListFollowUps lists whom there is to follow up.
func (s *Study) ListFollowUps(ctx context.Context, who authz.Actor, list trial.CallList,
	page programme.Page) (FollowUps, error) {
	return kernel.View(ctx, s.Kernel, who, authz.ListFollowUps, who.Organisation,
		func(tx *kernel.ReadTx) (FollowUps, error) {
			f := FollowUps{List: list, Today: tx.Today}
			var err error
			if f.Lines, f.Counts, err = tx.ListFollowUps(list, page, tx.Today); err != nil {
				return FollowUps{}, err
			}
			if f.Teams, err = tx.ListTeams(); err != nil {
				return FollowUps{}, err
			}
			return f, showFollowUps(tx, f.Lines)
		})
}

// FindFollowUps finds those of the lists by name, day of birth or NHS number.
func (s *Study) FindFollowUps(ctx context.Context, who authz.Actor, typed string) (FollowUps, error) {
	return kernel.View(ctx, s.Kernel, who, authz.ListFollowUps, who.Organisation,
		func(tx *kernel.ReadTx) (FollowUps, error) {
			f := FollowUps{Today: tx.Today}
			var err error
			f.Lines, f.Found, err = tx.FindFollowUpsOf(programme.ReadSought(typed, tx.Today), tx.Today)
			if err != nil {
				return FollowUps{}, err
			}
			return f, showFollowUps(tx, f.Lines)
		})
}

// showFollowUps completes the lines of a list, each for somebody who may see it.
func showFollowUps(tx *kernel.ReadTx, lines []trial.FollowUpLine) error {
	if err := nameOutcomes(lines); err != nil {
		return err
	}
	reached, all := make([]kernel.Reached, len(lines)), make([]*trial.FollowUp, len(lines))
	for i := range lines {
		all[i] = &lines[i].FollowUp
		reached[i] = kernel.Reached{Who: lines[i].Resource(), Contact: &lines[i].Contact}
	}
	if _, err := kernel.MarkDoubted(tx, reached...); err != nil {
		return err
	}
	if err := markVisited(tx, all...); err != nil {
		return err
	}
	return kernel.Shows(tx, authz.SeeFollowUp, lines)
}

// nameOutcomes says what each of them asks about, in its definition's words, and from which
// day it counts.
func nameOutcomes(list []trial.FollowUpLine) error {
	for i, f := range list {
		d, err := content.Programme(f.Definition)
		if err != nil {
			return err
		}
		o, _ := d.Outcome(f.Due.Outcome)
		list[i].Due = f.Due.Counted(o, d, f.AllocatedOn, f.Discharged)
		list[i].Due.Name = o.Name
	}
	return nil
}

// A PersonFollowUps is one person with what was recorded about them, as a masked
// assessor reads it: no episode says where it is known from.
type PersonFollowUps struct {
	trial.FollowUp
	FollowUps []FollowUpRecord
	Episodes  []ledger.Received[outcome.Episode] // as they were entered, the corrected ones included
	Staff     map[id.Account]string              // what staff are called
	Stopped   bool                               // they have died
	Today     programme.Date
}

// A FollowUpRecord is one follow-up of somebody's, with every call that was
// entered, the corrected ones included. It is of one course of support: whoever came
// back has follow-ups of several, each with days and a consent of its own.
type FollowUpRecord struct {
	outcome.DueFollowUp
	Discharged  programme.Date   // at the beginning of that course
	AllocatedOn programme.Date   // none in a service
	Again       programme.Date   // on which they left a crisis team once more since; none where they haven't
	Agreed      pathway.Standing // what may be asked and looked up
	Standing    outcome.FollowUpStanding
	Calls       []ledger.Received[outcome.Call]
}

// SeeFollowUp shows one person who is followed up.
func (s *Study) SeeFollowUp(ctx context.Context, who authz.Actor, participant id.Participant) (PersonFollowUps, error) {
	return kernel.View(ctx, s.Kernel, who, authz.SeeFollowUp, participant,
		func(tx *kernel.ReadTx) (PersonFollowUps, error) {
			list, err := tx.FindFollowUps(participant, tx.Today)
			if err != nil {
				return PersonFollowUps{}, err
			}
			if err := nameOutcomes(list); err != nil {
				return PersonFollowUps{}, err
			}
			f := PersonFollowUps{FollowUp: list[0].FollowUp, Today: tx.Today}
			if _, err := kernel.MarkDoubted(tx, kernel.Reached{Who: f.Resource(), Contact: &f.Contact}); err != nil {
				return PersonFollowUps{}, err
			}
			if err := markVisited(tx, &f.FollowUp); err != nil {
				return PersonFollowUps{}, err
			}
			if f.Episodes, err = tx.Episodes(participant).List(); err != nil {
				return PersonFollowUps{}, err
			}
			if f.Standing.Died() {
				for i := range f.Episodes {
					f.Episodes[i].Fact = f.Episodes[i].Fact.EndedBy(f.Standing.Since)
				}
			}
			if f.Staff, err = tx.ListStaffApart(); err != nil {
				return PersonFollowUps{}, err
			}
			lifeNow, err := tx.FindHold(participant)
			if err != nil {
				return PersonFollowUps{}, err
			}
			f.Stopped = lifeNow.State == life.Stopped
			calls, err := tx.Calls(participant).List()
			if err != nil {
				return PersonFollowUps{}, err
			}
			entered := ledger.Facts(calls)
			for _, line := range list {
				tried := FollowUpRecord{DueFollowUp: line.Due, Discharged: line.Discharged, AllocatedOn: line.AllocatedOn,
					Again:    line.Again,
					Standing: line.Due.After(entered, lifeNow, tx.Zone, tx.Today).Reaching(!line.WrongNumber)}
				if tried.Agreed, err = agreedTo(tx, line.FollowUp); err != nil {
					return PersonFollowUps{}, err
				}
				for _, c := range calls {
					if c.Fact.FollowUp == line.Due.ID {
						tried.Calls = append(tried.Calls, c)
					}
				}
				f.FollowUps = append(f.FollowUps, tried)
			}
			return f, nil
		})
}

// A consentLister is a change or a look.
type consentLister interface {
	ListConsents(programme.CourseOfSupport) (pathway.History, error)
}

// agreedTo is what somebody, who took part, agreed to in the course of support that f
// is of. It doesn't ask where they stand: who wants no more visits was having them.
// Who is to be left be is asked nothing, whatever they agreed to then.
func agreedTo(tx consentLister, f trial.FollowUp) (pathway.Standing, error) {
	d, err := content.Programme(f.Definition)
	if err != nil {
		return pathway.Standing{}, err
	}
	history, err := tx.ListConsents(f.Course)
	agreed := history.StandingIn(d, programme.Consented)
	if f.LeaveBe {
		agreed.Given = slices.DeleteFunc(agreed.Given, func(item string) bool { return item == outcome.QuestionnairesItem })
	}
	return agreed, err
}

// fallDue marks a follow-up as due and has the assessors told that there is
// something to do. Anybody who has withdrawn, or whose study is closed, is left in
// peace; about somebody for whom life has things wait, nobody is told yet.
func (s *Study) fallDue(ctx context.Context, d jobs.Due) error {
	participant := id.Participant(d.Subject)
	return kernel.Change(ctx, s.Kernel, authz.System("due", d.Organisation), authz.FallDue, participant,
		func(tx *kernel.Tx) error {
			if err := tx.FinishDue(d.ID); err != nil {
				return err
			}
			list, err := tx.FindFollowUps(participant, tx.Today)
			if fault.Of(err) == fault.NotFound {
				return nil
			}
			if err != nil {
				return err
			}
			for _, f := range list {
				if f.Due.ID != id.FollowUp(d.Item) || f.Standing.State != outcome.FollowUpWaiting {
					continue
				}
				if err := tx.SetFollowUp(participant, f.Due, f.Due.After(nil, life.Life{State: life.GoesOn}, tx.Zone,
					tx.Today)); err != nil {
					return err
				}
				return kernel.TellOfDue(tx, participant)
			}
			return nil
		})
}
