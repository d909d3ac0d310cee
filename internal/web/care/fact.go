package care

import (
	"strings"
	"time"

	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

// facts gathers what is known, and leaves out what is not.
type facts struct {
	voice say.Voice
	list  ui.SummaryList
}

func (f *facts) add(key, value string) {
	if strings.TrimSpace(value) != "" {
		f.list.Lines = append(f.list.Lines, ui.SummaryLine{Key: f.voice.Say(key), Value: value})
	}
}

// phone is a number to ring.
func (f *facts) phone(key, number string) {
	if strings.TrimSpace(number) != "" {
		f.list.Lines = append(f.list.Lines, ui.SummaryLine{Key: f.voice.Say(key), Contact: ui.Contact{Number: number}})
	}
}

func (f *facts) day(key string, d programme.Date) {
	if !d.IsZero() {
		f.add(key, f.voice.ShortDay(d.Time()))
	}
}

// factsOf is who somebody is and when they were referred.
func factsOf(v say.Voice, zone *time.Location, p programme.Person, r pathway.Referral) ui.SummaryList {
	f := facts{voice: v}
	f.add("person.fact.known_as", p.Identity.KnownAs)
	f.add("person.fact.pronouns", p.Identity.Pronouns)
	f.day("person.fact.birth_date", p.Identity.BirthDate)
	f.list.Lines = append(f.list.Lines, numberOf(v, p.Identity))
	f.day("person.fact.discharged", p.Discharged)
	f.day("person.fact.caseload", r.OnCaseloadSince)
	f.add("person.fact.referred", v.Say("person.fact.referred_by", v.ShortDay(p.ReferredAt.In(zone)), p.TeamName))
	return f.list
}

func numberOf(v say.Voice, i programme.Identity) ui.SummaryLine {
	line := ui.SummaryLine{Key: v.Say("person.fact.nhs_number"), Value: i.NHSNumber.String()}
	if i.NHSNumber == "" {
		line.Value = v.Say("person.number_status.none")
	}
	if i.NumberStatus == programme.NumberUnverified {
		line.Tag = ui.Tag{Label: v.Say("person.fact.unverified"), State: ui.Neutral}
	}
	return line
}

// contactOf is how to reach somebody, each way with whether it is safe.
func contactOf(v say.Voice, c programme.Contact) ui.SummaryList {
	f := facts{voice: v}
	f.add("person.fact.preferred", v.Say("contact.channel."+string(c.PreferredChannel)))
	f.phone("person.fact.phone", c.Phone)
	if c.Phone != "" {
		f.safe("person.fact.voicemail", c.LeaveVoicemail)
		f.safe("person.fact.text", c.SafeToText)
	}
	f.add("person.fact.email", c.Email)
	if c.Email != "" {
		f.safe("person.fact.safe_email", c.SafeToEmail)
	}
	if c.NoFixedAddress {
		f.add("person.fact.address", v.Say("person.fact.no_fixed_address"))
	} else {
		lines := append([]string(nil), c.AddressLines...)
		if c.Postcode != "" {
			lines = append(lines, c.Postcode)
		}
		f.list.Lines = append(f.list.Lines, ui.SummaryLine{Key: v.Say("person.fact.address"), Values: lines})
		f.safe("person.fact.write", c.SafeToWrite)
	}
	f.add("person.fact.other_way", c.OtherWay)
	f.add("person.fact.reads", c.WhoElseReads)
	return f.list
}

// safe is a line that stands out unless the person said yes.
func (f *facts) safe(key string, s programme.Safe) {
	tag := ui.Tag{Label: f.voice.Say("contact.safely." + string(s)), State: ui.Attention}
	if s.Allowed() {
		tag.State = ui.Done
	}
	f.list.Lines = append(f.list.Lines, ui.SummaryLine{Key: f.voice.Say(key), Tag: tag})
}

// careOf is who looks after somebody now.
func careOf(v say.Voice, r pathway.Referral) ui.SummaryList {
	f := facts{voice: v}
	f.add("person.fact.responsible", together(r.Responsible.Name, r.Responsible.Role, r.Responsible.Organisation))
	f.phone("person.fact.responsible_phone", r.Responsible.Phone)
	f.add("person.fact.gp", together(r.GP.Name, r.GP.Practice))
	f.phone("person.fact.gp_phone", r.GP.Phone)
	f.add("person.fact.coordinator", r.CareCoordinator.Name)
	f.phone("person.fact.coordinator_phone", r.CareCoordinator.Phone)
	return f.list
}

// together puts what there is into one line.
func together(parts ...string) string {
	var there []string
	for _, p := range parts {
		if strings.TrimSpace(p) != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, ", ")
}

// eligibilityOf is the programme's lines with their latest answers; what
// speaks against taking part stands out.
func eligibilityOf(v say.Voice, d programme.Definition, answers []pathway.Answer) ui.Table {
	t := ui.Table{
		Caption: v.Say("referral.eligibility.title"), Quiet: true,
		Columns: []ui.Column{{Label: v.Say("referral.eligibility.line")}, {Label: v.Say("referral.eligibility.answer")}},
	}
	latest := map[string]pathway.Answer{}
	for _, a := range answers {
		latest[a.Line] = a
	}
	for _, line := range d.Eligibility {
		answer := ui.Cell{Text: v.Say("referral.eligibility.open")}
		if a, given := latest[line.Key]; given {
			answer = ui.Cell{Text: v.Say("referral.reply." + string(a.Reply)), Note: a.Note}
		}
		answer.Tag = speaksAgainst(v, line, latest[line.Key].Reply)
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: line.Text}, answer}})
	}
	return t
}

func speaksAgainst(v say.Voice, line programme.EligibilityLine, reply programme.Reply) ui.Tag {
	switch reply {
	case line.Required:
		return ui.Tag{}
	case programme.Yes, programme.No:
		return ui.Tag{Label: v.Say("referral.eligibility.against"), State: ui.Attention}
	}
	return ui.Tag{Label: v.Say("referral.eligibility.unsettled"), State: ui.Attention}
}
