package e2e

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/e2e/browser"
	"footbridge.org/footbridge/e2e/walk"
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
