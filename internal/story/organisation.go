package story

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
)

// An Organisation is one that runs the programme in the story.
type Organisation struct {
	identity.Organisation
	Admin *Staff
	s     *Service
	team  *Team  // the one that people come from when the story does not say
	desk  *Staff // who refers them
	lead  *Staff // who brings people to their worker when the story does not say
}

// A Team is a crisis team of the story.
type Team struct {
	identity.Team
	org *Organisation
}

// FoundOrganisation sets up an organisation with its first administrator.
func (s *Service) FoundOrganisation(name string) *Organisation {
	return s.foundOrganisation(name, "Ada Lindqvist", serviceProgramme)
}

// The programmes that an organisation of the story runs.
const (
	serviceProgramme = "crisis-peer-support"
	studyProgramme   = "crisis-peer-support-study"
)

// helpPack is the help of every organisation of the story: it dials nobody. It
// names the bank holidays, too.
const helpPack = "demo"

func (s *Service) foundOrganisation(name, admin, programmeOf string) *Organisation {
	s.t.Helper()
	o := s.organisation(name, admin, programmeOf)
	_, err := s.People.SetUp(s.ctx, o.Organisation, o.Admin.Account)
	s.must("setting up "+name, err)
	return o
}

// organisation is one of the story, whether it has been set up or not.
func (s *Service) organisation(name, admin, programmeOf string) *Organisation {
	o := &Organisation{s: s, Organisation: identity.Organisation{
		ID: ID[id.Organisation](s.seed, "organisation/"+name), Name: name, Zone: "Europe/London",
		Programme: programmeOf, Help: helpPack,
	}}
	grant := authz.Grant{Role: authz.Administrator}
	o.Admin = &Staff{org: o, Account: o.account(admin), Grants: []authz.Grant{grant}}
	return o
}

// account is the account of somebody on the staff.
func (o *Organisation) account(name string) identity.Account {
	a := identity.Account{
		ID: ID[id.Account](o.s.seed, "account/"+o.Name+"/"+name), Name: o.s.call(name),
		Email: slug(name, ".") + "@" + slug(o.Name, "") + ".example.org",
	}
	if o.s.phones {
		a.Phone = o.s.seed.Landline("at work/" + name)
	}
	return a
}

// Team brings a team into the organisation.
func (o *Organisation) Team(name string) *Team {
	o.s.t.Helper()
	t := &Team{org: o, Team: identity.Team{ID: ID[id.Team](o.s.seed, "team/"+o.Name+"/"+name), Name: o.s.call(name)}}
	o.s.must("adding "+name, o.s.People.AddTeam(o.s.ctx, o.Admin.Actor(), t.Team))
	if o.team == nil {
		o.team = t
	}
	return t
}

// slug spells a name in the letters that an address may hold.
func slug(name, between string) string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
			return -1
		case r == 'ł' || r == 'Ł':
			return 'l'
		case r == 'ı':
			return 'i'
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return ' '
	}, norm.NFD.String(name))
	return strings.Join(strings.Fields(plain), between)
}
