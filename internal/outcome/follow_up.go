package outcome

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// The consent items that a follow-up leans on: to ask somebody themselves, and
// to look in their health record. Where neither is given nothing falls due.
const (
	QuestionnairesItem = "questionnaires"
	HealthRecordItem   = "acute_care"
)

// A DueFollowUp is one follow-up of somebody: of which outcome, over which
// days, and from when to call. It depends on dates that both arms share, and
// on nothing that visits give.
type DueFollowUp struct {
	ID          id.FollowUp // none until it is stored
	Outcome     string      // the key of the definition's outcome
	Name        string
	From, Until programme.Date // the days that are asked about, both in it
	DueOn       programme.Date // the day after: then the whole of it can be told
	CountedFrom programme.Date // the day that From is counted from, or is
	Kept        bool           // their discharge is known to be another day since
}

// Counted is f, a follow-up of outcome o of programme d, with the day that it is counted
// from, of somebody who is now known to have been allocated and discharged on those days.
func (f DueFollowUp) Counted(o programme.OutcomeDefinition, d programme.Definition,
	allocated, discharge programme.Date) DueFollowUp {
	base, from := clockOf(o, allocated, discharge, d)
	f.CountedFrom, f.Kept = base.AddDays(f.From.Sub(from)), f.From != from
	return f
}

// FollowUps lists what somebody allocated and discharged on those days is to be
// asked, in the definition's order. In a service, allocated is no date. It is a
// fault when a date that a clock needs is lacking.
func FollowUps(d programme.Definition, allocated, discharge programme.Date) ([]DueFollowUp, error) {
	list := make([]DueFollowUp, len(d.Outcomes))
	for i, o := range d.Outcomes {
		r, err := ResultFor(o, allocated, discharge, d, nil)
		if err != nil {
			return nil, err
		}
		due := DueFollowUp{Outcome: o.Key, Name: o.Name, From: r.From, Until: r.Until, DueOn: r.Until.AddDays(1)}
		list[i] = due.Counted(o, d, allocated, discharge)
	}
	return list, nil
}

// FallsDue is the moment at which f falls due: the morning of its day in zone,
// whichever way the clocks have gone.
func (f DueFollowUp) FallsDue(zone *time.Location) time.Time {
	return f.DueOn.Morning(zone)
}

// CallResult is what came of a call.
type CallResult string

const (
	CallAnswered    CallResult = "answered" // the questions were answered
	CallLooked      CallResult = "looked"   // nobody was called: the health record told
	CallLater       CallResult = "later"    // they asked for another day
	CallNoAnswer    CallResult = "no_answer"
	CallMessage     CallResult = "message" // left one, where that is safe
	CallWrongNumber CallResult = "wrong_number"
	CallSaidNo      CallResult = "said_no" // to this follow-up
)

// CallResults lists the results in the order a form offers them.
func CallResults() []CallResult {
	return []CallResult{CallAnswered, CallLooked, CallLater, CallNoAnswer, CallMessage, CallWrongNumber, CallSaidNo}
}

// CallResultsFor are those that somebody's consent leaves room for: who did not
// agree to be asked is not called, and who did not agree to the health record
// is not looked up.
func CallResultsFor(s pathway.Standing) []CallResult {
	return slices.DeleteFunc(CallResults(), func(r CallResult) bool { return !allows(s, r) })
}

func allows(s pathway.Standing, r CallResult) bool {
	if r == CallLooked {
		return s.Agrees(HealthRecordItem)
	}
	return s.Agrees(QuestionnairesItem)
}

// Valid tells whether r is one of the results.
func (r CallResult) Valid() bool { return slices.Contains(CallResults(), r) }

// A Call is one try at a follow-up. It is never edited: a correction is another
// Call whose Replaces names the one it corrects, and InError says that there
// was no such try.
type Call struct {
	ID          id.Call        `json:"id"`
	Participant id.Participant `json:"participant"`
	FollowUp    id.FollowUp    `json:"follow_up"`
	At          time.Time      `json:"at"`
	Result      CallResult     `json:"result"`
	CallOn      programme.Date `json:"call_on"` // only with CallLater
	Note        string         `json:"note,omitempty"`
	Replaces    id.Call        `json:"replaces,omitempty"`
	InError     bool           `json:"in_error,omitempty"` // only with Replaces
	Sure        fault.Sure     `json:"-"`                  // of a day far ahead
}

// farCallDays is how far ahead somebody seldom asks to be called.
const farCallDays = 60

// WrongNumber tells whether c reached somebody else.
func (c Call) WrongNumber() bool { return c.Result == CallWrongNumber && !c.InError }

