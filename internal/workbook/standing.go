package workbook

import (
	"time"

	"footbridge.org/footbridge/internal/id"
)

// A Standing is what is kept of one field, with when each of it came.
type Standing struct {
	Kept
	At    time.Time // when the answer that stands came; zero where nothing was
	Since map[id.Operation]time.Time
}

// Standings are those of several fields, by key. A field in which nothing was
// ever written is not there.
type Standings map[string]Standing

// Kept are the standings without their times, as Operations takes them.
func (s Standings) Kept() map[string]Kept {
	all := map[string]Kept{}
	for key, one := range s {
		all[key] = one.Kept
	}
	return all
}

// Of returns the answer to f that stands, which is Blank(f) when there is none.
func (s Standings) Of(f Field) Answer { return Answers{f.Key: s[f.Key].Answer}.Of(f) }

// Newest is when any of the page's fields was saved last; zero when none was.
func (s Standings) Newest(p Page) time.Time {
	var newest time.Time
	for _, f := range p.Fields {
		if at := s[f.Key].At; at.After(newest) {
			newest = at
		}
	}
	return newest
}

// Answers are the answers to those fields that stand.
func (s Standings) Answers(fields []Field) Answers {
	all := Answers{}
	for _, f := range fields {
		all[f.Key] = s.Of(f)
	}
	return all
}

// Last is the page of d that was written on last; the zero Page when none was.
func (s Standings) Last(d Definition) Page {
	var found Page
	var newest time.Time
	for _, p := range d.Pages() {
		if at := s.Newest(p); at.After(newest) {
			found, newest = p, at
		}
	}
	return found
}

// WithoutOthers are the answers that stand, without those that stand beside them and
// wait for a choice: what anybody else may read of a page.
func (s Standings) WithoutOthers() Standings {
	alone := Standings{}
	for key, one := range s {
		one.Others, one.Since = nil, nil
		alone[key] = one
	}
	return alone
}

// A PastAnswer is an answer as it was kept once: one that stood, or one that met
// another.
type PastAnswer struct {
	From     id.Operation
	Revision int // 0 for one that never stood
	Answer   Answer
	At       time.Time
	Settled  bool // it met another one, and the person has chosen since
}
