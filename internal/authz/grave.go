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
	return who.Unsure(now) && slices.Contains(grave, what)
}

// Unsure tells whether it is too long since who, of staff, showed who they are. They show it
// anew before they change by which address somebody else signs in, too, with whichever act.
func (who Actor) Unsure(now time.Time) bool {
	return who.Participant == "" && !who.Since.IsZero() && now.Sub(who.Since) >= SureFor
}
