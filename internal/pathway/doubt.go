package pathway

import (
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
)

// Wrong is which of what is known of somebody turned out to be wrong.
type Wrong string

const (
	WrongPhone   Wrong = "phone"
	WrongAddress Wrong = "address" // they may have moved
	WrongEmail   Wrong = "email"
	WrongName    Wrong = "name" // or birth date
	WrongCare    Wrong = "care" // who looks after them
)

// Wrongs lists them in the order a form offers them.
func Wrongs() []Wrong { return []Wrong{WrongPhone, WrongAddress, WrongEmail, WrongName, WrongCare} }

// Topic is what is to be put right then.
func (w Wrong) Topic() Topic {
	switch w {
	case WrongName:
		return AboutIdentity
	case WrongCare:
		return AboutCare
	}
	return AboutContact
}

// Doubts is the mark of d that w sets.
func (w Wrong) Doubts(d *programme.Doubted) *programme.Date {
	switch w {
	case WrongPhone:
		return &d.Phone
	case WrongAddress:
		return &d.Address
	case WrongEmail:
		return &d.Email
	case WrongName:
		return &d.Name
	case WrongCare:
		return &d.Care
	}
	return nil // of a word that no form sends
}

// A Doubt is the word of somebody who works with a person that something known of
// them is wrong. Those who can put it right see it until they have, or until they
// say that it is right.
type Doubt struct {
	ID    id.Doubt `json:"id"` // drawn by the form, so that a retry is harmless
	About Wrong    `json:"about"`
	Note  string   `json:"note,omitempty"` // what they know of it
	Call  id.Call  `json:"call,omitempty"` // the call at a follow-up that reached somebody else
}

// Check reports every rule that d breaks.
func (d Doubt) Check() fault.Problems {
	var p fault.Problems
	p.If(d.ID == "", "id", "correction.id.missing")
	p.If(!slices.Contains(Wrongs(), d.About), "about", "doubt.about.missing")
	p.If(fault.TooLong(d.Note, programme.MaxNote), "note", "person.note.long", programme.MaxNote)
	return p
}

// A DoubtAnswer settles doubts: what they were about was put right, or is right. Or, Again,
// it takes that back, and they are open once more.
type DoubtAnswer struct {
	ID     id.DoubtAnswer `json:"id"`
	Doubts []id.Doubt     `json:"doubts"`
	Mended bool           `json:"mended"`
	Again  bool           `json:"again,omitempty"`
}

// Check reports every rule that a breaks.
func (a DoubtAnswer) Check() fault.Problems {
	var p fault.Problems
	p.If(a.ID == "", "id", "correction.id.missing")
	p.If(len(a.Doubts) == 0, "doubts", "doubt.answer.doubts.missing")
	return p
}

// A KnownDoubt is a doubt with what answers it.
type KnownDoubt struct {
	ledger.Received[Doubt]
	Answer ledger.Received[DoubtAnswer] // the zero answer while it is open
}

// Open tells whether d is still to be answered.
func (d KnownDoubt) Open() bool { return d.Answer.Fact.ID == "" }

// WithAnswers are doubts, each with what answers it now.
func WithAnswers(doubts []ledger.Received[Doubt], answers []ledger.Received[DoubtAnswer]) []KnownDoubt {
	last := map[id.Doubt]ledger.Received[DoubtAnswer]{}
	for _, a := range answers {
		for _, d := range a.Fact.Doubts {
			if last[d] = a; a.Fact.Again {
				delete(last, d)
			}
		}
	}
	list := make([]KnownDoubt, len(doubts))
	for i, d := range doubts {
		list[i] = KnownDoubt{d, last[d.Fact.ID]}
	}
	return list
}

// OpenDoubts are those of doubts that nothing has answered.
func OpenDoubts(doubts []KnownDoubt) []KnownDoubt {
	return slices.DeleteFunc(slices.Clone(doubts), func(d KnownDoubt) bool { return !d.Open() })
}

// A ListedDoubt is one with whom it is about.
type ListedDoubt struct {
	programme.Person
	Doubt   ledger.Received[Doubt]
	Settled bool
}

// SettledDoubts is what the list of doubts is narrowed to for those that are not open.
const SettledDoubts = "settled"
