package course_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Of a cancelled visit whose day has passed the list says what is still to do. Of one that took
// place nobody is asked to tell anything, on whichever page.
func TestOfADayThatHasPassedThereIsOnlyToAskWhetherTheyWaited(t *testing.T) {
	const waited = "That day has passed. Ask whether they waited for it, say sorry if they did, and record it."
	for _, state := range []string{"cancelled", "planned"} {
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
					ID: kernel.NewID[id.Cancellation](b.K, "c"), Appointment: first.ID, From: m.To.Start,
					By: course.PartyService, Reason: "flu"}))
			}
			b.Now = m.To.Start.AddDate(0, 0, 2)
			b.Lena.Token = b.SignIn("lena@example.org")
			if state == "cancelled" {
				b.Get(b.Lena, "/to-tell").Says(waited)
				b.Get(b.Lena, page).Is(http.StatusOK).Says(waited)
				b.Get(b.Lena, "/board").Says("Needs to be told what has changed.")
			} else {
				b.Get(b.Lena, "/to-tell").Says("Nobody for you to tell")
				b.Get(b.Lena, page).Is(http.StatusConflict).Says("There is nothing left to tell here.")
				b.Get(b.Lena, "/board").KeepsFrom("to be told")
				b.Get(ash, "/visits").KeepsFrom("Record that they know")
			}
			b.Verify()
		})
	}
}

// Who visits somebody that no message reaches reads on their own list what to tell them, and
// nothing once a cancelled visit is planned for the same time again.
func TestAWorkerIsAskedToTellThePeopleTheyVisit(t *testing.T) {
	b := webtest.Open(t)
	sam, ash := b.Refers(b.Remi, b.North, "Sam"), b.Works("Ash", authz.PeerWorker)
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	page := "/people/" + string(sam) + "/tell"
	b.Get(ash, "/visits").Says("10 visits planned. The first is Monday 23 November 2026, 10:00, the last "+
		"Monday 25 January 2027, 10:00. All with Ash.", "Record that they know")
	b.Get(b.Lena, "/to-tell").Says("Workers have a day to tell people").KeepsFrom("Everybody has been told")
	b.Get(ash, page).Says("All with Ash.").KeepsFrom("10:00 with Ash")
	form := b.Form(ash, page)
	form.Set("how", "phone")
	b.Twice(ash, page, form, "/people/"+string(sam)+"/visits")
	b.Get(ash, "/visits").KeepsFrom("Record that they know")

	third := b.Course(sam).ToCome(b.Now)[2]
	b.Ok(b.Care.CancelVisit(context.Background(), ash.Actor, sam, course.Cancellation{
		ID: kernel.NewID[id.Cancellation](b.K, "c"), Appointment: third.ID, From: third.Start, By: course.PartyWorker,
		Reason: "flu"}))
	b.Get(ash, "/visits").Says("Cancelled: Monday 7 December 2026, 10:00.", "Record that they know")
	plan := "/people/" + string(sam) + "/visits/plan"
	form = b.Opens(ash, plan)
	webtest.Day(form, "from", "7", "12", "2026")
	form.Set("weekday", "monday")
	form.Set("at", "10:00")
	b.Twice(ash, plan, form, "/people/"+string(sam)+"/visits")
	b.Get(ash, "/visits").KeepsFrom("Cancelled: Monday 7 December 2026, 10:00.", "Record that they know")
	b.Verify()
}

// Who is to be told something reads it otherwise once life has the visits wait, or they
// have ended: every list that asks for it says so.
func TestWhoIsToBeToldIsMarkedWhereTheirVisitsDontGoOn(t *testing.T) {
	for says, happens := range map[string]func(b *webtest.Bench, sam id.Participant) error{
		"On hold since": func(b *webtest.Bench, sam id.Participant) error { return lives(b, sam, life.Readmission) },
		"Away since":    func(b *webtest.Bench, sam id.Participant) error { return lives(b, sam, life.MovingAway) },
		"Visits ended on": func(b *webtest.Bench, sam id.Participant) error {
			return b.Care.EndVisits(context.Background(), b.Lena.Actor, sam, course.Ending{
				ID: kernel.NewID[id.Ending](b.K, "e"), Kind: course.EndedSooner, On: programme.Of(b.Now, b.Now.Location()),
				Note: "as agreed"}, true)
		},
	} {
		t.Run(says, func(t *testing.T) {
			b := webtest.Open(t)
			sam, ash := b.Refers(b.Remi, b.North, "Sam"), b.Works("Ash", authz.PeerWorker)
			b.Agrees(sam)
			b.Matches(sam, ash)
			b.Plans(sam, ash)
			page := "/people/" + string(sam) + "/tell"
			form := b.Form(ash, page)
			form.Set("how", "phone")
			b.Twice(ash, page, form, "/people/"+string(sam)+"/visits")
			b.Ok(happens(b, sam))
			for path, who := range map[string]webtest.Member{"/to-tell": b.Lena, "/board": b.Lena, "/visits": ash} {
				page := b.Get(who, path).Is(200).Says("Sam Okafor", "Record that they know")
				for _, line := range strings.Split(page.Body, "fb-board__line")[1:] {
					if strings.Contains(line, "Record that they know") && !strings.Contains(webtest.Words(line), says) {
						t.Errorf("%s reads %q", path, webtest.Words(line))
					}
				}
			}
		})
	}
}

func lives(b *webtest.Bench, sam id.Participant, k life.Kind) error {
	return b.Care.EnterLife(context.Background(), b.Lena.Actor, sam, life.Event{ID: kernel.NewID[id.LifeEvent](b.K, "l"),
		Kind: k, On: programme.Of(b.Now, b.Now.Location())}, true)
}

// Who has moved away may come back, and nobody waits until they are ready to go on.
func TestVisitsOfWhoHasMovedAwayArePlannedAgainIfTheyComeBack(t *testing.T) {
	b := webtest.Open(t)
	sam, ash := b.Refers(b.Remi, b.North, "Sam"), b.Works("Ash", authz.PeerWorker)
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Ok(lives(b, sam, life.MovingAway))
	for path, who := range map[string]webtest.Member{"/people/" + string(sam) + "/visits": ash,
		"/caseloads?state=away": b.Lena} {
		b.Get(who, path).Is(200).Says("if they come back").KeepsFrom("ready to go on")
	}
}
