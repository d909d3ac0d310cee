package care

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
)

// A Departure is whom it touches when a member of staff leaves, gives up a role
// or is away for long. It counts people and names none: an administrator, who
// sees nobody's record, reads it too.
type Departure struct {
	Account identity.Account
	Ends    []authz.Held // the roles that end, or are shut
	Visits  VisitsLeft
	Roles   []RoleLeft
	Worries int                // that they have taken on: people are told again
	Handed  int                // worries that were handed on to them, and that they haven't taken on: likewise
	Support int                // what they asked for and nobody has answered: it waits for a supervisor
	Words   int                // that they couldn't save, about people they won't know: the lead gets them
	Led     bool               // whether somebody leads after this
	Others  []identity.Account // workers who could visit instead, those who can take most first
	Takes   Taken
	Hidden  bool // there are visits, of which the person looking may not know
}

// Digest is of what d says, for holding against it what is done: how many it touches, who takes
// how many, and who carries on in each role. What waits there is anybody's, and changes all the
// time. It is of nothing that d doesn't say: an administrator, who may not know who is visited,
// could try people's ids until one fits.
func (d Departure) Digest() string {
	roles := slices.Clone(d.Roles)
	for i := range roles {
		roles[i].Waiting = nil
	}
	sum := sha256.Sum256(fmt.Append(nil, d.Visits, d.Takes, d.Worries, d.Handed, d.Support, d.Words, d.Led,
		d.Hidden, d.Ends, roles))
	return hex.EncodeToString(sum[:])
}

// VisitsLeft is what a worker leaves.
type VisitsLeft struct {
	People    int
	Beside    int       // people of whom another record goes on: nobody visits them in this one after it
	Planned   int       // visits to come, of the others
	Next      time.Time // the first of them
	Unwritten int       // visits that nobody has written up yet
	ToCopy    int       // notes about visits that nobody has copied yet
	Covered   int       // visits to come in colleagues' places, which are theirs again
	Quiet     bool      // there are people without a visit to come, whose match ends and nothing else
}

// Taken is how many of a worker's people each colleague can take, of those Going, and of the
// others why nobody can, for now: each of them is on the board.
type Taken struct {
	By                   map[id.Account]int
	Going                int
	OnHold, Away, NoTime int
}

// A RoleLeft is a role that others rely on, with those who carry on.
type RoleLeft struct {
	authz.Grant
	Waiting []Waiting // for somebody in that role now
	Others  []string  // who hold it, too; nobody when its work waits
}

// A Waiting is how much of one kind waits for somebody in a role.
type Waiting struct {
	What string
	N    int
	By   authz.Action // with which it is seen to
}

// Asks tells whether somebody has to say who visits instead.
func (d Departure) Asks() bool { return d.Visits.People > 0 }

// Touches tells whether there is anything to hand over: people who are visited, what is
// left of visits, worries that were taken on or handed on to them, or words that they keep.
func (d Departure) Touches() bool {
	return d.Visits != (VisitsLeft{Quiet: d.Visits.Quiet}) || d.Worries+d.Handed+d.Words > 0
}

// Holds tells whether r is among the roles that end.
func (d Departure) Holds(r authz.Role) bool {
	return slices.ContainsFunc(d.Ends, func(g authz.Held) bool { return g.Role == r })
}

// SeeClosing shows whom it touches when an account is closed; of one role alone
// when grant names it.
func (c *Care) SeeClosing(ctx context.Context, who authz.Actor, a id.Account, grant id.Grant) (Departure, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeAccount, a, func(tx *kernel.ReadTx) (Departure, error) {
		return closing(tx, a, grant)
	})
}

func closing(tx *kernel.ReadTx, a id.Account, grant id.Grant) (Departure, error) {
	held, err := tx.ListGrants(a)
	if err != nil {
		return Departure{}, err
	}
	var ends, stays []authz.Held
	for _, g := range held {
		if grant == "" || g.ID == grant {
			ends = append(ends, g)
		} else {
			stays = append(stays, g)
		}
	}
	d, err := departure(tx, a, ends)
	if err != nil {
		return d, err
	}
	return d, d.countWords(tx, stays)
}

// SeeHandOver shows whom a worker visits, in numbers, and how many worries somebody has
// taken on, for handing them over; and who carries on in each role that they keep. That
// is all that waits for one person: the work of a coordinator or an assessor, and the
// rest of a supervisor's and a lead's, waits for anybody in the role.
func (c *Care) SeeHandOver(ctx context.Context, who authz.Actor, a id.Account) (Departure, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeWorker, a, func(tx *kernel.ReadTx) (Departure, error) {
		return longLeave(tx, a)
	})
}

func longLeave(tx *kernel.ReadTx, a id.Account) (Departure, error) {
	held, err := tx.ListGrants(a)
	if err != nil {
		return Departure{}, err
	}
	rests := []authz.Held{{Account: a, Grant: authz.Grant{Role: authz.PeerWorker}}}
	for _, g := range held {
		if g.Team == "" && g.Role.ReliedOn() {
			rests = append(rests, g)
		}
	}
	d, err := departure(tx, a, rests)
	d.Roles = slices.DeleteFunc(d.Roles, func(r RoleLeft) bool { return !r.Role.ReliedOn() }) // visits say it
	if err != nil {
		return d, err
	}
	return d, d.countWords(tx, slices.DeleteFunc(held, isWorkers))
}

func departure(tx *kernel.ReadTx, a id.Account, ends []authz.Held) (d Departure, err error) {
	if d.Account, err = tx.FindAccount(a); err != nil {
		return d, err
	}
	if d.Account.Participant != "" {
		return d, fault.Absent
	}
	d.Ends = ends
	held, err := tx.ListGrantsOfStaff()
	if err != nil {
		return d, err
	}
	d.Led = kernel.Led(slices.DeleteFunc(held, func(g authz.Held) bool { return slices.Contains(ends, g) }))
	if d.Roles, err = rolesLeft(tx, ends); err != nil {
		return d, err
	}
	if d.Worries, d.Handed, err = worriesLeft(tx, a, ends); err != nil || !d.Holds(authz.PeerWorker) {
		return d, err
	}
	goes := slices.ContainsFunc(ends, func(g authz.Held) bool { return isWorkers(g) && g.ID != "" })
	left, all, err := visitsLeft(tx, a, goes)
	if d.Hidden = tx.Actor.Masked() && left != (VisitsLeft{}); err != nil || d.Hidden {
		return d, err
	}
	d.Visits = left
	if goes {
		if d.Support, err = unanswered(tx, a); err != nil {
			return d, err
		}
	}
	accounts, pool, err := tx.ListWorkers(tx.Definition.Sessions)
	d.Others = slices.DeleteFunc(accounts, func(o identity.Account) bool {
		return o.ID == a || !mayVisit(o.ID, pool, tx.Definition, tx.Today)
	})
	if err != nil || !d.Asks() {
		return d, err
	}
	d.Takes, err = handedTo(tx, all, pool)
	slices.SortStableFunc(d.Others, func(a, b identity.Account) int { return d.Takes.By[b.ID] - d.Takes.By[a.ID] })
	return d, err
}

// hasLeft tells whether a worker's account is closed; false of nobody.
func hasLeft(tx interface {
	FindAccount(id.Account) (identity.Account, error)
}, worker id.Account) (bool, error) {
	if worker == "" {
		return false, nil
	}
	a, err := tx.FindAccount(worker)
	return !a.EndedAt.IsZero(), err
}
