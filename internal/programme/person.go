package programme

import (
	"cmp"
	"net/mail"
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/fault"
)

// Limits of what a form takes, in characters.
const (
	MaxName = 100  // one line: a name, a role, a practice
	MaxNote = 4000 // a paragraph or three
)

// Identity is who somebody is. The given and family names may be the same
// word twice for people with one name.
type Identity struct {
	GivenName    string       `json:"given_name"`
	FamilyName   string       `json:"family_name"`
	KnownAs      string       `json:"known_as,omitempty"` // what to call them, when it isn't GivenName
	BirthDate    Date         `json:"birth_date"`
	NHSNumber    NHSNumber    `json:"nhs_number,omitempty"`
	NumberStatus NumberStatus `json:"number_status"`
	Pronouns     string       `json:"pronouns,omitempty"`
}

// CalledName is what to call the person: the known-as name where there is one.
func (i Identity) CalledName() string {
	if known := strings.TrimSpace(i.KnownAs); known != "" {
		return known
	}
	return i.GivenName
}

// FullName is the given name and the family name; a single name, which was entered as
// both, is read once.
func (i Identity) FullName() string {
	given, family := strings.TrimSpace(i.GivenName), strings.TrimSpace(i.FamilyName)
	if given != "" && slices.Equal(NameWords(given), NameWords(family)) {
		return given
	}
	return strings.TrimSpace(given + " " + family)
}

// Over is i with what it leaves out as it was said before.
func (i Identity) Over(before Identity) Identity {
	if i.NHSNumber == "" {
		i.NHSNumber, i.NumberStatus = before.NHSNumber, before.NumberStatus
	}
	i.KnownAs, i.Pronouns = cmp.Or(i.KnownAs, before.KnownAs), cmp.Or(i.Pronouns, before.Pronouns)
	return i
}

// Check reports every rule that i breaks on the day today. How old somebody
// must be is the programme's rule, and is checked with the referral.
func (i Identity) Check(today Date) fault.Problems {
	var p fault.Problems
	p.If(!IsName(i.GivenName), "given_name", "person.given_name.missing")
	p.If(!IsName(i.FamilyName), "family_name", "person.family_name.missing")
	p.If(fault.TooLong(i.GivenName, MaxName), "given_name", "person.line.long", MaxName)
	p.If(fault.TooLong(i.FamilyName, MaxName), "family_name", "person.line.long", MaxName)
	p.If(fault.TooLong(i.KnownAs, MaxName), "known_as", "person.line.long", MaxName)
	p.If(fault.TooLong(i.Pronouns, MaxName), "pronouns", "person.line.long", MaxName)
	p.If(i.BirthDate.IsZero(), "birth_date", "person.birth_date.missing")
	p.If(i.BirthDate.After(today), "birth_date", "person.birth_date.future")
	p.If(i.BirthDate.AgeOn(today) > 120, "birth_date", "person.birth_date.long_ago")
	i.checkNumber(&p)
	return p
}

func (i Identity) checkNumber(p *fault.Problems) {
	given := i.NHSNumber != ""
	p.If(given && !i.NHSNumber.Valid(), "nhs_number", "person.nhs_number.wrong")
	p.If(!i.NumberStatus.Valid(), "number_status", "person.number_status.missing")
	p.If(given && i.NumberStatus == NumberNone, "number_status", "person.number_status.but_given")
	p.If(!given && (i.NumberStatus == NumberTraced || i.NumberStatus == NumberUnverified), "nhs_number",
		"person.nhs_number.missing")
}

// Safe answers whether a way of reaching somebody is safe for them. Nobody
// asked is an answer too, and it is treated as no.
type Safe string

const (
	SafeYes      Safe = "yes"
	SafeNo       Safe = "no"
	SafeNotAsked Safe = "not_asked"
)

// SafeAnswers lists the answers in the order a form offers them.
func SafeAnswers() []Safe { return []Safe{SafeYes, SafeNo, SafeNotAsked} }

// Valid tells whether s is one of the answers.
func (s Safe) Valid() bool { return slices.Contains(SafeAnswers(), s) }

// Allowed tells whether it may be done: only when the person said yes.
func (s Safe) Allowed() bool { return s == SafeYes }

// Channel is a way of reaching somebody.
type Channel string

const (
	ChannelPhone     Channel = "phone"
	ChannelText      Channel = "text"
	ChannelEmail     Channel = "email"
	ChannelPost      Channel = "post"
	ChannelOther     Channel = "other" // as OtherWay says
	ChannelUndecided Channel = "undecided"
)

// Channels lists the channels in the order a form offers them.
func Channels() []Channel {
	return []Channel{ChannelPhone, ChannelText, ChannelEmail, ChannelPost, ChannelOther, ChannelUndecided}
}

// Valid tells whether c is one of the channels.
func (c Channel) Valid() bool { return slices.Contains(Channels(), c) }

