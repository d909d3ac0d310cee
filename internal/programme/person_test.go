package programme

import "testing"

func TestPhoneNumbersAreTakenAsPeopleWriteThem(t *testing.T) {
	for _, written := range []string{"01632 960001", "+44 (0)1632 960001", "01632-960-001 ext 12", "07700.900123",
		"01632 960001 x4"} {
		if !PhoneLike(written) {
			t.Errorf("%q was refused", written)
		}
	}
	for _, written := range []string{"12345", "none", "01632 960001 after six", "+", "123456789012345678901"} {
		if PhoneLike(written) {
			t.Errorf("%q was taken", written)
		}
	}
}

func TestNobodyAskedIsNotAllowed(t *testing.T) {
	if SafeNotAsked.Allowed() || SafeNo.Allowed() || Safe("").Allowed() || !SafeYes.Allowed() {
		t.Error("only a yes allows")
	}
}
