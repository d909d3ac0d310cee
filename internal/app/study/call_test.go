package study_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"regexp"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/trial"
)

// listed is all that stands in the assessor's lists, what is to be done now first.
func (b *bench) listed() (lines []trial.FollowUpLine) {
	b.t.Helper()
	for _, list := range trial.CallLists() {
		found, err := b.study.ListFollowUps(context.Background(), b.mei(), list, programme.Page{})
		b.ok(err)
		b.holds("counted "+string(list), found.Counts[list], len(found.Lines))
		lines = append(lines, found.Lines...)
	}
	return lines
}

func (b *bench) line(outcome string) (list []string) {
	b.t.Helper()
	for _, l := range b.listed() {
		if l.Due.Outcome == outcome {
			list = append(list, fmt.Sprint(l.Identity.GivenName, " ", l.Standing.State, " ", l.Standing.Tries, " ",
				l.Standing.CallOn))
		}
	}
	return list
}

func (b *bench) holds(what string, got, want any) {
	b.t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		b.t.Errorf("%s: %v, not %v", what, got, want)
	}
}

// On the morning after the days that are asked about, and not before, it falls
// due and whoever assesses is told, once a day and without a name.
func TestAFollowUpFallsDueOnItsMorningInBothArmsAndTheAssessorIsTold(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		admin := authz.Actor{Account: named[id.Account]("Ada"), Organisation: b.org,
			Grants: []authz.Grant{{Role: authz.Administrator}}}
		b.ok(b.people().AddAccount(ctx, admin, identity.Account{ID: named[id.Account]("Mei"), Name: "Mei",
			Email: "mei@example.org"}, authz.Grant{Role: authz.Assessor}, ""))
		b.allocated("Sam", "peer_support")
		b.allocated("Jo", "workbook_alone")
		b.works()
		welcomed := b.out.Count()
		b.holds("at first", b.line("within_year"), "[Jo waiting 0 2026-01-07 Sam waiting 0 2026-01-07]")
		b.later(365)
		b.works()
		b.holds("on the last day", b.line("within_year"), "[Jo waiting 0 2026-01-07 Sam waiting 0 2026-01-07]")
		told := b.out.Count() // of the six months, which ended in autumn
		b.holds("messages of autumn", told-welcomed, 1)
		b.later(1)
		b.works()
		b.works()
		b.holds("the morning after", b.line("within_year"), "[Jo due 0 2026-01-07 Sam due 0 2026-01-07]")
		b.holds("messages", b.out.Count()-told, 1)
		m := b.out.List()[b.out.Count()-1]
		if m.To != "mei@example.org" || regexp.MustCompile(`Sam|Jo|Example|week|visit`).MatchString(m.Subject+m.Text) {
			t.Errorf("%s is told %q", m.To, m.Text)
		}
		b.whole()
	})
}

