package workforce

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// Quote is whether somebody's words may be repeated, without their name. It is
// an answer of its own: giving feedback doesn't give it.
type Quote string

const (
	QuoteNo  Quote = "no"
	QuoteYes Quote = "yes"
)

// Quotes lists the answers in the order a form offers them.
func Quotes() []Quote { return []Quote{QuoteNo, QuoteYes} }

// Feedback is what a participant says of the service, in their own words. Who
// changes their mind about being quoted gives it again with Replaces.
type Feedback struct {
	ID          id.Feedback    `json:"id"` // drawn by the form, so that a retry is harmless
	Participant id.Participant `json:"participant"`
	On          programme.Date `json:"on"`
	Words       string         `json:"words"`
	Quote       Quote          `json:"quote"`
	Correction[id.Feedback]
}

// Check reports every rule that f breaks on the day today. Of an entry that
// takes back another, no more is asked than which.
func (f Feedback) Check(today programme.Date) fault.Problems {
	var p fault.Problems
	p.If(f.ID == "", "id", "feedback.id.missing")
	p.If(f.Participant == "", "participant", "feedback.participant.missing")
	f.check(f.ID, &p)
	if f.InError {
		return p
	}
	p.If(f.On.IsZero(), "on", "feedback.on.missing")
	p.If(f.On.After(today), "on", "feedback.on.future")
	p.If(fault.Blank(f.Words), "words", "feedback.words.missing")
	p.If(fault.TooLong(f.Words, programme.MaxNote), "words", "person.note.long", programme.MaxNote)
	p.If(fault.NoneOf(Quotes(), f.Quote), "quote", "feedback.quote.missing")
	return p
}

// CurrentFeedback returns what no other replaces, in its order.
func CurrentFeedback(all []Feedback) []Feedback {
	return current(all, func(f Feedback) (id.Feedback, Correction[id.Feedback]) { return f.ID, f.Correction })
}

// QuotesItem is the key of the consent item without which nobody's words are
// repeated, whatever they said when they wrote them.
const QuotesItem = "quotes"

// A FeedbackOf is somebody's feedback with what decides whether it may be
// repeated. It has no name: whoever hears it need not know whose it is.
type FeedbackOf struct {
	Feedback
	Scope      id.Scope
	Definition programme.Version
	State      programme.State
	Consent    *pathway.Consent // the newest; nil without any
}

// Resource is what the policy asks about each line of a list.
func (f FeedbackOf) Resource() id.Scope { return f.Scope }

// MayQuote tells whether the words may be repeated without a name, under d:
// they said so when they wrote them, and their consent says so now.
func (f FeedbackOf) MayQuote(d programme.Definition) bool {
	agreed := pathway.History{{Consent: f.Consent}}.StandingIn(d, f.State)
	return f.Consent != nil && f.Quote == QuoteYes && agreed.Agrees(QuotesItem)
}
