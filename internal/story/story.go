// Package story owns invented lives, told through app as people would live
// them, with a clock and chances of its own: the demonstration, the scenarios,
// the screenshots and the benchmarks all speak its words. It refuses the back
// door: whatever it writes, somebody in the story was allowed to write. And it
// refuses one stream of chance: every id, secret and instant comes from the
// seed and the story's name for the thing, so that a changed life leaves every
// other byte where it was.
package story

import (
	"context"
	"errors"
	"log/slog"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/web"
)

// A Teller is told when the story cannot go on. A testing.TB is one.
type Teller interface {
	Helper()
	Fatalf(format string, args ...any)
	Cleanup(func())
}

// A Service is Footbridge in a story. The words for teams, staff and people
// speak of its first organisation; Organisation brings others.
type Service struct {
	*Organisation
	Kernel *kernel.Kernel
	Care   *care.Care
	Study  *study.Study
	People *people.People
	Outbox *notify.Outbox
	Clock  *Clock

	t      Teller
	seed   *Seed
	phones bool // those who are hired have a telephone at work, as in the demonstration
	call   func(name string) string
	ctx    context.Context
	log    *slog.Logger
}

// Home is the organisation that a story begins in.
const Home = "Heron Vale Recovery"

// Begin tells of a service that has just been set up, on the database at url,
// with one organisation and its administrator. It is Monday 23 November 2026,
// half past nine in London, until the story moves its clock.
func Begin(t Teller, seed, url string) *Service {
	t.Helper()
	s := begin(t, seed, url)
	s.Organisation = s.FoundOrganisation(Home)
	return s
}

// Resume takes up a story that Begin began on the database at url, with the
// schema brought forward. Its clock is at the beginning again. With draw, its
// chances are no longer the seed's, which were drawn once already.
func Resume(t Teller, seed, url string, draw func(purpose string, n int) []byte) *Service {
	t.Helper()
	s := begin(t, seed, url)
	s.Organisation = s.organisation(Home, firstAdmin, serviceProgramme)
	if draw != nil {
		s.seed.leave(draw)
	}
	return s
}

// DrawsFrom has the story's chances be another seed's from now on, from its first, whatever
// was drawn before.
func (s *Service) DrawsFrom(seed string) { s.seed.leave(NewSeed(seed).Draw) }

func begin(t Teller, seed, url string) *Service {
	t.Helper()
	c := DemoConfig{Seed: seed, Database: url, Log: slog.New(slog.DiscardHandler)}
	s, err := open(context.Background(), t, c, NewClock(beginning))
	if err != nil {
		t.Fatalf("the story does not begin: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Fatalf("the story does not end: %v", err)
		}
	})
	return s
}

// Migrated prepares an empty database. It costs more than most stories, so that
// tests begin on copies (storetest.EachMigrated).
func Migrated(url string) error {
	k, err := kernel.Open(kernel.Config{Database: url, Secret: make([]byte, crypt.SecretSize),
		Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	return errors.Join(k.Migrate(context.Background()), k.Close())
}

// open opens the service of a story, with the schema brought forward.
func open(ctx context.Context, t Teller, c DemoConfig, clock *Clock) (*Service, error) {
	s := &Service{t: t, seed: NewSeed(c.Seed), call: c.Call, Clock: clock, ctx: ctx, log: c.Log}
	if s.call == nil {
		s.call = func(name string) string { return name }
	}
	if c.Secret == nil {
		c.Secret = s.seed.MasterSecret()
	}
	k, err := kernel.Open(kernel.Config{Database: c.Database, Secret: c.Secret, Now: clock.Now,
		Draw: s.seed.Draw, Log: c.Log})
	if err != nil {
		return nil, err
	}
	if err := fit(ctx, k); err != nil {
		_ = k.Close()
		return nil, err
	}
	s.Kernel, s.Care, s.Study = k, &care.Care{Kernel: k}, &study.Study{Kernel: k}
	s.Outbox = &notify.Outbox{Now: clock.Now}
	s.People = &people.People{Kernel: k, Base: "http://footbridge.example.org"}
	return s, nil
}

func fit(ctx context.Context, k *kernel.Kernel) error {
	if err := k.Migrate(ctx); err != nil {
		return err
	}
	return k.CheckFit(ctx)
}

// Close ends the story.
func (s *Service) Close() error { return s.Kernel.Close() }

// Web is the service as browsers reach it at base.
func (s *Service) Web(base string) *web.Service {
	s.People.Base = base
	return s.service(base)
}

func (s *Service) service(base string) *web.Service {
	return &web.Service{Kernel: s.Kernel, Care: s.Care, People: s.People, Study: s.Study, Mailer: s.Outbox, Log: s.log,
		Base: base, Help: helpPack}
}

// Works does everything that is due now, and all that follows from it at once.
func (s *Service) Works() {
	s.t.Helper()
	s.must("due work", s.work(s.ctx))
}

func (s *Service) work(ctx context.Context) error {
	_, err := s.Kernel.RunDue(ctx, s.service(s.People.Base).Works())
	return err
}

// must ends the story when what had to succeed did not.
func (s *Service) must(doing string, err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatalf("%s: %v", doing, err)
	}
}
