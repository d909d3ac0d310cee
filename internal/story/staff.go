package story

import (
	"errors"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// Staff is somebody who works for an organisation.
type Staff struct {
	identity.Account
	Grants   []authz.Grant
	org      *Organisation
	prepared bool // of a worker: may visit
}

// A Hiring is somebody whose team has still to be said.
type Hiring struct {
	org  *Organisation
	name string
}

// Referrer names somebody of a crisis team: say which with InTeam.
func (o *Organisation) Referrer(name string) Hiring { return Hiring{o, name} }

// InTeam makes them a referrer of that team.
func (h Hiring) InTeam(t *Team) *Staff {
	h.org.s.t.Helper()
	m := h.org.hire(h.name, authz.Grant{Role: authz.Referrer, Team: t.ID})
	if h.org.desk == nil {
		h.org.desk = m
	}
	return m
}

// The others hold their role in the whole organisation.
func (o *Organisation) Lead(name string) *Staff { return o.hire(name, authz.Grant{Role: authz.Lead}) }
func (o *Organisation) Coordinator(name string) *Staff {
	return o.hire(name, authz.Grant{Role: authz.Coordinator})
}
func (o *Organisation) Assessor(name string) *Staff {
	return o.hire(name, authz.Grant{Role: authz.Assessor})
}
func (o *Organisation) Analyst(name string) *Staff {
	return o.hire(name, authz.Grant{Role: authz.Analyst})
}
func (o *Organisation) Governance(name string) *Staff {
	return o.hire(name, authz.Grant{Role: authz.Governance})
}

func (o *Organisation) Administrator(name string) *Staff {
	return o.hire(name, authz.Grant{Role: authz.Administrator})
}

func (o *Organisation) hire(name string, g authz.Grant) *Staff {
	o.s.t.Helper()
	m := &Staff{org: o, Account: o.account(name), Grants: []authz.Grant{g}}
	if o.s.phones && g.Role == authz.PeerWorker {
		m.Phone = o.s.seed.Mobile("at work/" + name)
	}
	o.s.must("hiring "+name, o.s.People.AddAccount(o.s.ctx, o.Admin.Actor(), m.Account, g, ""))
	return m
}

// Actor is the member of staff as the policy sees them, without a session.
func (m *Staff) Actor() authz.Actor {
	return authz.Actor{Account: m.ID, Organisation: m.org.ID, Grants: m.Grants}
}

// Refers sends p's referral. Sent again, it is the same one.
func (m *Staff) Refers(p *Person) Answer {
	s := m.org.s
	return s.answer(s.Care.MakeReferral(s.ctx, m.Actor(), p.Referral, false))
}

// RefersSurely sends it although somebody like them is there already.
func (m *Staff) RefersSurely(p *Person) Answer {
	s := m.org.s
	return s.answer(s.Care.MakeReferral(s.ctx, m.Actor(), p.Referral, true))
}

// RefersAgain sends another referral of p, who has been here before, under the same
// number: from team, which they left so many days ago. It returns them as they are in
// the course of support that it opens.
func (m *Staff) RefersAgain(p *Person, team *Team, days int) (*Person, Answer) {
	s := m.org.s
	again := &Person{name: p.name + ", again", org: p.org, Referral: p.Referral}
	r := &again.Referral
	r.ID, r.Team, r.DischargeDate = ID[id.Referral](s.seed, "referral/"+again.name), team.ID, s.Today().AddDays(-days)
	r.OnCaseloadSince, r.Eligibility = r.DischargeDate.AddDays(-9), s.eligible(team)
	return again, s.answer(s.Care.ReferAgain(s.ctx, m.Actor(), *r, ""))
}

// TakesReferralBack takes the team's referral of p back.
func (m *Staff) TakesReferralBack(p *Person, why string) Answer {
	s := m.org.s
	back := pathway.TakingBack(ID[id.Decision](s.seed, "decision/"+p.name+"/back"), why)
	return s.answer(s.Care.TakeBackReferral(s.ctx, m.Actor(), p.ID(), back))
}

// Accepts decides that p can be invited. What was unsure has been asked about.
func (m *Staff) Accepts(p *Person) Answer {
	return m.decides(p, pathway.Decision{Verdict: pathway.Accept, Settled: p.settled()})
}

// Declines decides that p cannot be, for one of the programme's reasons.
func (m *Staff) Declines(p *Person, reason, note string) Answer {
	return m.decides(p, pathway.Decision{Verdict: pathway.Decline, Reason: reason, Note: note})
}

func (m *Staff) decides(p *Person, v pathway.Decision) Answer {
	s := m.org.s
	v.ID = ID[id.Decision](s.seed, "decision/"+p.name+"/"+string(v.Verdict))
	return s.answer(s.Care.Screen(s.ctx, m.Actor(), p.ID(), v))
}

// Opens looks at p's record, as the programme's staff do.
func (m *Staff) Opens(p *Person) (care.Record, Answer) {
	s := m.org.s
	r, err := s.Care.SeePerson(s.ctx, m.Actor(), p.ID())
	return r, s.answer(err)
}

// OpensReferral looks at p's referral, as their crisis team does.
func (m *Staff) OpensReferral(p *Person) (care.TeamReferral, Answer) {
	s := m.org.s
	r, err := s.Care.SeeReferral(s.ctx, m.Actor(), p.ID())
	return r, s.answer(err)
}

// Finds looks for people by what somebody would type.
func (m *Staff) Finds(typed string) ([]programme.Person, Answer) {
	s := m.org.s
	found, err := s.Care.FindPeople(s.ctx, m.Actor(), typed)
	return found.People, s.answer(err)
}

// GivesCard hands p a one-time card, and with it an account.
func (m *Staff) GivesCard(p *Person) (identity.Secret, Answer) {
	s := m.org.s
	secret, err := s.People.GiveCard(s.ctx, m.Actor(), p.ID())
	return secret, s.answer(err)
}

// TakesBack takes a role from a colleague, as an administrator does.
func (m *Staff) TakesBack(role authz.Role, from *Staff) Answer {
	s := m.org.s
	member, _, err := s.People.SeeAccount(s.ctx, m.Actor(), from.ID)
	if err != nil {
		return s.answer(err)
	}
	for _, g := range member.Grants {
		if g.Role == role {
			return s.answer(s.Care.EndRole(s.ctx, m.Actor(), from.ID, g.ID, care.HandOver{Board: true}))
		}
	}
	return s.answer(errors.New("story: they do not hold that role"))
}

// Also gives m another role, held in the whole organisation.
func (m *Staff) Also(r authz.Role) *Staff { return m.also(authz.Grant{Role: r}) }

// AlsoRefersFor gives m the role of a referrer of that team.
func (m *Staff) AlsoRefersFor(t *Team) *Staff {
	return m.also(authz.Grant{Role: authz.Referrer, Team: t.ID})
}

func (m *Staff) also(g authz.Grant) *Staff {
	m.org.s.t.Helper()
	s, admin := m.org.s, m.org.Admin.Actor()
	s.must("another role for "+m.Name, s.People.GrantRole(s.ctx, admin, m.ID, g, ""))
	m.Grants = append(m.Grants, g)
	return m
}

// HasBesides gives m another role that doesn't go with theirs, as an earlier build let it.
func (m *Staff) HasBesides(r authz.Role) *Staff {
	m.org.s.t.Helper()
	g := authz.Grant{Role: r}
	s, admin := m.org.s, m.org.Admin.Actor()
	key := ID[id.Grant](s.seed, "grant/"+m.Name+"/"+string(g.Role))
	s.must("a role of before for "+m.Name, kernel.Change(s.ctx, s.Kernel, admin, authz.GrantRole, m.ID,
		func(tx *kernel.Tx) error { return tx.AddGrant(authz.Held{ID: key, Account: m.ID, Grant: g}) }))
	m.Grants = append(m.Grants, g)
	return m
}
