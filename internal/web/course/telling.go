package course

import (
	"net/http"
	"slices"
	"strings"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workforce"
)

// ToTellListPath is the list of everybody who still has to be told by staff.
const ToTellListPath = "/to-tell"

// TellPath is where staff record that somebody has been told.
func TellPath(participant id.Participant) string { return person.Path(participant) + "/tell" }

// getToTell handles GET /to-tell.
func (h *handlers) getToTell(r *http.Request, who authz.Actor) (ui.Response, error) {
	n := person.Narrow(r, who, h.kernel.Now(), ToTellListPath, tellStands...).ByWorker()
	found, err := h.care.ListToTell(r.Context(), who, n.Page)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	people := make([]programme.Person, len(found.People))
	for i, p := range found.People {
		people[i] = p.Person
	}
	names := person.NamesIn(v, route.Zone(r), people)
	board := ui.Board{Empty: ui.Empty{Title: v.Say("tell.list.none"), Text: v.Say("tell.list.none_text")}}
	n.Among(&board.Empty, found.Teams, found.Workers...)
	for _, p := range found.People {
		board.Lines = append(board.Lines, tellerOf(v, route.Zone(r), p).line(names))
	}
	return ui.ListPage{Title: v.Say("tell.list.title"), Lead: v.Say("tell.list.lead"),
		Parts: n.Listed(board, found.Count)}.Render(), nil
}

// tellStands is where somebody can be whom staff have to tell of their visits.
var tellStands = append(slices.Clone(visitedStands), programme.Ended)

// HowToTell says why no e-mail tells somebody, and how they wish to hear.
func HowToTell(v say.Voice, c programme.Contact) string {
	key := string(c.PreferredChannel)
	if c.PreferredChannel == programme.ChannelEmail && c.MayEmail() {
		key = "no_sign_in"
	}
	return v.Say("tell.how_to." + key)
}

// A toTeller puts in words what somebody is to be told.
type toTeller struct {
	visitTeller
	appcare.PersonToTell
}

func tellerOf(v say.Voice, zone *time.Location, p appcare.PersonToTell) toTeller {
	return toTeller{visitTeller{Voice: v, Zone: zone, visits: appcare.Visits{Person: p.Person}}, p}
}

// line asks somebody to tell them.
func (t toTeller) line(names person.Names) ui.BoardLine {
	p := t.PersonToTell.Person
	name, tag := names.Of(p), person.Mark(t.Voice, p.Standing)
	if t.Elsewhere && tag.Label == "" {
		tag = person.OtherGoesOn(t.Voice)
	}
	return ui.BoardLine{
		Who:      ui.Link{Label: name, Path: person.VisitsPath(p.ID)},
		Why:      strings.Join(append(t.toTell(false), HowToTell(t.Voice, p.Contact)), " "),
		Tag:      tag,
		Contacts: person.Ring(t.Voice, p.Contact),
		Action: ui.Button{Label: t.Voice.Say("tell.open"), Hidden: t.Voice.Say("list.whose", name),
			Path: TellPath(p.ID), Kind: ui.Secondary},
	}
}

// toTellOf asks a worker to tell those of the people they visit whom no message could.
func toTellOf(names person.Names, v say.Voice, zone *time.Location, load appcare.Caseload) (lines []ui.BoardLine) {
	for _, p := range load.People {
		if p.ToTell.Any() && !p.Standing.Died() {
			lines = append(lines, tellerOf(v, zone, p.ToTell).line(names))
		}
	}
	return lines
}

// fewVisits is how many visits a line of the list names one by one.
const fewVisits = 3

// toTell is each thing that they are to be told, in a sentence. Cancelled visits whose day has
// passed are told of only where there is nothing else: they may have waited. Many are told by
// the first and the last, unless all are asked for.
func (t toTeller) toTell(all bool) (lines []string) {
	for _, n := range t.Match {
		lines = append(lines, t.Voice.Say("tell.match."+string(n.Of), t.Staff[n.Worker]))
	}
	if t.Visits.On {
		lines = append(lines, t.Voice.Say("tell.visit.on"))
	}
	passed, off := apart(t.Visits.Off, t.passed)
	_, now := apart(t.Visits.Now, t.passed)
	if lines = append(lines, t.toCome(off, now, all)...); len(lines) > 0 {
		return lines
	}
	missed, _ := apart(passed, func(b course.Appointment) bool { return b.State == course.AppointmentCancelled })
	if len(missed) > 0 {
		lines = append(lines, t.days("tell.visit.missed", t.whens(missed), all))
	}
	return lines
}

// apart are those of list of which is holds, and the others.
func apart(list []course.Appointment, is func(course.Appointment) bool) (those, others []course.Appointment) {
	for _, b := range list {
		if is(b) {
			those = append(those, b)
		} else {
			others = append(others, b)
		}
	}
	return those, others
}

// toCome says which visits to come are off, and which are as they don't know them.
func (t toTeller) toCome(off, now []course.Appointment, all bool) (lines []string) {
	instead, rest := apart(now, func(b course.Appointment) bool {
		return t.Visits.Instead[b.ID] != "" && t.Visits.Instead[b.ID] != b.Covers
	})
	covered, comes := apart(rest, func(b course.Appointment) bool { return b.Covers != "" })
	for _, b := range covered {
		lines = append(lines, t.Voice.Say("cover.tell", t.when(b), t.Staff[b.Covers], t.Staff[b.Worker]))
	}
	lines = append(lines, t.others(instead, all)...)
	planned, who := t.planned(comes)
	switch {
	case len(off) > 0 && len(planned) > 0:
		lines = append(lines,
			t.days("tell.visit.no_longer", t.whens(off), all)+" "+t.days("tell.visit.now", planned, all)+who)
	case len(off) > 0:
		lines = append(lines, t.days("tell.visit.off", t.whens(off), all))
	case len(planned) > 0:
		lines = append(lines, t.days("tell.visit.planned", planned, all)+who)
	}
	return lines
}

