package trial

import (
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
)

// How a study counts follow-ups that are open, and whose person has something that has them
// wait or ends them.
const (
	Paused   outcome.FollowUpState = "paused" // due, and life has it wait
	Died     outcome.FollowUpState = "died"
	Withdrew outcome.FollowUpState = "withdrew"
)

// Counted is as what a study counts a follow-up that stands at s, of somebody at stage.
func Counted(s outcome.FollowUpState, stage programme.State, now programme.Stands) outcome.FollowUpState {
	open := s == outcome.FollowUpWaiting || s == outcome.FollowUpDue
	switch {
	case !open:
		return s
	case now == programme.Died:
		return Died
	case stage == programme.Withdrawn:
		return Withdrew
	case now == programme.Paused && s == outcome.FollowUpDue:
		return Paused
	}
	return s
}

// A ReasonCount is how many people were declined for one reason.
type ReasonCount struct {
	Reason string // a key of the definition's decline reasons
	People int
}

// A Flow is what became of everybody who was referred under a study's version
// of the programme, arms together, under the headings of CONSORT 2025.
type Flow struct {
	Assessed  int
	Declined  []ReasonCount // by the service
	SaidNo    int
	TakenBack int // by the team that referred them
	Left      int // agreed, and withdrew before they were allocated
	Waiting   int // nothing is decided yet
	Allocated int
	Brought   int // of those, how many were never referred to the study: their screening isn't known here
	Withdrew  int // wholly, after they were allocated
	Died      int // before their follow-up was over
	Running   int // followed up still
	Complete  int // their follow-up is over
}

// Excluded is everybody who was assessed and won't be allocated.
func (f Flow) Excluded() int {
	n := f.SaidNo + f.TakenBack + f.Left
	for _, r := range f.Declined {
		n += r.People
	}
	return n
}

// NotAllocated counts those who aren't allocated, by where they are on the pathway.
type NotAllocated struct {
	Stages   map[programme.State]int
	Declined []ReasonCount
}

// FlowOf lays out the flow of those who aren't and of the people allocated, on
// the day today.
func FlowOf(d programme.Definition, others NotAllocated, people []Subject, today programme.Date) (Flow, error) {
	f := Flow{
		Declined: others.Declined, SaidNo: others.Stages[programme.NotConsented],
		TakenBack: others.Stages[programme.TakenBack],
		Left:      others.Stages[programme.Withdrawn], Allocated: len(people),
	}
	for state, n := range others.Stages {
		f.Assessed += n
		switch state {
		case programme.Declined, programme.NotConsented, programme.TakenBack, programme.Withdrawn:
		default:
			f.Waiting += n
		}
	}
	f.Assessed += f.Allocated
	for _, who := range people {
		f.Brought += one(who.Under != d.Ref())
		windows, err := Windows(d, who.AllocatedOn, who.Discharged)
		if err != nil {
			return Flow{}, err
		}
		switch {
		case who.State == programme.Withdrawn:
			f.Withdrew++
		case LastDay(windows).Before(today):
			f.Complete++
		case !who.DiedOn.IsZero():
			f.Died++
		default:
			f.Running++
		}
	}
	return f, nil
}
