package programme

import "strings"

// Carried lists the yeses about what is safe that c has from was, though the
// number or the address that they were given about is another now: nobody has
// said that of the new one. A no, or "not asked", does no harm.
func (c Contact) Carried(was Contact) []string {
	phone := c.Phone.Rings() && !c.Phone.Dials(was.Phone)
	post := c.HasAddress() && c.where() != was.where()
	email := strings.TrimSpace(c.Email)
	var list []string
	for _, answer := range []struct {
		name    string
		another bool
		is, was Safe
	}{
		{"leave_voicemail", phone, c.LeaveVoicemail, was.LeaveVoicemail},
		{"safe_to_text", phone, c.SafeToText, was.SafeToText},
		{"safe_to_write", post, c.SafeToWrite, was.SafeToWrite},
		{"safe_to_email", email != "" && !strings.EqualFold(email, strings.TrimSpace(was.Email)), c.SafeToEmail,
			was.SafeToEmail},
	} {
		if answer.another && answer.is == answer.was && answer.is == SafeYes {
			list = append(list, answer.name)
		}
	}
	return list
}

// Dials tells whether p reaches the same telephones as other, however each is written.
func (p Phone) Dials(other Phone) bool {
	numbers, others := p.Numbers(), other.Numbers()
	if len(numbers) != len(others) {
		return false
	}
	for i, n := range numbers {
		if n.Dial != others[i].Dial || n.Dial == "" && n.Shown != others[i].Shown {
			return false
		}
	}
	return true
}

// where is the address without what a slip of the hand changes.
func (c Contact) where() string {
	lines := strings.Join(append(c.AddressLines[:len(c.AddressLines):len(c.AddressLines)], c.Postcode.Shown()), " ")
	return strings.ToLower(strings.Join(strings.Fields(lines), " "))
}
