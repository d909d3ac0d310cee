package story

import (
	"fmt"

	"footbridge.org/footbridge/internal/course"
)

// A parting is how somebody's visits come to their end: what was written down
// at the seventh, and, where the tenth was held, that they are over.
type parting struct {
	plan course.EndingPlan
	over bool
}

// parts tells of it, on the evenings of those two visits, which fall so many
// days ago. What would lie ahead is not told.
func (t *telling) parts(c *company, p *Person, l biography, falls []int) {
	v := l.visits
	if v.parting == nil {
		return
	}
	worker := func() *Staff { return c.workers[v.worker] }
	tell := func(days int, clock string, session int, what string, do func()) {
		if t.moment(days, clock).Before(t.now) {
			t.on(days, clock, fmt.Sprintf("visits %s 3 session %02d written, parting%s", l.name(), session, what), do)
		}
	}
	tell(falls[6], "18:10", 7, "", func() { worker().PlansEnding(p, v.parting.plan).OK() })
	if !v.parting.over {
		return
	}
	tell(falls[9], "18:15", 10, "", func() { worker().Ends(p, course.EndedAllHeld, "").OK() })
	tell(falls[9]-1, "09:40", 10, " letters", func() { c.idris.SendsLetters(p, course.LetterEnding) })
}
