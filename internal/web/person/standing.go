package person

import (
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

var Shapes = map[programme.Stands]ui.State{
	programme.Died: ui.Stopped, programme.Paused: ui.Waiting, programme.Away: ui.Waiting, programme.Ended: ui.Done,
	stands(programme.Referred): ui.Waiting, stands(programme.Declined): ui.Stopped,
	stands(programme.TakenBack): ui.Stopped, stands(programme.Accepted): ui.Underway,
	stands(programme.Invited): ui.Underway, stands(programme.NotConsented): ui.Stopped,
	programme.TakingPart: ui.Done, stands(programme.WithoutVisits): ui.Done, stands(programme.Withdrawn): ui.Stopped,
}

func stands(s programme.State) programme.Stands { return programme.Stands(s) }

// Standing is where somebody stands, and since when, in a few words and a shape.
func Standing(v say.Voice, s programme.Standing) ui.Tag {
	return ui.Tag{Label: StandingWords(v, s), State: Shapes[s.Is]}
}

// StandingWords are those words.
func StandingWords(v say.Voice, s programme.Standing) string {
	if key := "standing." + string(s.Is); !s.Since.IsZero() && say.Has(key) {
		return v.Say(key, v.ShortDay(s.Since.Time()))
	}
	return v.Say("referral.state." + string(s.Is))
}

// Mark is where somebody stands for whom the way to visits, or the visits, don't go on: a
// list has it beside their name. Of anybody else it goes without saying.
func Mark(v say.Voice, s programme.Standing) ui.Tag {
	if s.GoesOn() || s.WaitsToStart() {
		return ui.Tag{}
	}
	return Standing(v, s)
}

// EarlierStanding is how a time that is over ended, for somebody who stood at s until it
// did: nobody takes part in it any more. One that goes on, of a joined record, has no end.
func EarlierStanding(v say.Voice, s programme.Standing, until programme.Date) ui.Tag {
	if key := "person.earlier.ended." + string(s.Is); say.Has(key) && !until.IsZero() {
		if s.Since.IsZero() {
			s.Since = until
		}
		return ui.Tag{Label: v.Say(key, v.ShortDay(s.Since.Time())), State: ui.Done}
	}
	return Standing(v, s)
}

// Says is what follows for somebody who stands there, in a sentence: under the
// key where the states have theirs, and else the standing's own.
func Says(v say.Voice, s programme.Standing, states, own string) string {
	if key := states + string(s.Is); say.Has(key) {
		return v.Say(key)
	}
	return v.Say(own + string(s.Is))
}

// Aside is Mark, for a line of a list that is about something else and has that beside
// the name.
func Aside(v say.Voice, s programme.Standing) string {
	if mark := Mark(v, s); mark.Label != "" {
		return mark.Label + ". "
	}
	return ""
}

// Mourned says that somebody has died, and nothing of anybody else: what was written of
// them goes on being read by those who may know of no visits.
func Mourned(v say.Voice, s programme.Standing) string {
	if !s.Died() {
		return ""
	}
	return StandingWords(v, s) + ". "
}

// closed stands where a way to reach somebody would: nobody rings or writes to
// somebody who has died.
func closed(v say.Voice, s programme.Standing) ui.SummaryList {
	return ui.SummaryList{Lines: []ui.SummaryLine{{Key: v.Say("standing.closed.key"),
		Value: v.Say("standing.closed.text", v.ShortDay(s.Since.Time()))}}}
}
