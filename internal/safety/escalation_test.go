package safety

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
)

var raisedAt = time.Date(2026, 12, 1, 17, 5, 0, 0, time.UTC)

func raised(u Urgency, c Concern) WorryStanding {
	return WorryAfter(ledger.Received[Worry]{Fact: aWorry(u, c), At: raisedAt, By: "ash"}, nil)
}

func received(facts ...WorryFact) []ledger.Received[WorryFact] {
	list := make([]ledger.Received[WorryFact], len(facts))
	for i, f := range facts {
		list[i] = ledger.Received[WorryFact]{Fact: f, At: raisedAt}
	}
	return list
}

func notice(to Recipient, nobody bool) WorryFact {
	return WorryFact{Told: &Notification{
		ID: id.Notification("t-" + to), Worry: "w", To: to, Service: true, Nobody: nobody,
	}}
}

func acknowledging(name string) WorryFact {
	return WorryFact{Acknowledged: &Acknowledgement{ID: id.Acknowledgement(name), Worry: "w", Next: "I'll ring them."}}
}

func closing(name string) WorryFact {
	return WorryFact{Closed: &Closing{ID: id.Closing(name), Worry: "w", Words: "The crisis team went."}}
}

// wake does what the service does when it is woken at now, where nobody holds
// the vacant roles: it tells, until there is nobody to tell.
func wake(t interface{ Fatal(...any) }, s WorryStanding, now time.Time, vacant ...Recipient) (WorryStanding,
	[]Recipient, time.Time) {
	var told []Recipient
	for {
		next := NotificationsDue(s, now)
		if len(next.Tell) == 0 {
			return s, told, next.At
		}
		for _, to := range next.Tell {
			empty := slices.Contains(vacant, to)
			after, err := s.Take(notice(to, empty), raisedAt)
			if err != nil {
				t.Fatal(to, err)
			}
			if s = after; !empty {
				told = append(told, to)
			}
		}
	}
}

func TestAWorryClimbsUntilSomebodyAnswers(t *testing.T) {
	s := raised(Now, OwnSafety)
	for _, step := range []struct {
		after time.Duration
		told  []Recipient
		again time.Duration
		state WorryState
	}{
		{0, []Recipient{DutyClinician, Supervisor}, 10 * time.Minute, Told},
		{9 * time.Minute, nil, 10 * time.Minute, Told},
		{10 * time.Minute, []Recipient{ProgrammeLead}, 20 * time.Minute, Told},
		{25 * time.Minute, []Recipient{OnCallManager}, 0, Unanswered},
		{25 * time.Hour, nil, 0, Unanswered},
	} {
		next, told, again := wake(t, s, raisedAt.Add(step.after))
		if diff := cmp.Diff(step.told, told); diff != "" || next.State != step.state {
			t.Errorf("after %v: %s, %s", step.after, next.State, diff)
		}
		if step.again == 0 && !again.IsZero() || step.again > 0 && !again.Equal(raisedAt.Add(step.again)) {
			t.Errorf("after %v: looks again at %v", step.after, again)
		}
		s = next
	}
	if !s.Open() {
		t.Error("a worry that nobody answered was closed")
	}
	s, err := s.Take(acknowledging("r"), raisedAt)
	if err != nil || s.Open() || s.State != Acknowledged {
		t.Errorf("an answer after all: %v, %s", err, s.State)
	}
}

func TestSafeguardingHasALineOfItsOwnAtOnce(t *testing.T) {
	for about, lead := range map[Concern]Recipient{AdultSafeguarding: AdultLead, ChildSafeguarding: ChildLead} {
		for _, u := range Urgencies() {
			if next := NotificationsDue(raised(u, about), raisedAt); len(next.Tell) < 2 || next.Tell[0] != lead {
				t.Errorf("%s, %s: %v", about, u, next.Tell)
			}
		}
	}
	if next := NotificationsDue(raised(TalkOver, Health), raisedAt); !slices.Equal(next.Tell, []Recipient{Supervisor}) {
		t.Errorf("to talk over: %v", next.Tell)
	}
}

