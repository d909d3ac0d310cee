// Package people owns the use cases of accounts, roles, teams, signing in and
// sessions, and of what is recorded of workers, their supervision included. It
// refuses anything about what happens to a participant (that is care), and
// decides no permission: every use case goes through the kernel.
package people

import (
	"cmp"
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
)

// People are the use cases of those who sign in.
type People struct {
	Kernel *kernel.Kernel
	Base   string // the address that people sign in at, without a slash at the end

	given givenCards

	Unlimited bool // nobody asks for codes too often: a demonstration, where a click asks
}

// SetUp makes an organisation and its first administrator, and returns a
// sign-in secret for them: the first run of an installation.
func (p *People) SetUp(ctx context.Context, o identity.Organisation, admin identity.Account) (identity.Secret, error) {
	return p.setUp(ctx, o, admin, func(*kernel.Tx) (bool, error) { return true, nil })
}

// SetUpFirst is SetUp, where nobody has before: of two copies that start at once one does it,
// and the other returns no secret.
func (p *People) SetUpFirst(ctx context.Context, o identity.Organisation, admin identity.Account) (identity.Secret,
	error) {
	return p.setUp(ctx, o, admin, (*kernel.Tx).IsFirst)
}

func (p *People) setUp(ctx context.Context, o identity.Organisation, admin identity.Account,
	may func(*kernel.Tx) (bool, error)) (identity.Secret, error) {
	if problems := append(o.Check(), admin.Check()...); problems.Any() {
		return identity.Secret{}, problems
	}
	var secret identity.Secret
	setup := authz.System("setup", o.ID)
	err := kernel.Change(ctx, p.Kernel, setup, authz.SetUp, o.ID, func(tx *kernel.Tx) error {
		if first, err := may(tx); err != nil || !first {
			return cmp.Or(err, fault.Unchanged)
		}
		if err := tx.AddOrganisation(o); err != nil {
			return err
		}
		if err := tx.AddAccount(admin); err != nil {
			return err
		}
		if err := p.grant(tx, admin.ID, authz.Grant{Role: authz.Administrator}, false); err != nil {
			return err
		}
		var err error
		secret, err = p.card(tx, admin.ID, "")
		return err
	})
	return secret, err
}

// CrisisLines are the lines of urgent help that the actor's organisation has
// set, or each organisation's for somebody who has not signed in.
func (p *People) CrisisLines(ctx context.Context, who authz.Actor) ([]programme.OwnLine, error) {
	lines, err := kernel.BeforeSignIn(ctx, p.Kernel, func(d kernel.SignInReader) ([]programme.OwnLine,
		error) {
		return d.ListHelpLines()
	})
	if who.Organisation == "" {
		return lines, err
	}
	return slices.DeleteFunc(lines, func(l programme.OwnLine) bool { return l.Organisation != who.Organisation }), err
}

// AddTeam adds a team that can refer people.
func (p *People) AddTeam(ctx context.Context, who authz.Actor, team identity.Team) error {
	return kernel.Change(ctx, p.Kernel, who, authz.AddTeam, who.Organisation, func(tx *kernel.Tx) error {
		if problems := team.Check(); problems.Any() {
			return problems
		}
		here, err := tx.FindTeam(team.ID)
		if err == nil {
			return sameAgain(here == team)
		}
		if fault.Of(err) != fault.NotFound {
			return err
		}
		return tx.AddTeam(team)
	})
}

// sameAgain answers an id that is here already: the same thing sent twice
// changes nothing, another one is a conflict (invariant 4).
func sameAgain(same bool) error {
	if same {
		return fault.Unchanged
	}
	return fault.New(fault.Conflict, "fault.sent_before")
}

// ListTeams lists the organisation's teams, for the people who keep them.
func (p *People) ListTeams(ctx context.Context, who authz.Actor) ([]identity.Team, error) {
	return kernel.View(ctx, p.Kernel, who, authz.ListTeams, who.Organisation,
		func(tx *kernel.ReadTx) ([]identity.Team, error) {
			return tx.ListTeams()
		})
}

// Teams lists the organisation's teams.
func (p *People) Teams(ctx context.Context, who authz.Actor) ([]identity.Team, error) {
	return kernel.View(ctx, p.Kernel, who, authz.SeeOwnDesk, who.Organisation,
		func(tx *kernel.ReadTx) ([]identity.Team, error) {
			return tx.ListTeams()
		})
}

