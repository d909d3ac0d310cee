package story

import (
	"fmt"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/workforce"
)

// A Remark is something that somebody says of the service, sent or not.
type Remark struct {
	who *Person
	workforce.Feedback
}

// Says is what p says of the service, and whether it may be repeated.
func (p *Person) Says(words string, quote workforce.Quote) Remark {
	p.said++
	return Remark{p, workforce.Feedback{ID: ID[id.Feedback](p.org.s.seed, fmt.Sprintf("feedback/%s/%d", p.name, p.said)),
		Words: words, Quote: quote}}
}

// InPlaceOf is r instead of what p said before.
func (r Remark) InPlaceOf(before Remark) Remark {
	r.Replaces = before.ID
	return r
}

// TakesBack is that p no longer says what they said.
func (p *Person) TakesBack(before Remark) Remark {
	r := p.Says("", "")
	r.Replaces, r.InError = before.ID, true
	return r
}

// Sends sends it. Sent again, it is the second tap.
func (r Remark) Sends() Answer {
	s := r.who.org.s
	return s.answer(s.Care.GiveFeedback(s.ctx, r.who.themselves(), r.who.ID(), r.Feedback))
}
