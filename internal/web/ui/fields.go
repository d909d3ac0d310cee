package ui

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/say"
)

// Fields builds a form's controls from the catalogue. Under its noun each
// field has a label and, where it helps, a hint:
//
//	referral:
//	  given_name: {label: Given name}
//	  discharged_on: {label: "When were they discharged?", hint: "For example, 27 11 2026"}
//	  priority: {label: How soon?, soon: Soon, later: Later}
type Fields struct {
	voice    say.Voice
	noun     string
	problems fault.Problems
	errors   FieldErrors
}

// NewFields builds controls under noun ("referral", or "referral.contact"),
// with problems beside the fields that have them.
func NewFields(v say.Voice, noun string, problems fault.Problems) Fields {
	return Fields{voice: v, noun: noun, problems: problems, errors: Errors(v, problems)}
}

// Summary is the form's error summary.
func (f Fields) Summary() ErrorSummary { return Summary(f.voice, f.problems) }

// Error is what to say beside the field called name.
func (f Fields) Error(name string) string { return f.errors[name] }

func (f Fields) label(name string) string { return f.voice.Say(f.noun + "." + name + ".label") }

// hint is there only when the catalogue has one.
func (f Fields) hint(name string) string { return f.optional(f.noun + "." + name + ".hint") }

func (f Fields) optional(key string) string {
	if !say.Has(key) {
		return ""
	}
	return f.voice.Say(key)
}

// Input is one line to type in.
func (f Fields) Input(name, value string) Input {
	return Input{Name: name, Label: f.label(name), Hint: f.hint(name), Error: f.Error(name), Value: value}
}

// Textarea is room to write.
func (f Fields) Textarea(name, value string) Textarea {
	return Textarea{Name: name, Label: f.label(name), Hint: f.hint(name), Error: f.Error(name), Value: value}
}

// Date asks for a day.
func (f Fields) Date(name string, value TypedDate) DateInput {
	return DateInput{Name: name, Legend: f.label(name), Hint: f.hint(name), Error: f.Error(name), Value: value}
}

// Radios offers one of values. The label of each is noun.name.value, its hint
// noun.name.value_hint.
func (f Fields) Radios(name, value string, values ...string) Radios {
	return Radios{Name: name, Legend: f.label(name), Hint: f.hint(name), Error: f.Error(name), Value: value,
		Options: f.options(name, values)}
}

// Checkboxes offers any of values, labelled as in Radios.
func (f Fields) Checkboxes(name string, chosen []string, values ...string) Checkboxes {
	return Checkboxes{Name: name, Legend: f.label(name), Hint: f.hint(name), Error: f.Error(name), Values: chosen,
		Options: f.options(name, values)}
}

// YesNo asks one line.
func (f Fields) YesNo(name, value string) YesNo {
	return YesNo{Name: name, Legend: f.label(name), Hint: f.hint(name), Error: f.Error(name), Value: value}
}

// Select offers one of options, whose words are the caller's: names of teams,
// of people. The first, noun.name.choose, chooses nothing.
func (f Fields) Select(name, value string, options ...Option) Select {
	first := Option{Label: f.voice.Say(f.noun + "." + name + ".choose")}
	return Select{Name: name, Label: f.label(name), Hint: f.hint(name), Error: f.Error(name), Value: value,
		Options: append([]Option{first}, options...)}
}

// Values is a domain's choices as Radios and Checkboxes take them.
func Values[T ~string](choices []T) []string {
	out := make([]string, len(choices))
	for i, c := range choices {
		out[i] = string(c)
	}
	return out
}

func (f Fields) options(name string, values []string) []Option {
	out := make([]Option, len(values))
	for i, v := range values {
		key := f.noun + "." + name + "." + v
		out[i] = Option{Value: v, Label: f.voice.Say(key), Hint: f.optional(key + "_hint")}
	}
	return out
}
