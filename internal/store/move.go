package store

import (
	"fmt"
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
)

// Every move of somebody's, in the server's order. Facts from before they carried the change's
// number come first; of those, nobody was invited before the decision, and the rest are counted
// together.
var (
	listMoves = movesQuery("ListMoves :many",
		"a.participant_id = $1 AND coalesce(a.course_id, a.participant_id) = $2")
	listMovesOfMany = movesQuery("ListMovesOfMany :many", "a.participant_id IN ("+marks(ownersAtOnce)+")")
)

func movesQuery(name, whose string) string {
	var tables []string
	for i, kind := range []string{"screening", "invitation", "consent", "declining", "withdrawal"} {
		accepted, rank, step, undoing := "FALSE", min(i, 1), "a.step", "undoing"
		switch kind {
		case "screening":
			accepted, step = "a.accepted", "CAST(0 AS BIGINT)"
		case "withdrawal":
			undoing = "undoing_of_visits"
		}
		tables = append(tables, fmt.Sprintf("SELECT a.participant_id, coalesce(a.course_id, a.participant_id) AS course,"+
			" '%[1]s' AS kind, a.id, %[2]s AS accepted, a.sealed, coalesce(a.seq, 0) AS seq, %[3]d AS rank, a.at,"+
			" %[4]s AS step FROM %[1]s a WHERE %[5]s AND NOT EXISTS (SELECT 1 FROM %[6]s u"+
			" WHERE u.participant_id = a.participant_id AND u.kind = '%[1]s' AND u.fact_id = a.id)",
			kind, accepted, rank, step, whose, undoing))
	}
	return journalQuery(name, "SELECT m.participant_id, m.course, m.kind, m.id, m.accepted, m.sealed\nFROM (\n"+
		strings.Join(tables, "\nUNION ALL\n")+"\n) m\nORDER BY m.seq, m.rank, m.step, m.at, m.id")
}

type moveRow struct {
	ParticipantID, CourseID string
	Kind, ID                string
	Accepted                bool
	Sealed                  []byte
}

// FindStage replays the moves of a course: where somebody is on the pathway
// exactly, and since when where they have withdrawn. A withdrawal says under its
// seal how far it goes, a consent whether it is to visits, and a decision whether it
// was the team that took its referral back.
func (t *ReadTx) FindStage(of programme.CourseOfSupport) (stage programme.State, since programme.Date, err error) {
	moves, _, err := t.listMoves(of)
	stage, since = pathway.StageAfter(moves)
	return stage, since, err
}

// listMoves lists the moves of a course, and what was agreed to on the way.
func (t *ReadTx) listMoves(of programme.CourseOfSupport) ([]pathway.Move, []pathway.Consent, error) {
	found, walks, err := ofWalk(t, listMovesOfMany, string(of.Participant), scanFields[moveRow])
	if walks && err == nil {
		found = slices.DeleteFunc(slices.Clone(found), func(m moveRow) bool { return m.CourseID != string(of.ID) })
	} else {
		found, err = t.readMoves(of)
	}
	if err != nil {
		return nil, nil, busy(err)
	}
	moves := make([]pathway.Move, len(found))
	var agreed []pathway.Consent
	for i, row := range found {
		if moves[i], err = t.move(of.Participant, row, &agreed); err != nil {
			return nil, nil, err
		}
	}
	return moves, agreed, nil
}

func (t *ReadTx) readMoves(of programme.CourseOfSupport) (all []moveRow, err error) {
	found, err := t.rec.QueryContext(t.ctx, listMoves, string(of.Participant), string(of.ID))
	if err != nil {
		return nil, err
	}
	err = scanEach(found, func(found rows.Rows) error {
		_, row, err := scanFields[moveRow](found)
		all = append(all, row)
		return err
	})
	return all, err
}

func (t *ReadTx) move(participant id.Participant, row moveRow, agreed *[]pathway.Consent) (pathway.Move, error) {
	switch row.Kind {
	case "invitation":
		return pathway.Step{Invitation: &pathway.Invitation{}}.Move(), nil
	case "consent":
		k, err := t.keyFor(string(participant))
		if err != nil {
			return pathway.Move{}, err
		}
		var w consentWords
		err = open(k, "consent", row.ID, row.Sealed, &w)
		c := pathway.Consent{Items: w.Items, At: w.At, StillStopped: w.StillStopped}
		*agreed = append(*agreed, c)
		return pathway.Step{Consent: &c}.Move(), err
	case "declining":
		return pathway.Step{Declining: &pathway.Declining{}}.Move(), nil
	case "withdrawal":
		k, err := t.keyFor(string(participant))
		if err != nil {
			return pathway.Move{}, err
		}
		var w withdrawalWords
		err = open(k, "withdrawal", row.ID, row.Sealed, &w)
		return pathway.Step{Withdrawal: &pathway.Withdrawal{Scope: w.Scope, On: w.On}}.Move(), err
	}
	if row.Accepted {
		return pathway.Move{Event: pathway.Accept.Event()}, nil
	}
	k, err := t.keyFor(string(participant))
	if err != nil {
		return pathway.Move{}, err
	}
	var w screeningWords
	err = open(k, "screening", row.ID, row.Sealed, &w)
	return pathway.Move{Event: w.verdict(false).Event()}, err
}
