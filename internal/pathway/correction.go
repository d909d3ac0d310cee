package pathway

import (
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// A Topic is a part of what is known of somebody that is put right together, on
// one form.
type Topic string

const (
	AboutIdentity Topic = "identity"
	AboutContact  Topic = "contact" // how to reach them
	AboutSafety   Topic = "safety"  // which ways of reaching them are safe: can be asked later, and again
	AboutCare     Topic = "care"    // when they left their team, and who looks after them now
	// AboutEligibility is what their team answered of whether they can take part: until there
	// is a decision.
	AboutEligibility Topic = "eligibility"
)

// Topics lists the topics in the order in which pages offer them.
func Topics() []Topic {
	return []Topic{AboutIdentity, AboutContact, AboutSafety, AboutCare, AboutEligibility}
}

// SafetyAnswers names the answers about what is safe, as a form's fields.
func SafetyAnswers() []string {
	return []string{"contact.leave_voicemail", "contact.safe_to_text", "contact.safe_to_write", "contact.safe_to_email"}
}

// Care is when somebody left their crisis team, and who looks after them now.
type Care struct {
	DischargeDate   programme.Date  `json:"discharge_date"`
	OnCaseloadSince programme.Date  `json:"on_caseload_since"`
	Responsible     Responsible     `json:"responsible"`
	GP              GP              `json:"gp"`
	CareCoordinator CareCoordinator `json:"care_coordinator"`
}

// Known is what is known of somebody since they were referred, and can turn out
// to be wrong.
type Known struct {
	Identity programme.Identity `json:"identity,omitzero"`
	Contact  programme.Contact  `json:"contact,omitzero"`
	Care     Care               `json:"care,omitzero"`

	Eligibility []Answer `json:"eligibility,omitempty"`
}

// A Correction puts one topic right: it says what was known, what is known now,
// and why. What was known stays readable in it.
type Correction struct {
	ID       id.Correction `json:"id"` // drawn by the form, so that a retry is harmless
	Topic    Topic         `json:"topic"`
	Referral id.Referral   `json:"referral"` // that was the newest
	Was      Known         `json:"was"`      // of the topic; the server's to say
	Is       Known         `json:"is"`       // of the topic
	Why      string        `json:"why,omitempty"`

	// Asked names the answers about what is safe that were asked anew, of a number
	// or an address that is new: the form's word, and no part of the fact.
	Asked []string   `json:"-"`
	Sure  fault.Sure `json:"-"` // of an unlikely date
}

// Mends tells whether v changes what w says is wrong.
func (v Correction) Mends(w Wrong) bool {
	was, is := v.Was.Contact, v.Is.Contact
	switch {
	case w.Topic() != v.Topic:
		return false
	case w == WrongPhone:
		return !is.Phone.Dials(was.Phone)
	case w == WrongEmail:
		return was.Email != is.Email
	case w == WrongAddress:
		return !slices.Equal(was.AddressLines, is.AddressLines) || was.Postcode != is.Postcode ||
			was.NoFixedAddress != is.NoFixedAddress
	}
	return true
}

// Care is what r says of when they left their team and who looks after them now.
func (r Referral) Care() Care {
	return Care{r.DischargeDate, r.OnCaseloadSince, r.Responsible, r.GP, r.CareCoordinator}
}

// WithCare is r as it reads once its care was put right.
func (r Referral) WithCare(c Care) Referral {
	r.DischargeDate, r.OnCaseloadSince, r.Responsible, r.GP, r.CareCoordinator = c.DischargeDate, c.OnCaseloadSince,
		c.Responsible, c.GP, c.CareCoordinator
	return r
}

// Of is what k says of a topic, and nothing of the others.
func (k Known) Of(topic Topic) Known {
	switch topic {
	case AboutIdentity:
		return Known{Identity: k.Identity}
	case AboutContact:
		return Known{Contact: k.Contact}
	case AboutSafety:
		return Known{Contact: withSafety(programme.Contact{}, k.Contact)}
	case AboutCare:
		return Known{Care: k.Care}
	case AboutEligibility:
		return Known{Eligibility: k.Eligibility}
	}
	return Known{}
}

// With is k with what is known of a topic now.
func (k Known) With(topic Topic, now Known) Known {
	switch topic {
	case AboutIdentity:
		k.Identity = now.Identity
	case AboutContact:
		k.Contact = now.Contact
	case AboutSafety:
		k.Contact = withSafety(k.Contact, now.Contact)
	case AboutCare:
		k.Care = now.Care
	case AboutEligibility:
		k.Eligibility = now.Eligibility
	}
	return k
}

// Said is what r itself says.
func (r Referral) Said() Known { return Known{r.Identity, r.Contact, r.Care(), r.Eligibility} }

// Without is k, as it is known since another referral that said so much, without what is
// there only because it was known before.
func (k Known) Without(before, said Known) Known {
	hide(&k.Identity.KnownAs, before.Identity.KnownAs, said.Identity.KnownAs, "")
	hide(&k.Identity.Pronouns, before.Identity.Pronouns, said.Identity.Pronouns, "")
	hide(&k.Identity.NHSNumber, before.Identity.NHSNumber, said.Identity.NHSNumber, "")
	if k.Identity.NHSNumber == "" {
		k.Identity.NumberStatus = said.Identity.NumberStatus
	}
	hide(&k.Contact.WhoElseReads, before.Contact.WhoElseReads, said.Contact.WhoElseReads, "")
	hide(&k.Contact.PreferredChannel, before.Contact.PreferredChannel, said.Contact.PreferredChannel,
		programme.ChannelUndecided)
	hide(&k.Care.GP, before.Care.GP, said.Care.GP, GP{})
	hide(&k.Care.CareCoordinator, before.Care.CareCoordinator, said.Care.CareCoordinator, CareCoordinator{})
	return k
}

func hide[T comparable](now *T, before, said, none T) {
	if said == none && *now == before {
		*now = none
	}
}

// Keeping is k, as a form gave it that showed so much of known, with what it didn't show
// and nobody filled in.
func (k Known) Keeping(known, shown Known) Known {
	keep(&k.Identity.KnownAs, known.Identity.KnownAs, shown.Identity.KnownAs)
	keep(&k.Identity.Pronouns, known.Identity.Pronouns, shown.Identity.Pronouns)
	if k.Identity.NHSNumber == "" && shown.Identity.NHSNumber == "" && known.Identity.NHSNumber != "" {
		k.Identity.NHSNumber, k.Identity.NumberStatus = known.Identity.NHSNumber, known.Identity.NumberStatus
	}
	keep(&k.Contact.WhoElseReads, known.Contact.WhoElseReads, shown.Contact.WhoElseReads)
	keep(&k.Contact.PreferredChannel, known.Contact.PreferredChannel, shown.Contact.PreferredChannel)
	keep(&k.Care.GP, known.Care.GP, shown.Care.GP)
	keep(&k.Care.CareCoordinator, known.Care.CareCoordinator, shown.Care.CareCoordinator)
	return k
}

func keep[T comparable](typed *T, known, shown T) {
	if *typed == shown {
		*typed = known
	}
}

// withSafety is c with the answers of now about what is safe.
func withSafety(c, now programme.Contact) programme.Contact {
	c.LeaveVoicemail, c.SafeToWrite, c.SafeToText, c.SafeToEmail = now.LeaveVoicemail, now.SafeToWrite, now.SafeToText,
		now.SafeToEmail
	c.WhoElseReads, c.PreferredChannel = now.WhoElseReads, now.PreferredChannel
	return c
}

// Of is c as a correction of what is known on its topic, and no other. A number that
// stays as it was is as well confirmed as it was.
func (c Correction) Of(known Known) Correction {
	c.Was, c.Is = known.Of(c.Topic), c.Is.Of(c.Topic)
	if c.Is.Identity.NHSNumber == c.Was.Identity.NHSNumber {
		c.Is.Identity.NumberStatus = c.Was.Identity.NumberStatus
	}
	return c
}

// Check reports every rule that c breaks on the day today, when known is what was
// known until now of somebody who was referred on a day. What is true can be
// recorded even where it would have kept them from taking part.
func (c Correction) Check(d programme.Definition, known Known, referred, today programme.Date) fault.Problems {
	var p fault.Problems
	now := known.With(c.Topic, c.Is)
	p.If(c.ID == "", "id", "correction.id.missing")
	p.If(!slices.Contains(Topics(), c.Topic), "topic", "correction.id.missing")
	switch c.Topic {
	case AboutIdentity:
		p.Within("identity", now.Identity.Check(today))
		born := now.Identity.BirthDate
		p.If(born.After(referred) && !born.After(today), "identity.birth_date", "correction.birth_date.referral")
		p.If(born.After(now.Care.DischargeDate) && !born.After(referred), "identity.birth_date",
			"correction.birth_date.discharge")
		young := born != known.Identity.BirthDate && born.AgeOn(referred) < d.Referral.MinimumAge
		p.Ask(young, c.Sure, "identity.birth_date", "correction.birth_date.young", d.Referral.MinimumAge)
	case AboutContact, AboutSafety:
		p.Within("contact", now.Contact.Check())
		for _, answer := range now.Contact.Carried(known.Contact) {
			p.If(!slices.Contains(c.Asked, "contact."+answer), "contact."+answer, "correction.anew."+answer)
		}
	case AboutCare:
		p = append(p, now.Care.check(d.Referral, now.Identity.BirthDate, today)...)
		day := now.Care.DischargeDate
		old := day != known.Care.DischargeDate && day.Before(referred.AddDays(-d.Referral.DischargePastDays))
		p.Ask(old, c.Sure, "discharge_date", "correction.discharge_date.long_before", d.Referral.DischargePastDays)
		late := day != known.Care.DischargeDate && day.After(referred.AddDays(d.Referral.DischargeAheadDays))
		p.Ask(late, c.Sure, "discharge_date", "correction.discharge_date.long_after", d.Referral.DischargeAheadDays)
	case AboutEligibility:
		p = append(p, checkAnswers(d, now.Eligibility)...)
	}
	asks := c.Topic != AboutSafety
	p.If(asks && fault.Blank(c.Why), "why", "correction.why.missing")
	p.If(fault.TooLong(c.Why, programme.MaxNote), "why", "person.note.long", programme.MaxNote)
	p.If(!p.Any() && len(c.Changes()) == 0, "", "correction.same")
	return p
}

func (c Care) check(rules programme.ReferralRules, born, today programme.Date) fault.Problems {
	var p fault.Problems
	latest := today.AddDays(rules.DischargeAheadDays)
	p.If(c.DischargeDate.IsZero(), "discharge_date", "referral.discharge_date.missing")
	p.If(c.DischargeDate.After(latest), "discharge_date", "referral.discharge_date.future", rules.DischargeAheadDays)
	programme.InCourse.From(born, "date.before.birth").CheckAs("discharge_date", c.DischargeDate, today, &p)
	p.If(c.OnCaseloadSince.After(today), "on_caseload_since", "referral.on_caseload_since.future")
	programme.InLife.From(born, "date.before.birth").CheckAs("on_caseload_since", c.OnCaseloadSince, today, &p)
	p.If(c.OnCaseloadSince.After(c.DischargeDate), "on_caseload_since", "referral.on_caseload_since.late")
	p.Within("responsible", c.Responsible.Check())
	p.Within("gp", c.GP.Check())
	p.Within("care_coordinator", c.CareCoordinator.Check())
	return p
}
