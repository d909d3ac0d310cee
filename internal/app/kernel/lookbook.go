package kernel

import (
	"context"
	"sync"
	"time"

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
	sky   *weather
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

const (
	largestBatch = 256
	writeWithin  = 5 * time.Second // a batch, for one organisation
)

func openLookBook(db *store.DB, sky *weather) *lookBook {
	b := &lookBook{db: db, sky: sky, queue: make(chan look, largestBatch)}
	b.done.Add(1)
	go b.run()
	return b
}

// log returns once e is durable, or who asked has waited long enough.
func (b *lookBook) log(ctx context.Context, org id.Organisation, e audit.Entry) error {
	l := look{org: org, entry: e, reply: make(chan error, 1)}
	if err := b.put(ctx, l); err != nil {
		return err
	}
	select {
	case err := <-l.reply:
		return err
	case <-ctx.Done():
		return inTime(ctx, ctx.Err())
	}
}

func (b *lookBook) put(ctx context.Context, l look) error {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if b.shut {
		return fault.New(fault.Unavailable, "fault.unavailable")
	}
	select {
	case b.queue <- l:
		return nil
	case <-ctx.Done():
		return inTime(ctx, ctx.Err())
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
		err := b.tryWrite(org, byOrg[org])
		b.sky.saw(context.Background(), err)
		for _, l := range byOrg[org] {
			l.reply <- err
		}
	}
}

// tryWrite has what breaks in one batch be that batch's, and not the end of the book.
func (b *lookBook) tryWrite(org id.Organisation, looks []look) error {
	ctx, cancel := context.WithTimeout(context.Background(), writeWithin)
	defer cancel()
	return inTime(ctx, caught(ctx, b.sky.log, "the look-book", func() error { return b.write(ctx, org, looks) }))
}

func (b *lookBook) write(ctx context.Context, org id.Organisation, looks []look) error {
	tx, err := b.db.BeginReads(ctx, org)
	if err != nil {
		return err
	}
	defer tx.Close()
	for _, l := range looks {
		if err := tx.Append(l.entry); err != nil {
			return err
		}
	}
	err = tx.CommitQuietly()
	if fault.Of(err) == fault.Uncertain {
		return fault.Wrap(fault.Unavailable, "fault.unavailable", err) // nobody is shown anything
	}
	return err
}
