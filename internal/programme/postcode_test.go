package programme

import (
	"testing"

	"footbridge.org/footbridge/internal/fault"
)

func TestAPostcodeShowsInCapitalsWithItsSpace(t *testing.T) {
	for typed, want := range map[Postcode]string{"gu2 7xh": "GU2 7XH", "GU27XH": "GU2 7XH", " sw1a1aa\u00a0": "SW1A 1AA",
		"m1 1ae": "M1 1AE", "EC1A-1BB": "EC1A 1BB", "GU2   7XH": "GU2 7XH", "ZZ99 3VZ": "ZZ99 3VZ", "gir0aa": "GIR 0AA",
		"": "", "elsewhere ": "elsewhere"} {
		if got := typed.Shown(); got != want || Postcode(got).Shown() != got {
			t.Errorf("%q shows as %q", typed, got)
		}
	}
}

func TestAPostcodeIsCheckedInForm(t *testing.T) {
	for typed, wrong := range map[Postcode]bool{"": false, "gu27xh": false, "GU2": true, "GU2 7X": true, "1234": true,
		"GUU2 7XH": true, "GU2 7XHH": true, "75001": true} {
		var p fault.Problems
		typed.CheckAs("postcode", &p)
		if p.Any() != wrong {
			t.Errorf("%q: %v", typed, p)
		}
	}
}
