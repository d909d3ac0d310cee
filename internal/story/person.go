package story

import (
	"fmt"
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// A Person is somebody who leaves a crisis team.
type Person struct {
	Referral pathway.Referral
	name     string // the story's own name for them
	org      *Organisation
	opened   int // pages of their workbook, each in a tab of its own
	tapped   int // switches, so that each press has an id of its own
	said     int // how often they said how it has been
}

// ID is the person's id.
func (p *Person) ID() id.Participant { return p.Referral.Participant }

// Email is the person's address.
func (p *Person) Email() string { return p.Referral.Contact.Email }

// situations are when somebody left, in days before today.
var situations = map[string]int{
	"leaving next week": -7, "leaving today": 0, "discharged yesterday": 1, "discharged last week": 7,
	"discharged a month ago": 30,
}

// Participant refers somebody in that situation, by the organisation's first
// team. Changes are made before the referral is sent.
func (o *Organisation) Participant(situation string, changes ...func(*pathway.Referral)) *Person {
	o.s.t.Helper()
	days, known := situations[situation]
	if !known {
		o.s.t.Fatalf("the story knows nobody who is %q", situation)
	}
	p := o.Somebody("Sam Okoro, "+situation, days, changes...)
	o.referrer().Refers(p).OK()
	return p
}

// Somebody is a person whom nobody has referred yet, who left so many days
// ago. What comes after a comma in the name is only for the story.
func (o *Organisation) Somebody(name string, days int, changes ...func(*pathway.Referral)) *Person {
	o.s.t.Helper()
	o.referrer()
	p := &Person{name: o.Name + "/" + name, org: o}
	given, family, _ := strings.Cut(strings.Split(name, ",")[0], " ")
	p.Referral = o.s.plainReferral(p.name, o.team)
	p.Referral.Identity.GivenName, p.Referral.Identity.FamilyName = given, family
	p.Referral.DischargeDate = o.s.Today().AddDays(-days)
	p.Referral.Contact.Email = slug(name, ".") + "@example.org"
	for _, change := range changes {
		change(&p.Referral)
	}
	return p
}

// referrer is who refers people when the story does not say.
func (o *Organisation) referrer() *Staff {
	o.s.t.Helper()
	if o.team == nil {
		o.Team("North Home Treatment Team")
	}
	if o.desk == nil {
		o.Referrer("Remi Adebayo").InTeam(o.team)
	}
	return o.desk
}

// Today is the day that it is in London.
func (s *Service) Today() programme.Date { return programme.Of(s.Clock.Now(), London) }

// plainReferral is a referral with nothing remarkable in it.
func (s *Service) plainReferral(name string, team *Team) pathway.Referral {
	s.t.Helper()
	born, err := programme.MakeDate(1960+s.Below(name, 45), 1, 1)
	s.must("a birth date", err)
	r := pathway.Referral{
		ID: ID[id.Referral](s.seed, "referral/"+name), Participant: ID[id.Participant](s.seed,
			"participant/"+name), Team: team.ID,
		Identity: programme.Identity{
			BirthDate: born.AddDays(s.seed.Below("born/"+name, 365)), NHSNumber: s.seed.NHSNumber(name),
			NumberStatus: programme.NumberTraced,
		},
		Contact: programme.Contact{
			AddressLines: []string{fmt.Sprintf("%d Tannery Row", 1+s.seed.Below("house/"+name, 90)), "Heathbridge"},
			Postcode:     "HV3 2QD",
			Phone:        s.seed.Mobile(name), LeaveVoicemail: programme.SafeYes, SafeToWrite: programme.SafeYes,
			SafeToText: programme.SafeYes, SafeToEmail: programme.SafeYes, PreferredChannel: programme.ChannelPhone,
		},
		Responsible: pathway.Responsible{Name: "Dr Salma Qureshi", Role: "GP", Organisation: "Tannery Row Surgery",
			Phone: "01632 960214"},
		GP: pathway.GP{Name: "Dr Salma Qureshi", Practice: "Tannery Row Surgery", Phone: "01632 960214"},
	}
	r.Eligibility = s.eligible(team)
	return r
}

// Below is a number below n that belongs to name.
func (s *Service) Below(name string, n int) int { return s.seed.Below(name, n) }

// eligible answers every line of the programme as it has to be answered.
func (s *Service) eligible(team *Team) []pathway.Answer {
	s.t.Helper()
	d, err := content.Latest(team.org.Programme)
	s.must("the programme", err)
	var answers []pathway.Answer
	for _, line := range d.Eligibility {
		answers = append(answers, pathway.Answer{Line: line.Key, Reply: line.Required})
	}
	return answers
}

// settled are the lines that the lead asked about again and is sure of now.
func (p *Person) settled() []pathway.Answer {
	var settled []pathway.Answer
	for _, right := range p.org.s.eligible(&Team{org: p.org}) {
		if !slices.ContainsFunc(p.Referral.Eligibility, func(a pathway.Answer) bool {
			return a.Line == right.Line && a.Reply == right.Reply
		}) {
			right.Note = "Asked again by telephone."
			settled = append(settled, right)
		}
	}
	return settled
}
