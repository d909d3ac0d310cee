package store

import (
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/programme"
)

var letters = journal(Journal[programme.CourseOfSupport, course.SentLetter]{
	Table:  "letter",
	Undone: "undoing_of_visits", Noun: "Letter", Key: func(l course.SentLetter) string { return string(l.ID) },
})

// Letters are those that went out.
func (t *ReadTx) Letters(of programme.CourseOfSupport) Facts[course.SentLetter] {
	return letters.facts(t, of)
}
