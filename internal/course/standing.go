package course

import (
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
)

// Since is when what somebody's standing is made of began; none for what has not.
type Since struct {
	Stage, Life, Over programme.Date
}

// Stands is where somebody in situation s stands: of all that holds of them, the
// gravest. Of who has left already, a pause says nothing more; of whose visits
// have ended, that they want none says nothing more.
func (s Situation) Stands(since Since) programme.Standing {
	switch {
	case s.Life == life.Stopped:
		return programme.Standing{Is: programme.Died, Since: since.Life}
	case s.Stage.Left():
		return programme.Standing{Is: programme.Stands(s.Stage), Since: since.Stage}
	case s.Life == life.Paused:
		return programme.Standing{Is: programme.Paused, Since: since.Life}
	case s.Life == life.Away:
		return programme.Standing{Is: programme.Away, Since: since.Life}
	case s.Over && s.Stage.TakesPart():
		return programme.Standing{Is: programme.Ended, Since: since.Over}
	case s.Stage == programme.WithoutVisits:
		return programme.Standing{Is: programme.Stands(s.Stage), Since: since.Stage}
	}
	return programme.Standing{Is: programme.Stands(s.Stage)}
}
