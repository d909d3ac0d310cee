package fault

import (
	"strings"
	"unicode/utf8"
)

// Blank tells whether nothing is written in s, so that a Check can ask for it.
func Blank(s string) bool { return strings.TrimSpace(s) == "" }

// TooLong tells whether s has more than n characters.
func TooLong(s string, n int) bool { return utf8.RuneCountInString(s) > n }
