package store

import (
	"database/sql"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// series is the kind of a fact that is no part of a course: that appointments
// were asked for in one go. It tells a second tap from a second wish.
const series = "series"

// FindCourseFact answers fault.Unchanged when f is there already, a conflict
// when its id stands for another fact of participant's, and nothing when it is
// new.
func (t *Tx) FindCourseFact(participant id.Participant, f course.Fact) error {
	return t.findCourse(participant, f.Key(), f)
}

// FindSeries answers likewise for a wish to plan several.
func (t *Tx) FindSeries(participant id.Participant, key id.Series, s course.Series) error {
	return t.findCourse(participant, string(key), s)
}

// AddCourseFact stores f, which is new, after all that is there.
func (t *Tx) AddCourseFact(participant id.Participant, f course.Fact) error {
	return t.addCourse(participant, f.Key(), f.Kind(), f)
}

// AddSeries stores that appointments were asked for in one go.
func (t *Tx) AddSeries(participant id.Participant, key id.Series, s course.Series) error {
	return t.addCourse(participant, string(key), series, s)
}

func (t *Tx) findCourse(participant id.Participant, key string, fact any) error {
	stored, err := t.q.FindCourseFactBody(t.ctx, rows.FindCourseFactBodyParams{ParticipantID: string(participant), ID: key})
	return t.sentAgain(string(participant), fact, stored, err)
}

func (t *Tx) addCourse(participant id.Participant, key, kind string, fact any) error {
	k, err := t.keyFor(string(participant))
	if err != nil {
		return err
	}
	digest, err := body(k, fact)
	if err != nil {
		return err
	}
	sealed, err := seal(k, "course_fact", key, fact)
	if err != nil {
		return err
	}
	before, err := t.q.CountCourseFacts(t.ctx, string(participant))
	if err != nil {
		return busy(err)
	}
	return busy(t.q.AddCourseFact(t.ctx, rows.AddCourseFactParams{
		ParticipantID: string(participant), ID: key, Kind: kind, At: instant.At(t.now), ByAccount: t.by, Step: before + 1, Sealed: sealed, Body: digest,
	}))
}

// FindCourseHistory finds what became of participant's visits, in the server's
// order.
func (t *ReadTx) FindCourseHistory(participant id.Participant) (course.History, error) {
	found, err := t.q.ListCourseFacts(t.ctx, string(participant))
	if err != nil || len(found) == 0 {
		return nil, busy(err)
	}
	k, err := t.keyFor(string(participant))
	if err != nil {
		return nil, err
	}
	var history course.History
	for _, row := range found {
		if history, err = withFact(history, k, rows.ListCourseFactsOfWorkerRow(row)); err != nil {
			return nil, err
		}
	}
	return history, nil
}

// ListCourseHistories finds what became of the visits of everybody whom a
// worker is matched with. Their keys come with the list of these people.
func (t *ReadTx) ListCourseHistories(worker id.Account) (map[id.Participant]course.History, error) {
	found, err := t.q.ListCourseFactsOfWorker(t.ctx, rows.ListCourseFactsOfWorkerParams{
		OrganisationID: string(t.org), WorkerID: sql.NullString{String: string(worker), Valid: true},
	})
	if err != nil {
		return nil, busy(err)
	}
	return t.histories(found)
}

// histories puts the facts of several people, whose keys are known, into one
// history each.
func (t *ReadTx) histories(found []rows.ListCourseFactsOfWorkerRow) (map[id.Participant]course.History, error) {
	histories := map[id.Participant]course.History{}
	for _, row := range found {
		k, err := t.keyFor(row.ParticipantID)
		if err != nil {
			return nil, err
		}
		participant := id.Participant(row.ParticipantID)
		if histories[participant], err = withFact(histories[participant], k, row); err != nil {
			return nil, err
		}
	}
	return histories, nil
}

func withFact(history course.History, k *crypt.Person, row rows.ListCourseFactsOfWorkerRow) (course.History, error) {
	if row.Kind == series {
		return history, nil
	}
	var f course.Fact
	if err := open(k, "course_fact", row.ID, row.Sealed, &f); err != nil {
		return nil, err
	}
	step := course.Step{Received: ledger.Received[course.Fact]{Fact: f, At: row.At.Time, By: row.ByAccount}, Number: int(row.Step)}
	return append(history, step), nil
}
