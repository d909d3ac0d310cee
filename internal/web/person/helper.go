package person

import (
	"slices"
	"strings"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

// HelpersOf lists who can be rung about p, each by name, and the service. A record is long
// enough: whose number nobody knows is left out. Where that is so of every supervisor, it
// says who to ring in their place.
func HelpersOf(v say.Voice, p programme.Person, h appcare.Helpers) ui.SummaryList {
	r := ring{voice: v}
	r.account(h.Worker, h.Worker.Name, "helper.worker")
	known := slices.ContainsFunc(h.Supervisors, func(a identity.Account) bool { return a.Phone != "" })
	r.accounts(h.Supervisors, "helper.supervisor")
	if !known {
		r.accounts(h.Leads, "helper.lead")
	}
	list := r.list("helper.service", h.Service)
	list.Lines = slices.DeleteFunc(list.Lines, func(l ui.SummaryLine) bool { return len(l.Contacts) == 0 })
	if !known {
		at, says := 0, "ring_instead"
		if h.Worker.Phone != "" {
			at = 1
		}
		if len(list.Lines) == at {
			says = "ring_none"
			if p.StaysVisited() {
				says = "ring_nobody"
			}
		}
		if len(h.Supervisors) == 0 {
			says = "alone." + says
		}
		list.Lines = slices.Insert(list.Lines, at,
			ui.SummaryLine{Key: v.Say("helper.any_supervisor"), Value: v.Say("helper." + says)})
	}
	return list
}

// RingWorkers lists who can be rung by somebody who visits: those who supervise, those
// who lead, and the service.
func RingWorkers(v say.Voice, h appcare.Helpers) ui.SummaryList {
	r := ring{voice: v}
	r.accounts(h.Supervisors, "helper.supervisor")
	r.accounts(h.Leads, "helper.lead")
	return r.list("helper.service", h.Service)
}

// OwnHelpers lists who p, who asks, can ring.
func OwnHelpers(v say.Voice, p programme.Person, h appcare.Helpers) ui.SummaryList {
	r := ring{voice: v}
	if p.StaysVisited() {
		r.account(h.Worker, Called(h.Worker.Name), "helper.own_worker")
	}
	r.named(h.Care.CareCoordinator.Name, "helper.own_coordinator", h.Care.CareCoordinator.Phone)
	r.named(h.Care.Responsible.Name, "helper.own_responsible", h.Care.Responsible.Phone)
	return r.list("helper.own_service", h.Service)
}

// A ring is who can be rung. Whoever is there in two roles has one line, which says both.
type ring struct {
	voice say.Voice
	known []string // who each line is, in the same order
	lines []ui.SummaryLine
}

func (r *ring) accounts(list []identity.Account, role string) {
	apart := identity.TellApart(list)
	for _, a := range list {
		r.account(a, apart[a.ID], role)
	}
}

func (r *ring) account(a identity.Account, name, role string) {
	if a.ID != "" {
		r.add(string(a.ID), name, role, a.Phone)
	}
}

// named is somebody of another service, who has no account here: by name.
func (r *ring) named(name, role string, phone programme.Phone) {
	if strings.TrimSpace(name) != "" {
		r.add(strings.Join(programme.NameWords(name), " "), name, role, phone)
	}
}

func (r *ring) add(who, name, role string, phone programme.Phone) {
	at := slices.Index(r.known, who)
	if at < 0 {
		at = len(r.known)
		r.known, r.lines = append(r.known, who), append(r.lines, ui.SummaryLine{Key: name})
	}
	line := &r.lines[at]
	line.Key = r.voice.Say("helper.who", line.Key, r.voice.Say(role))
	for _, c := range ui.Contacts(phone) {
		if !slices.ContainsFunc(line.Contacts, func(o ui.Contact) bool { return o.Number == c.Number }) {
			line.Contacts = append(line.Contacts, c)
		}
	}
}

// list is everybody with the numbers that ring them, or that nobody knows one; then
// the service, under the words named key.
func (r *ring) list(key string, service programme.Phone) ui.SummaryList {
	f := Facts{Voice: r.voice}
	for _, line := range r.lines {
		if len(line.Contacts) == 0 {
			line.Value = r.voice.Say("helper.none")
		}
		f.List.Lines = append(f.List.Lines, line)
	}
	f.Phone(key, service)
	return f.List
}
