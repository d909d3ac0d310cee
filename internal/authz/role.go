package authz

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/identity"
)

// armsKnown are the roles by which somebody learns who is in which arm of a study: they
// arrange visits, or make them. armsUnknown are those in which nobody may know it.
var (
	armsKnown   = []Role{Lead, Supervisor, PeerWorker}
	armsUnknown = []Role{Assessor, Analyst}
)

// apart is the table of roles that nobody is given together, each with the word under
// which the pages say why. docs/adr/0025-roles-that-dont-go-together.md has the whole of it.
var apart = []struct {
	one, other Role
	why        string
}{
	{Assessor, Lead, "arms"}, {Assessor, Supervisor, "arms"}, {Assessor, PeerWorker, "arms"},
	{Analyst, Lead, "figures"}, {Analyst, Supervisor, "figures"}, {Analyst, PeerWorker, "figures"},
	{Assessor, Referrer, "care"}, {Assessor, Coordinator, "care"},
	{Assessor, Governance, "trail"}, {Assessor, Administrator, "accounts"},
	{Analyst, Governance, "trail"}, {Analyst, Administrator, "accounts"},
	{Governance, Administrator, "oversight"},
}

// powerful are the roles of which governance is told when somebody is given one: they open
// every record, or decide who may.
var powerful = []Role{Lead, Supervisor, Governance, Administrator}

// Powerful tells whether governance is told when somebody is given r.
func (r Role) Powerful() bool { return slices.Contains(powerful, r) }

// SessionLife is how long somebody with such roles stays signed in at most.
func SessionLife(held []Held) time.Duration {
	if slices.ContainsFunc(held, func(h Held) bool { return h.keeps() }) {
		return identity.KeeperLife
	}
	return identity.SessionLife
}

// keeps tells whether g is of who keeps accounts, or watches over them.
func (g Grant) keeps() bool { return g.Role == Administrator || g.Role == Governance }

// IdleLife is how long somebody with such roles may do nothing and still be signed in.
// A participant may for as long as a session lasts: they think, and then write on.
func IdleLife(held []Grant) time.Duration {
	switch {
	case len(held) == 0:
		return identity.SessionLife
	case slices.ContainsFunc(held, Grant.keeps):
		return identity.KeeperIdle
	}
	return identity.StaffIdle
}

// A Clash is why a role isn't given to somebody: another that they hold, or held while a
// study was open whose arms they know from it.
type Clash struct {
	Role  Role // that they are given, or of two that are held already the later
	With  Tenure
	Why   string
	Since time.Time // of one that has ended: when the study began that is still open
}

// Clashes are why somebody who holds these roles, or held them, can't be given another. The
// oldest study that is still open began at a time, zero when none is. Nobody unlearns an
// arm: who learned of them in a role that has ended neither assesses nor analyses until the
// study is closed.
func (t Tenures) Clashes(given Role, studyOpen time.Time) (list []Clash) {
	for _, h := range t {
		switch why := Apart(h.Role, given); {
		case why == "" || !h.Until.IsZero() && !(slices.Contains(armsUnknown, given) && h.knewArms(studyOpen)):
		case h.Until.IsZero():
			list = append(list, Clash{Role: given, With: h, Why: why})
		default:
			list = append(list, Clash{Role: given, With: h, Why: why, Since: studyOpen})
		}
	}
	return list
}

// knewArms tells whether r showed its holder arms of a study that is open since a time.
func (r Tenure) knewArms(studyOpen time.Time) bool {
	knows := slices.Contains(armsKnown, r.Role) ||
		r.Role == Governance || // who did what tells of visits
		r.Role == Administrator // who keeps accounts can open one that knows
	return knows && !studyOpen.IsZero() && !r.Until.Before(studyOpen)
}

// Standing are the clashes among roles that are held now, or between one held now and one
// that was before it: an earlier build let them be given.
func (t Tenures) Standing(studyOpen time.Time) (list []Clash) {
	for i, h := range t {
		if h.Until.IsZero() {
			before := slices.DeleteFunc(slices.Clone(t[:i]), func(b Tenure) bool { return b.Role == h.Role })
			list = append(list, before.Clashes(h.Role, studyOpen)...)
		}
	}
	return list
}

// Apart is the word for why nobody is given both roles; none where they go together.
func Apart(a, b Role) string {
	for _, x := range apart {
		if x.one == a && x.other == b || x.one == b && x.other == a {
			return x.why
		}
	}
	return ""
}
