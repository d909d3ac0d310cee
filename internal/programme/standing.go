package programme

import "slices"

// Stands is where somebody stands now, in one word: a State where life goes on
// and the visits have not ended, and else one of these.
type Stands string

const (
	Died   Stands = "died"
	Paused Stands = "paused" // everything waits
	Away   Stands = "away"   // lives elsewhere now
	Ended  Stands = "ended"  // their visits have
)

// TakingPart is where somebody stands for whom everything goes on.
const TakingPart = Stands(Consented)

// EveryStands lists every word there is for it, the gravest first.
func EveryStands() []Stands {
	list := []Stands{Died, Paused, Away, Ended}
	for _, s := range States() {
		list = append(list, Stands(s))
	}
	return list
}

// EveryStandsToldApart lists those that are told to who may know of no visits.
func EveryStandsToldApart(study bool) []Stands {
	return slices.DeleteFunc(EveryStands(), func(s Stands) bool { return (Standing{Is: s}).ToldApart(study).Is != s })
}

// A Standing is where somebody stands now, and since when. Every list, page,
// letter and count asks it of course.Situation, where it is worked out.
type Standing struct {
	Is    Stands
	Since Date // of a death, a pause, a move, an ending or a withdrawal; none for the rest
}

// ToldApart is s as those are told of it who may know of no visits: in a study,
// that visits ended, or that somebody wants no more of them, would tell that
// there were some.
func (s Standing) ToldApart(study bool) Standing {
	if study && (s.Is == Ended || s.Is == Stands(WithoutVisits)) {
		return Standing{Is: TakingPart}
	}
	return s
}

// Died tells whether they have.
func (s Standing) Died() bool { return s.Is == Died }

// GoesOn tells whether visits go on, or could begin.
func (s Standing) GoesOn() bool { return s.Is == TakingPart }

// Over tells whether nothing more is to come of the way to taking part: they have died,
// or have no part in it any more.
func (s Standing) Over() bool { return s.Died() || State(s.Is).Left() }

// OfLife tells whether something in somebody's life has everything wait or stop:
// that is told as news, and gently.
func (s Standing) OfLife() bool { return s.Is == Died || s.Is == Paused || s.Is == Away }

// WaitsToStart tells whether somebody is on the way to a first visit, and no
// further: how long that has taken is of interest until then.
func (s Standing) WaitsToStart() bool {
	return slices.Contains([]Stands{Stands(Referred), Stands(Accepted), Stands(Invited)}, s.Is)
}
