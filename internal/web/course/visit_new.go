package course

import (
	"slices"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// lastStart says by when the first visit is to be, or was, for all of them to fit.
func lastStart(v say.Voice, w course.Window, today programme.Date) string {
	by := w.By(w.LastStart)
	if by.Before(today) {
		return v.Say("visits.last_start_past", v.ShortDay(by.Time()))
	}
	return v.Say("visits.last_start", v.ShortDay(by.Time()))
}

// newOf are those whom a worker visits and hasn't met yet, each with the way to reach
// them and what is to be done: planned first, and then held.
func newOf(v say.Voice, zone *time.Location, load appcare.Caseload) []dayVisit {
	names := person.NamesIn(v, zone, load.People)
	var list []dayVisit
	for _, p := range load.Living() {
		met := slices.ContainsFunc(p.Course.Held(), func(b course.Appointment) bool { return b.Worker == p.Worker })
		over := p.State != programme.Consented || !p.Standing.GoesOn() || p.Over
		if met || over || len(p.Covered) > 0 || p.Elsewhere != "" {
			continue
		}
		d := dayVisit{Who: ui.Link{Label: names.Of(p.Person), Path: person.VisitsPath(p.ID)},
			Where: person.AddressText(v, p.Contact)}
		if p.Course.SessionsHeld() == 0 { // whom a colleague has visited has started
			d.Moved = lastStart(v, p.Window, load.Today)
		}
		if d.Where == "" {
			d.Where = v.Say("person.fact.no_fixed_address")
		}
		d.reach(v, p.Person)
		if len(p.Course.Open()) == 0 {
			d.State = ui.Tag{Label: v.Say("visits.list.new_unplanned"), State: ui.Attention}
			d.Actions = []ui.Button{{Label: v.Say("visits.list.plan"), Hidden: d.Who.Label, Path: PlanPath(p.ID)}}
		}
		list = append(list, d)
	}
	return list
}