// AddAccount adds a member of staff with a first role and tells them by e-mail. Where somebody
// of that name is here, or was, the form is asked whether this is somebody else.
func (p *People) AddAccount(ctx context.Context, who authz.Actor, a identity.Account, first authz.Grant,
	sure fault.Sure) error {
	return kernel.Change(ctx, p.Kernel, who, authz.AddAccount, who.Organisation, func(tx *kernel.Tx) error {
		problems := a.Check()
		problems = append(problems, checkGrant(first)...)
		if problems.Any() {
			return problems
		}
		here, err := tx.FindAccount(a.ID)
		if err == nil {
			return sameAgain(here == a)
		}
		if fault.Of(err) != fault.NotFound {
			return err
		}
		err = tx.AddAccount(a)
		taken, is := fault.AsProblems(err)
		if err != nil && !is {
			return err
		}
		watched, apart, err := checkApart(tx, a, first.Role, true, sure)
		if err != nil {
			return err
		}
		if problems = append(taken, apart...); problems.Any() {
			return problems
		}
		if err := p.grant(tx, a.ID, first, watched); err != nil {
			return err
		}
		return tx.AddDue(jobs.Welcome, string(a.ID), "", tx.Now)
	})
}

func checkGrant(g authz.Grant) fault.Problems {
	var p fault.Problems
	p.If(!g.Role.Valid(), "role", "role.missing")
	p.If(g.Role.InTeam() && g.Team == "", "team", "role.team.missing")
	p.If(g.Role.Valid() && !g.Role.InTeam() && g.Team != "", "team", "role.team.not_asked")
	return p
}

// grant gives a role, in a team of the organisation if it is one that needs it. Governance is
// told of one that is watched.
func (p *People) grant(tx *kernel.Tx, to id.Account, g authz.Grant, watched bool) error {
	held, err := tx.ListGrants(to)
	if err != nil {
		return err
	}
	for _, h := range held {
		if h.Role == g.Role && h.Team == g.Team {
			return fault.Unchanged
		}
	}
	if g.Team != "" {
		if _, err := tx.FindTeam(g.Team); err != nil {
			return err
		}
	}
	key := id.From[id.Grant]([16]byte(tx.Draw("grant/"+string(to)+"/"+string(g.Role)+"/"+string(g.Team)+"/"+
		tx.Now.String(), 16)))
	if err := tx.AddGrant(authz.Held{ID: key, Account: to, Grant: g}); err != nil {
		return err
	}
	if err := shorten(tx, to); err != nil {
		return err
	}
	if watched || g.Role.Powerful() {
		if err := tellOfGrant(tx, to, key); err != nil {
			return err
		}
	}
	return tellOfWhatWaits(tx, to, key, g.Role)
}

// tellOfGrant has governance told of somebody who was given a role, but themselves.
func tellOfGrant(tx *kernel.Tx, to id.Account, grant id.Grant) error {
	watching, err := tx.ListInRole(string(authz.Governance))
	for _, g := range watching {
		if err == nil && g.ID != to {
			err = tx.AddDue(jobs.NoticeGranted, string(g.ID), string(grant), tx.Now)
		}
	}
	return err
}

// tellOfWhatWaits has somebody who was given a role that worries and workers' requests for
// support go to told of those that wait. Who gives the role may be masked: the service itself
// looks which they are.
func tellOfWhatWaits(tx *kernel.Tx, to id.Account, grant id.Grant, r authz.Role) error {
	if r != authz.Supervisor && r != authz.Lead {
		return nil
	}
	if err := tx.TellOfHandedWorries(); err != nil {
		return err
	}
	worries, err := tx.ListOpenWorries()
	if err != nil {
		return err
	}
	_, _, asking, err := tx.ListSupportRequests(programme.Page{Size: 1})
	if err != nil || len(worries) == 0 && asking == 0 {
		return err
	}
	return tx.AddDue(jobs.TellNewcomer, string(to), string(grant), tx.Now)
}

