package care_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestSomebodyIsFoundByNameAndByNumberAndTheAddressHoldsNeither(t *testing.T) {
	b := open(t)
	sam := b.refers(b.remi, b.north, "Zoë", func(f url.Values) { f.Set("identity.nhs_number", "999 000 0018") })
	b.get(b.lena, "/people").is(http.StatusOK).says("Name or NHS number").keepsFrom("Nobody found")
	for _, typed := range []string{"zoe", "OKAF", "9990000018", "999 000 0018"} {
		found := b.post(b.lena, "/people", url.Values{"find": {typed}}).is(http.StatusOK)
		found.says("1 person found.", "Zoë Okafor", "28 February 1990", "999 000 0018", "North team")
		if !strings.Contains(found.body, `href="/people/`+string(sam)+`"`) {
			t.Errorf("%q does not lead to the record", typed)
		}
	}
	none := b.post(b.lena, "/people", url.Values{"find": {`"><script>x</script>`}}).is(http.StatusOK).says("Nobody found", "Try the last name alone")
	if strings.Contains(none.body, "<script>x") {
		t.Error("what was typed became script")
	}
	b.post(b.lena, "/people", url.Values{"find": {"   "}}).is(http.StatusOK).says("Nobody found")
	b.post(b.remi, "/people", url.Values{"find": {"zoe"}}).is(http.StatusNotFound).keepsFrom("Okafor")
}

func TestWhoeverFindsVeryManyIsToldToAskMoreExactly(t *testing.T) {
	b := open(t)
	for range 21 {
		b.refers(b.remi, b.north, "Sam", func(f url.Values) { f.Set("sure", "1") })
	}
	found := b.post(b.lena, "/people", url.Values{"find": {"sam"}}).is(http.StatusOK).says("These are some of many")
	if n := strings.Count(found.body, "Sam Okafor</a>"); n != 20 {
		t.Errorf("%d are shown", n)
	}
}

func TestARecordWarnsBeforeAnybodyGetsInTouch(t *testing.T) {
	b := open(t)
	sam := b.refers(b.remi, b.north, `<img src=x>`, func(f url.Values) {
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
	record := b.get(b.lena, "/people/"+string(sam)).is(http.StatusOK).says(
		"Don't leave a voicemail.", "Don't write to the address.", "Who else may see it: Shares a phone with her mother",
		"Phone 01632 960123", "12 Example Road Guildford GU1 1AA", "Dr Ali, Riverside", "Dr Mbeki",
		"The referral waits for a decision.", "What visitors to the home should know").
		keepsFrom("Don't send an email", "Don't send a text")
	if strings.Contains(record.body, "<img src=x>") {
		t.Error("a name became markup")
	}
}

func TestAParticipantSeesWhereThingsStandAndWhoHasLooked(t *testing.T) {
	b := open(t)
	sam := b.refers(b.remi, b.north, "Sam")
	me := b.arrives(sam)
	b.get(me, "/home").is(http.StatusOK).says("Hello Sam", "has told us about you", "There is nothing you have to do",
		"Everything here is yours", "Get help now")
	b.get(b.remi, "/referrals/"+string(sam))
	b.get(b.lena, "/screening")
	b.get(b.lena, "/people/"+string(sam))
	b.post(b.lena, "/people", url.Values{"find": {"okafor"}})
	looks := b.get(me, "/who-has-looked").is(http.StatusOK).says(
		"Monday 23 November 2026, 09:00 Somebody from North team Opened the referral that your team made",
		"The programme lead Opened your record", "The programme lead Found you by searching",
		"Saw your name in the list of those who wait")
	looks.keepsFrom("Lena", "Remi", string(b.lena.actor.Account), "person.see", "home.see")
	b.decides(sam, url.Values{"verdict": {"accept"}})
	b.get(me, "/home").is(http.StatusOK).says("Nothing starts until you say yes", "What you agreed to")
	b.get(b.lena, "/people/"+string(sam)).is(http.StatusOK).says("What comes next").keepsFrom(">Decide<")
	b.get(me, "/people/"+string(sam)).is(http.StatusForbidden)
	b.get(b.lena, "/home").is(http.StatusNotFound)
}

func TestLooksAreReadBackInTime(t *testing.T) {
	b := open(t)
	sam := b.refers(b.remi, b.north, "Sam")
	me := b.arrives(sam)
	for range 60 {
		b.get(b.lena, "/people/"+string(sam))
	}
	first := b.get(me, "/who-has-looked").is(http.StatusOK).says("Earlier",
		"Opened your record 50 times that day").keepsFrom("The newest")
	at := strings.Index(first.body, "/who-has-looked?before=")
	path := first.body[at : at+strings.IndexByte(first.body[at:], '"')]
	b.get(me, path).is(http.StatusOK).says("The newest", "Opened your record 10 times that day").keepsFrom("Earlier")
}
