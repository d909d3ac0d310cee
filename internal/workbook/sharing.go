package workbook

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
)

// Act is what was done about a page's being seen.
type Act string

const (
	Share    Act = "share"
	TakeBack Act = "take_back"
)

// Acts lists the acts.
func Acts() []Act { return []Act{Share, TakeBack} }

// Valid tells whether a is one of the acts.
func (a Act) Valid() bool { return slices.Contains(Acts(), a) }

// Audience is who a page is shown to: the one who is the person's worker when
// they look, never a name that outlasts the match.
type Audience string

const Worker Audience = "worker"

// Audiences lists the audiences.
func Audiences() []Audience { return []Audience{Worker} }

// Valid tells whether a is one of the audiences.
func (a Audience) Valid() bool { return slices.Contains(Audiences(), a) }

// A Sharing is one act about one page. Sharings are appended, never edited:
// what stands is what the last of them says.
type Sharing struct {
	ID          id.Sharing     `json:"id"` // drawn by the form, so that a retry is harmless
	Participant id.Participant `json:"participant"`
	Page        string         `json:"page"`
	With        Audience       `json:"with"`
	Act         Act            `json:"act"`
}

// Check reports every rule that s breaks under definition d.
func (s Sharing) Check(d Definition) fault.Problems {
	var p fault.Problems
	_, _, known := d.Page(s.Page)
	p.If(s.ID == "", "id", "workbook.sharing.id_missing")
	p.If(s.Participant == "", "participant", "workbook.sharing.participant_missing")
	p.If(!known, "page", "workbook.sharing.page_unknown")
	p.If(!s.With.Valid(), "with", "workbook.sharing.with_missing")
	p.If(!s.Act.Valid(), "act", "workbook.sharing.act_missing")
	return p
}

// A Shared page is one that can be seen now, and since when.
type Shared struct {
	Page  string
	With  Audience
	Since time.Time
}

// SharedAfter returns the pages that can be seen after history, which the
// caller brings in the server's order, oldest first. What is shared twice is
// shared since the first time; what was never shared is private.
func SharedAfter(history []ledger.Received[Sharing]) []Shared {
	var now []Shared
	for _, received := range history {
		fact := received.Fact
		i := slices.IndexFunc(now, func(s Shared) bool { return s.Page == fact.Page && s.With == fact.With })
		switch {
		case fact.Act == Share && i < 0:
			now = append(now, Shared{Page: fact.Page, With: fact.With, Since: received.At})
		case fact.Act == TakeBack && i >= 0:
			now = slices.Delete(now, i, i+1)
		}
	}
	return now
}

// SharedWith finds the page among those that can be seen now.
func SharedWith(now []Shared, page string, with Audience) (Shared, bool) {
	i := slices.IndexFunc(now, func(s Shared) bool { return s.Page == page && s.With == with })
	if i < 0 {
		return Shared{}, false
	}
	return now[i], true
}
