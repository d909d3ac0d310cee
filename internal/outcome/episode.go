package outcome

import (
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// Source is where an episode is known from. It is never shown to a masked
// role: who told us can tell the arm.
type Source string

const (
	SourceRecord     Source = "record"
	SourceSelfReport Source = "self_report"
	SourceReferrer   Source = "referrer"
	SourceOther      Source = "other" // as the note says
)

// Sources lists the sources in the order a form offers them.
func Sources() []Source {
	return []Source{SourceRecord, SourceSelfReport, SourceReferrer, SourceOther}
}

// Valid tells whether s is one of the sources.
func (s Source) Valid() bool { return slices.Contains(Sources(), s) }

// Certainty says whether an episode has been confirmed. Only confirmed ones
// make a relapse.
type Certainty string

const (
	Confirmed   Certainty = "confirmed"
	Unconfirmed Certainty = "unconfirmed"
)

// Certainties lists the certainties in the order a form offers them.
func Certainties() []Certainty { return []Certainty{Confirmed, Unconfirmed} }

// Valid tells whether c is one of the certainties.
func (c Certainty) Valid() bool { return slices.Contains(Certainties(), c) }

// An Episode is a stretch of acute care. Episodes are never edited: a
// correction is another Episode whose Replaces names the one it corrects, and
// InError says that there was none after all.
type Episode struct {
	ID          id.Episode            `json:"id"`
	Participant id.Participant        `json:"participant"`
	Kind        programme.EpisodeKind `json:"kind"`
	StartedOn   programme.Date        `json:"started_on"`
	EndedOn     programme.Date        `json:"ended_on"` // none while it goes on
	Source      Source                `json:"source"`
	SourceNote  string                `json:"source_note,omitempty"`
	Certainty   Certainty             `json:"certainty"`
	Replaces    id.Episode            `json:"replaces,omitempty"` // none unless this corrects an earlier one
	InError     bool                  `json:"in_error,omitempty"` // only with Replaces
	Sure        fault.Sure            `json:"-"`                  // of what CheckLikely asks
}

// longStay is after how many days a stay is likelier to have ended, or to have other days.
const longStay = 180

// Check reports every rule that e breaks on the day today. What was entered in error keeps
// what it said, whatever that is, and nothing more is asked about it.
func (e Episode) Check(today programme.Date, within programme.Span) fault.Problems {
	var p fault.Problems
	p.If(e.ID == "", "id", "episode.id.missing")
	p.If(e.Participant == "", "participant", "episode.participant.missing")
	p.If(e.ID != "" && e.Replaces == e.ID, "replaces", "episode.replaces.itself")
	p.If(e.InError && e.Replaces == "", "in_error", "episode.in_error.of_nothing")
	p.If(fault.TooLong(e.SourceNote, programme.MaxNote), "source_note", "person.note.long", programme.MaxNote)
	if e.InError {
		return p
	}
	p.If(!e.Kind.Valid(), "kind", "episode.kind.missing")
	p.If(e.StartedOn.IsZero(), "started_on", "episode.started_on.missing")
	p.If(e.StartedOn.After(today), "started_on", "episode.started_on.future")
	within.CheckAs("started_on", e.StartedOn, today, &p)
	p.If(e.EndedOn.After(today), "ended_on", "episode.ended_on.future")
	p.If(e.EndedOn.Before(e.StartedOn), "ended_on", "episode.ended_on.early")
	if _, found := p.On("ended_on"); !found {
		within.CheckAs("ended_on", e.EndedOn, today, &p)
	}
	p.If(!e.Source.Valid(), "source", "episode.source.missing")
	p.If(e.Source == SourceOther && fault.Blank(e.SourceNote), "source_note", "episode.source_note.missing")
	p.If(!e.Certainty.Valid(), "certainty", "episode.certainty.missing")
	return p
}

// CheckLikely asks about a stay that is longer than most, or still goes on then, about one
// in the days of another of those entered, which is perhaps the same, and about one that
// began before somebody was discharged from their crisis team: perhaps that was it.
func (e Episode) CheckLikely(entered []Episode, discharged, today programme.Date) fault.Problems {
	var p fault.Problems
	if e.InError {
		return p
	}
	p.Ask(e.until(today).Sub(e.StartedOn) > longStay, e.Sure, "ended_on", "episode.ended_on.long")
	for _, other := range CurrentEpisodes(entered) {
		if other.ID != e.ID && other.ID != e.Replaces && e.meets(other, today) {
			p.Ask(true, e.Sure, "started_on", "episode.started_on.overlaps")
		}
	}
	ahead := discharged.After(today) // a discharge that was planned
	p.Ask(e.StartedOn.Before(discharged) && !ahead, e.Sure, "started_on", "episode.started_on.discharge",
		say.English().ShortDay(discharged.Time()))
	return p
}

// EndedBy is e of somebody who died on that day, if they have: nothing goes on after it.
func (e Episode) EndedBy(death programme.Date) Episode {
	if e.EndedOn.IsZero() {
		e.EndedOn = death
	}
	return e
}

// until is the last day of e that is known on the day today.
func (e Episode) until(today programme.Date) programme.Date {
	if e.EndedOn.IsZero() {
		return today
	}
	return e.EndedOn
}

// meets tells whether e and other have days in common. Who goes from one place to another
// does so on a day that is the last of one and the first of the other.
func (e Episode) meets(other Episode, today programme.Date) bool {
	return e.StartedOn == other.StartedOn ||
		e.StartedOn.Before(other.until(today)) && other.StartedOn.Before(e.until(today))
}

// CurrentEpisodes returns the episodes that hold: those that no other replaces
// and that weren't entered in error. Their order is kept.
func CurrentEpisodes(episodes []Episode) []Episode {
	return ledger.Current(episodes, func(e Episode) (own, replaces id.Episode, inError bool) {
		return e.ID,
			e.Replaces, e.InError
	})
}
