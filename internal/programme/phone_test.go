package programme

import (
	"regexp"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/fault"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func one(shown, dial string) []PhoneNumber { return []PhoneNumber{{Shown: shown, Dial: dial}} }

func noted(shown, dial, note string) PhoneNumber {
	return PhoneNumber{Shown: shown, Dial: dial, Note: note}
}

func doubted(shown, dial string) []PhoneNumber {
	return []PhoneNumber{{Shown: shown, Dial: dial, Doubtful: true}}
}

func TestATypedNumberShowsAsItsCountryWritesItAndDialsItself(t *testing.T) {
	mobile, land := one("07700 900123", "+447700900123"), one("01632 960001", "+441632960001")
	extended := one("01632 960001 ext 12", "+441632960001,12")
	both := append(one("07700 900123", "+447700900123"), land...)
	for typed, want := range map[string][]PhoneNumber{
		"":              nil,
		" \u200e\u00a0": nil,

		"07700 900123":                        mobile,
		"+44 (0)7700 900123":                  mobile,
		"+44(0) 7700-900-123":                 mobile,
		"(+44) 7700 900123":                   mobile,
		"0044 7700 900 123":                   mobile,
		"447700900123":                        mobile,
		"7700900123":                          mobile, // a spreadsheet took the 0 off
		"07700 90012":                         doubted("0770090012", "+44770090012"),
		"０７７００ ９００１２３":                        mobile,
		"Tel: 07700\u00a0900123":              mobile,
		"Tel.07700 900123.":                   mobile,
		"tel:+447700900123":                   mobile,
		"\u202a+44 7700 900123\u202c":         mobile,
		"07700\u2009900\u2011123":             mobile,
		"\u200e07700 \u2013 900123\u200f\r\n": mobile,

		"01632 960001":                land,
		"(01632) 960 001":             land,
		"01632/960001":                land,
		"01632.960.001":               land,
		"01632 960001 ext 12":         extended,
		"01632 960001 ext. 12":        extended,
		"01632 960001, extension: 12": extended,
		"01632 960001 (ext 12)":       extended,
		"01632960001x12":              extended,
		"01632 960001 #12":            extended,
		"tel:+44-1632-960001;ext=12":  extended,
		"01632 960001,,12":            extended,
		"020 7946 0001":               one("020 7946 0001", "+442079460001"),
		"0808 157 0123":               one("0808 157 0123", "+448081570123"),
		"+33 1 42 68 53 00":           one("+33 1 42 68 53 00", "+33142685300"),
		"00 353 1 234 5678":           one("+353 1 234 5678", "+35312345678"),

		"999":                     one("999", "999"),
		"Call 111":                one("111", "111"),
		"116 123":                 one("116 123", "116123"),
		"116123":                  one("116123", "116123"),
		"85258":                   one("85258", "85258"),
		"18001999":                one("18001 999", "18001999"),
		"18001 01632 960001":      one("18001 01632 960001", "1800101632960001"),
		"18002 +44 1632 960001":   one("18002 01632 960001", "1800201632960001"),
		"18001 +33 1 42 68 53 00": one("18001 0033 1 42 68 53 00", "180010033142685300"),
		"141 07700 900123":        one("141 07700 900123", "14107700900123"),
		"999 or 111":              append(one("999", "999"), one("111", "111")...),

		"07700 900123 or 01632 960001": both,
		"07700900123/01632960001":      both,
		"07700 900123 01632 960001":    both,
		"+447700900123 +441632960001":  both,
		"07700 900123; 01632 960001":   both,
		"07700 900123,01632 960001":    both,
		"07700 900123\n01632 960001":   both,
		"07700 900123 (Mum's), 01632 960001 after 6": {
			noted("07700 900123", "+447700900123", "Mum's"), noted("01632 960001", "+441632960001", "after 6")},
		"07700 900123, daughter Jo 01632 960001": {
			noted("07700 900123", "+447700900123", ""), noted("01632 960001", "+441632960001", "daughter Jo")},
		"07700900123 / mum 01632 960001": {
			noted("07700 900123", "+447700900123", ""), noted("01632 960001", "+441632960001", "mum")},
		"07700 900123 mine, or mum's 01632 960001": {
			noted("07700 900123", "+447700900123", "mine"), noted("01632 960001", "+441632960001", "mum's")},
		"07700 900123 (mum), 01632 960001": {
			noted("07700 900123", "+447700900123", "mum"), noted("01632 960001", "+441632960001", "")},
		"07700 900123, ask for Jo 01632 960001, ask for Ash": {
			noted("07700 900123", "+447700900123", "ask for Jo"), noted("01632 960001", "+441632960001", "ask for Ash")},
		"Mobile: 07700 900123 work 01632 960001 (ask for Jo)": {
			noted("07700 900123", "+447700900123", "Mobile"), noted("01632 960001", "+441632960001", "work ask for Jo")},
	} {
		if diff := cmp.Diff(want, Phone(typed).Numbers()); diff != "" {
			t.Errorf("%q (-want +got)\n%s", typed, diff)
		}
		if got := Phone(typed).Rings(); got != (want != nil) {
			t.Errorf("%q rings: %v", typed, got)
		}
	}
}

// A number that nobody has is accepted and doubted; one that television uses is
// not even that.
func TestANumberThatIsPossibleIsAcceptedAndDoubtedWhereNobodyHasIt(t *testing.T) {
	for typed, doubted := range map[string]bool{"07700 900123": false, "01632 960001": false, "0113 496 0001": false,
		"020 7946 0001": false, "01865 240801": false, "999": false, "01534 960001": true,
		"960001": true, "07700 90012x": true} {
		numbers := Phone(typed).Numbers()
		if len(numbers) != 1 || numbers[0].Wrong || numbers[0].Doubtful != doubted {
			t.Errorf("%q: %+v", typed, numbers)
		}
	}
}

func TestWhatCantBeANumberIsAProblemBesideTheField(t *testing.T) {
	for _, typed := range []string{"ask Mum", "07700", "12", "12345", "01632 9600012",
		"077009001234", "07700 900123 or 0770090",

		"+44", "sam@example.org", "0163", "ring after 1830", "+999 1234 5678", "00000 000000",
		strings.Repeat("07700 900123 ", 9)} {
		var p fault.Problems
		Phone(typed).CheckAs("phone", &p)
		if _, said := p.On("phone"); !said {
			t.Errorf("%q is accepted as %+v", typed, Phone(typed).Numbers())
		}
	}
}

// Rows that were stored under the older, laxer rule read as they did.
func TestWhatWasStoredAndCantBeANumberReadsAsItDid(t *testing.T) {
	for typed, want := range map[string]PhoneNumber{
		"01632 9600012":        {Shown: "01632 9600012", Dial: "016329600012", Wrong: true},
		"01632 960001/960002":  {Shown: "01632 960001/960002", Dial: "01632960001960002", Wrong: true},
		"ring the day centre":  {Shown: "ring the day centre", Wrong: true},
		"01632 9600012 ext. 4": {Shown: "01632 9600012 ext 4", Dial: "016329600012,4", Wrong: true},
	} {
		if diff := cmp.Diff([]PhoneNumber{want}, Phone(typed).Numbers()); diff != "" {
			t.Errorf("%q (-want +got)\n%s", typed, diff)
		}
	}
}

var dialForm = regexp.MustCompile(`^(?:\+?[0-9]+(?:,[0-9]{1,7})?)?$`)

func holdsAsAPhone(t interface{ Fatalf(string, ...any) }, typed string) {
	for _, n := range Phone(typed).Numbers() {
		if !dialForm.MatchString(n.Dial) {
			t.Fatalf("%q dials %q", typed, n.Dial)
		}
		again := Phone(n.Shown).Numbers()
		n.Note = ""
		if diff := cmp.Diff([]PhoneNumber{n}, again); diff != "" {
			t.Fatalf("%q shown again (-first +again)\n%s", typed, diff)
		}
	}
}

func TestShowingWhatWasShownChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SampledFrom([]string{"07700 900123", "01632960001", "+44", "(0)", "0", "00", "18001", "141", "1470",
			" ", "-", "/", ".", ",", ";", "ext", "x", "#", "12", "999", "111", "116 123", "+33 1 42 68 53 00", "+39 06", "Tel:",
			"or", "(", ")", "\u202a", "\u00a0", "Mum", "7700900", "441632960001", "960001", "+1", "555", "é"})
		holdsAsAPhone(t, strings.Join(rapid.SliceOfN(parts, 0, 8).Draw(t, "parts"), ""))
	})
}

