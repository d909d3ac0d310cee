package course

import (
	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// HelpersOf lists who can be rung, each by name, and the service; none whose number
// nobody has set.
func HelpersOf(v say.Voice, h appcare.Helpers) ui.SummaryList {
	f := person.Facts{Voice: v}
	apart := identity.TellApart(h.Supervisors)
	ringLine(&f, v.Say("helper.worker", h.Worker.Name), h.Worker)
	for _, a := range h.Supervisors {
		ringLine(&f, v.Say("helper.supervisor", apart[a.ID]), a)
	}
	f.Phone("helper.service", h.Service)
	return f.List
}

// ringLine is a colleague, with the number that rings them.
func ringLine(f *person.Facts, who string, a identity.Account) {
	if contacts := ui.Contacts(a.Phone); len(contacts) > 0 {
		f.List.Lines = append(f.List.Lines, ui.SummaryLine{Key: who, Contacts: contacts})
	}
}

// ServiceLine is the service's own number, for somebody who is visited.
func ServiceLine(v say.Voice, service programme.Phone) ui.SummaryList {
	f := person.Facts{Voice: v}
	f.Phone("helper.own_service", service)
	return f.List
}

// whereTo is where a visit to come is, how to reach the person and how to get in:
// after it, and after a death, nobody sets out any more.
func (t Teller) whereTo() ui.SummaryList {
	p := t.Record.Person
	if p.Standing.Died() {
		return ui.SummaryList{}
	}
	f := person.Facts{Voice: t.Voice}
	f.Phone("person.fact.phone", p.Contact.Phone)
	if p.Contact.HasAddress() {
		lines := append([]string(nil), p.Contact.AddressLines...)
		f.List.Lines = append(f.List.Lines, ui.SummaryLine{Key: t.Voice.Say("person.fact.address"),
			Values: append(lines, p.Contact.Postcode.Shown())})
	}
	return f.List
}
