package trial

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
)

// A FollowUp is somebody who is followed up, as a masked assessor sees them: who
// they are, how to reach them, and the days that both arms share. It has no
// room for an arm, for visits, or for where exactly they stand on the pathway (who
// wants no more visits was having them).
type FollowUp struct {
	Participant  id.Participant
	Organisation id.Organisation
	Team         id.Team
	Identity     programme.Identity
	Contact      programme.Contact
	Course       programme.CourseOfSupport // that it is a follow-up of
	Study        id.Study                  // none in a service
	StudyName    string
	Definition   programme.Version // the study's, or the service's
	AllocatedOn  programme.Date    // none in a service
	Discharged   programme.Date
	Standing     programme.Standing // told apart, in a service too
	Again        programme.Date     // on which they left a crisis team once more since; none where they haven't
	Returned     bool               // they have been with the service more than once
	Visited      bool               // who looks was to visit them: another assessor follows them up
	Beside       id.Participant     // another record of theirs that is followed up, too: one call can be about both
	LeaveBe      bool               // they have stopped everything in a later course: nobody asks them anything
}

// About is whom f is to follow up, as far as a list names them.
func (f FollowUp) About() programme.Person {
	return programme.Person{ID: f.Participant, Identity: f.Identity}
}

// Resource is what the policy asks about each line of a list.
func (f FollowUp) Resource() id.Scope {
	return id.Scope{Kind: f.Participant.Kind(), ID: string(f.Participant), Organisation: f.Organisation, Team: f.Team,
		Study: f.Study != "", Followed: true}
}

// A FollowUpLine is one follow-up in a list: of whom, about what, and how it stands.
type FollowUpLine struct {
	FollowUp
	Due      outcome.DueFollowUp
	Standing outcome.FollowUpStanding
	// WrongNumber says that a call found their number to be wrong, and nobody has put it
	// right since.
	WrongNumber bool
	Since       programme.Date // the day that somebody was to call from, which Standing has as today once it has passed
}

// A CallList is one of the assessor's lists of follow-ups.
type CallList string

const (
	CallNow   CallList = "now"
	CallLater CallList = "later" // or not due yet
	CallsHeld CallList = "held"  // life has them wait: nobody calls
	CallsDone CallList = "done"  // answered, declined, or tried as often as is decent
)

// CallLists lists them; what is to be done today comes first.
func CallLists() []CallList { return []CallList{CallNow, CallLater, CallsHeld, CallsDone} }

// A Window is when an outcome is looked for: both days are in it.
type Window struct {
	Outcome     programme.OutcomeDefinition
	From, Until programme.Date
}

// Windows lists what somebody allocated and discharged on those days is
// followed up for, in the definition's order.
func Windows(d programme.Definition, allocated, discharged programme.Date) ([]Window, error) {
	list := make([]Window, len(d.Outcomes))
	for i, o := range d.Outcomes {
		r, err := outcome.ResultFor(o, allocated, discharged, d, nil)
		if err != nil {
			return nil, err
		}
		list[i] = Window{o, r.From, r.Until}
	}
	return list, nil
}

// LastDay is the last day of the last window: follow-up is over after it.
func LastDay(windows []Window) programme.Date {
	var last programme.Date
	for _, w := range windows {
		if last.IsZero() || w.Until.After(last) {
			last = w.Until
		}
	}
	return last
}

// CheckCorrection reports what is wrong with e as a correction of one of
// episodes, which are its participant's: it must name one that still holds.
func CheckCorrection(e outcome.Episode, episodes []outcome.Episode) fault.Problems {
	var p fault.Problems
	holds := false
	for _, current := range outcome.CurrentEpisodes(episodes) {
		holds = holds || current.ID == e.Replaces
	}
	p.If(!holds, "replaces", "episode.replaces.already")
	return p
}