func TestACallSentTwiceIsRecordedOnceAndNobodyIsCalledWhoHasAnswered(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam := b.allocated("Sam", "peer_support")
		b.later(200)
		if p, is := fault.AsProblems(b.study.RecordCall(ctx, b.mei(), sam,
			b.called("early", sam, outcome.CallAnswered))); !is || p[0].Key != "call.at.early" {
			t.Error("a call before it is due went by")
		}
		b.later(166)
		b.works()
		first := b.called("first", sam, outcome.CallNoAnswer)
		b.ok(b.study.RecordCall(ctx, b.mei(), sam, first))
		b.ok(b.study.RecordCall(ctx, b.mei(), sam, first))
		b.holds("one try", b.line("within_year"), "[Sam due 1 2026-01-08]")
		other := first
		other.Result = outcome.CallMessage
		b.fails("another body", b.study.RecordCall(ctx, b.mei(), sam, other), fault.Conflict)
		other = b.called("elsewhere", sam, outcome.CallNoAnswer)
		other.FollowUp = named[id.FollowUp]("nobody's")
		if p, is := fault.AsProblems(b.study.RecordCall(ctx, b.mei(), sam, other)); !is || p[0].Field != "follow_up" {
			t.Error("a call to no follow-up went by")
		}

		right := b.called("right", sam, outcome.CallAnswered)
		right.Replaces = first.ID
		b.ok(b.study.CorrectCall(ctx, b.mei(), sam, right))
		b.ok(b.study.CorrectCall(ctx, b.mei(), sam, right)) // the reply was lost
		b.holds("corrected", b.line("within_year"), "[Sam done 0 ]")
		late := b.called("late", sam, outcome.CallSaidNo)
		late.Replaces = first.ID
		if p, is := fault.AsProblems(b.study.CorrectCall(ctx, b.mei(), sam, late)); !is || p[0].Field != "replaces" {
			t.Error("a second correction of the same entry went by")
		}
		b.fails("one more call", b.study.RecordCall(ctx, b.mei(), sam,
			b.called("more", sam, outcome.CallNoAnswer)), fault.Conflict)
		if entered := b.asked(sam).Calls; len(entered) != 2 || entered[0].Fact.Result != outcome.CallNoAnswer {
			t.Errorf("%+v", entered)
		}

		mistake := right
		mistake.ID, mistake.Replaces, mistake.InError = named[id.Call]("mistake"), right.ID, true
		b.ok(b.study.CorrectCall(ctx, b.mei(), sam, mistake))
		b.holds("taken back", b.line("within_year"), "[Sam due 0 2026-01-07]")
		for _, role := range []authz.Role{authz.Lead, authz.Coordinator} {
			b.fails(string(role), b.study.RecordCall(ctx, b.staff("x", role), sam, first), fault.Denied)
		}
		b.whole()
	})
}

func TestOfTwentyWhoSayThatTheyAnsweredOneIsRecorded(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		sam := b.allocated("Sam", "peer_support")
		b.later(366)
		b.works()
		call := b.called("x", sam, outcome.CallAnswered)
		var wait sync.WaitGroup
		done := make(chan error, 20)
		for i := range 20 {
			wait.Go(func() {
				c := call
				c.ID = named[id.Call](fmt.Sprint("call", i))
				done <- b.study.RecordCall(context.Background(), b.mei(), sam, c)
			})
		}
		wait.Wait()
		close(done)
		stood := 0
		for err := range done {
			if err == nil {
				stood++
			} else {
				b.fails("a later one", err, fault.Conflict)
			}
		}
		b.holds("recorded", fmt.Sprint(stood, len(b.asked(sam).Calls)), "1 1")
		b.whole()
	})
}

// While life has things wait nobody is to call, and nobody is told; who has died
// is on no list, and what their record tells is still entered.
func TestNobodyIsCalledWhileLifeHasThingsWaitOrAfterADeath(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam, jo := b.allocated("Sam", "peer_support"), b.allocated("Jo", "workbook_alone")
		b.later(360)
		happens := func(who id.Participant, k life.Kind) {
			t.Helper()
			b.ok(b.care.EnterLife(ctx, b.lena(), who, life.Event{ID: named[id.LifeEvent](string(who) + string(k)), Kind: k,
				On: programme.Of(b.now, london)}, true))
		}
		happens(sam, life.Readmission)
		happens(jo, life.Death)
		b.later(6)
		b.works()
		b.holds("on hold", b.line("within_year"), "[Sam due 0 ]")
		found, err := b.study.ListFollowUps(ctx, b.mei(), trial.CallNow, programme.Page{})
		b.ok(err)
		b.holds("to call now", found.Counts[trial.CallNow], 0)
		b.records(jo, admitted("before", 20))
		happens(sam, life.GoingOn)
		b.holds("on again", b.line("within_year"), "[Sam due 0 2026-01-07]")
		b.whole()
	})
}

