package programme

import "testing"

func TestNobodyAskedIsNotAllowed(t *testing.T) {
	if SafeNotAsked.Allowed() || SafeNo.Allowed() || Safe("").Allowed() || !SafeYes.Allowed() {
		t.Error("only a yes allows")
	}
}

// An answer of an earlier crisis doesn't stand where it was given anew, or nobody asked.
func TestWhatIsSafeIsAsWasSaidNewestThoughTheNumberIsKept(t *testing.T) {
	before := Contact{Phone: "01632 960123", LeaveVoicemail: SafeYes, SafeToText: SafeYes,
		Email: "sam@example.org", SafeToEmail: SafeYes}
	now := Contact{LeaveVoicemail: SafeNo, SafeToText: SafeNotAsked, SafeToEmail: SafeNotAsked}.Over(before)
	if now.Phone != before.Phone || now.Email != before.Email {
		t.Errorf("forgotten: %+v", now)
	}
	if now.LeaveVoicemail != SafeNo || now.SafeToText != SafeNotAsked || now.MayEmail() {
		t.Errorf("safe as long ago: %+v", now)
	}
}

// Whoever has one name is entered with it in both fields.
func TestOneNameThatWasEnteredTwiceReadsOnce(t *testing.T) {
	for _, names := range [][3]string{
		{"Suharto", "Suharto", "Suharto"}, {" Suharto", "SUHARTO ", "Suharto"}, {"Zoë", "Zoe", "Zoë"},
		{"Bao", "Baó Ly", "Bao Baó Ly"}, {"Sam", "Okafor", "Sam Okafor"}, {"山", "山", "山"},
	} {
		if got := (Identity{GivenName: names[0], FamilyName: names[1]}).FullName(); got != names[2] {
			t.Errorf("%q and %q read %q, not %q", names[0], names[1], got, names[2])
		}
	}
}
