package web_test

import (
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
)

// mistakes has the south refer both once more, after their time for visits, and take it back;
// and then once more, which is declined as they are here already.
func (w *world) mistakes() {
	rhea, south := w.watched[1], w.Team("South")
	w.later(150 * 24 * time.Hour)
	w.Works()
	for _, p := range []*story.Person{w.sam, w.jo} {
		again, a := rhea.RefersAgain(p, south, 3)
		a.OK()
		w.later(time.Minute)
		rhea.TakesReferralBack(again, "It was somebody else").OK()
		w.later(time.Minute)
		third, a := rhea.RefersAgain(again, south, 3)
		a.OK()
		w.later(time.Minute)
		w.Lead("Lena Fairweather").Declines(third, pathway.TakesPartAlready, "").OK()
	}
	w.later(time.Hour)
}

// Another referral that its team takes back leaves somebody in the course that they were
// allocated in: whether there were visits in it, nobody learns from that.
func TestAReferralThatIsTakenBackIsTheSameToWhoeverMayNotKnowTheArms(t *testing.T) {
	storetest.InTheWholeRun(t)
	var seen []map[string]string
	for _, arms := range [][2]string{asGiven, swapped} {
		w := tellOfTwo(t, storetest.SQLiteMigrated(t, story.Migrated), arms)
		w.mistakes()
		seen = append(seen, w.seenByAll())
		rhea := w.watched[1]
		own := seen[0][rhea.Name+" GET /teams/{team}/referrals/{participant} "+rhea.Name+" Sam"]
		if !strings.HasPrefix(own, "200 ") || !strings.Contains(own, "It was somebody else") {
			t.Errorf("its team reads %.60q, and not why", own)
		}
	}
	differ(t, seen, 1000)
}
