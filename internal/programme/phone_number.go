package programme

import (
	"regexp"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// The country whose numbers are written without a country code.
const (
	homeCountry = "GB"
	homeCode    = 44
	homeTrunk   = "+440" // no number has a 0 after the country's code
)

// A pause, and not the ";ext=" of RFC 3966, section 3, stands before an
// extension: Android reads the letters of ";ext=12" as keys and sends 39812.
const pause = ","

// readNumbers reads one run of digits. What can't be one number, but two side by
// side, is two; the extension is the last one's.
func readNumbers(run, extension string) []PhoneNumber {
	if n, ok := readNumber(run); ok {
		return []PhoneNumber{n.extended(extension)}
	}
	for _, at := range nextNumber.FindAllStringIndex(run, -1) {
		left, leftOK := readNumber(run[:at[0]])
		right, rightOK := readNumber(run[at[1]-1:])
		if leftOK && rightOK {
			return []PhoneNumber{left, right.extended(extension)}
		}
	}
	unread := PhoneNumber{Shown: run, Dial: asWritten(run), Wrong: true}
	return []PhoneNumber{unread.extended(extension)}
}

// nextNumber is where another number may begin.
var nextNumber = regexp.MustCompile(`[ .\-/]+[0(]`)

func (n PhoneNumber) extended(extension string) PhoneNumber {
	if extension != "" {
		n.Shown += " ext " + extension
		n.Dial += pause + extension
	}
	return n
}

// readNumber reads run as one number, if that reads the same once it is shown.
func readNumber(run string) (PhoneNumber, bool) {
	n, ok := readOnce(run)
	if !ok || n.Shown == run { // most are typed as they are shown: they read the same
		return n, ok
	}
	again, ok := readOnce(n.Shown)
	return n, ok && again == n
}

func readOnce(run string) (PhoneNumber, bool) {
	if n, ok := prefixed(run); ok {
		return n, true
	}
	number, err := phonenumbers.Parse(run, homeCountry)
	switch {
	case err != nil || len(asWritten(run)) > longestDialled:
		return PhoneNumber{}, false
	case phonenumbers.IsPossibleNumberWithReason(number) == phonenumbers.IS_POSSIBLE:
		n := international(number)
		return n, !strings.HasPrefix(n.Dial, homeTrunk)
	}
	known := phonenumbers.IsValidShortNumberForRegion(number, homeCountry)
	n := PhoneNumber{Shown: grouped(run), Dial: digitsOf(run), Doubtful: !known}
	return n, !strings.HasPrefix(asWritten(run), "+") && (known || local.MatchString(n.Dial))
}

// forAll tells whether n is a short number that anybody dials, like 999, 111 or
// 116 123, and so nobody's own.
func (n PhoneNumber) forAll() bool {
	number, err := phonenumbers.Parse(n.Dial, homeCountry)
	return err == nil && !n.Wrong && phonenumbers.IsValidShortNumberForRegion(number, homeCountry)
}

// local is a number without its area's code. Like 999 and 116 123, it is dialled
// as it is written.
var local = regexp.MustCompile(`^[1-9]\d{5,7}$`)

const longestDialled = 20 // characters

func international(number *phonenumbers.PhoneNumber) PhoneNumber {
	form := phonenumbers.INTERNATIONAL
	if number.GetCountryCode() == homeCode {
		form = phonenumbers.NATIONAL
	}
	dial, shown := phonenumbers.Format(number, phonenumbers.E164), phonenumbers.Format(number, form)
	if form == phonenumbers.NATIONAL && !strings.HasPrefix(shown, "0") {
		shown = "0" + shown // the library leaves it out where a digit of the number is missing
	}
	return PhoneNumber{Shown: shown, Dial: dial,
		Doubtful: !phonenumbers.IsValidNumber(number) && !forDrama(dial)}
}

// prefixShape is what is dialled before a number: by text relay (18001, 18002),
// or to keep one's own number back or show it (141, 1470).
var prefixShape = regexp.MustCompile(`^(?:(1800[12])|(141|1470))[ .\-/]*([+0(]?.*)$`)

// prefixed reads a number with a prefix, which only works within the country.
func prefixed(run string) (PhoneNumber, bool) {
	m := prefixShape.FindStringSubmatch(run)
	if m == nil || m[1] == "" && !strings.ContainsAny(m[3][:min(1, len(m[3]))], "+0(") {
		return PhoneNumber{}, false
	}
	n, ok := readNumber(m[3])
	home, isHome := strings.CutPrefix(n.Dial, "+44")
	switch abroad := strings.HasPrefix(n.Dial, "+"); {
	case isHome:
		n.Dial = "0" + home
	case abroad:
		n.Shown, n.Dial = "00"+n.Shown[1:], "00"+n.Dial[1:]
	}
	prefix := m[1] + m[2]
	n.Shown, n.Dial = prefix+" "+n.Shown, prefix+n.Dial
	return n, ok
}

// grouped is digits in the groups that they were typed in.
func grouped(run string) string {
	return strings.Join(strings.FieldsFunc(run, func(r rune) bool { return r < '0' || r > '9' }), " ")
}

func asWritten(run string) string {
	if strings.HasPrefix(strings.TrimLeft(run, "("), "+") {
		return "+" + digitsOf(run)
	}
	return digitsOf(run)
}
