package say

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Percent is a share (0 to 1) as a percentage with one decimal, as in "11.1 %".
func (v Voice) Percent(share float64) string { return v.Number(100*share, 1) + " %" }

// Size is how large a file of so many bytes is, as in "12.3 MB".
func (v Voice) Size(bytes int64) string {
	size, unit := float64(bytes), "kB"
	for _, larger := range []string{"MB", "GB", "TB"} {
		if size < 999_950 { // which would round to a thousand of its unit
			break
		}
		size, unit = size/1000, larger
	}
	return v.Number(size/1000, 1) + " " + unit
}

// Number is x with a fixed number of decimals, as in "0.21". A number that
// would round to nothing keeps two figures, as in "0.0042", so that small is
// never shown as none. What is no number is a dash.
func (v Voice) Number(x float64, decimals int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	s := fmt.Sprintf("%.*f", decimals, x)
	if x != 0 && strings.Trim(s, "-0.") == "" {
		s = strconv.FormatFloat(x, 'f', 1-int(math.Floor(math.Log10(math.Abs(x)))), 64)
	}
	return strings.Replace(s, "-", "−", 1)
}

// Ratio is Number for what is compared with one: a ratio, or a limit of one,
// that is not one is never rounded to it, so that "0.997" does not read "1.00".
func (v Voice) Ratio(x float64, decimals int) string {
	for x != 1 && decimals < 6 && math.Abs(x-1) < 0.5*math.Pow10(-decimals) {
		decimals++
	}
	return v.Number(x, decimals)
}

// Probability is a p-value with four decimals, as in "0.0116"; one too small
// for that is "<0.0001". What is no number is a dash.
func (v Voice) Probability(p float64) string {
	if p < 0.0001 {
		return "<0.0001"
	}
	return v.Number(p, 4)
}
