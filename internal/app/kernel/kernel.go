// Package kernel owns the two roads to the data: Change, which writes, and
// View, which reads. It alone holds the database. Each asks the policy first
// and leaves an entry in the trail; a change commits wholly or not at all. It
// refuses to know any noun: a new one brings its own queries, rules and
// policy, and changes nothing here.
package kernel

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store"
)

// A Config is what a kernel is opened with. Zero fields get the real thing.
type Config struct {
	Database string           // sqlite:PATH or postgres://…
	Secret   []byte           // the master secret, crypt.SecretSize bytes
	Keys     Keys             // instead of Secret, where the master key can be changed for another
	Policy   *authz.Policy    // nil: the embedded policy.cedar
	Now      func() time.Time // nil: the clock on the wall
	Draw     store.Draw       // nil: random
	Log      *slog.Logger     // nil: slog.Default
	ReadOnly bool             // looks and verifies, and changes not a byte

	Free   func() (int64, error) // bytes that the database's disk still takes; nil: nobody knows
	Margin int64                 // bytes of them that are kept
}

// A Kernel holds the database, the policy and the clock.
type Kernel struct {
	db     *store.DB
	policy *authz.Policy
	now    func() time.Time
	draw   store.Draw
	log    *slog.Logger
	looks  *lookBook
	reads  *weather
	writes *weather
	room   *room
	wake   chan struct{}

	mu    sync.Mutex
	homes map[id.Organisation]home
}

// A home is what never changes about an organisation.
type home struct {
	zone      *time.Location
	programme string
}

// Open opens the kernel. The schema must be this program's: see Migrate.
func Open(c Config) (*Kernel, error) {
	master, err := c.master()
	if err != nil {
		return nil, err
	}
	k := &Kernel{
		policy: c.Policy, now: c.Now, draw: c.Draw, log: c.Log,
		wake: make(chan struct{}, 1), homes: map[id.Organisation]home{},
	}
	if err := k.defaults(); err != nil {
		return nil, err
	}
	if c.ReadOnly {
		k.db, err = store.OpenToRead(c.Database, master)
	} else {
		k.db, err = store.Open(c.Database, master, k.draw)
	}
	if err != nil {
		return nil, err
	}
	k.reads, k.writes = &weather{log: k.log, what: "to read"}, &weather{log: k.log, what: "to write"}
	k.room = &room{free: c.Free, margin: c.Margin, log: k.log}
	k.looks = openLookBook(k.db, k.writes)
	return k, nil
}

// Keys reads the master secrets as they are now, the newest first.
type Keys func() ([][]byte, error)

func (c Config) master() (*crypt.Master, error) {
	if c.Keys == nil {
		return crypt.NewMaster(c.Secret)
	}
	secrets, err := c.Keys()
	if err != nil {
		return nil, err
	}
	master, err := crypt.NewMaster(secrets...)
	if err != nil {
		return nil, err
	}
	return master.Following(c.Keys), nil
}

func (k *Kernel) defaults() (err error) {
	if k.policy == nil {
		if k.policy, err = authz.Load(); err != nil {
			return err
		}
	}
	if k.now == nil {
		k.now = time.Now
	}
	if k.draw == nil {
		k.draw = randomly
	}
	if k.log == nil {
		k.log = slog.Default()
	}
	return nil
}

func randomly(_ string, n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails: crypto/rand ends the program instead
	return b
}

// Close waits for what is being written and closes the database.
func (k *Kernel) Close() error {
	k.looks.close()
	return k.db.Close()
}

// Migrate brings the database's schema forward to this program's.
func (k *Kernel) Migrate(ctx context.Context) error { return k.db.Migrate(ctx) }

// CheckFit says in words what keeps this program from working with the data:
// a schema that is not its own, or a master key that did not seal it.
func (k *Kernel) CheckFit(ctx context.Context) error {
	if err := k.db.Ready(ctx); err != nil {
		return err
	}
	if err := k.db.Fits(ctx); err != nil {
		return err
	}
	knows, err := k.db.KnowsKey(ctx)
	if err == nil && !knows {
		return fault.New(fault.Invalid, "config.key.wrong")
	}
	return err
}

