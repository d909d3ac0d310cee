package course

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// BetweenVisits is the time for the way from one door to the next. Staff who plan or
// move a visit know how far it is, and leave what it needs; who doesn't see the
// worker's day is kept so far from it.
const BetweenVisits = time.Hour

// Clash is the first of the visits taken, of a worker or of the person, that a can't
// be beside: the two overlap, or leave less than way between them. Own is the
// appointment that a is of, which is in nobody's way.
func (a Arrangement) Clash(own id.Appointment, taken []Appointment, way time.Duration) (Appointment, bool) {
	var first Appointment
	for _, b := range taken {
		if b.ID != own && a.near(b.Arrangement, way) && (first.ID == "" || b.Start.Before(first.Start)) {
			first = b
		}
	}
	return first, first.ID != ""
}

// near tells whether two visits overlap, or leave less than way between them.
func (a Arrangement) near(b Arrangement, way time.Duration) bool {
	return a.Start.Before(b.End().Add(way)) && b.Start.Before(a.End().Add(way))
}

// FirstClash is the earliest clash of any of the visits that are to be planned.
func FirstClash(planned []PlannedAppointment, taken []Appointment) (Appointment, bool) {
	for _, a := range slices.SortedFunc(slices.Values(planned), func(x, y PlannedAppointment) int {
		return x.Start.Compare(y.Start)
	}) {
		if b, clash := a.Clash(a.ID, taken, 0); clash {
			return b, true
		}
	}
	return Appointment{}, false
}

// Met is who met when and where by v, that b was held.
func (v Visit) Met(b Appointment) Arrangement {
	b.Start, b.Minutes, b.Place, b.Where = v.StartedAt, v.Minutes, v.Place, v.Where
	return b.Arrangement
}

// Retimes tells whether v says that b was held, at a time that wasn't recorded before.
func (v Visit) Retimes(b Appointment) bool {
	was, _ := b.Visit()
	return !v.InError && v.Outcome.Attended() && (!v.StartedAt.Equal(was.StartedAt) || v.Minutes != was.Minutes)
}

// Redates tells whether v says that b was held, on a day that wasn't recorded before.
func (v Visit) Redates(b Appointment, zone *time.Location) bool {
	was, _ := b.Visit()
	return v.Retimes(b) && programme.Of(v.StartedAt, zone) != programme.Of(was.StartedAt, zone)
}

// Met lists the visits that were held, each at the time at which it really was.
func (c Course) Met() []Appointment {
	list := c.Held()
	for i, b := range list {
		v, _ := b.Visit()
		list[i].Arrangement = v.Met(b)
	}
	return list
}

// A Holder is who held visits of a course, from which day until which, as the store has
// days: in UTC.
type Holder struct {
	Worker      id.Account
	First, Last programme.Date
}

// Held lists them, each once.
func (h History) Held() (list []Holder) {
	for _, b := range h.anyCourse().Met() {
		day := programme.Of(b.Start, time.UTC)
		i := slices.IndexFunc(list, func(x Holder) bool { return x.Worker == b.Worker })
		if i < 0 {
			i, list = len(list), append(list, Holder{b.Worker, day, day})
		}
		list[i].Last = day // the earliest comes first
	}
	return list
}

// HeldBy lists the visits that worker held, each at the time at which it really was.
func (h History) HeldBy(worker id.Account) []Appointment {
	return slices.DeleteFunc(h.anyCourse().Met(), func(b Appointment) bool { return b.Worker != worker })
}

// AtHome tells whether worker has visited them at home.
func (c Course) AtHome(worker id.Account) bool {
	return slices.ContainsFunc(c.Met(), func(b Appointment) bool { return b.Worker == worker && b.Place == PlaceHome })
}

// InPlaceOf is the first colleague who makes, or made, a visit of h in worker's place on
// a day, and whether there is one.
func (h History) InPlaceOf(worker id.Account, day programme.Date, zone *time.Location) (id.Account, bool) {
	for _, b := range h.anyCourse().Appointments {
		if b.Covers == worker && b.State != AppointmentCancelled && programme.Of(b.Begins(), zone) == day {
			return b.Worker, true
		}
	}
	return "", false
}
