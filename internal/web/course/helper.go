package course

import (
	"slices"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// HelpersOf lists who can be rung, each by name, and the service. A record is long
// enough: whose number nobody knows is left out. Where that is so of every supervisor, it
// says who to ring in their place.
func HelpersOf(v say.Voice, h appcare.Helpers) ui.SummaryList {
	worker, others := person.Facts{Voice: v}, person.Facts{Voice: v}
	if h.Worker.ID != "" {
		ringLine(&worker, v.Say("helper.worker", h.Worker.Name), h.Worker.Phone)
	}
	known := slices.ContainsFunc(h.Supervisors, func(a identity.Account) bool { return a.Phone != "" })
	ringAll(&others, "helper.supervisor", h.Supervisors)
	if !known {
		ringAll(&others, "helper.lead", h.Leads)
	}
	others.Phone("helper.service", h.Service)
	lines := slices.DeleteFunc(others.List.Lines, func(l ui.SummaryLine) bool { return len(l.Contacts) == 0 })
	if !known {
		says := "helper.ring_instead"
		if len(lines) == 0 {
			says = "helper.ring_nobody"
		}
		lines = slices.Insert(lines, 0, ui.SummaryLine{Key: v.Say("helper.any_supervisor"), Value: v.Say(says)})
	}
	worker.List.Lines = slices.DeleteFunc(worker.List.Lines, func(l ui.SummaryLine) bool { return len(l.Contacts) == 0 })
	worker.List.Lines = append(worker.List.Lines, lines...)
	return worker.List
}

// ringWorkers lists who can be rung by somebody who visits: those who supervise, those
// who lead, and the service.
func ringWorkers(v say.Voice, h appcare.Helpers) ui.SummaryList {
	f := person.Facts{Voice: v}
	ringAll(&f, "helper.supervisor", h.Supervisors)
	ringAll(&f, "helper.lead", h.Leads)
	f.Phone("helper.service", h.Service)
	return f.List
}

// OwnHelpers lists who p, who asks, can ring.
func OwnHelpers(v say.Voice, p programme.Person, h appcare.Helpers) ui.SummaryList {
	f := person.Facts{Voice: v}
	if h.Worker.ID != "" && p.StaysVisited() {
		ringLine(&f, v.Say("helper.own_worker", person.Called(h.Worker.Name)), h.Worker.Phone)
	}
	if c := h.Care.CareCoordinator; c.Name != "" {
		ringLine(&f, v.Say("helper.own_coordinator", c.Name), c.Phone)
	}
	if c := h.Care.Responsible; c.Name != "" {
		ringLine(&f, v.Say("helper.own_responsible", c.Name), c.Phone)
	}
	f.Phone("helper.own_service", h.Service)
	return f.List
}

func ringAll(f *person.Facts, key string, list []identity.Account) {
	apart := identity.TellApart(list)
	for _, a := range list {
		ringLine(f, f.Voice.Say(key, apart[a.ID]), a.Phone)
	}
}

// ringLine is somebody with the number that rings them, or that nobody knows it.
func ringLine(f *person.Facts, who string, phone programme.Phone) {
	line := ui.SummaryLine{Key: who, Contacts: ui.Contacts(phone)}
	if len(line.Contacts) == 0 {
		line.Value = f.Voice.Say("helper.none")
	}
	f.List.Lines = append(f.List.Lines, line)
}

// whereTo is where a visit to come is, how to reach the person and how to get in:
// after it, and after a death, nobody sets out any more.
func (t Teller) whereTo() ui.SummaryList {
	p := t.Record.Person
	if p.Standing.Died() {
		return ui.SummaryList{}
	}
	f := person.Facts{Voice: t.Voice}
	if line := person.OwnPhoneLine(t.Voice, "person.fact.phone", p.Contact); len(line.Contacts) > 0 {
		f.List.Lines = append(f.List.Lines, line)
	}
	if p.Contact.HasAddress() {
		lines := append([]string(nil), p.Contact.AddressLines...)
		f.List.Lines = append(f.List.Lines, ui.SummaryLine{Key: t.Voice.Say("person.fact.address"),
			Values: append(lines, p.Contact.Postcode.Shown())})
	}
	return f.List
}
