package course_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// The mark of what is doubted is wherever somebody would ring, write or set out, also for
// who makes one visit in a colleague's place.
func TestADoubtedAddressIsMarkedWhereSomebodySetsOut(t *testing.T) {
	b := coveredVisit(t)
	mend := b.Opens(b.Lena, b.at+"/put-right/contact")
	mend.Set("contact.address_lines", "3 Weir Close")
	mend.Set("contact.postcode", "HV3 2KS")
	mend.Set("contact.email", "sam.okafor@example.org")
	mend.Del("contact.no_fixed_address")
	mend.Set("contact.safe_to_write", "yes")
	mend.Set("contact.safe_to_email", "yes")
	mend.Set("why", "They have moved")
	b.Post(b.Lena, b.at+"/put-right/contact", mend).Is(http.StatusSeeOther)
	doubts := func(about string) {
		t.Helper()
		form := b.Opens(b.ash, b.at+"/wrong-details")
		form.Set("about", about)
		form.Set("note", "The neighbour says so")
		b.Post(b.ash, b.at+"/wrong-details", form).Is(http.StatusSeeOther)
	}
	marked := func(words string) {
		t.Helper()
		b.Get(b.ash, b.first).Is(http.StatusOK).Once(words)
		b.Get(b.bo, b.asBo).Is(http.StatusOK).Once(words)
	}
	doubts("address")
	marked("HV3 2KS Doubted on 23 November")
	b.Get(b.bo, "/visits").Is(http.StatusOK).Says("HV3 2KS (doubted on 23 November")
	b.Get(b.Lena, b.at).Is(http.StatusOK).Once("HV3 2KS Doubted on").KeepsFrom("To be checked")
	doubts("phone")
	marked("Doubted on 23 November 2026 Address")
	doubts("email")
	b.Get(b.ash, b.at+"/visits").Is(http.StatusOK).Once("sam.okafor@example.org Doubted on 23 November")
	for _, about := range []string{"name", "care"} { // which have no place of their own
		doubts(about)
	}
	for path, who := range map[string]webtest.Member{b.at: b.Lena, b.at + "/visits": b.ash, b.first: b.ash, b.asBo: b.bo,
		"/visits": b.bo} {
		b.Get(who, path).Is(http.StatusOK).Says("To be checked: Their name", "To be checked: Their GP")
	}
}

// Who prints a letter reads that it may go astray; it isn't on the paper, nor in the person's
// own copy. A letter to others has nothing to do with where the person lives.
func TestALetterToWhatIsDoubtedSaysSoToWhoPrintsIt(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) { f.Set("gp.practice", "Bridge Practice") })
	b.Agrees(sam)
	b.Matches(sam, ash)
	at, me := "/people/"+string(sam), b.Arrives(sam)
	for about, to := range map[string]string{"care": "/start/gp", "address": "/start/participant"} {
		says := map[string]string{"care": "Their GP, or who is responsible, is wrong.",
			"address": "The address is wrong, or they have moved."}[about]
		b.Get(b.Lena, at+"/letters"+to).Is(http.StatusOK).KeepsFrom("send this yet")
		form := b.Opens(ash, at+"/wrong-details")
		form.Set("about", about)
		b.Post(ash, at+"/wrong-details", form).Is(http.StatusSeeOther)
		page := b.Get(b.Lena, at+"/letters"+to).Is(http.StatusOK).Once("Don't send this yet. To be checked: " + says)
		if !strings.Contains(page.Body, `<p class="fb-off-paper fb-lead">Don`) {
			t.Error("it is on the paper")
		}
		b.Get(me, "/my-letters"+to).Is(http.StatusOK).KeepsFrom("send this yet")
	}
}

// Who looks into it reads what the reporter wrote, unless that may tell of visits.
func TestWhoLooksIntoADoubtReadsTheReportersWords(t *testing.T) {
	for programme, hidden := range map[string]bool{"crisis-peer-support": false, "crisis-peer-support-study": true} {
		b := webtest.OpenWith(t, programme)
		sue, cora := b.Works("Sue", authz.Supervisor), b.Works("Cora", authz.Coordinator)
		path := "/people/" + string(b.Refers(b.Remi, b.North, "Sam")) + "/wrong-details"
		form := b.Opens(sue, path)
		form.Set("about", "address")
		form.Set("note", "Number 5, not 15")
		b.Post(sue, path, form).Is(http.StatusSeeOther)
		b.Get(b.Lena, path+"/right").Is(http.StatusOK).
			Says("The address is wrong, or they have moved: Number 5, not 15", "Sue, 23 November")
		page := b.Get(cora, path+"/right").Is(http.StatusOK).Says("The address is wrong, or they have moved")
		if hidden {
			page.KeepsFrom("Number 5", "Sue").Says("A colleague, 23 November")
		} else {
			page.Says("Number 5, not 15", "Sue, 23 November")
		}
	}
}
