package course

import (
	"testing"

	"footbridge.org/footbridge/internal/programme"
)

func TestWhoMayBeReferredAgain(t *testing.T) {
	type situation struct {
		state programme.State
		is    programme.Stands
		over  bool
		study bool
	}
	for s, want := range map[situation]bool{
		{state: programme.Referred, is: "referred"}:                            false,
		{state: programme.Accepted, is: "accepted"}:                            false,
		{state: programme.Invited, is: "invited"}:                              false,
		{state: programme.Invited, is: "invited", over: true}:                  false,
		{state: programme.Consented, is: "consented"}:                          false,
		{state: programme.Consented, is: programme.Paused}:                     false,
		{state: programme.Consented, is: programme.Paused, over: true}:         true,
		{state: programme.Consented, is: programme.Ended, over: true}:          true,
		{state: programme.Consented, is: programme.Away}:                       true,
		{state: programme.Declined, is: "declined"}:                            true,
		{state: programme.TakenBack, is: "taken_back"}:                         true,
		{state: programme.NotConsented, is: "not_consented"}:                   true,
		{state: programme.Withdrawn, is: "withdrawn"}:                          true,
		{state: programme.WithoutVisits, is: "without_visits"}:                 true,
		{state: programme.WithoutVisits, is: "without_visits", study: true}:    false,
		{state: programme.Consented, is: "consented", study: true}:             false,
		{state: programme.Consented, is: "consented", study: true, over: true}: true,
		{state: programme.Withdrawn, is: programme.Died}:                       false,
		{state: programme.Consented, is: programme.Died, over: true}:           false,
	} {
		p := programme.Person{State: s.state, Standing: programme.Standing{Is: s.is}, Study: s.study}
		if got := MayReturn(p, s.over); got != want {
			t.Errorf("%+v: %v", s, got)
		}
	}
}
