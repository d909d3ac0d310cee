package pathway_test

import (
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/authz"
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
	theirs := []string{"they/them", "Sunny", "Their landlord", "Dr Adeyemi", "Weir Surgery", "960300", "Bea Lowe",
		"960400", "01632 960 300", "01632 960 400"}
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

// Somebody else's number was typed: who they are, and how they are reached, is as before, and
// neither team reads what the other wrote.
func TestAReferralThatIsTakenBackLeavesWhoTheyAreAsItWas(t *testing.T) {
	b := webtest.Open(t)
	sue := b.Works("Sue", authz.Supervisor)
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) {
		f.Set("identity.nhs_number", "943 476 5919")
		f.Set("identity.pronouns", "they/them")
		f.Set("gp.name", "Dr Adeyemi")
	})
	record, page := "/people/"+string(sam), "/referrals/"+string(sam)
	b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	doubt := b.Opens(sue, record+"/wrong-details")
	doubt.Set("about", "phone")
	b.Post(sue, record+"/wrong-details", doubt).Is(http.StatusSeeOther)
	later(b)
	list := "/teams/" + string(b.South) + "/referrals"
	fromAnotherTeam(t, b).To(list)
	b.Get(b.Lena, record).Says("Sammy Okafor", "01632 960777").KeepsFrom("01632 960123", "Doubted on")
	back := b.Opens(b.Rhea, page+"/take-back")
	back.Set("why", "Somebody else's number")
	b.Twice(b.Rhea, page+"/take-back", back, list)
	b.Get(b.Lena, record).Is(http.StatusOK).Says("Sam Okafor", "01632 960123", "they/them", "Doubted on").
		KeepsFrom("01632 960777")
	b.Get(b.Lena, "/wrong-details").Is(http.StatusOK).Says("A phone number is wrong")
	theirs := []string{"Sam Okafor", "960123", "they/them", "Dr Adeyemi"}
	b.Get(b.Rhea, page).Is(http.StatusNotFound)
	own := b.Get(b.Rhea, list).Is(http.StatusOK).Says("Sammy Okafor").KeepsFrom(theirs...).Link(list + "/" + string(sam))
	b.Get(b.Rhea, own).Is(http.StatusOK).Says("Sammy Okafor", "960777", "Somebody else's number").KeepsFrom(theirs...)
	for _, typed := range []string{"sammy", "9434765919"} {
		b.Post(b.Rhea, list, url.Values{"find": {typed}}).Is(http.StatusOK).KeepsFrom(theirs...)
	}
	b.Get(b.Rhea, record+"/put-right/contact").KeepsFrom(theirs...)
	again := b.Typed(b.Get(b.Rhea, webtest.NewReferralPath(b.South)), "Sammy")
	again.Set("identity.nhs_number", "943 476 5919")
	b.Post(b.Rhea, webtest.NewReferralPath(b.South), again).Is(http.StatusConflict).KeepsFrom("Sam Okafor", "they/them")

	takesBack(t, b, sam, "screening") // the lead, who knows better
	b.Get(b.Lena, record).Is(http.StatusOK).Says("Sammy Okafor", "01632 960777", "they/them").KeepsFrom("01632 960123")
	b.Verify()
}
