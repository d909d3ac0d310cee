package course

import (
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// whereTo is where a visit to come is, how to reach the person and how to get in:
// after it, and after a death, nobody sets out any more.
func (t Teller) whereTo() ui.SummaryList {
	p := t.Record.Person
	if p.Standing.Died() {
		return ui.SummaryList{}
	}
	f := person.Facts{Voice: t.Voice}
	f.OwnPhone("person.fact.phone", p.Contact)
	if p.Contact.HasAddress() {
		f.List.Lines = append(f.List.Lines, person.AddressLine(t.Voice, "person.fact.address", p.Contact))
	}
	return f.List
}