// Reached tells whether c reached them.
func (c Call) Reached() bool {
	return !c.InError && (c.Result == CallAnswered || c.Result == CallLater || c.Result == CallSaidNo)
}

// Check reports every rule that c breaks at now, as a try at f in zone, of
// somebody with this standing.
func (c Call) Check(f DueFollowUp, s pathway.Standing, zone *time.Location, now time.Time) fault.Problems {
	var p fault.Problems
	p.If(c.ID == "", "id", "call.id.missing")
	p.If(c.Participant == "", "participant", "call.participant.missing")
	p.If(c.FollowUp != f.ID || c.FollowUp == "", "follow_up", "call.follow_up.other")
	p.If(c.ID != "" && c.Replaces == c.ID, "replaces", "call.replaces.itself")
	p.If(c.InError && c.Replaces == "", "in_error", "call.in_error.of_nothing")
	if c.InError {
		return p
	}
	on := programme.Of(c.At, zone)
	p.If(!c.Result.Valid(), "result", "call.result.missing")
	p.If(c.Result == CallLooked && !allows(s, c.Result), "result", "call.result.not_looked_up")
	p.If(c.Result.Valid() && c.Result != CallLooked && !allows(s, c.Result), "result", "call.result.not_asked")
	p.If(c.At.IsZero(), "at", "call.at.missing")
	p.If(c.At.After(now), "at", "call.at.future")
	p.If(!c.At.IsZero() && on.Before(f.DueOn), "at", "call.at.early")
	p.If(c.Result == CallLater && c.CallOn.IsZero(), "call_on", "call.call_on.missing")
	p.If(c.Result == CallLater && !c.CallOn.IsZero() && !c.CallOn.After(on), "call_on", "call.call_on.past")
	programme.ToCome.CheckAs("call_on", c.CallOn, programme.Of(now, zone), &p)
	p.Ask(c.Result == CallLater && c.CallOn.Sub(on) > farCallDays, c.Sure, "call_on", "call.call_on.far", farCallDays)
	p.If(c.Result != CallLater && !c.CallOn.IsZero(), "call_on", "call.call_on.not_asked")
	p.If(fault.TooLong(c.Note, programme.MaxNote), "note", "person.note.long", programme.MaxNote)
	return p
}

// CheckStands reports a call that somebody who stands there can't have answered, as they
// had died by then, and asks about one at which everything waited. The health record is
// looked up all the same.
func (c Call) CheckStands(s programme.Standing, zone *time.Location) fault.Problems {
	var p fault.Problems
	late := !c.At.IsZero() && programme.Of(c.At, zone).After(s.Since)
	if c.InError || c.Result == CallLooked || !c.Result.Valid() || !late {
		return p
	}
	p.If(s.Died(), "on", "life.after_death")
	p.Ask(s.Is == programme.Paused, c.Sure, "on", "call.on.paused", say.English().ShortDay(s.Since.Time()))
	return p
}

// CurrentCalls returns the calls that hold: those that no other replaces and
// that weren't entered in error. Their order is kept.
func CurrentCalls(calls []Call) []Call {
	return ledger.Current(calls, func(c Call) (own, replaces id.Call, inError bool) { return c.ID, c.Replaces, c.InError })
}

// FollowUpState is where a follow-up stands.
type FollowUpState string

const (
	FollowUpWaiting    FollowUpState = "waiting"
	FollowUpDue        FollowUpState = "due"
	FollowUpDone       FollowUpState = "done"
	FollowUpSaidNo     FollowUpState = "said_no"
	FollowUpNotReached FollowUpState = "not_reached" // tried as often as is decent
)

// FollowUpEvent is what moves a follow-up from one state to another.
type FollowUpEvent string

const (
	FollowUpFallsDue FollowUpEvent = "fall_due"
	FollowUpTried    FollowUpEvent = "try"
	FollowUpAnswered FollowUpEvent = "answer"
	FollowUpDeclined FollowUpEvent = "say_no"
	FollowUpGivenUp  FollowUpEvent = "give_up"
	FollowUpPutOff   FollowUpEvent = "put_off" // to a later day, by which it is counted now
)

// FollowUpMoves is every move of a follow-up. Who rings back after the tries
// have ended is welcome.
func FollowUpMoves() ledger.Machine[FollowUpState, FollowUpEvent] {
	return ledger.Machine[FollowUpState, FollowUpEvent]{Start: FollowUpWaiting,
		Arcs: []ledger.Arc[FollowUpState, FollowUpEvent]{
			{From: FollowUpWaiting, On: FollowUpFallsDue, To: FollowUpDue},
			{From: FollowUpDue, On: FollowUpPutOff, To: FollowUpWaiting},
			{From: FollowUpDue, On: FollowUpTried, To: FollowUpDue},
			{From: FollowUpDue, On: FollowUpAnswered, To: FollowUpDone},
			{From: FollowUpDue, On: FollowUpDeclined, To: FollowUpSaidNo},
			{From: FollowUpDue, On: FollowUpGivenUp, To: FollowUpNotReached},
			{From: FollowUpNotReached, On: FollowUpAnswered, To: FollowUpDone},
			{From: FollowUpNotReached, On: FollowUpDeclined, To: FollowUpSaidNo},
		}}
}

