package fault

import (
	"errors"
	"strings"
)

// A Problem is one broken rule, beside the field that broke it. Field is the
// form field's name; Key names the sentence; Args are limits from the rule
// itself (a number, a date), never what somebody typed.
type Problem struct {
	Field string
	Key   string
	Args  []any
}

// Problems is every rule that a value breaks, so that an error summary is
// complete. A nil Problems means all is well.
type Problems []Problem

// If adds a problem when broken is true.
func (p *Problems) If(broken bool, field, key string, args ...any) {
	if broken {
		*p = append(*p, Problem{Field: field, Key: key, Args: args})
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
