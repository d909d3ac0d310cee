package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// A service is Footbridge with one organisation, one team and one referrer.
type service struct {
	kernel   *kernel.Kernel
	care     *care.Care
	referrer authz.Actor
	team     id.Team
	today    programme.Date
	answers  []pathway.Answer
}

const offered = "crisis-peer-support"

func openService(url string) (*service, error) {
	ctx := context.Background()
	k, err := kernel.Open(kernel.Config{Database: url, Secret: bytesOf("secret")})
	if err != nil {
		return nil, err
	}
	if err := k.Migrate(ctx); err != nil {
		return nil, err
	}
	s := &service{kernel: k, care: &care.Care{Kernel: k}, team: named[id.Team]("team"),
		today: programme.Of(time.Now(), time.UTC)}
	if err := s.settle(ctx, &people.People{Kernel: k}); err != nil {
		return nil, err
	}
	d, err := content.Latest(offered)
	for _, line := range d.Eligibility {
		s.answers = append(s.answers, pathway.Answer{Line: line.Key, Reply: line.Required})
	}
	return s, err
}

func (s *service) settle(ctx context.Context, p *people.People) error {
	org, ada, remi := named[id.Organisation]("org"), named[id.Account]("Ada"), named[id.Account]("Remi")
	o := identity.Organisation{ID: org, Name: "Wey Valley", Zone: "Europe/London", Programme: offered, Help: "demo"}
	if _, err := p.SetUp(ctx, o, identity.Account{ID: ada, Name: "Ada", Email: "ada@example.org"}); err != nil {
		return err
	}
	admin := authz.Actor{Account: ada, Organisation: org, Grants: []authz.Grant{{Role: authz.Administrator}}}
	if err := p.AddTeam(ctx, admin, identity.Team{ID: s.team, Name: "North"}); err != nil {
		return err
	}
	refers := authz.Grant{Role: authz.Referrer, Team: s.team}
	s.referrer = authz.Actor{Account: remi, Organisation: org, Grants: []authz.Grant{refers}}
	return p.AddAccount(ctx, admin, identity.Account{ID: remi, Name: "Remi", Email: "remi@example.org"}, refers, "")
}

// refer makes the referral of the nth invented person, and asks first whether
// they may be here already, as the form does.
func (s *service) refer(ctx context.Context, n int64) error {
	name := fmt.Sprint("n", n)
	return s.care.MakeReferral(ctx, s.referrer, pathway.Referral{
		ID: named[id.Referral](name), Participant: named[id.Participant](name), Team: s.team,
		Identity: programme.Identity{
			GivenName: spelled(n), FamilyName: "Example-Person", BirthDate: s.today.AddMonths(-12 * 40),
			NumberStatus: programme.NumberNone,
		},
		Contact: programme.Contact{
			AddressLines: []string{"12 Example Road"}, Phone: "01632 960123", LeaveVoicemail: programme.SafeNo,
			SafeToWrite: programme.SafeYes,
			SafeToText:  programme.SafeYes, SafeToEmail: programme.SafeNo, PreferredChannel: programme.ChannelPhone,
		},
		DischargeDate: s.today.AddDays(-3), Responsible: pathway.Responsible{Name: "Dr Example", Phone: "01632 960200"},
		Eligibility: s.answers,
		HomeNote:    pathway.HomeNote{Text: "There is a dog.", Source: "the team", ReviewBy: s.today.AddMonths(3)},
	}, false)
}

func (s *service) close() { s.kernel.Close() }

// spelled is a number as a name: nobody is a likely duplicate of anybody.
func spelled(n int64) string {
	var b strings.Builder
	for ; n > 0; n /= 20 {
		b.WriteByte("bcdfghjklmnpqrstvwxz"[n%20])
		b.WriteByte('a')
	}
	return b.String()
}

func bytesOf(name string) []byte {
	sum := sha256.Sum256([]byte(name))
	return sum[:]
}

func named[T ~string](name string) T { return id.From[T]([16]byte(bytesOf(name)[:16])) }
