// Package notify owns how messages leave: e-mail by SMTP, and the demo's
// outbox, which sends nothing anywhere. It refuses to choose whom to write to
// or what to say; who may be reached, and how, was settled by whoever asks.
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
	Now  func() time.Time
	mu   sync.Mutex
	sent []Sent
}

// Sent is a message with when it was put into the outbox.
type Sent struct {
	Message
	At time.Time
}

const keeps = 300

// Send keeps m.
func (o *Outbox) Send(_ context.Context, m Message) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.sent = append(o.sent, Sent{m, o.Now()})
	if len(o.sent) > keeps {
		o.sent = slices.Delete(o.sent, 0, len(o.sent)-keeps)
	}
	return nil
}

// List returns what was sent, newest first.
func (o *Outbox) List() []Sent {
	o.mu.Lock()
	defer o.mu.Unlock()
	list := slices.Clone(o.sent)
	slices.Reverse(list)
	return list
}
