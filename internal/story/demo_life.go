package story

import (
	"time"

	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// A biography is one person of the demonstration, as they are written down. Days
// count back from today.
type biography struct {
	given, family string
	known         string // what to call them, when it isn't given
	pronouns      string
	born          string // 1991-06-02
	team          string
	left          int           // days since they left the crisis team; negative lies ahead
	referred      int           // days since they were referred
	at            string        // the time of day
	lately        time.Duration // instead of referred and at: so long before now
	decided       int           // days since the lead decided; 0 while nobody has
	reason, note  string        // why the lead declined; empty when they accepted
	then          []turn        // what came after
	with          []change
	visits        *visiting
	again         *comeback
	byNumber      bool   // comes back by a number of their own
	key, try      string // a way to sign in as them, in the demonstration
}

// A turn is what somebody chose later, so many days ago.
type turn struct {
	days int
	what pathway.Event
	text string // a reason, where they gave one
}

// A change makes a referral unlike the plain one.
type change func(t *telling, r *pathway.Referral)

func (l biography) name() string { return l.given + " " + l.family }

func (l biography) called() string {
	if l.known != "" {
		return l.known + " " + l.family
	}
	return l.name()
}

func (l biography) email() string { return slug(l.name(), ".") + "@example.org" }

// live writes the scenes of a life up to the lead's decision, and leaves what
// came after to later.
func (t *telling) live(c *company, l biography) *Person {
	p := &Person{}
	refer := func() {
		by, team := c.refers(l.team)
		*p = t.person(l, team)
		by.Refers(p).OK()
	}
	if l.lately > 0 {
		t.ago(l.lately, "refer "+l.name(), refer)
	} else {
		t.on(l.referred, l.at, "refer "+l.name(), refer)
	}
	if l.decided > 0 {
		t.on(l.decided, "11:20", "look "+l.name(), func() { _, a := c.lead(l.team).Opens(p); a.OK() })
		t.on(l.decided, "11:35", "screen "+l.name(), func() { t.screen(c.lead(l.team), p, l) })
	}
	t.later(c, p, l)
	t.writing(p, l)
	t.sharing(c, p, l)
	t.remarking(p, l)
	t.mending(c, p, l)
	t.visits(c, p, l)
	t.comesBack(c, p, l)
	t.handing(c, p, l)
	if l.key != "" || l.byNumber {
		t.signingIn(c, p, l)
	}
	return p
}

func (t *telling) screen(lead *Staff, p *Person, l biography) {
	if l.reason != "" {
		lead.Declines(p, l.reason, l.note).OK()
		return
	}
	lead.Accepts(p).OK()
}

// signingIn gives somebody a card and has them use it. Who has no address comes back by the
// number that they chose.
func (t *telling) signingIn(c *company, p *Person, l biography) {
	const device = "Safari on iPhone"
	var phone string
	first := max(1, l.decided-1)
	t.on(first, "16:10", "card "+l.name(), func() { _, phone = p.ComesByCard(c.idris, device) })
	if l.byNumber {
		for day := first - 1; day > 0; day -= 3 {
			t.on(day, "19:40", "number "+l.name(), func() { p.ComesBack(phone, device) })
		}
	}
}

// person makes the referral that a life was told by.
func (t *telling) person(l biography, team *Team) Person {
	p := Person{name: team.org.Name + "/" + l.name(), org: team.org}
	r := t.s.plainReferral(p.name, team)
	born, err := programme.ParseDate(l.born)
	t.s.must("a birth date", err)
	r.Identity.GivenName, r.Identity.FamilyName = t.s.call(l.given), t.s.call(l.family)
	if l.known != "" {
		r.Identity.KnownAs = t.s.call(l.known)
	}
	r.Identity.BirthDate, r.Identity.Pronouns = born, l.pronouns
	r.Contact.Email = l.email()
	r.DischargeDate = t.today.AddDays(-l.left)
	r.OnCaseloadSince = r.DischargeDate.AddDays(-14 - t.s.Below("caseload/"+p.name, 40))
	for _, change := range l.with {
		change(t, &r)
	}
	p.Referral = r
	return p
}

// dayOf is the day in London on which the telling ends.
func (t *telling) dayOf() programme.Date { return programme.Of(t.now, London) }

// --- what makes a referral somebody's own

func home(lines, town string, postcode programme.Postcode) change {
	return func(_ *telling, r *pathway.Referral) {
		r.Contact.AddressLines, r.Contact.Postcode = []string{lines, town}, postcode
	}
}

func noFixedAddress(otherWay string) change {
	return func(_ *telling, r *pathway.Referral) {
		c := &r.Contact
		c.AddressLines, c.Postcode, c.NoFixedAddress, c.OtherWay = nil, "", true, otherWay
		c.SafeToWrite, c.PreferredChannel = programme.SafeNo, programme.ChannelOther
	}
}

func noPhone(t *telling, r *pathway.Referral) {
	r.Contact.Phone, r.Contact.LeaveVoicemail, r.Contact.SafeToText = "", programme.SafeNo, programme.SafeNo
	r.Contact.PreferredChannel = programme.ChannelPost
}

func noEmail(_ *telling, r *pathway.Referral) {
	r.Contact.Email, r.Contact.SafeToEmail = "", programme.SafeNotAsked
}

func landline(t *telling, r *pathway.Referral) {
	r.Contact.Phone, r.Contact.SafeToText = t.s.seed.Landline(r.Identity.FullName()), programme.SafeNo
}

func unsafeVoicemail(whoElse string) change {
	return func(_ *telling, r *pathway.Referral) {
		r.Contact.LeaveVoicemail, r.Contact.SafeToText, r.Contact.WhoElseReads = programme.SafeNo, programme.SafeNo, whoElse
	}
}

func prefers(c programme.Channel) change {
	return func(_ *telling, r *pathway.Referral) { r.Contact.PreferredChannel = c }
}

func number(s programme.NumberStatus) change {
	return func(_ *telling, r *pathway.Referral) {
		r.Identity.NumberStatus = s
		if s == programme.NumberNone {
			r.Identity.NHSNumber = ""
		}
	}
}

// unsure answers a line with "not sure" and says what is known.
func unsure(line, note string) change { return answers(line, programme.NotSure, note) }

func answers(line string, reply programme.Reply, note string) change {
	return func(_ *telling, r *pathway.Referral) {
		for i := range r.Eligibility {
			if r.Eligibility[i].Line == line {
				r.Eligibility[i].Reply, r.Eligibility[i].Note = reply, note
			}
		}
	}
}

// homeNote tells visitors something, known from source, to be asked about
// again so many days after today.
func homeNote(text, source string, days int) change {
	return func(t *telling, r *pathway.Referral) {
		r.HomeNote = pathway.HomeNote{Text: text, Source: source, ReviewBy: t.today.AddDays(days)}
	}
}

func responsible(name, role, where string, phone programme.Phone) change {
	return func(_ *telling, r *pathway.Referral) {
		r.Responsible = pathway.Responsible{Name: name, Role: role, Organisation: where, Phone: phone}
	}
}

func surgery(name, practice string, phone programme.Phone) change {
	return func(_ *telling, r *pathway.Referral) {
		r.GP = pathway.GP{Name: name, Practice: practice, Phone: phone}
		r.Responsible = pathway.Responsible{Name: name, Role: "GP", Organisation: practice, Phone: phone}
	}
}

func coordinator(name string, phone programme.Phone) change {
	return func(_ *telling, r *pathway.Referral) {
		r.CareCoordinator = pathway.CareCoordinator{Name: name, Phone: phone}
	}
}

func noGP(_ *telling, r *pathway.Referral) { r.GP = pathway.GP{} }
