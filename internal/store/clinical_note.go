package store

import (
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
)

var noteCopies = journal(Journal[programme.CourseOfSupport, course.NoteCopy]{
	Table: "note_copy", Noun: "NoteCopy", Key: func(c course.NoteCopy) string { return string(c.ID) }, Unnumbered: true,
})

// NoteCopies are what was copied of visits into the clinical record.
func (t *ReadTx) NoteCopies(of programme.CourseOfSupport) Facts[course.NoteCopy] {
	return noteCopies.facts(t, of)
}

// NoteCopiesOf lists what was copied of the visits of each of several people.
func (t *ReadTx) NoteCopiesOf(people []programme.Person) (map[id.Participant][]course.NoteCopy, error) {
	found, err := noteCopies.Of(t, coursesOf(people))
	copies := map[id.Participant][]course.NoteCopy{}
	for of, list := range found {
		copies[of.Participant] = ledger.Facts(list)
	}
	return copies, err
}
