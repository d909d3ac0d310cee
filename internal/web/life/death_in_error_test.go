package life_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/webtest"
)

// ended is Sam, whose visits have ended.
func ended(b *webtest.Bench) id.Participant {
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, b.Works("Ash", authz.PeerWorker))
	e := course.Ending{ID: kernel.NewID[id.Ending](b.K, "e"), Kind: course.EndedSooner,
		On: programme.Of(b.Now, time.UTC)}
	err := b.Care.EndVisits(context.Background(), b.Lena.Actor, sam, e, true)
	b.Ok(err)
	return sam
}

func TestADeathInErrorOfSomebodyWhoseVisitsHadEndedLeavesNothingOnHold(t *testing.T) {
	b := webtest.Open(t)
	sam := ended(b)
	enters(b, b.Lena, sam, "death").Is(http.StatusSeeOther)
	at := "/people/" + string(sam) + "/life"
	b.Get(b.Lena, at).Says("Everything is as it was before the death was recorded")
	news := enters(b, b.Lena, sam, "death_in_error").Is(http.StatusSeeOther).Header.Get("Location")
	b.Get(b.Lena, news).Says("Sam is alive", "Everything is as it was before").KeepsFrom("Nothing starts again")
	b.Get(b.Lena, "/people/"+string(sam)).Says("Visits ended on 23 November 2026").KeepsFrom("on hold")
	b.Get(b.Lena, at).Says("Back in hospital").KeepsFrom("Ready to go on")
	b.Verify()
}

// A standing that says only that visits have ended doesn't hide that everything waits.
func TestTheRecordSaysThatFollowUpsWaitForSomebodyWhoseVisitsHaveEnded(t *testing.T) {
	b := webtest.Open(t)
	sam := ended(b)
	enters(b, b.Lena, sam, "readmission").Is(http.StatusSeeOther)
	b.Get(b.Lena, "/people/"+string(sam)).Says("Visits ended on 23 November 2026",
		"Messages and follow-ups have been on hold since 22 November 2026")
	enters(b, b.Lena, sam, "going_on").Is(http.StatusSeeOther)
	b.Get(b.Lena, "/people/"+string(sam)).Says("Visits ended on 23 November 2026").KeepsFrom("on hold")
}

// Who was taken for dead reads that their visits are cancelled and that somebody will be in
// touch, and never why.
func TestWhoWasTakenForDeadReadsWhatBecameOfTheirVisits(t *testing.T) {
	b := webtest.Open(t)
	sam, ash := b.Refers(b.Remi, b.North, "Sam"), b.Works("Ash", authz.PeerWorker)
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	tell := "/people/" + string(sam) + "/tell"
	know := b.Form(b.Lena, tell)
	know.Set("how", "phone")
	b.Twice(b.Lena, tell, know, "/people/"+string(sam)+"/visits")
	enters(b, b.Lena, sam, "death").Is(http.StatusSeeOther)
	enters(b, b.Lena, sam, "death_in_error").Is(http.StatusSeeOther)
	themselves := b.Arrives(sam)
	for _, page := range []string{"/home", "/my-visits"} {
		b.Get(themselves, page).Says("The visits that were planned are cancelled. We are sorry. Somebody will be in touch with you").
			KeepsFrom("died", "death", "Your visits are paused")
	}
	b.Get(b.Lena, "/to-tell").Says("10 visits cancelled")
}

// A move that lies ahead doesn't say that everything goes on while everything waits.
func TestAMoveAheadOfSomebodyOnHoldSaysThatTheyStayOnHold(t *testing.T) {
	b := webtest.Open(t)
	sam, ash := b.Refers(b.Remi, b.North, "Sam"), b.Works("Ash", authz.PeerWorker)
	b.Agrees(sam)
	b.Matches(sam, ash)
	enters(b, b.Lena, sam, "readmission").Is(http.StatusSeeOther)
	e := life.Event{ID: kernel.NewID[id.LifeEvent](b.K, "moves"), Kind: life.MovingAway,
		On: programme.Of(b.Now, time.UTC).AddDays(10)}
	b.Ok(b.Care.EnterLife(context.Background(), b.Lena.Actor, sam, e, false))
	at := "/people/" + string(sam)
	for who, page := range map[*webtest.Member]string{&b.Lena: at, &ash: at + "/life/" + string(e.ID)} {
		b.Get(*who, page).Is(http.StatusOK).Says("on hold").
			KeepsFrom("goes on until then", "everything goes on", "go on as planned")
	}
}
