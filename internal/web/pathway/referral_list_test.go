package pathway_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Whom another team has referred since is found by what became of the team's own referral.
func TestATeamsListIsNarrowedByWhatBecameOfItsOwnReferral(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", number)
	b.Refers(b.Remi, b.North, "Jo")
	b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	later(b)
	fromAnotherTeam(t, b).To("/teams/" + string(b.South) + "/referrals")
	list := "/teams/" + string(b.North) + "/referrals?state="
	b.Get(b.Remi, list+"declined").Is(http.StatusOK).Once("Sam Okafor").
		KeepsFrom("Jo Okafor", "Sammy")
	b.Get(b.Remi, list+"referred").Is(http.StatusOK).Says("Jo Okafor").KeepsFrom("Sam Okafor")
	b.Verify()
}

// What a team took back hides nothing of the referral by which somebody took part, however
// often it was mistaken.
func TestATeamsListSaysThatSomebodyTookPartWhateverItTookBackSince(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam", number)
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Ok(b.Care.EndVisits(t.Context(), ash.Actor, sam, course.Ending{ID: kernel.NewID[id.Ending](b.K, "over"),
		Kind: course.EndedSooner, On: programme.Of(b.Now, time.UTC)}, true))
	later(b)
	fromAnotherTeam(t, b).To("/teams/" + string(b.South) + "/referrals")
	later(b)
	b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	list, path := "/teams/"+string(b.North)+"/referrals", webtest.NewReferralPath(b.North)
	for range 2 {
		later(b)
		form := b.Typed(b.Get(b.Remi, path), "Sammy")
		number(form)
		shown := b.Post(b.Remi, path, form).Is(http.StatusConflict)
		b.Post(b.Remi, path, asked(t, shown, "the person with this NHS number")).To(list)
		takesReferralBack(b, b.Remi, sam, list)
	}
	ended := "They took part, and their visits have ended."
	b.Get(b.Remi, list).Is(http.StatusOK).Once("Sam Okafor").Says(ended).
		KeepsFrom("Your team took the referral back.", "Sammy")
	b.Get(b.Remi, list+"?state=ended").Is(http.StatusOK).Once("Sam Okafor").Says(ended)
	b.Get(b.Remi, list+"?state=taken_back").Is(http.StatusOK).KeepsFrom("Sam Okafor", "Sammy")
	b.Post(b.Remi, list, url.Values{"find": {"9434765919"}}).Says("Sam Okafor", ended).KeepsFrom("Sammy")
	b.Post(b.Remi, list, url.Values{"find": {"sammy"}}).Says("Sammy Okafor")
	b.Verify()
}