// GrantRole gives a member of staff another role, if it goes with those that they hold,
// and with what they may know from those that they held.
func (p *People) GrantRole(ctx context.Context, who authz.Actor, to id.Account, g authz.Grant,
	sure fault.Sure) error {
	return kernel.Change(ctx, p.Kernel, who, authz.GrantRole, to, func(tx *kernel.Tx) error {
		if problems := checkGrant(g); problems.Any() {
			return problems
		}
		account, err := tx.FindAccount(to)
		if err != nil {
			return err
		}
		if !account.EndedAt.IsZero() {
			return fault.New(fault.Conflict, "fault.conflict") // closed while the page stood open
		}
		watched, problems, err := checkApart(tx, account, g.Role, false, sure)
		if err != nil || problems.Any() {
			return cmp.Or(err, problems.Err())
		}
		return p.grant(tx, to, g, watched)
	})
}

// A Member is an account with the roles it holds.
type Member struct {
	identity.Account
	Grants []authz.Held

	// Of one who is looked at by themselves.
	Only        bool // the organisation has no other administrator
	Corrections []ledger.Received[identity.Correction]
	Staff       map[id.Account]string
	Guesses     []identity.Guesses // within identity.FailuresShown, newest first
}

// Staff is one page of an organisation's staff.
type Staff struct {
	Members []Member
	Teams   []identity.Team
	Count   int
	Led     bool // whether anybody leads the programme: if not, what is handed over waits
}

// ListStaff lists who works here, and what they may do.
func (p *People) ListStaff(ctx context.Context, who authz.Actor, page programme.Page,
	only identity.StaffOnly) (Staff, error) {
	return kernel.View(ctx, p.Kernel, who, authz.ListAccounts, who.Organisation, func(tx *kernel.ReadTx) (Staff, error) {
		accounts, count, err := tx.ListStaff(page, only)
		if err != nil {
			return Staff{}, err
		}
		return staffOf(tx, accounts, count)
	})
}

// FindStaff finds who works here, or did, by the beginnings of their names.
func (p *People) FindStaff(ctx context.Context, who authz.Actor, typed string) (Staff, error) {
	return kernel.View(ctx, p.Kernel, who, authz.ListAccounts, who.Organisation, func(tx *kernel.ReadTx) (Staff, error) {
		accounts, count, err := tx.FindStaff(programme.NameWords(typed), programme.FoundAtMost)
		if err != nil {
			return Staff{}, err
		}
		return staffOf(tx, accounts, count)
	})
}

// staffOf is accounts, out of so many, with what each may do.
func staffOf(tx *kernel.ReadTx, accounts []identity.Account, count int) (Staff, error) {
	grants, err := tx.ListGrantsOfStaff()
	if err != nil {
		return Staff{}, err
	}
	teams, err := tx.ListTeams()
	if err != nil {
		return Staff{}, err
	}
	staff := Staff{Count: count, Teams: teams, Led: kernel.Led(grants)}
	for _, a := range accounts {
		m := Member{Account: a}
		for _, g := range grants {
			if g.Account == a.ID {
				m.Grants = append(m.Grants, g)
			}
		}
		staff.Members = append(staff.Members, m)
	}
	return staff, nil
}

// SeeAccount shows one member of staff with their roles.
func (p *People) SeeAccount(ctx context.Context, who authz.Actor, a id.Account) (Member, []identity.Team, error) {
	var teams []identity.Team
	m, err := kernel.View(ctx, p.Kernel, who, authz.SeeAccount, a, func(tx *kernel.ReadTx) (Member, error) {
		account, err := tx.FindAccount(a)
		if err != nil {
			return Member{}, err
		}
		grants, err := tx.ListGrants(a)
		if err != nil {
			return Member{}, err
		}
		m := Member{Account: account, Grants: grants}
		all, err := tx.ListGrantsOfStaff()
		if err != nil {
			return Member{}, err
		}
		m.Only = authz.OnlyAdministrator(all, a)
		if m.Corrections, err = tx.AccountCorrections(a).List(); err != nil {
			return Member{}, err
		}
		if m.Staff, err = tx.ListStaffApart(); err != nil {
			return Member{}, err
		}
		if m.Guesses, err = tx.ListGuesses(a, tx.Now.Add(-identity.FailuresShown)); err != nil {
			return Member{}, err
		}
		teams, err = tx.ListTeams()
		return m, err
	})
	return m, teams, err
}
