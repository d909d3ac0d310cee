package story

import (
	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/fault"
)

// An Answer is what came of something that somebody did.
type Answer struct {
	Err error
	s   *Service
}

func (s *Service) answer(err error) Answer { return Answer{err, s} }

// OK ends the story unless it was done.
func (a Answer) OK() {
	a.s.t.Helper()
	if a.Err != nil {
		a.s.t.Fatalf("this was refused: %v", a.Err)
	}
}

// Is ends the story unless it was refused in this way.
func (a Answer) Is(kind fault.Kind) {
	a.s.t.Helper()
	if a.Err == nil || fault.Of(a.Err) != kind {
		a.s.t.Fatalf("this was answered with %v, not with kind %d", a.Err, kind)
	}
}

// IsLikely ends the story unless it was held back because that many people of
// the asking team may be the same.
func (a Answer) IsLikely(people int) {
	a.s.t.Helper()
	if likely, is := care.AsLikelyDuplicate(a.Err); !is || len(likely.People) != people {
		a.s.t.Fatalf("%d people of theirs may be the same, and the answer is %v", len(likely.People), a.Err)
	}
}

// HasProblem ends the story unless it was refused for a problem with a field.
func (a Answer) HasProblem(field string) {
	a.s.t.Helper()
	problems, _ := fault.AsProblems(a.Err)
	if _, there := problems.On(field); !there {
		a.s.t.Fatalf("no problem with %s: %v", field, a.Err)
	}
}
