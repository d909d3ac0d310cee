package care_test

import (
	"context"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
)

const datesOff = "Dates that are cancelled"

// Nobody wrote to them while they were taken for dead, nor does anybody before somebody has
// spoken with them: of what was called off then they hear once things go on, or at once
// from those who ring.
func TestAfterADeathInErrorThePersonHearsThatTheirVisitsAreCancelled(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena, out := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead), outbox()
		sam := b.planned("Sam", ash, byEmail("sam@example.org"))
		kim := b.matched("Kim", ash)
		kims, err := b.care.SeeToTell(ctx, lena, kim)
		b.ok(err)
		b.ok(b.tells(lena, "kim knows", kims)) // who visits
		b.ok(b.tells(lena, "sam knows", b.told(sam)))
		b.signsIn(sam)
		b.ok(b.plans(ash, kim, "kim", date("2026-11-26")))
		b.ok(b.tells(lena, "kim's days", b.told(kim)))
		for _, x := range []id.Participant{sam, kim} {
			b.lives(x, "dead", life.Death)
		}
		if got := b.mails(out); len(got[datesOff]) > 0 {
			t.Errorf("of a death, told: %v", got)
		}
		for _, x := range []id.Participant{sam, kim} {
			b.ok(b.care.EnterLife(ctx, lena, x, b.happened("alive"+string(x), life.DeathInError), false))
		}
		if got := b.mails(out)[datesOff]; len(got) > 0 {
			t.Errorf("nobody has spoken with them, and told: %v", got)
		}
		b.needsAre(lena, "speaking Kim", "speaking Sam", "telling Kim")
		list := b.toTell()
		if len(list) != 1 || list[0].Person.ID != kim || len(list[0].Visits.Off) != 10 {
			t.Fatalf("to be told by staff: %+v", list)
		}
		b.ok(b.tells(lena, "told", list[0]))
		for _, x := range []id.Participant{sam, kim} {
			b.lives(x, "on", life.GoingOn)
		}
		if got := b.mails(out)[datesOff]; len(got) != 1 || got[0] != "sam@example.org" {
			t.Fatalf("told: %v", got)
		}
		text := withSubject(out, "sam@example.org", datesOff)[0].Text
		if strings.Count(text, ", 10:00") != 10 || !strings.Contains(text, "Somebody will be in touch with you.") ||
			strings.Contains(strings.ToLower(text), "death") || strings.Contains(text, "died") {
			t.Errorf("it says %s", text)
		}
		if len(b.toTell()) > 0 {
			t.Error("told, and still to be told")
		}
		b.whole()
	})
}

// An ending that calls off what was planned tells the person, as any other change does.
func TestVisitsThatAnEndingCallsOffAreToldToThePerson(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena, out := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead), outbox()
		sam, kim := b.planned("Sam", ash, byEmail("sam@example.org")), b.matched("Kim", ash)
		b.signsIn(sam)
		b.ok(b.plans(ash, kim, "kim", date("2026-11-26")))
		b.ok(b.tells(lena, "kim knows", b.told(kim)))
		for _, x := range []id.Participant{sam, kim} {
			b.ok(b.care.EndVisits(ctx, lena, x, course.Ending{ID: named[id.Ending]("e" + string(x)),
				Kind: course.EndedWindow, On: date("2026-11-23")}, true))
		}
		if got := b.mails(out)[datesOff]; len(got) != 1 || got[0] != "sam@example.org" {
			t.Errorf("told: %v", got)
		}
		list := b.toTell()
		if len(list) != 1 || list[0].Person.ID != kim || len(list[0].Visits.Off) != 10 || len(list[0].Match) > 0 {
			t.Fatalf("to be told by staff: %+v", list)
		}
		b.needsAre(lena, "telling Kim")
		if r := b.record(lena, kim); len(r.ToTell) != 10 {
			t.Errorf("their record says that %d are to be told", len(r.ToTell))
		}
		b.ok(b.tells(lena, "told", list[0]))
		if r := b.record(lena, kim); len(r.ToTell)+len(b.toTell()) > 0 {
			t.Error("told, and still to be told")
		}
		b.whole()
	})
}

// What nobody on the list has to be told, neither their record nor its page asks for.
func TestListRecordAndPageAgreeOnWhoIsToBeTold(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
		sam := b.matched("Sam", ash)
		b.ok(b.plans(ash, sam, "sam", date("2026-11-26")))
		agree := func(what string, want bool) {
			t.Helper()
			p, err := b.care.SeeToTell(ctx, lena, sam)
			b.ok(err)
			listed, recorded := len(b.toTell()) > 0, len(b.record(lena, sam).ToTell) > 0
			if listed != want || recorded != want || p.May && p.Any() != want {
				t.Errorf("%s: listed %t, on the record %t, on the page %t", what, listed, recorded, p.May && p.Any())
			}
		}
		agree("planned", true)
		b.ok(b.tells(lena, "planned", b.told(sam)))
		b.lives(sam, "in", life.Readmission)
		agree("paused", true) // the visits were cancelled
		b.lives(sam, "on", life.GoingOn)
		agree("going on", true)
		b.ok(b.care.EndVisits(ctx, lena, sam, course.Ending{ID: named[id.Ending]("e"),
			Kind: course.EndedSooner, On: date("2026-11-23")}, true))
		agree("ended as they wished", true)
		b.whole()
	})
}
