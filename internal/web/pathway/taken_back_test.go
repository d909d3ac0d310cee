package pathway_test

import (
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/web/webtest"
)

// A team takes its referral back until there is a decision, says why, and can refer the
// person again.
func TestATeamTakesItsReferralBackUntilThereIsADecision(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	page, record := "/referrals/"+string(sam), "/people/"+string(sam)
	back := page + "/take-back"
	b.Get(b.Remi, page).Is(http.StatusOK).Link(back)
	b.Get(b.Rhea, back).Is(http.StatusNotFound)
	b.Post(b.Lena, back, url.Values{"why": {"no"}}).Is(http.StatusForbidden)
	form := b.Opens(b.Remi, back)
	decides := b.Opens(b.Lena, record+"/screening")
	b.Post(b.Remi, back, form).Is(http.StatusUnprocessableEntity).Says("Say why you take it back.")
	form.Set("why", "They <b>moved</b> to Leeds")
	b.Twice(b.Remi, back, form, "/teams/"+string(b.North)+"/referrals")
	b.Get(b.Remi, page).Is(http.StatusOK).Says("Taken back by the team", "Your team took the referral back.").
		KeepsFrom("Take this referral back")
	b.Get(b.Lena, "/screening").Is(http.StatusOK).KeepsFrom("Sam")
	b.Get(b.Lena, record).Is(http.StatusOK).Says("Taken back by the team", "They <b>moved</b> to Leeds")
	decides.Set("verdict", "accept")
	b.Post(b.Lena, record+"/screening", decides).Is(http.StatusConflict)

	takesBack(t, b, sam, "screening") // the lead, who knows better
	b.Get(b.Lena, "/screening").Says("Sam")
	b.Decides(sam, url.Values{"verdict": {"accept"}})
	b.Get(b.Remi, page).KeepsFrom("Take this referral back")
	late := b.Get(b.Remi, back)
	if late.Code == http.StatusOK {
		late.Says("There is a decision about this referral by now")
	}
	again := url.Values{"id": {"back" + form.Get("id")[4:]}, "why": {"too late"}}
	b.Post(b.Remi, back, again).Is(http.StatusConflict).Says("There is a decision about this referral by now")
	b.Verify()
}

func TestATeamRefersAgainWhomItsReferralWasTakenBack(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	back := "/referrals/" + string(sam) + "/take-back"
	form := b.Opens(b.Remi, back)
	form.Set("why", "The wrong discharge day")
	b.Post(b.Remi, back, form).Is(http.StatusSeeOther)
	later(b)
	returns(t, b).To("/referrals/" + string(sam))
	b.Get(b.Lena, "/screening").Says("Sam")
	b.Verify()
}

// Whoever took a referral back reads why in what became of it, and finds it by the name that
// they knew, whichever team has referred the person since.
func TestWhyAReferralWasTakenBackStaysWithIt(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) { f.Set("identity.nhs_number", "943 476 5919") })
	page, list := "/referrals/"+string(sam), "/teams/"+string(b.North)+"/referrals"
	form := b.Opens(b.Remi, page+"/take-back")
	form.Set("why", "They <b>moved</b> to Leeds")
	b.Post(b.Remi, page+"/take-back", form).Is(http.StatusSeeOther)
	b.Get(b.Remi, page).Says("Why your team took it back: They <b>moved</b> to Leeds")
	later(b)
	fromAnotherTeam(t, b).To("/teams/" + string(b.South) + "/referrals")
	b.Get(b.Lena, "/people/"+string(sam)+"/earlier").Is(http.StatusOK).Says("They <b>moved</b> to Leeds")
	b.Get(b.Remi, list+"/"+string(sam)).Is(http.StatusOK).Says("They <b>moved</b> to Leeds")
	b.Get(b.Rhea, page).Is(http.StatusOK).KeepsFrom("Leeds")
	for _, typed := range []string{"sam", "9434765919"} {
		b.Post(b.Remi, list, url.Values{"find": {typed}}).Is(http.StatusOK).Says("1 person found.", "Sam Okafor").
			KeepsFrom("Sammy", "South").Link(list + "/" + string(sam))
	}
	for _, typed := range []string{"sammy", "jo"} {
		b.Post(b.Remi, list, url.Values{"find": {typed}}).Is(http.StatusOK).KeepsFrom("Sam Okafor", "Sammy Okafor")
	}
	b.Post(b.Rhea, "/teams/"+string(b.South)+"/referrals", url.Values{"find": {"sammy"}}).Says("Sammy Okafor")
	b.Verify()
}
