package programme

import (
	"regexp"
	"strings"

	"footbridge.org/footbridge/internal/fault"
)

// A Postcode is a United Kingdom postcode as it was typed. It is kept so, and
// read on the way out.
type Postcode string

var postcodeShape = regexp.MustCompile(`^([A-Z]{1,2}[0-9][A-Z0-9]?|GIR)([0-9][A-Z]{2})$`)

// Halves are the district and the rest, in capitals; empty where p has not the
// shape of a postcode.
func (p Postcode) Halves() (district, rest string) {
	typed := strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(plainText(string(p))))
	if m := postcodeShape.FindStringSubmatch(typed); m != nil {
		return m[1], m[2]
	}
	return "", ""
}

// Shown is p as it is written on an envelope: in capitals, with one space. What
// has not the shape of a postcode is shown as it was typed.
func (p Postcode) Shown() string {
	if district, rest := p.Halves(); district != "" {
		return district + " " + rest
	}
	return strings.TrimSpace(string(p))
}

// CheckAs reports to found, beside field, what keeps p from being a postcode.
func (p Postcode) CheckAs(field string, found *fault.Problems) {
	district, _ := p.Halves()
	found.If(!fault.Blank(string(p)) && district == "", field, "contact.postcode.wrong")
}
