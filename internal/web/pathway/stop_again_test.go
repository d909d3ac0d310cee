package pathway_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// stopsVisits has who take down that somebody wants no more visits.
func stopsVisits(b *webtest.Bench, who webtest.Member, sam id.Participant) {
	later(b)
	form := b.Opens(who, webtest.ConsentPath(sam, "stop"))
	form.Set("scope", "from_visits_only")
	form.Set("reason", "They rang.")
	b.Post(who, webtest.ConsentPath(sam, "stop"), form).To(webtest.ConsentPath(sam, ""))
}

// changesAnswers has who take down other answers of somebody who wants no more visits.
func changesAnswers(b *webtest.Bench, who webtest.Member, sam id.Participant) {
	later(b)
	form := b.Answers(b.Opens(who, webtest.ConsentPath(sam, "record")), "quotes")
	form.Set("how", "on_paper")
	b.Post(who, webtest.ConsentPath(sam, "record"), form).To(webtest.ConsentPath(sam, ""))
}

// In a study a coordinator isn't told that visits were stopped, and can take it down again.
func TestAStopOfVisitsThatWasRecordedTwiceIsTakenBackOnce(t *testing.T) {
	for _, between := range []bool{false, true} {
		b := webtest.OpenWith(t, "crisis-peer-support-study")
		cora := b.Works("Cora", authz.Coordinator)
		sam := b.Refers(b.Remi, b.North, "Sam")
		at := "/people/" + string(sam)
		b.Agrees(sam)
		stopsVisits(b, cora, sam)
		if between {
			changesAnswers(b, cora, sam)
		}
		stopsVisits(b, cora, sam)
		b.Get(b.Lena, at).Is(http.StatusOK).Says("without visits since 23 November 2026")
		takesBack(t, b, sam, "withdrawal")
		b.Get(b.Lena, at).Is(http.StatusOK).Once("Taken back By Lena,").KeepsFrom("ithout visits")
		b.Get(b.Lena, webtest.ConsentPath(sam, "")).Is(http.StatusOK).KeepsFrom("They asked for no more visits")
		b.Get(b.Lena, at+"/undo").Is(http.StatusOK).KeepsFrom(`value="withdrawal/`)
		b.Verify()
	}
}

// The day since when somebody takes part without visits stays when they change other answers.
func TestChangedAnswersKeepTheDayOnWhichVisitsWereStopped(t *testing.T) {
	b := webtest.OpenWith(t, "crisis-peer-support-study")
	cora := b.Works("Cora", authz.Coordinator)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	stopsVisits(b, b.Lena, sam)
	changesAnswers(b, cora, sam)
	b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).Says("without visits since 23 November 2026")
	b.Verify()
}
