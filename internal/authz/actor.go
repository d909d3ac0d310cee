package authz

import (
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
)

// A Role is what somebody does in an organisation, or in one of its teams.
type Role string

const (
	Participant   Role = "participant"
	Referrer      Role = "referrer"      // in a team
	Lead          Role = "lead"          // of the programme
	Coordinator   Role = "coordinator"   // of consent, and of a study
	Supervisor    Role = "supervisor"    // of the peer support workers
	PeerWorker    Role = "peer_worker"   // visits the people they are matched with
	Assessor      Role = "assessor"      // follows people up; masked
	Analyst       Role = "analyst"       // reports; no names
	Governance    Role = "governance"    // who may see what, who did see what
	Administrator Role = "administrator" // accounts and the system; no clinical content
)

// Roles lists the roles that can be given, in the order of the pathway.
func Roles() []Role {
	return []Role{Referrer, Lead, Coordinator, Supervisor, PeerWorker, Assessor, Analyst, Governance, Administrator}
}

// maskedRoles is the one list of roles whose holders may never learn who is in
// which arm, whatever other roles they hold: policy.cedar asks for
// principal.masked, and messages that could reveal an arm leave them out.
//
// The coordinator isn't among them, though they may not learn arms either.
// Masked is refused everything that can reveal an arm, in a service as in a
// study, and the coordinator's own work is such: they take consents, hear that
// somebody wants no more visits, and send the letters of a service. They are
// kept from arms by what the policy never permits them about somebody in a
// study; coordinatorMay in the tests lists the little that it does, each with
// its reason. docs/adr/0011-masked-roles.md has the whole of it.
var maskedRoles = []Role{Assessor}

// MaskedRoles lists the roles whose holders may never learn an arm.
func MaskedRoles() []Role { return slices.Clone(maskedRoles) }

// Masked tells whether the actor may never learn an arm: one masked role is
// enough, and no other role lifts it.
func (a Actor) Masked() bool { return slices.ContainsFunc(maskedRoles, a.Has) }

// A masked role closes what others that somebody holds are for: shutByMask are those whose
// work it closes, and narrowedByMask those that go on but for a single thing. A test holds
// them to what the policy does.
var (
	shutByMask     = []Role{Lead, Coordinator, Supervisor, PeerWorker, Governance}
	narrowedByMask = []Role{Referrer, Analyst, Administrator}
)

// ShutByMask tells whether nobody masked does the work of r.
func (r Role) ShutByMask() bool { return slices.Contains(shutByMask, r) }

// ClosedAmong are those of the roles that somebody holds which a masked one among them closes,
// wholly or in part.
func ClosedAmong(held []Held) []Held {
	if !slices.ContainsFunc(held, func(g Held) bool { return slices.Contains(maskedRoles, g.Role) }) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(held), func(g Held) bool {
		return !g.Role.ShutByMask() && !slices.Contains(narrowedByMask, g.Role)
	})
}

// InForce are those of the roles held whose work their holders do: who is masked doesn't
// do that of a role that this shuts.
func InForce(held []Held) []Held {
	masked := map[id.Account]bool{}
	for _, g := range held {
		masked[g.Account] = masked[g.Account] || slices.Contains(maskedRoles, g.Role)
	}
	return slices.DeleteFunc(slices.Clone(held), func(g Held) bool { return masked[g.Account] && g.Role.ShutByMask() })
}

// InTeam tells whether r is held in one team rather than the whole organisation.
func (r Role) InTeam() bool { return r == Referrer }

// ReliedOn tells whether others wait for what somebody in r does: those who look
// after the service hear when one is gone.
func (r Role) ReliedOn() bool {
	return slices.Contains([]Role{Referrer, Supervisor, Lead, Coordinator, Assessor}, r)
}

// Valid tells whether r can be given to an account.
func (r Role) Valid() bool { return slices.Contains(Roles(), r) }

// A Grant is one role held; Team is empty for a role in the whole organisation.
type Grant struct {
	Role Role
	Team id.Team
}

// A Held role is a grant as it was given.
type Held struct {
	ID      id.Grant
	Account id.Account
	Grant
	GrantedAt time.Time
}

