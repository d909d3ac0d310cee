package say

import (
	"math"
	"testing"
)

func TestFiguresAreNeverRoundedToWhatTheyAreNot(t *testing.T) {
	v := English()
	for _, x := range []struct{ got, want string }{
		{v.Percent(2.0 / 18), "11.1 %"},
		{v.Percent(1), "100.0 %"},
		{v.Number(0.209876, 2), "0.21"},
		{v.Number(-41.83, 1), "−41.8"},
		{v.Number(0.0042, 2), "0.0042"},
		{v.Number(-0.000042, 2), "−0.000042"},
		{v.Number(0, 2), "0.00"},
		{v.Number(math.NaN(), 2), "–"},
		{v.Number(math.Inf(1), 2), "–"},
		{v.Ratio(0.997099688, 2), "0.997"},
		{v.Ratio(1, 2), "1.00"},
		{v.Ratio(0.20987, 2), "0.21"},
		{v.Ratio(1.0000000001, 2), "1.000000"},
		{v.Probability(0.0116425658), "0.0116"},
		{v.Probability(0.00001), "<0.0001"},
		{v.Probability(1), "1.0000"},
		{v.Probability(math.NaN()), "–"},
	} {
		if x.got != x.want {
			t.Errorf("%q, want %q", x.got, x.want)
		}
	}
}
