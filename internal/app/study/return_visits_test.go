package study_test

import (
	"context"
	"slices"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// An arm decides about the course that somebody was allocated in, and about a later one
// while the study follows them up. From then on the lead can choose who visits them,
// whichever arm they were in. Before the referral is accepted the lead reads which it is.
func TestWhoComesBackIsVisitedLikeAnybodyOnceTheirStudyDecidesNoLonger(t *testing.T) {
	all := func(name string) bool { return true }
	inVisits := func(name string) bool { return name == "Sam" }
	for when, c := range map[string]struct {
		before  func(b *bench, people map[string]id.Participant)
		decides bool
		visited func(name string) bool
	}{
		"while it follows them up": {func(b *bench, _ map[string]id.Participant) { b.later(130) }, true, inVisits},
		"after they withdrew": {func(b *bench, people map[string]id.Participant) {
			b.later(5)
			b.leaves(people["Sam"])
			b.leaves(people["Jo"])
			b.later(5)
		}, false, all},
		"after its follow-up": {func(b *bench, _ map[string]id.Participant) { b.later(400) }, false, all},
		"after it closed":     {func(b *bench, _ map[string]id.Participant) { b.later(400); b.closes() }, false, all},
	} {
		t.Run(when, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				people := map[string]id.Participant{
					"Sam": b.allocated("Sam", "peer_support"), "Jo": b.allocated("Jo", "workbook_alone"),
				}
				c.before(b, people)
				for name, sam := range people {
					b.ok(b.again(name))
					b.returned(name, sam, c.decides, c.visited(name))
				}
				b.whole()
			})
		})
	}
}

// returned holds what is said of the second course of sam, and what can be done in it.
func (b *bench) returned(name string, sam id.Participant, decides, visited bool) {
	b.t.Helper()
	ctx := context.Background()
	before, err := b.care.SeeScreening(ctx, b.lena(), sam)
	b.ok(err)
	if s := before.StudyBefore; s == nil || s.Decides != decides || s.Visits == nil || *s.Visits != visited {
		b.t.Errorf("%s: before a decision the lead reads %+v", name, s)
	}
	masked, err := b.care.SeeScreening(ctx, b.staff("Both", authz.Lead, authz.Assessor), sam)
	b.ok(err)
	if s := masked.StudyBefore; s == nil || s.Visits != nil {
		b.t.Errorf("%s: a lead who assesses reads %+v", name, s)
	}
	b.consents(sam, name+" again")
	r, err := b.care.SeeVisits(ctx, b.lena(), sam)
	if visited && (err != nil || !r.May.Match) || !visited && err == nil && r.May.Match {
		b.t.Errorf("%s: can be given a worker: %t, %v", name, r.May.Match, err)
	}
	_, err = b.care.SeeMatching(ctx, b.lena(), sam)
	if (err == nil) != visited {
		b.t.Errorf("%s: the page to choose a worker: %v", name, err)
	}
	board, err := b.care.SeeBoard(ctx, b.lena(), programme.Page{Size: 50})
	b.ok(err)
	on := slices.ContainsFunc(board.InStudy, func(w course.Waiting) bool { return w.ID == sam })
	if on != visited {
		b.t.Errorf("%s: on the board: %t", name, on)
	}
	own := authz.Actor{Account: named[id.Account](name + " self"), Organisation: b.org, Participant: sam}
	home, err := b.care.SeeHome(ctx, own)
	b.ok(err)
	if home.Alone == visited {
		b.t.Errorf("%s: is told that no visits come: %t", name, home.Alone)
	}
}

// Who was given a worker in a second course after the study has closed is in the list of
// those who are visited.
func TestWhoIsVisitedAfterAClosedStudyIsListedAsVisited(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam := b.allocated("Sam", "peer_support")
		b.allocated("Jo", "workbook_alone")
		b.later(400)
		b.closes()
		b.later(300) // within what a check of the worker's holds
		ash := b.hired("Ash")
		b.ok(b.again("Sam"))
		b.consents(sam, "Sam again")
		b.ok(b.care.MakeMatch(ctx, b.lena(), sam, workforce.Match{ID: named[id.Match]("m"), Worker: ash.Account,
			On: programme.Of(b.now, london)}))
		visited, err := b.care.ListCaseloads(ctx, b.lena(), programme.Page{Size: 50})
		b.ok(err)
		board, err := b.care.SeeBoard(ctx, b.lena(), programme.Page{Size: 50})
		b.ok(err)
		b.holds("listed, and counted", []int{visited.Count, board.Visited}, []int{1, 1})
	})
}

// Who wants no more visits in a second course, while a study decides that none come, isn't
// told that they can have some.
func TestWhoStopsVisitsWhileAStudyDecidesForNoneIsPromisedNone(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		people := map[string]id.Participant{
			"Sam": b.allocated("Sam", "peer_support"), "Jo": b.allocated("Jo", "workbook_alone"),
		}
		b.later(130)
		for name, sam := range people {
			b.ok(b.again(name))
			b.consents(sam, name+" again")
			b.ok(b.care.RecordWithdrawal(ctx, b.cora(), sam, pathway.Withdrawal{ID: named[id.Withdrawal](name),
				Scope: pathway.FromVisitsOnly, On: programme.Of(b.now, london)}))
			own := authz.Actor{Account: named[id.Account](name + " self"), Organisation: b.org, Participant: sam}
			home, err := b.care.SeeHome(ctx, own)
			b.ok(err)
			if home.Alone != (name == "Jo") {
				t.Errorf("%s: is told that no visits come: %t", name, home.Alone)
			}
		}
	})
}
