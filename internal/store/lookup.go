package store

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
)

// The kinds of lookup.
const (
	byNumber = "nhs"
	byName   = "name"       // a beginning of one name, or of all run together
	byBirth  = "name_birth" // the whole name with the birth date: a likely duplicate
)

// longestBeginning is how many letters of a name are told apart when finding.
const longestBeginning = 8

// plainLetters are those that no decomposition takes apart.
var plainLetters = strings.NewReplacer("ł", "l", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "æ", "ae",
	"œ", "oe", "ı", "i")

// words normalises a name for finding: case, accents, apostrophes and spaces
// don't matter; hyphens part words.
func words(s string) []string {
	s = plainLetters.Replace(cases.Fold().String(norm.NFKD.String(s)))
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return r
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’', r == '.':
			return -1
		}
		return ' '
	}, s)
	return strings.Fields(s)
}

// beginnings lists the beginnings of a word that are looked up: two letters
// to longestBeginning, or the whole of a one-letter word.
func beginnings(word string) []string {
	letters := []rune(word)
	if len(letters) < 2 {
		return []string{word}
	}
	var list []string
	for n := 2; n <= min(len(letters), longestBeginning); n++ {
		list = append(list, string(letters[:n]))
	}
	return list
}

func shortened(word string) string {
	letters := []rune(word)
	return string(letters[:min(len(letters), longestBeginning)])
}

// lookupsOf returns every lookup, by kind, that finds a person of this identity.
func lookupsOf(who programme.Identity) map[string][]string {
	names := words(who.GivenName + " " + who.FamilyName + " " + who.KnownAs)
	joined := []string{
		strings.Join(words(who.GivenName+who.FamilyName), ""),
		strings.Join(words(who.FamilyName), ""),
		strings.Join(words(who.FamilyName+who.GivenName), ""),
	}
	found := map[string][]string{byBirth: {nameAndBirth(who)}}
	if who.NHSNumber != "" {
		found[byNumber] = []string{string(who.NHSNumber)}
	}
	for _, w := range append(names, joined...) {
		found[byName] = append(found[byName], beginnings(w)...)
	}
	return found
}

func nameAndBirth(who programme.Identity) string {
	return strings.Join(words(who.GivenName+" "+who.FamilyName), "") + "/" + who.BirthDate.String()
}

// setLookups makes participant findable by who, and by nothing else.
func (t *Tx) setLookups(participant string, who programme.Identity) error {
	if err := t.q.RemoveLookups(t.ctx, rows.RemoveLookupsParams{OwnerID: participant,
		OrganisationID: string(t.org)}); err != nil {
		return busy(err)
	}
	var lines [][]any
	for kind, values := range lookupsOf(who) {
		for _, v := range values {
			lines = append(lines, []any{string(t.org), kind, t.master.Lookup(string(t.org), kind, v), participant})
		}
	}
	slices.SortFunc(lines, func(a, b []any) int { return cmp.Compare(a[2].(string), b[2].(string)) })
	return t.insertMany("lookup", "ON CONFLICT DO NOTHING", []string{"organisation_id", "kind", "digest",
		"owner_id"}, lines)
}
