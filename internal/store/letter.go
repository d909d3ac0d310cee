package store

import (
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
)

var letters = journal(Journal[programme.CourseOfSupport, course.SentLetter]{
	Table: "letter", Noun: "Letter", Key: func(l course.SentLetter) string { return string(l.ID) },
})

// LetterSent answers fault.Unchanged when l is there already, a conflict when its
// id stands for another letter, and nothing when it is new.
func (t *Tx) LetterSent(of programme.CourseOfSupport, l course.SentLetter) error {
	return letters.Sent(t.ReadTx, of, l)
}

// AddLetter appends l. The caller has checked that it isn't a repeat.
func (t *Tx) AddLetter(of programme.CourseOfSupport, l course.SentLetter) error {
	return letters.Add(t, of, l)
}

// ListLetters lists the letters that went out, in the server's order.
func (t *ReadTx) ListLetters(of programme.CourseOfSupport) ([]ledger.Received[course.SentLetter], error) {
	return letters.List(t, of)
}
