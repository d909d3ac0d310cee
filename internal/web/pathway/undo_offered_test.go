package pathway_test

import (
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/web/webtest"
)

// Nothing is offered that has nothing in it.
func TestTakingBackAMistakeIsOfferedOnceThereIsSomethingToTakeBack(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	const link = "Was something entered by mistake?"
	record := "/people/" + string(sam)
	b.Get(b.Lena, record).Is(http.StatusOK).KeepsFrom(link)
	b.Decides(sam, url.Values{"verdict": {"accept"}})
	b.Get(b.Lena, record).Says(link)
	takesBack(t, b, sam, "screening")
	b.Get(b.Lena, record).Says(link, "Taken back")
}
