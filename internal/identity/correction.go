package identity

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// Reached is what a member of staff is called, and how they are reached.
type Reached struct {
	Name  string          `json:"name"`
	Email string          `json:"email"`
	Phone programme.Phone `json:"phone,omitempty"`
}

// A Correction puts right what a member of staff is called or how they are reached:
// it says what was known, what is known now, and why.
type Correction struct {
	ID  id.Correction `json:"id"`  // drawn by the form, so that a retry is harmless
	Was Reached       `json:"was"` // the server's to say
	Is  Reached       `json:"is"`
	Why string        `json:"why,omitempty"`
}

// Reached is what a is called and how they are reached.
func (a Account) Reached() Reached { return Reached{a.Name, a.Email, a.Phone} }

// With is a, called and reached as r says.
func (a Account) With(r Reached) Account {
	a.Name, a.Email, a.Phone = r.Name, r.Email, r.Phone
	return a
}

// Check reports every rule that c breaks, of account a. Nobody needs a reason for
// what is their own.
func (c Correction) Check(a Account, own bool) fault.Problems {
	p := a.With(c.Is).Check()
	p.If(c.ID == "", "id", "correction.id.missing")
	p.If(!own && fault.Blank(c.Why), "why", "correction.why.missing")
	p.If(fault.TooLong(c.Why, programme.MaxNote), "why", "person.note.long", programme.MaxNote)
	p.If(!p.Any() && c.Is == c.Was, "", "correction.same")
	return p
}
