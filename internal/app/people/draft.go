package people

import (
	"cmp"
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
)

// DraftAuthor finds who typed in a session that has ended: whoever held it. A token
// that the service never gave out is nobody's, so that no stranger fills the disk.
func (p *People) DraftAuthor(ctx context.Context, token string) (authz.DraftAuthor, error) {
	return kernel.BeforeSignIn(ctx, p.Kernel, func(d kernel.SignInReader) (authz.DraftAuthor, error) {
		return d.FindDraftAuthor(token, p.Kernel.Now())
	})
}

// PageAuthor finds whose page a form was on, by what it says of that: nobody's, when that
// is nothing that the service wrote on a page.
func (p *People) PageAuthor(ctx context.Context, pageOf string) (authz.DraftAuthor, error) {
	return kernel.BeforeSignIn(ctx, p.Kernel, func(d kernel.SignInReader) (authz.DraftAuthor, error) {
		return d.FindPageAuthor(pageOf)
	})
}

// A Kept is what became of what somebody typed: the id under which it is kept and, where
// it was handed over at once, the role of those who can read it, if anybody can yet.
type Kept struct {
	ID   id.Draft
	With authz.Role
}

// KeepDraft keeps for who what they typed and could not be taken. The same again is kept
// once. The oldest gives way to a new one, except to somebody who sends faster than people
// type.
func (p *People) KeepDraft(ctx context.Context, who authz.Actor, typed identity.Typed, closed bool) (Kept, error) {
	var with authz.Role
	now := p.Kernel.Now()
	d := identity.Draft{
		ID: kernel.NewID[id.Draft](p.Kernel,
			"draft/"+string(who.Account)+"/"+typed.Form+"/"+now.Format(time.RFC3339Nano)),
		Author: who.Account, At: now, Closed: closed, Typed: typed,
	}
	err := kernel.Change(ctx, p.Kernel, who, authz.KeepDraft, who.Account, func(tx *kernel.Tx) error {
		if err := typed.Check(); err != nil {
			return err
		}
		d.Asked = tx.Definition.Ref()
		account, err := tx.FindAccount(who.Account)
		if err != nil {
			return err
		}
		if !account.EndedAt.IsZero() {
			if with, err = tx.HandedTo(d); err != nil {
				return err
			}
			return handAtOnce(tx, d)
		}
		kept, err := tx.ListDrafts(who.Account, tx.Now)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(kept, func(k identity.Draft) bool { return k.Same(typed) }); i >= 0 {
			d.ID = kept[i].ID
			return fault.Unchanged
		}
		if len(kept) >= identity.MaxDrafts {
			oldest := kept[len(kept)-1]
			if tx.Now.Sub(oldest.At) < identity.DraftsWithin {
				return fault.New(fault.TooMany, "fault.too_many")
			}
			if err := tx.RemoveDraft(oldest); err != nil {
				return err
			}
		}
		if err := tx.AddDraft(d); err != nil {
			return err
		}
		return tx.AddDue(jobs.DropDraft, string(who.Account), string(d.ID), tx.Now.Add(identity.DraftLife))
	})
	return Kept{d.ID, with}, err
}

// handAtOnce hands d to the lead, of an author whose account is closed and who will
// never see it again, where it is about somebody.
func handAtOnce(tx *kernel.Tx, d identity.Draft) error {
	if !d.OfSomebody() {
		return fault.Absent
	}
	handed, err := tx.ListHandedDraftsOf(d.Author)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(handed, func(h identity.Draft) bool { return h.Same(d.Typed) }) {
		return fault.Unchanged
	}
	if len(handed) >= identity.MaxDrafts {
		return fault.New(fault.TooMany, "fault.too_many")
	}
	if err := tx.AddDraft(d); err != nil {
		return err
	}
	return tx.HandDraft(d)
}

// An OwnDraft is what somebody typed and could not be taken, for themselves.
type OwnDraft struct {
	identity.Draft
	Of   string // whom it is about; empty where that is nobody, or nobody whom they may know
	Open bool   // they may do what its form does, as far as its address says
}

