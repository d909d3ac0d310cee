package programme

import (
	"time"

	"footbridge.org/footbridge/internal/id"
)

// A Person is somebody on the pathway: who they are, and where they stand.
// Nothing in it tells an arm.
type Person struct {
	ID           id.Participant
	Course       id.Course // the course of support that they are in now
	Organisation id.Organisation
	Team         id.Team
	TeamName     string
	Definition   Version // the version of the programme that they are under
	State        State
	Standing     Standing
	Discharged   Date
	ReferredAt   time.Time
	ReferredBy   string // the account's id
	Study        bool
	Joined       bool       // another record is of the same person
	Namesake     bool       // another record has the same name
	Earlier      bool       // there is another course to read, an earlier one or one that came to nothing
	Outlived     bool       // of an earlier course: one before it was theirs again, or still is
	Formerly     bool       // they were found by a name, or a birth date, that they had before
	Worker       id.Account // the worker who visits them, in lists of a worker's own people; else see the scope
	Identity     Identity
	Contact      Contact

	EarlierTeams []id.Team    // in a team's own list, where it referred them before another did
	WorkedBefore []id.Account // in lists of what is left to a worker of an earlier course
	Covering     []id.Account // in lists of what a worker does in a colleague's place: while there is something to do
	Covered      []id.Account // likewise, and afterwards
}

// Asked tells whether p is still asked what comes next before any visits: of somebody who has
// moved away, too. Those on hold, and those who have died, are asked nothing.
func (p Person) Asked() bool {
	before := p.State == Referred || p.State == Accepted || p.State == Invited
	return !p.Standing.OfLife() || before && p.Standing.Is == Away
}

// About is p, of whatever tells of a person and has one in it.
func (p Person) About() Person { return p }

// StaysVisited tells whether p is visited, or will be again once what has the visits
// wait is over: a worker who leaves or may no longer know hands them over first.
func (p Person) StaysVisited() bool {
	return p.State == Consented && p.Standing.Is != Ended && !p.Standing.Died()
}

// HearsWhoVisits tells whether p is to be told who visits them or no longer does: not once
// their visits are over, nor while life has them wait.
func (p Person) HearsWhoVisits() bool { return p.Standing.GoesOn() }

// ToldApart is p as somebody is told of them who may know of no visits.
func (p Person) ToldApart() Person {
	p.State, p.Standing = p.State.ToldApart(p.Study), p.Standing.ToldApart(p.Study)
	return p
}

// CurrentCourse is the course of support that p is in now.
func (p Person) CurrentCourse() CourseOfSupport {
	return CourseOfSupport{Participant: p.ID, ID: p.Course}
}

// Returned tells whether p was with the service before the course that they are in now.
func (p Person) Returned() bool { return !p.CurrentCourse().First() }

// Unaccepted tells whether what is known of p is what another referral of theirs says, and
// nobody has accepted it.
func (p Person) Unaccepted() bool { return p.Returned() && !p.State.Accepted() }

// Void tells whether p is in a course that another referral of theirs opened, and that came to
// nothing: its team took it back, or they were here already. It says nothing of them.
func (p Person) Void() bool { return p.Returned() && (p.State == TakenBack || p.Outlived) }

// Resource is what the policy asks about each line of a list.
func (p Person) Resource() id.Scope {
	return id.Scope{Kind: p.ID.Kind(), ID: string(p.ID), Organisation: p.Organisation, Team: p.Team,
		Study: p.Study, Worker: p.Worker, EarlierTeams: p.EarlierTeams, WorkedBefore: p.WorkedBefore,
		Covering: p.Covering, Covered: p.Covered}
}

// Shares tells whether the worker who visits p may look at what p shares: when the visits end,
// or p dies, so does every such look.
func (p Person) Shares() bool {
	return p.State == Consented && p.Standing.Is != Ended && !p.Standing.Died()
}

// A Page is one page of a list, counted from one. The zero Page is the first.
type Page struct {
	Number int
	Size   int
	Only   Only // narrows the list
}

// Only is what a list is narrowed to; what is empty doesn't narrow it.
type Only struct {
	Team   id.Team
	Worker id.Account // who visits
	Stands Stands     // as those who look may know it
	State  string     // of what is listed, where that isn't people: a worry, a request
	ByName bool       // in the order of their names, where they are few enough
}

// NamedAtMost is how many people a list puts in the order of their names: names are
// sealed, so that all of them have to be opened.
const NamedAtMost = 200

// InOrder is p where count people are listed, and whether they come by name: those of
// a worker, of a team or in a state do, and whoever asks for it, on one page.
func (p Page) InOrder(count int) (Page, bool) {
	if p.Only == (Only{}) || count > NamedAtMost {
		return p, false
	}
	return Page{Number: 1, Size: NamedAtMost, Only: p.Only}, true
}

// PageSize is how many lines a page has when nothing else is said.
const PageSize = 25

// Limit is how many lines to read.
func (p Page) Limit() int {
	if p.Size <= 0 || p.Size > 200 {
		return PageSize
	}
	return p.Size
}

// Offset is how many lines to pass over.
func (p Page) Offset() int {
	if p.Number <= 1 {
		return 0
	}
	return (p.Number - 1) * p.Limit()
}

// Lines are those of all that are on page p.
func Lines[T any](p Page, all []T) []T {
	all = all[min(p.Offset(), len(all)):]
	return all[:min(p.Limit(), len(all))]
}
