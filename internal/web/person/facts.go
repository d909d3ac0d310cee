package person

import (
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

// Facts gathers what is known, and leaves out what is not.
type Facts struct {
	Voice say.Voice
	List  ui.SummaryList
}

// Add is one thing that is known, under the words named key.
func (f *Facts) Add(key, value string) {
	if strings.TrimSpace(value) != "" {
		f.List.Lines = append(f.List.Lines, ui.SummaryLine{Key: f.Voice.Say(key), Value: value})
	}
}

// Phone is a number to ring, or several.
func (f *Facts) Phone(key string, typed programme.Phone) {
	if line := PhoneLine(f.Voice, key, typed); len(line.Contacts) > 0 {
		f.List.Lines = append(f.List.Lines, line)
	}
}

// OwnPhone is how to ring somebody, marked where they said that it is wrong.
func (f *Facts) OwnPhone(key string, c programme.Contact) {
	if line := OwnPhoneLine(f.Voice, key, c); len(line.Contacts) > 0 {
		f.List.Lines = append(f.List.Lines, line)
	}
}

// Ring is how to ring somebody, with a mark where somebody said that it is wrong.
func Ring(v say.Voice, c programme.Contact) []ui.Contact {
	list := ui.Contacts(c.Phone)
	markDoubted(v, list, c)
	return list
}

func markDoubted(v say.Voice, list []ui.Contact, c programme.Contact) {
	if len(list) > 0 {
		list[len(list)-1].Tag = doubtedTag(v, c.Doubted.Phone)
	}
}

// doubtedTag marks what somebody said on day is wrong; there is none where nobody has.
func doubtedTag(v say.Voice, day programme.Date) ui.Tag {
	if day.IsZero() {
		return ui.Tag{}
	}
	return ui.Tag{Label: v.Say("contact.doubted", v.ShortDay(day.Time())), State: ui.Attention}
}

// marks tells whether what w says is wrong is marked where c is shown.
func marks(c programme.Contact, w pathway.Wrong) bool {
	return w == pathway.WrongAddress || w == pathway.WrongPhone && c.Phone != "" ||
		w == pathway.WrongEmail && c.Email != ""
}

// AddressLine is the line named key of where somebody lives, marked where somebody said
// that it is wrong.
func AddressLine(v say.Voice, key string, c programme.Contact) ui.SummaryLine {
	line := ui.SummaryLine{Key: v.Say(key), Tag: doubtedTag(v, c.Doubted.Address), Values: slices.Clone(c.AddressLines)}
	if shown := c.Postcode.Shown(); shown != "" {
		line.Values = append(line.Values, shown)
	}
	if c.NoFixedAddress {
		line.Value, line.Values = v.Say("person.fact.no_fixed_address"), nil
	}
	return line
}

// AddressText is where somebody lives in one line; empty where nobody knows.
func AddressText(v say.Voice, c programme.Contact) string {
	text := Together(strings.Join(c.AddressLines, ", "), c.Postcode.Shown())
	if day := c.Doubted.Address; text != "" && !day.IsZero() {
		return v.Say("contact.address.doubted", text, v.ShortDay(day.Time()))
	}
	return text
}

// EmailLine is the line named key of somebody's e-mail address.
func EmailLine(v say.Voice, key string, c programme.Contact) ui.SummaryLine {
	return ui.SummaryLine{Key: v.Say(key), Value: c.Email, Tag: doubtedTag(v, c.Doubted.Email)}
}

// OwnPhoneLine is the line named key of how to ring somebody.
func OwnPhoneLine(v say.Voice, key string, c programme.Contact) ui.SummaryLine {
	line := PhoneLine(v, key, c.Phone)
	markDoubted(v, line.Contacts, c)
	return line
}

// PhoneLine is the numbers that were typed for the line named key. It asks for a
// second look where one is no number that a country has given out.
func PhoneLine(v say.Voice, key string, typed programme.Phone) ui.SummaryLine {
	line := ui.SummaryLine{Key: v.Say(key), Contacts: ui.Contacts(typed)}
	for _, c := range line.Contacts {
		if c.Unlikely() {
			line.Tag = ui.Tag{Label: v.Say("contact.phone.doubt"), State: ui.Attention}
		}
	}
	return line
}

// Day is a day.
func (f *Facts) Day(key string, d programme.Date) {
	if !d.IsZero() {
		f.Add(key, f.Voice.ShortDay(d.Time()))
	}
}

// ContactOf is how to reach somebody who stands there, each way with whether it
// is safe. After a death it is closed.
func ContactOf(v say.Voice, s programme.Standing, c programme.Contact) ui.SummaryList {
	if s.Died() {
		return closed(v, s)
	}
	f := Facts{Voice: v}
	f.Add("person.fact.preferred", v.Say("contact.channel."+string(c.PreferredChannel)))
	f.OwnPhone("person.fact.phone", c)
	if c.Phone != "" {
		f.safe("person.fact.voicemail", c.LeaveVoicemail)
		f.safe("person.fact.text", c.SafeToText)
	}
	if c.Email != "" {
		f.List.Lines = append(f.List.Lines, EmailLine(v, "person.fact.email", c))
		f.safe("person.fact.safe_email", c.SafeToEmail)
	}
	f.List.Lines = append(f.List.Lines, AddressLine(v, "person.fact.address", c))
	if !c.NoFixedAddress {
		f.safe("person.fact.write", c.SafeToWrite)
	}
	f.Add("person.fact.other_way", c.OtherWay)
	f.Add("person.fact.reads", c.WhoElseReads)
	return f.List
}

// safe is a line that stands out unless the person said yes.
func (f *Facts) safe(key string, s programme.Safe) {
	tag := ui.Tag{Label: f.Voice.Say("contact.safely." + string(s)), State: ui.Attention}
	if s.Allowed() {
		tag.State = ui.Done
	}
	f.List.Lines = append(f.List.Lines, ui.SummaryLine{Key: f.Voice.Say(key), Tag: tag})
}

// Together puts what there is into one line.
func Together(parts ...string) string {
	var there []string
	for _, p := range parts {
		if strings.TrimSpace(p) != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, ", ")
}

// CarefulOf warns before anybody gets in touch: whatever the person did not
// say yes to, who else may read or hear it, and what somebody said is wrong that has no
// mark where it is shown. After a death nobody does.
func CarefulOf(v say.Voice, s programme.Standing, c programme.Contact) ui.Callout {
	if s.Died() {
		return ui.Callout{}
	}
	var texts []string
	warn := func(there bool, s programme.Safe, key string) {
		if there && !s.Allowed() {
			texts = append(texts, v.Say(key+"."+string(s)))
		}
	}
	warn(c.Phone != "", c.LeaveVoicemail, "contact.careful.voicemail")
	warn(c.Phone != "", c.SafeToText, "contact.careful.text")
	warn(c.Email != "", c.SafeToEmail, "contact.careful.email")
	warn(c.HasAddress(), c.SafeToWrite, "contact.careful.write")
	if c.WhoElseReads != "" {
		texts = append(texts, v.Say("contact.careful.reads", c.WhoElseReads))
	}
	if texts = append(texts, DoubtsOf(v, s, c)...); len(texts) == 0 {
		return ui.Callout{}
	}
	return ui.Callout{Title: v.Say("contact.careful.title"), Texts: texts}
}

// DoubtsOf is what somebody said is wrong that has no mark where it is shown: their name,
// and who looks after them.
func DoubtsOf(v say.Voice, s programme.Standing, c programme.Contact) (texts []string) {
	for _, w := range pathway.Wrongs() {
		if !s.Died() && !w.Doubts(&c.Doubted).IsZero() && !marks(c, w) {
			texts = append(texts, v.Say("doubt.on_record", v.Say("doubt.about."+string(w))))
		}
	}
	return texts
}

// EarlierTitle heads one time that somebody was with the service before, or, without a number,
// a referral that came to nothing.
func EarlierTitle(v say.Voice, number int, from, until programme.Date) string {
	words := []string{"nothing", "first", "second", "third", "fourth", "fifth"}
	word := "later"
	if number < len(words) {
		word = words[number]
	}
	return v.Say("person.earlier.time."+word, v.Months(from.Time(), until.Time()), number)
}

// Lines is a text line by line, without empty ones.
func Lines(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// Called is what a worker is called to those whom they visit.
func Called(name string) string { return identity.FirstName(name) }

// DayOr puts a date in words, and says otherwise where there is none.
func DayOr(v say.Voice, d programme.Date, otherwise string) string {
	if d.IsZero() {
		return otherwise
	}
	return v.ShortDay(d.Time())
}
