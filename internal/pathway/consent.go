package pathway

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// InvitationMethod is how somebody was invited.
type InvitationMethod string

const (
	InPerson    InvitationMethod = "in_person"
	ByTelephone InvitationMethod = "by_telephone"
	ByVideo     InvitationMethod = "by_video"
	ByPost      InvitationMethod = "by_post"
)

// InvitationMethods lists the ways in the order a form offers them.
func InvitationMethods() []InvitationMethod {
	return []InvitationMethod{InPerson, ByTelephone, ByVideo, ByPost}
}

// Valid tells whether w is one of the ways.
func (w InvitationMethod) Valid() bool { return slices.Contains(InvitationMethods(), w) }

// An Invitation is the giving of the information sheet: from then on the
// person has time to think.
type Invitation struct {
	ID           id.Invitation    `json:"id"`
	Participant  id.Participant   `json:"participant"`
	On           programme.Date   `json:"on"`
	How          InvitationMethod `json:"how"`
	SheetVersion int              `json:"sheet_version"`
	Sure         fault.Sure       `json:"-"` // of an unlikely day: the form's word, and no part of the fact
}

// Check reports every rule that i breaks on the day today, under definition d.
func (i Invitation) Check(d programme.Definition, today programme.Date, within programme.Span) fault.Problems {
	var p fault.Problems
	p.If(i.ID == "", "id", "consent.id.missing")
	p.If(i.Participant == "", "participant", "consent.participant.missing")
	p.If(i.On.IsZero(), "on", "consent.invitation.on.missing")
	p.If(i.On.After(today), "on", "consent.invitation.on.future")
	within.CheckAs("on", i.On, today, &p)
	p.If(!i.How.Valid(), "how", "consent.invitation.how.missing")
	p.If(i.SheetVersion != d.InformationSheet.Version, "sheet_version", "consent.invitation.sheet.other",
		d.InformationSheet.Version)
	return p
}

// ConsentMethod is how consent was taken.
type ConsentMethod string

const (
	OnScreen             ConsentMethod = "on_screen"
	OnPaper              ConsentMethod = "on_paper"
	TelephoneWithWitness ConsentMethod = "telephone_with_witness"
)

// ConsentMethods lists the ways in the order a form offers them.
func ConsentMethods() []ConsentMethod {
	return []ConsentMethod{OnScreen, OnPaper, TelephoneWithWitness}
}

// Valid tells whether t is one of the ways.
func (t ConsentMethod) Valid() bool { return slices.Contains(ConsentMethods(), t) }

// VisitsItem is the key of the consent item without which nobody is visited.
const VisitsItem = "visits"

// AskedOf is d as somebody in state s is asked it: a no to visits keeps nobody from
// taking part who takes part without them.
func AskedOf(d programme.Definition, s programme.State) programme.Definition {
	if s != programme.WithoutVisits {
		return d
	}
	d.Consent = slices.Clone(d.Consent)
	for i := range d.Consent {
		if d.Consent[i].Key == VisitsItem {
			d.Consent[i].Required = false
		}
	}
	return d
}

// An ItemAnswer is what somebody said to one version of one consent item.
type ItemAnswer struct {
	Item    string `json:"item"`
	Version int    `json:"version"`
	Given   bool   `json:"given"`
}

// A Consent is one act of consenting, item by item. A later one replaces it as
// a whole; the earlier stays readable.
type Consent struct {
	ID          id.Consent     `json:"id"`
	Participant id.Participant `json:"participant"`
	Items       []ItemAnswer   `json:"items"`
	TakenBy     id.Account     `json:"taken_by"`
	How         ConsentMethod  `json:"how"`
	Witness     string         `json:"witness,omitempty"` // a name, for consent by telephone
	At          time.Time      `json:"at"`
	// StillStopped is that of who takes part without visits, where whoever took it may not
	// know that: the yes to visits, which everybody is asked for, brings none back.
	StillStopped bool       `json:"still_stopped,omitempty"`
	Sure         fault.Sure `json:"-"` // of an unlikely day
}

// Event is the move that c makes. Only who takes part without visits can say no to them.
func (c Consent) Event() Event {
	if visits, asked := c.answer(VisitsItem); c.StillStopped || asked && !visits.Given {
		return EventConsentNoVisits
	}
	return EventConsent
}

