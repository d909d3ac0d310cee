// Package post owns how a message that a change asked for reaches somebody. It
// reads what is to be sent, sends it outside any transaction, and marks it as
// sent. It knows no noun: each area of app declares its own messages as data, and
// what they say stands in the catalogue. It refuses to choose whom to tell, which
// is the due row's, and to send anything to somebody who has died.
//
// The areas of app never import each other; they may all import post, as they do
// the kernel. It isn't part of the kernel, which does no I/O but SQL.
package post

import (
	"context"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/say"
)

// A Post sends the messages of an installation.
type Post struct {
	Kernel *kernel.Kernel
	Mailer notify.Mailer
	Base   string // the address that links in messages begin with, without a slash at the end

	Unlimited bool // nobody is sent too many: a demonstration, which sends nothing anywhere
}

// A Message is one kind of message. Its words are the same for everybody, and
// name nobody whom it is about: that stands behind the sign-in.
type Message struct {
	Kind string // of the due work that asks for it, whose subject is the account it goes to
	Key  string // its words in the catalogue: Key.subject and Key.text
	Page string // where to sign in, the first that the text is told; empty where Told says all

	To    func(Draft) (string, error)      // the address it goes to; nil: the account's own
	Told  func(Draft) ([]any, error)       // what else the text is told
	Owed  func(Draft) (bool, error)        // whether it is still to be sent; nil: it is
	Sent  func(*kernel.Tx, jobs.Due) error // what its being sent puts on record; nil: nothing
	Holds bool                             // sent even while life has things wait: asked for, or about just that

	Goes  func(Draft) (bool, error) // whether it is sent however many they were sent; nil: it isn't
	Count Count                     // how many are too many; the zero Count goes by what they were sent
}

// A Count is what is counted of an account before it is sent another message.
type Count struct {
	Action authz.Action
	Paces  []identity.Pace
}

// Always is of messages that are sent however many somebody was sent: somebody's safety, or
// that of their account, hangs on them.
func Always(Draft) (bool, error) { return true, nil }

// A Draft is a message that is being written.
type Draft struct {
	*kernel.ReadTx
	Due  jobs.Due
	base string
}

// Link is where a path of the service's own leads.
func (d Draft) Link(path string) string { return d.base + path }

// Works are the bodies of the due work that asks for messages.
func (p *Post) Works(messages ...Message) map[string]kernel.Work {
	works := map[string]kernel.Work{}
	for _, m := range messages {
		works[m.Kind] = func(ctx context.Context, d jobs.Due) error { return p.deliver(ctx, d, m) }
	}
	return works
}

// deliver writes m, sends it, and then marks it as done. A message may reach
// somebody twice, with the same id, when the power goes in between; it is never
// lost. What has become pointless (the secret used, the account ended, no
// address) is done without sending.
// What is too many for them is held, and looked at again.
func (p *Post) deliver(ctx context.Context, d jobs.Due, m Message) error {
	who, account, held := authz.System("due", d.Organisation), id.Account(d.Subject), false
	mail, err := kernel.View(ctx, p.Kernel, who, authz.Prepare, account, func(tx *kernel.ReadTx) (notify.Message, error) {
		mail, err := m.write(Draft{tx, d, p.Base}, account)
		if err == nil && mail.To != "" {
			held, err = m.held(Draft{tx, d, p.Base})
		}
		return mail, err
	})
	if err == nil && held && !p.Unlimited {
		return kernel.Change(ctx, p.Kernel, who, authz.HoldMessage, account, func(tx *kernel.Tx) error {
			return tx.HoldDue(d.ID, tx.Now.Add(identity.HeldFor))
		})
	}
	pointless := fault.Of(err) == fault.NotFound || err == nil && mail.To == ""
	if err != nil && !pointless {
		return err
	}
	if !pointless {
		if err := p.Mailer.Send(ctx, mail); err != nil {
			return err
		}
	}
	return kernel.Change(ctx, p.Kernel, who, authz.Deliver, account, func(tx *kernel.Tx) error {
		if err := tx.FinishDue(d.ID); err != nil || pointless || m.Sent == nil {
			return err
		}
		return m.Sent(tx, d)
	})
}

// write is the message as account gets it; to nobody when there is nothing to send.
func (m Message) write(d Draft, account id.Account) (notify.Message, error) {
	a, err := d.FindAccount(account)
	if err != nil || !a.EndedAt.IsZero() {
		return notify.Message{}, err
	}
	if due, err := m.due(d, a); err != nil || !due {
		return notify.Message{}, err
	}
	var told []any
	if m.Page != "" {
		told = append(told, d.Link(m.Page))
	}
	if m.Told != nil {
		more, err := m.Told(d)
		if err != nil {
			return notify.Message{}, err
		}
		told = append(told, more...)
	}
	to, v := a.Email, say.English()
	if m.To != nil {
		if to, err = m.To(d); err != nil || to == "" {
			return notify.Message{}, err
		}
	}
	return notify.Message{
		To: to, ID: d.Due.ID, Subject: v.Say(m.Key + ".subject"), Text: v.Say(m.Key+".text", told...),
	}, nil
}

// held tells whether the account that m goes to was sent too many of late.
func (m Message) held(d Draft) (bool, error) {
	if m.Goes != nil {
		if goes, err := m.Goes(d); err != nil || goes {
			return false, err
		}
	}
	count := m.Count
	if count.Paces == nil {
		count = Count{authz.Deliver, identity.MessagePaces()}
	}
	return identity.TooMany(count.Paces, d.Now, func(since time.Time) (int, error) {
		done, err := d.CountDone(count.Action.Name, d.Due.Subject, since)
		if count.Action.Name != authz.Deliver.Name {
			done-- // it is counted itself, since it was asked for
		}
		return done, err
	})
}

// due tells whether m still goes to a.
func (m Message) due(d Draft, a identity.Account) (bool, error) {
	reaches, err := m.reaches(d, a)
	if err != nil || !reaches || m.Owed == nil {
		return reaches, err
	}
	return m.Owed(d)
}

// reaches tells whether anything is sent to a now. Nothing is sent to a
// participant who has died; while life has things wait they are sent nothing but what
// they asked for, and that what was planned is cancelled.
func (m Message) reaches(d Draft, a identity.Account) (bool, error) {
	if a.Participant == "" {
		return true, nil
	}
	lifeNow, err := d.FindLife(a.Participant)
	if m.Holds {
		return lifeNow.State != life.Stopped, err
	}
	return lifeNow.State.Effects().Reminders == life.Continues, err
}
