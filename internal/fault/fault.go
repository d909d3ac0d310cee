// Package fault owns the kinds of things that go wrong and the keys that name
// them. It refuses words for people (those are in say) and anybody's values: a
// fault carries a key and, at most, numbers and dates that the rule itself set.
package fault

import (
	"errors"
	"fmt"
)

// A Kind says what sort of answer an error deserves. The zero value is
// Internal, so that an error nobody classified is never shown as harmless.
type Kind int

const (
	Internal    Kind = iota // our mistake: 500, logged once, nothing said
	NotFound                // absent, or not yours to know about: 404, always the same page
	Denied                  // known to you but not allowed now: 403
	SignedOut               // no session, or one that has ended: go to sign-in
	Conflict                // same id, other body; or the thing moved on: 409
	Invalid                 // what was sent cannot be understood: 422
	TooMany                 // slow down: 429
	Unavailable             // try again: 503
	Uncertain               // the answer to a commit was lost: 503; the same again is stored once
)

// An Error is a classified failure. Key names the sentence that say holds for it.
type Error struct {
	Kind  Kind
	Key   string
	cause error
}

func (e *Error) Error() string {
	if e.cause != nil {
		return fmt.Sprintf("%s: %v", e.Key, e.cause)
	}
	return e.Key
}

func (e *Error) Unwrap() error { return e.cause }

// New returns an error of kind k, named by key.
func New(k Kind, key string) error { return &Error{Kind: k, Key: key} }

// Wrap returns an error of kind k with the cause kept for the log.
func Wrap(k Kind, key string, cause error) error { return &Error{Kind: k, Key: key, cause: cause} }

// Absent is the one answer for what does not exist and for what the asker may
// not know exists (invariant 3).
var Absent = New(NotFound, "fault.absent")

// UnlessAbsent is err, unless it says that a thing is absent: then there is none, and no fault.
func UnlessAbsent(err error) error {
	if Of(err) == NotFound {
		return nil
	}
	return err
}

// Unchanged ends a change that had nothing to write: the same id with the same
// body was here already. kernel.Change turns it into success.
var Unchanged = errors.New("unchanged")

// Of tells err's kind. Problems are Invalid; anything unknown is Internal.
func Of(err error) Kind {
	var e *Error
	var p Problems
	switch {
	case errors.As(err, &e):
		return e.Kind
	case errors.As(err, &p):
		return Invalid
	}
	return Internal
}

// Away tells whether err is of a database that is overloaded or away, or whose answer was lost.
func Away(err error) bool {
	kind := Of(err)
	return kind == Unavailable || kind == Uncertain
}

// KeyOf returns the message key that err carries, or "fault.internal".
func KeyOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Key
	}
	return "fault.internal"
}
