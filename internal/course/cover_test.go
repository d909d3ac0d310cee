package course

import (
	"testing"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
)

// A worker who covers is known from being asked until the visit is written up, and one
// who was replaced meanwhile can't be replaced unseen.
func TestWhoCoversIsAwaitedUntilTheVisitIsWrittenUp(t *testing.T) {
	ten := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	a := PlannedAppointment{ID: "a", Session: 1, Arrangement: Arrangement{Worker: "ash", Start: ten, Minutes: 60}}
	cover := func(key id.Move, instead, to, covers id.Account) Fact {
		m := Move{ID: key, Appointment: "a", From: ten, To: a.Arrangement, Instead: instead}
		m.To.Worker, m.To.Covers = to, covers
		return Fact{Moved: &m}
	}
	h := History{{Fact: Fact{Planned: &a}, By: "ash"}, {Fact: cover("one", "ash", "bo", "ash"), By: "ash"}}
	holds := func(want ...Covering) {
		t.Helper()
		got := h.Covering()
		if len(got) != len(want) {
			t.Fatalf("covering %v, not %v", got, want)
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("covering %v, not %v", got[i], want[i])
			}
		}
	}
	holds(Covering{"bo", true})
	if day := h.Left("ash", nil); !day.IsZero() {
		t.Errorf("on the board from %s, and Bo is to write it up", day)
	}
	c := h.Course(programme.Definition{Sessions: 10})
	if _, err := c.Take(cover("two", "ash", "cy", "ash")); fault.Of(err) != fault.Conflict {
		t.Errorf("who was to come by now was replaced unseen: %v", err)
	}
	moved := Move{ID: "later", Appointment: "a", From: ten, To: c.Appointments[0].Arrangement}
	moved.To.Start = ten.Add(time.Hour)
	if c, err := c.Take(Fact{Moved: &moved}); err != nil || !c.Appointments[0].CoveredBy("bo") {
		t.Errorf("after a move Bo comes no more: %v", err)
	}
	v := Visit{ID: "v", Appointment: "a", Outcome: Attended, StartedAt: ten, Minutes: 50}
	h = append(h, ledger.Received[Fact]{Fact: Fact{Visited: &v}, By: "bo"})
	holds(Covering{"bo", false})
	b, _ := h.Course(programme.Definition{Sessions: 10}).Find("a")
	if len(h.WrittenBy(b, "bo")) != 1 || len(h.WrittenBy(b, "ash")) != 0 {
		t.Error("the note isn't Bo's alone")
	}
}
