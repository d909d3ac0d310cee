package ui

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/say"
	"slices"
	"strings"
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

// UnreadFirst puts the days that could not be read in the place of what Check
// says of a day that is missing.
func UnreadFirst(unread, checked fault.Problems) fault.Problems {
	all := slices.Clone(unread)
	for _, p := range checked {
		if _, said := unread.On(p.Field); !said {
			all = append(all, p)
		}
	}
	return all
}

// InOrder puts problems in the order of the form's fields, so that the summary
// reads down the page. A field that stands for several ends with a dot.
func InOrder(problems fault.Problems, fields []string) fault.Problems {
	place := func(p fault.Problem) int {
		return slices.IndexFunc(fields, func(f string) bool {
			return f == p.Field || strings.HasSuffix(f, ".") && strings.HasPrefix(p.Field, f)
		})
	}
	sorted := slices.Clone(problems)
	slices.SortStableFunc(sorted, func(a, b fault.Problem) int { return place(a) - place(b) })
	for i, p := range sorted {
		if place(p) < 0 {
			sorted[i].Field = "" // it has no control on the page to lead to
		}
	}
	return sorted
}
