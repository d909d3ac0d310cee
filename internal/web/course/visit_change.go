package course

import (
	"slices"
	"strings"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// changeDays is how long a worker's list tells of a change that somebody else made.
const changeDays = 7

// changesOf are the visits to come that somebody else than the worker has moved
// or called off lately, and who wants no more of them, the newest change first.
func changesOf(names person.Names, v say.Voice, zone *time.Location, load appcare.Caseload,
	worker id.Account) []ui.BoardLine {
	type change struct {
		at   time.Time
		line ui.BoardLine
	}
	var list []change
	for _, p := range load.Visited() {
		if p.Standing.OfLife() {
			continue // what life called off is told as news, and gently
		}
		t := tellProgress(v, zone, load.Progress(p))
		t.names = names
		before := len(list)
		for _, b := range p.Course.Appointments {
			step, is := lastChange(p.History.Of(b.ID))
			off := is && step.Fact.Cancelled != nil
			if len(p.Covered) > 0 && !p.Makes(b) || off && (!concerns(b, worker) || p.Course.PlannedAgain(b)) {
				continue
			}
			if is && step.By != string(worker) && !b.Start.Before(load.Now) &&
				step.At.After(load.Now.AddDate(0, 0, -changeDays)) {
				list = append(list, change{step.At, t.changed(b, step)})
			}
		}
		if since := p.Standing.Since; len(list) == before && stopped(p.Standing) && load.Today.Sub(since) <= changeDays {
			list = append(list, change{since.Morning(zone), t.stopped()})
		}
	}
	slices.SortStableFunc(list, func(a, b change) int { return b.at.Compare(a.at) })
	lines := make([]ui.BoardLine, len(list))
	for i, c := range list {
		lines[i] = c.line
	}
	return lines
}

// stopped tells whether somebody wants no more visits.
func stopped(now programme.Standing) bool {
	return now.Is == programme.Stands(programme.WithoutVisits) || now.Is == programme.Stands(programme.Withdrawn)
}

// stopped says that somebody wants no more visits, of whom none was planned.
func (t progressTeller) stopped() ui.BoardLine {
	p := t.progress.Person
	return ui.BoardLine{Who: ui.Link{Label: t.names.Of(p), Path: person.VisitsPath(p.ID)},
		Why: t.Voice.Say("visits.list.stopped"), Tag: person.Standing(t.Voice, p.Standing)}
}

// concerns tells whether b is worker's, or one that a colleague makes in their place. What
// was called off before they visited never was.
func concerns(b course.Appointment, worker id.Account) bool {
	return b.Worker == worker || b.Covers == worker
}

// lastChange is the newest fact about an appointment, where it moved it or
// called it off.
func lastChange(history course.History) (course.Step, bool) {
	if len(history) == 0 {
		return course.Step{}, false
	}
	step := history[len(history)-1]
	return step, step.Fact.Moved != nil || step.Fact.Cancelled != nil
}

// changed says what became of b, and who asked for it.
func (t progressTeller) changed(b course.Appointment, step course.Step) ui.BoardLine {
	p := t.progress.Person
	line := ui.BoardLine{
		Who:  ui.Link{Label: t.names.Of(p), Path: t.path(b), Hidden: t.day(b)},
		When: t.Voice.Say("visits.list.told", t.Voice.Moment(step.At.In(t.Zone))),
	}
	if !p.Standing.GoesOn() {
		line.Tag = person.Standing(t.Voice, p.Standing)
	}
	party := func(by course.Party, reason string) string {
		return strings.TrimSpace(t.Voice.Say("visits.one.asked",
			t.Voice.Say("appointment.party."+string(by))) + ". " + reason)
	}
	if m := step.Fact.Moved; m != nil && b.Hands(*m) {
		when := t.Voice.Moment(b.Start.In(t.Zone))
		switch {
		case b.HandsOver(*m):
			line.Why = t.Voice.Say("cover.list.over", when)
		case t.visits.Covers:
			line.Why = t.Voice.Say("cover.list.asked", when, t.progress.Staff[b.Covers])
		case b.Covers != "":
			line.Why = t.Voice.Say("cover.list.given", when, t.progress.Staff[b.Worker])
		default:
			line.Why = t.Voice.Say("cover.list.back", when)
		}
		line.Why = strings.TrimSpace(line.Why + " " + m.Reason)
		return line
	}
	if m := step.Fact.Moved; m != nil {
		from, to := t.Voice.Moment(m.From.In(t.Zone)), t.Voice.Moment(m.To.Start.In(t.Zone))
		if t.Voice.Day(m.From.In(t.Zone)) == t.Voice.Day(m.To.Start.In(t.Zone)) {
			to = t.Voice.Clock(m.To.Start.In(t.Zone))
		}
		line.Why = t.Voice.Say("visits.list.moved", from, to, t.place(b), party(m.By, m.Reason))
		if m.To.Start.Equal(m.From) {
			line.Why = t.Voice.Say("visits.list.placed", from, t.lower(t.place(b)), party(m.By, m.Reason))
		}
		return line
	}
	off := "visits.list.off_only"
	if t.progress.ToPlanAgain(b, t.Zone) {
		off = "visits.list.off"
	}
	why := party(step.Fact.Cancelled.By, step.Fact.Cancelled.Reason)
	if step.Fact.Cancelled.Mistake && !stopped(p.Standing) { // a stop since then is none
		why = t.Voice.Say("visits.one.mistake")
	}
	line.Why = t.Voice.Say(off, t.Voice.Moment(b.Start.In(t.Zone)), why)
	return line
}
