package course_test

import (
	"net/http"
	"testing"
	"time"
)

// Who makes one visit reads how it came about, and not why others moved it; once it is
// written up the same, with what they wrote.
func TestTheHistoryOfACoveredVisitIsWhatItsWorkerKnows(t *testing.T) {
	b := coveredVisit(t)
	b.gives(b.Lena, b.ash)
	form := b.Opens(b.ash, b.first+"/move")
	form.Set("at", "15:00")
	form.Set("by", "participant")
	form.Set("reason", "Sam has to see a solicitor")
	b.Post(b.ash, b.first+"/move", form).Is(http.StatusSeeOther)
	b.gives(b.ash, b.bo)
	b.Get(b.ash, b.first).Is(http.StatusOK).Says("solicitor")
	b.Get(b.bo, b.asBo).Is(http.StatusOK).Says("Moved", "15:00", "Ash has a cold.").KeepsFrom("solicitor")
	b.Now = b.Now.Add(8 * time.Hour)
	written := b.Opens(b.bo, b.asBo+"/record")
	written.Set("outcome", "attended")
	written.Set("what_we_did", "We planted bulbs.")
	b.Post(b.bo, b.asBo+"/record", written).Is(http.StatusSeeOther)
	b.Get(b.bo, b.asBo).Is(http.StatusOK).Says("Planned", "Who comes", "We planted bulbs.").
		KeepsFrom("solicitor", "Ash has a cold.")
	b.Verify()
}
