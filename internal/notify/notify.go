// Package notify owns how messages leave: e-mail by SMTP, and the demo's
// outbox, which sends nothing anywhere. It refuses to choose whom to write to
// or what to say; who may be reached, and how, was settled by the caller.
package notify

import (
	"context"
	"slices"
	"sync"
	"time"
)

// A Message is one e-mail of plain text. Its words are neutral: somebody else
// may see the subject on a locked phone.
type Message struct {
	To      string // a bare address
	Subject string
	Text    string
	ID      string // the same for a retry, so that a second copy can be told
}

// A Mailer sends messages. An error means that it may be tried again.
type Mailer interface {
	Send(context.Context, Message) error
}

// An Outbox keeps messages in memory instead of sending them: the demo shows
// it as a page. It holds the newest few hundred.
type Outbox struct {
	Now   func() time.Time
	mu    sync.Mutex
	sent  []Sent
	count int           // all that were ever put in
	more  chan struct{} // closed when another is, if anybody waits
}

// Sent is a message with when it was put into the outbox.
type Sent struct {
	Message
	At     time.Time
	Number int // counted from one, in the order of sending
}

const keeps = 300

// Send keeps m.
func (o *Outbox) Send(_ context.Context, m Message) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.count++
	o.sent = append(o.sent, Sent{Message: m, At: o.Now(), Number: o.count})
	if len(o.sent) > keeps {
		o.sent = slices.Delete(o.sent, 0, len(o.sent)-keeps)
	}
	if o.more != nil {
		close(o.more)
		o.more = nil
	}
	return nil
}

// Count is how many messages were ever put in.
func (o *Outbox) Count() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.count
}

// Await returns the newest message that came after the first count and is the
// one that is meant, waiting for it until ctx ends: another part of the program
// may be putting it in at this moment.
func (o *Outbox) Await(ctx context.Context, count int, meant func(Message) bool) (Message, error) {
	for {
		found, more := o.newest(count, meant)
		if found != nil {
			return *found, nil
		}
		select {
		case <-ctx.Done():
			return Message{}, ctx.Err()
		case <-more:
		}
	}
}

func (o *Outbox) newest(after int, meant func(Message) bool) (*Message, <-chan struct{}) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, s := range slices.Backward(o.sent) {
		if s.Number > after && meant(s.Message) {
			return &s.Message, nil
		}
	}
	if o.more == nil {
		o.more = make(chan struct{})
	}
	return nil, o.more
}

// List returns what was sent, newest first.
func (o *Outbox) List() []Sent {
	o.mu.Lock()
	defer o.mu.Unlock()
	list := slices.Clone(o.sent)
	slices.Reverse(list)
	return list
}
