package pathway_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestAWorkersWordThatANumberIsWrongReachesThoseWhoPutItRight(t *testing.T) {
	b := webtest.Open(t)
	ash, cora := b.Works("Ash", authz.PeerWorker), b.Works("Cora", authz.Coordinator)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	visits, path := "/people/"+string(sam)+"/visits", "/people/"+string(sam)+"/wrong-details"
	b.Get(ash, visits).Link(path)
	form := b.Opens(ash, path)
	b.Post(ash, path, form).Is(http.StatusUnprocessableEntity).Says("Choose what is wrong.")
	form.Set("about", "phone")
	form.Set("note", "It is 01632 960555")
	b.Twice(ash, path, form, visits)
	b.Get(ash, path).Says("A phone number is wrong. Somebody will look into it.")
	b.Get(b.Lena, "/board").Says("1 person with details to check")
	marked := "Doubted on"
	for path, who := range map[string]webtest.Member{visits: ash, path: ash, "/people/" + string(sam): b.Lena,
		path + "/right": cora, "/referrals/" + string(sam): b.Remi} {
		b.Get(who, path).Is(http.StatusOK).Once(marked)
	}
	for _, who := range []webtest.Member{b.Lena, cora} {
		b.Get(who, "/wrong-details").Is(http.StatusOK).
			Once("A phone number is wrong: It is 01632 960555", "Ash, ").
			Link(path + "/right")
	}
	b.Get(ash, "/wrong-details").Is(http.StatusNotFound)
	b.Get(b.Lena, "/people/"+string(sam)).Says(marked).KeepsFrom("To be checked")
	b.Get(b.Works("Sue", authz.Supervisor), path).Is(http.StatusOK).KeepsFrom("You have said", "960555")
	b.Get(cora, path+"/right").Is(http.StatusOK).Link("/people/" + string(sam) + "/put-right/contact")
	mend := b.Opens(cora, "/people/"+string(sam)+"/put-right/contact")
	mend.Set("contact.phone", "01632 960555")
	mend.Set("why", "Ash says so")
	notAskedYet(mend)
	b.Post(cora, "/people/"+string(sam)+"/put-right/contact", mend).Is(http.StatusSeeOther)
	b.Get(cora, "/wrong-details").Says("Nothing to check").KeepsFrom("Okafor")
	said := "On 23 November 2026: A phone number is wrong. It was put right on 23 November 2026."
	b.Get(ash, path).Says("01632 960555", said).KeepsFrom("Somebody will look into it", marked)
	b.Get(ash, visits).Once(said)
	b.Now = b.Now.AddDate(0, 0, 31)
	ash.Token = b.SignIn("ash@example.org")
	b.Get(ash, visits).Is(http.StatusOK).KeepsFrom("You have said")
}

// One answer is about what was checked, and about no more: another doubt, and one that came
// meanwhile, stay.
func TestAnAnswerClosesTheDoubtsThatItIsAbout(t *testing.T) {
	b := webtest.Open(t)
	sue := b.Works("Sue", authz.Supervisor)
	path := "/people/" + string(b.Refers(b.Remi, b.North, "Sam")) + "/wrong-details"
	doubts := func(about string) {
		t.Helper()
		form := b.Opens(sue, path)
		form.Set("about", about)
		b.Post(sue, path, form).Is(http.StatusSeeOther)
	}
	doubts("phone")
	early := b.Opens(b.Lena, path+"/right")
	doubts("address")
	doubts("care")
	b.Post(b.Lena, path+"/right", early).Is(http.StatusSeeOther)
	b.Get(b.Lena, "/wrong-details").Says("The address is wrong", "Their GP").KeepsFrom("A phone number is wrong")
	b.Get(sue, path).Says("A phone number is wrong. It was checked on 23 November 2026, and is right as it is.",
		"The address is wrong, or they have moved. Somebody will look into it.")
	form := b.Opens(b.Lena, path+"/right")
	b.Post(b.Lena, path+"/right", form).Is(http.StatusUnprocessableEntity).Says("Choose what you found to be right.")
	value := ""
	for _, box := range strings.Split(b.Get(b.Lena, path+"/right").Body, `name="doubts"`)[1:] {
		if strings.Contains(box, "The address is wrong") {
			_, after, _ := strings.Cut(box, `value="`)
			value, _, _ = strings.Cut(after, `"`)
		}
	}
	form.Set("doubts", value)
	b.Twice(b.Lena, path+"/right", form, "/wrong-details")
	b.Get(b.Lena, "/wrong-details").Says("Their GP").KeepsFrom("The address is wrong")
	late := b.Opens(b.Lena, path+"/right")
	late.Set("doubts", value)
	b.Post(b.Lena, path+"/right", late).Is(http.StatusConflict).Says("A colleague has answered this meanwhile")
	b.Get(b.Lena, "/wrong-details").Says("Their GP")
	b.Verify()
}

