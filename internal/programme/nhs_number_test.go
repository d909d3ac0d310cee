package programme

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestNHSNumbersAreReadWithSpacesAndHyphens(t *testing.T) {
	for _, typed := range []string{"9434765919", "943 476 5919", "943-476-5919", " 943\u00a0476\u20135919 "} {
		n, err := ParseNHSNumber(typed)
		if err != nil || n != "9434765919" || n.String() != "943 476 5919" {
			t.Errorf("%q: %v, %v", typed, n, err)
		}
	}
	if n, err := ParseNHSNumber("  "); n != "" || err != nil {
		t.Errorf("none is no fault: %q, %v", n, err)
	}
}

// 999 123 4567 and 4447685222 stand as examples in official texts and fail the
// check; the two repeated digits pass it and belong to nobody.
func TestNHSNumbersThatCannotBeAreRefused(t *testing.T) {
	for _, typed := range []string{"0000000000", "1111111111", "9991234567", "4447685222", "943476591", "94347659190",
		"943476591O", "٩٤٣٤٧٦٥٩١٩"} {
		if n, err := ParseNHSNumber(typed); err == nil || n != "" {
			t.Errorf("%q was taken as %v", typed, n)
		}
	}
}

func TestOneWrongDigitIsAlwaysNoticed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := testNumber(t)
		i, digit := rapid.IntRange(0, 9).Draw(t, "place"), rapid.IntRange(0, 9).Draw(t, "digit")
		changed := []byte(n)
		changed[i] = byte('0' + digit)
		if NHSNumber(changed).Valid() != (string(changed) == string(n)) {
			t.Fatalf("%s became %s", n, changed)
		}
	})
}

func TestTwoNeighboursSwappedAreAlwaysNoticed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := testNumber(t)
		i := rapid.IntRange(0, 8).Draw(t, "place")
		swapped := []byte(n)
		swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
		if NHSNumber(swapped).Valid() != (string(swapped) == string(n)) {
			t.Fatalf("%s became %s", n, swapped)
		}
	})
}

// testNumber draws a valid number that begins with 9, as test numbers do.
func testNumber(t *rapid.T) NHSNumber {
	for stem := rapid.IntRange(900_000_000, 999_999_990).Draw(t, "stem"); ; stem++ {
		for digit := range 10 {
			if n := NHSNumber(fmt.Sprintf("%d%d", stem, digit)); n.Valid() {
				return n
			}
		}
	}
}
