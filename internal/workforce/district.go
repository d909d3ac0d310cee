package workforce

import (
	"regexp"
	"strings"

	"footbridge.org/footbridge/internal/programme"
)

// A District is the first half of a United Kingdom postcode, as in GU2. The
// empty District is one that nobody knows.
type District string

var districtShape = regexp.MustCompile(`^[A-Z]{1,2}[0-9][A-Z0-9]?$`)

// DistrictOf reads the district out of a postcode, or out of a district alone,
// in any case and with spaces or without. What is neither is no district.
func DistrictOf(s string) District {
	if district, _ := programme.Postcode(s).Halves(); district != "" {
		return District(district)
	}
	s = strings.ToUpper(strings.Join(strings.Fields(s), ""))
	if districtShape.MatchString(s) {
		return District(s)
	}
	return ""
}

// Valid tells whether d has a district's shape.
func (d District) Valid() bool { return districtShape.MatchString(string(d)) }

// area is the letters that d begins with, as in GU.
func (d District) area() string {
	if digit := strings.IndexAny(string(d), "0123456789"); digit >= 0 {
		return string(d[:digit])
	}
	return string(d)
}
