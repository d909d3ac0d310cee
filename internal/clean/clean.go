// Package clean owns what a text from outside may hold: what can be seen, and what the
// writing of a word needs. It takes out what nobody sees and what has a text read as
// another: control characters, direction marks, blanks of no width. It refuses to judge
// what is said, and to alter letters.
package clean

import (
	"slices"
	"strings"
	"unicode"
)

// Text is s as it may be kept: valid UTF-8, with lines that end in \n. Taken out are control
// characters but for the tab, and characters that show nothing (Unicode, chapter 23), which
// a direction mark is. Kept is what a word or a sign is written with: a joiner within a word
// of a script that has them, or an emoji; the sign that chooses how a letter is drawn.
//
// Cleaning what is clean changes nothing.
func Text(s string) string {
	if plain(s) {
		return s
	}
	in := []rune(newlines.Replace(strings.ToValidUTF8(s, "\uFFFD")))
	in = slices.DeleteFunc(in, func(r rune) bool { return hidden(r) && !writes(r) })
	for { // what belonged to a sign that is taken out belongs to nothing
		out := make([]rune, 0, len(in))
		for i, r := range in {
			if !writes(r) || belongs(r, out, in[i+1:]) {
				out = append(out, r)
			}
		}
		if len(out) == len(in) {
			return string(out)
		}
		in = out
	}
}

// Line is s as Text has it, in one line.
func Line(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		return r
	}, strings.TrimSpace(Text(s)))
}

// newlines are all that ends a line or a paragraph.
var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n",
	"\u2028", "\n", "\u2029", "\n")

// plain tells of most texts that there is nothing to do.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x7f || c < ' ' && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}

// hidden tells whether r shows nothing by itself, or does something to what is beside it. The
// signs of Arabic that stand over numbers are of the same category, and are seen.
func hidden(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point,
		unicode.Noncharacter_Code_Point)
}

const (
	nonJoiner, joiner = '\u200C', '\u200D'
	blackFlag, lastOf = '\U0001F3F4', '\U000E007F' // between them, the letters of Wales
	asText, asEmoji   = '\uFE0E', '\uFE0F'
	keycap            = '\u20E3'
)

// writes tells whether r is hidden, and needed in its place.
func writes(r rune) bool {
	return r == nonJoiner || r == joiner || r == mongolianVowel || unicode.Is(unicode.Variation_Selector, r) || isTag(r)
}

const mongolianVowel = '\u180E' // parts the last vowel of a word from it

func isTag(r rune) bool { return r >= '\U000E0020' && r <= lastOf }

// belongs tells whether r, which writes, is in its place after what was kept and before what
// follows.
func belongs(r rune, kept, follows []rune) bool {
	if len(kept) == 0 {
		return false
	}
	last, next := kept[len(kept)-1], rune(0)
	if len(follows) > 0 {
		next = follows[0]
	}
	switch {
	case isTag(r):
		return inFlag(kept, r, follows)
	case r == nonJoiner || r == joiner:
		return inWord(last, next) || r == joiner && isSign(last) && isSign(next)
	case r == asText || r == asEmoji:
		return isSign(last) && last != asText && last != asEmoji ||
			next == keycap && strings.ContainsRune("0123456789*#", last)
	case r >= '\u180B' && r <= '\u180F':
		return unicode.Is(unicode.Mongolian, last) && unicode.IsLetter(last)
	}
	return unicode.In(last, unicode.Han, unicode.Myanmar) && unicode.IsLetter(last)
}

// joining are the scripts that write words with joiners.
var joining = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Mandaic, unicode.Nko, unicode.Adlam, unicode.Hanifi_Rohingya,
	unicode.Mongolian, unicode.Phags_Pa, unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati,
	unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer,
	unicode.Myanmar, unicode.Tibetan, unicode.Lao, unicode.Thai, unicode.Balinese, unicode.Javanese, unicode.Chakma,
}

// inWord tells whether a joiner is between two letters of a word, or after the sign that takes
// a consonant's vowel away, where it may end the word.
func inWord(last, next rune) bool {
	part := func(r rune) bool { return unicode.In(r, joining...) && (unicode.IsLetter(r) || unicode.IsMark(r)) }
	return part(last) && (part(next) || unicode.IsMark(last) && !unicode.In(last, unicode.Arabic))
}

// isSign tells whether r is an emoji, or goes on with one: its colour, or how it is drawn.
func isSign(r rune) bool {
	return unicode.IsSymbol(r) && r > 0x7f || r == asEmoji || r == '\u203C' || r == '\u2049' || r == '\u3030'
}

// inFlag tells whether r, a tag, is part of a whole flag: of England, Scotland or Wales.
func inFlag(kept []rune, r rune, follows []rune) bool {
	start := len(kept)
	for start > 0 && isTag(kept[start-1]) && kept[start-1] != lastOf {
		start--
	}
	if start == 0 || kept[start-1] != blackFlag || r == lastOf && start == len(kept) {
		return false
	}
	end := slices.IndexFunc(append([]rune{r}, follows...), func(r rune) bool { return r == lastOf || !isTag(r) })
	return end == 0 && r == lastOf || end > 0 && follows[end-1] == lastOf
}
