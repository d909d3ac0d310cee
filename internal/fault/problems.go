package fault

import (
	"errors"
	"slices"
	"strings"
)

// A Problem is one broken rule, beside the field that broke it. Field is the
// form field's name; Key names the sentence; Args are limits from the rule
// itself (a number, a date), never what somebody typed.
type Problem struct {
	Field string
	Key   string
	Args  []any
	Asks  bool // it is a question: the same sent once more is taken, see Sure
}

// Sure names the fields of a form whose values somebody was asked about and has sent once
// more as they were. What is unlikely may be a slip, and it may be true: it is asked about
// once. It is the form's word, and no part of any fact.
type Sure string

// SureOf is the word of a form that was asked about fields.
func SureOf(fields ...string) Sure { return Sure(strings.Join(fields, " ")) }

// Of tells whether somebody is sure of what field says.
func (s Sure) Of(field string) bool { return slices.Contains(strings.Fields(string(s)), field) }

// Problems is every rule that a value breaks, so that an error summary is
// complete. A nil Problems means all is well.
type Problems []Problem

// If adds a problem when broken is true.
func (p *Problems) If(broken bool, field, key string, args ...any) {
	if broken {
		*p = append(*p, Problem{Field: field, Key: key, Args: args})
	}
}

// Ask adds a question about what field says, when that is unlikely, unless somebody is sure
// of it or something else is wrong with it.
func (p *Problems) Ask(unlikely bool, sure Sure, field, key string, args ...any) {
	if _, wrong := p.On(field); unlikely && !wrong && !sure.Of(field) {
		*p = append(*p, Problem{Field: field, Key: key, Args: args, Asks: true})
	}
}

// Within adds q's problems with prefix and a dot put before their fields.
func (p *Problems) Within(prefix string, q Problems) {
	for _, x := range q {
		x.Field = prefix + "." + x.Field
		*p = append(*p, x)
	}
}

// Any tells whether there is a problem at all.
func (p Problems) Any() bool { return len(p) > 0 }

// On returns the first problem of field, and whether there is one.
func (p Problems) On(field string) (Problem, bool) {
	for _, x := range p {
		if x.Field == field {
			return x, true
		}
	}
	return Problem{}, false
}

// Err returns p as an error, or nil when there is no problem.
func (p Problems) Err() error {
	if p.Any() {
		return p
	}
	return nil
}

func (p Problems) Error() string {
	keys := make([]string, len(p))
	for i, x := range p {
		keys[i] = x.Field + ": " + x.Key
	}
	return strings.Join(keys, "; ")
}

// AsProblems tells whether err is, or wraps, problems that a form can show.
func AsProblems(err error) (Problems, bool) {
	var p Problems
	ok := errors.As(err, &p)
	return p, ok
}