func TestARoleThatNobodyHoldsPassesItsTimeOn(t *testing.T) {
	s, told, again := wake(t, raised(TalkOver, Health), raisedAt, Supervisor)
	if !slices.Equal(told, []Recipient{ProgrammeLead}) || !again.Equal(raisedAt.Add(7*aDay)) {
		t.Errorf("without a supervisor: %v, then at %v", told, again)
	}
	if len(s.Notifications) != 2 || !s.Notifications[0].Nobody {
		t.Errorf("that nobody was there is not on record: %+v", s.Notifications)
	}
	s, told, again = wake(t, raised(TalkOver, Health), raisedAt, Supervisor, ProgrammeLead, OnCallManager)
	if len(told) > 0 || !again.IsZero() || s.State != Unanswered || !s.Open() {
		t.Errorf("where nobody is at all: %v, %s", told, s.State)
	}
}

func TestWhatAWorkerSaidByTelephoneKeepsTheServiceFromTellingNobody(t *testing.T) {
	own := WorryFact{Told: &Notification{ID: "own", Worry: "w", To: DutyClinician, Name: "Jo"}}
	s, err := raised(Today, Health).Take(own, raisedAt)
	if err != nil || s.State != Raised || len(s.Notifications) != 1 {
		t.Fatalf("%v, %+v", err, s)
	}
	if next := NotificationsDue(s, raisedAt); !slices.Contains(next.Tell, DutyClinician) {
		t.Errorf("%v", next.Tell)
	}
	if _, err := s.Take(own, raisedAt); !errors.Is(err, fault.Unchanged) {
		t.Errorf("sent twice: %v", err)
	}
}

func TestNoWorryIsClosedThatNobodyAcknowledged(t *testing.T) {
	s := raised(Today, Health)
	if _, err := s.Take(closing("c"), raisedAt); fault.KeyOf(err) != "worry.move.refused" {
		t.Error(err)
	}
	s = WorryAfter(s.Received, received(acknowledging("r1"), acknowledging("r2"), closing("c")))
	if s.State != Closed || len(s.Acknowledgements) != 2 || s.Closing == nil {
		t.Errorf("%+v", s)
	}
	if _, err := s.Take(notice(Supervisor, false), raisedAt); fault.Of(err) != fault.Conflict {
		t.Errorf("told after it was closed: %v", err)
	}
	if _, err := raised(Today, Health).Take(notice(GP, false), raisedAt); fault.Of(err) != fault.Conflict {
		t.Errorf("the service told somebody who isn't on the ladder: %v", err)
	}
}

func anyWorry(t *rapid.T) WorryStanding {
	return raised(rapid.SampledFrom(Urgencies()).Draw(t, "urgency"), rapid.SampledFrom(Concerns()).Draw(t, "about"))
}

// Wake-ups come late, or not at all, and roles are vacant; one sweep at the end
// finds what was missed.
func TestEverybodyOnTheLadderIsToldOnceInTimeAndInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyWorry(t)
		ladder := Ladder(s.Fact)
		vacant := rapid.SliceOf(rapid.SampledFrom(recipients())).Draw(t, "vacant")
		now := raisedAt
		var told []Recipient
		for range rapid.IntRange(0, 8).Draw(t, "wake-ups") {
			now = now.Add(time.Duration(rapid.IntRange(0, 60*24*3).Draw(t, "minutes")) * time.Minute)
			var some []Recipient
			var again time.Time
			s, some, again = wake(t, s, now, vacant...)
			told = append(told, some...)
			if !again.IsZero() && !again.After(now) {
				t.Fatalf("at %v it is to look again at %v", now, again)
			}
			for _, r := range ladder {
				heard := slices.Contains(told, r.Tell)
				if !heard && !slices.Contains(vacant, r.Tell) && !raisedAt.Add(r.After).After(now) {
					t.Fatalf("%s is not told at %v", r.Tell, now)
				}
				if heard && len(vacant) == 0 && raisedAt.Add(r.After).After(now) {
					t.Fatalf("%s is told too early", r.Tell)
				}
			}
			if again.IsZero() != (s.State == Unanswered) {
				t.Fatalf("%s, and looks again at %v", s.State, again)
			}
		}
		var want []Recipient
		for _, r := range ladder {
			if !slices.Contains(vacant, r.Tell) {
				want = append(want, r.Tell)
			}
		}
		if now.After(raisedAt) && len(want) > 0 && len(told) == 0 {
			t.Fatal("there was somebody, and nobody was told")
		}
		_, rest, _ := wake(t, s, raisedAt.Add(30*aDay), vacant...)
		if told = append(told, rest...); !slices.Equal(told, want) {
			t.Fatalf("told %v, want %v", told, want)
		}
	})
}

