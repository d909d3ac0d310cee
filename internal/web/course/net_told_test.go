package course_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/web/webtest"
	"footbridge.org/footbridge/internal/workforce"
)

// A told is somebody who can have no email, and was told of Bronwen and of ten visits.
type told struct {
	*webtest.Bench
	bronwen, ash, cy webtest.Member
	sam              id.Participant
	page             string
	n                int
}

func toldOfBronwen(t *testing.T, plans bool) *told {
	t.Helper()
	b := &told{Bench: webtest.Open(t)}
	b.bronwen, b.ash = b.Works("Bronwen", authz.PeerWorker), b.Works("Ash", authz.PeerWorker)
	b.cy = b.Works("Cy", authz.PeerWorker)
	b.sam = b.Refers(b.Remi, b.North, "Sam")
	b.page = "/people/" + string(b.sam) + "/tell"
	b.Agrees(b.sam)
	b.Matches(b.sam, b.bronwen)
	if plans {
		b.Plans(b.sam, b.bronwen)
	}
	b.tells()
	return b
}

// tells has the lead record that they know.
func (b *told) tells() {
	form := b.Form(b.Lena, b.page)
	form.Set("how", "phone")
	b.Twice(b.Lena, b.page, form, "/people/"+string(b.sam)+"/visits")
}

func (b *told) key(name string) string {
	b.n++
	return name + string(rune('a'+b.n))
}

// goesTo has another worker visit, to whom what is planned goes.
func (b *told) goesTo(from, to webtest.Member) {
	b.Ok(b.Care.HandOver(context.Background(), b.Lena.Actor, from.Actor.Account,
		care.HandOver{To: to.Actor.Account}))
}

// leaves has the worker visit no longer.
func (b *told) leaves() {
	r, err := b.Care.SeeVisits(context.Background(), b.Lena.Actor, b.sam)
	b.Ok(err)
	b.Ok(b.Care.EndMatch(context.Background(), b.Lena.Actor, b.sam, workforce.MatchEnded{
		ID: kernel.NewID[id.MatchEnd](b.K, b.key("end")), Match: r.Match.Match, On: programme.Of(b.Now, time.UTC),
		Reason: workforce.WorkerAway}))
}

func (b *told) visit(n int) course.Appointment { return b.Course(b.sam).ToCome(b.Now)[n] }

func (b *told) moves(v course.Appointment, to time.Time) {
	m := course.Move{ID: kernel.NewID[id.Move](b.K, b.key("move")), Appointment: v.ID, From: v.Start, To: v.Arrangement,
		By: course.PartyService}
	m.To.Start = to
	b.Ok(b.Care.MoveVisit(context.Background(), b.Lena.Actor, b.sam, m))
}

func (b *told) cancels(v course.Appointment, by course.Party) {
	b.Ok(b.Care.CancelVisit(context.Background(), b.Lena.Actor, b.sam, course.Cancellation{
		ID: kernel.NewID[id.Cancellation](b.K, b.key("c")), Appointment: v.ID, From: v.Start, By: by, Reason: "flu"}))
}

// plans has the worker plan what has no day, on Mondays at that time from that day.
func (b *told) plans(who webtest.Member, day, month, at string) {
	path := "/people/" + string(b.sam) + "/visits/plan"
	form := b.Opens(who, path)
	webtest.Day(form, "from", day, month, "2026")
	form.Set("weekday", "monday")
	form.Set("at", at)
	b.Twice(who, path, form, "/people/"+string(b.sam)+"/visits")
}

func (b *told) covers(v course.Appointment, to webtest.Member) {
	b.Ok(b.Care.CoverVisit(context.Background(), b.Lena.Actor, b.sam, care.Cover{
		ID: kernel.NewID[id.Move](b.K, b.key("cover")), Appointment: v.ID, From: v.Start, Instead: v.Worker,
		To: to.Actor.Account, Reason: "a cold"}))
}

// later lets the day pass that a worker has to tell somebody themselves.
func (b *told) later() {
	b.Now = b.Now.AddDate(0, 0, 1)
	b.Lena.Token = b.SignIn("lena@example.org")
}

