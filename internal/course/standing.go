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
// gravest. Of who has left already, or whose visits have ended, a
// pause says nothing more, nor that they want none; nor does one of the time before, of who
// waits for a decision about another referral.
func (s Situation) Stands(since Since) programme.Standing {
	switch {
	case s.Life == life.Stopped:
		return programme.Standing{Is: programme.Died, Since: since.Life}
	case s.Stage.Left():
		return programme.Standing{Is: programme.Stands(s.Stage), Since: since.Stage}
	case s.Over && s.Stage.TakesPart():
		return programme.Standing{Is: programme.Ended, Since: since.Over}
	case s.Anew:
		return programme.Standing{Is: programme.Stands(s.Stage)}
	case s.Life == life.Paused:
		return programme.Standing{Is: programme.Paused, Since: since.Life}
	case s.Life == life.Away:
		return programme.Standing{Is: programme.Away, Since: since.Life}
	case s.Stage == programme.WithoutVisits:
		return programme.Standing{Is: programme.Stands(s.Stage), Since: since.Stage}
	}
	return programme.Standing{Is: programme.Stands(s.Stage)}
}

// StandsToldApart is where they stand as those are told of it who may know of no visits:
// in a study as if there had been none, so that a pause reads alike in both arms.
func (s Situation) StandsToldApart(since Since) programme.Standing {
	if s.Study {
		s.Over, s.Stage = false, s.Stage.ToldApart(true)
	}
	return s.Stands(since)
}
