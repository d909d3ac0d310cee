package ui

import "footbridge.org/footbridge/internal/say"

// NewTable is a table whose words are in the catalogue under one key: its title,
// for screen readers alone, as a heading says it too; each of its columns; and
// none, perhaps with none_text, which is said when there are no rows.
//
//	referral:
//	  list: {title: Referrals, name: Name, became: What came of it, none: Nobody yet}
//
// A column that has the name of a form's field takes the field's label.
func NewTable(v say.Voice, under string, columns ...string) Table {
	t := Table{Caption: v.Say(under + ".title"), Quiet: true, Empty: Empty{Title: v.Say(under + ".none")}}
	if say.Has(under + ".none_text") {
		t.Empty.Text = v.Say(under + ".none_text")
	}
	for _, c := range columns {
		key := under + "." + c
		if field := key + ".label"; say.Has(field) {
			key = field
		}
		t.Columns = append(t.Columns, Column{Label: v.Say(key)})
	}
	return t
}