// What somebody is told is how things are now, against how they were told last: none of the
// steps between, of which they never heard.
func TestWhatIsToldIsWhatHasChangedSinceTheyWereToldLast(t *testing.T) {
	storetest.InTheWholeRun(t)
	const nothing = "Record that they know"
	for what, c := range map[string]struct {
		happens    func(b *told)
		says, keep []string
		unplanned  bool
	}{
		"two changes of worker": {func(b *told) { b.goesTo(b.bronwen, b.ash); b.goesTo(b.ash, b.cy) },
			[]string{"Bronwen no longer visits them.", "Cy visits them from now on."}, []string{"Ash no longer"}, true},
		"another, and nobody then": {func(b *told) { b.goesTo(b.bronwen, b.ash); b.leaves() },
			[]string{"Bronwen no longer visits them."}, []string{"Ash no longer", "from now on"}, true},
		"another, and the same again": {func(b *told) { b.goesTo(b.bronwen, b.ash); b.goesTo(b.ash, b.bronwen) },
			nil, []string{nothing}, true},
		"another, and the same again, with days": {func(b *told) { b.goesTo(b.bronwen, b.ash); b.goesTo(b.ash, b.bronwen) },
			nil, []string{nothing}, false},
		"others planned in place of those cancelled": {func(b *told) {
			b.cancels(b.visit(1), course.PartyService)
			b.plans(b.bronwen, "14", "12", "14:00")
		}, []string{"No longer: Monday 30 November 2026, 10:00. Now: Monday 14 December 2026, 14:00 with Bronwen."},
			[]string{"Cancelled", "Planned"}, false},
		"planned again on the same day": {func(b *told) {
			b.cancels(b.visit(1), course.PartyService)
			b.plans(b.bronwen, "30", "11", "14:00")
		}, []string{"No longer: Monday 30 November 2026, 10:00. Now: Monday 30 November 2026, 14:00 with Bronwen."},
			nil, false},
		"planned again at the same time": {func(b *told) {
			b.cancels(b.visit(1), course.PartyService)
			b.plans(b.bronwen, "30", "11", "10:00")
		}, nil, []string{nothing}, false},
		"moved, and moved again": {func(b *told) {
			b.moves(b.visit(1), b.visit(1).Start.Add(4*time.Hour))
			b.moves(b.visit(1), b.visit(1).Start.Add(time.Hour))
		}, []string{"No longer: Monday 30 November 2026, 10:00. Now: Monday 30 November 2026, 15:00 with Bronwen."},
			[]string{"14:00"}, false},
		"moved, and moved back": {func(b *told) {
			b.moves(b.visit(1), b.visit(1).Start.Add(4*time.Hour))
			b.moves(b.visit(1), b.visit(1).Start.Add(-4*time.Hour))
		}, nil, []string{nothing}, false},
		"moved, and cancelled": {func(b *told) {
			b.moves(b.visit(1), b.visit(1).Start.Add(4*time.Hour))
			b.cancels(b.visit(1), course.PartyService)
		}, []string{"Cancelled: Monday 30 November 2026, 10:00."}, []string{"14:00"}, false},
		"moved, and cancelled as they asked": {func(b *told) {
			b.moves(b.visit(1), b.visit(1).Start.Add(4*time.Hour))
			b.cancels(b.visit(1), course.PartyParticipant)
		}, nil, []string{nothing}, false},
		"covered": {func(b *told) { b.covers(b.visit(1), b.ash) }, []string{"Ash", "30 November 2026, 10:00"}, nil, false},
		"covered, and no longer": {func(b *told) { b.covers(b.visit(1), b.ash); b.covers(b.visit(1), b.bronwen) },
			nil, []string{nothing}, false},
		"covered, told, and no longer": {func(b *told) {
			b.covers(b.visit(1), b.ash)
			b.tells()
			b.covers(b.visit(1), b.bronwen)
		}, []string{"Monday 30 November 2026, 10:00: Ash can't come after all. Bronwen comes."}, []string{"Planned:"}, false},
		"covered, told, and by another": {func(b *told) {
			b.covers(b.visit(1), b.ash)
			b.tells()
			b.covers(b.visit(1), b.cy)
		}, []string{"Monday 30 November 2026, 10:00: Ash can't come after all. Cy comes."}, []string{"Bronwen can't"}, false},
		"covered, told, covered again, and handed over to them": {func(b *told) {
			b.covers(b.visit(1), b.ash)
			b.tells()
			b.covers(b.visit(1), b.bronwen)
			b.covers(b.visit(1), b.ash)
			b.cancels(b.visit(2), course.PartyService)
			b.goesTo(b.bronwen, b.ash)
		}, []string{"Ash visits them from now on.", "Cancelled: Monday 7 December 2026, 10:00."},
			[]string{"30 November", "No longer:"}, false},
		"another worker, at times that they know": {func(b *told) {
			b.leaves()
			b.Matches(b.sam, b.ash)
			b.plans(b.ash, "30", "11", "10:00")
		}, []string{"Ash comes to 9 visits instead of Bronwen", "Planned: Monday 1 February 2027, 10:00 with Ash."},
			[]string{"10 visits"}, false},
		"another worker, with other days": {func(b *told) {
			b.moves(b.visit(1), b.visit(1).Start.Add(4*time.Hour))
			b.goesTo(b.bronwen, b.ash)
		}, []string{"Bronwen no longer visits them.", "Ash visits them from now on.",
			"No longer: Monday 30 November 2026, 10:00. Now: Monday 30 November 2026, 14:00 with Ash."}, nil, false},
		"planned, and cancelled": {func(b *told) {
			b.plans(b.bronwen, "7", "12", "10:00")
			for range 10 {
				b.cancels(b.visit(0), course.PartyService)
			}
		}, nil, []string{nothing}, true},
		"planned, and one of them cancelled": {func(b *told) {
			b.plans(b.bronwen, "7", "12", "10:00")
			b.cancels(b.visit(0), course.PartyService)
		}, []string{"9 visits planned"}, []string{"Cancelled", "cancelled", "No longer"}, true},
	} {
		t.Run(what, func(t *testing.T) {
			b := toldOfBronwen(t, !c.unplanned)
			c.happens(b)
			b.later()
			for _, path := range []string{"/to-tell", b.page} {
				page := b.Get(b.Lena, path)
				if len(c.says) == 0 && path == b.page {
					continue // there is no such form
				}
				page.Is(200).Says(c.says...).KeepsFrom(c.keep...)
			}
			if len(c.says) > 0 {
				b.tells()
			}
			b.Get(b.Lena, "/to-tell").KeepsFrom("Sam")
			b.Get(b.Lena, "/people/"+string(b.sam)+"/visits").KeepsFrom("Not told yet: Sam", "Record that they know")
			b.Verify()
		})
	}
}