// A call that somebody can hardly have answered has another day, perhaps; nobody answers
// one after their death.
func TestACallInAPauseIsAskedAboutAndNoneIsAnsweredAfterADeath(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam, jo := b.allocated("Sam", "peer_support"), b.allocated("Jo", "workbook_alone")
		b.later(366)
		for who, k := range map[id.Participant]life.Kind{sam: life.Readmission, jo: life.Death} {
			b.ok(b.care.EnterLife(ctx, b.lena(), who, life.Event{ID: named[id.LifeEvent](string(who)), Kind: k,
				On: programme.Of(b.now, london)}, true))
		}
		calls := func(sam id.Participant, c outcome.Call) string {
			p, _ := fault.AsProblems(b.study.RecordCall(ctx, b.mei(), sam, c))
			said, _ := p.On("on")
			return said.Key
		}
		on := b.called("on the day", sam, outcome.CallNoAnswer)
		b.ok(b.study.RecordCall(ctx, b.mei(), sam, on))
		b.later(2)
		b.holds("in a pause", calls(sam, b.called("c", sam, outcome.CallAnswered)), "call.on.paused")
		sure := b.called("c", sam, outcome.CallAnswered)
		sure.Sure = fault.SureOf("on")
		b.ok(b.study.RecordCall(ctx, b.mei(), sam, sure))
		right := sure
		right.ID, right.Replaces, right.Sure, right.Note = named[id.Call]("r"), sure.ID, "", "They were on a ward."
		b.ok(b.study.CorrectCall(ctx, b.mei(), sam, right))
		b.holds("after a death", calls(jo, b.called("d", jo, outcome.CallAnswered)), "life.after_death")
		b.ok(b.study.RecordCall(ctx, b.mei(), jo, b.called("d", jo, outcome.CallLooked)))
		b.whole()
	})
}

// A service without a study follows people up from their discharge, if they
// agreed to be asked or looked up; whoever withdraws is left in peace.
func TestTheServiceFollowsUpWhoeverAgreedToIt(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		b.org = named[id.Organisation]("a service")
		b.team = named[id.Team]("its team")
		b.programme = programme.Version{Programme: "crisis-peer-support", Number: 1}
		b.founds("Brook Vale", "bea@example.org")
		all := b.agreed("All")
		b.declines = []string{outcome.QuestionnairesItem, outcome.HealthRecordItem}
		b.agreed("Neither")
		b.declines = []string{outcome.QuestionnairesItem}
		looked := b.agreed("Looked")
		b.declines = nil
		gone := b.agreed("Gone")
		b.ok(b.care.RecordWithdrawal(ctx, b.cora(), gone, pathway.Withdrawal{ID: named[id.Withdrawal]("gone"),
			Scope: pathway.Wholly, On: date("2025-01-06")}))
		b.holds("listed", b.line("within_year"), "[All waiting 0 2026-01-04 Looked waiting 0 2026-01-04]")
		b.later(363)
		b.works()
		b.holds("due", b.line("within_year"), "[All due 0 2026-01-04 Looked due 0 2026-01-04]")
		if p, is := fault.AsProblems(b.study.RecordCall(ctx, b.mei(), looked,
			b.called("rung", looked, outcome.CallAnswered))); !is || p[0].Key != "call.result.not_asked" {
			t.Error("somebody who did not agree to be asked was asked")
		}
		b.ok(b.study.RecordCall(ctx, b.mei(), looked, b.called("looked", looked, outcome.CallLooked)))
		b.ok(b.study.RecordCall(ctx, b.mei(), all, b.called("no", all, outcome.CallSaidNo)))
		b.holds("over", b.line("within_year"), "[All said_no 0  Looked done 0 ]")
		_, err := b.study.SeeFollowUp(ctx, b.mei(), gone)
		b.fails("withdrawn", err, fault.NotFound)
		b.whole()
	})
}

