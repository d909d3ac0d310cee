package story

import (
	"strings"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/programme"
)

// Holds ends the story unless the first organisation holds n of what: "person
// in STATE", "visit", "audit entry ACTION", "refusal ACTION", "look ACTION", or
// "message to ADDRESS".
func (s *Service) Holds(n int, what string) {
	s.t.Helper()
	if found := s.count(what); found != n {
		s.t.Fatalf("there are %d of %q, not %d", found, what, n)
	}
}

func (s *Service) count(what string) int {
	s.t.Helper()
	if what == "visit" {
		return s.countVisits()
	}
	for kind, count := range map[string]func(string) int{
		"person in ":   func(state string) int { return s.countInState(programme.State(state)) },
		"audit entry ": func(action string) int { return s.countEntries(audit.Changes, action, false) },
		"refusal ":     func(action string) int { return s.countEntries(audit.Changes, action, true) },
		"look ":        func(action string) int { return s.countEntries(audit.Reads, action, false) },
		"message to ":  s.countMessages,
	} {
		if rest, is := strings.CutPrefix(what, kind); is {
			return count(rest)
		}
	}
	s.t.Fatalf("the story cannot count %q", what)
	return 0
}

// overseer reads the trail for the story, as a governance lead would.
func (s *Service) overseer() authz.Actor {
	return authz.Actor{Account: "story-overseer", Organisation: s.ID, Grants: []authz.Grant{{Role: authz.Governance},
		{Role: authz.Lead}}}
}

func (s *Service) countEntries(chain audit.Chain, action string, refused bool) int {
	s.t.Helper()
	n := 0
	entries, err := kernel.View(s.ctx, s.Kernel, s.overseer(), authz.SeeTrail, s.ID,
		func(tx *kernel.ReadTx) ([]audit.Listed, error) {
			return tx.ListNewestEntries(chain, audit.Asked{}, 0, 100_000)
		})
	s.must("reading the trail", err)
	for _, e := range entries {
		if e.Action == action && e.Refused == refused {
			n++
		}
	}
	return n
}

func (s *Service) countInState(state programme.State) int {
	s.t.Helper()
	n, err := kernel.View(s.ctx, s.Kernel, s.overseer(), authz.ListScreening, s.ID, func(tx *kernel.ReadTx) (int, error) {
		_, count, err := tx.ListInState(state, programme.Page{}, tx.Today)
		return count, err
	})
	s.must("counting people", err)
	return n
}

func (s *Service) countMessages(to string) int {
	n := 0
	for _, m := range s.Outbox.List() {
		if m.To == to {
			n++
		}
	}
	return n
}

// Verify ends the story unless the trail, the rows and the database are whole.
func (s *Service) Verify() {
	s.t.Helper()
	v, err := s.Kernel.Verify(s.ctx, nil)
	s.must("verifying", err)
	if !v.Whole() {
		s.t.Fatalf("not whole: %v", v.Faults)
	}
}
