package pathway

import (
	"testing"

	"footbridge.org/footbridge/internal/programme"
)

func TestWhereSomebodyStandsIsWhereTheirMovesLed(t *testing.T) {
	for want, moves := range map[programme.State][]Event{
		programme.Referred:      nil,
		programme.Declined:      {EventDecline, EventAccept}, // the first that the server took holds
		programme.Invited:       {EventAccept, EventInvite, EventInvite},
		programme.NotConsented:  {EventAccept, EventSayNo, EventConsent},
		programme.Consented:     {EventAccept, EventInvite, EventConsent, EventWithdrawFromVisits, EventConsent},
		programme.WithoutVisits: {EventAccept, EventInvite, EventConsent, EventWithdrawFromVisits, EventInvite},
		programme.Withdrawn:     {EventAccept, EventInvite, EventConsent, EventWithdraw, EventConsent},
		programme.Accepted:      {EventAccept, EventWithdraw, EventConsent},
	} {
		if got := StageAfter(moves); got != want {
			t.Errorf("%v lead to %s, not %s", moves, got, want)
		}
	}
}
