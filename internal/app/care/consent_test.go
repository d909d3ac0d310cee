package care_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

func (b *bench) definition() programme.Definition {
	d, err := content.Latest("crisis-peer-support")
	b.ok(err)
	return d
}

func (b *bench) cora() authz.Actor { return b.staff("Cora", authz.Coordinator) }

func (b *bench) invitation(name string) pathway.Invitation {
	return pathway.Invitation{ID: named[id.Invitation](name), On: programme.Of(b.now, time.UTC), How: pathway.InPerson,
		SheetVersion: b.definition().InformationSheet.Version}
}

// consent gives every item that is required, and of the others those in also.
func (b *bench) consent(name string, also ...string) pathway.Consent {
	c := pathway.Consent{ID: named[id.Consent](name), How: pathway.OnPaper, At: b.now}
	for _, item := range b.definition().Consent {
		c.Items = append(c.Items, pathway.ItemAnswer{Item: item.Key, Version: item.Version, Given: item.Required ||
			slices.Contains(also, item.Key)})
	}
	return c
}

// invited is somebody who has the information sheet.
func (b *bench) invited(name string) id.Participant {
	b.t.Helper()
	sam := b.accepted(name)
	b.ok(b.care.Invite(context.Background(), b.cora(), sam, b.invitation(name)))
	return sam
}

func (b *bench) stands(sam id.Participant) programme.State {
	b.t.Helper()
	r, err := b.care.SeeConsents(context.Background(), b.cora(), sam)
	b.ok(err)
	return r.Person.State
}

func TestSamIsInvitedConsentsAndReadsWhatTheyAgreedTo(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam := b.invited("Sam")
		b.ok(b.care.RecordConsent(ctx, b.cora(), sam, b.consent("yes", "letters")))
		own, err := b.care.SeeOwnConsents(ctx, b.themselves(sam), sam)
		b.ok(err)
		if !own.Standing.Visits || !own.Standing.Agrees("letters") || own.Standing.Agrees("quotes") {
			t.Errorf("stands at %+v", own.Standing)
		}
		newest := own.History.Newest()
		if newest == nil || newest.Consent.How != pathway.OnPaper || own.Staff[newest.Consent.TakenBy] != "Cora" {
			t.Errorf("the newest consent is %+v", newest)
		}
		b.whole()
	})
}

func TestConsentSentTwiceIsOneAndAnotherUnderItsIdIsAConflict(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam := b.invited("Sam")
		first := b.consent("yes")
		b.ok(b.care.RecordConsent(ctx, b.cora(), sam, first))
		b.now = b.now.AddDate(0, 0, 1)
		b.ok(b.care.RecordConsent(ctx, b.cora(), sam, first))
		b.fails(b.care.RecordConsent(ctx, b.cora(), sam,
			func() pathway.Consent { c := b.consent("yes", "quotes"); c.At = first.At; return c }()), fault.Conflict)
		r, err := b.care.SeeConsents(ctx, b.cora(), sam)
		b.ok(err)
		if len(r.History) != 2 || r.Standing.Agrees("quotes") {
			t.Errorf("%d steps, and %v given", len(r.History), r.Standing.Given)
		}
		b.whole()
	})
}

// A tap on the phone, again the next morning because no answer had come.
func TestWhatSamSendsTwiceKeepsItsFirstDay(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam := b.invited("Sam")
		yes := b.consent("yes")
		stop := pathway.Withdrawal{ID: named[id.Withdrawal]("stop"), Scope: pathway.FromVisitsOnly}
		no := pathway.Declining{ID: named[id.Declining]("no")}
		jo := b.invited("Jo")
		for range 2 {
			b.ok(b.care.Agree(ctx, b.themselves(sam), sam, yes))
			b.ok(b.care.Withdraw(ctx, b.themselves(sam), sam, stop))
			b.ok(b.care.SayNo(ctx, b.themselves(jo), jo, no))
			b.now = b.now.AddDate(0, 0, 1)
		}
		r, err := b.care.SeeConsents(ctx, b.cora(), sam)
		b.ok(err)
		if len(r.History) != 3 || r.Person.State != programme.WithoutVisits ||
			r.History[2].Withdrawal.On != date("2026-11-23") || r.History[1].Consent.TakenBy != b.themselves(sam).Account {
			t.Errorf("stands at %s after %+v", r.Person.State, r.History)
		}
		b.whole()
	})
}

