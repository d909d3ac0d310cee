package care_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/workforce"
)

// change writes with do, as the service does at the machine itself.
func (b *bench) change(do func(*kernel.Tx) error) {
	b.t.Helper()
	b.ok(kernel.Change(context.Background(), b.k, authz.System("setup", b.org), authz.AddTeam, b.org, do))
}

// asksFor has a message of a kind asked for, to an account, about item.
func (b *bench) asksFor(kind string, to id.Account, item string) {
	b.t.Helper()
	b.change(func(tx *kernel.Tx) error { return tx.AddDue(kind, string(to), item, b.now) })
}

// accountOf is the account that sam signs in with.
func (b *bench) accountOf(sam id.Participant) (a id.Account) {
	b.t.Helper()
	b.change(func(tx *kernel.Tx) (err error) {
		a, err = tx.FindAccountOfParticipant(sam)
		return err
	})
	return a
}

// received are the messages to each address by subject, but for welcomes.
func received(out *notify.Outbox) map[string][]notify.Message {
	got := map[string][]notify.Message{}
	for _, m := range out.List() {
		if m.Subject != say.English().Say("message.welcome.subject") {
			got[m.To] = append(got[m.To], m.Message)
		}
	}
	return got
}

// Each of care's messages that isn't about a match, with where it leads.
func TestEachMessageSaysWhereToSignInAndNamesNobody(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		out, ash := outbox(), b.worker("Ash")
		sam := b.matched("Sam", ash)
		b.delivers(outbox()) // of the match, the tests below tell
		leads := map[string]string{
			jobs.NoticeWorry: "/worries", jobs.NoticeLife: "/life", jobs.NoticeWorker: "/visits",
			jobs.NoticeLight: "/visits", jobs.NoticeMistaken: "/visits",
			jobs.NoticeVisit: "/visits", jobs.NoticeOwnVisit: "/my-visits", jobs.NoticeMatchAsked: "/board",
			jobs.NoticeMatchUndone: "/visits", jobs.NoticeOwnOn: "/my-visits", jobs.NoticeOwnStays: "/my-visits",
			jobs.NoticeDeparture: "/board", jobs.NoticeCalledOff: "/visits",
			jobs.NoticeOver: "/visits", jobs.NoticeAskStop: "/people/" + string(sam) + "/consent",
			jobs.NoticeAskFirst: "/people/" + string(sam) + "/visits",
			jobs.NoticeSettled:  "/people/" + string(sam) + "/visits",
			jobs.NoticeAskUnled: "/people/" + string(sam) + "/visits",
			jobs.NoticeApart:    "/people/" + string(sam) + "/consent", // where who was told to ask was led
			jobs.NoticeCover:    "/visits", jobs.NoticeCovered: "/caseloads", jobs.NoticeOwnCover: "/my-visits",
			jobs.NoticeWorryMore: "/worries", jobs.NoticeSupport: "/support-requests", jobs.NoticeSupported: "/my-support",
		}
		for _, m := range care.Messages() {
			if m.Owed != nil {
				continue
			}
			b.asksFor(m.Kind, ash.Account, string(sam))
			b.delivers(out)
			b.delivers(out)
			sent := received(out)["Ash@example.org"]
			if len(sent) != 1 || sent[0].Subject != say.English().Say(m.Key+".subject") {
				t.Fatalf("%s: sent %+v", m.Kind, sent)
			}
			if !strings.Contains(sent[0].Text, "\nhttp://localhost"+leads[m.Kind]) || leads[m.Kind] == "" {
				t.Errorf("%s doesn't lead to %q: %s", m.Kind, leads[m.Kind], sent[0].Text)
			}
			for _, name := range []string{"Sam", "Example", "Ash"} {
				if strings.Contains(sent[0].Subject+sent[0].Text, name) {
					t.Errorf("%s names %s: %s", m.Kind, name, sent[0].Text)
				}
			}
			out = outbox()
		}
		b.whole()
	})
}

func TestAWorkerReadsWhomTheyCanRingBeforeHardNews(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash := b.hired("Ash")
		rings := func(whom string) {
			t.Helper()
			out := outbox()
			b.asksFor(jobs.NoticeWorker, ash.Account, "event")
			b.delivers(out)
			sent := received(out)["Ash@example.org"]
			if len(sent) != 1 || !strings.Contains(sent[0].Text, "You can ring "+whom+" first.") {
				t.Errorf("not %s: %+v", whom, sent)
			}
		}
		rings("a colleague")
		b.holds("Lena", authz.Lead)
		rings("the programme lead")
		b.now = b.now.AddDate(0, 0, 1)
		b.holds("Ruth", authz.Supervisor)
		rings("Ruth")
		b.now = b.now.AddDate(0, 0, 1)
		b.holds("Rhea", authz.Supervisor)
		rings("Ruth, Rhea")
	})
}

func TestTheTwoOfAMatchAreEachToldOnceThatItBeginsAndThatItEnds(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
		sam := b.takesPart("Sam", byEmail("sam@example.org"))
		b.signsIn(sam)
		b.delivers(outbox()) // that a card was given
		told := func(event string) {
			t.Helper()
			out := outbox()
			b.delivers(out)
			b.delivers(out)
			got := received(out)
			if !slices.Equal(slices.Sorted(maps.Keys(got)), []string{"Ash@example.org", "sam@example.org"}) {
				t.Fatalf("%s: told %v", event, slices.Sorted(maps.Keys(got)))
			}
			for to, party := range map[string]string{"Ash@example.org": "worker", "sam@example.org": "person"} {
				subject := say.English().Say("message.match." + event + "." + party + ".subject")
				if len(got[to]) != 1 || got[to][0].Subject != subject {
					t.Errorf("%s: %s was sent %+v", event, to, got[to])
				}
			}
		}
		m := b.match("m", ash)
		b.ok(b.care.MakeMatch(ctx, lena, sam, m))
		told("begin")
		end := workforce.MatchEnded{ID: named[id.MatchEnd]("end"), Match: m.ID, On: date("2026-11-23")}
		b.ok(b.care.EndMatch(ctx, lena, sam, end))
		told("end")
	})
}

func TestAfterADeathNothingIsSentToWhoeverHasDied(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		out, ash := outbox(), b.worker("Ash")
		sam := b.takesPart("Sam", byEmail("sam@example.org"))
		b.signsIn(sam)
		b.ok(b.care.MakeMatch(context.Background(), b.staff("Lena", authz.Lead), sam, b.match("m", ash)))
		b.asksFor(jobs.NoticeOwnVisit, b.accountOf(sam), "fact")
		b.ok(b.care.EnterLife(context.Background(), b.staff("Lena", authz.Lead), sam, b.happened("d", life.Death), true))
		b.delivers(out)
		if got := received(out)["sam@example.org"]; len(got) > 0 {
			t.Errorf("sent %+v", got)
		}
	})
}
