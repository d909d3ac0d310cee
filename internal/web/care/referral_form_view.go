package care

import (
	"slices"
	"strings"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

// A referralFormView is the two-minute referral.
type referralFormView struct {
	Problems ui.ErrorSummary
	Likely   likelyView
	Back     ui.Link
	Team     string
	Form     ui.Form

	Names  []ui.Input
	Born   ui.DateInput
	Number ui.Input
	Called []ui.Input

	Address     ui.Textarea
	Postcode    ui.Input
	NoAddress   ui.Checkboxes
	SafeToWrite ui.Radios
	Phone       ui.Input
	SafeByPhone []ui.Radios
	Email       ui.Input
	SafeToEmail ui.Radios
	Other       ui.Details
	OtherTexts  []ui.Textarea
	Preferred   ui.Radios

	Days        []ui.DateInput
	Responsible []ui.Input
	GP          []ui.Input
	Coordinator []ui.Input

	Eligibility []ui.Radios

	Note       ui.Details
	NoteText   ui.Textarea
	NoteSource ui.Input
	NoteReview ui.DateInput
}

// A likelyView stands above the form when the person may be here already.
type likelyView struct {
	Title     string
	Texts     []string
	People    ui.Table
	Elsewhere string
	Form      ui.Form
}

var referralFormPage = ui.NewPage[referralFormView]("referral_form")

// referralFields are the form's fields from top to bottom.
var referralFields = []string{
	"identity.given_name", "identity.family_name", "identity.birth_date", "identity.nhs_number", "identity.known_as", "identity.pronouns",
	"contact.phone", "contact.leave_voicemail", "contact.safe_to_text", "contact.email", "contact.safe_to_email",
	"contact.address_lines", "contact.postcode", "contact.no_fixed_address", "contact.safe_to_write", "contact.preferred_channel",
	"contact.who_else_reads", "contact.other_way",
	"discharge_date", "on_caseload_since", "responsible.", "gp.", "care_coordinator.", "eligibility.", "home_note.",
}

func referralFormOf(v say.Voice, q appcare.ReferralQuestions, form referralForm, problems fault.Problems) referralFormView {
	problems = ui.InOrder(problems, referralFields)
	b := referralFormBuilder{v, ui.NewFields(v, "referral", problems), form}
	view := referralFormView{
		Problems: summary(v, q.Definition, problems),
		Back:     ui.Link{Label: v.Say("referral.one.back"), Path: referralsPath(q.Team.ID)},
		Team:     q.Team.Name,
		Form: ui.Form{
			Action:  referralFormPath(q.Team.ID),
			Hidden:  []ui.Hidden{{Name: "id", Value: string(form.id)}, {Name: "participant", Value: string(form.participant)}},
			Buttons: []ui.Button{{Label: v.Say("referral.form.send")}},
			Leave:   ui.Link{Label: v.Say("referral.form.leave"), Path: referralsPath(q.Team.ID)},
		},
	}
	b.identity(&view)
	b.contact(&view)
	b.care(&view)
	for _, line := range q.Definition.Eligibility {
		view.Eligibility = append(view.Eligibility, b.line(line))
	}
	b.note(&view)
	return view
}

// summary is a form's error summary. Beside an eligibility line it says which:
// the same sentence six times over would lead nowhere in particular.
func summary(v say.Voice, d programme.Definition, problems fault.Problems) ui.ErrorSummary {
	s := ui.Summary(v, problems)
	for i, p := range problems {
		key, is := strings.CutPrefix(p.Field, "eligibility.")
		if line, known := d.Line(key); is && known {
			s.Items[i].Text = v.Say("referral.eligibility.problem", line.Text, s.Items[i].Text)
		}
	}
	return s
}

// A referralFormBuilder makes the controls, with what was typed in them.
type referralFormBuilder struct {
	v    say.Voice
	f    ui.Fields
	form referralForm
}

// line asks for one line about somebody else: the browser has nothing to fill in.
func (b referralFormBuilder) input(name string) ui.Input {
	return b.f.Input(name, b.form.values.Get(name)).Complete("off")
}

func (b referralFormBuilder) room(name string, rows int) ui.Textarea {
	return b.f.Textarea(name, b.form.values.Get(name)).Room(rows)
}

func (b referralFormBuilder) date(name string) ui.DateInput {
	return b.f.Date(name, ui.ReadDate(b.form.values, name))
}

func (b referralFormBuilder) identity(view *referralFormView) {
	view.Names = []ui.Input{b.input("identity.given_name"), b.input("identity.family_name")}
	view.Born = b.date("identity.birth_date")
	view.Number = b.input("identity.nhs_number").Digits(20)
	view.Called = []ui.Input{b.input("identity.known_as"), b.input("identity.pronouns")}
}

func (b referralFormBuilder) contact(view *referralFormView) {
	view.Phone = b.input("contact.phone").Telephone().Complete("off")
	view.SafeByPhone = []ui.Radios{b.safe("contact.leave_voicemail"), b.safe("contact.safe_to_text")}
	view.Email = b.input("contact.email").Email().Complete("off")
	view.SafeToEmail = b.safe("contact.safe_to_email")
	view.Address = b.room("contact.address_lines", 3)
	view.Postcode = b.input("contact.postcode").Wide(10)
	view.Postcode.Plain = true
	view.NoAddress = b.f.Checkboxes("contact.no_fixed_address", b.form.values["contact.no_fixed_address"], "yes")
	view.SafeToWrite = b.safe("contact.safe_to_write")
	view.OtherTexts = []ui.Textarea{b.room("contact.who_else_reads", 2), b.room("contact.other_way", 2)}
	view.Other = ui.Details{Label: b.v.Say("referral.form.other"), Open: b.open("contact.who_else_reads", "contact.other_way")}
	view.Preferred = b.preferred()
}

// safe asks whether a way of reaching somebody is safe; the words of the
// answers are those of the record.
func (b referralFormBuilder) safe(name string) ui.Radios {
	r := b.f.Radios(name, b.form.values.Get(name)).SideBySide()
	for _, s := range programme.SafeAnswers() {
		r.Options = append(r.Options, ui.Option{Value: string(s), Label: b.v.Say("contact.safe." + string(s))})
	}
	return r
}

func (b referralFormBuilder) preferred() ui.Radios {
	const name = "contact.preferred_channel"
	r := b.f.Radios(name, b.form.values.Get(name)).SideBySide()
	for _, c := range programme.Channels() {
		r.Options = append(r.Options, ui.Option{Value: string(c), Label: b.v.Say("contact.channel." + string(c))})
	}
	return r
}

func (b referralFormBuilder) care(view *referralFormView) {
	view.Days = []ui.DateInput{b.date("discharge_date"), b.date("on_caseload_since")}
	view.Responsible = []ui.Input{
		b.input("responsible.name"), b.input("responsible.phone").Telephone().Complete("off"),
		b.input("responsible.role"), b.input("responsible.organisation"),
	}
	view.GP = []ui.Input{b.input("gp.name"), b.input("gp.practice"), b.input("gp.phone").Telephone().Complete("off")}
	view.Coordinator = []ui.Input{b.input("care_coordinator.name"), b.input("care_coordinator.phone").Telephone().Complete("off")}
}

// line asks one eligibility line, in the programme's own words.
func (b referralFormBuilder) line(line programme.EligibilityLine) ui.Radios {
	name := "eligibility." + line.Key
	r := ui.Radios{Name: name, Legend: line.Text, Error: b.f.Error(name), Value: b.form.values.Get(name), Inline: true}
	for _, reply := range programme.Replies() {
		r.Options = append(r.Options, ui.Option{Value: string(reply), Label: b.v.Say("referral.reply." + string(reply))})
	}
	return r
}

func (b referralFormBuilder) note(view *referralFormView) {
	view.NoteText = b.room("home_note.text", 3)
	view.NoteSource = b.input("home_note.source")
	view.NoteReview = b.date("home_note.review_by")
	view.Note = ui.Details{Label: b.v.Say("referral.form.note"), Open: b.open("home_note.text", "home_note.source", "home_note.review_by")}
}

// open tells whether any of the fields has something in it, or wrong with it.
func (b referralFormBuilder) open(names ...string) bool {
	for _, name := range names {
		if b.form.text(name) != "" || b.f.Error(name) != "" || !ui.ReadDate(b.form.values, name).Empty() {
			return true
		}
	}
	return false
}

// likelyOf says who the person may be. Its form sends again what was typed,
// with the word that this is somebody else.
func likelyOf(v say.Voice, zone *time.Location, found appcare.Likely, form referralForm) likelyView {
	view := likelyView{
		Title: v.Say("referral.likely.title"), Texts: []string{v.Say("referral.likely.text")},
		Form: ui.Form{Action: referralFormPath(form.team), Buttons: []ui.Button{{Label: v.Say("referral.likely.sure"), Kind: ui.Secondary}},
			Leave: ui.Link{Label: v.Say("referral.likely.same"), Path: referralsPath(form.team)}},
	}
	if found.Elsewhere {
		view.Elsewhere = v.Say("referral.likely.elsewhere")
	}
	view.People = ui.Table{Caption: v.Say("referral.likely.own"), Columns: []ui.Column{
		{Label: v.Say("referral.list.name")}, {Label: v.Say("person.fact.birth_date")}, {Label: v.Say("referral.list.referred")}, {Label: v.Say("referral.list.became")},
	}}
	for _, p := range found.People {
		view.People.Rows = append(view.People.Rows, ui.Row{Cells: []ui.Cell{
			{Link: ui.Link{Label: p.Identity.FullName(), Path: referralPath(p.ID)}},
			{Text: v.ShortDay(p.Identity.BirthDate.Time())},
			{Text: v.ShortDay(p.ReferredAt.In(zone))},
			{Tag: standing(v, became(p))},
		}})
	}
	view.Form.Hidden = again(form)
	return view
}

// again is everything that was typed, in hidden fields.
func again(form referralForm) []ui.Hidden {
	hidden := []ui.Hidden{{Name: "id", Value: string(form.id)}, {Name: "participant", Value: string(form.participant)}, {Name: "sure", Value: "1"}}
	var names []string
	for name := range form.values {
		if name != "id" && name != "participant" && name != "sure" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		for _, value := range form.values[name] {
			hidden = append(hidden, ui.Hidden{Name: name, Value: value})
		}
	}
	return hidden
}