func TestWhoHasStoppedWhollyIsNotBroughtBackByAnyStep(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam := b.invited("Sam")
		b.ok(b.care.RecordConsent(ctx, b.cora(), sam, b.consent("yes")))
		b.ok(b.care.RecordWithdrawal(ctx, b.cora(), sam, pathway.Withdrawal{ID: named[id.Withdrawal]("w"),
			Scope: pathway.Wholly, On: date("2026-11-23"), Reason: "Too much just now"}))
		b.fails(b.care.RecordConsent(ctx, b.cora(), sam, b.consent("again")), fault.Conflict)
		b.fails(b.care.Invite(ctx, b.cora(), sam, b.invitation("again")), fault.Conflict)
		b.fails(b.care.Agree(ctx, b.themselves(sam), sam, b.consent("mine")), fault.Conflict)
		b.fails(b.care.Withdraw(ctx, b.themselves(sam), sam, pathway.Withdrawal{ID: named[id.Withdrawal]("x"),
			Scope: pathway.FromVisitsOnly}), fault.Conflict)
		r, err := b.care.SeeConsents(ctx, b.cora(), sam)
		b.ok(err)
		if r.Person.State != programme.Withdrawn || len(r.History) != 3 || len(r.Standing.Given) != 0 ||
			r.May != (care.ConsentSteps{}) {
			t.Errorf("stands at %+v after %d steps, may %+v", r.Standing, len(r.History), r.May)
		}
		b.whole()
	})
}

func TestConsentWithoutARequiredItemDoesNotCount(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		sam := b.invited("Sam")
		c := b.consent("yes")
		c.Items[2].Given = false
		err := b.care.Agree(context.Background(), b.themselves(sam), sam, c)
		problems, _ := fault.AsProblems(err)
		if p, ok := problems.On("items." + c.Items[2].Item); !ok || p.Key != "consent.items.required" {
			t.Errorf("%v", err)
		}
		if s := b.stands(sam); s != programme.Invited {
			t.Errorf("stands at %s", s)
		}
	})
}

// Whoever may not know of Sam gets the answer of what is not there, and whoever
// may know still sees no consent.
func TestOnlyTheirOwnAndTheirStaffReachSomebodysConsent(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam, jo := b.invited("Sam"), b.invited("Jo")
		stop := pathway.Withdrawal{ID: named[id.Withdrawal]("w"), Scope: pathway.Wholly, On: date("2026-11-23")}
		try := func(who authz.Actor) map[string]error {
			_, see := b.care.SeeConsents(ctx, who, sam)
			_, own := b.care.SeeOwnConsents(ctx, who, sam)
			return map[string]error{
				"sees": see, "sees as their own": own,
				"invites": b.care.Invite(ctx, who, sam, b.invitation("x")), "records yes": b.care.RecordConsent(ctx, who,
					sam, b.consent("x")),
				"agrees": b.care.Agree(ctx, who, sam, b.consent("y")), "says no": b.care.SayNo(ctx, who, sam,
					pathway.Declining{ID: "n"}),
				"stops": b.care.Withdraw(ctx, who, sam, stop), "records stop": b.care.RecordWithdrawal(ctx, who, sam, stop),
			}
		}
		strangers := map[string]authz.Actor{"Jo": b.themselves(jo)}
		for _, r := range []authz.Role{authz.Assessor, authz.Analyst, authz.Governance, authz.Administrator} {
			strangers[string(r)] = b.staff("x", r)
		}
		for name, who := range strangers {
			for what, err := range try(who) {
				if fault.Of(err) != fault.NotFound {
					t.Errorf("%s %s: %v", name, what, err)
				}
			}
		}
		for what, err := range try(b.staff("Remi", authz.Referrer)) {
			if fault.Of(err) != fault.Denied {
				t.Errorf("the referrer %s: %v", what, err)
			}
		}
		_, err := b.care.ListThinking(ctx, b.staff("Remi", authz.Referrer), programme.Page{})
		if err == nil {
			t.Error("a referrer lists who is thinking")
		}
		if s := b.stands(sam); s != programme.Invited {
			t.Errorf("stands at %s", s)
		}
		b.whole()
	})
}

func TestTwentyConsentsAtOnceLeaveOne(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		sam := b.invited("Sam")
		same := b.consent("same")
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if err := b.care.Agree(context.Background(), b.themselves(sam), sam, same); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		r, err := b.care.SeeConsents(context.Background(), b.cora(), sam)
		b.ok(err)
		if len(r.History) != 2 || r.Person.State != programme.Consented {
			t.Errorf("stands at %s after %d steps", r.Person.State, len(r.History))
		}
		b.whole()
	})
}

