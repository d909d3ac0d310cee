package course_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Of a visit whose day has passed the list says what it was and what is still to do.
func TestTheListSaysWhatToTellOfADayThatHasPassed(t *testing.T) {
	for state, says := range map[string]string{
		"cancelled": "That day has passed. Ask whether they waited for it, say sorry if they did, and record it.",
		"planned":   "That day has passed, so there is nothing to tell them any more.",
	} {
		t.Run(state, func(t *testing.T) {
			b := webtest.Open(t)
			sam, ash := b.Refers(b.Remi, b.North, "Sam"), b.Works("Ash", authz.PeerWorker)
			b.Agrees(sam)
			b.Matches(sam, ash)
			b.Plans(sam, ash)
			page := "/people/" + string(sam) + "/tell"
			form := b.Form(b.Lena, page)
			form.Set("how", "phone")
			b.Twice(b.Lena, page, form, "/people/"+string(sam)+"/visits")
			first := b.Course(sam).ToCome(b.Now)[0]
			m := course.Move{ID: kernel.NewID[id.Move](b.K, "m"), Appointment: first.ID, From: first.Start,
				To: first.Arrangement, By: course.PartyService}
			m.To.Start = first.Start.AddDate(0, 0, 1)
			b.Ok(b.Care.MoveVisit(context.Background(), b.Lena.Actor, sam, m))
			if state == "cancelled" {
				b.Ok(b.Care.CancelVisit(context.Background(), b.Lena.Actor, sam, course.Cancellation{
					ID: kernel.NewID[id.Cancellation](b.K, "c"), Appointment: first.ID, By: course.PartyService, Reason: "flu"}))
			}
			b.Now = m.To.Start.AddDate(0, 0, 2)
			b.Lena.Token = b.SignIn("lena@example.org")
			for _, at := range []string{"/to-tell", page} {
				b.Get(b.Lena, at).Says(says).KeepsFrom("The day of the visit has passed")
			}
			b.Verify()
		})
	}
}

// Who visits somebody that no message reaches reads on their own list what to tell them,
// and not that a visit is cancelled of which another is planned for the same time.
func TestAWorkerIsAskedToTellThePeopleTheyVisit(t *testing.T) {
	b := webtest.Open(t)
	sam, ash := b.Refers(b.Remi, b.North, "Sam"), b.Works("Ash", authz.PeerWorker)
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	page := "/people/" + string(sam) + "/tell"
	b.Get(ash, "/visits").Says("10 visits planned. The first is Monday 23 November 2026, 10:00", "Record that they know")
	form := b.Form(ash, page)
	form.Set("how", "phone")
	b.Twice(ash, page, form, "/people/"+string(sam)+"/visits")
	b.Get(ash, "/visits").KeepsFrom("Record that they know")

	third := b.Course(sam).ToCome(b.Now)[2]
	b.Ok(b.Care.CancelVisit(context.Background(), ash.Actor, sam, course.Cancellation{
		ID: kernel.NewID[id.Cancellation](b.K, "c"), Appointment: third.ID, By: course.PartyWorker, Reason: "flu"}))
	b.Get(ash, "/visits").Says("Cancelled: Monday 7 December 2026, 10:00.", "Record that they know")
	plan := "/people/" + string(sam) + "/visits/plan"
	form = b.Opens(ash, plan)
	webtest.Day(form, "from", "7", "12", "2026")
	form.Set("weekday", "monday")
	form.Set("at", "10:00")
	b.Twice(ash, plan, form, "/people/"+string(sam)+"/visits")
	b.Get(ash, "/visits").Says("Planned: Monday 7 December 2026, 10:00 with Ash.", "Record that they know").
		KeepsFrom("Cancelled: Monday 7 December 2026, 10:00. They")
	b.Verify()
}
