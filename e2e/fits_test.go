package e2e

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/e2e/browser"
	"footbridge.org/footbridge/e2e/walk"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
)

// reached are the pages of one shape, by who of the demonstration reaches them.
func reached(t *testing.T, shape string) map[string][]string {
	t.Helper()
	paths := map[string][]string{}
	for _, key := range slices.Sorted(maps.Keys(walked(t))) {
		who, path, _ := strings.Cut(key, " ")
		if walk.Shape(path) == shape {
			paths[who] = append(paths[who], path)
		}
	}
	return paths
}

func height(tab *browser.Tab) int {
	return browser.Eval[int](tab, "document.documentElement.scrollHeight")
}

// What one needs to know of somebody is seen without losing one's place: a record
// is two screens of a desk at most, whoever reads it and whoever it is about.
func TestEveryRecordFitsTwoScreensOfADesk(t *testing.T) {
	t.Parallel()
	s := onStage(t)
	for who, paths := range reached(t, "/people/{id}") {
		tab := s.as(t, who)
		tab.Width(desk)
		for _, path := range paths {
			tab.Visit(s.base + path)
			if h := height(tab); h > 2*900 {
				t.Errorf("%s, as %s: %d pixels high", path, who, h)
			}
		}
	}
}

// Between two doors there is one hand free: a worker's list for the day, with all
// the people that they have room for, is five screens of a phone at most.
func TestAWorkersListForTheDayFitsFiveScreensOfAPhone(t *testing.T) {
	t.Parallel()
	s := onStage(t)
	for who := range reached(t, "/visits") {
		tab := s.as(t, who)
		tab.Width(phone)
		tab.Visit(s.base + "/visits")
		if h := height(tab); h > 5*844 {
			t.Errorf("%s: %d pixels high", who, h)
		}
	}
}

// The demonstration's worker has a day without visits. Here is one with as many
// people as their hours hold: four to see today, one visit to write up, every
// note still to copy, and somebody new.
func TestAFullCaseloadOnAFullDayFitsFiveScreensOfAPhone(t *testing.T) {
	t.Parallel()
	if storetest.Quick(t) {
		t.Skip("no browser in a quick run")
	}
	s := story.Begin(t, "e2e", storetest.SQLiteMigrated(t, story.Migrated))
	remi, ash := s.Referrer("Remi Adebayo").InTeam(s.Team("North Home Treatment Team")), s.PeerWorker("Ash Murray")
	arrives := func(at string) *story.Person {
		p := s.Somebody(fmt.Sprintf("Sam%s%s Okoro", s.Today().String()[8:], at[:2]), 1)
		remi.RefersSurely(p).OK()
		return p
	}
	for day, times := range [][]string{
		{"09:00", "11:00", "13:00", "15:00"}, {"09:00", "11:00", "13:00", "15:00"}, {"09:00", "11:00", "13:00"}, {"10:00", "12:00"},
	} {
		s.Clock.MoveTo(story.At(2026, time.November, 23+day, 18, 0))
		var people []*story.Person
		for _, at := range times {
			p := arrives(at)
			ash.MatchedToAt(p, at)
			people = append(people, p)
		}
		for i, p := range people {
			if writing := ash.WritesUp(p.Session(1), story.Attended); day+i > 0 {
				ash.Sends(writing).OK()
			}
		}
	}
	s.Clock.MoveTo(story.At(2026, time.December, 1, 8, 30))
	newest := arrives("17:00")
	ash.MatchedToAt(newest, "17:00")

	page := signedIn(t, s, ash.Email).Get("/visits")
	wants(t, page, 200, newest.Referral.Identity.FullName())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/visits" {
			_, _ = io.WriteString(w, page.Body)
			return
		}
		door(s).ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	tab := browser.Open(t)
	tab.Width(phone)
	tab.Visit(server.URL + "/visits")
	tab.See("15:00")
	if h := height(tab); h > 5*844 {
		t.Errorf("%d pixels high", h)
	}
}