func TestWhoHasThoughtLongestIsListedFirst(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		b.accepted("Ali")
		for i, name := range []string{"Sam", "Jo", "Lee"} {
			sam, v := b.accepted(name), b.invitation(name)
			v.On, v.Sure = v.On.AddDays(-[]int{1, 3, 2}[i]), fault.SureOf("on") // before the referral came
			b.ok(b.care.Invite(ctx, b.cora(), sam, v))
			again := b.invitation(name + " again")
			again.On, again.Sure = v.On, v.Sure
			b.ok(b.care.Invite(ctx, b.cora(), sam, again)) // somebody asked for the sheet once more: still one line
		}
		thinking, err := b.care.ListThinking(ctx, b.cora(), programme.Page{})
		b.ok(err)
		var names []string
		for _, p := range thinking.Thinking {
			names = append(names, p.Identity.GivenName)
		}
		if !slices.Equal(names, []string{"Jo", "Lee", "Sam"}) || thinking.Invited != 3 || thinking.Waiting != 1 {
			t.Errorf("%v, %d and %d", names, thinking.Invited, thinking.Waiting)
		}
		waiting, err := b.care.ListToInvite(ctx, b.cora(), programme.Page{})
		b.ok(err)
		if len(waiting.ToInvite) != 1 || waiting.Waiting != 1 || waiting.Invited != 3 {
			t.Errorf("%+v", waiting)
		}
	})
}

// Whatever is pressed, in whatever order, nobody gets anywhere that the table
// of moves does not lead to, and the history tells the same as the state.
func TestNoHistoryReachesAStateThatTheTableLacks(t *testing.T) {
	tries(t, "40", "400")
	onEachEngine(t, func(t *testing.T, b *bench) {
		life := 0
		rapid.Check(t, func(rt *rapid.T) {
			life++
			b.live(rt, fmt.Sprint("Sam ", life))
		})
		b.whole()
	})
}

// live presses what comes, and holds each step to the table.
func (b *bench) live(rt *rapid.T, name string) {
	ctx := context.Background()
	sam, state := b.accepted(name), programme.Accepted
	sent := map[string]bool{}
	acts := []string{"invite", "record", "again", "agree", "no", "own no", "visits", "stop", "own visits", "own stop"}
	for i := range rapid.IntRange(1, 12).Draw(rt, "length") {
		act := rapid.SampledFrom(acts).Draw(rt, "act")
		form := fmt.Sprint(name, rapid.IntRange(0, i).Draw(rt, "form"), " ", act)
		event, err := b.press(ctx, sam, act, form)
		to, refused := pathway.Next(state, event)
		if again := act == "again"; event == pathway.EventConsent && again != (state == programme.WithoutVisits) {
			to, refused = state, fault.New(fault.Conflict, "consent.visits.stopped")
		}
		if sent[form] { // the same form once more: it succeeds and changes nothing
			to, refused = state, nil
		}
		if got := b.stands(sam); got != to || fault.Of(err) != fault.Of(refused) || (err == nil) != (refused == nil) {
			rt.Fatalf("%s led from %s to %s and not to %s: %v", act, state, got, to, err)
		}
		state = to
		sent[form] = sent[form] || err == nil
	}
	r, err := b.care.SeeConsents(ctx, b.cora(), sam)
	b.ok(err)
	moves := []pathway.Move{{Event: pathway.EventAccept}}
	for _, s := range r.History {
		moves = append(moves, s.Move())
	}
	stage, _ := pathway.StageAfter(moves)
	told := r.History.StandingIn(r.Definition, stage)
	if told.State != state || !slices.Equal(told.Given, r.Standing.Given) || told.Visits != r.Standing.Visits ||
		told.TakesPart != r.Standing.TakesPart {
		rt.Fatalf("the history tells %+v, the record %+v", told, r.Standing)
	}
}

// press does one thing, with the form of that number.
func (b *bench) press(ctx context.Context, sam id.Participant, act, form string) (pathway.Event, error) {
	scope := map[string]pathway.Scope{"visits": pathway.FromVisitsOnly, "own visits": pathway.FromVisitsOnly}[act]
	if scope == "" {
		scope = pathway.Wholly
	}
	w := pathway.Withdrawal{ID: named[id.Withdrawal](form), Scope: scope, On: date("2026-11-23")}
	no := pathway.Declining{ID: named[id.Declining](form), On: date("2026-11-23")}
	switch act {
	case "invite":
		return pathway.EventInvite, b.care.Invite(ctx, b.cora(), sam, b.invitation(form))
	case "record":
		return pathway.EventConsent, b.care.RecordConsent(ctx, b.cora(), sam, b.consent(form))
	case "again":
		return pathway.EventConsent, b.care.RecordVisitsAgain(ctx, b.cora(), sam, b.consent(form))
	case "agree":
		return pathway.EventConsent, b.care.Agree(ctx, b.themselves(sam), sam, b.consent(form, "quotes"))
	case "no":
		return pathway.EventSayNo, b.care.RecordDeclining(ctx, b.cora(), sam, no)
	case "own no":
		return pathway.EventSayNo, b.care.SayNo(ctx, b.themselves(sam), sam, no)
	case "visits", "stop":
		return scope.Event(), b.care.RecordWithdrawal(ctx, b.cora(), sam, w)
	}
	return scope.Event(), b.care.Withdraw(ctx, b.themselves(sam), sam, w)
}
