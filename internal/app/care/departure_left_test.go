package care_test

import (
	"context"
	"net/url"
	"slices"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
)

// returned is a person whom ash visited once without copying the note. One visit is not
// written up, and they have been referred again since, and accepted.
func (b *bench) returned(name string, ash authz.Actor) (sam id.Participant) {
	b.t.Helper()
	ctx := context.Background()
	sam = b.planned(name, ash)
	all := b.visits(ash, sam)
	b.now = all.Appointments[1].End().Add(time.Hour)
	b.ok(b.care.RecordVisit(ctx, ash, sam, held(all, 0)))
	d, err := content.Latest("crisis-peer-support")
	b.ok(err)
	b.ok(b.care.RecordWithdrawal(ctx, b.cora(), sam, pathway.Withdrawal{ID: named[id.Withdrawal](name),
		Scope: pathway.Wholly, On: programme.Of(b.now, time.UTC)}))
	b.now = b.now.AddDate(0, 0, 7)
	r := apptest.Referral(name, b.team, d, programme.Of(b.now, time.UTC).AddDays(-3))
	r.ID = named[id.Referral](name + " again")
	b.ok(b.care.ReferAgain(ctx, b.staff("Remi", authz.Referrer), r, sam))
	b.ok(b.care.Screen(ctx, b.staff("Lena", authz.Lead), sam,
		pathway.Decision{ID: named[id.Decision](name + " again"), Verdict: pathway.Accept}))
	return sam
}

func TestWhatAnEarlierCourseLeftAWorkerIsHandedOverWhenTheyLeave(t *testing.T) {
	storetest.InTheWholeRun(t)
	for _, road := range everyRoad {
		t.Run(road, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
				sam := b.returned("Sam", ash)
				for name, see := range map[string]func() (care.Departure, error){
					"closing":    func() (care.Departure, error) { return b.care.SeeClosing(ctx, b.ada(), ash.Account, "") },
					"long leave": func() (care.Departure, error) { return b.care.SeeHandOver(ctx, lena, ash.Account) },
				} {
					if d, err := see(); err != nil || d.Visits.Unwritten != 1 || d.Visits.ToCopy != 1 || d.Asks() {
						t.Errorf("the page of %s says %+v, %v", name, d.Visits, err)
					}
				}
				if got := b.needs(lena); slices.Contains(got, "before Sam") {
					t.Errorf("with their worker, and on the board: %q", got)
				}
				b.ok(b.roads(ash)[road](care.HandOver{}))
				if got := b.needs(lena); !slices.Contains(got, "before Sam") {
					t.Errorf("on the board: %q", got)
				}
				if load, err := b.care.ListVisits(ctx, ash); err != nil || len(load.Left) != 0 {
					t.Errorf("still on the leaver's list: %d, %v", len(load.Left), err)
				}
				b.finishesEarlier(lena, sam)
				if got := b.needs(lena); slices.Contains(got, "before Sam") {
					t.Errorf("all done, and on the board: %q", got)
				}
				b.whole()
			})
		})
	}
}

// finishesEarlier writes up and copies what is left of somebody's earlier course.
func (b *bench) finishesEarlier(who authz.Actor, sam id.Participant) {
	b.t.Helper()
	ctx := context.Background()
	all, err := b.care.SeeEarlier(ctx, who, sam)
	b.ok(err)
	left := *all.Courses[0].Of.Visits
	for i, a := range left.Course.Appointments {
		v := held(left.Course, i)
		if a.State == course.AppointmentPlanned {
			b.ok(b.care.RecordEarlierVisit(ctx, who, sam, v))
			b.needsAre(who, "before Sam", "invitation Sam")
		}
		if _, is, _ := left.Copied(a); !is && a.State != course.AppointmentCancelled {
			b.ok(b.care.CopyEarlierNote(ctx, b.staff("Ruth", authz.Supervisor), sam, a.ID,
				course.NoteCopy{ID: named[id.NoteCopy]("copy" + string(a.ID)), Visit: v.ID}))
		}
	}
}

