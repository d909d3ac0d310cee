package story

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web"
	"footbridge.org/footbridge/internal/web/demo"
)

// A Demo is a service full of invented people.
type Demo struct {
	*Service
	Cast []Role // who can be signed in as, in the order to show them

	// Patience is how long a click waits for a code to arrive. None comes to whom a visitor
	// has closed the account or changed the address of, and nobody else gets in meanwhile.
	Patience time.Duration

	door sync.Mutex
}

// A Role is somebody of the demonstration whom anybody may be.
type Role struct {
	Key          string // as it stands in the address
	Role         authz.Role
	Name         string
	Organisation string
	Email        string
	Try          string // the key of what to try first
}

// A DemoConfig is what a demonstration is opened with.
type DemoConfig struct {
	Seed     string // empty: the demonstration's own
	Secret   []byte // the master secret; nil: the seed's
	Database string // as the kernel takes it
	Now      time.Time
	Log      *slog.Logger
	Progress func(done, of int) // nil: nobody watches

	// Call is what somebody or a team of a name is called instead;
	// nil: by it. Ids and addresses stay.
	Call func(name string) string

	more []biography // a test's
}

const demoSeed = "the demonstration"

// DemoSecret is the master secret of a demonstration. It is no secret: the
// people are invented.
func DemoSecret() []byte { return NewSeed(demoSeed).MasterSecret() }

// OpenDemo opens a demonstration. An empty database is filled with invented
// people relative to now; one that holds a demonstration already is shown as
// it is, and one that holds anything else is refused.
func OpenDemo(ctx context.Context, c DemoConfig) (d *Demo, err error) {
	teller := &narrator{}
	defer teller.caught(&err)
	if c.Seed == "" {
		c.Seed = demoSeed
	}
	s, err := open(ctx, teller, c, NewClock(time.Time{}))
	if err != nil {
		return nil, err
	}
	d, err = fill(s, c)
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	return d, nil
}

func fill(s *Service, c DemoConfig) (d *Demo, err error) {
	defer s.t.(*narrator).caught(&err)
	there, err := s.lookAround()
	if err != nil {
		return nil, err
	}
	t := &telling{s: s, now: c.Now.UTC(), more: c.more}
	s.Clock.MoveTo(t.now.AddDate(-4, 0, 0))
	s.phones = true
	cast := t.plan(there)
	if !there {
		t.play(c.Progress)
	}
	s.Clock.MoveTo(t.now)
	return &Demo{Service: s, Cast: cast}, nil
}

// lookAround tells whether a finished demonstration is there already.
func (s *Service) lookAround() (bool, error) {
	organisations, err := kernel.BeforeSignIn(s.ctx, s.Kernel, func(d kernel.SignInReader) ([]identity.Organisation,
		error) {
		return d.ListOrganisations()
	})
	if err != nil || len(organisations) == 0 {
		return false, err
	}
	ours := ID[id.Organisation](s.seed, "organisation/"+Home)
	for _, o := range organisations {
		if o.ID == ours {
			return true, s.finished()
		}
	}
	return false, fault.New(fault.Invalid, "demo.not_a_demo")
}

// finished looks for what the last scene did: a telling that was cut short is
// not gone on with.
func (s *Service) finished() error {
	home := &Organisation{s: s}
	home.Name = Home
	found, err := kernel.BeforeSignIn(s.ctx, s.Kernel, func(d kernel.SignInReader) ([]identity.SignIn, error) {
		return d.ListByAddress(home.account(newcomer).Email)
	})
	if err == nil && len(found) == 0 {
		return fault.New(fault.Invalid, "demo.unfinished")
	}
	return err
}

// SignIn is the address that signs in as r with one click.
func (r Role) SignIn(base string) string { return base + demo.SignInPath(r.Key) }

// Web is the demonstration as browsers reach it at base, with the pages
// that only a demonstration has.
func (d *Demo) Web(base string) *web.Service {
	service := d.Service.Web(base)
	pages := &demo.Demo{Outbox: d.Outbox, Zone: London, SignIn: d.signIn}
	for _, r := range d.Cast {
		pages.People = append(pages.People, demo.Person{Key: r.Key, Role: r.Role, Name: r.Name,
			Organisation: r.Organisation, Try: r.Try})
	}
	service.Banner, service.Switch, service.Extra = "demo.banner", demo.Path, pages.Routes()
	return service
}

// signIn signs in as the role with a key, one at a time, so that nobody is
// given the code that another click has asked for.
func (d *Demo) signIn(ctx context.Context, key, device string) (people.SignedIn, error) {
	r, known := d.Find(key)
	if !known {
		return people.SignedIn{}, fault.Absent
	}
	d.door.Lock()
	defer d.door.Unlock()
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(d.Patience, 10*time.Second))
	defer cancel()
	return d.SignInAs(ctx, r.Email, device)
}

// GoLive ends the story: the clock is now's, and chance is random's.
func (d *Demo) GoLive(now func() time.Time, random func(string, int) []byte) {
	d.Clock.Follow(now)
	d.seed.leave(random)
	d.People.Unlimited = true // a click asks for a code, and people click
}

// Find returns the role with a key.
func (d *Demo) Find(key string) (Role, bool) {
	for _, r := range d.Cast {
		if r.Key == key {
			return r, true
		}
	}
	return Role{}, false
}

// A narrator takes a test's place: what cannot go on is an error.
type narrator struct{}

type broken struct{ err error }

func (*narrator) Helper()        {}
func (*narrator) Cleanup(func()) {}
func (*narrator) Fatalf(format string, args ...any) {
	panic(broken{fmt.Errorf("the demonstration: "+format, args...)})
}

// caught turns the story's breaking off into an error.
func (*narrator) caught(err *error) {
	switch r := recover().(type) {
	case nil:
	case broken:
		*err = r.err
	default:
		panic(r)
	}
}
