package pathway

import (
	"strings"

	"footbridge.org/footbridge/internal/programme"
)

// A Change is one line of a correction: a field of the form, with what it said
// and what it says now. Empty is nothing.
type Change struct {
	Field       string // as the form and the problems name it
	Was, Is     string
	Choice      bool           // they are choices of the field's
	WasOn, IsOn programme.Date // instead, of a day
}

// Changes lists the fields that c changes, in the form's order.
func (c Correction) Changes() []Change {
	var list changes
	list.ofIdentity(c.Was.Identity, c.Is.Identity)
	list.ofContact(c.Was.Contact, c.Is.Contact)
	list.ofCare(c.Was.Care, c.Is.Care)
	list.ofEligibility(c.Was.Eligibility, c.Is.Eligibility)
	return list
}

type changes []Change

func (l *changes) text(field, was, is string) {
	if was != is {
		*l = append(*l, Change{Field: field, Was: was, Is: is})
	}
}

func (l *changes) choice(field, was, is string) {
	if was != is {
		*l = append(*l, Change{Field: field, Was: was, Is: is, Choice: true})
	}
}

func (l *changes) day(field string, was, is programme.Date) {
	if was != is {
		*l = append(*l, Change{Field: field, WasOn: was, IsOn: is})
	}
}

func (l *changes) ofIdentity(was, is programme.Identity) {
	l.text("identity.given_name", was.GivenName, is.GivenName)
	l.text("identity.family_name", was.FamilyName, is.FamilyName)
	l.day("identity.birth_date", was.BirthDate, is.BirthDate)
	l.text("identity.nhs_number", was.NHSNumber.String(), is.NHSNumber.String())
	l.text("identity.known_as", was.KnownAs, is.KnownAs)
	l.text("identity.pronouns", was.Pronouns, is.Pronouns)
}

func (l *changes) ofContact(was, is programme.Contact) {
	l.text("contact.phone", string(was.Phone), string(is.Phone))
	l.choice("contact.leave_voicemail", string(was.LeaveVoicemail), string(is.LeaveVoicemail))
	l.choice("contact.safe_to_text", string(was.SafeToText), string(is.SafeToText))
	l.text("contact.address_lines", strings.Join(was.AddressLines, "\n"), strings.Join(is.AddressLines, "\n"))
	l.text("contact.postcode", was.Postcode.Shown(), is.Postcode.Shown())
	l.choice("contact.no_fixed_address", yes(was.NoFixedAddress), yes(is.NoFixedAddress))
	l.choice("contact.safe_to_write", string(was.SafeToWrite), string(is.SafeToWrite))
	l.text("contact.email", was.Email, is.Email)
	l.choice("contact.safe_to_email", string(was.SafeToEmail), string(is.SafeToEmail))
	l.choice("contact.preferred_channel", string(was.PreferredChannel), string(is.PreferredChannel))
	l.text("contact.who_else_reads", was.WhoElseReads, is.WhoElseReads)
	l.text("contact.other_way", was.OtherWay, is.OtherWay)
}

func (l *changes) ofCare(was, is Care) {
	l.day("discharge_date", was.DischargeDate, is.DischargeDate)
	l.day("on_caseload_since", was.OnCaseloadSince, is.OnCaseloadSince)
	l.text("responsible.name", was.Responsible.Name, is.Responsible.Name)
	l.text("responsible.phone", string(was.Responsible.Phone), string(is.Responsible.Phone))
	l.text("responsible.role", was.Responsible.Role, is.Responsible.Role)
	l.text("responsible.organisation", was.Responsible.Organisation, is.Responsible.Organisation)
	l.text("gp.name", was.GP.Name, is.GP.Name)
	l.text("gp.practice", was.GP.Practice, is.GP.Practice)
	l.text("gp.phone", string(was.GP.Phone), string(is.GP.Phone))
	l.text("care_coordinator.name", was.CareCoordinator.Name, is.CareCoordinator.Name)
	l.text("care_coordinator.phone", string(was.CareCoordinator.Phone), string(is.CareCoordinator.Phone))
}

func (l *changes) ofEligibility(was, is []Answer) {
	before := map[string]programme.Reply{}
	for _, a := range was {
		before[a.Line] = a.Reply
	}
	for _, a := range is {
		l.choice("eligibility."+a.Line, string(before[a.Line]), string(a.Reply))
	}
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}
