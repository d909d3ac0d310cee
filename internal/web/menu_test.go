package web_test

import (
	"net/http"
	"regexp"
	"slices"
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

var menuRoles = []authz.Role{authz.Lead, authz.Supervisor, authz.Coordinator, authz.PeerWorker, authz.Assessor,
	authz.Analyst, authz.Governance, authz.Administrator}

// menuOf are the places of the main menu on a page, one below the other left out.
func menuOf(body string) []string {
	_, nav, _ := strings.Cut(body, `<nav class="fb-nav" `)
	nav, _, _ = strings.Cut(nav, "</nav>")
	return framesOf(nav)
}

// Nobody is offered what they may not open, whatever roles they hold together, nor a menu
// that they have to search.
func TestWhatTheMenuOffersOpens(t *testing.T) {
	storetest.InTheWholeRun(t)
	b := webtest.Open(t)
	roles := menuRoles
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
				if menu := menuOf(page.Body); len(menu) > 7 {
					t.Errorf("%s and %s are offered %d places at %s: %v", first, second, len(menu), path, menu)
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
	staff := map[authz.Role]webtest.Member{authz.Referrer: b.Remi}
	for _, r := range menuRoles {
		staff[r] = b.Hires("Kim "+string(r), r)
	}
	for r, who := range staff {
		if menu := menuOf(b.Get(who, "/devices").Body); len(menu) == 0 || len(menu) > 5 {
			t.Errorf("%s is offered %d places: %v", r, len(menu), menu)
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
	has := func(want ...string) {
		t.Helper()
		page := b.Get(themselves, "/home").Is(http.StatusOK)
		if menu := menuOf(page.Body); !slices.Equal(menu, want) {
			t.Errorf("they are offered %v", menu)
		}
		if !slices.Contains(framesOf(page.Body), "/my-consents") {
			t.Error("what they agreed to isn't under their name")
		}
	}
	has("/home", "/workbook", "/help")
	b.Matches(sam, ash)
	has("/home", "/my-visits", "/workbook", "/help")
}