// Contact is how to reach somebody, and what is safe. Somebody without a fixed
// address is reached by phone or email, or as OtherWay says.
type Contact struct {
	AddressLines     []string `json:"address_lines,omitempty"`
	Postcode         Postcode `json:"postcode,omitempty"`
	NoFixedAddress   bool     `json:"no_fixed_address,omitempty"`
	Phone            Phone    `json:"phone,omitempty"`
	Email            string   `json:"email,omitempty"`
	OtherWay         string   `json:"other_way,omitempty"` // "through the day centre on Mondays"
	LeaveVoicemail   Safe     `json:"leave_voicemail"`
	SafeToWrite      Safe     `json:"safe_to_write"`
	SafeToText       Safe     `json:"safe_to_text"`
	SafeToEmail      Safe     `json:"safe_to_email"`
	WhoElseReads     string   `json:"who_else_reads,omitempty"` // who may see post, texts or the screen
	PreferredChannel Channel  `json:"preferred_channel"`

	Doubted Doubted `json:"-"` // isn't stored with the rest
}

// Doubted is when somebody last said that each of these may be wrong, as far as the
// person who reads it may know; none where nobody has. Beside how to reach somebody, it is
// so of their name, and of who looks after them.
type Doubted struct{ Phone, Address, Email, Name, Care Date }

// Check reports every rule that c breaks.
func (c Contact) Check() fault.Problems {
	var p fault.Problems
	c.checkAddress(&p)
	c.checkReach(&p)
	p.If(!c.LeaveVoicemail.Valid(), "leave_voicemail", "contact.leave_voicemail.missing")
	p.If(!c.SafeToWrite.Valid(), "safe_to_write", "contact.safe_to_write.missing")
	p.If(!c.SafeToText.Valid(), "safe_to_text", "contact.safe_to_text.missing")
	p.If(!c.SafeToEmail.Valid(), "safe_to_email", "contact.safe_to_email.missing")
	p.If(fault.TooLong(c.WhoElseReads, MaxNote), "who_else_reads", "person.note.long", MaxNote)
	p.If(fault.TooLong(c.OtherWay, MaxNote), "other_way", "person.note.long", MaxNote)
	c.checkPreferred(&p)
	return p
}

// Over is c with what another referral keeps of before. A way of reaching somebody that it
// leaves out is none: in another crisis it may be theirs no more, or read by somebody else.
// Who else reads is a warning, and stays, and so does the way that they liked best, where
// it is there still.
func (c Contact) Over(before Contact) Contact {
	if fault.Blank(c.WhoElseReads) {
		c.WhoElseReads = before.WhoElseReads
	}
	preferred := c
	preferred.PreferredChannel = before.PreferredChannel
	var p fault.Problems
	preferred.checkPreferred(&p)
	if c.PreferredChannel == ChannelUndecided && !p.Any() {
		return preferred
	}
	return c
}

// MayEmail tells whether an e-mail can reach them, and is safe.
func (c Contact) MayEmail() bool { return !fault.Blank(c.Email) && c.SafeToEmail.Allowed() }

// HasAddress tells whether any line of the address is filled in.
func (c Contact) HasAddress() bool {
	return slices.ContainsFunc(c.AddressLines, func(line string) bool { return !fault.Blank(line) })
}

func (c Contact) checkAddress(p *fault.Problems) {
	has := c.HasAddress()
	p.If(!has && !c.NoFixedAddress, "address_lines", "contact.address.missing")
	p.If(has && c.NoFixedAddress, "no_fixed_address", "contact.address.both")
	long := slices.ContainsFunc(c.AddressLines, func(line string) bool { return fault.TooLong(line, MaxName) })
	p.If(long, "address_lines", "person.line.long", MaxName)
	p.If(len(c.AddressLines) > maxLines, "address_lines", "contact.address.lines", maxLines)
	c.Postcode.CheckAs("postcode", p)
}

const maxLines = 6

func (c Contact) checkReach(p *fault.Problems) {
	c.Phone.CheckOwnAs("phone", p)
	p.If(!fault.Blank(c.Email) && !emailLike(c.Email), "email", "contact.email.wrong")
	nothing := c.Phone.Blank() && fault.Blank(c.Email) && fault.Blank(c.OtherWay) && !c.HasAddress()
	p.If(nothing && c.NoFixedAddress, "other_way", "contact.no_way")
}

// A preferred channel has to be there to be used, and not be called unsafe.
func (c Contact) checkPreferred(p *fault.Problems) {
	p.If(!c.PreferredChannel.Valid(), "preferred_channel", "contact.preferred_channel.missing")
	phone, email := c.Phone.Blank(), fault.Blank(c.Email)
	absent := map[Channel]bool{
		ChannelPhone: phone, ChannelText: phone, ChannelEmail: email,
		ChannelPost: !c.HasAddress(), ChannelOther: fault.Blank(c.OtherWay),
	}
	unsafe := map[Channel]bool{
		ChannelText: c.SafeToText == SafeNo, ChannelEmail: c.SafeToEmail == SafeNo, ChannelPost: c.SafeToWrite == SafeNo,
	}
	p.If(absent[c.PreferredChannel], "preferred_channel", "contact.preferred_channel.absent")
	p.If(unsafe[c.PreferredChannel], "preferred_channel", "contact.preferred_channel.unsafe")
}

func emailLike(s string) bool {
	address, err := mail.ParseAddress(s)
	return err == nil && address.Address == strings.TrimSpace(s) && !fault.TooLong(s, 254) // RFC 5321, 4.5.3.1.3
}
