package workforce

import (
	"fmt"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/id"
)

// What there is to tell somebody of who visits them is the difference between what they were
// told last and how it is now.
func TestThePersonHearsWhatHasChangedSinceTheyWereToldLast(t *testing.T) {
	knows := func(match string, of MatchEvent) MatchFact {
		return tells("told-"+match+string(of), id.Match(match), of, ThePerson)
	}
	bronwen, ash, cy := begins("m1", "bronwen"), begins("m2", "ash"), begins("m3", "cy")
	for what, c := range map[string]struct {
		history []MatchFact
		hears   string
	}{
		"nothing yet":          {nil, ""},
		"somebody visits":      {[]MatchFact{bronwen}, "begin m1"},
		"told of her":          {[]MatchFact{bronwen, knows("m1", MatchBegins)}, ""},
		"gone, and never told": {[]MatchFact{bronwen, ends("m1", "")}, ""},
		"gone, and told of her": {[]MatchFact{bronwen, knows("m1", MatchBegins), ends("m1", "")},
			"end m1"},
		"told that she is gone": {[]MatchFact{bronwen, knows("m1", MatchBegins), ends("m1", ""), knows("m1", MatchEnds)}, ""},
		"another": {[]MatchFact{bronwen, knows("m1", MatchBegins), ends("m1", ""), ash},
			"end m1, begin m2"},
		"two changes": {[]MatchFact{bronwen, knows("m1", MatchBegins), ends("m1", ""), ash, ends("m2", ""), cy},
			"end m1, begin m3"},
		"two changes, none told": {[]MatchFact{bronwen, ends("m1", ""), ash, ends("m2", ""), cy}, "begin m3"},
		"another, gone as well": {[]MatchFact{bronwen, knows("m1", MatchBegins), ends("m1", ""), ash, ends("m2", "")},
			"end m1"},
		"the same again": {[]MatchFact{bronwen, knows("m1", MatchBegins), ends("m1", ""), ash, ends("m2", ""),
			begins("m3", "bronwen")}, ""},
		"the same again, and told that she was gone": {[]MatchFact{bronwen, knows("m1", MatchBegins), ends("m1", ""),
			knows("m1", MatchEnds), begins("m3", "bronwen")}, "begin m3"},
		"the same again, and gone again": {[]MatchFact{bronwen, knows("m1", MatchBegins), ends("m1", ""),
			begins("m3", "bronwen"), ends("m3", "")}, "end m1"},
		"told of the one before after the one who visits": {[]MatchFact{bronwen, ends("m1", ""), ash,
			knows("m2", MatchBegins), knows("m1", MatchBegins)}, ""},
	} {
		t.Run(what, func(t *testing.T) {
			m := MatchesAfter(c.history)
			var hears []string
			for _, n := range m.UntoldTo(ThePerson) {
				hears = append(hears, fmt.Sprintf("%s %s", n.Of, n.Match))
			}
			if got := strings.Join(hears, ", "); got != c.hears || m.ThePersonKnows() != (c.hears == "") {
				t.Errorf("%q, not %q", got, c.hears)
			}
		})
	}
}
