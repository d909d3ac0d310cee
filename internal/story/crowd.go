package story

import (
	"context"
	"log/slog"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
)

// BeginAt is Begin with a beginning of its own: what is told until now can be served now.
func BeginAt(t Teller, seed, url string, at time.Time) *Service {
	t.Helper()
	s := crowded(t, seed, url, NewClock(at))
	s.Organisation = s.FoundOrganisation(Home)
	return s
}

// ResumeAt takes up a story that BeginAt began, by a clock that now moves and with chances of
// another seed.
func ResumeAt(t Teller, seed, url string, now func() time.Time, draw func(purpose string, n int) []byte) *Service {
	t.Helper()
	clock := NewClock(now())
	clock.Follow(now)
	s := crowded(t, seed, url, clock)
	s.Organisation = s.organisation(Home, firstAdmin, serviceProgramme)
	s.seed.leave(draw)
	return s
}

func crowded(t Teller, seed, url string, clock *Clock) *Service {
	t.Helper()
	c := DemoConfig{Seed: seed, Database: url, Log: slog.New(slog.DiscardHandler)}
	s, err := open(context.Background(), t, c, clock)
	if err != nil {
		t.Fatalf("the story does not begin: %v", err)
	}
	return s
}

// Together has a crowd's acts be done one after the other and become durable together. Nobody
// looks at anything meanwhile.
func (s *Service) Together(do func(context.Context)) {
	s.t.Helper()
	own := s.ctx
	defer func() { s.ctx = own }()
	s.must("a group of changes", kernel.Together(own, s.Kernel, s.ID, func(ctx context.Context) error {
		s.ctx = ctx
		do(ctx)
		return nil
	}))
}