// Stays tells whether it can't go back where it was typed: the form is over, or their right to
// it is lost.
func (d OwnDraft) Stays() bool { return d.Closed || !d.Open }

// Asks is what the form of a draft asks of the policy; nothing where its address doesn't say of
// whom. Without one nothing is asked.
type Asks func(identity.Typed) (authz.Action, kernel.Subject)

func (a Asks) of(t identity.Typed) (action authz.Action, subject kernel.Subject) {
	if a == nil {
		return action, nil
	}
	return a(t)
}

// OwnDrafts are what somebody typed and could not be taken, for themselves.
type OwnDrafts struct {
	Waiting []OwnDraft
	Given   []GivenDraft // what was handed over
}

// A GivenDraft is what was handed over, for its author: not its words, but who has them.
type GivenDraft struct {
	OwnDraft
	With authz.Role // of those who can read it, if anybody can yet
}

// ListDrafts lists what somebody typed and could not be taken, for themselves.
func (p *People) ListDrafts(ctx context.Context, who authz.Actor, asks Asks) (OwnDrafts, error) {
	return kernel.View(ctx, p.Kernel, who, authz.SeeDrafts, who.Account, func(tx *kernel.ReadTx) (OwnDrafts, error) {
		var own OwnDrafts
		drafts, err := tx.ListDrafts(who.Account, tx.Now)
		if err != nil {
			return own, err
		}
		drafts = slices.DeleteFunc(drafts, func(d identity.Draft) bool { return asksNumber(who, d) })
		if own.Waiting, err = ownDrafts(tx, asks, drafts...); err != nil {
			return own, err
		}
		own.Given, err = givenDrafts(tx, who.Account)
		return own, err
	})
}

// givenDrafts are author's that were handed over, each with who can read it now.
func givenDrafts(tx *kernel.ReadTx, author id.Account) ([]GivenDraft, error) {
	drafts, err := tx.ListGivenDrafts(author)
	if err != nil || len(drafts) == 0 {
		return nil, err
	}
	held, err := tx.ListGrantsOfStaff()
	if err != nil {
		return nil, err
	}
	own, err := ownDrafts(tx, nil, drafts...)
	list := make([]GivenDraft, len(own))
	for i, d := range own {
		list[i] = GivenDraft{d, kernel.ReaderOf(d.Draft, held)}
	}
	return list, err
}

// ownDrafts are drafts, each with whom it is about where its author may know of them
// still.
func ownDrafts(tx *kernel.ReadTx, asks Asks, drafts ...identity.Draft) (list []OwnDraft, err error) {
	list = make([]OwnDraft, len(drafts))
	for i, d := range drafts {
		list[i].Draft, list[i].Open = d, true
		if action, subject := asks.of(d.Typed); subject != nil {
			if list[i].Open, err = tx.MayTo(action, subject); err != nil {
				return nil, err
			}
		}
		if d.About() == "" {
			continue
		}
		person, known, err := tx.FindKnown(d.About())
		if err != nil {
			return nil, err
		}
		if known {
			list[i].Of = person.Identity.FullName()
		}
	}
	return list, nil
}

// asksNumber tells whether d are words for the workbook, which who has come by a card doesn't
// read before they have given their number.
func asksNumber(who authz.Actor, d identity.Draft) bool { return who.ByCard && d.InWorkbook() }

// SeeDraft shows one of the actor's own that waits for them.
func (p *People) SeeDraft(ctx context.Context, who authz.Actor, draft id.Draft, asks Asks) (OwnDraft, error) {
	return kernel.View(ctx, p.Kernel, who, authz.SeeDrafts, who.Account, func(tx *kernel.ReadTx) (OwnDraft, error) {
		d, err := tx.FindDraft(draft)
		if err == nil && (d.Author != who.Account || asksNumber(who, d) ||
			!d.Handed.IsZero() || tx.Now.Sub(d.At) > identity.DraftLife) {
			err = fault.Absent
		}
		if err != nil {
			return OwnDraft{}, err
		}
		list, err := ownDrafts(tx, asks, d)
		if err != nil {
			return OwnDraft{}, err
		}
		return list[0], nil
	})
}

