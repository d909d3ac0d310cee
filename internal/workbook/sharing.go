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

// Audience is who a page is shown to: the worker who visited when it was shared, for
// as long as they visit. Whoever visits next can't read it unless the person shares it
// with them too.
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
	To          id.Account     `json:"to,omitempty"` // the worker, where somebody else visited before; else who visited then
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

// A Shared page is one that can be seen by somebody, while they visit, and since when.
type Shared struct {
	Page  string
	To    id.Account
	Since time.Time
}

// SharedAfter returns the pages that can be seen after history, which the
// caller brings in the server's order, oldest first. What is shared twice with
// somebody is shared since the first time; what is taken back is private, with
// whomever it was shared. visitor tells who visited at a time.
func SharedAfter(history []ledger.Received[Sharing], visitor func(time.Time) id.Account) []Shared {
	var now []Shared
	for _, received := range history {
		fact := received.Fact
		if fact.Act == TakeBack {
			now = slices.DeleteFunc(now, func(s Shared) bool { return s.Page == fact.Page })
			continue
		}
		to := fact.To
		if to == "" {
			to = visitor(received.At)
		}
		if _, is := SharedWith(now, fact.Page, to); !is && fact.Act == Share && to != "" {
			now = append(now, Shared{Page: fact.Page, To: to, Since: received.At})
		}
	}
	return now
}

// SharedWith finds the page among those that a worker can see while they visit.
func SharedWith(now []Shared, page string, to id.Account) (Shared, bool) {
	i := slices.IndexFunc(now, func(s Shared) bool { return s.Page == page && s.To == to })
	if i < 0 {
		return Shared{}, false
	}
	return now[i], true
}
