package pathway

import (
	"time"

	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// factsOf is who somebody is and when they were referred, told apart from their other records.
func factsOf(v say.Voice, zone *time.Location, p programme.Person, r pathway.Referral,
	records []programme.Person) ui.SummaryList {
	f := person.Facts{Voice: v}
	f.Add("person.fact.known_as", p.Identity.KnownAs)
	f.Add("person.fact.pronouns", p.Identity.Pronouns)
	f.Day("person.fact.birth_date", p.Identity.BirthDate)
	f.List.Lines = append(f.List.Lines, numberOf(v, p.Identity))
	f.Day("person.fact.discharged", p.Discharged)
	f.Day("person.fact.caseload", r.OnCaseloadSince)
	when, ending := ui.ReferredAt(v, zone, p, records)
	f.Add("person.fact.referred", v.Say("person.fact.referred_by", when, p.TeamName))
	f.Add("person.fact.ending", ending)
	return f.List
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

// careOf is who looks after somebody now.
func careOf(v say.Voice, r pathway.Referral) ui.SummaryList {
	f := person.Facts{Voice: v}
	f.Add("person.fact.responsible", person.Together(r.Responsible.Name, r.Responsible.Role, r.Responsible.Organisation))
	f.Phone("person.fact.responsible_phone", r.Responsible.Phone)
	f.Add("person.fact.gp", person.Together(r.GP.Name, r.GP.Practice))
	f.Phone("person.fact.gp_phone", r.GP.Phone)
	f.Add("person.fact.coordinator", r.CareCoordinator.Name)
	f.Phone("person.fact.coordinator_phone", r.CareCoordinator.Phone)
	return f.List
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

// became is where somebody stands, as the referring team is told.
func became(p programme.Person) programme.Standing { return p.ToldApart().Standing }

// becameWords says it in a sentence.
func becameWords(v say.Voice, p programme.Person) string {
	return person.Says(v, became(p), "referral.became.", "standing.became.")
}
