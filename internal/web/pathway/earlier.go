package pathway

import (
	"net/http"
	"slices"
	"strings"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// getEarlier handles GET /people/{participant}/earlier: what somebody was with the
// service for before, to read.
func (h *handlers) getEarlier(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	seen, err := h.care.SeeEarlier(r.Context(), who, participant)
	if err != nil {
		return ui.Response{}, err
	}
	v, name := route.Voice(r), seen.Person.Identity.FullName()
	page := ui.ListPage{
		Back: ui.Link{Label: name, Path: person.Path(participant)}, Title: v.Say("person.earlier.title"),
		Lead: v.Say("person.earlier.text", name),
	}
	if len(seen.Courses) == 0 {
		page.Lead = v.Say("person.earlier.none")
	}
	for _, e := range seen.Courses {
		page.Parts = append(page.Parts, ui.Heading(person.EarlierTitle(v, e.Number, e.From, e.Until)),
			earlierOf(v, route.Zone(r), e.Of, seen.Staff))
	}
	return page.Render(), nil
}

// earlierOf is one time that somebody was with the service.
func earlierOf(v say.Voice, zone *time.Location, e appcare.EarlierCourse, staff map[id.Account]string) ui.SummaryList {
	p, f := e.Person, person.Facts{Voice: v}
	f.Add("person.earlier.team", p.TeamName)
	f.Add("person.earlier.referred", v.ShortDay(p.ReferredAt.In(zone)))
	f.Day("person.fact.discharged", p.Discharged)
	f.Add("person.fact.responsible", e.Referral.Fact.Responsible.Name)
	f.List.Lines = append(f.List.Lines, ui.SummaryLine{Key: v.Say("person.earlier.standing"),
		Tag: person.Standing(v, p.Standing)})
	for _, x := range e.Decisions {
		decided := v.ShortDay(x.At.In(zone)) + ": " + v.Say("person.decision."+string(x.Fact.Verdict))
		if reason, known := e.Definition.DeclineReason(x.Fact.Reason); known {
			decided += ". " + reason.Text
		}
		f.Add("person.earlier.decided", decided)
	}
	f.Day("person.earlier.consented", e.Consented)
	addVisitsHeld(&f, zone, e, staff)
	return f.List
}

// addVisitsHeld says how many visits there were, when, and by whom.
func addVisitsHeld(f *person.Facts, zone *time.Location, e appcare.EarlierCourse, staff map[id.Account]string) {
	held := e.Course.Held()
	if len(held) == 0 {
		return
	}
	f.Add("person.earlier.sessions", f.Voice.Say("person.earlier.held", e.Course.SessionsHeld(), e.Course.Of))
	var names []string
	for i, b := range held {
		if name := staff[b.Worker]; name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
		if visit, _ := b.Visit(); i == 0 {
			f.Add("person.earlier.first", f.Voice.ShortDay(visit.StartedAt.In(zone)))
		} else if i == len(held)-1 {
			f.Add("person.earlier.last", f.Voice.ShortDay(visit.StartedAt.In(zone)))
		}
	}
	f.Add("person.earlier.workers", strings.Join(names, ", "))
}
