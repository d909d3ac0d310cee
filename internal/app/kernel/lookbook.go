package kernel

import (
	"context"
	"sync"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store"
)

// A lookBook writes down who looked. Looks that arrive while one batch is being
// committed make up the next, so that many readers share one commit and a
// single reader waits for nobody. The page leaves after its batch has committed.
type lookBook struct {
	db    *store.DB
	queue chan look
	done  sync.WaitGroup
	mu    sync.RWMutex
	shut  bool
}

type look struct {
	org   id.Organisation
	entry audit.Entry
	reply chan error
}

const largestBatch = 256

func openLookBook(db *store.DB) *lookBook {
	b := &lookBook{db: db, queue: make(chan look, largestBatch)}
	b.done.Add(1)
	go b.run()
	return b
}

// log returns once e is durable.
func (b *lookBook) log(ctx context.Context, org id.Organisation, e audit.Entry) error {
	l := look{org: org, entry: e, reply: make(chan error, 1)}
	b.mu.RLock()
	if b.shut {
		b.mu.RUnlock()
		return fault.New(fault.Unavailable, "fault.unavailable")
	}
	b.queue <- l
	b.mu.RUnlock()
	select {
	case err := <-l.reply:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (b *lookBook) close() {
	b.mu.Lock()
	if !b.shut {
		b.shut = true
		close(b.queue)
	}
	b.mu.Unlock()
	b.done.Wait()
}

func (b *lookBook) run() {
	defer b.done.Done()
	for first := range b.queue {
		batch := []look{first}
		for len(batch) < largestBatch && len(b.queue) > 0 {
			more, open := <-b.queue
			if !open {
				break
			}
			batch = append(batch, more)
		}
		b.commit(batch)
	}
}

// commit writes a batch, one transaction for each organisation in it.
func (b *lookBook) commit(batch []look) {
	byOrg := map[id.Organisation][]look{}
	var order []id.Organisation
	for _, l := range batch {
		if byOrg[l.org] == nil {
			order = append(order, l.org)
		}
		byOrg[l.org] = append(byOrg[l.org], l)
	}
	for _, org := range order {
		err := b.write(org, byOrg[org])
		for _, l := range byOrg[org] {
			l.reply <- err
		}
	}
}

func (b *lookBook) write(org id.Organisation, looks []look) error {
	tx, err := b.db.BeginReads(context.Background(), org)
	if err != nil {
		return err
	}
	defer tx.Close()
	for _, l := range looks {
		if err := tx.Append(l.entry); err != nil {
			return err
		}
	}
	return tx.CommitQuietly()
}