// untilNextCall is how many days to leave after each call that reached nobody.
// After one more than there are here, nobody calls again.
var untilNextCall = []int{1, 2, 4, 7, 7}

// A FollowUpStanding is what holds of a follow-up on a day.
type FollowUpStanding struct {
	State  FollowUpState
	Tries  int            // calls that reached nobody
	CallOn programme.Date // when to call next, today or later; none when nobody is to call
	Waits  bool           // life has paused it
	Astray bool           // the number is wrong: nobody calls it until it is put right
	Last   programme.Date // of the last call, whatever came of it; none without any
}

// After returns what holds of f on the day today, after calls in the server's
// order. Life may make it wait or stop it; f.DueOn and the days asked about
// stay what they are.
func (f DueFollowUp) After(calls []Call, life life.Life, zone *time.Location, today programme.Date) FollowUpStanding {
	s := FollowUpStanding{State: FollowUpWaiting, CallOn: f.DueOn}
	if !today.Before(f.DueOn) {
		s.State = FollowUpDue
	}
	var asked programme.Date
	for _, c := range CurrentCalls(calls) {
		if c.FollowUp != f.ID {
			continue
		}
		s, _ = s.after(c, programme.Of(c.At, zone), asked)
		if c.Result == CallLater {
			asked = c.CallOn
		}
	}
	return s.In(life, f, today)
}

// Moved returns what holds of f on the day today, about which nobody has called, where it had
// other days.
func (f DueFollowUp) Moved(today programme.Date) FollowUpStanding {
	if today.Before(f.DueOn) {
		return FollowUpStanding{State: FollowUpWaiting, CallOn: f.DueOn}
	}
	return FollowUpStanding{State: FollowUpDue, CallOn: f.DueOn}
}

// Takes tells whether c, which replaces none, still changes where f stands
// after calls: nobody is called again who has answered or said no.
func (f DueFollowUp) Takes(calls []Call, c Call, zone *time.Location, today programme.Date) bool {
	s := f.After(calls, life.Life{State: life.GoesOn}, zone, today)
	_, taken := s.after(c, programme.Of(c.At, zone), programme.Date{})
	return taken
}

// In returns s as it is on the day today in that life: what has passed is to be
// called today, and nobody is to be called while life has it wait.
func (s FollowUpStanding) In(lifeNow life.Life, f DueFollowUp, today programme.Date) FollowUpStanding {
	if s.State != FollowUpDue && s.State != FollowUpWaiting {
		s.CallOn = programme.Date{}
		return s
	}
	s.CallOn = programme.Later(s.CallOn, today)
	if s.State == FollowUpWaiting {
		s.CallOn = f.DueOn
	}
	if effect := lifeNow.State.Effects().FollowUps; effect != life.Continues {
		s.CallOn, s.Waits = programme.Date{}, effect == life.Waits
	}
	return s
}

// Reaching returns s as it is where there is a number that reaches them, or none.
func (s FollowUpStanding) Reaching(them bool) FollowUpStanding {
	if s.Astray = !them && s.State == FollowUpDue && !s.Waits; s.Astray {
		s.CallOn = programme.Date{}
	}
	return s
}

// after returns s after c, on that day. A day that they asked to be called on is kept
// until it has come: whatever became of a call before it, they are expecting that one.
func (s FollowUpStanding) after(c Call, on, asked programme.Date) (after FollowUpStanding, taken bool) {
	was, event, tries := s, FollowUpTried, s.Tries
	switch c.Result {
	case CallAnswered, CallLooked:
		event = FollowUpAnswered
	case CallSaidNo:
		event = FollowUpDeclined
	case CallLater:
		s.CallOn = c.CallOn
	default:
		tries++
		switch {
		case asked.After(on):
			s.CallOn = asked
		case tries > len(untilNextCall):
			event = FollowUpGivenUp
		default:
			s.CallOn = on.AddDays(untilNextCall[tries-1])
		}
	}
	next, ok := FollowUpMoves().Next(s.State, event)
	if !ok {
		return was, false
	}
	s.State, s.Tries = next, tries
	if s.Last.IsZero() || on.After(s.Last) { // one of before may be entered late
		s.Last = on
	}
	return s, true
}
