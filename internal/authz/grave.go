package authz

import (
	"slices"
	"time"
)

// grave are the acts by which somebody comes to power over others, to stand in a person's
// place, or to shut somebody out.
var grave = []Action{
	GrantRole, EndRole, AddAccount, EndAccount, CorrectAccount,
	GiveCard, StopCard, TakeNumberBack, InvitePerson, EndElsewhere, SignThemOut,
	CloseStudy, // which opens its arms
}

// SureFor is how long it counts that somebody showed, by signing in, who they are.
const SureFor = 15 * time.Minute

// AsksAgain tells whether who has to sign in once more before they do what at now, so that
// nobody does it at a screen that somebody else has left. It is asked of staff: a participant
// whose telephone is lost signs it out at once.
func (who Actor) AsksAgain(what Action, now time.Time) bool {
	return who.Participant == "" && !who.Since.IsZero() && now.Sub(who.Since) >= SureFor && slices.Contains(grave, what)
}