// Of the follow-ups whose time has come, the service's report says how many are
// done: who withdrew or has died is in neither number.
func TestTheServiceReportCountsTheFollowUpsThatAreDone(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		b.org, b.team = named[id.Organisation]("a service"), named[id.Team]("its team")
		b.programme = programme.Version{Programme: "crisis-peer-support", Number: 1}
		b.founds("Brook Vale", "bea@example.org")
		var sams []id.Participant
		for i := range 8 {
			sams = append(sams, b.agreed(fmt.Sprint("Sam", i)))
		}
		b.leaves(sams[6])
		b.ok(b.care.EnterLife(ctx, b.lena(), sams[7], life.Event{ID: named[id.LifeEvent]("d"), Kind: life.Death,
			On: programme.Of(b.now, london)}, true))
		counted := func() string {
			r, err := b.care.SeeServiceReport(ctx, b.staff("Sunil", authz.Analyst))
			b.ok(err)
			return fmt.Sprintf("%+v", r.Teams[0].FollowUps)
		}
		b.holds("at first", counted(), "{People:0 N:0 Of:0}")
		b.later(364)
		b.works()
		b.ok(b.study.RecordCall(ctx, b.mei(), sams[0], b.called("1", sams[0], outcome.CallAnswered)))
		b.ok(b.study.RecordCall(ctx, b.mei(), sams[1], b.called("2", sams[1], outcome.CallLooked)))
		b.ok(b.study.RecordCall(ctx, b.mei(), sams[2], b.called("3", sams[2], outcome.CallSaidNo)))
		b.holds("a year on, two outcomes each", counted(), "{People:6 N:2 Of:12}")
	})
}

// A study's page counts its follow-ups by how they stand, arms together, and
// whoever is about to close it reads how many nobody has called about.
func TestAStudyCountsItsFollowUpsArmsTogether(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, s := context.Background(), named[id.Study](thisStudy)
		sam, jo := b.allocated("Sam", "peer_support"), b.allocated("Jo", "workbook_alone")
		gone := b.allocated("Gone", "peer_support")
		counted := func() string {
			o, err := b.study.SeeStudy(ctx, b.cora(), s)
			b.ok(err)
			closing, err := b.study.AskClosing(ctx, b.lena(), s)
			b.ok(err)
			f := o.FollowUps
			return fmt.Sprint(f[outcome.FollowUpWaiting], f[outcome.FollowUpDue], f[outcome.FollowUpDone],
				f[outcome.FollowUpSaidNo], closing.ToCall)
		}
		b.holds("at first", counted(), "6 0 0 0 0")
		b.leaves(gone)
		b.later(366)
		b.works()
		b.holds("a year on", counted(), "0 4 0 0 4")
		b.ok(b.study.RecordCall(ctx, b.mei(), sam, b.called("1", sam, outcome.CallAnswered)))
		b.ok(b.study.RecordCall(ctx, b.mei(), jo, b.called("2", jo, outcome.CallSaidNo)))
		b.holds("after two calls", counted(), "0 2 1 1 2")
	})
}

// A random history of calls, through the use cases, never leaves the table that
// the documents draw; what is refused changes nothing, and how a follow-up is
// listed is how its calls say.
func TestNoRandomHistoryLeavesTheTableOfAFollowUp(t *testing.T) {
	n := "60"
	if os.Getenv("FOOTBRIDGE_DEEP") != "" {
		n = "400"
	}
	if err := flag.Set("rapid.checks", n); err != nil {
		t.Fatal(err)
	}
	url := storetest.SQLite(t)
	if err := apptest.Migrate(url); err != nil {
		t.Fatal(err)
	}
	b, ctx, people := open(t, url), context.Background(), 0
	began := b.now
	rapid.Check(t, func(rt *rapid.T) {
		people++
		b.now = began
		sam := b.allocated(fmt.Sprint("Sam", people), []string{"peer_support", "workbook_alone"}[people%2])
		b.later(367)
		if rapid.Bool().Draw(rt, "the due work has run") {
			b.works()
		}
		was := b.asked(sam).Standing.State
		for i := range rapid.IntRange(1, 9).Draw(rt, "calls") {
			b.later(rapid.IntRange(0, 4).Draw(rt, "days"))
			before := b.asked(sam)
			c := b.called(fmt.Sprint("call", people, "/", i), sam, rapid.SampledFrom(outcome.CallResults()).Draw(rt, "result"))
			if c.Result == outcome.CallLater {
				c.CallOn = programme.Of(b.now, london).AddDays(rapid.IntRange(1, 20).Draw(rt, "later"))
			}
			err := b.study.RecordCall(ctx, b.mei(), sam, c)
			after := b.asked(sam)
			if err != nil {
				if fault.Of(err) != fault.Conflict || fmt.Sprint(before) != fmt.Sprint(after) {
					rt.Fatalf("refused with %v, and yet %+v became %+v", err, before, after)
				}
				continue
			}
			moved := after.Standing.State == was
			for _, arc := range outcome.FollowUpMoves().Arcs {
				moved = moved || arc.From == was && arc.To == after.Standing.State
			}
			if !moved {
				rt.Fatalf("from %s to %s", was, after.Standing.State)
			}
			was = after.Standing.State
			b.lists(rt, sam, after)
		}
		b.leaves(sam) // the list stays short
	})
	b.whole()
}