// A leaver's note about a visit of somebody whose visits have ended is copied by those
// who look after the service.
func TestALeaversNoteLeftToCopyGoesToTheBoardWhenNobodyVisits(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, bo, lena := context.Background(), b.worker("Ash"), b.worker("Bo"), b.staff("Lena", authz.Lead)
		sam, kim := b.planned("Sam", ash), b.plannedAt(13, "Kim", ash)
		b.now = b.visits(ash, kim).Appointments[0].End().Add(time.Hour)
		for _, x := range []id.Participant{sam, kim} {
			b.ok(b.care.RecordVisit(ctx, ash, x, held(b.visits(ash, x), 0)))
		}
		b.lives(sam, "died", "death")
		d, err := b.care.SeeClosing(ctx, b.ada(), ash.Account, "")
		if err != nil || d.Visits.ToCopy != 2 || d.Visits.People != 1 {
			t.Errorf("the page says %+v, %v", d.Visits, err)
		}
		b.ok(b.care.EndAccount(ctx, b.ada(), ash.Account, care.HandOver{To: bo.Account}))
		got := b.needs(lena)
		if !slices.Contains(got, "writing_up Sam") || slices.Contains(got, "writing_up Kim") {
			t.Errorf("on the board: %q", got)
		}
		load, err := b.care.ListVisits(ctx, bo)
		if err != nil || len(load.People) != 1 || len(load.People[0].ToCopy) != 1 {
			t.Errorf("the new worker visits %d, and copies nothing: %v", len(load.People), err)
		}
		v := held(b.visits(lena, sam), 0)
		b.ok(b.care.CopyClinicalNote(ctx, b.staff("Ruth", authz.Supervisor), sam, v.Appointment,
			course.NoteCopy{ID: named[id.NoteCopy]("c"), Visit: v.ID}))
		if got := b.needs(lena); slices.Contains(got, "writing_up Sam") {
			t.Errorf("copied, and on the board: %q", got)
		}
		b.whole()
	})
}

// What a leaver could not save about a person is the lead's when their account is
// closed, and the lead is told: of a worry by that name.
func TestTheLeadIsToldOfWordsThatALeaverCouldNotSave(t *testing.T) {
	for noun, subject := range map[string]string{
		"worry":  "A worry has been handed over to you, and nobody else has been told",
		"visits": "Something has been handed over to you",
	} {
		t.Run(noun, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ctx, ash, p := context.Background(), b.hires("Ash", authz.PeerWorker), &people.People{Kernel: b.k}
				lena, sam := b.hires("Lena", authz.Lead), b.referred("Sam")
				out := outbox()
				b.mails(out)
				for page, words := range map[string]string{"/people/" + string(sam) + "/worry": "She is low", "/my-phone": "none"} {
					_, err := p.KeepDraft(ctx, ash, identity.Typed{Page: page, Form: page, Noun: noun,
						Values: url.Values{"words": {words}}}, false)
					b.ok(err)
				}
				if d, err := b.care.SeeClosing(ctx, b.ada(), ash.Account, ""); err != nil || d.Words != 1 {
					t.Errorf("the page says %d, %v", d.Words, err)
				}
				b.ok(b.care.EndAccount(ctx, b.ada(), ash.Account, care.HandOver{}))
				if got := b.mails(out); len(got[subject]) != 1 {
					t.Errorf("told: %v", got)
				}
				list, n, err := p.ListHandedDrafts(ctx, lena, programme.Page{})
				if err != nil || n != 1 || list[0].Values.Get("words") != "She is low" || list[0].Name != "Ash" {
					t.Errorf("handed over: %+v, %v", list, err)
				}
				b.whole()
			})
		})
	}
}

// Nobody can tell somebody who has left that they no longer visit: it isn't asked for. Who is
// away for long stays to be told.
func TestNobodyIsToTellAWorkerWhoHasLeft(t *testing.T) {
	for _, road := range everyRoad {
		t.Run(road, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ash, lena := b.worker("Ash"), b.hires("Lena", authz.Lead)
				sam := b.matched("Sam", ash)
				b.ok(b.roads(ash)[road](care.HandOver{Board: true}))
				untold := map[string]string{"long leave": "end worker"}[road]
				m := b.whoVisits(lena, sam)
				b.hears(m, "", untold)
				if m.May.Tell != (untold != "") {
					t.Errorf("there is somebody to tell: %t", m.May.Tell)
				}
				b.whole()
			})
		})
	}
}
