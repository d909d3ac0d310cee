package fault

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Blank tells whether nothing is written in s, so that a Check can ask for it.
func Blank(s string) bool { return strings.TrimSpace(s) == "" }

// NoneOf tells whether x is none of the choices that there are.
func NoneOf[T comparable](choices []T, x T) bool { return !slices.Contains(choices, x) }

// TooLong tells whether s has more than n characters.
func TooLong(s string, n int) bool { return utf8.RuneCountInString(s) > n }