// DiscardDraft forgets one of the actor's own, unless it has been handed over. One that is
// gone is gone.
func (p *People) DiscardDraft(ctx context.Context, who authz.Actor, draft id.Draft) (handed bool, err error) {
	err = kernel.Change(ctx, p.Kernel, who, authz.DiscardDraft, who.Account, func(tx *kernel.Tx) error {
		d, err := ownDraft(tx, who.Account, draft)
		if handed = !d.Handed.IsZero(); err != nil {
			return err
		}
		return tx.RemoveDraft(d)
	})
	return handed, err
}

// CloseDraft says of one of the actor's own that it can't go back where it was typed: the
// form is over, or else its page isn't theirs to see.
func (p *People) CloseDraft(ctx context.Context, who authz.Actor, draft id.Draft, over bool) error {
	return kernel.Change(ctx, p.Kernel, who, authz.KeepDraft, who.Account, func(tx *kernel.Tx) error {
		d, err := ownDraft(tx, who.Account, draft)
		if err == nil && d.Closed {
			err = fault.Unchanged
		}
		if err != nil {
			return err
		}
		if !over {
			return tx.CloseDraft(d)
		}
		d.Closed, d.Over = true, true
		return cmp.Or(tx.RemoveDraft(d), tx.AddDraft(d))
	})
}

// HandDraft hands one of the actor's own over, and says to whom: the role of those who can
// read it now, if anybody can yet. It stays until they have taken it off their list. Of one
// that isn't there any more, it says that nothing was handed over: no id.
func (p *People) HandDraft(ctx context.Context, who authz.Actor, draft id.Draft) (kept Kept, err error) {
	err = kernel.Change(ctx, p.Kernel, who, authz.HandDraft, who.Account, func(tx *kernel.Tx) error {
		d, waits := ownDraft(tx, who.Account, draft)
		if d.ID == "" {
			return waits
		}
		with, err := tx.HandedTo(d)
		if kept = (Kept{d.ID, with}); waits != nil || err != nil {
			return cmp.Or(waits, err)
		}
		handed, err := tx.ListHandedDraftsOf(who.Account)
		if err != nil {
			return err
		}
		if len(handed) >= identity.MaxDrafts {
			return fault.New(fault.TooMany, "fault.too_many")
		}
		return tx.HandDraft(d)
	})
	return kept, err
}

// ownDraft finds one of the author's own. There is nothing to change in one that they have
// handed over, nor in one that isn't there any more.
func ownDraft(tx *kernel.Tx, author id.Account, draft id.Draft) (identity.Draft, error) {
	d, err := tx.FindDraft(draft)
	switch {
	case fault.Of(err) == fault.NotFound || err == nil && (d.Author != author || asksNumber(tx.Actor, d)):
		return identity.Draft{}, fault.Unchanged
	case err == nil && !d.Handed.IsZero():
		err = fault.Unchanged
	}
	return d, err
}

// A HandedDraft is what somebody handed to the lead, with who they are.
type HandedDraft struct {
	identity.Draft
	Name string
	Of   string // who it is about, if it is about anybody
}

// ListHandedDrafts lists one page of what was handed to the lead, and counts all.
func (p *People) ListHandedDrafts(ctx context.Context, who authz.Actor,
	page programme.Page) (_ []HandedDraft, count int, _ error) {
	list, err := kernel.View(ctx, p.Kernel, who, authz.ListHandedDrafts, who.Organisation,
		func(tx *kernel.ReadTx) ([]HandedDraft, error) {
			drafts, n, err := handedDrafts(tx, page)
			if err != nil {
				return nil, err
			}
			count = n
			list := make([]HandedDraft, len(drafts))
			var about []programme.Person
			for i, d := range drafts {
				author, err := tx.FindAccount(d.Author)
				if err != nil {
					return nil, err
				}
				list[i] = HandedDraft{Draft: d, Name: author.Name}
				person, err := tx.FindPerson(d.About())
				if fault.Of(err) == fault.NotFound { // about nobody, or nobody's record
					continue
				}
				if err != nil {
					return nil, err
				}
				list[i].Of = person.Identity.FullName()
				about = append(about, person)
			}
			return list, kernel.Shows(tx, authz.SeePerson, about)
		})
	return list, count, err
}