func (t toTeller) when(b course.Appointment) string { return t.Voice.Moment(b.Start.In(t.Zone)) }

func (t toTeller) whens(list []course.Appointment) (days []string) {
	for _, b := range list {
		days = append(days, t.when(b))
	}
	return days
}

// others says who comes to visits of list, at which they expect somebody else.
func (t toTeller) others(list []course.Appointment, all bool) (lines []string) {
	for len(list) > 0 {
		was, now := t.Visits.Instead[list[0].ID], list[0].Worker
		var days []string
		list = slices.DeleteFunc(list, func(b course.Appointment) bool {
			alike := t.Visits.Instead[b.ID] == was && b.Worker == now
			if alike {
				days = append(days, t.when(b))
			}
			return alike
		})
		lines = append(lines, t.days("tell.visit.instead", days, all, t.Staff[was], t.Staff[now]))
	}
	return lines
}

// planned is when each of list is and with whom: by itself where one worker makes them all.
func (t toTeller) planned(list []course.Appointment) (days []string, who string) {
	another := func(b course.Appointment) bool { return b.Worker != list[0].Worker }
	one := len(list) > 1 && !slices.ContainsFunc(list, another)
	for _, b := range list {
		when := t.when(b)
		if !one {
			when = t.Voice.Say("tell.visit.comes", when, t.Staff[b.Worker])
		}
		days = append(days, when)
	}
	if one {
		who = " " + t.Voice.Say("tell.visit.all", t.Staff[list[0].Worker])
	}
	return days, who
}

// passed tells whether the day of b is over.
func (t toTeller) passed(b course.Appointment) bool {
	return programme.Of(b.Start, t.Zone).Before(t.Today)
}

// days says something of those days, and of who.
func (t toTeller) days(key string, days []string, all bool, who ...any) string {
	if n := len(days); n > fewVisits && !all {
		return t.Voice.Say(key+"_many", append([]any{n, days[0], days[n-1]}, who...)...)
	}
	return t.Voice.Say(key, append([]any{len(days), strings.Join(days, "; ")}, who...)...)
}

// tellForm writes down that somebody has been told, and of what.
func (h *handlers) tellForm() form.Step[id.Participant, appcare.PersonToTell, workforce.Telling] {
	return form.Step[id.Participant, appcare.PersonToTell, workforce.Telling]{
		Path: "/people/{participant}/tell", Noun: "tell", Draws: form.Draws(h.kernel, "visit_form/tell"),
		Looks: authz.SeeVisits, Sends: authz.TellPerson, About: form.In[id.Participant]("participant"),
		Home: person.VisitsPath, Look: h.care.SeeToTell, Send: h.care.TellPerson, Over: "tell.moved",
		May: func(p appcare.PersonToTell) bool { return p.May && p.Any() },
		Draw: func(f *form.Fields, p appcare.PersonToTell) form.View {
			t := tellerOf(f.Voice, f.Zone, p)
			facts := ui.SummaryList{Lines: []ui.SummaryLine{{Key: f.Words("what"), Values: t.toTell(true)}}}
			facts.Lines = append(facts.Lines, person.ContactOf(f.Voice, p.Person.Standing, p.Person.Contact).Lines...)
			return form.View{
				Back:  ui.Link{Label: f.Voice.Say("visits.to_visits"), Path: person.VisitsPath(p.Person.ID)},
				Title: f.Words("heading", person.ShortName(f.Voice, p.Person)), Lead: HowToTell(f.Voice, p.Person.Contact),
				Above: []ui.Control{person.CarefulOf(f.Voice, p.Person.Standing, p.Person.Contact), facts},
				Fields: []ui.Control{f.Basis("news", newsOf(p)), f.Day("on", p.Today),
					f.Radios("how", "", ui.Values(workforce.TellingWays())...)},
			}
		},
		Read: func(_ id.Participant, s *form.Sent) workforce.Telling {
			v := workforce.Telling{ID: id.Telling(s.ID), How: workforce.TellingWay(s.Text("how")),
				On: s.Day("on", programme.InCourse)}
			for _, key := range strings.Fields(s.Text("news")) {
				if strings.Contains(key, ".") {
					v.Match = append(v.Match, newsFrom(key))
				} else {
					v.Of = append(v.Of, id.ToTell(key))
				}
			}
			return v
		},
		Then: func(_ authz.Actor, participant id.Participant, _ workforce.Telling) ui.Response {
			return ui.Redirect(person.VisitsPath(participant)).Saying("tell.saved")
		},
		Moved: func(f *form.Fields, participant id.Participant, _ appcare.PersonToTell, err error) ui.ErrorView {
			return visitsMoved(f, person.VisitsPath(participant), err)
		},
	}
}

// newsOf is what the form was drawn from: what comes after it is still to be told.
func newsOf(p appcare.PersonToTell) string {
	var keys []string
	for _, n := range p.Match {
		keys = append(keys, newsValue(n.MatchNews))
	}
	for _, o := range p.Visits.Of {
		keys = append(keys, string(o.ID))
	}
	return strings.Join(keys, " ")
}
