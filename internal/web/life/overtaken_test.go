package life_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// news has the lead record what happened to somebody on a day of 2026, and is the page of it.
func news(b *webtest.Bench, p id.Participant, kind, day, month string) string {
	b.Now = b.Now.Add(time.Minute)
	at := "/people/" + string(p) + "/life"
	form := b.Form(b.Lena, at)
	form.Set("kind", kind)
	webtest.Day(form, "on", day, month, "2026")
	b.Post(b.Lena, at, form).To(at + "/" + form.Get("id"))
	return at + "/" + form.Get("id")
}

func matched(t *testing.T) (b *webtest.Bench, sam id.Participant, ash webtest.Member) {
	t.Helper()
	b = webtest.Open(t)
	ash = b.Works("Ash Murray", authz.PeerWorker)
	sam = b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	return b, sam, ash
}

func TestOnceItIsReadThatVisitsGoOnWhatWasBeforeIsNoNews(t *testing.T) {
	b, sam, ash := matched(t)
	before := news(b, sam, "readmission", "23", "11")
	now := news(b, sam, "going_on", "23", "11")
	b.Get(ash, "/visits").Is(http.StatusOK).Once("Read about Sam")
	read := url.Values{"id": {b.Get(ash, now).Is(http.StatusOK).Hidden("id")}, "answer": {"read_it"}}
	b.Post(ash, now+"/acknowledge", read).To(now)
	b.Get(ash, "/visits").Is(http.StatusOK).KeepsFrom("Read about Sam")
	b.Get(ash, before).Is(http.StatusOK).Says("Newer news since")
	b.Get(b.Lena, "/life").Is(http.StatusOK).KeepsFrom("needs attention").Once("Newer news since")
}

func TestOfSeveralMovesAheadOnlyTheOneThatHoldsIsNews(t *testing.T) {
	b, sam, _ := matched(t)
	for _, day := range []string{"10", "11", "12"} {
		news(b, sam, "moving_away", day, "12")
	}
	b.Get(b.Lena, "/life").Is(http.StatusOK).Says("1 life event needs attention.").Once("Not read yet")
}

func TestWhatOvertookNewsAndIsTakenBackLeavesItToBeReadAgain(t *testing.T) {
	b, sam, ash := matched(t)
	news(b, sam, "moving_away", "10", "12")
	news(b, sam, "moving_away", "20", "12")
	takesMoveBack(b, "/people/"+string(sam))
	b.Get(b.Lena, "/life").Is(http.StatusOK).Says("1 life event needs attention.").Once("Not read yet").
		KeepsFrom("Newer news since")
	b.Get(ash, "/visits").Is(http.StatusOK).Once("Read about Sam")
	b.Verify()
}