func FuzzPhone(f *testing.F) {
	f.Add("+44 (0)7700 900123 ext 12 or 18001 01632 960001")
	f.Add("\u202a999\u202c (Mum), #")
	f.Fuzz(func(t *testing.T, typed string) { holdsAsAPhone(t, typed) })
}

func TestANumberThatAnybodyDialsIsNobodysOwn(t *testing.T) {
	for typed, own := range map[Phone]bool{
		"999": false, "112": false, "111": false, "101": false, "116 123": false, "01632 960001 or 999": false,
		"": true, "01632 960001": true, "+44 7700 900123": true, "960123": true, "01632 960001 ext 111": true,
	} {
		var p, line fault.Problems
		typed.CheckOwnAs("phone", &p)
		if said, is := p.On("phone"); is == own || is && said.Key != "contact.phone.help_line" {
			t.Errorf("%q: %v", typed, p)
		}
		if typed.CheckAs("number", &line); line.Any() {
			t.Errorf("%q is refused as a help line's: %v", typed, line)
		}
	}
}

// Lists read the number of everybody on them, mostly as their country writes it.
func BenchmarkNumbers(b *testing.B) {
	for _, typed := range []Phone{"01632 960123", "01632960123"} {
		b.Run(string(typed), func(b *testing.B) {
			for b.Loop() {
				typed.Numbers()
			}
		})
	}
}
