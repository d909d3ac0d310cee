package pathway_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/web/webtest"
)

func TestSomebodyIsFoundByNameAndByNumberAndTheAddressHoldsNeither(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Zoë", func(f url.Values) { f.Set("identity.nhs_number", "999 000 0018") })
	b.Get(b.Lena, "/people").Is(http.StatusOK).Says("Name or NHS number").KeepsFrom("Nobody found")
	for _, typed := range []string{"zoe", "OKAF", "9990000018", "999 000 0018"} {
		found := b.Post(b.Lena, "/people", url.Values{"find": {typed}}).Is(http.StatusOK)
		found.Says("1 person found.", "Zoë Okafor", "28 February 1990", "999 000 0018", "North team")
		if !strings.Contains(found.Body, `href="/people/`+string(sam)+`"`) {
			t.Errorf("%q does not lead to the record", typed)
		}
	}
	none := b.Post(b.Lena, "/people", url.Values{"find": {`"><script>x</script>`}}).Is(http.StatusOK).Says("Nobody found", "Try the last name alone")
	if strings.Contains(none.Body, "<script>x") {
		t.Error("what was typed became script")
	}
	b.Post(b.Lena, "/people", url.Values{"find": {"   "}}).Is(http.StatusOK).Says("Nobody found")
	b.Post(b.Remi, "/people", url.Values{"find": {"zoe"}}).Is(http.StatusNotFound).KeepsFrom("Okafor")
}

func TestARecordWarnsBeforeAnybodyGetsInTouch(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, `<img src=x>`, func(f url.Values) {
		f.Del("contact.no_fixed_address")
		f.Set("contact.address_lines", "12 Example Road\r\n\r\nGuildford")
		f.Set("contact.postcode", "GU1 1AA")
		f.Set("contact.safe_to_write", "no")
		f.Set("contact.email", "sam@example.org")
		f.Set("contact.safe_to_email", "yes")
		f.Set("contact.who_else_reads", "Shares a phone with her mother")
		f.Set("gp.name", "Dr Ali")
		f.Set("gp.practice", "Riverside")
	})
	record := b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).Says(
		"Don't leave a voicemail.", "Don't write to the address.", "Who else may see it: Shares a phone with her mother",
		"Phone 01632 960123", "12 Example Road Guildford GU1 1AA", "Dr Ali, Riverside", "Dr Mbeki",
		"The referral is waiting for a decision.", "What visitors to the home should know").
		KeepsFrom("Don't send an email", "Don't send a text")
	if strings.Contains(record.Body, "<img src=x>") {
		t.Error("a name became markup")
	}
}

func TestAParticipantSeesWhereThingsStandAndWhoHasLooked(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	me := b.Arrives(sam)
	b.Get(me, "/home").Is(http.StatusOK).Says("Hello Sam", "has told us about you", "There is nothing you have to do",
		"Everything here is yours", "Get help now")
	b.Get(b.Remi, "/referrals/"+string(sam))
	b.Get(b.Lena, "/screening")
	b.Get(b.Lena, "/people/"+string(sam))
	b.Post(b.Lena, "/people", url.Values{"find": {"okafor"}})
	looks := b.Get(me, "/who-has-looked").Is(http.StatusOK).Says(
		"Monday 23 November 2026, 09:00 Somebody from North team Opened the referral that your team made",
		"The programme lead Opened your record", "The programme lead Found you by searching",
		"Saw your name in the list of people waiting")
	looks.KeepsFrom("Lena", "Remi", string(b.Lena.Actor.Account), "person.see", "home.see")
	b.Decides(sam, url.Values{"verdict": {"accept"}})
	b.Get(me, "/home").Is(http.StatusOK).Says("Nothing starts until you say yes", "What I agreed to")
	b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).Says("What comes next").KeepsFrom(">Decide<")
	b.Get(me, "/people/"+string(sam)).Is(http.StatusForbidden)
	b.Get(b.Lena, "/home").Is(http.StatusNotFound)
}

func TestLooksAreReadBackInTime(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	me := b.Arrives(sam)
	for range 60 {
		b.Get(b.Lena, "/people/"+string(sam))
	}
	first := b.Get(me, "/who-has-looked").Is(http.StatusOK).Says("Earlier",
		"Opened your record 50 times that day").KeepsFrom("Newest")
	at := strings.Index(first.Body, "/who-has-looked?before=")
	path := first.Body[at : at+strings.IndexByte(first.Body[at:], '"')]
	b.Get(me, path).Is(http.StatusOK).Says("Newest", "Opened your record 10 times that day").KeepsFrom("Earlier")
}
