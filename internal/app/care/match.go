package care

import (
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// A Matching is who could visit somebody.
type Matching struct {
	Person  programme.Person
	Worker  id.Account // whoever visits them already
	Workers []identity.Account
	People  map[id.Account]int // how many each worker visits now
	Today   programme.Date
}

// Open tells whether somebody can be chosen for them.
func (m Matching) Open() bool { return m.Worker == "" && hasVisits(m.Person) }

// hasVisits tells whether the programme brings somebody visits. In a study it
// is the arm that says so; nobody is matched there before allocations are made
// here, so that no page can tell one arm from the other.
func hasVisits(p programme.Person) bool { return p.State == programme.Consented && !p.Study }

// SeeMatching shows who could visit sam.
func (c *Care) SeeMatching(ctx context.Context, who authz.Actor, sam id.Participant) (Matching, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeMatching, sam, func(tx *kernel.ReadTx) (Matching, error) {
		m := Matching{Worker: tx.Scope.Worker, Today: tx.Today}
		var err error
		if m.Person, err = tx.FindPerson(sam); err != nil {
			return Matching{}, err
		}
		if m.Workers, err = tx.ListInRole(string(authz.PeerWorker)); err != nil {
			return Matching{}, err
		}
		m.People, err = tx.CountOfWorkers(programme.Consented)
		return m, err
	})
}

// MakeMatch stores who visits m's participant from now on. Sending it again is safe.
func (c *Care) MakeMatch(ctx context.Context, who authz.Actor, sam id.Participant, m workforce.Match) error {
	return kernel.Change(ctx, c.Kernel, who, authz.MakeMatch, sam, func(tx *kernel.Tx) error {
		m.Participant = sam
		if err := tx.FindMatch(m); err != nil {
			return err
		}
		person, err := tx.FindPerson(sam)
		if err != nil {
			return err
		}
		if tx.Scope.Worker != "" || !hasVisits(person) {
			return fault.New(fault.Conflict, "match.moved.text")
		}
		workers, err := tx.ListInRole(string(authz.PeerWorker))
		if err != nil {
			return err
		}
		p := m.Check(tx.Today)
		works := slices.ContainsFunc(workers, func(a identity.Account) bool { return a.ID == m.Worker })
		p.If(m.Worker != "" && !works, "worker", "match.worker.gone")
		if p.Any() {
			return p
		}
		return tx.AddMatch(m)
	})
}
