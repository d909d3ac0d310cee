package care_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
)

const theirNumber = programme.NHSNumber("9434765919")

func numbered(r *pathway.Referral) {
	r.Identity.NHSNumber, r.Identity.NumberStatus = theirNumber, programme.NumberUnverified
}

// timesOver are Sam, whose time with the service is over, each in another way. Ash visited
// them where anybody did.
var timesOver = map[string]func(b *bench, ash authz.Actor) id.Participant{
	"declined": func(b *bench, _ authz.Actor) id.Participant {
		sam := b.referred("Sam", numbered)
		b.ok(b.care.Screen(context.Background(), b.staff("Lena", authz.Lead), sam, pathway.Decision{
			ID: named[id.Decision]("no"), Verdict: pathway.Decline, Reason: "no_contact_wanted"}))
		return sam
	},
	"said no": func(b *bench, _ authz.Actor) id.Participant {
		ctx, sam := context.Background(), b.accepted("Sam", numbered)
		b.ok(b.care.Invite(ctx, b.cora(), sam, b.invitation("Sam")))
		b.ok(b.care.RecordDeclining(ctx, b.cora(), sam, pathway.Declining{ID: named[id.Declining]("no"),
			On: programme.Of(b.now, time.UTC)}))
		return sam
	},
	"withdrawn": func(b *bench, ash authz.Actor) id.Participant {
		sam := b.visitedBy(ash)
		b.stops(sam, pathway.Wholly)
		return sam
	},
	"without visits": func(b *bench, ash authz.Actor) id.Participant {
		sam := b.visitedBy(ash)
		b.stops(sam, pathway.FromVisitsOnly)
		return sam
	},
	"visits over": func(b *bench, ash authz.Actor) id.Participant {
		sam := b.visitedBy(ash)
		b.ok(b.care.EndVisits(context.Background(), ash, sam, course.Ending{ID: named[id.Ending]("over"),
			Kind: course.EndedSooner, On: programme.Of(b.now, time.UTC)}, true))
		return sam
	},
	"away": func(b *bench, ash authz.Actor) id.Participant {
		sam := b.visitedBy(ash)
		b.lives(sam, "moves", life.MovingAway)
		return sam
	},
}

// visitedBy is Sam after one visit, whose note isn't copied yet.
func (b *bench) visitedBy(ash authz.Actor) id.Participant {
	b.t.Helper()
	sam := b.planned("Sam", ash, numbered)
	all := b.visits(ash, sam)
	b.now = all.Appointments[0].End().Add(time.Hour)
	b.ok(b.care.RecordVisit(context.Background(), ash, sam, held(all, 0)))
	return sam
}

func (b *bench) stops(sam id.Participant, scope pathway.Scope) {
	b.t.Helper()
	b.ok(b.care.RecordWithdrawal(context.Background(), b.cora(), sam, pathway.Withdrawal{
		ID: named[id.Withdrawal]("stops"), Scope: scope, On: programme.Of(b.now, time.UTC)}))
}

// south is a second team, and somebody of it.
func (b *bench) south() (id.Team, authz.Actor) {
	b.t.Helper()
	team := named[id.Team]("south")
	p := &people.People{Kernel: b.k, Base: "http://localhost"}
	b.ok(p.AddTeam(context.Background(), b.ada(), identity.Team{ID: team, Name: "South"}))
	return team, apptest.Staff(b.org, team, "Rhea", authz.Referrer)
}

// mistakes refers Sam once more for a team, under another name and telephone number. It is
// somebody else who was meant.
func (b *bench) mistakes(who authz.Actor, team id.Team, name string) {
	b.t.Helper()
	r := apptest.Referral("Sam", team, b.definition(), programme.Of(b.now, time.UTC).AddDays(-1))
	r.ID, r.Participant = named[id.Referral](name), named[id.Participant](name)
	numbered(&r)
	r.Identity.GivenName, r.Contact.Phone, r.Responsible.Name = "Sammy", "01632 960777", "Dr Else"
	r.GP.Name = "Dr Other"
	r.HomeNote = pathway.HomeNote{Text: "A dog", Source: "Their file", ReviewBy: r.DischargeDate.AddDays(90)}
	b.ok(b.care.ReferAgain(context.Background(), who, r, ""))
	b.now = b.now.Add(time.Minute)
}

// takesItBack has a team take its referral of sam back, as two taps do.
func (b *bench) takesItBack(who authz.Actor, sam id.Participant, name string) {
	b.t.Helper()
	back := pathway.TakingBack(named[id.Decision](name), "Somebody else")
	b.ok(b.care.TakeBackReferral(context.Background(), who, sam, back))
	b.now = b.now.Add(time.Minute)
	b.ok(b.care.TakeBackReferral(context.Background(), who, sam, back))
}

