package workforce

import (
	"maps"
	"math"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
)

// VisitNews is how somebody's visits now differ from what they were told of them last:
// what was between, and came to nothing, they needn't hear.
type VisitNews struct {
	Of  []ToTell             // all that is open: who has told them as it is now has told of all
	Off []course.Appointment // as they know them, the earliest first: at that time nobody comes
	Now []course.Appointment // as they are now, and they don't know
	On  bool                 // that visits were cancelled was a mistake, and they go on

	Instead map[id.Appointment]id.Account // whom they expect at the time of one of Now, who doesn't come
}

// Any tells whether there is anything to tell.
func (n VisitNews) Any() bool { return len(n.Off)+len(n.Now) > 0 || n.On }

// Last is the last day on which it is to be told: that of the last visit. There is none where
// it is to be told until it was, as of a cancelled visit, for which they may have waited.
func (n VisitNews) Last() (last programme.Date) {
	for _, b := range n.Visits() {
		if n.On || b.State == course.AppointmentCancelled {
			return programme.Date{}
		}
		if on := programme.Of(b.Start, time.UTC); last.IsZero() || on.After(last) {
			last = on
		}
	}
	return last
}

// Visits are all that it tells of.
func (n VisitNews) Visits() []course.Appointment { return slices.Concat(n.Off, n.Now) }

// From is from when on it is to be told; no day when nothing is.
func (n VisitNews) From() (from programme.Date) {
	for _, o := range n.Of {
		if (o.On || o.tells(n.Visits())) && (from.IsZero() || o.From.Before(from)) {
			from = o.From
		}
	}
	return from
}

// VisitsToTell is what somebody has to hear of their visits, after what staff were to tell
// and have told them. Whatever nobody was to tell of, they know: they were told by e-mail,
// or wished for it themselves. Once visits are over, and while life has them wait, it is
// which of those that they know of are cancelled.
func VisitsToTell(tellings []ledger.Received[TellingFact], visits course.History, over bool) VisitNews {
	k := knowing{course: course.Course{Of: math.MaxInt}, tellings: tellings}
	for _, x := range tellings {
		for len(visits) > 0 && visits[0].Change < x.Change {
			k.happens(visits[0])
			visits = visits[1:]
		}
		k.hears(x.Fact)
	}
	for _, s := range visits {
		k.happens(s)
	}
	return k.news(over)
}

// OpenToTell is what is still to be told of those, whatever has become of it since.
func OpenToTell(tellings []ledger.Received[TellingFact]) (list []ToTell) {
	var k knowing
	for _, x := range tellings {
		k.hears(x.Fact)
	}
	for _, o := range k.open {
		list = append(list, o.ToTell)
	}
	return list
}

// A knowing is what somebody knows of their visits at one point of their history.
type knowing struct {
	course   course.Course
	open     []unheard
	tellings []ledger.Received[TellingFact] // of all their history
}

// An unheard is what nobody has told them yet, with each visit as it was before it.
type unheard struct {
	ToTell
	before map[id.Appointment]course.Appointment
}

// known is what they know of each visit that something is open about: how it was before
// the first of that.
func (k *knowing) known() map[id.Appointment]course.Appointment {
	known := map[id.Appointment]course.Appointment{}
	for _, o := range slices.Backward(k.open) {
		maps.Copy(known, o.before)
	}
	return known
}

// happens has s become of the visits. What somebody wished for they know, and of the visit
// that they took for the same.
func (k *knowing) happens(s course.Step) {
	was, _ := k.course.Find(s.Fact.Of())
	_ = k.course.Apply(s.Fact)
	if !s.Fact.WishedFor() || k.toldLater(s) {
		return
	}
	known := k.known()
	for _, o := range k.open {
		maps.DeleteFunc(o.before, func(v id.Appointment, _ course.Appointment) bool {
			return v == was.ID || known[v].Start.Equal(was.Start)
		})
	}
}

// toldLater tells whether staff are to tell of the cancellation s after all: what was taken
// for a wish was none.
func (k *knowing) toldLater(s course.Step) bool {
	return s.Fact.Cancelled != nil && slices.ContainsFunc(k.tellings, func(x ledger.Received[TellingFact]) bool {
		t := x.Fact.ToTell
		return x.Change > s.Change && t != nil && t.Off && slices.Contains(t.Visits, s.Fact.Of())
	})
}

// hears has staff be about to tell them, or tell them.
func (k *knowing) hears(f TellingFact) {
	over := func(told []id.ToTell) {
		k.open = slices.DeleteFunc(k.open, func(o unheard) bool { return slices.Contains(told, o.ID) })
	}
	if f.Told != nil {
		over(f.Told.Of)
		return
	}
	over(f.ToTell.Instead)
	if f.ToTell.Off { // they don't go on after all
		k.open = slices.DeleteFunc(k.open, func(o unheard) bool { return o.On })
	}
	if len(f.ToTell.Visits) == 0 && !f.ToTell.On {
		return
	}
	o := unheard{*f.ToTell, map[id.Appointment]course.Appointment{}}
	for _, v := range o.Visits {
		b, _ := k.course.Find(v)
		if o.Off && b.State == course.AppointmentCancelled { // while nobody could tell them
			b.State = course.AppointmentPlanned
		}
		o.before[v] = b
	}
	k.open = append(k.open, o)
}

func (k *knowing) news(over bool) VisitNews {
	n, known := VisitNews{Instead: map[id.Appointment]id.Account{}}, k.known()
	for _, b := range k.course.Appointments {
		was, open := known[b.ID]
		comes := b.State == course.AppointmentPlanned
		if !open || !comes && b.State != course.AppointmentCancelled {
			continue
		}
		if was.State == course.AppointmentPlanned && !k.course.PlannedAt(was.Start) {
			off := b
			off.Arrangement = was.Arrangement
			n.Off = append(n.Off, off)
		}
		if !comes || over {
			continue
		}
		if who, expected := k.expects(known, b); !expected {
			n.Now = append(n.Now, b)
			if who != "" && who != b.Worker {
				n.Instead[b.ID] = who
			}
		}
	}
	for _, list := range [][]course.Appointment{n.Off, n.Now} {
		slices.SortStableFunc(list, func(a, b course.Appointment) int { return a.Start.Compare(b.Start) })
	}
	n.On = !over && slices.ContainsFunc(k.open, func(o unheard) bool { return o.On })
	for _, o := range k.open {
		if n.Any() && (!over || o.tells(n.Off)) {
			n.Of = append(n.Of, o.ToTell)
		}
	}
	return n
}

// tells tells whether t is about any of those visits.
func (t ToTell) tells(list []course.Appointment) bool {
	return slices.ContainsFunc(list, func(b course.Appointment) bool { return slices.Contains(t.Visits, b.ID) })
}

// expects tells whether somebody knows of b as it is, by whichever visit that they know of,
// and if not, who they think comes at its time. Whether it is in another's place is no matter.
func (k *knowing) expects(known map[id.Appointment]course.Appointment, b course.Appointment) (who id.Account, as bool) {
	for _, v := range k.course.Appointments {
		was := known[v.ID]
		if was.State != course.AppointmentPlanned || !was.Start.Equal(b.Start) {
			continue
		}
		is := was.Arrangement
		if is.Start, is.Covers = b.Start, b.Covers; is == b.Arrangement {
			return "", true
		}
		who = was.Worker
	}
	return who, false
}
