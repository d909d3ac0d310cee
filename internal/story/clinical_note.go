package story

import (
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
)

// CopiesNote copies the text about a visit, as it holds, into the clinical
// record, and says so.
func (m *Staff) CopiesNote(of Meeting) Answer {
	c, b := m.finds(of)
	v, _ := b.Visit()
	return m.copies(of.p, v, c.VisitNumber(b.ID))
}

// copies copies the text about v, which was visit number of the ten; 0 where they didn't meet.
func (m *Staff) copies(p *Person, v course.Visit, number int) Answer {
	s := m.org.s
	return s.answer(s.Care.CopyClinicalNote(s.ctx, m.Actor(), p.ID(), v.Appointment, course.NoteCopy{
		ID: ID[id.NoteCopy](s.seed, "note copy/"+p.name+"/"+string(v.ID)), Visit: v.ID,
		Number: number,
	}))
}

// Corrects puts right how long a visit took.
func (m *Staff) Corrects(of Meeting, minutes int) Answer {
	s := m.org.s
	b := m.appointment(of)
	v, _ := b.Visit()
	v.Replaces, v.Minutes = v.ID, minutes
	v.ID = ID[id.Visit](s.seed, "correction/"+of.p.name+"/"+string(v.Replaces))
	return s.answer(s.Care.RecordVisit(s.ctx, m.Actor(), of.p.ID(), v))
}

// HasCopied tells whether the text about a visit is in the clinical record as
// it holds.
func (m *Staff) HasCopied(of Meeting) bool {
	s := m.org.s
	s.t.Helper()
	r, answer := m.OpensVisits(of.p)
	answer.OK()
	_, _, current := r.Copied(m.appointment(of))
	return current
}
