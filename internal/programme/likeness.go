package programme

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// How alike two names are.
const (
	unlike  = iota
	sounds  // as the other does
	slipped // a slip of the hand apart
	equal   // a word of each is the same, or a form of the same name
)

// How close two birth dates are.
const (
	another  = iota
	mistyped // one of day, month and year is a slip of the hand apart
	swapped  // day and month are
	sameDay
)

// LikelySame tells whether i and o may be one person: their names were swapped, a
// part of a name was left out or shortened, a title stands among them, or there is a
// slip in a name or in the birth date. Nobody is refused by it; somebody compares.
func (i Identity) LikelySame(o Identity) bool {
	if i.NHSNumber != "" && i.NHSNumber == o.NHSNumber {
		return true
	}
	born := closeness(i.BirthDate, o.BirthDate)
	if born == another {
		return false
	}
	given, family := i.alike(o)
	switch least := min(given, family); born {
	case sameDay:
		return least > unlike || given == equal // a family name changes
	case swapped:
		return least > unlike
	default:
		return least >= slipped
	}
}

// ExactlySame tells whether i and o have one NHS number, or one name and birth date.
func (i Identity) ExactlySame(o Identity) bool {
	return i.NHSNumber != "" && i.NHSNumber == o.NHSNumber || i.NameAndBirth() == o.NameAndBirth()
}

// NameAndBirth is the whole name, as it is normalised for finding, and the birth date.
func (i Identity) NameAndBirth() string {
	return strings.Join(NameWords(i.GivenName+" "+i.FamilyName), "") + "/" + i.BirthDate.String()
}

// alike is how alike the given and the family names are, each with its like or each
// with the other, whichever is more.
func (i Identity) alike(o Identity) (given, family int) {
	ig, of := nameParts(i.GivenName+" "+i.KnownAs), nameParts(o.FamilyName)
	jf, og := nameParts(i.FamilyName), nameParts(o.GivenName+" "+o.KnownAs)
	given, family = likenessOf(ig, og), likenessOf(jf, of)
	if g, f := likenessOf(ig, of), likenessOf(jf, og); min(g, f) > min(given, family) {
		return g, f
	}
	return given, family
}

func likenessOf(a, b []string) int {
	most := unlike
	for _, x := range a {
		for _, y := range b {
			most = max(most, likenessOfWords(x, y))
		}
	}
	return most
}

func likenessOfWords(a, b string) int {
	switch {
	case oneName(a, b):
		return equal
	case len(a) > 3 && len(b) > 3 && slips(a, b) <= 1+min(len(a), len(b))/8:
		return slipped
	case sound(a) == sound(b):
		return sounds
	}
	return unlike
}

func closeness(a, b Date) int {
	ya, ma, da := a.parts()
	yb, mb, db := b.parts()
	switch {
	case a == b:
		return sameDay
	case ya == yb && ma == db && da == mb:
		return swapped
	case ma == mb && da == db && nearYears(ya, yb), ya == yb && da == db && slips(ma, mb) == 1,
		ya == yb && ma == mb && slips(da, db) == 1:
		return mistyped
	}
	return another
}

// nearYears tells whether a year was typed as another: one figure is another, or it is
// a year or ten out.
func nearYears(a, b string) bool {
	x, _ := strconv.Atoi(a)
	y, _ := strconv.Atoi(b)
	return slips(a, b) == 1 || max(x, y)-min(x, y) == 1 || max(x, y)-min(x, y) == 10
}

func (d Date) parts() (year, month, day string) {
	year, rest, _ := strings.Cut(d.String(), "-")
	month, day, _ = strings.Cut(rest, "-")
	return year, month, day
}

// slips counts how many letters were left out, put in, changed or swapped with the
// next between a and b.
func slips(a, b string) int {
	x, y := []rune(a), []rune(b)
	var before, above []int
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		before, above, row = above, row, make([]int, len(y)+1)
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			row[j+1] = min(above[j+1]+1, row[j]+1, above[j]+cost)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(y)]
}

// sounded has letters that sound alike read alike.
var sounded = strings.NewReplacer("ph", "f", "gh", "g", "kn", "n", "wr", "r", "ck", "k", "sch", "s", "sh", "s",
	"ch", "k", "c", "k", "q", "k", "x", "ks", "z", "s", "v", "f", "dg", "j", "d", "t", "b", "p", "m", "n", "j", "g")

// sound is a word without its vowels after the first letter, and with letters that
// sound alike read alike.
func sound(word string) string {
	said := []rune(sounded.Replace(word))
	var kept []rune
	for i, r := range said {
		if i > 0 && (strings.ContainsRune("aeiouyhw", r) || r == said[i-1]) {
			continue
		}
		if i == 0 && strings.ContainsRune("aeiouy", r) {
			r = 'a'
		}
		kept = append(kept, r)
	}
	return string(kept)
}

// LikeKeys are what two people have one of in common who may be the same: the birth
// date whichever of day and month comes first, and how each pair of their names
// sounds, in either order. They narrow; LikelySame decides.
func (i Identity) LikeKeys() (birth string, names []string) {
	year, month, day := i.BirthDate.parts()
	birth = fmt.Sprint(year, "-", min(month, day), "-", max(month, day))
	for _, g := range soundsOf(i.GivenName + " " + i.KnownAs) {
		for _, f := range soundsOf(i.FamilyName) {
			names = append(names, min(g, f)+"/"+max(g, f))
		}
	}
	slices.Sort(names)
	return birth, slices.Compact(names)
}

// soundsOf are how the words of a name sound, and whose short forms they are.
func soundsOf(name string) (list []string) {
	for _, w := range nameParts(name) {
		groups := shortForms[w]
		for _, group := range groups {
			list = append(list, fmt.Sprint("=", group))
		}
		if len(groups) == 0 {
			list = append(list, sound(w))
		}
	}
	return list
}
