package programme

import (
	"slices"
	"testing"
)

func TestAnAnswerAboutWhatIsSafeIsNotThatOfAnotherNumberOrAddress(t *testing.T) {
	was := Contact{
		AddressLines: []string{"1 High Street", "Wey"}, Postcode: "GU1 4AA", Phone: "01632 960123", Email: "sam@example.org",
		LeaveVoicemail: SafeYes, SafeToText: SafeNo, SafeToWrite: SafeYes, SafeToEmail: SafeYes,
	}
	phone, post := []string{"leave_voicemail"}, []string{"safe_to_write"} // a no is not asked again
	for name, c := range map[string]struct {
		change func(*Contact)
		want   []string
	}{
		"nothing":               {func(*Contact) {}, nil},
		"a number written anew": {func(c *Contact) { c.Phone = "+44 1632 960 123" }, nil},
		"another number":        {func(c *Contact) { c.Phone = "01632 960999" }, phone},
		"a second number":       {func(c *Contact) { c.Phone += " or 01632 960999" }, phone},
		"no number":             {func(c *Contact) { c.Phone = "" }, nil},
		"answered for the new one": {func(c *Contact) {
			c.Phone, c.LeaveVoicemail, c.SafeToText = "01632 960999", SafeNo, SafeYes
		}, nil},
		"not asked": {func(c *Contact) {
			c.Phone, c.LeaveVoicemail, c.SafeToText = "01632 960999", SafeNotAsked, SafeNotAsked
		}, nil},
		"an address written anew": {func(c *Contact) {
			c.AddressLines, c.Postcode = []string{"1 high street", "WEY "}, "gu14aa"
		}, nil},
		"another postcode": {func(c *Contact) { c.Postcode = "GU1 4AB" }, post},
		"another house":    {func(c *Contact) { c.AddressLines = []string{"2 High Street", "Wey"} }, post},
		"no address":       {func(c *Contact) { c.AddressLines, c.Postcode, c.NoFixedAddress = nil, "", true }, nil},
		"another e-mail":   {func(c *Contact) { c.Email = "sam@example.net" }, []string{"safe_to_email"}},
		"capitals":         {func(c *Contact) { c.Email = "Sam@example.org " }, nil},
	} {
		is := was
		c.change(&is)
		if got := is.Carried(was); !slices.Equal(got, c.want) {
			t.Errorf("%s: carries over %v", name, got)
		}
	}
}
