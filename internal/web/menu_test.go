package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/web/webtest"
)

var offer = regexp.MustCompile(`<a href="([^"]*)"`)

// framesOf are the addresses that the frame of a page offers.
func framesOf(body string) []string {
	head, _, _ := strings.Cut(body, "</header>")
	var list []string
	for _, found := range offer.FindAllStringSubmatch(head, -1) {
		list = append(list, found[1])
	}
	return list
}

// Nobody is offered what they may not open, whatever roles they hold together.
func TestWhatTheMenuOffersOpens(t *testing.T) {
	storetest.InTheWholeRun(t)
	b := webtest.Open(t)
	roles := []authz.Role{authz.Lead, authz.Supervisor, authz.Coordinator, authz.PeerWorker, authz.Assessor, authz.Analyst,
		authz.Governance, authz.Administrator}
	for i, first := range roles {
		for _, second := range roles[i:] {
			who := b.Hires("Kim "+string(first)+" "+string(second), first, second)
			todo, seen := []string{"/devices"}, map[string]bool{}
			for len(todo) > 0 {
				path := todo[0]
				if todo = todo[1:]; seen[path] {
					continue
				}
				seen[path] = true
				page := b.Get(who, path)
				if page.Code != http.StatusOK {
					t.Errorf("%s and %s are offered %s, which answers %d", first, second, path, page.Code)
				}
				todo = append(todo, framesOf(page.Body)...)
			}
			if len(seen) < 2 {
				t.Errorf("%s and %s are offered %v alone", first, second, seen)
			}
		}
	}
}

// A menu is a few words: what people come for. The rest stands one step below.
func TestNobodysMenuIsLong(t *testing.T) {
	b := webtest.Open(t)
	for _, r := range []authz.Role{authz.Lead, authz.Supervisor, authz.Coordinator, authz.PeerWorker, authz.Assessor,
		authz.Analyst, authz.Governance, authz.Administrator} {
		page := b.Get(b.Hires("Kim "+string(r), r), "/devices")
		_, nav, _ := strings.Cut(page.Body, `<nav class="fb-nav"`)
		nav, _, _ = strings.Cut(nav, "</nav>")
		if n := strings.Count(nav, "<li>"); n > 5 {
			t.Errorf("%s is offered %d places:\n%s", r, n, nav)
		}
	}
}

// A participant has their home, visits where they have any, their workbook and help.
func TestAParticipantIsOfferedWhatTheyHave(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	themselves := b.Arrives(sam)
	has := func(visits bool) {
		t.Helper()
		page := b.Get(themselves, "/home").Is(http.StatusOK)
		list := strings.Join(framesOf(page.Body), " ")
		if strings.Contains(list, "/my-visits") != visits || !strings.Contains(list, "/workbook") ||
			!strings.Contains(list, "/help") || !strings.Contains(list, "/my-consents") {
			t.Errorf("they are offered %s", list)
		}
	}
	has(false)
	b.Matches(sam, ash)
	has(true)
}
