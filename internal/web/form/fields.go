package form

import (
	"net/http"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// Fields draws a form's controls: with what was typed, once it was sent, and
// with what they open with until then. Their words stand in the catalogue under
// the form's noun, as in ui.Fields.
type Fields struct {
	Voice    say.Voice
	Zone     *time.Location
	Who      authz.Actor
	Sent     *Sent
	Conflict error // what somebody else did first, if that is why the form is shown again

	noun     string
	problems fault.Problems
	ui.Fields
	names     []string
	summarise func(field, text string) string
	typed     ui.SummaryList // what somebody wrote themselves
	was       []string       // what its fields open with
	unseen    []string       // what goes along that nobody types
	based     bool           // what it was drawn from goes along with it
	together  bool           // it is sent with others
	met       bool           // it came along with one that somebody else was before
}

func newFields(r *http.Request, who authz.Actor, noun, beside string, t turn) *Fields {
	f := &Fields{Zone: route.Zone(r), Who: who, Sent: t.sent, Conflict: t.conflict, problems: t.problems, met: t.met}
	if t.conflict != nil {
		f.problems = append(fault.Problems{{Field: beside, Key: fault.KeyOf(t.conflict)}}, t.sent.unread...)
	}
	f.Voice = route.Voice(r)
	f.under(noun)
	return f
}

func (f *Fields) under(noun string) {
	f.noun, f.Fields = noun, ui.NewFields(f.Voice, noun, f.problems)
}

// reword has problems said in other words, or beside other fields.
func (f *Fields) reword(problems fault.Problems) {
	f.problems = problems
	f.under(f.noun)
}

// Words says what stands under the form's noun.
func (f *Fields) Words(key string, args ...any) string { return f.Voice.Say(f.noun+"."+key, args...) }

// Has tells whether the catalogue has something under the form's noun.
func (f *Fields) Has(key string) bool { return say.Has(f.noun + "." + key) }

// Problems tells whether the form is shown again for what is wrong with it.
func (f *Fields) Problems() bool { return f.problems.Any() }

// Value is what was typed under name, or what the control opens with.
func (f *Fields) Value(name, first string) string {
	return f.chosen(name, first, func() string { return first })
}

// chosen is Value for one of several values: said says what stands there now.
func (f *Fields) chosen(name, first string, said func() string) string {
	if f.keeps(name, first, said) {
		return f.Sent.Text(name)
	}
	return first
}

// choice says value in the words of the field called name, where it has some.
func (f *Fields) choice(name, value string) string {
	if f.Has(name + "." + value) {
		return f.Words(name + "." + value)
	}
	return value
}

// Input is one line to type in.
func (f *Fields) Input(name, first string) ui.Input {
	c := f.Fields.Input(name, f.Value(name, first))
	f.wrote(c.Label, c.Value, first)
	return c
}

// Textarea is room to write.
func (f *Fields) Textarea(name, first string) ui.Textarea {
	value := first
	if f.keeps(name, first, func() string { return first }) {
		value = f.Sent.Paragraphs(name)
	}
	c := f.Fields.Textarea(name, value)
	f.wrote(c.Label, c.Value, first)
	return c
}

// wrote remembers what somebody wrote themselves, so that it can be shown even
// where the form can't.
func (f *Fields) wrote(label, value, first string) {
	if f.Sent.was && value != "" && value != first {
		f.typed.Lines = append(f.typed.Lines, ui.SummaryLine{Key: label, Values: strings.Split(value, "\n")})
	}
}

// Day asks for a day.
func (f *Fields) Day(name string, first programme.Date) ui.DateInput {
	opens := ui.Typed(first)
	if f.keeps(name, dayText(opens), func() string { return f.Voice.ShortDay(first.Time()) }) {
		opens = ui.ReadDate(f.Sent.values, name)
	}
	return f.Fields.Date(name, opens)
}

// Radios offers one of values, whose words stand under the field's name.
func (f *Fields) Radios(name, first string, values ...string) ui.Radios {
	value := f.chosen(name, first, func() string { return f.choice(name, first) })
	return f.Fields.Radios(name, value, values...)
}

// saidUnder is where the words of a choice stand that isn't called by its form's own noun,
// by the end of its name.
var saidUnder = map[string][]string{
	"preferred_channel": {"contact.channel."}, "leave_voicemail": {"contact.safe."}, "safe_to_write": {"contact.safe."},
	"safe_to_text": {"contact.safe."}, "safe_to_email": {"contact.safe."}, "how": {"consent.taking.", "consent.way."},
	"roles": {"role."}, "number_status": {"person.number_status."}, "kind": {"worker.training."},
}

// SaidUnder lists where the words of what is chosen under name may stand, besides with its
// form's own.
func SaidUnder(name string) []string {
	if strings.HasPrefix(name, "eligibility.") {
		return []string{"referral.reply."}
	}
	return saidUnder[name[strings.LastIndex(name, ".")+1:]]
}

// RadiosSaid offers one of values, whose words stand under prefix.
func (f *Fields) RadiosSaid(name, first, prefix string, values ...string) ui.Radios {
	value := f.chosen(name, first, func() string { return f.Voice.Say(prefix + first) })
	r := f.Fields.Radios(name, value)
	for _, value := range values {
		r.Options = append(r.Options, ui.Option{Value: value, Label: f.Voice.Say(prefix + value)})
	}
	return r
}

// Checkboxes offers any of values.
func (f *Fields) Checkboxes(name string, first []string, values ...string) ui.Checkboxes {
	now := func() string {
		said := make([]string, len(first))
		for i, value := range first {
			said[i] = f.choice(name, value)
		}
		return strings.Join(said, ", ")
	}
	if f.keeps(name, strings.Join(first, "\n"), now) {
		first = f.Sent.values[name]
	}
	return f.Fields.Checkboxes(name, first, values...)
}

// Select offers one of options.
func (f *Fields) Select(name, first string, options ...ui.Option) ui.Select {
	value := f.chosen(name, first, func() string {
		for _, o := range options {
			if o.Value == first {
				return o.Label
			}
		}
		return first
	})
	return f.Fields.Select(name, value, options...)
}

// YesNo asks one line.
func (f *Fields) YesNo(name, first string) ui.YesNo {
	value := f.chosen(name, first, func() string { return f.Voice.Say("ui." + first) })
	return f.Fields.YesNo(name, value)
}

// Basis goes with the form unseen: what it was drawn from, which stays so while
// problems are mended. When somebody else was first, in this form or the one that it came along
// with, it is what holds now.
func (f *Fields) Basis(name, now string) ui.Hidden {
	if f.Sent.was && f.Conflict == nil && !f.met {
		now = f.Sent.Text(name)
	}
	return f.Carried(name, now)
}

// Carried goes with the form unseen, each time as it is now: nobody types it.
func (f *Fields) Carried(name, value string) ui.Hidden {
	f.based, f.unseen = true, append(f.unseen, name)
	return ui.Hidden{Name: name, Value: value}
}

// Sure asks once more before anything is sent: v's page, and everything that was
// typed goes along, with the word that they are sure.
func (f *Fields) Sure(v View) ui.Response {
	v.Fields = append(v.Fields, ui.Hidden{Name: "sure", Value: "yes"})
	for _, h := range f.Sent.Again("sure") {
		v.Fields = append(v.Fields, h)
	}
	return f.Page(v)
}

// Open tells whether any of the fields has something in it, or wrong with it:
// then a Details that holds them stands open.
func (f *Fields) Open(names ...string) bool {
	for _, name := range names {
		if f.Sent.Text(name) != "" || f.Error(name) != "" || !ui.ReadDate(f.Sent.values, name).Empty() {
			return true
		}
	}
	return false
}

// If is c when there is reason to ask it, and nothing otherwise.
func If(reason bool, c ui.Control) ui.Control {
	if !reason {
		return nil
	}
	return c
}

// ask remembers the names of the form's fields, from top to bottom.
func (f *Fields) ask(v View) {
	f.summarise = v.Summarise
	for _, field := range ui.Listed(v.Fields...) {
		f.names = append(f.names, field.Names()...)
	}
}

// summary lists the problems in the order of the fields. What stands beside none
// of them leads nowhere, and comes first.
func (f *Fields) summary() ui.ErrorSummary {
	problems := ui.InOrder(f.problems, f.names)
	summary := ui.Summary(f.Voice, problems)
	if f.summarise != nil {
		for i, p := range problems {
			summary.Items[i].Text = f.summarise(p.Field, summary.Items[i].Text)
		}
	}
	return summary
}

// questions is list as a form with its buttons: hidden ones go into the form
// itself, after the id that the server drew.
func (f *Fields) questions(form ui.Form, list []ui.Control) ui.Questions {
	if f.Sent.ID != "" {
		form.Hidden = append([]ui.Hidden{{Name: f.Sent.field, Value: f.Sent.ID}}, form.Hidden...)
	}
	form.Hidden = append(append(form.Hidden, Carrying(f.Sent.draft)...), f.basis()...)
	form.Hidden = append(form.Hidden, f.Sent.sureOf(f.problems)...)
	q := ui.Questions{}
	for _, field := range ui.Listed(list...) {
		if field.Hidden.Name != "" {
			form.Hidden = append(form.Hidden, field.Hidden)
			continue
		}
		q.Fields = append(q.Fields, field)
	}
	q.Form = form
	return q
}
