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
		if got, _ := StageAfter(made(moves...)); got != want {
			t.Errorf("%v lead to %s, not %s", moves, got, want)
		}
	}
}

func TestWhoWithdrewDidSoOnTheDayOfTheLastWithdrawal(t *testing.T) {
	one, two := programme.Date{}.AddDays(740001), programme.Date{}.AddDays(740002)
	moves := append(made(EventAccept, EventInvite, EventConsent),
		Move{EventWithdrawFromVisits, one}, Move{EventWithdraw, two})
	for n, want := range map[int]programme.Date{3: {}, 4: one, 5: two} {
		if _, since := StageAfter(moves[:n]); since != want {
			t.Errorf("after %d moves: %v, not %v", n, since, want)
		}
	}
}

func made(events ...Event) []Move {
	moves := make([]Move, len(events))
	for i, e := range events {
		moves[i].Event = e
	}
	return moves
}
