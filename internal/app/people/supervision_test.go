package people_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

func groupHeld(name, on string, led authz.Actor, came ...authz.Actor) workforce.Supervision {
	s := workforce.Supervision{ID: named[id.Supervision](name), On: date(on), Led: led.Account}
	for _, a := range came {
		s.Came = append(s.Came, a.Account)
	}
	return s
}

// reminded does all due work and counts those told so far that supervision is
// late, by address.
func (b *bench) reminded(out *notify.Outbox) map[string]int {
	b.t.Helper()
	b.delivers(out)
	counts := map[string]int{}
	for _, m := range out.List() {
		if !strings.Contains(m.Subject, "supervision") {
			continue
		}
		counts[m.To]++
		if strings.Contains(m.Subject+m.Text, "Ash") || strings.Contains(m.Subject+m.Text, "Ruth") {
			b.t.Errorf("a reminder names somebody: %s", m.Text)
		}
	}
	return counts
}

// Who leads a session had a role by then in which somebody does, as far as their day goes.
func TestNobodyLedSupervisionBeforeTheyHadTheRole(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, p, ash := context.Background(), b.people, b.worker("Ash")
		ruth := b.holds("Ruth", authz.Supervisor)
		began := programme.Of(b.now, time.UTC)
		b.now = b.now.AddDate(0, 0, 3)
		lena := b.holds("Lena", authz.Lead) // three days later
		for _, s := range []workforce.Supervision{groupHeld("early", began.AddDays(-1).String(), ruth, ash),
			groupHeld("another's", began.AddDays(2).String(), lena, ash)} {
			problems, _ := fault.AsProblems(p.RecordSupervision(ctx, ruth, s))
			if found, is := problems.On("on"); !is || found.Key != "date.before.role" {
				t.Errorf("it answers %v", problems)
			}
		}
		b.ok(p.RecordSupervision(ctx, ruth, groupHeld("first", began.String(), ruth, ash)))
		b.whole()
	})
}

func TestASupervisionSentTwiceIsRecordedOnceAndItsCorrectionKeepsWhatWasThere(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, p := context.Background(), b.people
		b.now = b.now.AddDate(0, 0, -7)
		ash, ruth := b.worker("Ash"), b.holds("Ruth", authz.Supervisor)
		lena := b.holds("Lena", authz.Lead)
		b.now = b.now.AddDate(0, 0, 7)
		first := groupHeld("first", "2026-11-20", ruth, ash)
		b.ok(p.RecordSupervision(ctx, ruth, first))
		b.ok(p.RecordSupervision(ctx, ruth, first)) // the second tap
		b.fails(p.RecordSupervision(ctx, ruth, groupHeld("first", "2026-11-19", ruth, ash)), fault.Conflict)
		b.fails(p.RecordSupervision(ctx, lena, groupHeld("another", "2026-11-20", lena, ash)), fault.Denied)
		b.fails(p.RecordSupervision(ctx, ash, groupHeld("another", "2026-11-20", ruth, ash)), fault.NotFound)
		if _, is := fault.AsProblems(p.RecordSupervision(ctx, ruth, groupHeld("stranger", "2026-11-20", ruth, lena))); !is {
			t.Error("somebody who is no worker came")
		}
		second := groupHeld("second", "2026-11-19", lena, ash)
		second.Replaces = first.ID
		b.ok(p.RecordSupervision(ctx, ruth, second))
		second.ID = named[id.Supervision]("a colleague's")
		b.fails(p.RecordSupervision(ctx, ruth, second), fault.Conflict)
		own, err := p.SeeOwnTraining(ctx, ash)
		b.ok(err)
		if len(own.Came) != 1 || own.Came[0].On != date("2026-11-19") || own.Supervision.Due != date("2026-11-26") {
			t.Errorf("Ash reads %+v, %+v", own.Came, own.Supervision)
		}
		back := workforce.Supervision{ID: named[id.Supervision]("back"),
			Correction: workforce.Correction[id.Supervision]{Replaces: named[id.Supervision]("second"), InError: true}}
		b.ok(p.RecordSupervision(ctx, ruth, back))
		b.ok(p.RecordSupervision(ctx, ruth, back))
		list, err := p.ListSupervision(ctx, lena, programme.Page{})
		b.ok(err)
		if list.Count != 2 || len(list.Entries) != 2 || !list.Entries[0].Corrected || !list.Entries[1].TakenBack ||
			list.MayRecord || !list.Standing.Last.IsZero() {
			t.Errorf("the list is %+v", list)
		}
		b.whole()
	})
}

func TestWhenAWeekPassesWithoutSupervisionTheSupervisorIsToldOnceAndTheLeadAWeekLater(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), &notify.Outbox{Now: func() time.Time { return time.Time{} }}
		p, ruth := b.people, b.holds("Ruth", authz.Supervisor)
		b.holds("Lena", authz.Lead)
		ash, start := b.worker("Ash"), b.now
		for _, step := range []struct{ days, ruth, lena int }{{7, 0, 0}, {8, 1, 0}, {14, 1, 0}, {15, 1, 1}, {60, 1, 1}} {
			b.now = start.AddDate(0, 0, step.days)
			b.reminded(out)
			if got := b.reminded(out); got["ruth@example.org"] != step.ruth || got["lena@example.org"] != step.lena {
				t.Errorf("after %d days: %v", step.days, got)
			}
		}
		on := programme.Of(b.now, time.UTC).String()
		b.ok(p.RecordSupervision(ctx, ruth, groupHeld("held", on, ruth, ash)))
		b.now = b.now.AddDate(0, 0, 7)
		if got := b.reminded(out); got["ruth@example.org"] != 1 {
			t.Errorf("told although one was held: %v", got)
		}
		b.now = b.now.AddDate(0, 0, 1)
		if got := b.reminded(out); got["ruth@example.org"] != 2 || got["lena@example.org"] != 1 {
			t.Errorf("of the next: %v", got)
		}
		b.whole()
	})
}
