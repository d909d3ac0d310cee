package programme

import "testing"

// Names are sealed, so that a list by name opens all of them: it is one page of two hundred,
// and a longer one, or everybody, stays in the order of dates.
func TestAListComesByNameUpToTwoHundred(t *testing.T) {
	third := Page{Number: 3, Size: 20, Only: Only{Worker: "ash"}}
	for count, named := range map[int]bool{0: true, 3: true, 200: true, 201: false, 10_000: false} {
		page, byName := third.InOrder(count)
		if byName != named || named && (page.Offset() != 0 || page.Limit() != 200) || !named && page != third {
			t.Errorf("%d people: %+v, by name %v", count, page, byName)
		}
	}
	for _, only := range []Only{{Team: "north"}, {Worker: "ash"}, {Stands: Away}, {ByName: true}} {
		if page, byName := (Page{Only: only}).InOrder(200); !byName || page.Only != only {
			t.Errorf("%+v doesn't come by name", only)
		}
	}
	if _, byName := (Page{Number: 1}).InOrder(3); byName {
		t.Error("a list of everybody comes by name")
	}
}
