package identity

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

const (
	DraftLife = 14 * 24 * time.Hour // how long one is kept for its author
	MaxDrafts = 20                  // of one author; and as many that wait for the lead

	// DraftsWithin is the time within which MaxDrafts may be kept. Who goes on
	// faster than that is no person who types.
	DraftsWithin = 10 * time.Minute

	maxDraftSize = 256 << 10 // in bytes: a page of the workbook, written full
)

// A Draft is what somebody typed into a form that could not be taken: their
// session had ended, a right was lost, or somebody else was first. It is theirs
// alone until they hand it over.
type Draft struct {
	ID     id.Draft
	Author id.Account
	At     time.Time
	Closed bool      // the page is no longer theirs to see, or the form can't be sent any more
	Handed time.Time // when it was handed to the lead, if it was, by them or with a role that ended

	Settled time.Time // when it was taken off the list there: its words are gone
	Typed
}

// Typed is a form as it was sent.
type Typed struct {
	Page   string            `json:"page"` // the address of the page that the form was on
	Form   string            `json:"form"` // which form it is: the pattern of its route
	Noun   string            `json:"noun,omitempty"`
	Asks   string            `json:"asks,omitempty"` // the action that sending it asks for; none of an earlier build
	Values url.Values        `json:"values"`
	Order  []string          `json:"order,omitempty"` // of the names, as the form had them; none of an earlier build
	Asked  programme.Version `json:"asked,omitzero"`  // whose questions a form of the programme had
	Over   bool              `json:"over,omitempty"`  // it was closed since what the form was for had been done
	Sent   bool              `json:"sent,omitempty"`  // who it was handed to has sent it in their own form
}

// Wordless is t without anything that was typed or chosen: which form it was, and about whom.
func (t Typed) Wordless() Typed {
	t.Values, t.Order = nil, nil
	return t
}

// Path is the address of the page without what follows the question mark.
func (t Typed) Path() string {
	path, _, _ := strings.Cut(t.Page, "?")
	return path
}

// OnOwnPage tells whether the form has a page to itself, at its own address.
func (t Typed) OnOwnPage() bool { return strings.Count(t.Path(), "/") == strings.Count(t.Form, "/") }

// About is whom the page was about, by its address; nobody, where it was about nobody who
// is here.
func (t Typed) About() id.Participant {
	return named[id.Participant](t, "/people/", "/referrals/", "/follow-up/")
}

// Team is the crisis team on whose pages it was; none elsewhere.
func (t Typed) Team() id.Team { return named[id.Team](t, "/teams/") }

// named is what the address of t names in one of folders; empty where it names nothing there.
func named[K ~string](t Typed, folders ...string) (none K) {
	for _, folder := range folders {
		if rest, is := strings.CutPrefix(t.Path(), folder); is {
			key, _, _ := strings.Cut(rest, "/")
			if named, err := id.Parse[K](key); err == nil {
				return named
			}
		}
	}
	return none
}

// OfSomebody tells whether it was about a person, or about somebody who was to be
// referred: then it isn't its author's alone.
func (t Typed) OfSomebody() bool { return t.Noun == "referral" || t.About() != "" }

// IsWorry tells whether it is a worry that was to be raised: until it is, nobody has
// been told.
func (t Typed) IsWorry() bool { return t.Noun == "worry" && t.About() != "" }

// InWorkbook tells whether it was on a page of somebody's own workbook: nobody was to be told.
func (t Typed) InWorkbook() bool { return strings.HasPrefix(t.Path(), "/workbook/") }

// Check reports whether t can be kept.
func (t Typed) Check() error {
	size := len(t.Page) + len(t.Form) + len(t.Noun)
	for name, values := range t.Values {
		for _, v := range values {
			size += len(name) + len(v)
		}
	}
	if size > maxDraftSize {
		return fault.New(fault.Invalid, "draft.large")
	}
	return nil
}

// Same tells whether the same was typed into the same form.
func (t Typed) Same(other Typed) bool {
	return t.Page == other.Page && t.Form == other.Form &&
		maps.EqualFunc(t.Values, other.Values, slices.Equal[[]string])
}

// A DraftPage is a page with a form into which somebody typed what could not be
// taken.
type DraftPage struct {
	ID     id.Draft
	At     time.Time
	Page   string
	Closed bool
	Worry  bool
}

// Path is the page's address without what follows the question mark.
func (d DraftPage) Path() string { return Typed{Page: d.Page}.Path() }

// IsWord tells whether a value of a form may be somebody's own: ids, and moments that
// a form carries, are not.
func IsWord(value string) bool {
	_, noID := id.Parse[string](value)
	_, noTime := time.Parse(time.RFC3339Nano, value)
	return strings.TrimSpace(value) != "" && noID != nil && noTime != nil
}
