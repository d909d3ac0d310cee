package ui

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// Referred names the record of p apart from others of their person, among which it may be
// itself: by the team that referred them and when, as in "by the North team on 2 June 2026".
func Referred(v say.Voice, zone *time.Location, p programme.Person, others []programme.Person) string {
	when, ending := ReferredAt(v, zone, p, others)
	said := v.Say("person.referred.on", when)
	if p.TeamName != "" {
		said = v.Say("person.referred.by", p.TeamName, when)
	}
	if ending != "" {
		said = v.Say("person.referred.ending", said, ending)
	}
	return said
}

// ReferredAt is when p was referred: the day, or the minute where another of their records is of
// the same day. Where one is of the same minute, it is told apart by how its id ends, which its
// address shows.
func ReferredAt(v say.Voice, zone *time.Location, p programme.Person, others []programme.Person) (when, ending string) {
	at := p.ReferredAt.In(zone)
	shared := func(as func(time.Time) string) bool {
		return slices.ContainsFunc(others, func(o programme.Person) bool {
			return o.ID != p.ID && as(o.ReferredAt.In(zone)) == as(at)
		})
	}
	if !shared(v.ShortDay) {
		return v.ShortDay(at), ""
	}
	if shared(v.Moment) {
		ending = string(p.ID[max(0, len(p.ID)-endingLetters):])
	}
	return v.Moment(at), ending
}

// endingLetters are so many that two records of one person don't end alike.
const endingLetters = 4
