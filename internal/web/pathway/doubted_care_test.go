package pathway_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// The team that referred somebody reads, as the service's own staff do, that who looks
// after them may be wrong: it may know better.
func TestTheReferringTeamReadsThatWhoLooksAfterSomebodyMayBeWrong(t *testing.T) {
	b := webtest.Open(t)
	sue := b.Works("Sue", authz.Supervisor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	page := "/referrals/" + string(sam)
	b.Get(b.Remi, page).Is(http.StatusOK).KeepsFrom("To be checked")
	doubt := b.Opens(sue, "/people/"+string(sam)+"/wrong-details")
	doubt.Set("about", "care")
	b.Post(sue, "/people/"+string(sam)+"/wrong-details", doubt).Is(http.StatusSeeOther)
	b.Get(b.Remi, page).Is(http.StatusOK).Once("To be checked: ")
	b.Verify()
}