// The worker who visits somebody by now reads what there is to tell them as the lead does, and
// closes with it nothing that they never saw.
func TestTheWorkerReadsAllThatThereIsToTell(t *testing.T) {
	b := toldOfBronwen(t, true)
	b.leaves()
	b.Matches(b.sam, b.ash)
	b.plans(b.ash, "30", "11", "14:00")
	const all = "Bronwen no longer visits them. Ash visits them from now on. No longer: "
	b.later()
	b.ash.Token = b.SignIn("ash@example.org")
	b.Get(b.Lena, "/to-tell").Says(all)
	b.Get(b.ash, "/visits").Says(all)
	b.Get(b.ash, b.page).Says("Bronwen no longer visits them.", "Ash visits them from now on.", "No longer: ")
}

// Who has told somebody of their visits, how and when, stays on their record.
func TestTheRecordSaysWhoToldThemOfTheirVisits(t *testing.T) {
	b := toldOfBronwen(t, true)
	path := "/people/" + string(b.sam) + "/visits"
	b.Get(b.Lena, path).Says("Sam, about their visits By telephone, on 23 November 2026. Recorded by Lena.")
	b.cancels(b.visit(1), course.PartyService)
	b.tells()
	if n := strings.Count(webtest.Words(b.Get(b.Lena, path).Body), "Sam, about their visits By telephone"); n != 2 {
		t.Errorf("%d lines", n)
	}
}
