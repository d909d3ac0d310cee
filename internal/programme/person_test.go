package programme

import "testing"

func TestNobodyAskedIsNotAllowed(t *testing.T) {
	if SafeNotAsked.Allowed() || SafeNo.Allowed() || Safe("").Allowed() || !SafeYes.Allowed() {
		t.Error("only a yes allows")
	}
}

// A way that another referral leaves out may be theirs no more, or not safe: nobody uses
// it. A warning stays, and so does the way they like best, while there is one.
func TestAWayOfReachingSomebodyThatAnotherReferralLeavesOutIsNotUsed(t *testing.T) {
	before := Contact{Phone: "01632 960123", LeaveVoicemail: SafeYes, SafeToText: SafeYes, OtherWay: "Their sister",
		Email: "sam@example.org", SafeToEmail: SafeYes, WhoElseReads: "Their mother", PreferredChannel: ChannelEmail}
	left := Contact{LeaveVoicemail: SafeNo, SafeToText: SafeNotAsked, SafeToEmail: SafeYes,
		PreferredChannel: ChannelUndecided}
	now := left.Over(before)
	if now.Phone != "" || now.Email != "" || now.OtherWay != "" || now.MayEmail() {
		t.Errorf("used again: %+v", now)
	}
	if now.LeaveVoicemail != SafeNo || now.SafeToText != SafeNotAsked || now.PreferredChannel != ChannelUndecided {
		t.Errorf("safe as long ago: %+v", now)
	}
	if now.WhoElseReads != "Their mother" {
		t.Errorf("the warning is gone: %+v", now)
	}
	left.Email = "new@example.org"
	if now = left.Over(before); now.PreferredChannel != ChannelEmail {
		t.Errorf("they prefer %s", now.PreferredChannel)
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

func TestANameHasALetterOfWhicheverScript(t *testing.T) {
	for name, is := range map[string]bool{"Cher": true, "O": true, "李": true, "محمد": true, "Zoë 2": true, "'Ana": true,
		"": false, " ": false, "?": false, ".": false, "123": false, "\U0001F600": false} {
		problems := Identity{GivenName: name, FamilyName: name}.Check(Date{})
		_, given := problems.On("given_name")
		_, family := problems.On("family_name")
		if given == is || family == is {
			t.Errorf("%q: %v", name, problems)
		}
	}
}
