package care_test

import (
	"context"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/pathway"
)

const (
	visitsOff = "Visits that no longer happen"
	datesFor  = "Dates for you"
)

// withSubject are the messages to somebody about one thing.
func withSubject(out *notify.Outbox, to, subject string) (list []notify.Message) {
	for _, m := range out.List() {
		if m.To == to && m.Subject == subject {
			list = append(list, m.Message)
		}
	}
	return list
}

func TestTheWorkerWhoWasToComeGetsOneMessageWithTheDays(t *testing.T) {
	today := date("2026-11-23")
	for what, stops := range map[string]func(b *bench, sam id.Participant) error{
		"visits stopped": func(b *bench, sam id.Participant) error {
			return b.care.Withdraw(context.Background(), b.themselves(sam), sam,
				pathway.Withdrawal{ID: named[id.Withdrawal]("w"), Scope: pathway.FromVisitsOnly})
		},
		"ended early": func(b *bench, sam id.Participant) error {
			err := b.care.EndVisits(context.Background(), b.staff("Lena", authz.Lead), sam, course.Ending{
				ID: named[id.Ending]("e"), Kind: course.EndedSooner, On: today}, true)
			return err
		},
		"moved away": func(b *bench, sam id.Participant) error {
			return b.care.EnterLife(context.Background(), b.staff("Lena", authz.Lead), sam, life.Event{
				ID: named[id.LifeEvent]("l"), Kind: life.MovingAway, On: today}, false)
		},
	} {
		t.Run(what, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ash := b.worker("Ash")
				sam := b.planned("Sam", ash)
				b.delivers(outbox())
				b.ok(stops(b, sam))
				out := outbox()
				b.delivers(out)
				sent := withSubject(out, "Ash@example.org", visitsOff)
				all := 0
				for _, m := range out.List() {
					if m.To == "Ash@example.org" {
						all++
					}
				}
				if len(sent) != 1 || all != 1 {
					t.Fatalf("Ash is told %d times, %d with the days", all, len(sent))
				}
				if text := sent[0].Text; strings.Count(text, ", 10:00") != 10 || strings.Contains(text, "Sam") ||
					!strings.Contains(text, "Tuesday 24 November 2026, 10:00") {
					t.Errorf("it says %s", text)
				}
				b.whole()
			})
		})
	}
}

func TestPlanningTellsThePersonAllTheDaysInOneMessageWhereEmailIsSafe(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash, out := b.worker("Ash"), outbox()
		sam, kim := b.matched("Sam", ash, byEmail("sam@example.org")), b.matched("Kim", ash)
		b.signsIn(sam)
		b.signsIn(kim)
		for _, x := range []id.Participant{sam, kim} {
			s := tuesdays()
			if x == kim {
				s.Weekday, s.From = "wednesday", date("2026-11-25")
			}
			for range 2 { // the second tap
				b.ok(b.care.PlanVisits(context.Background(), ash, x, named[id.Series](string(x)), s))
			}
		}
		got := b.mails(out)
		if len(got[datesFor]) != 1 || got[datesFor][0] != "sam@example.org" {
			t.Fatalf("told: %v", got)
		}
		text := withSubject(out, "sam@example.org", datesFor)[0].Text
		if strings.Count(text, ", 10:00") != 10 || strings.Contains(strings.ToLower(text), "visit") &&
			!strings.Contains(text, "/my-visits") {
			t.Errorf("it says %s", text)
		}
		b.whole()
	})
}
