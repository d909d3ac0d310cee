package pathway

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// A Referral is somebody put forward by a crisis team as they leave it.
type Referral struct {
	ID                id.Referral        `json:"id"` // drawn by the form, so that a retry is harmless
	Participant       id.Participant     `json:"participant"`
	Team              id.Team            `json:"team"` // the team that discharges them
	DefinitionVersion programme.Version  `json:"definition_version"`
	Identity          programme.Identity `json:"identity"`
	Contact           programme.Contact  `json:"contact"`
	DischargeDate     programme.Date     `json:"discharge_date"`
	OnCaseloadSince   programme.Date     `json:"on_caseload_since"` // none when nobody knows
	Responsible       Responsible        `json:"responsible"`
	GP                GP                 `json:"gp"`
	CareCoordinator   CareCoordinator    `json:"care_coordinator"`
	Eligibility       []Answer           `json:"eligibility"`
	HomeNote          HomeNote           `json:"home_note"`
}

// Responsible is the person who holds clinical responsibility now that the team has
// stepped back: the one to ring.
type Responsible struct {
	Name         string          `json:"name"`
	Role         string          `json:"role"`
	Organisation string          `json:"organisation"`
	Phone        programme.Phone `json:"phone"`
}

// GP is the person's doctor, where they have one.
type GP struct {
	Name     string          `json:"name,omitempty"`
	Practice string          `json:"practice,omitempty"`
	Phone    programme.Phone `json:"phone,omitempty"`
}

// CareCoordinator is who plans the person's continuing care, where anybody does.
type CareCoordinator struct {
	Name  string          `json:"name,omitempty"`
	Phone programme.Phone `json:"phone,omitempty"`
}

// A HomeNote is something that visitors to the home should know. Only those
// who visit or arrange visits may read it; it says where it is known from and
// when to ask again, because such a note outlives its truth. Empty is usual.
type HomeNote struct {
	Text     string         `json:"text,omitempty"`
	Source   string         `json:"source,omitempty"`
	ReviewBy programme.Date `json:"review_by"`
}

// An Answer is the reply to one eligibility line of the definition.
type Answer struct {
	Line  string          `json:"line"`
	Reply programme.Reply `json:"reply"`
	Note  string          `json:"note,omitempty"`
}

// Over is r with whom it leaves out of those who look after somebody as before said
// them, the referral before it.
func (r Referral) Over(before Referral) Referral {
	if r.GP == (GP{}) {
		r.GP = before.GP
	}
	if r.CareCoordinator == (CareCoordinator{}) {
		r.CareCoordinator = before.CareCoordinator
	}
	return r
}

// Check reports every rule that r breaks on the day today, under definition d.
// An answer that speaks against taking part is no problem here: the referral
// is recorded, and the screening decides.
func (r Referral) Check(d programme.Definition, today programme.Date) fault.Problems {
	var p fault.Problems
	p.If(r.ID == "", "id", "referral.id.missing")
	p.If(r.Participant == "", "participant", "referral.participant.missing")
	p.If(r.Team == "", "team", "referral.team.missing")
	p.If(r.DefinitionVersion != d.Ref(), "definition_version", "referral.definition_version.other")
	p.Within("identity", r.Identity.Check(today))
	born := r.Identity.BirthDate
	young := !born.IsZero() && !born.After(today) && born.AgeOn(today) < d.Referral.MinimumAge
	p.If(young, "identity.birth_date", "referral.birth_date.young", d.Referral.MinimumAge)
	p.Within("contact", r.Contact.Check())
	r.checkDates(&p, d.Referral, today)
	p.Within("responsible", r.Responsible.Check())
	p.Within("gp", r.GP.Check())
	p.Within("care_coordinator", r.CareCoordinator.Check())
	p = append(p, checkAnswers(d, r.Eligibility)...)
	p.Within("home_note", r.HomeNote.Check(today))
	return p
}

func (r Referral) checkDates(p *fault.Problems, rules programme.ReferralRules, today programme.Date) {
	earliest := today.AddDays(-rules.DischargePastDays)
	latest := today.AddDays(rules.DischargeAheadDays)
	p.If(r.DischargeDate.IsZero(), "discharge_date", "referral.discharge_date.missing")
	p.If(r.DischargeDate.Before(earliest), "discharge_date", "referral.discharge_date.past", rules.DischargePastDays)
	p.If(r.DischargeDate.After(latest), "discharge_date", "referral.discharge_date.future", rules.DischargeAheadDays)
	p.If(r.OnCaseloadSince.After(today), "on_caseload_since", "referral.on_caseload_since.future")
	programme.InLife.From(r.Identity.BirthDate, "date.before.birth").
		CheckAs("on_caseload_since", r.OnCaseloadSince, today, p)
	p.If(r.OnCaseloadSince.After(r.DischargeDate), "on_caseload_since", "referral.on_caseload_since.late")
}