// reads is everything that there is to read of sam, by what the lead, their team, they
// themselves and who visited them open.
func (b *bench) reads(sam id.Participant, ash authz.Actor) map[string]any {
	b.t.Helper()
	ctx, lena, remi := context.Background(), b.staff("Lena", authz.Lead), b.staff("Remi", authz.Referrer)
	record, err := b.care.SeePerson(ctx, lena, sam)
	b.ok(err)
	record.Undo = nil
	undo, err := b.care.AskUndo(ctx, lena, sam)
	b.ok(err)
	if f := undo.Facts; len(f) > 1 && f[0].Kind == f[1].Kind { // the first is of the referral that came to nothing
		undo.Facts = f[1:]
	}
	own, err := b.care.SeeReferral(ctx, remi, sam)
	b.ok(err)
	list, err := b.care.ListReferrals(ctx, remi, b.team, programme.Page{})
	b.ok(err)
	home, err := b.care.SeeHome(ctx, b.themselves(sam))
	b.ok(err)
	consents, err := b.care.SeeOwnConsents(ctx, b.themselves(sam), sam)
	b.ok(err)
	visits, err := b.care.ListVisits(ctx, ash)
	b.ok(err)
	loads, err := b.care.ListCaseloads(ctx, lena, programme.Page{})
	b.ok(err)
	note, err := b.care.SeeHomeNote(ctx, lena, sam)
	b.ok(err)
	board, err := b.care.ListScreening(ctx, lena, programme.Page{})
	b.ok(err)
	all := map[string]any{"record": record, "undo": undo.Facts, "referral": own, "list": list, "home": home,
		"consents": consents, "visits": visits, "caseloads": loads, "home note": note, "screening": board,
		"board": b.needs(lena), "report": b.serviceReport(authz.Governance).People}
	text, err := json.Marshal(all)
	b.ok(err)
	var plain map[string]any
	b.ok(json.Unmarshal(text, &plain))
	return forgetting(plain).(map[string]any)
}

// forgetting is what was read without when it was, and without the mark that there is another
// referral to read.
func forgetting(read any) any {
	switch read := read.(type) {
	case map[string]any:
		delete(read, "Now")
		if _, mark := read["Earlier"].(bool); mark {
			delete(read, "Earlier")
		}
		for key, value := range read {
			read[key] = forgetting(value)
		}
	case []any:
		for i, value := range read {
			read[i] = forgetting(value)
		}
	}
	return read
}

func (b *bench) readsAsBefore(when string, before map[string]any, sam id.Participant, ash authz.Actor) {
	b.t.Helper()
	if diff := cmp.Diff(before, b.reads(sam, ash)); diff != "" {
		b.t.Errorf("%s:\n%s", when, diff)
	}
}

// Everybody reads the time before as if the mistaken referral had never been.
func TestAReferralThatIsTakenBackMakesTheTimeBeforeThePresentOneAgain(t *testing.T) {
	storetest.InTheWholeRun(t)
	for over, ends := range timesOver {
		t.Run(over, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ash := b.worker("Ash")
				sam := ends(b, ash)
				b.now = b.now.Add(time.Minute)
				south, rhea := b.south()
				before := b.reads(sam, ash)
				for i, by := range []struct {
					who  authz.Actor
					team id.Team
				}{{b.staff("Remi", authz.Referrer), b.team}, {rhea, south}, {rhea, south}} {
					b.mistakes(by.who, by.team, fmt.Sprint("mistake ", i))
					b.takesItBack(by.who, sam, fmt.Sprint("back ", i))
					b.readsAsBefore(fmt.Sprintf("mistake %d taken back", i), before, sam, ash)
					b.whole()
				}
				if _, n, err := b.care.ListOwnCorrections(context.Background(), b.themselves(sam), programme.Page{}); n != 0 {
					t.Errorf("they are told of %d things that were put right, %v", n, err)
				}
			})
		})
	}
}

func TestAReferralThatWasTakenBackIsReadByItsTeamAndAmongTheEarlierOnes(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
		sam := timesOver["declined"](b, authz.Actor{})
		b.now = b.now.Add(time.Minute)
		south, rhea := b.south()
		b.mistakes(rhea, south, "mistake")
		b.takesItBack(rhea, sam, "back")
		list, err := b.care.ListReferrals(ctx, rhea, south, programme.Page{})
		b.ok(err)
		if list.Count != 1 || len(list.People) != 1 || list.People[0].State != programme.TakenBack ||
			list.People[0].Identity.GivenName != "Sammy" {
			t.Errorf("its team lists %d, %+v", list.Count, list.People)
		}
		own, err := b.care.SeeEarlierReferrals(ctx, rhea, south, sam)
		b.ok(err)
		if len(own) != 1 || own[0].TakenBack != "Somebody else" || own[0].Person.Identity.GivenName != "Sammy" {
			t.Errorf("its team reads %+v", own)
		}
		_, err = b.care.SeeReferral(ctx, rhea, sam)
		b.fails(err, fault.NotFound)
		b.fails(b.care.TakeBackReferral(ctx, rhea, sam, pathway.TakingBack(named[id.Decision]("another"), "x")),
			fault.Conflict)
		earlier, err := b.care.SeeEarlier(ctx, lena, sam)
		b.ok(err)
		if len(earlier.Courses) != 1 || earlier.Courses[0].Of.Person.State != programme.TakenBack ||
			earlier.Courses[0].Number != 0 {
			t.Errorf("the lead reads %+v", earlier.Courses)
		}
		r := b.serviceReport(authz.Governance)
		if r.People != 1 || r.Referred != 2 {
			t.Errorf("counted: %d people in %d referrals", r.People, r.Referred)
		}
		b.whole()
	})
}

