package pathway_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// finds is what a search of who at path shows.
func finds(b *webtest.Bench, who webtest.Member, path, typed string) webtest.Answer {
	return b.Post(who, path, url.Values{"find": {typed}}).Is(http.StatusOK)
}

// Whoever may search finds somebody by a name that they had before, and is told that it was
// that. A correction of anything else makes no earlier name.
func TestSomebodyIsFoundByTheNameThatTheyHadBefore(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	own := "/teams/" + string(b.North) + "/referrals"
	finds(b, b.Lena, "/people", "Okafor").Says("Sam Okafor").KeepsFrom("Found by an earlier name")
	renames(b, sam, "Sam Bellweather")
	phone := b.Opens(b.Lena, "/people/"+string(sam)+"/put-right/contact")
	phone.Set("contact.phone", "01632 960555")
	phone.Set("why", "She rang")
	notAskedYet(phone)
	b.Post(b.Lena, "/people/"+string(sam)+"/put-right/contact", phone).Is(http.StatusSeeOther)
	for typed, former := range map[string]bool{"Okafor": true, "okaf": true, "Sam Okafor": true,
		"Okafor 28 2 1990": true, "Bellweather": false, "Sam": false, "28 2 1990": false} {
		page := finds(b, b.Lena, "/people", typed).Once("Sam Bellweather")
		if former {
			page.Says("Found by an earlier name")
		} else {
			page.KeepsFrom("Found by an earlier name")
		}
	}
	finds(b, b.Lena, "/people", "Okafor 1 3 1990").Says("Nobody found")
	finds(b, b.Remi, own, "Okafor").Says("Sam Bellweather", "Found by an earlier name")
	finds(b, b.Remi, own, "Bellweather").Says("Sam Bellweather").KeepsFrom("Found by an earlier name")
	for who, at := range map[string]webtest.Answer{"lead": finds(b, b.Lena, "/people", "O"),
		"referrer": finds(b, b.Remi, own, "O")} {
		if !strings.Contains(at.Body, "Type at least two letters of a name.") {
			t.Errorf("the %s isn't told that one letter is too few", who)
		}
	}
	finds(b, b.Rhea, "/teams/"+string(b.South)+"/referrals", "Okafor").KeepsFrom("Bellweather")
	b.Verify()
}

// renames has the lead put right a name.
func renames(b *webtest.Bench, who id.Participant, name string) {
	path := "/people/" + string(who) + "/put-right/identity"
	mend := b.Opens(b.Lena, path)
	given, family, _ := strings.Cut(name, " ")
	mend.Set("identity.given_name", given)
	mend.Set("identity.family_name", family)
	mend.Set("why", "They have married")
	b.Post(b.Lena, path, mend).Is(http.StatusSeeOther)
}

// Whoever refers somebody by exactly a name that they had before is warned, of their own
// team's people and of another's; those who decide compare who is nearly so, from either
// record.
func TestSomebodyIsTakenForTheSameByTheNameThatTheyHadBefore(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	renames(b, sam, "Robin Bellweather")
	own, other := webtest.NewReferralPath(b.North), webtest.NewReferralPath(b.South)
	b.Post(b.Remi, own, b.Typed(b.Get(b.Remi, own), "Sam")).Is(http.StatusConflict).
		Says("They may already be here", "Robin Bellweather Found by an earlier name or date of birth")
	b.Post(b.Rhea, other, b.Typed(b.Get(b.Rhea, other), "Sam")).Is(http.StatusConflict).
		Says("Another team may have referred the same person").KeepsFrom("Bellweather")
	nearly := b.Typed(b.Get(b.Rhea, other), "Sammy")
	sammy := nearly.Get("participant")
	b.Post(b.Rhea, other, nearly).To("/referrals/" + sammy) // and nothing is said there
	b.Get(b.Lena, "/people/"+sammy+"/screening").Is(http.StatusOK).
		Says("Robin Bellweather Found by an earlier name or date of birth")
	b.Get(b.Lena, "/people/"+string(sam)+"/same-person").Is(http.StatusOK).
		Says("Sammy Okafor Found by an earlier name or date of birth")
	b.Verify()
}

// A team finds somebody by the name that it knew them by, and not by one that another team
// knew.
func TestATeamFindsNobodyByANameThatAnotherTeamKnew(t *testing.T) {
	b := webtest.Open(t)
	numbered := func(f url.Values) { f.Set("identity.nhs_number", "943 476 5919") }
	sam := b.Refers(b.Rhea, b.South, "Sam", numbered)
	b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	path := webtest.NewReferralPath(b.North)
	form := b.Typed(b.Get(b.Remi, path), "Sam")
	numbered(form)
	form.Set("identity.family_name", "Bellweather")
	shown := b.Post(b.Remi, path, form).Is(http.StatusConflict)
	b.Post(b.Remi, path, asked(t, shown, "the person with this NHS number")).To("/teams/" + string(b.North) + "/referrals")
	finds(b, b.Lena, "/people", "Okafor").Says("Sam Bellweather", "Found by an earlier name")
	finds(b, b.Rhea, "/teams/"+string(b.South)+"/referrals", "Okafor").Says("Sam Okafor").KeepsFrom("Bellweather")
	finds(b, b.Rhea, "/teams/"+string(b.South)+"/referrals", "Bellweather").KeepsFrom("Sam ")
	finds(b, b.Remi, "/teams/"+string(b.North)+"/referrals", "Bellweather").Says("Sam Bellweather")
	finds(b, b.Remi, "/teams/"+string(b.North)+"/referrals", "Okafor").KeepsFrom("Sam ")
	b.Verify()
}

// A team that refers somebody once more reads what became of its first referral.
func TestATeamThatRefersAgainReadsItsEarlierReferral(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	earlier := "/teams/" + string(b.North) + "/referrals/" + string(sam)
	b.Get(b.Remi, "/referrals/"+string(sam)).KeepsFrom("your team's other referral")
	b.Get(b.Remi, earlier).Is(http.StatusForbidden)
	b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	returns(t, b).To("/referrals/" + string(sam))
	b.Get(b.Remi, "/referrals/"+string(sam)).Is(http.StatusOK).Link(earlier)
	b.Get(b.Remi, earlier).Is(http.StatusOK).Says("No worker has room in time").KeepsFrom("Ash is away")
	b.Get(b.Rhea, earlier).Is(http.StatusNotFound)
}