// Altered lists what the database is made of that this program's migrations did not make so.
func (k *Kernel) Altered(ctx context.Context) ([]string, error) { return k.db.Altered(ctx) }

// SchemaVersion is the version the database is at.
func (k *Kernel) SchemaVersion(ctx context.Context) (int64, error) { return k.db.SchemaVersion(ctx) }

// Ready tells whether the database answers, and takes writes.
func (k *Kernel) Ready(ctx context.Context) error { return k.db.Ready(ctx) }

// A Verdict is what verifying found.
type Verdict = store.Verdict

// An End is how far a trail had come.
type End = store.End

// Verify walks the chains, holds their digests against the rows, and runs the
// database's own checks.
func (k *Kernel) Verify(ctx context.Context, progress func(done, of int64), expected ...End) (Verdict, error) {
	return k.db.Verify(ctx, progress, expected...)
}

// CopyTo writes the whole database, as it is at one moment, to a new file while others go
// on writing.
func (k *Kernel) CopyTo(ctx context.Context, path string) error { return k.db.CopyTo(ctx, path) }

// FillFrom has a database that holds nothing hold what CopyTo wrote.
func (k *Kernel) FillFrom(ctx context.Context, path string) error { return k.db.FillFrom(ctx, path) }

// VerifyCopy verifies what CopyTo wrote.
func (k *Kernel) VerifyCopy(ctx context.Context, path string) (v Verdict, err error) {
	c, err := k.db.OpenCopy(path)
	if err != nil {
		return Verdict{}, err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	return c.Verify(ctx, nil)
}

// BeginFinding draws what people are found by, where there is nobody yet.
func (k *Kernel) BeginFinding(ctx context.Context) error { return k.db.BeginFinding(ctx) }

// KeepFinding keeps what people are found by, wrapped by the newest master key.
func (k *Kernel) KeepFinding(ctx context.Context) error { return k.db.KeepFinding(ctx) }

// ResealReads has the newest master key seal the end of an organisation's trail of looks.
func (k *Kernel) ResealReads(ctx context.Context, org id.Organisation) error {
	return k.db.ResealReads(ctx, org)
}

// CountKeysNotUnder counts the keys that the newest master key doesn't wrap.
func (k *Kernel) CountKeysNotUnder(ctx context.Context) (int64, error) {
	return k.db.CountKeysNotUnder(ctx)
}

// Alone runs do unless another copy of the service is at it.
func (k *Kernel) Alone(ctx context.Context, do func() error) (bool, error) {
	return k.db.Alone(ctx, do)
}

// Engine names the database engine.
func (k *Kernel) Engine() store.Engine { return k.db.Engine }

// Policy is the policy in force, for the page that shows it.
func (k *Kernel) Policy() *authz.Policy { return k.policy }

// Now is the kernel's time.
func (k *Kernel) Now() time.Time { return k.now() }

// Draw returns n secret bytes for a purpose.
func (k *Kernel) Draw(purpose string, n int) []byte { return k.draw(purpose, n) }

// NewID draws an id for a purpose. A form carries one, so that sending it twice
// is harmless.
func NewID[T ~string](k *Kernel, purpose string) T {
	return id.From[T]([16]byte(k.draw(purpose, 16)))
}

// Woken signals, at most once for many, that a change has written due work.
func (k *Kernel) Woken() <-chan struct{} { return k.wake }

// homeOf finds an organisation's zone and programme, once.
func (k *Kernel) homeOf(tx *store.ReadTx) (home, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if h, ok := k.homes[tx.Organisation()]; ok {
		return h, nil
	}
	o, err := tx.FindOrganisation()
	if err != nil {
		return home{}, err
	}
	zone, err := o.Place()
	if err != nil {
		return home{}, fmt.Errorf("the organisation's zone: %w", err)
	}
	h := home{zone: zone, programme: o.Programme}
	k.homes[o.ID] = h
	return h, nil
}