// Check reports every rule that c breaks at now in zone, under definition d.
// Fields of the items are items.KEY. Consent is taken for all items at once: an
// optional one that wasn't given is recorded as such, never left out.
func (c Consent) Check(d programme.Definition, now time.Time, zone *time.Location,
	within programme.Span) fault.Problems {
	var p fault.Problems
	p.If(c.ID == "", "id", "consent.id.missing")
	p.If(c.Participant == "", "participant", "consent.participant.missing")
	p.If(c.TakenBy == "", "taken_by", "consent.taken_by.missing")
	p.If(!c.How.Valid(), "how", "consent.how.missing")
	p.If(c.How == TelephoneWithWitness && fault.Blank(c.Witness), "witness", "consent.witness.missing")
	p.If(fault.TooLong(c.Witness, programme.MaxName), "witness", "person.line.long", programme.MaxName)
	p.If(c.At.IsZero(), "at", "consent.at.missing")
	p.If(c.At.After(now), "at", "consent.at.future")
	within.CheckMomentAs("at", c.At, now, zone, &p)
	c.checkKnown(d, &p)
	for _, item := range d.Consent {
		answer, answered := c.answer(item.Key)
		p.If(!answered, "items."+item.Key, "consent.items.missing")
		p.If(answered && item.Required && !answer.Given, "items."+item.Key, "consent.items.required")
	}
	return p
}

func (c Consent) checkKnown(d programme.Definition, p *fault.Problems) {
	seen := map[string]bool{}
	for _, a := range c.Items {
		item, known := d.Item(a.Item)
		p.If(!known, "items."+a.Item, "consent.items.unknown")
		p.If(known && a.Version != item.Version, "items."+a.Item, "consent.items.version")
		p.If(seen[a.Item], "items."+a.Item, "consent.items.twice")
		seen[a.Item] = true
	}
}

func (c Consent) answer(key string) (ItemAnswer, bool) {
	i := slices.IndexFunc(c.Items, func(a ItemAnswer) bool { return a.Item == key })
	if i < 0 {
		return ItemAnswer{}, false
	}
	return c.Items[i], true
}

// Counts tells whether c gives every item that d requires, each in d's version.
func (c Consent) Counts(d programme.Definition) bool {
	for _, item := range d.Consent {
		a, _ := c.answer(item.Key)
		if item.Required && (!a.Given || a.Version != item.Version) {
			return false
		}
	}
	return true
}

// Declining is somebody's saying no. A reason is theirs to give or keep.
type Declining struct {
	ID          id.Declining   `json:"id"`
	Participant id.Participant `json:"participant"`
	On          programme.Date `json:"on"`
	Reason      string         `json:"reason,omitempty"`
	// Also are other records of theirs in which it holds too. Stops names those of which the form
	// said that it stops everything there. Neither is part of the fact.
	Also  []id.Participant `json:"-"`
	Stops string           `json:"-"`
}

// Check reports every rule that c breaks on the day today.
func (c Declining) Check(today programme.Date, within programme.Span) fault.Problems {
	var p fault.Problems
	p.If(c.ID == "", "id", "consent.id.missing")
	p.If(c.Participant == "", "participant", "consent.participant.missing")
	p.If(c.On.IsZero(), "on", "consent.declining.on.missing")
	p.If(c.On.After(today), "on", "consent.declining.on.future")
	within.CheckAs("on", c.On, today, &p)
	p.If(fault.TooLong(c.Reason, programme.MaxNote), "reason", "person.note.long", programme.MaxNote)
	return p
}

// Scope is how far a withdrawal goes.
type Scope string

const (
	Wholly         Scope = "wholly"
	FromVisitsOnly Scope = "from_visits_only"
)

// Scopes lists the scopes in the order a form offers them, the smaller first.
func Scopes() []Scope { return []Scope{FromVisitsOnly, Wholly} }

// Valid tells whether s is one of the scopes.
func (s Scope) Valid() bool { return slices.Contains(Scopes(), s) }

// Event is the move that a withdrawal of this scope makes.
func (s Scope) Event() Event {
	if s == FromVisitsOnly {
		return EventWithdrawFromVisits
	}
	return EventWithdraw
}

// A Withdrawal is somebody's stopping, at any time and for any reason or none.
type Withdrawal struct {
	ID          id.Withdrawal  `json:"id"`
	Participant id.Participant `json:"participant"`
	Scope       Scope          `json:"scope"`
	On          programme.Date `json:"on"`
	Reason      string         `json:"reason,omitempty"`
	// Stops names the courses of support that the form said it stops; none where it didn't say.
	// It is the form's word, and no part of the fact.
	Stops string `json:"-"`
	// Also are other records of theirs in which it holds too.
	Also []id.Participant `json:"-"`
}

// Check reports every rule that w breaks on the day today.
func (w Withdrawal) Check(today programme.Date, within programme.Span) fault.Problems {
	var p fault.Problems
	p.If(w.ID == "", "id", "consent.id.missing")
	p.If(w.Participant == "", "participant", "consent.participant.missing")
	p.If(!w.Scope.Valid(), "scope", "consent.withdrawal.scope.missing")
	p.If(w.On.IsZero(), "on", "consent.withdrawal.on.missing")
	p.If(w.On.After(today), "on", "consent.withdrawal.on.future")
	within.CheckAs("on", w.On, today, &p)
	p.If(fault.TooLong(w.Reason, programme.MaxNote), "reason", "person.note.long", programme.MaxNote)
	return p
}
