package ui

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/say"
)

// FieldErrors is what to say beside each field, by the field's name. The first
// problem of a field speaks for it.
type FieldErrors map[string]string

// Errors puts problems in words.
func Errors(v say.Voice, problems fault.Problems) FieldErrors {
	e := FieldErrors{}
	for _, p := range problems {
		if _, spoken := e[p.Field]; !spoken {
			e[p.Field] = v.Say(p.Key, p.Args...)
		}
	}
	return e
}

// An ErrorSummary stands at the top of a form that was sent with problems and
// leads to each. With no items it shows nothing.
type ErrorSummary struct{ Items []SummaryItem }

// A SummaryItem is one problem, and the control that has it.
type SummaryItem struct {
	Text   string
	Target string // the control's id; empty for a problem of the whole form
}

// Summary lists every problem in the order in which they were found.
func Summary(v say.Voice, problems fault.Problems) ErrorSummary {
	var s ErrorSummary
	for _, p := range problems {
		item := SummaryItem{Text: v.Say(p.Key, p.Args...)}
		if p.Field != "" {
			item.Target = ControlID(p.Field)
		}
		s.Items = append(s.Items, item)
	}
	return s
}
