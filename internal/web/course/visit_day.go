package course

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// A dayPart is a part of a worker's page that one sets out with.
type dayPart struct {
	Title string
	Cards []dayVisit
	Empty ui.Empty
}

// A dayVisit is one visit of today, or the first one to plan, with what one needs on
// the way and at the door.
type dayVisit struct {
	begins   time.Time
	Clock    string // empty while no day is set
	Who      ui.Link
	State    ui.Tag // where there is more to say than that it is planned
	Where    string // which visit, and where
	Moved    string // from when
	Instead  string // in whose place, this one time
	Asks     string // them whether they stop here too
	Ending   string // how near the end is, once it is
	HowIn    ui.Link
	Careful  ui.Details
	CallName string // whom the number rings, for who hears the page
	Calls    []ui.Contact
	Actions  []ui.Button
}

// dayOf are the visits of today, by their time: those to come, and what became
// of those that have been.
func dayOf(names person.Names, v say.Voice, zone *time.Location, load appcare.Caseload) []dayVisit {
	var list []dayVisit
	for _, p := range load.Living() {
		t := visitTeller{v, zone, load.Visits(p), names}
		for _, b := range p.Course.Appointments {
			anew := b.State == course.AppointmentCancelled && p.Course.PlannedAt(b.Start)
			if programme.Of(b.Begins(), zone) == load.Today && p.Makes(b) && !anew {
				d := t.today(p, b)
				d.Instead = t.inPlaceOf(load.Staff, b)
				list = append(list, d)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b dayVisit) int {
		return cmp.Or(a.begins.Compare(b.begins), cmp.Compare(a.Who.Label, b.Who.Label))
	})
	return list
}

func (t visitTeller) today(p *appcare.VisitedPerson, b course.Appointment) dayVisit {
	start := b.Begins().In(t.Zone)
	d := dayVisit{
		begins: b.Begins(), Clock: t.Voice.Clock(start), Who: ui.Link{Label: t.names.Of(p.Person), Path: t.path(b)},
		Where: t.Voice.Say("visits.list.why", t.which(b), person.Together(t.place(b), homeOf(t.Voice, p.Person, b))),
	}
	if !b.First.Start.Equal(b.Start) {
		d.Moved = t.Voice.Say("visits.list.was", t.Voice.Moment(b.First.Start.In(t.Zone)))
	}
	if b.State != course.AppointmentPlanned {
		d.State = t.state(b)
		return d // it is over: nobody sets out for it any more
	}
	if stage := p.Ending; stage == course.EndingToPlan || stage == course.EndingGoodbye {
		d.Ending = t.Voice.Say("visits.list.ending."+string(stage), p.Course.Of-p.Course.SessionsHeld())
	}
	d.Asks = person.Asks(t.Voice, p.Stopped)
	d.reach(t.Voice, p.Person)
	d.HowIn.Hidden = t.day(b)
	if b.Place != course.PlaceHome {
		d.HowIn = ui.Link{}
	}
	d.Actions = t.dayActions(b)
	return d
}

// reach says how to get hold of p, and how to get in.
func (d *dayVisit) reach(v say.Voice, p programme.Person) {
	d.HowIn = ui.Link{Label: v.Say("visits.list.how_in"), Hidden: d.Who.Label, Path: person.HomeNotePath(p.ID)}
	if careful := person.CarefulOf(v, p.Standing, p.Contact); careful.Title != "" {
		d.Careful = ui.Details{Label: v.Say("visits.list.careful"), Texts: careful.Texts}
	}
	d.Calls, d.CallName = person.Ring(v, p.Contact), v.Say("visits.list.call", p.Identity.CalledName())
}

// dayActions are what can be done with a visit of today: written up once it has
// begun, and moved until then.
func (t visitTeller) dayActions(b course.Appointment) []ui.Button {
	path := t.path(b)
	if b.Start.After(t.visits.Now) && t.visits.Covers {
		return []ui.Button{{Label: t.Voice.Say("cover.back.open"), Kind: ui.Secondary, Hidden: t.day(b),
			Path: path + "/give-back"}}
	}
	if b.Start.After(t.visits.Now) {
		return []ui.Button{{Label: t.Voice.Say("visits.one.move"), Kind: ui.Secondary, Hidden: t.day(b),
			Path: path + "/move"}}
	}
	return []ui.Button{{Label: t.Voice.Say("visits.list.write"), Hidden: t.day(b), Path: path + "/record"}}
}

// beforeTag marks what is left of an earlier course.
func (t visitTeller) beforeTag() ui.Tag {
	if !t.visits.Before {
		return ui.Tag{}
	}
	return ui.Tag{Label: t.Voice.Say("person.earlier.support"), State: ui.Neutral}
}

// toCopyOf are the visits whose text is not in the clinical record as it holds,
// the oldest first.
func toCopyOf(v say.Voice, zone *time.Location, load appcare.Caseload) (lines []ui.BoardLine) {
	type note struct {
		begins time.Time
		line   ui.BoardLine
	}
	var list []note
	// A note of before a death is owed to the record after it too.
	people := slices.Concat(load.People, load.Covering, load.Left)
	names := person.NamesIn(v, zone, people)
	for _, p := range people {
		t := visitTeller{v, zone, load.Visits(p), names}
		for _, visit := range p.ToCopy {
			b, _ := p.Course.Find(visit.Appointment)
			why, do := v.Say("clinical_note.to_copy_why", t.which(b)), "clinical_note.to_copy"
			if visit.InError {
				why, do = v.Say("clinical_note.to_take_out_why"), "clinical_note.to_take_out"
			} else if copied, is, _ := p.Course.LastCopy(b, p.Copies); is && copied.Visit == visit.ID {
				why = v.Say("clinical_note.to_copy_number", t.which(b), copied.Number)
			} else if is {
				why = v.Say("clinical_note.to_copy_again", t.which(b))
			}
			path := t.path(b)
			list = append(list, note{b.Begins(), ui.BoardLine{
				Who:  ui.Link{Label: t.names.Of(p.Person), Path: path, Hidden: t.day(b)},
				Why:  person.Aside(v, p.Standing) + why,
				When: v.Moment(b.Begins().In(zone)),
				Tag:  t.beforeTag(), Action: ui.Button{Label: v.Say(do), Kind: ui.Secondary, Hidden: t.day(b),
					Path: path + "#clinical-note-title"},
			}})
		}
	}
	slices.SortStableFunc(list, func(a, b note) int { return a.begins.Compare(b.begins) })
	for _, n := range list {
		lines = append(lines, n.line)
	}
	return lines
}

// weekOf says what this week asks, of the hours that a worker has; nothing
// while these are not on record.
func weekOf(v say.Voice, load appcare.Caseload) string {
	if load.Contracted == 0 {
		return ""
	}
	return v.Say("visits.list.week", inHours(load.Week), inHours(load.Contracted))
}

// inHours writes minutes as hours, to the tenth, as in 18.5.
func inHours(minutes int) string {
	tenths := (minutes + 3) / 6
	return strconv.FormatFloat(float64(tenths)/10, 'f', -1, 64)
}
