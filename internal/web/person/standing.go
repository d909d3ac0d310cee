package person

import (
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

var Shapes = map[programme.State]ui.State{
	programme.Referred: ui.Waiting, programme.Declined: ui.Stopped, programme.TakenBack: ui.Stopped,
	programme.Accepted: ui.Underway, programme.Invited: ui.Underway, programme.NotConsented: ui.Stopped,
	programme.Consented: ui.Done, programme.WithoutVisits: ui.Done, programme.Withdrawn: ui.Stopped,
}

// Standing is where somebody stands, in a word and a shape.
func Standing(v say.Voice, s programme.State) ui.Tag {
	return ui.Tag{Label: v.Say("referral.state." + string(s)), State: Shapes[s]}
}
