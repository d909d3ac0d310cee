package course

import (
	"testing"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/say"
)

// A visit that is moved to a call keeps what was typed of where it was to be, and nobody
// goes there.
func TestACallHasNoAddress(t *testing.T) {
	for place, want := range map[course.Place]string{
		course.PlaceHome: "At home, 9 Bellfounders Way", course.PlaceElsewhere: "Somewhere else, 9 Bellfounders Way",
		course.PlaceTelephone: "By telephone", course.PlaceVideo: "By video",
	} {
		if said := placeWords(say.English(), place, "9 Bellfounders Way"); said != want {
			t.Errorf("%s reads %q", place, said)
		}
	}
}
