package workforce

import (
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
)

// WishKind is what somebody wishes of their worker.
type WishKind string

const (
	WishWoman     WishKind = "woman"
	WishMan       WishKind = "man"
	WishNonBinary WishKind = "non_binary"
	WishLanguage  WishKind = "language" // as Language says
	WishOther     WishKind = "other"    // as Words say: for a person to judge
)

// WishKinds lists the kinds in the order a form offers them.
func WishKinds() []WishKind {
	return []WishKind{WishWoman, WishMan, WishNonBinary, WishLanguage, WishOther}
}

// Valid tells whether k is one of the kinds.
func (k WishKind) Valid() bool { return slices.Contains(WishKinds(), k) }

var wishedGender = map[WishKind]Gender{WishWoman: Woman, WishMan: Man, WishNonBinary: NonBinary}

// A Wish is one of the participant's, who need not say why.
type Wish struct {
	Kind      WishKind `json:"kind"`
	Language  string   `json:"language,omitempty"`  // only with WishLanguage
	Words     string   `json:"words,omitempty"`     // only with WishOther
	Essential bool     `json:"essential,omitempty"` // they would sooner wait than go without
}

// Check reports every rule that w breaks.
func (w Wish) Check() fault.Problems {
	var p fault.Problems
	p.If(!w.Kind.Valid(), "kind", "matching.wish.kind.missing")
	p.If(w.Kind == WishLanguage && fault.Blank(w.Language), "language", "matching.wish.language.missing")
	p.If(w.Kind == WishOther && fault.Blank(w.Words), "words", "matching.wish.words.missing")
	p.If(fault.TooLong(w.Language, programme.MaxName), "language", "person.line.long", programme.MaxName)
	p.If(fault.TooLong(w.Words, programme.MaxNote), "words", "person.note.long", programme.MaxNote)
	return p
}

// said is w in words, as in "a woman".
func (w Wish) said() Sentence {
	switch w.Kind {
	case WishLanguage:
		return sentence("matching.wish.is.language", w.Language)
	case WishOther:
		return sentence("matching.wish.is.other", w.Words)
	}
	return sentence("matching.wish.is." + string(w.Kind))
}

// fit is how a wish and a worker go together.
type fit string

const (
	fitMet     fit = "met"
	fitNot     fit = "not"
	fitNotSaid fit = "not_said" // the worker hasn't said, and need not
	fitJudge   fit = "judge"    // only a person can tell
)

func (w Wish) of(s Stated) fit {
	switch w.Kind {
	case WishOther:
		return fitJudge
	case WishLanguage:
		if s.speaks(w.Language) {
			return fitMet
		}
		return fitNot
	}
	switch s.Gender {
	case "":
		return fitNotSaid
	case wishedGender[w.Kind]:
		return fitMet
	}
	return fitNot
}
