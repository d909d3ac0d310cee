package outcome_test

import (
	"context"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Two allocations stay two, and one person is called once: whoever calls reads that there is
// another record, in whichever arm either of them is.
func TestWhoIsFollowedUpInTwoRecordsIsSaidToBeOnePerson(t *testing.T) {
	const said, told = "The same person is followed up under another record", "Call once, ask about both"
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := webtest.TellStudy(t, address, webtest.AsGiven)
		ann, ben := w.Six[0].ID(), w.Six[1].ID()
		if list := webtest.Lines(w.Page("/follow-up", w.Blind)); strings.Contains(list, said) {
			t.Errorf("said of two people:\n%s", list)
		}
		w.Must(w.Care.JoinRecords(context.Background(), w.Lena.Actor(), ann, pathway.Joining(
			story.ID[id.SamePerson](story.NewSeed("masked"), "one"), ann, ben, false), false))
		if list := webtest.Lines(w.Page("/follow-up", w.Blind)); strings.Count(list, said) != 4 {
			t.Errorf("said %d times, and not of two follow-ups of each:\n%s", strings.Count(list, said), list)
		}
		for one, other := range map[id.Participant]id.Participant{ann: ben, ben: ann} {
			page := w.Page("/follow-up/"+string(one), w.Blind)
			if strings.Count(page, told) != 1 || !strings.Contains(page, `href="/follow-up/`+string(other)+`"`) {
				t.Errorf("not told on:\n%s", webtest.Lines(page))
			}
		}
		if page := w.Page("/follow-up/"+string(w.Six[2].ID()), w.Blind); strings.Contains(page, told) {
			t.Errorf("told of somebody else:\n%s", webtest.Lines(page))
		}
	})
}