// lists holds the line of sam in the list to what their calls say.
func (b *bench) lists(t *rapid.T, sam id.Participant, want study.FollowUpRecord) {
	for _, l := range b.listed() {
		if l.Due.ID == want.ID && l.Standing != want.Standing {
			t.Fatalf("listed as %+v, and its calls say %+v", l.Standing, want.Standing)
		}
		if l.Due.ID == want.ID {
			return
		}
	}
	t.Fatalf("%s is not on the first page", sam)
}

// The due work reads no arm.
func TestTheDueWorkOfFollowUpsReadsNoArm(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		sam := b.allocated("Sam", "peer_support")
		b.later(366)
		asked := 0
		_, err := b.k.RunDue(store.Watching(context.Background(), func(query string) {
			asked++
			if what, reveals := store.ReadsArm(query); reveals {
				t.Errorf("the due work reads %s in\n%s", what, query)
			}
		}), b.study.Works())
		b.ok(err)
		if asked == 0 || b.asked(sam).Standing.State != outcome.FollowUpDue {
			t.Errorf("%d queries were watched", asked)
		}
	})
}

// A number that reached them is not wrong, whatever came of an earlier call to it.
func TestWhoWasReachedIsCalledAgain(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam := b.allocated("Sam", "peer_support")
		b.later(366)
		b.works()
		astray := func(when string, want bool) {
			t.Helper()
			b.holds(when, b.asked(sam).Standing.Astray, want)
		}
		b.ok(b.study.RecordCall(ctx, b.mei(), sam, b.called("morning", sam, outcome.CallWrongNumber)))
		astray("in the morning", true)
		b.now = b.now.Add(3 * time.Hour)
		noon := b.called("noon", sam, outcome.CallLater)
		noon.CallOn = programme.Of(b.now, london).AddDays(400)
		p, _ := fault.AsProblems(b.study.RecordCall(ctx, b.mei(), sam, noon))
		if said, _ := p.On("call_on"); said.Key != "call.call_on.far" || !said.Asks {
			t.Errorf("a day next year: %v", p)
		}
		noon.CallOn = programme.Of(b.now, london).AddDays(6)
		b.ok(b.study.RecordCall(ctx, b.mei(), sam, noon))
		astray("once they were reached", false)
		b.holds("their day", b.asked(sam).Standing.CallOn, noon.CallOn)

		late := b.called("entered late", sam, outcome.CallWrongNumber)
		late.At = noon.At.Add(-time.Hour)
		b.ok(b.study.RecordCall(ctx, b.mei(), sam, late))
		astray("after a call of before", false)
		b.now = b.now.Add(time.Hour)
		b.ok(b.study.RecordCall(ctx, b.mei(), sam, b.called("since", sam, outcome.CallWrongNumber)))
		astray("after one since", true)
		b.whole()
	})
}
