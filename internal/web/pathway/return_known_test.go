package pathway_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// A doubt is about the number that it was said of: another referral that gives a newer
// one, or none, answers it, and one that gives the same doesn't.
func TestANewerNumberInAnotherReferralAnswersTheDoubtAboutTheOldOne(t *testing.T) {
	for phone, stays := range map[string]bool{"01632 960555": false, "01632960123": true, "": false} {
		b := webtest.Open(t)
		sue := b.Works("Sue", authz.Supervisor)
		sam := b.Refers(b.Remi, b.North, "Sam")
		b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
		path := "/people/" + string(sam) + "/wrong-details"
		for _, about := range []string{"phone", "name"} {
			form := b.Opens(sue, path)
			form.Set("about", about)
			b.Post(sue, path, form).Is(http.StatusSeeOther)
		}
		returns(t, b, func(f url.Values) {
			f.Set("contact.phone", phone)
			f.Set("contact.other_way", "Through their sister")
		}).To("/referrals/" + string(sam))
		record := b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK)
		list := b.Get(b.Lena, "/wrong-details").Says("Their name or date of birth is wrong")
		if stays {
			record.Says("Doubted on", "01632 960123")
			list.Says("A phone number is wrong")
		} else {
			record.KeepsFrom("Doubted on", "01632 960123")
			list.KeepsFrom("A phone number is wrong")
		}
		b.Verify()
	}
}

// A way of reaching somebody that another referral leaves out isn't used any more: it may not
// be safe now. The lead reads it with the earlier referral, and who looks after them is as
// it was known, until somebody says otherwise.
func TestAWayThatAnotherReferralLeavesOutIsReadWithTheEarlierOneAlone(t *testing.T) {
	b := webtest.Open(t)
	known := map[string]string{"contact.email": "sam@example.org", "contact.safe_to_email": "yes",
		"contact.other_way": "Through the day centre", "gp.name": "Dr Adeyemi", "gp.practice": "Weir Surgery",
		"gp.phone": "01632 960300", "care_coordinator.name": "Bea Lowe", "care_coordinator.phone": "01632 960400"}
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) {
		for name, value := range known {
			f.Set(name, value)
		}
	})
	b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	returns(t, b, func(f url.Values) {
		f.Del("contact.phone")
		f.Set("contact.other_way", "Through their sister")
	}).To("/referrals/" + string(sam))
	record, referral := "/people/"+string(sam), "/referrals/"+string(sam)
	for path, who := range map[string]webtest.Member{record: b.Lena, referral: b.Remi} {
		b.Get(who, path).Is(http.StatusOK).Says("Through their sister", "Dr Adeyemi", "Weir Surgery", "Bea Lowe").
			KeepsFrom("01632 960123", "sam@example.org", "Through the day centre")
	}
	mend := b.Opens(b.Remi, record+"/put-right/care")
	for _, name := range []string{"gp.name", "gp.practice", "gp.phone"} {
		mend.Set(name, "")
	}
	mend.Set("why", "They have no GP any more")
	b.Post(b.Remi, record+"/put-right/care", mend).Is(http.StatusSeeOther)
	b.Get(b.Lena, record).Says("Bea Lowe").KeepsFrom("Dr Adeyemi")
	b.Get(b.Lena, record+"/earlier").Is(http.StatusOK).Says("Name then Sam Okafor", "Phone 01632 960123",
		"sam@example.org", "Through the day centre", "Dr Adeyemi", "Weir Surgery", "Bea Lowe", "Can they take part?")
	b.Verify()
}

// Of two times with the service there are two follow-ups of each kind: each says which
// time it is about. In a service there is no study to name.
func TestFollowUpsOfTwoTimesAreToldApartOnTheAssessorsLists(t *testing.T) {
	b := webtest.Open(t)
	b.Works("Mei", authz.Assessor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Now = b.Now.AddDate(0, 0, 200)
	b.Remi.Token, b.Lena.Token = b.SignIn("remi@example.org"), b.SignIn("lena@example.org")
	left := func(f url.Values) { webtest.Day(f, "discharge_date", "9", "6", "2027") }
	returns(t, b, left).To("/referrals/" + string(sam))
	b.Agrees(sam)
	mei := webtest.Member{Token: b.SignIn("mei@example.org")}
	lists := b.Get(mei, "/follow-up").Is(http.StatusOK).Body + b.Get(mei, "/follow-up?list=later").Is(http.StatusOK).Body
	for _, left := range []string{"20 November 2026", "9 June 2027"} {
		if n := strings.Count(lists, "after they left the crisis team on "+left); n != 2 {
			t.Errorf("%s is said %d times in:\n%s", left, n, webtest.Words(lists))
		}
	}
	b.Get(mei, "/follow-up/"+string(sam)).Is(http.StatusOK).Says("Who they are, and the days we count from",
		"a crisis team had them until 9 June 2027").KeepsFrom("The study", "Study")
	b.Get(b.Lena, "/service-report").Is(http.StatusOK).Says("Follow-ups are counted once they fall due").
		KeepsFrom("recorded here")
}
