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
	NeedsTelling    Need = "telling"    // nobody has told them who visits, or that a visit has changed
	NeedsAnother    Need = "another"    // they asked for another worker

	NeedsWorkerLater Need = "worker_later" // nobody visits them, and life has everything wait: once it goes on
	NeedsWritingUp   Need = "writing_up"   // a visit has left something to do, and who made it visits them no longer
	NeedsBefore      Need = "before"       // so has one of an earlier course of support
	NeedsSpeaking    Need = "speaking"     // their death was entered in error, and nobody has spoken with them since
	NeedsStopping    Need = "stopping"     // they stopped in another record, and nobody has asked whether they do here
	NeedsEnding      Need = "ending"       // no visit can be planned any more, and nobody has recorded the end
)

// Needs lists them in the order of the pathway. That visits are to be ended is no
// fact of anybody's but of the day: whoever waits for a worker is asked for it. What somebody
// said in another record is no situation in this one.
func Needs() []Need {
	return []Need{NeedsDecision, NeedsInvitation, NeedsAnswer, NeedsWorker, NeedsPlan, NeedsTelling, NeedsAnother,
		NeedsWorkerLater, NeedsWritingUp, NeedsBefore, NeedsSpeaking, NeedsStopping}
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
	Told     bool           // who that is; or, with nobody, that nobody visits any more
	Asking   bool           // for another worker
	Planned  bool           // anything ever was
	ToReplan bool           // what was called off is to be planned anew, and nothing is to come
	Over     bool           // the visits
	Unspoken bool           // everything waits since a death in error, until somebody has spoken with them
	Anew     bool           // they wait for a decision about another referral; what has things wait was before it

	Left       programme.Date // the day of the first visit with something to write up or copy that is nobody's now
	LeftBefore programme.Date // the same of earlier courses
	Held       int            // visits
	Settled    programme.Date // the day of the last visit, once nothing of any is left: see History.Settled
	ToTell     programme.Date // from when on staff have to tell them of visits themselves; on hold, of cancelled ones
	ToTellLast programme.Date // the last day on which they have to; none where it is until they have

	Standing programme.Standing // what follows of all this, with since when
	Apart    programme.Standing // the same, as those are told of it who may know of no visits
}

// A Needed is something that somebody waits for, from a day on; without one, at
// once. It is until the last day, where there is one.
type Needed struct {
	Need Need
	From programme.Date
	Last programme.Date
}

// Needs lists what somebody in that situation waits for. For whom life has everything
// wait, nothing is to be done but what can't; nor is anything for visits that are over, but that
// somebody asks for another worker is answered all the same, and so is that a visit
// of days before is written up. In a study only the allocation says who is to be
// visited, and the arm is sealed: there nobody waits for a worker here.
func (s Situation) Needs() []Needed {
	list := s.needsOfStage()
	if !s.Left.IsZero() {
		list = append(list, Needed{Need: NeedsWritingUp, From: s.Left})
	}
	if !s.LeftBefore.IsZero() {
		list = append(list, Needed{Need: NeedsBefore, From: s.LeftBefore})
	}
	return list
}

func (s Situation) needsOfStage() []Needed {
	if s.Life.OnHold() && !s.Anew {
		return append(s.needsLater(), s.needsOnHold()...)
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

// needsLater is what waits with somebody until life goes on: it is seen beforehand.
func (s Situation) needsLater() []Needed {
	if s.Worker != "" || s.Study || s.Over || s.Life == life.Stopped || s.Stage != programme.Consented {
		return nil
	}
	return []Needed{{Need: NeedsWorkerLater}}
}

// needsOnHold is what can't wait until life goes on: that somebody speaks with who was
// taken for dead, which in a study is the same in every arm, and that staff tell who takes
// part which visits were cancelled.
func (s Situation) needsOnHold() (list []Needed) {
	if s.Life == life.Stopped {
		return nil
	}
	if s.Unspoken && !s.Stage.Left() {
		list = append(list, Needed{Need: NeedsSpeaking})
	}
	if !s.ToTell.IsZero() && s.Stage == programme.Consented {
		list = append(list, Needed{NeedsTelling, s.ToTell, s.ToTellLast})
	}
	return list
}

func (s Situation) needsOfVisits() []Needed {
	if s.Worker == "" {
		return s.needsOfNobody()
	}
	var list []Needed
	if (!s.Planned || s.ToReplan) && !s.Over && s.Life.Effects().Visits == life.Continues {
		list = append(list, Needed{Need: NeedsPlan})
	}
	if s.Asking {
		list = append(list, Needed{Need: NeedsAnother})
	}
	return append(list, s.telling()...)
}

// needsOfNobody is what somebody waits for whom nobody visits.
func (s Situation) needsOfNobody() []Needed {
	switch {
	case s.Over, s.Study:
		return s.telling()
	case s.Life.Effects().Visits != life.Continues:
		return append(s.needsLater(), s.telling()...)
	}
	return append([]Needed{{Need: NeedsWorker}}, s.telling()...)
}

// telling is that staff have to tell them something, where no e-mail can. Once visits are
// over, and while they are away, nobody has to hear who makes them, but of those that were
// called off they do.
func (s Situation) telling() []Needed {
	switch {
	case !s.Told && !s.Over && s.Life.Effects().Visits == life.Continues:
		return []Needed{{Need: NeedsTelling}}
	case !s.ToTell.IsZero():
		return []Needed{{NeedsTelling, s.ToTell, s.ToTellLast}}
	}
	return nil
}

// A Waiting person is one whose way through the programme waits for its staff.
type Waiting struct {
	programme.Person
	Need    Need
	Planned bool   // visits ever were
	Begun   bool   // one was held, or is planned
	Window  Window // the time for them, where a board says how long there is

	Elsewhere bool // another record of theirs goes on in place of this one
}

// An Unfinished course of support is an earlier one that has left its worker something
// to do.
type Unfinished struct {
	programme.Person                  // as they stand now
	Was              programme.Person // as they stood in it
}
