package pathway

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
)

var anyEvent = rapid.SampledFrom(events())

func TestNobodyTakesPartWithoutBeingAcceptedAndInvited(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, accepted, invited, consented := programme.Referred, false, false, false
		for _, event := range rapid.SliceOf(anyEvent).Draw(t, "events") {
			next, err := Next(s, event)
			if err != nil {
				if next != s || fault.Of(err) != fault.Conflict {
					t.Fatalf("a refused %s moved %s to %s (%v)", event, s, next, err)
				}
				continue
			}
			s = next
			accepted, invited, consented = accepted || event == EventAccept, invited || event == EventInvite, consented ||
				event == EventConsent
			if s.TakesPart() && !(accepted && invited && consented) {
				t.Fatalf("%s without being accepted, invited and consenting", s)
			}
			if s == programme.Withdrawn && !consented {
				t.Fatal("withdrawn without having consented")
			}
		}
	})
}

func TestWhoeverTakesPartCanAlwaysStop(t *testing.T) {
	for _, s := range programme.States() {
		if !s.TakesPart() {
			continue
		}
		if next, err := Next(s, EventWithdraw); err != nil || next != programme.Withdrawn {
			t.Errorf("%s: %s, %v", s, next, err)
		}
	}
	if next, err := Next(programme.Accepted, EventSayNo); err != nil || next != programme.NotConsented {
		t.Errorf("saying no before an invitation: %s, %v", next, err)
	}
}

func TestTheTableIsWholeAndWithoutAmbiguity(t *testing.T) {
	seen, reached, used := map[string]bool{}, map[programme.State]bool{programme.Referred: true}, map[Event]bool{}
	for _, move := range Moves().Arcs {
		key := string(move.From) + string(move.On)
		if seen[key] || !move.From.Valid() || !move.To.Valid() {
			t.Errorf("%v stands twice or names no state", move)
		}
		seen[key], reached[move.To], used[move.On] = true, true, true
	}
	for _, s := range programme.States() {
		if !reached[s] {
			t.Errorf("nothing leads to %s", s)
		}
	}
	for _, e := range events() {
		if !used[e] {
			t.Errorf("nothing happens on %s", e)
		}
	}
	if m := Moves(); !m.Final(programme.Withdrawn) || !m.Final(programme.TakenBack) || m.Final(programme.Declined) ||
		m.Final(programme.Consented) {
		t.Error("the ends are withdrawn and taken back")
	}
}

func TestTheDiagramShowsEveryMove(t *testing.T) {
	drawn := Moves().Diagram()
	for _, move := range Moves().Arcs {
		if !strings.Contains(drawn, string(move.From)+" --> "+string(move.To)+": "+string(move.On)+"\n") {
			t.Errorf("%v is not drawn", move)
		}
	}
	if !strings.Contains(drawn, "withdrawn --> [*]") {
		t.Error("the end is not drawn")
	}
}

// events lists every event.
func events() []Event {
	return []Event{EventAccept, EventDecline, EventReconsider, EventTakeBack, EventInvite,
		EventConsent, EventConsentNoVisits, EventSayNo, EventWithdrawFromVisits, EventWithdraw}
}
