package life_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Nobody visits them, and who supervises may not know: then who entered it takes it off the board.
func TestWhoEnteredALifeEventClearsItWhereNobodyMayHearOfIt(t *testing.T) {
	b := webtest.Open(t)
	b.Hires("Sue", authz.Supervisor, authz.Assessor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Post(b.Lena, "/people/"+string(sam)+"/life", pauses(b, b.Lena, sam)).Is(http.StatusSeeOther)
	b.Get(b.Lena, "/board").Says("1 life event to see to")
	news := newsLink(b.Get(b.Lena, "/life"), sam)
	page := b.Get(b.Lena, news).Is(http.StatusOK).Says("I have read this")
	b.Post(b.Lena, news+"/acknowledge", page.Filled()).To(news)
	b.Get(b.Lena, "/board").KeepsFrom("to see to")
	b.Verify()
}
