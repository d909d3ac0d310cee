package pathway_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/web/webtest"
)

const noCard = "Give them access there"

// Nobody is given access to the record that doesn't go on. Who had it keeps it: what they wrote
// there is theirs.
func TestNobodyIsGivenFirstAccessToARecordThatDoesNotGoOn(t *testing.T) {
	for _, has := range []bool{false, true} {
		b := webtest.Open(t)
		first, second := twins(b)
		b.Decides(first, accepted)
		b.Decides(second, accepted)
		b.Invites(second)
		if has {
			b.Arrives(first)
		}
		joins(b, first, second, "yes")
		page := b.Get(b.Lena, "/people/"+string(first)).Is(http.StatusOK).Says(goesOn)
		given := b.Post(b.Lena, "/people/"+string(first)+"/card", nil)
		mailed := b.Post(b.Lena, "/people/"+string(first)+"/invite", nil)
		if has {
			page.Says("Give them a card")
			given.Is(http.StatusOK)
			continue
		}
		page.Says(noCard).KeepsFrom("Give them a card")
		given.Is(http.StatusUnprocessableEntity).Says(noCard)
		mailed.Is(http.StatusUnprocessableEntity).KeepsFrom("Give them a card")
		b.Verify()
	}
}

// The team that referred them learns nothing of another record, and reads no promise either.
func TestWhatIsSaidToTheTeamThatReferredIsTrueInEitherRecord(t *testing.T) {
	b := webtest.Open(t)
	first, second := twins(b)
	b.Decides(first, accepted)
	b.Decides(second, accepted)
	b.Invites(second)
	before := b.Get(b.Remi, "/referrals/"+string(first)).Is(http.StatusOK)
	joins(b, first, second, "yes")
	b.Get(b.Lena, "/people/"+string(first)).Says(goesOn)
	after := b.Get(b.Remi, "/referrals/"+string(first)).Is(http.StatusOK)
	after.Says("Accepted. The service takes it from here.").KeepsFrom("They will be told about it")
	if webtest.Words(before.Body) != webtest.Words(after.Body) {
		t.Error("the team that referred them reads of the other record")
	}
}