// GrantsOf are the roles held, as an actor has them.
func GrantsOf(held []Held) (list []Grant) {
	for _, h := range held {
		list = append(list, h.Grant)
	}
	return list
}

// A Tenure is a role that was held, and until when; the zero time is still.
type Tenure struct {
	Held
	Until time.Time
	By    string // who gave it, as the trail writes actors down; of one account's it isn't read
}

// Tenures are the roles that somebody holds, or held.
type Tenures []Tenure

// At are those that were held at a time.
func (t Tenures) At(at time.Time) (list []Grant) {
	for _, r := range t {
		if !r.GrantedAt.After(at) && (r.Until.IsZero() || !r.Until.Before(at)) {
			list = append(list, r.Grant)
		}
	}
	return list
}

// Last are those that are held now; of somebody who has none any more, those that they
// had until the end. Left tells which.
func (t Tenures) Last() (list []Grant, left bool) {
	var until time.Time
	for _, r := range t {
		if r.Until.IsZero() {
			list = append(list, r.Grant)
		}
		if r.Until.After(until) {
			until = r.Until
		}
	}
	if len(list) > 0 || until.IsZero() {
		return list, false
	}
	return t.At(until), true
}

// An Actor is the person asking. The zero Actor is a visitor at the door, who may
// ask to be let in and nothing else.
type Actor struct {
	Account      id.Account
	Organisation id.Organisation
	Grants       []Grant
	Participant  id.Participant // set when the account is a participant's own
	Session      id.Session
	ByCard       bool      // a participant's, in a session that has shown no more than a card so far
	Since        time.Time // when that began: they showed then who they are
	System       string    // set for the service itself: "due", "setup", "backup"
}

// A Guest is an actor who has signed in, with what their own pages greet them by.
type Guest struct {
	Actor Actor
	Name  string
	Home  identity.Organisation
	Own   OwnPlaces

	// PageOf goes with each form on their pages, unseen, and says whose page it was: on one
	// browser somebody else may have signed in before it is sent. Only the server can make it.
	PageOf string

	Drafts []identity.DraftPage // what they typed that could not be taken, the newest first
	Given  bool                 // something of the kind was handed over

	Stamped string        // what their browser keeps of the session from now on; empty while what it has is fresh
	Left    time.Duration // of the session, with it
}

// A DraftAuthor is who held a session that has ended, or whose page a form was on, for
// keeping what they typed in it.
type DraftAuthor struct {
	Actor
	Closed bool // their account is: nobody can sign in to it any more
}

// OwnPlaces are which pages of their own a participant has: what nobody has isn't
// offered to them.
type OwnPlaces struct{ Visits, Workbook bool }

// System is the service acting for itself, under a name that the trail shows.
func System(name string, org id.Organisation) Actor {
	return Actor{System: name, Organisation: org}
}

// Visitor is somebody who has not signed in, on the pages of org.
func Visitor(org id.Organisation) Actor { return Actor{Organisation: org} }

// Name is how the trail writes the actor down.
func (a Actor) Name() string {
	switch {
	case a.System != "":
		return systemMark + a.System
	case a.Account != "":
		return string(a.Account)
	}
	return "visitor"
}

const systemMark = "system:"

// SystemPart is which part of the service name is of, as the trail writes actors down, and
// whether it is of one.
func SystemPart(name string) (part string, is bool) { return strings.CutPrefix(name, systemMark) }

// Has tells whether the actor holds r anywhere. It is for choosing what a menu
// offers; what is allowed, the policy says.
func (a Actor) Has(r Role) bool {
	if r == Participant {
		return a.Participant != ""
	}
	return slices.ContainsFunc(a.Grants, func(g Grant) bool { return g.Role == r })
}

// Teams returns the teams in which the actor holds r.
func (a Actor) Teams(r Role) []id.Team {
	var teams []id.Team
	for _, g := range a.Grants {
		if g.Role == r && g.Team != "" {
			teams = append(teams, g.Team)
		}
	}
	return teams
}

// OnlyAdministrator tells whether a is an administrator and, of those who hold roles, the
// only one.
func OnlyAdministrator(held []Held, a id.Account) bool {
	is, others := false, false
	for _, g := range held {
		if g.Role == Administrator {
			is = is || g.Account == a
			others = others || g.Account != a
		}
	}
	return is && !others
}
