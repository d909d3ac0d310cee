package story

import (
	"fmt"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
)

// SendsLetter records that a letter about p went today. Recorded again, it is
// the same letter.
func (m *Staff) SendsLetter(p *Person, kind course.LetterKind, to course.Recipient) Answer {
	s := m.org.s
	return s.answer(s.Care.SendLetter(s.ctx, m.Actor(), p.ID(), course.SentLetter{
		ID: ID[id.Letter](s.seed, fmt.Sprintf("letter/%s/%s/%s", p.name, kind, to)), Kind: kind, To: to, On: s.Today(),
	}))
}

// SendsLetters records that a letter went to everybody to whom it may go.
func (m *Staff) SendsLetters(p *Person, kind course.LetterKind) {
	r, answer := m.OpensLetters(p)
	answer.OK()
	for _, to := range r.Recipients(kind) {
		m.SendsLetter(p, kind, to).OK()
	}
}

// OpensLetters is what m sees of the letters about p.
func (m *Staff) OpensLetters(p *Person) (care.LetterRecord, Answer) {
	s := m.org.s
	r, err := s.Care.SeeLetters(s.ctx, m.Actor(), p.ID())
	return r, s.answer(err)
}
