package course

import "footbridge.org/footbridge/internal/programme"

// MayReturn tells whether p can be referred again: nothing of the support that
// they were referred for before runs any more. Over says that no more visits are
// expected of it. Nobody returns who has died.
func MayReturn(p programme.Person, over bool) bool {
	switch {
	case p.Standing.Died():
		return false
	case p.State.Left(), p.Standing.Is == programme.Away:
		return true
	case p.State == programme.WithoutVisits && !p.Study: // in a study that would tell of visits
		return true
	}
	return p.State.TakesPart() && over
}