// Who knows better has it stand once more, and it can be taken back once more.
func TestAReferralThatWasTakenBackStandsOnceMoreWhenTheLeadKnowsBetter(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena, ash := context.Background(), b.staff("Lena", authz.Lead), b.worker("Ash")
		sam := timesOver["withdrawn"](b, ash)
		b.now = b.now.Add(time.Minute)
		south, rhea := b.south()
		before := b.reads(sam, ash)
		b.mistakes(rhea, south, "mistake")
		for i := range 2 {
			back := fmt.Sprint("back ", i)
			b.takesItBack(rhea, sam, back)
			b.readsAsBefore(back, before, sam, ash)
			again := pathway.Undoing{ID: named[id.Undoing](back), Why: "It was them",
				Of: pathway.Entered{Kind: pathway.UndoDecision, Fact: string(named[id.Decision](back))}}
			b.ok(b.care.Undo(ctx, lena, sam, again))
			b.now = b.now.Add(time.Minute)
			b.ok(b.care.Undo(ctx, lena, sam, again))
			record, err := b.care.SeePerson(ctx, lena, sam)
			b.ok(err)
			if p := record.Person; p.State != programme.Referred || p.Team != south || p.Identity.GivenName != "Sammy" {
				t.Errorf("stands once more, and reads %+v", p)
			}
			earlier, err := b.care.SeeEarlier(ctx, lena, sam)
			b.ok(err)
			if len(earlier.Courses) != 1 || earlier.Courses[0].Of.Person.State != programme.Withdrawn {
				t.Errorf("earlier: %+v", earlier.Courses)
			}
			b.whole()
		}
	})
}

// A referral that no longer is the newest, or whose time before goes on by now, stays taken back.
func TestAReferralThatWasTakenBackStaysSoOnceSupportGoesOn(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
		sam := timesOver["declined"](b, authz.Actor{})
		b.now = b.now.Add(time.Minute)
		south, rhea := b.south()
		b.mistakes(rhea, south, "mistake")
		b.takesItBack(rhea, sam, "back")
		b.ok(b.care.Undo(ctx, lena, sam, pathway.Undoing{ID: named[id.Undoing]("no"), Why: "There is room",
			Of: pathway.Entered{Kind: pathway.UndoDecision, Fact: string(named[id.Decision]("no"))}}))
		b.fails(b.care.Undo(ctx, lena, sam, pathway.Undoing{ID: named[id.Undoing]("back"), Why: "It was them",
			Of: pathway.Entered{Kind: pathway.UndoDecision, Fact: string(named[id.Decision]("back"))}}), fault.Conflict)
		b.fails(b.care.TakeBackReferral(ctx, rhea, sam, pathway.TakingBack(named[id.Decision]("another"), "x")),
			fault.Conflict)
		b.accepts(sam)
		if got := b.stands(sam); got != programme.Accepted {
			t.Errorf("they are %s", got)
		}
		b.whole()
	})
}

func TestAThirdReferralAfterOneThatWasTakenBackIsLikeASecond(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena, ash := context.Background(), b.staff("Lena", authz.Lead), b.worker("Ash")
		sam := timesOver["visits over"](b, ash)
		b.now = b.now.Add(time.Minute)
		south, rhea := b.south()
		b.mistakes(rhea, south, "mistake")
		b.takesItBack(rhea, sam, "back")
		b.mistakes(b.staff("Remi", authz.Referrer), b.team, "meant")
		b.accepts(sam)
		earlier, err := b.care.SeeEarlier(ctx, lena, sam)
		b.ok(err)
		var told []string
		for _, e := range earlier.Courses {
			told = append(told, fmt.Sprintln(e.Number, e.Of.Person.State, e.From, e.Until))
		}
		want := []string{"0 taken_back 2026-11-24 2026-11-24\n", "1 consented 2026-11-23 2026-11-24\n"}
		if !slices.Equal(told, want) {
			t.Errorf("earlier: %v", told)
		}
		if load, err := b.care.ListVisits(ctx, ash); err != nil || len(load.Left) != 1 {
			t.Errorf("left to who visited them: %d, %v", len(load.Left), err)
		}
		b.whole()
	})
}