// handedDrafts lists what the person looking may read of what was handed over: all of
// it on pages, the worries, which are few, or nothing.
func handedDrafts(tx *kernel.ReadTx, page programme.Page) ([]identity.Draft, int, error) {
	may, err := tx.Handed()
	switch {
	case err != nil:
		return nil, 0, err
	case may == kernel.HandedAll:
		return tx.ListHandedDrafts(page)
	case may == kernel.HandedNothing:
		return nil, 0, nil
	}
	list, err := tx.ListHandedWorries()
	return list, 0, err
}

// SeeHandedDraft shows one of those that were handed to the lead.
func (p *People) SeeHandedDraft(ctx context.Context, who authz.Actor, draft id.Draft) (HandedDraft, error) {
	return kernel.View(ctx, p.Kernel, who, authz.ListHandedDrafts, who.Organisation,
		func(tx *kernel.ReadTx) (HandedDraft, error) {
			d, err := tx.FindDraft(draft)
			if err == nil {
				err = mayRead(tx, d)
			}
			if err != nil {
				return HandedDraft{}, err
			}
			author, err := tx.FindAccount(d.Author)
			return HandedDraft{Draft: d, Name: author.Name}, err
		})
}

// mayRead answers with a fault where d wasn't handed over, or not to the actor.
func mayRead(tx interface{ Handed() (kernel.Handed, error) }, d identity.Draft) error {
	may, err := tx.Handed()
	if err != nil {
		return err
	}
	if d.Handed.IsZero() || !d.Settled.IsZero() || may == kernel.HandedNothing ||
		may == kernel.HandedWorries && !d.IsWorry() {
		return fault.Absent
	}
	return nil
}

// SettleDraft takes what author handed over off the lead's list, for good. Sent says that who
// sent the form that it was put in.
func (p *People) SettleDraft(ctx context.Context, who authz.Actor, author id.Account, draft id.Draft, sent bool) error {
	return kernel.Change(ctx, p.Kernel, who, authz.SettleDraft, author, func(tx *kernel.Tx) error {
		d, err := tx.FindDraft(draft)
		if fault.Of(err) == fault.NotFound {
			return fault.Unchanged
		}
		if err != nil {
			return err
		}
		switch {
		case d.Author != author:
			return fault.Absent
		case !d.Settled.IsZero():
			return fault.Unchanged
		}
		if err := mayRead(tx, d); err != nil {
			return err
		}
		a, err := tx.FindAccount(author)
		if err != nil {
			return err
		}
		if !a.EndedAt.IsZero() || tx.Now.Sub(d.At) > identity.DraftLife {
			return tx.RemoveDraft(d) // nobody is left to read what became of it, or its days are over
		}
		d.Sent = sent
		return tx.SettleDraft(d)
	})
}

// dropDraft removes a draft whose days are over, unless the lead has it.
func (p *People) dropDraft(ctx context.Context, due jobs.Due) error {
	return kernel.Change(ctx, p.Kernel, authz.System("due", due.Organisation), authz.DropDraft, id.Account(due.Subject),
		func(tx *kernel.Tx) error {
			if err := tx.FinishDue(due.ID); err != nil {
				return err
			}
			d, err := tx.FindDraft(id.Draft(due.Item))
			if fault.Of(err) == fault.NotFound || err == nil && !d.Handed.IsZero() && d.Settled.IsZero() {
				return nil
			}
			if err != nil {
				return err
			}
			return tx.RemoveDraft(d)
		})
}
