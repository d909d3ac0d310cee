package course

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
)

// Need is what somebody's way through the programme waits for, from its staff.
type Need string

const (
	NeedsDecision   Need = "decision"   // about their referral
	NeedsInvitation Need = "invitation" // they were accepted
	NeedsAnswer     Need = "answer"     // they were invited a while ago, and should be asked
	NeedsWorker     Need = "worker"     // they take part, and nobody visits them
	NeedsPlan       Need = "plan"       // somebody visits them, and nothing is planned
	NeedsTelling    Need = "telling"    // nobody has told them who visits
	NeedsAnother    Need = "another"    // they asked for another worker
)

// Needs lists them in the order of the pathway.
func Needs() []Need {
	return []Need{NeedsDecision, NeedsInvitation, NeedsAnswer, NeedsWorker, NeedsPlan, NeedsTelling, NeedsAnother}
}

// ThinkingDays is how long somebody has to think before it is right to ask
// whether they have questions: a week, and nobody is hurried.
const ThinkingDays = 7

// A Situation is what holds of somebody's course of support now, as far as it
// says what they wait for.
type Situation struct {
	Stage    programme.State // exactly, not as everybody may know it
	Study    bool
	Life     life.State
	Invited  programme.Date // the latest day, while they think about it
	Worker   id.Account     // who visits them; none for nobody
	Told     bool           // who that is
	Asking   bool           // for another worker
	Planned  bool           // anything ever was
	ToReplan bool           // what was called off is to be planned anew, and nothing is to come
	Over     bool           // the visits

	Standing programme.Standing // what follows of all this, with since when
	Apart    programme.Standing // the same, as those are told of it who may know of no visits
}

// A Needed is something that somebody waits for, from a day on; without one, at
// once.
type Needed struct {
	Need Need
	From programme.Date
}

// Needs lists what somebody in that situation waits for. For whom life has
// everything wait, nothing is to be done; nor for visits that are over, but that
// somebody asks for another worker is answered all the same. In a study only the
// allocation says who is to be visited, and the arm is sealed: there nobody
// waits for a worker here.
func (s Situation) Needs() []Needed {
	if s.Life.OnHold() {
		return nil
	}
	switch s.Stage {
	case programme.Referred:
		return []Needed{{Need: NeedsDecision}}
	case programme.Accepted:
		return []Needed{{Need: NeedsInvitation}}
	case programme.Invited:
		return []Needed{{Need: NeedsAnswer, From: s.Invited.AddDays(ThinkingDays)}}
	case programme.Consented:
		return s.needsOfVisits()
	}
	return nil
}

func (s Situation) needsOfVisits() []Needed {
	if s.Worker == "" {
		if s.Study || s.Over {
			return nil
		}
		return []Needed{{Need: NeedsWorker}}
	}
	var list []Needed
	if (!s.Planned || s.ToReplan) && !s.Over && s.Life.Effects().Visits == life.Continues {
		list = append(list, Needed{Need: NeedsPlan})
	}
	if !s.Told && !s.Over {
		list = append(list, Needed{Need: NeedsTelling})
	}
	if s.Asking {
		list = append(list, Needed{Need: NeedsAnother})
	}
	return list
}

// A Waiting person is one whose way through the programme waits for its staff.
type Waiting struct {
	programme.Person
	Need    Need
	Planned bool // visits ever were
}
