package course

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// A Series is what is asked for when all appointments are planned in one go:
// the same weekday, time, place and worker.
type Series struct {
	ID          id.Series           `json:"-"` // tells a second tap from a second wish
	Participant id.Participant      `json:"participant"`
	Worker      id.Account          `json:"worker"`
	From        programme.Date      `json:"from"` // the first visit is on or after this day
	Weekday     programme.Weekday   `json:"weekday"`
	At          programme.TimeOfDay `json:"at"`
	Minutes     int                 `json:"minutes"`
	Place       Place               `json:"place"`
	Where       string              `json:"where,omitempty"`
	Overrun     string              `json:"overrun,omitempty"` // why it ends past the window, where it does
	Sure        fault.Sure          `json:"-"`                 // of unusual hours
}

// Check reports every rule that s breaks on the day today.
func (s Series) Check(today programme.Date) fault.Problems {
	var p fault.Problems
	p.If(s.Participant == "", "participant", "appointment.participant.missing")
	p.If(s.Worker == "", "worker", "appointment.worker.missing")
	p.If(s.From.IsZero(), "from", "appointment.series.from.missing")
	p.If(s.From.Before(today), "from", "appointment.series.from.past")
	p.If(s.From.After(today.AddDays(farDays)), "from", "appointment.start.far")
	p.If(!s.Weekday.Valid(), "weekday", "appointment.series.weekday.missing")
	p.If(s.At.IsZero(), "at", "appointment.series.at.missing")
	p.If(s.Minutes < ShortestMinutes || s.Minutes > LongestMinutes, "minutes", "appointment.minutes.range",
		ShortestMinutes, LongestMinutes)
	p.Ask(!usualHours.Hold(s.At, s.Minutes), s.Sure, "at", "appointment.at.hours")
	checkPlace(s.Place, s.Where, &p)
	p.If(fault.TooLong(s.Overrun, programme.MaxNote), "overrun", "person.note.long", programme.MaxNote)
	return p
}

// A Slot is a place in the calendar for one session.
type Slot struct {
	Session int
	Local   programme.LocalTime // on the wall: the same time in winter and in summer
	Start   time.Time           // UTC
	Usual   bool                // on the series' own weekday; false when it had to give way
	Instead programme.Date      // the day it gave way on; none when it is usual
}

// shiftDays is how far a visit may give way to a holiday, to either side.
const shiftDays = 3

// PlanSeries finds a slot for each of the sessions, at d's cadence, in zone. A
// visit whose day is to be avoided (a bank holiday), or lacks that hour (a
// spring change), goes to the nearest other day, the later first: within three
// days, not at a weekend unless the series is at one, and not within half a
// cadence of the visit before. Where there is none that week is left out, and
// the rest follow later. It returns nothing for a series that breaks its rules.
func PlanSeries(d programme.Definition, s Series, sessions []int, zone *time.Location, avoid []programme.Date) []Slot {
	if s.From.IsZero() || !s.Weekday.Valid() || s.At.IsZero() || d.CadenceDays < 1 {
		return nil
	}
	day := s.From
	for programme.WeekdayOf(day) != s.Weekday {
		day = day.AddDays(1)
	}
	var slots []Slot
	earliest := s.From
	for _, session := range sessions {
		slot, found := s.slot(d, day, earliest, zone, avoid)
		for !found {
			day = day.AddDays(d.CadenceDays)
			slot, found = s.slot(d, day, earliest, zone, avoid)
		}
		slot.Session = session
		slots = append(slots, slot)
		earliest = slot.Local.Date.AddDays((d.CadenceDays + 1) / 2)
		day = day.AddDays(d.CadenceDays)
	}
	return slots
}

// slot finds the place nearest to day, if there is any.
func (s Series) slot(d programme.Definition, day, earliest programme.Date, zone *time.Location,
	avoid []programme.Date) (Slot, bool) {
	farthest := min(shiftDays, (d.CadenceDays-1)/2)
	for far := 0; far <= farthest; far++ {
		for _, candidate := range []programme.Date{day.AddDays(far), day.AddDays(-far)} {
			local := programme.LocalTime{Date: candidate, At: s.At}
			start, real := local.In(zone)
			weekend := far > 0 && programme.WeekdayOf(candidate).Weekend() && !s.Weekday.Weekend()
			if real && !weekend && !candidate.Before(earliest) && !slices.Contains(avoid, candidate) {
				return gaveWay(Slot{Local: local, Start: start, Usual: far == 0}, day), true
			}
		}
	}
	return Slot{}, false
}

// gaveWay notes on a slot that isn't on its usual day which that was.
func gaveWay(s Slot, usual programme.Date) Slot {
	if !s.Usual {
		s.Instead = usual
	}
	return s
}

// CheckWindow reports a series that ends past w without a reason. It is planned
// whole all the same: overrunning is never cut off.
func (s Series) CheckWindow(w Window, slots []Slot) fault.Problems {
	late := 0
	for _, slot := range slots {
		if w.Overrun(slot.Local.Date) {
			late++
		}
	}
	var p fault.Problems
	p.If(late > 0 && fault.Blank(s.Overrun), "overrun", "appointment.series.overrun", late)
	return p
}

// Appointments turns the slots into appointments, with ids that the caller has
// drawn, one for each. Only those past w carry the reason for overrunning.
func (s Series) Appointments(w Window, slots []Slot, ids []id.Appointment) []PlannedAppointment {
	list := make([]PlannedAppointment, len(slots))
	for i, slot := range slots {
		list[i] = PlannedAppointment{
			ID: ids[i], Participant: s.Participant, Session: slot.Session,
			Arrangement: Arrangement{Worker: s.Worker, Start: slot.Start, Minutes: s.Minutes, Place: s.Place, Where: s.Where},
			Instead:     slot.Instead,
		}
		if w.Overrun(slot.Local.Date) {
			list[i].Overrun = s.Overrun
		}
	}
	return list
}
