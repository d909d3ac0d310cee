package pathway_test

import (
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/web/webtest"
)

// A team that refers whom another team knew reads on its page, and in the forms that put it
// right, what it wrote itself. What it leaves blank there stays as the lead knows it.
func TestATeamReadsNothingThatAnotherTeamWroteOfWhomItRefersAgain(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) {
		for name, value := range map[string]string{"identity.nhs_number": "943 476 5919", "identity.pronouns": "they/them",
			"identity.known_as": "Sunny", "contact.who_else_reads": "Their landlord", "gp.name": "Dr Adeyemi",
			"gp.practice": "Weir Surgery", "gp.phone": "01632 960300", "care_coordinator.name": "Bea Lowe",
			"care_coordinator.phone": "01632 960400", "contact.preferred_channel": "phone"} {
			f.Set(name, value)
		}
	})
	b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	fromAnotherTeam(t, b).To("/teams/" + string(b.South) + "/referrals")
	theirs := []string{"they/them", "Sunny", "Their landlord", "Dr Adeyemi", "Weir Surgery", "960300", "Bea Lowe", "960400",
		"01632 960 300", "01632 960 400"}
	record, page := "/people/"+string(sam), "/referrals/"+string(sam)
	b.Get(b.Rhea, page).Is(http.StatusOK).Says("Sammy Okafor", "943 476 5919").KeepsFrom(theirs...)
	for _, topic := range []string{"identity", "contact", "safety", "care"} {
		b.Get(b.Rhea, record+"/put-right/"+topic).Is(http.StatusOK).KeepsFrom(theirs...)
	}
	known := []string{"they/them", "Sunny", "Their landlord", "Dr Adeyemi", "Weir Surgery", "Bea Lowe"}
	b.Get(b.Lena, record).Is(http.StatusOK).Says(known...)
	for topic, typed := range map[string]url.Values{
		"identity": {"identity.given_name": {"Samir"}}, "contact": {"contact.phone": {"01632 960888"}},
		"care": {"responsible.name": {"Dr Ojo"}},
	} {
		form := b.Opens(b.Rhea, record+"/put-right/"+topic)
		form.Set("why", "They told us")
		for name, value := range typed {
			form[name] = value
		}
		for name := range form {
			if name == "contact.leave_voicemail" || name == "contact.safe_to_text" {
				form.Set(name, "no")
			}
		}
		b.Post(b.Rhea, record+"/put-right/"+topic, form).Is(http.StatusSeeOther)
	}
	b.Get(b.Lena, record).Is(http.StatusOK).Says(known...).Says("Samir Okafor", "01632 960888", "Dr Ojo")
	b.Get(b.Rhea, page).Is(http.StatusOK).Says("Samir Okafor", "Dr Ojo").KeepsFrom(theirs...)
	b.Verify()
}

// Who decides reads by which address they sign in, and by which they will.
func TestWhoDecidesReadsThatTheWayToSignInWillChange(t *testing.T) {
	b := webtest.Open(t)
	mailed := func(address string) func(url.Values) {
		return func(f url.Values) {
			f.Set("contact.email", address)
			f.Set("contact.safe_to_email", "yes")
		}
	}
	sam := b.Refers(b.Remi, b.North, "Sam", mailed("sam@example.org"))
	b.Post(b.Lena, "/people/"+string(sam)+"/invite", url.Values{}).Is(http.StatusSeeOther)
	b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	returns(t, b, mailed("new@example.org")).To("/referrals/" + string(sam))
	b.Get(b.Lena, "/people/"+string(sam)+"/screening").Is(http.StatusOK).Says("How they sign in will change",
		"they sign in with new@example.org from then on. Until now it is with sam@example.org.")
	b.Decides(sam, url.Values{"verdict": {"accept"}})
	b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).KeepsFrom("How they sign in will change")
	b.Verify()
}
