package care

import (
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// saidFor is how many days somebody is told on their first page of what was taken back.
const saidFor = 14

// takenBackLately is what staff took back of person's, in the course that they are in: of
// each kind the newest, until something else was entered that says how it is.
func takenBackLately(tx *kernel.ReadTx, person programme.Person) ([]ledger.Received[pathway.Undoing], error) {
	all, err := tx.ListUndoings(person.ID)
	if err != nil {
		return nil, err
	}
	said := map[pathway.Undoable]bool{}
	all = slices.DeleteFunc(all, func(u ledger.Received[pathway.Undoing]) bool {
		if tellsOfWorker(u.Fact.Of) {
			return true
		}
		again := said[u.Fact.Of.Kind]
		said[u.Fact.Of.Kind] = true
		return again || u.At.Before(person.ReferredAt) || tx.Today.Sub(programme.Of(u.At, tx.Zone)) > saidFor
	})
	var list []ledger.Received[pathway.Undoing]
	for _, u := range all {
		if another, err := ofAnother(tx, person.CurrentCourse(), u.Fact.Of); err != nil {
			return nil, err
		} else if another {
			continue
		}
		since, err := enteredSince(tx, person.CurrentCourse(), u.Fact.Of.Kind, u.At)
		if err != nil {
			return nil, err
		}
		if !since {
			list = append(list, u)
		}
	}
	return list, nil
}

// undoingOf is how that fact of participant's was taken back; nil where it wasn't.
func undoingOf(tx *kernel.ReadTx, participant id.Participant, kind pathway.Undoable,
	fact string) (*ledger.Received[pathway.Undoing], error) {
	list, err := tx.Undoings(participant, kind).List()
	i := slices.IndexFunc(list, func(u ledger.Received[pathway.Undoing]) bool {
		return u.Fact.Of.Kind == kind && u.Fact.Of.Fact == fact
	})
	if err != nil || i < 0 {
		return nil, err
	}
	return &list[i], nil
}

// markMistaken has histories say of visits that they were called off by mistake, where the act
// that called them off was taken back.
func markMistaken(tx *kernel.ReadTx, histories map[id.Participant]course.History) error {
	var people []id.Participant
	for p, h := range histories {
		if h.AnyOff() {
			people = append(people, p)
		}
	}
	if len(people) == 0 {
		return nil
	}
	undone, err := tx.UndoingsOfVisitsOf(people)
	for p, list := range undone {
		var at []time.Time
		for _, u := range list {
			at = append(at, u.Fact.Of.At)
		}
		histories[p] = histories[p].Mistaken(at)
	}
	return err
}

// tellsOfWorker tells whether what was entered is no more than what a worker knows: that is
// nothing to tell the person.
func tellsOfWorker(e pathway.Entered) bool {
	return e.Kind == pathway.UndoToldOfMatch && strings.HasSuffix(e.Said, string(workforce.TheWorker))
}

// tellsOfReferral tells whether what was entered is no more than that somebody was referred again:
// that was told to nobody, and so its being taken back isn't.
func tellsOfReferral(e pathway.Entered) bool { return e.Said == string(life.ReferredAgain) }

// ofAnother tells whether what was entered is about another referral than that of a course: one
// since, that was taken back.
func ofAnother(tx *kernel.ReadTx, of programme.CourseOfSupport, e pathway.Entered) (bool, error) {
	if e.Kind != pathway.UndoDecision {
		return tellsOfReferral(e), nil
	}
	_, is, err := tx.Screenings(of).Earlier(pathway.Decision{ID: id.Decision(e.Fact)})
	return !is, err
}

// enteredSince tells whether anything was entered of a course after at that is about the
// same as facts of that kind: what somebody answers to being asked is one, whatever they
// answer.
func enteredSince(tx *kernel.ReadTx, of programme.CourseOfSupport, kind pathway.Undoable, at time.Time) (bool, error) {
	switch kind {
	case pathway.UndoDecision:
		list, err := tx.ListScreenings(of)
		return anyAfter(list, at), err
	case pathway.UndoInvitation:
		list, err := tx.FindConsentHistory(of)
		return slices.ContainsFunc(list, func(s pathway.Step) bool { return s.At.After(at) }), err
	case pathway.UndoLetter:
		list, err := tx.ListSentLetters(of)
		return anyAfter(list, at), err
	case pathway.UndoMatch, pathway.UndoToldOfMatch:
		list, err := tx.FindMatchHistory(of)
		return anyAfter(list, at), err
	case pathway.UndoTelling:
		list, err := tx.Tellings(of).List()
		last, _ := lastTelling(list)
		return last.At.After(at), err
	case pathway.UndoEnding:
		list, err := tx.FindEndingHistory(of)
		return anyAfter(list, at), err
	case pathway.UndoLife:
		list, err := tx.ListLifeEvents(of.Participant)
		return anyAfter(list, at), err
	}
	said, err := tx.FindConsentHistory(of)
	return slices.ContainsFunc(said, func(s pathway.Step) bool { return s.Invitation == nil && s.At.After(at) }), err
}

func anyAfter[F any](list []ledger.Received[F], at time.Time) bool {
	return slices.ContainsFunc(list, func(x ledger.Received[F]) bool { return x.At.After(at) })
}
