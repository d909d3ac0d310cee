package programme

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"footbridge.org/footbridge/internal/clean"
)

// plainText is a text in plain characters: one kind of blank and of dash, no
// direction marks, and digits as a keyboard has them.
func plainText(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Pd, r) || r == '\u2212': // the minus sign
			return '-'
		case r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, norm.NFKC.String(clean.Line(s)))
	return strings.Join(strings.Fields(s), " ")
}

// A phonePart is a run of digits in a typed text, with the words that go with it.
type phonePart struct{ run, extension, note string }

const extensionForm = `(?:extension|extn|ext|x|#)[ .:=]*(\d{1,7})`

// phoneRun is digits as people group them, as in "+44 (0)7700-900 123", after the
// prefix of text relay where there is one, and an extension, in brackets or not.
var phoneRun = regexp.MustCompile(`(?i)((?:(?:1800[12]|141|1470)[ .\-/]*)?\+?(?:\d|\(\+?\d{1,6}\))(?:[ .\-/]*(?:\d|\(\d{1,6}\)))*)` +
	`(?:[ ,;.\-]*` + extensionForm + `\b|,{2,}(\d{1,7})\b| ?\(` + extensionForm + `\))?`)

// phoneLabels say no more than that a number follows.
var phoneLabels = []string{"tel", "telephone", "phone", "ph", "t", "call", "ring", "number", "no", "nr",
	"or", "and", "uri"}

// A long run of digits is a number wherever it stands; a short one, like 999,
// only where no other words are, or an hour would be dialled.
const (
	longRun  = 6
	shortRun = 3
)

// partsOf finds the numbers in text. Words belong to the number before them;
// where the text begins with words, or a comma parts them from the number before
// and nothing follows the last number, to the one after them.
func partsOf(text string) []phonePart {
	words, need := noteOf(phoneRun.ReplaceAllString(text, " ")), longRun
	if words == "" {
		need = shortRun
	}
	var parts []phonePart
	var gaps []string
	end := 0
	for _, m := range phoneRun.FindAllStringSubmatchIndex(text, -1) {
		run := text[m[2]:m[3]]
		if len(digitsOf(run)) < need {
			continue
		}
		gaps, end = append(gaps, text[end:m[0]]), m[1]
		parts = append(parts, phonePart{run: run, extension: firstGroup(text, m[4:])})
	}
	return withNotes(parts, append(gaps, text[end:]))
}

// withNotes hands out the words of the gaps before, between and after the parts.
func withNotes(parts []phonePart, gaps []string) []phonePart {
	first, last := noteOf(gaps[0]), noteOf(gaps[len(parts)])
	for i := range parts {
		before, after := noteOf(gaps[i]), noteOf(gaps[i+1])
		switch {
		case first == "" && last == "":
			_, before = parted(gaps[i])
			after, _ = parted(gaps[i+1])
		case first == "":
			before = ""
		case i < len(parts)-1:
			after = ""
		}
		parts[i].note = strings.TrimSpace(before + " " + after)
	}
	return parts
}

var partsWords = regexp.MustCompile(`(?i)[,;/|]|\b(?:or|and)\b`)

// parted are the words of a gap that belong to the number before it and to the one after.
func parted(gap string) (before, after string) {
	at := partsWords.FindAllStringIndex(gap, -1)
	if len(at) == 0 {
		return noteOf(gap), ""
	}
	last := at[len(at)-1]
	return noteOf(gap[:last[0]]), noteOf(gap[last[1]:])
}

func firstGroup(text string, groups []int) string {
	for i := 0; i < len(groups); i += 2 {
		if groups[i] >= 0 {
			return text[groups[i]:groups[i+1]]
		}
	}
	return ""
}

// noteOf is the words of a text, without labels and what stands round them.
func noteOf(text string) string {
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ()[]<>,;:/|&", r) })
	return strings.Join(slices.DeleteFunc(words, func(w string) bool {
		bare := strings.Trim(strings.ToLower(w), ".-+*_")
		return bare == "" || slices.Contains(phoneLabels, bare)
	}), " ")
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
