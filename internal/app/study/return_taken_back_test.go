package study_test

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/trial"
	"footbridge.org/footbridge/internal/workforce"
)

// whenItWas is what may differ between two looks at the same: that there is another referral to
// read.
var whenItWas = regexp.MustCompile(`"Earlier": (true|false)`)

// reads is everything that there is to read of sam, in a study, and of all in it.
func (b *bench) reads(sam id.Participant) map[string]string {
	b.t.Helper()
	ctx, all := context.Background(), map[string]string{}
	keep := func(what string, found any, err error) {
		b.t.Helper()
		if fault.Of(err) == fault.NotFound { // nobody asks them anything any more
			found, err = "nothing", nil
		}
		b.ok(err)
		text, err := json.MarshalIndent(found, "", " ")
		b.ok(err)
		all[what] = whenItWas.ReplaceAllString(string(text), "")
	}
	f, err := b.study.SeeFollowUp(ctx, b.mei(), sam)
	keep("follow-up", f, err)
	for _, which := range trial.CallLists() {
		list, err := b.study.ListFollowUps(ctx, b.mei(), which, programme.Page{})
		keep("follow-ups "+string(which), list, err)
	}
	s, err := b.study.SeeStudy(ctx, b.lena(), named[id.Study](thisStudy))
	keep("study", s, err)
	board, err := b.care.SeeBoard(ctx, b.lena(), programme.Page{Size: 50})
	keep("board", board, err)
	for name, who := range map[string]authz.Actor{"lead": b.lena(), "coordinator": b.cora(),
		"lead who assesses": b.staff("Both", authz.Lead, authz.Assessor)} {
		r, err := b.care.SeePerson(ctx, who, sam)
		r.Undo = nil
		keep(name, r, err)
	}
	r, err := b.care.SeeReferral(ctx, b.staff("Remi", authz.Referrer), sam)
	keep("team", r, err)
	self := authz.Actor{Account: named[id.Account]("self"), Organisation: b.org, Participant: sam}
	home, err := b.care.SeeHome(ctx, self)
	keep("home", home, err)
	return all
}

// In a study, too, a referral that is taken back leaves everything as it was: the arm decides
// about the course that they were allocated in, and its follow-ups are those.
func TestAStudyReadsAsBeforeOnceAReferralIsTakenBack(t *testing.T) {
	storetest.InTheWholeRun(t)
	for when, over := range map[string]func(b *bench, sam id.Participant){
		"after their time for visits": func(b *bench, _ id.Participant) { b.later(130) },
		"after they withdrew":         func(b *bench, sam id.Participant) { b.later(5); b.leaves(sam) },
		"after it closed":             func(b *bench, _ id.Participant) { b.later(400); b.closes() },
	} {
		for arm, other := range map[string]string{
			"peer_support": "workbook_alone", "workbook_alone": "peer_support"} {
			t.Run(when+" "+arm, func(t *testing.T) {
				onEachEngine(t, func(t *testing.T, b *bench) {
					ctx, remi := context.Background(), b.staff("Remi", authz.Referrer)
					b.later(700) // within what a check of the worker's holds
					sam := b.allocated("Sam", arm)
					b.allocated("Jo", other)
					if arm == "peer_support" {
						b.ok(b.care.MakeMatch(ctx, b.lena(), sam, workforce.Match{ID: named[id.Match]("m"),
							Worker: b.hired("Ash").Account, On: programme.Of(b.now, london)}))
					}
					over(b, sam)
					b.works()
					before := b.reads(sam)
					for i := range 2 {
						b.ok(b.oncemore("Sam", fmt.Sprint("mistake ", i)))
						back := pathway.TakingBack(named[id.Decision](fmt.Sprint("back ", i)), "Somebody else")
						b.ok(b.care.TakeBackReferral(ctx, remi, sam, back))
						b.works()
						if diff := cmp.Diff(before, b.reads(sam)); diff != "" {
							t.Errorf("mistake %d taken back:\n%s", i, diff)
						}
						b.whole()
					}
				})
			})
		}
	}
}

// Whether such a referral can stand once more hangs on what both arms share: that visits had
// ended, before they moved away, is no matter.
func TestWhetherAReferralCanStandOnceMoreTellsNoArm(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, remi := context.Background(), b.staff("Remi", authz.Referrer)
		b.later(700)
		ash := b.hired("Ash")
		offered := map[string]int{}
		for name, arm := range map[string]string{"Sam": "peer_support", "Jo": "workbook_alone"} {
			sam, today := b.allocated(name, arm), programme.Of(b.now, london)
			if arm == "peer_support" {
				b.ok(b.care.MakeMatch(ctx, b.lena(), sam, workforce.Match{ID: named[id.Match]("m"), Worker: ash.Account,
					On: today}))
				b.ok(b.care.EndVisits(ctx, b.lena(), sam, course.Ending{ID: named[id.Ending]("over"),
					Kind: course.EndedSooner, On: today}, true))
			}
			b.ok(b.care.EnterLife(ctx, b.lena(), sam, life.Event{ID: named[id.LifeEvent](name), Kind: life.MovingAway,
				On: today}, true))
			b.now = b.now.Add(time.Minute)
			b.ok(b.again(name))
			b.ok(b.care.TakeBackReferral(ctx, remi, sam, pathway.TakingBack(named[id.Decision](name+" back"), "Not them")))
			r, err := b.care.AskUndo(ctx, b.lena(), sam)
			b.ok(err)
			for _, f := range r.Facts {
				if f.Said == string(pathway.TakeBack) {
					offered[name]++
				}
			}
		}
		if offered["Sam"] != 1 || offered["Jo"] != 1 {
			t.Errorf("offered: %v", offered)
		}
	})
}