// Check reports every rule that r breaks: there must be somebody to ring.
func (r Responsible) Check() fault.Problems {
	var p fault.Problems
	p.If(fault.Blank(r.Name), "name", "referral.responsible.name.missing")
	p.If(r.Phone.Blank(), "phone", "referral.responsible.phone.missing")
	r.Phone.CheckOwnAs("phone", &p)
	p.If(fault.TooLong(r.Name, programme.MaxName), "name", "person.line.long", programme.MaxName)
	p.If(fault.TooLong(r.Role, programme.MaxName), "role", "person.line.long", programme.MaxName)
	p.If(fault.TooLong(r.Organisation, programme.MaxName), "organisation", "person.line.long", programme.MaxName)
	return p
}

// Check reports every rule that g breaks. Having no GP breaks none.
func (g GP) Check() fault.Problems {
	var p fault.Problems
	g.Phone.CheckOwnAs("phone", &p)
	p.If(fault.TooLong(g.Name, programme.MaxName), "name", "person.line.long", programme.MaxName)
	p.If(fault.TooLong(g.Practice, programme.MaxName), "practice", "person.line.long", programme.MaxName)
	return p
}

// Check reports every rule that c breaks. Having none breaks none.
func (c CareCoordinator) Check() fault.Problems {
	var p fault.Problems
	c.Phone.CheckOwnAs("phone", &p)
	p.If(fault.Blank(c.Name) && !c.Phone.Blank(), "name", "referral.care_coordinator.name.missing")
	p.If(fault.TooLong(c.Name, programme.MaxName), "name", "person.line.long", programme.MaxName)
	return p
}

// Empty tells whether there is no note.
func (n HomeNote) Empty() bool { return fault.Blank(n.Text) }

// Check reports every rule that n breaks on the day today. A note needs a
// source and a review date, which lies ahead and within a year.
func (n HomeNote) Check(today programme.Date) fault.Problems {
	var p fault.Problems
	orphan := n.Empty() && (!fault.Blank(n.Source) || !n.ReviewBy.IsZero())
	p.If(orphan, "text", "referral.home_note.text.missing")
	p.If(!n.Empty() && fault.Blank(n.Source), "source", "referral.home_note.source.missing")
	p.If(!n.Empty() && n.ReviewBy.IsZero(), "review_by", "referral.home_note.review_by.missing")
	p.If(n.ReviewBy.Before(today), "review_by", "referral.home_note.review_by.past")
	p.If(n.ReviewBy.After(today.AddMonths(12)), "review_by", "referral.home_note.review_by.far")
	p.If(fault.TooLong(n.Text, programme.MaxNote), "text", "person.note.long", programme.MaxNote)
	p.If(fault.TooLong(n.Source, programme.MaxName), "source", "person.line.long", programme.MaxName)
	return p
}

// checkAnswers reports lines of d without a reply, replies twice given, and
// replies to what d doesn't ask. Fields are eligibility.KEY.
func checkAnswers(d programme.Definition, answers []Answer) fault.Problems {
	var p fault.Problems
	given := map[string]int{}
	for _, a := range answers {
		given[a.Line]++
		field := "eligibility." + a.Line
		_, known := d.Line(a.Line)
		p.If(!known, field, "referral.eligibility.unknown")
		p.If(given[a.Line] == 2, field, "referral.eligibility.twice")
		p.If(!a.Reply.Valid(), field, "referral.eligibility.missing")
		p.If(fault.TooLong(a.Note, programme.MaxNote), field, "person.note.long", programme.MaxNote)
	}
	for _, line := range d.Eligibility {
		p.If(given[line.Key] == 0, "eligibility."+line.Key, "referral.eligibility.missing")
	}
	return p
}

// UnmetCriteria returns the keys of d's lines whose answer is not the required one, in
// d's order: a no where yes is needed, a not sure, or no answer at all. Later
// answers to the same line outweigh earlier ones.
func UnmetCriteria(d programme.Definition, answers []Answer) []string {
	latest := map[string]programme.Reply{}
	for _, a := range answers {
		latest[a.Line] = a.Reply
	}
	var unmet []string
	for _, line := range d.Eligibility {
		if latest[line.Key] != line.Required {
			unmet = append(unmet, line.Key)
		}
	}
	return unmet
}
