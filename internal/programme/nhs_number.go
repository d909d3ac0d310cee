package programme

import (
	"slices"
	"strings"
	"unicode"

	"footbridge.org/footbridge/internal/fault"
)

// An NHSNumber is the ten digits, without spaces, or empty for none. Outside
// England there may be none, so it is optional everywhere.
type NHSNumber string

// NumberStatus says how far an NHS number has been verified.
type NumberStatus string

const (
	NumberTraced     NumberStatus = "traced"     // confirmed against the national record
	NumberUnverified NumberStatus = "unverified" // given, and not yet confirmed
	NumberNone       NumberStatus = "none"       // there is none, or nobody knows it
)

// NumberStatuses lists the statuses in the order a form offers them.
func NumberStatuses() []NumberStatus {
	return []NumberStatus{NumberUnverified, NumberTraced, NumberNone}
}

// Valid tells whether s is one of the statuses.
func (s NumberStatus) Valid() bool { return slices.Contains(NumberStatuses(), s) }

// ParseNHSNumber reads ten digits with any spaces, hyphens and dashes between
// them. An empty text is no number and no fault.
func ParseNHSNumber(s string) (NHSNumber, error) {
	digits := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			return -1
		}
		return r
	}, s)
	n := NHSNumber(digits)
	if n != "" && !n.Valid() {
		return "", fault.New(fault.Invalid, "person.nhs_number.wrong")
	}
	return n, nil
}

// Valid tells whether n is ten digits with the right check digit (Modulus 11,
// NHS Data Dictionary, "NHS NUMBER"). 0000000000 and 1111111111 satisfy the
// arithmetic and are refused: they are what people type when they have none.
func (n NHSNumber) Valid() bool {
	if len(n) != 10 || n == "0000000000" || n == "1111111111" {
		return false
	}
	sum := 0
	for i := range 10 {
		if n[i] < '0' || n[i] > '9' {
			return false
		}
		if i < 9 {
			sum += int(n[i]-'0') * (10 - i)
		}
	}
	check := (11 - sum%11) % 11 // 10 is never issued, and no digit equals it
	return check == int(n[9]-'0')
}

// String shows n in the usual groups, 943 476 5919, or nothing for none.
func (n NHSNumber) String() string {
	if len(n) != 10 {
		return string(n)
	}
	return string(n[:3] + " " + n[3:6] + " " + n[6:])
}
