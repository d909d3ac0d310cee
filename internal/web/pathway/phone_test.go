package pathway_test

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/web/webtest"
)

func TestPastedNumbersShowAsTheCountryDoesAndDialThemselves(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) {
		f.Set("contact.phone", "Tel:\u00a0\u202a+44 (0)7700\u00a0900123\u202c or 01632960001x12 (Mum's)")
		f.Set("responsible.phone", "18001 01632 960200")
		f.Set("gp.phone", "01534 960001")
	})
	page := b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).
		Says("07700 900123", "01632 960001 ext 12 Mum's", "18001 01632 960200", "01534 960001 Check this number").
		Once("Check this number")
	for _, dial := range []string{
		"tel:+447700900123", "tel:+441632960001,12", "tel:1800101632960200", "tel:+441534960001",
	} {
		if !strings.Contains(html.UnescapeString(page.Body), `href="`+dial+`"`) {
			t.Errorf("nothing dials %s", dial)
		}
	}
}

func TestWhatCantBeANumberOrAPostcodeIsSaidBesideItsFieldAndKept(t *testing.T) {
	b := webtest.Open(t)
	form := b.Typed(b.Get(b.Remi, webtest.NewReferralPath(b.North)), "Sam")
	form.Del("contact.no_fixed_address")
	form.Set("contact.address_lines", "12 Example Road")
	form.Set("contact.safe_to_write", "yes")
	form.Set("contact.postcode", "gu2 7x")
	form.Set("contact.phone", "07700 9001234")
	got := b.Post(b.Remi, webtest.NewReferralPath(b.North), form).Is(http.StatusUnprocessableEntity).
		Says("Check the phone number", "Check the postcode")
	for _, kept := range []string{
		`value="07700 9001234"`, `value="gu2 7x"`, `id="contact-phone-error"`, `id="contact-postcode-error"`,
	} {
		if !strings.Contains(got.Body, kept) {
			t.Errorf("not there: %s", kept)
		}
	}
	form.Set("contact.phone", "077009 00123")
	form.Set("contact.postcode", "gu27xh")
	b.Post(b.Remi, webtest.NewReferralPath(b.North), form).To("/referrals/" + form.Get("participant"))
	b.Get(b.Remi, "/referrals/"+form.Get("participant")).Says("GU2 7XH", "07700 900123")
}