func TestFromAnAcknowledgementOnNobodyIsTold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyWorry(t)
		now := raisedAt.Add(time.Duration(rapid.IntRange(0, 60*24*8).Draw(t, "minutes")) * time.Minute)
		if rapid.Bool().Draw(t, "somebody was told") {
			s, _, _ = wake(t, s, now)
		}
		s, err := s.Take(acknowledging("r"), raisedAt)
		if err != nil {
			t.Fatal(err)
		}
		if next := NotificationsDue(s, now.Add(30*aDay)); len(next.Tell) > 0 || !next.At.IsZero() {
			t.Fatalf("%+v", next)
		}
	})
}

func TestNoHistoryLeadsWhereTheDiagramDoesNot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyWorry(t)
		var history []WorryFact
		acknowledged := false
		for range rapid.IntRange(1, 25).Draw(t, "facts") {
			name := fmt.Sprint(rapid.IntRange(1, 9).Draw(t, "name"))
			f := rapid.SampledFrom([]WorryFact{
				acknowledging(name), closing(name), {}, notice(rapid.SampledFrom(Recipients()).Draw(t, "to"), false),
				notice(Supervisor, true),
				{Told: &Notification{ID: id.Notification(name), To: CrisisTeam}},
			}).Draw(t, "fact")
			if f.Acknowledged != nil && rapid.IntRange(0, 3).Draw(t, "rarely") > 0 {
				continue
			}
			event := s.Event(f)
			next, err := s.Take(f, raisedAt)
			history = append(history, f)
			switch to, ok := WorryMoves().Next(s.State, event); {
			case err != nil:
				if !cmp.Equal(next, s) || !errors.Is(err, fault.Unchanged) && fault.Of(err) != fault.Conflict {
					t.Fatalf("refused with %v, and yet changed", err)
				}
			case event == "" && next.State == s.State: // a worker's own report
			case !ok || to != next.State:
				t.Fatalf("from %s to %s on %s", s.State, next.State, event)
			}
			if len(next.Notifications)+len(next.Acknowledgements) < len(s.Notifications)+len(s.Acknowledgements) ||
				s.Closing != nil && next.Closing != s.Closing {
				t.Fatal("something was overwritten")
			}
			s, acknowledged = next, acknowledged || next.State == Acknowledged
			if s.State == Closed && !acknowledged {
				t.Fatal("closed without an answer")
			}
		}
		again := WorryAfter(s.Received, received(slices.Concat(history, history)...))
		if s.Closing != nil && !cmp.Equal(again, s) {
			t.Fatal("all of it sent twice is not the same")
		}
	})
}

func TestTheTableIsWholeAndDrawn(t *testing.T) {
	m, reached := WorryMoves(), map[WorryState]bool{Raised: true}
	drawn, seen := m.Diagram(), map[string]bool{}
	for _, arc := range m.Arcs {
		key := string(arc.From) + string(arc.On)
		if seen[key] || !reached[arc.From] {
			t.Errorf("%v stands twice, or nothing leads to it", arc)
		}
		seen[key], reached[arc.To] = true, true
		if !strings.Contains(drawn, fmt.Sprintf("%s --> %s: %s\n", arc.From, arc.To, arc.On)) {
			t.Errorf("%v is not drawn", arc)
		}
	}
	if !strings.Contains(drawn, "closed --> [*]") || strings.Contains(drawn, "unanswered --> [*]") {
		t.Error("the only end is closed")
	}
}

func TestEveryLadderBeginsAtOnceAndNamesNobodyTwice(t *testing.T) {
	for _, u := range Urgencies() {
		for _, c := range Concerns() {
			ladder := Ladder(aWorry(u, c))
			seen := map[Recipient]bool{}
			for i, r := range ladder {
				if seen[r.Tell] || !r.Tell.Valid() || i > 0 && r.After < ladder[i-1].After {
					t.Errorf("%s, %s: %v", u, c, ladder)
				}
				seen[r.Tell] = true
			}
			if len(ladder) < 2 || ladder[0].After != 0 {
				t.Errorf("%s, %s: %v", u, c, ladder)
			}
		}
	}
	if l := recipients(); len(l) != 6 || slices.Contains(l, EmergencyServices) {
		t.Errorf("the service tells %v", l)
	}
}

// recipients lists everybody whom the service may have to tell.
func recipients() []Recipient {
	var list []Recipient
	for _, u := range Urgencies() {
		for _, c := range Concerns() {
			for _, r := range Ladder(Worry{Urgency: u, About: c}) {
				if !slices.Contains(list, r.Tell) {
					list = append(list, r.Tell)
				}
			}
		}
	}
	return list
}
