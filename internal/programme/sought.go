package programme

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Sought is what somebody typed to find a person by: an NHS number; or words that
// begin names, or a day of birth, or both.
type Sought struct {
	Number NHSNumber
	Words  []string
	Birth  Date
}

// ReadSought reads it. A day of birth comes last, in any way that a date is typed; what
// is none is taken for a name.
func ReadSought(typed string, today Date) Sought {
	if number, err := ParseNHSNumber(typed); err == nil && number != "" {
		return Sought{Number: number}
	}
	if at := strings.IndexFunc(typed, unicode.IsDigit); at >= 0 {
		if birth, err := ReadTypedDate(typed[at:], today.AddMonths(-12*60)); err == nil {
			return Sought{Words: NameWords(strings.TrimSuffix(strings.TrimSpace(typed[:at]), " born")), Birth: birth}
		}
	}
	return Sought{Words: NameWords(typed)}
}

// Finds tells whether who has the birth date and the names that were typed.
func (s Sought) Finds(who Identity) bool { return who.BirthDate == s.Birth && s.Names(who) }

// Matches tells whether who is sought: by the number, or else by all that was typed.
func (s Sought) Matches(who Identity) bool {
	switch {
	case s.Number != "":
		return who.NHSNumber == s.Number
	case !s.Birth.IsZero():
		return s.Finds(who)
	}
	return s.Names(who)
}

// Names tells whether every word of s begins a name of who, or all of them together do.
func (s Sought) Names(who Identity) bool {
	names := NameWords(who.GivenName + " " + who.FamilyName + " " + who.KnownAs)
	return !slices.ContainsFunc(s.Words, func(word string) bool {
		return !slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, word) })
	}) || strings.HasPrefix(strings.Join(names, ""), strings.Join(s.Words, ""))
}

// How many people a search reads, so that it can put them in the order of their names,
// and how many of them it shows.
const (
	MatchedAtMost = 200
	FoundAtMost   = 50
)

// Matches are whom a search found: by name, or, when there are more than MatchedAtMost,
// the newest discharges of them.
type Matches struct {
	People []Person
	Count  int  // that match, or MatchedAtMost
	More   bool // than MatchedAtMost match
}

// Shown are the first FoundAtMost of people, who are all that match but for more.
func Shown(people []Person, more bool) Matches {
	m := Matches{Count: len(people), More: more}
	if !more {
		people = slices.SortedStableFunc(slices.Values(people), CompareNames)
	}
	m.People = people[:min(FoundAtMost, len(people))]
	return m
}

// Hidden tells whether some who match aren't shown.
func (m Matches) Hidden() bool { return m.More || m.Count > len(m.People) }

// CompareNames is the order of names: family name, given name, then the older first.
func CompareNames(a, b Person) int {
	key := func(s string) string { return strings.Join(NameWords(s), " ") }
	return cmp.Or(strings.Compare(key(a.Identity.FamilyName), key(b.Identity.FamilyName)),
		strings.Compare(key(a.Identity.GivenName), key(b.Identity.GivenName)),
		a.Identity.BirthDate.Sub(b.Identity.BirthDate), strings.Compare(string(a.ID), string(b.ID)))
}
