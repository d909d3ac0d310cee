package ui

import (
	"strings"

	"footbridge.org/footbridge/internal/say"
)

// NewTable is a table whose words are in the catalogue under one key: its title,
// for screen readers alone, as a heading says it too; each of its columns; and
// none, perhaps with none_text, which is said when there are no rows.
//
//	referral:
//	  list: {title: Referrals, name: Name, became: What came of it, none: Nobody yet}
//
// Of a form's noun, as in keepsake.list, a title or a column that isn't there is
// the page's (keepsake.title), or the field's (keepsake.note.label).
func NewTable(v say.Voice, under string, columns ...string) Table {
	noun := under[:max(0, strings.LastIndexByte(under, '.'))]
	t := Table{
		Caption: either(v, under+".title", noun+".title"), Quiet: true, Empty: Empty{Title: v.Say(under + ".none")},
	}
	if say.Has(under + ".none_text") {
		t.Empty.Text = v.Say(under + ".none_text")
	}
	for _, c := range columns {
		t.Columns = append(t.Columns, Column{Label: either(v, under+"."+c, noun+"."+c+".label")})
	}
	return t
}

// either says what is under the first key, or else under the second.
func either(v say.Voice, first, second string) string {
	if say.Has(first) {
		return v.Say(first)
	}
	return v.Say(second)
}
