package pathway

import (
	"net/http"
	"slices"
	"strings"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	webcourse "footbridge.org/footbridge/internal/web/course"
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
	v := route.Voice(r)
	name := person.Name(v, seen.Person)
	page := ui.ListPage{
		Back: ui.Link{Label: name, Path: person.Path(participant)}, Title: v.Say("person.earlier.title"),
		Lead: v.Say(earlierWords(seen.Person, "text"), name),
	}
	if len(seen.Courses) == 0 {
		page.Lead = v.Say("person.earlier.none")
	}
	for _, e := range seen.Courses {
		page.Parts = append(page.Parts, ui.Heading(person.EarlierTitle(v, e.Number, e.From, e.Until)))
		page.Parts = append(page.Parts, earlierParts(v, route.Zone(r), e, seen.Person.Standing, seen.MayOpen)...)
	}
	return page.Render(), nil
}

// earlierWords is the key of what is said of p's other referrals: of somebody who is here for the
// first time, they came to nothing.
func earlierWords(p programme.Person, of string) string {
	if p.Returned() {
		return "person.earlier." + of
	}
	return "person.earlier.back." + of
}

// earlierParts are one time that somebody was with the service: what became of it, who
// they were then and how they were reached, each visit, and the letters.
func earlierParts(v say.Voice, zone *time.Location, of appcare.EarlierOf[appcare.EarlierCourse],
	now programme.Standing, mayOpen bool) []ui.Control {
	e, facts := of.Of, earlierOf(v, zone, of)
	facts.Lines = append(facts.Lines, knownThen(v, now, e)...)
	parts := []ui.Control{facts, eligibilityOf(v, e.Definition, e.Referral.Fact.Eligibility)}
	if e.Visits != nil && len(e.Visits.History) > 0 {
		parts = append(parts, webcourse.Tell(v, zone, *e.Visits).EarlierTable(mayOpen))
	}
	if e.Letters != nil && len(e.Letters.Sent) > 0 {
		f := person.Facts{Voice: v}
		f.List.Lines = []ui.SummaryLine{{Key: v.Say("letter.title"), Values: webcourse.LettersOf(v, e.Person.ID,
			e.Letters.Sent).Lines}}
		parts = append(parts, f.List)
	}
	return parts
}

// knownThen is who they were in the course that e tells of, how they were reached, and who
// looked after them. After a death nobody is reached.
func knownThen(v say.Voice, now programme.Standing, e appcare.EarlierCourse) []ui.SummaryLine {
	f := person.Facts{Voice: v}
	f.Add("person.earlier.name", e.Person.Identity.FullName())
	f.Day("person.fact.birth_date", e.Person.Identity.BirthDate)
	return slices.Concat(f.List.Lines, person.ContactOf(v, now, e.Person.Contact).Lines,
		careOf(v, e.Referral.Fact).Lines)
}

// earlierOf is what became of it.
func earlierOf(v say.Voice, zone *time.Location, of appcare.EarlierOf[appcare.EarlierCourse]) ui.SummaryList {
	e, f := of.Of, person.Facts{Voice: v}
	p := e.Person
	f.Add("person.earlier.team", p.TeamName)
	f.Add("person.earlier.referred", v.ShortDay(p.ReferredAt.In(zone)))
	f.Day("person.fact.discharged", p.Discharged)
	key := "person.earlier.standing"
	if of.Until.IsZero() {
		key = "person.earlier.stands"
	}
	f.List.Lines = append(f.List.Lines, ui.SummaryLine{Key: v.Say(key), Tag: howItEnded(v, of)})
	for _, x := range e.Decisions {
		decided := v.ShortDay(x.At.In(zone)) + ": " + v.Say("person.decision."+string(x.Fact.Verdict))
		if reason, known := e.Definition.DeclineReason(x.Fact.Reason); known {
			decided += ". " + reason.Text
		}
		f.Add("person.earlier.decided", decided)
		if x.Fact.Verdict == pathway.TakeBack {
			f.Add("person.earlier.taken_back", x.Fact.Note)
		}
	}
	f.Day("person.earlier.consented", e.Consented)
	if e.Visits != nil {
		addVisitsHeld(&f, zone, *e.Visits)
	}
	if e.Ending != nil {
		if ended, over := e.Ending.Ending(); over {
			f.Day("ending.list", ended.On)
			f.Add("ending.kind.label", v.Say("ending.kind."+string(ended.Kind)))
			f.Add("ending.fact.note", ended.Note)
		}
	}
	return f.List
}

// howItEnded says so. That all visits were held is for those who may know of visits.
func howItEnded(v say.Voice, of appcare.EarlierOf[appcare.EarlierCourse]) ui.Tag {
	e := of.Of
	if e.Visits != nil && e.Person.Standing.GoesOn() && e.Visits.Course.SessionsHeld() >= e.Visits.Course.Of {
		return ui.Tag{Label: v.Say("person.earlier.ended.all_held"), State: ui.Done}
	}
	return person.EarlierStanding(v, e.Person.Standing, of.Until)
}

// addVisitsHeld says how many visits there were, when, and by whom.
func addVisitsHeld(f *person.Facts, zone *time.Location, r appcare.VisitRecord) {
	held := r.Course.Held()
	if len(held) == 0 {
		return
	}
	f.Add("person.earlier.sessions", f.Voice.Say("person.earlier.held", r.Course.SessionsHeld(), r.Course.Of))
	var names []string
	for i, b := range held {
		if name := r.Staff[b.Worker]; name != "" && !slices.Contains(names, name) {
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
