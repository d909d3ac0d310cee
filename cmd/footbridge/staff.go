package main

import (
	"context"
	"fmt"
	"strings"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/clean"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
)

type staffCommand struct {
	Add staffAddCommand `cmd:"" help:"Add a member of staff with a first role, and print a link that signs them in once."`
}

type staffAddCommand struct {
	place
	Name         string `required:"" placeholder:"NAME" help:"Their name."`
	Email        string `required:"" placeholder:"EMAIL" help:"Their email address."`
	Role         string `required:"" enum:"referrer,lead,coordinator,assessor,analyst,governance,administrator" placeholder:"ROLE" help:"One of ${enum}."`
	Team         string `placeholder:"NAME" help:"The team that a referrer refers for; it is added if there is none with that name."`
	Organisation string `placeholder:"NAME" help:"Which organisation, where there are several."`
	Base         string `default:"http://127.0.0.1:8080" placeholder:"URL" env:"FOOTBRIDGE_BASE" help:"The address that people type, for the link."`
}

func (staffAddCommand) Help() string {
	return `Example: footbridge staff add --data /srv/footbridge --name "Remi Adebayo" \
  --email remi@example.org --role referrer --team "North"

The way in when nobody can sign in as an administrator any more.`
}

// Run adds somebody on the word of the person at the machine.
func (c staffAddCommand) Run(ctx context.Context, t terminal) error {
	c.Name, c.Email, c.Team = clean.Line(c.Name), clean.Line(c.Email), clean.Line(c.Team)
	return c.with(ctx, t, func(k *kernel.Kernel) error {
		o, err := c.organisation(ctx, k)
		if err != nil {
			return err
		}
		s := newService(k, noMail{}, strings.TrimRight(c.Base, "/"), quiet(t))
		who := authz.System("setup", o.ID)
		grant := authz.Grant{Role: authz.Role(c.Role)}
		if c.Team != "" {
			if grant.Team, err = c.team(ctx, s, who); err != nil {
				return inWords(t, err)
			}
		}
		a := identity.Account{ID: kernel.NewID[id.Account](k, "account"), Name: c.Name, Email: c.Email}
		if err := s.People.AddAccount(ctx, who, a, grant, fault.SureOf("name", "role")); err != nil {
			return inWords(t, err)
		}
		secret, err := s.People.GiveStaffCard(ctx, who, a.ID)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(t.Out, t.Say("staff.added", c.Name, s.Base+"/sign-in/link/"+secret.Token))
		return err
	})
}

// organisation is the only one, or the one that was named.
func (c staffAddCommand) organisation(ctx context.Context, k *kernel.Kernel) (identity.Organisation, error) {
	list, err := organisations(ctx, k)
	if err != nil {
		return identity.Organisation{}, err
	}
	for _, o := range list {
		if o.Name == c.Organisation || c.Organisation == "" && len(list) == 1 {
			return o, nil
		}
	}
	if c.Organisation == "" && len(list) > 1 {
		return identity.Organisation{}, misuse{fault.New(fault.Invalid, "staff.which_organisation")}
	}
	return identity.Organisation{}, fault.New(fault.NotFound, "staff.no_organisation")
}

// team finds the team of that name, or adds it.
func (c staffAddCommand) team(ctx context.Context, s service, who authz.Actor) (id.Team, error) {
	teams, err := s.People.Teams(ctx, who)
	if err != nil {
		return "", err
	}
	for _, team := range teams {
		if strings.EqualFold(team.Name, c.Team) {
			return team.ID, nil
		}
	}
	team := identity.Team{ID: kernel.NewID[id.Team](s.Kernel, "team"), Name: c.Team}
	return team.ID, s.People.AddTeam(ctx, who, team)
}
