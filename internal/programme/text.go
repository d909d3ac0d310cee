package programme

import (
	"strings"
	"unicode/utf8"
)

func blank(s string) bool { return strings.TrimSpace(s) == "" }

func tooLong(s string, n int) bool { return utf8.RuneCountInString(s) > n }
