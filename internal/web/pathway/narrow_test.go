package pathway_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/web/webtest"
)

// A list can be turned to its next page and stays narrowed; nothing that anybody is
// called goes into the address.
func TestATeamsReferralsAreNarrowedSearchedAndPutInOrder(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Accepts("Jo")
	b.Refers(b.Remi, b.North, "Bea")
	at := "/teams/" + string(b.North) + "/referrals"
	page := b.Get(b.Remi, at).Is(http.StatusOK).Says("Filter this list", "Sam Okafor", "Jo Okafor")
	page.KeepsFrom("Only:")
	accepted := b.Get(b.Remi, at+"?state=accepted").Is(http.StatusOK).
		Says("Jo Okafor", "Only: Accepted.", "Show everything")
	accepted.KeepsFrom("Sam Okafor")
	b.Get(b.Remi, at+"?state=withdrawn").Is(http.StatusOK).Says("Nobody here matches")
	b.Get(b.Remi, at+"?state=arm").Is(http.StatusOK).Says("Sam Okafor").KeepsFrom("Only:")
	named := b.Get(b.Remi, at+"?order=name").Is(http.StatusOK).Body
	if strings.Index(named, "Bea") > strings.Index(named, "Jo") ||
		strings.Index(named, "Jo") > strings.Index(named, ">Sam") {
		t.Error("they don't come by name")
	}
	b.Post(b.Remi, at, url.Values{"find": {"jo ok"}}).Is(http.StatusOK).Says("1 person found.", "Jo Okafor").
		KeepsFrom(string(sam))
}

func TestTheLeadNarrowsWhoWaitsToOneTeam(t *testing.T) {
	b := webtest.Open(t)
	b.Refers(b.Remi, b.North, "Sam")
	b.Get(b.Lena, "/screening?team="+string(b.North)).Is(http.StatusOK).Says("Sam Okafor")
	b.Get(b.Lena, "/screening?team="+strings.Repeat("0", 26)).Is(http.StatusOK).Says("Nobody here matches").
		KeepsFrom("Sam Okafor")
}

// More match than are shown: the search says so, and a day of birth finds the one.
func TestASearchThatFindsMoreThanItShowsSaysSo(t *testing.T) {
	b := webtest.Open(t)
	for i := range 52 {
		b.Refers(b.Remi, b.North, fmt.Sprint("Sam", strings.Repeat("a", i%7)), func(form url.Values) {
			webtest.Day(form, "identity.birth_date", fmt.Sprint(1+i%28), "3", fmt.Sprint(1950+i))
			form.Set("sure", "1")
		})
	}
	b.Post(b.Lena, "/people", url.Values{"find": {"okafor"}}).Is(http.StatusOK).
		Says("52 people match. Here are the first 50 by name: add a birth date to find the right person.")
	b.Post(b.Lena, "/people", url.Values{"find": {"okafor 4 3 1953"}}).Is(http.StatusOK).Says("1 person found.")
}