// That somebody put the address right says nothing of the number.
func TestADoubtStaysUntilWhatItIsAboutWasPutRight(t *testing.T) {
	b := webtest.Open(t)
	sue := b.Works("Sue", authz.Supervisor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	path := "/people/" + string(sam) + "/wrong-details"
	form := b.Opens(sue, path)
	form.Set("about", "phone")
	b.Post(sue, path, form).Is(http.StatusSeeOther)
	mend := b.Opens(b.Lena, "/people/"+string(sam)+"/put-right/contact")
	mend.Set("contact.address_lines", "3 Weir Close")
	mend.Set("contact.postcode", "HV3 2KS")
	mend.Del("contact.no_fixed_address")
	mend.Set("contact.safe_to_write", "yes")
	mend.Set("why", "They have moved")
	b.Post(b.Lena, "/people/"+string(sam)+"/put-right/contact", mend).Is(http.StatusSeeOther)
	b.Get(b.Lena, "/wrong-details").Says("A phone number is wrong")
}

func TestDetailsThatAreRightAfterAllGoOffTheList(t *testing.T) {
	b := webtest.Open(t)
	sue := b.Works("Sue", authz.Supervisor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	path := "/people/" + string(sam) + "/wrong-details"
	b.Get(sue, "/people/"+string(sam)).Link(path)
	form := b.Opens(sue, path)
	form.Set("about", "name")
	b.Twice(sue, path, form, "/people/"+string(sam))
	mend := b.Opens(b.Lena, "/people/"+string(sam)+"/put-right/contact")
	mend.Set("contact.phone", "01632 960555")
	mend.Set("why", "She rang")
	notAskedYet(mend)
	b.Post(b.Lena, "/people/"+string(sam)+"/put-right/contact", mend).Is(http.StatusSeeOther)
	b.Get(b.Lena, "/wrong-details").Says("Their name or date of birth is wrong") // which a number doesn't mend
	b.Twice(b.Lena, path+"/right", b.Opens(b.Lena, path+"/right"), "/wrong-details")
	b.Get(b.Lena, "/wrong-details").Says("Nothing to check")
	b.Get(b.Lena, path+"/right").Says("Nothing is waiting to be checked")
}

func TestInAStudyWhoFoundItIsForThoseWhoMayKnowOfVisits(t *testing.T) {
	b := webtest.OpenWith(t, "crisis-peer-support-study")
	sue := b.Works("Sue", authz.Supervisor)
	path := "/people/" + string(b.Refers(b.Remi, b.North, "Sam")) + "/wrong-details"
	form := b.Opens(sue, path)
	form.Set("about", "phone")
	form.Set("note", "Heard at a visit")
	b.Post(sue, path, form).Is(http.StatusSeeOther)
	b.Get(b.Lena, "/wrong-details").Says("Heard at a visit", "Sue, 23 November")
	b.Get(b.Works("Cora", authz.Coordinator), "/wrong-details").Is(http.StatusOK).
		Says("A phone number is wrong", "A colleague, 23 November").KeepsFrom("Heard", "Sue")
}

func TestTwoThingsThatAreWrongOfOnePersonAreOnePersonToCheck(t *testing.T) {
	b := webtest.Open(t)
	sue := b.Works("Sue", authz.Supervisor)
	path := "/people/" + string(b.Refers(b.Remi, b.North, "Sam")) + "/wrong-details"
	for _, about := range []string{"phone", "address"} {
		form := b.Opens(sue, path)
		form.Set("about", about)
		b.Post(sue, path, form).Is(http.StatusSeeOther)
	}
	b.Get(b.Lena, "/wrong-details").Once("A phone number is wrong").Once("The address is wrong")
	b.Get(b.Lena, "/board").Says("1 person with details to check")
}

func TestWhatIsWrongOfSomebodyWhoCameBackIsCountedToo(t *testing.T) {
	b := webtest.Open(t)
	sue := b.Works("Sue", authz.Supervisor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	returns(t, b).To("/referrals/" + string(sam))
	path := "/people/" + string(sam) + "/wrong-details"
	form := b.Opens(sue, path)
	form.Set("about", "phone")
	b.Post(sue, path, form).Is(http.StatusSeeOther)
	b.Get(b.Lena, "/wrong-details").Once("A phone number is wrong")
	b.Get(b.Lena, "/board").Says("1 person with details to check")
}
